// npm run build: bundles the program, then runs src/build to make the tables in dist/data from packages and rules/.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outdir: 'dist',
  logLevel: 'warning',
  // Some dependencies are CommonJS inside: give them the require that an ES module lacks.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};
await build({ ...common, entryPoints: { tables: 'src/build/tables.ts' }, packages: 'external', outdir: 'dist/build' });
const made = spawnSync(process.execPath, ['dist/build/tables.js'], { stdio: 'inherit' });
if (made.status !== 0) process.exit(made.status ?? 1);
await build({
  ...common,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  external: ['nodejieba'],
  splitting: true,
  chunkNames: 'chunk-[hash]',
  minifySyntax: true,
});
