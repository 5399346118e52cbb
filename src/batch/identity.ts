// What must be the same for an unfinished run to be gone on with: else the file would be no run's.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtData, packageRoot } from '../assets.js';
import { digestRules, rulesFolder } from '../rules/load.js';
import type { Input } from './inputs.js';

/** Digests of all that decides what a run writes, but for the inputs' contents: those are looked at one by one. */
export interface Identity {
  /** The program: its version and its built files. */
  program: string;
  /** The texts of the built-in rules and of those laid over them. */
  rules: string;
  /** The options that decide what is written. */
  options: string;
  /** The paths that the command line came to. */
  inputs: string;
}

function digestProgram(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const hash = createHash('sha1');
  // Not what the build keeps beside them for a quick start: it may differ from build to build.
  for (const folder of [join(packageRoot, 'dist'), builtData('')])
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
      if (entry.isFile() && entry.name !== 'cli.compiled')
        hash.update(`${entry.name}\n`).update(readFileSync(join(folder, entry.name)));
  return `${manifest.version} ${hash.digest('hex')}`;
}

function digestPaths(inputs: readonly Input[]): string {
  const hash = createHash('sha1');
  for (const { path } of inputs) hash.update(`${path}\0`);
  return `${inputs.length} ${hash.digest('hex')}`;
}

/**
 * @param rules folders of rules over the built-in ones
 * @param options all options that decide what is written, in any one notation
 */
export const identify = (rules: readonly string[], options: string, inputs: readonly Input[]): Identity => ({
  program: digestProgram(),
  rules: [rulesFolder, ...rules].map(digestRules).join(' '),
  options: createHash('sha1').update(options).digest('hex'),
  inputs: digestPaths(inputs),
});
