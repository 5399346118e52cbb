// Where the package's own files are: rules/ as shipped, dist/data as built by src/build.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's folder: the nearest one above this module that holds package.json (so src/ and dist/ both find it). */
export const packageRoot: string = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('zhibiao: package.json not found above the program');
    folder = parent;
  }
  return folder;
})();

/** Path of a table that the build makes, e.g. `builtData('areas.json')`. */
export const builtData = (name: string): string => join(packageRoot, 'dist', 'data', name);

/** The package's version. */
export function packageVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  return manifest.version;
}
