// The built-in rules at run time: the build's checked JSON while rules/ is unchanged, else rules/ read anew.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtData, packageRoot } from '../assets.js';
import { describeError } from '../errors.js';
import type { RuleError, RuleSet } from './model.js';
import type { RuleText } from './parse.js';

export const rulesFolder = join(packageRoot, 'rules');

/** A digest of the rule files' names and texts. */
export function digestRules(folder: string): string {
  const hash = createHash('sha1');
  for (const name of readdirSync(folder).sort())
    if (/\.ya?ml$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

export type LoadedRules = { ok: true; value: RuleSet } | { ok: false; error: RuleError[] };

/** The checked rules: those of the build when rules/ still holds what it was made from, else rules/ read anew. */
export async function loadRules(overlays: readonly string[]): Promise<LoadedRules> {
  const built = loadBuiltRules();
  if (overlays.length === 0 && built !== null && built.digest === digestRules(rulesFolder))
    return { ok: true, value: built.rules };
  const { parseRules, readRuleFolder } = await import('./parse.js');
  const layers: RuleText[][] = [];
  const unreadable: RuleError[] = [];
  for (const folder of [rulesFolder, ...overlays]) {
    try {
      layers.push(readRuleFolder(folder));
    } catch (error) {
      unreadable.push({ file: folder, message: describeError(error) });
    }
  }
  const [builtIn = [], ...rest] = layers;
  return unreadable.length > 0 ? { ok: false, error: unreadable } : parseRules(builtIn, rest);
}

function loadBuiltRules(): { digest: string; rules: RuleSet } | null {
  try {
    return JSON.parse(readFileSync(builtData('rules.json'), 'utf8')) as { digest: string; rules: RuleSet };
  } catch {
    return null;
  }
}
