// node tests/torture/run.mjs NAME [OPTION...]: bundles tests/torture/NAME.ts with the engine's own sources and runs it.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const [name, ...options] = process.argv.slice(2);
await build({
  entryPoints: [`tests/torture/${name}.ts`],
  outfile: `dist/torture/${name}.mjs`,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
  packages: 'external',
});
const { status } = spawnSync(process.execPath, [`dist/torture/${name}.mjs`, ...options], { stdio: 'inherit' });
process.exitCode = status ?? 1;
