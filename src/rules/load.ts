// The rules at run time: the build's checked JSON while rules/ is unchanged, else rules/ read anew; overlays over them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtData, packageRoot } from '../assets.js';
import type { RuleError, RuleSet } from './model.js';
import type { RuleBook } from './parse.js';

export const rulesFolder = join(packageRoot, 'rules');

/** Which files of a folder hold rules. */
export const RULE_FILE = /\.ya?ml$/i;

/** A digest of the rule files' names and texts. */
export function digestRules(folder: string): string {
  const hash = createHash('sha1');
  for (const name of readdirSync(folder).sort())
    if (RULE_FILE.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

type Loaded<T> = { ok: true; value: T } | { ok: false; error: RuleError[] };

/** The rules that hold, with those of the folders `overlays` laid over the built-in ones in their order. */
export async function loadRules(overlays: readonly string[]): Promise<Loaded<RuleSet>> {
  const built = builtRules();
  if (built !== null && overlays.length === 0) return { ok: true, value: built };
  const book = await readBook(overlays, built === null ? null : { rules: built, entries: [] });
  return book.ok ? { ok: true, value: book.value.rules } : book;
}

/** As loadRules, with every rule's file, line, reason and examples: for the commands that show rules. */
export const loadRuleBook = (overlays: readonly string[]): Promise<Loaded<RuleBook>> => readBook(overlays, null);

/** Why each rule exists, by its id. The build keeps reasons apart, so that only who asks for them loads them. */
export async function loadReasons(overlays: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (overlays.length === 0 && builtRules() !== null)
    return new Map(
      Object.entries(JSON.parse(readFileSync(builtData('reasons.json'), 'utf8')) as Record<string, string>),
    );
  const book = await readBook(overlays, null);
  return new Map(book.ok ? book.value.entries.map(({ id, reason }) => [id, reason]) : []);
}

async function readBook(overlays: readonly string[], under: RuleBook | null): Promise<Loaded<RuleBook>> {
  const { readRuleFolder } = await import('./folder.js');
  const { parseRules } = await import('./parse.js');
  const { ownWords } = await import('./words.js');
  const folders = (under === null ? [rulesFolder, ...overlays] : overlays).map(readRuleFolder);
  const errors = folders.flatMap((folder) => (folder.ok ? [] : folder.error));
  const texts = folders.flatMap((folder) => (folder.ok ? [folder.value] : []));
  // The files that can be read are checked all the same: all errors at once.
  const parsed = under === null ? parseRules(texts) : parseRules(texts, under);
  if (!parsed.ok || errors.length > 0) return { ok: false, error: [...errors, ...(parsed.ok ? [] : parsed.error)] };
  const { rules, entries } = parsed.value;
  // Where rules/ has changed since the build, its words too may be missing in the dictionary that the build made.
  const words = ownWords(rules, under !== null || builtRules() !== null ? 1 : 0);
  return { ok: true, value: { entries, rules: words.length > 0 ? { ...rules, ownWords: words } : rules } };
}

/** What the build made, or null where it is not there or rules/ has changed since. */
function builtRules(): RuleSet | null {
  try {
    const built = JSON.parse(readFileSync(builtData('rules.json'), 'utf8')) as { digest: string; rules: RuleSet };
    return built.digest === digestRules(rulesFolder) ? built.rules : null;
  } catch {
    return null;
  }
}
