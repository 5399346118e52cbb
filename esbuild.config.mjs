// npm run build: bundles the program, then runs src/build to make the tables in dist/data from packages and rules/.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  outdir: 'dist',
  logLevel: 'warning',
};
const modules = {
  ...common,
  format: 'esm',
  // Some dependencies are CommonJS inside: give them the require that an ES module lacks.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};
// The library's declarations, meanwhile.
const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'];
const types = spawn(process.execPath, tsc, { stdio: 'inherit' });
const typesMade = once(types, 'close');
await build({ ...modules, entryPoints: { tables: 'src/build/tables.ts' }, packages: 'external', outdir: 'dist/build' });
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
// A pool that starts its workers from a file of its own.
const external = ['piscina'];
const { metafile } = await build({
  ...modules,
  metafile: true,
  entryPoints: { index: 'src/index.ts', worker: 'src/batch/worker.ts' },
  external,
  splitting: true,
  chunkNames: 'chunk-[hash]',
  minifySyntax: true,
});

// The program is one file, which V8 can compile as a whole and keep compiled (bin/program.js).
rmSync('dist/cli.compiled', { force: true });
await build({
  ...common,
  entryPoints: { cli: 'src/cli/main.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  external,
  minifySyntax: true,
  minifyWhitespace: true,
  define: { 'import.meta.url': '__url' },
  banner: { js: "const __url = require('node:url').pathToFileURL(__filename).href;" },
});
const recorded = spawnSync(
  process.execPath,
  ['-e', "require('./bin/program.js').record()", 'extract', 'fixtures/trade.md', '-f', 'csv'],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
if (recorded.status !== 0) process.exit(recorded.status ?? 1);

// What earlier builds left goes last, so that a program that runs meanwhile finds its files.
for (const name of readdirSync('dist'))
  if (name.endsWith('.js') && !(`dist/${name}` in metafile.outputs)) rmSync(`dist/${name}`);

const [status] = await typesMade;
process.exitCode = status ?? 1;
