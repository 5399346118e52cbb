// npm run bench [PATH...] [-- --json FILE]: bundles the bench with the engine's own sources and runs it.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

await build({
  entryPoints: ['tests/bench/bench.ts'],
  outfile: 'dist/bench/bench.mjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
  minifySyntax: true,
  packages: 'external',
});
const { status } = spawnSync(process.execPath, ['dist/bench/bench.mjs', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
