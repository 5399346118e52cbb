// npm run bench [PATH...] [-- --json FILE]: bundles the bench with the engine's own sources and runs it. With --stream it is
// that of an endless stream, which takes long.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const name = process.argv.includes('--stream') ? 'stream' : 'bench';
await build({
  entryPoints: [`tests/bench/${name}.ts`],
  outfile: `dist/bench/${name}.mjs`,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
  minifySyntax: true,
  packages: 'external',
});
const { status } = spawnSync(process.execPath, [`dist/bench/${name}.mjs`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
