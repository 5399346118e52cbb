// The files of a rule folder, read with care: the folder is somebody else's.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeError } from '../errors.js';
import { MAX_FILE, MAX_FILES, MAX_FOLDER } from './limits.js';
import { RULE_FILE } from './load.js';
import type { RuleError } from './model.js';

export interface RuleText {
  file: string;
  text: string;
}

export type RuleFolder = { ok: true; value: RuleText[] } | { ok: false; error: RuleError[] };

/** A character of the file takes at most so many bytes. */
const BYTES = 4;

/** The YAML files of a folder with their texts, sorted by name; folders inside it are not looked into. */
export function readRuleFolder(folder: string): RuleFolder {
  const wrong = (file: string, message: string): RuleFolder => ({ ok: false, error: [{ file, message }] });
  let names: string[];
  try {
    names = readdirSync(folder)
      .filter((name) => RULE_FILE.test(name))
      .sort();
  } catch (error) {
    return wrong(folder, describeError(error));
  }
  if (names.length === 0) return wrong(folder, 'no rule file (.yaml) in this folder');
  if (names.length > MAX_FILES) return wrong(folder, `${names.length} rule files, and there may be ${MAX_FILES}`);
  const texts: RuleText[] = [];
  const errors: RuleError[] = [];
  let total = 0;
  for (const name of names) {
    const file = join(folder, name);
    try {
      const stats = statSync(file);
      // A pipe or a device would never end.
      if (!stats.isFile()) throw new Error('is no file');
      if (stats.size > MAX_FILE * BYTES) throw new Error(`the file is larger than ${MAX_FILE} characters`);
      const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
      total += text.length;
      texts.push({ file, text });
    } catch (error) {
      const invalid = error instanceof TypeError;
      errors.push({ file, message: invalid ? 'is not UTF-8 text' : describeError(error) });
    }
  }
  if (errors.length > 0) return { ok: false, error: errors };
  if (total > MAX_FOLDER)
    return wrong(folder, `the rule files have ${total} characters together and may have ${MAX_FOLDER}`);
  return { ok: true, value: texts };
}
