// npm run build: bundles the program, then runs src/build to make the tables in dist/data from packages and rules/.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

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
// The library's declarations, meanwhile.
const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'];
const types = spawn(process.execPath, tsc, { stdio: 'inherit' });
const typesMade = once(types, 'close');
await build({ ...common, entryPoints: { tables: 'src/build/tables.ts' }, packages: 'external', outdir: 'dist/build' });
const made = spawnSync(process.execPath, ['dist/build/tables.js'], { stdio: 'inherit' });
if (made.status !== 0) process.exit(made.status ?? 1);
// The review page's own program and style, which its sink puts into every page.
await build({
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  legalComments: 'none',
  entryPoints: { page: 'src/page/main.ts' },
  outdir: 'dist/data',
  logLevel: 'warning',
});
const { metafile } = await build({
  ...common,
  metafile: true,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', worker: 'src/batch/worker.ts' },
  // An addon, and a pool that starts its workers from a file of its own.
  external: ['nodejieba', 'piscina'],
  splitting: true,
  chunkNames: 'chunk-[hash]',
  minifySyntax: true,
});

// What earlier builds left goes last, so that a program that runs meanwhile finds its files.
for (const name of readdirSync('dist'))
  if (name.endsWith('.js') && !(`dist/${name}` in metafile.outputs)) rmSync(`dist/${name}`);

const [status] = await typesMade;
process.exitCode = status ?? 1;
