// Rule files to one checked set: the built-in layer, then every overlay over it. Only the build, the tests, overlays and the
// rule commands load this: yaml and zod are slow to start.
import { plainCharacters } from '../document/script.js';
import { nearest } from '../nearest.js';
import type { AreaExample } from './areas.js';
import { checkReferences } from './check.js';
import type { RuleText } from './folder.js';
import { complaintsOf, hint } from './issues.js';
import { MAX_ERRORS } from './limits.js';
import { RULE_KINDS, type RuleError, type RuleExample, type RuleKind, type RuleSet } from './model.js';
import { layPeriods, NO_PERIODS, type PeriodExample, withoutPeriods } from './periods.js';
import { ruleFiles } from './schema.js';
import { type Path, readYaml, type YamlFile } from './yaml.js';

/** A sentence of a rule that runs as its test. */
export type PlacedExample = { line: number } & (
  | { of: 'records'; example: RuleExample }
  | { of: 'times'; example: PeriodExample }
  | { of: 'places'; example: AreaExample }
);

/** A rule as listings and tests show it. */
export interface RuleEntry {
  id: string;
  kind: RuleKind;
  file: string;
  line: number;
  reason: string;
  /** 0 for the built-in rules, else which overlay. */
  layer: number;
  /** Whether an overlay switched it off or put its own in its place. */
  state: 'on' | 'off' | 'replaced';
  examples: PlacedExample[];
}

/** The rules that hold, and all that were read. */
export interface RuleBook {
  rules: RuleSet;
  entries: RuleEntry[];
}

export type ParsedRules = { ok: true; value: RuleBook } | { ok: false; error: RuleError[] };

/** A rule of a file that is being laid, with its place. */
export interface PlacedRule {
  kind: RuleKind;
  rule: { id: string };
  layer: number;
  yaml: YamlFile;
  path: Path;
}

const NO_RULES: RuleBook = {
  rules: {
    units: [],
    modifiers: [],
    exclusions: [],
    lexemes: [],
    frames: [],
    synonyms: [],
    vocabulary: [],
    periods: NO_PERIODS,
    areas: [],
  },
  entries: [],
};

/**
 * Lays folders of rules over each other, in their order: a rule takes the place of a lower one of the same id.
 * @param under what is laid over already; left out: nothing, and the first folder is the built-in rules
 * @returns the rules that hold; or all errors of all folders, the first ones where there are very many
 */
export function parseRules(folders: readonly (readonly RuleText[])[], under: RuleBook = NO_RULES): ParsedRules {
  const errors: RuleError[] = [];
  const placed: PlacedRule[] = [];
  const classes = new Set(under.rules.lexemes.map((rule) => rule.class));
  let book = under;
  const first = under === NO_RULES ? 0 : 1;
  for (const [i, files] of folders.entries()) book = layFolder(book, files, first + i, placed, errors);
  if (errors.length === 0) checkReferences(book.rules, placed, classes, errors);
  if (errors.length === 0) return { ok: true, value: book };
  const more = errors.length - MAX_ERRORS;
  const [last] = errors.slice(MAX_ERRORS - 1);
  if (more > 0 && last !== undefined)
    return {
      ok: false,
      error: [...errors.slice(0, MAX_ERRORS), { file: last.file, message: `and ${more} errors more` }],
    };
  return { ok: false, error: errors };
}

/** The kind of every rule, by its id. */
function kindsOf(rules: RuleSet): Map<string, RuleKind> {
  const kinds = new Map<string, RuleKind>();
  for (const kind of RULE_KINDS) {
    const list = kind === 'periods' ? rules.periods.terms.flatMap((term) => term.rules) : rules[kind];
    for (const { id } of list) kinds.set(id, kind);
  }
  return kinds;
}

function layFolder(
  under: RuleBook,
  files: readonly RuleText[],
  layer: number,
  placed: PlacedRule[],
  errors: RuleError[],
): RuleBook {
  const below = kindsOf(under.rules);
  /** Where an id of this folder stands: within a folder it stands once. */
  const seen = new Map<string, string>();
  const off = new Map<string, { yaml: YamlFile; path: Path }>();
  const entries: RuleEntry[] = [];
  let { rules } = under;

  const take = (kind: RuleKind, rule: { id: string; reason: string }, yaml: YamlFile, path: Path): void => {
    const { id } = rule;
    const at = yaml.place([...path, 'id']);
    const other = below.get(id);
    const before = seen.get(id);
    if (before !== undefined)
      errors.push({ file: yaml.file, ...at, message: `the id "${id}" is used twice: it is in ${before}` });
    else if (other !== undefined && other !== kind)
      errors.push({ file: yaml.file, ...at, message: `the id "${id}" is that of a rule of the kind ${other}` });
    seen.set(id, `${yaml.file}:${at.line}`);
    placed.push({ kind, rule, layer, yaml, path });
    entries.push({
      ...{ id, kind, file: yaml.file, line: yaml.place(path).line, reason: rule.reason, layer, state: 'on' as const },
      examples: examplesOf(kind, rule, yaml, path),
    });
  };

  for (const { file, text } of files) {
    const read = readYaml(file, text);
    if (!read.ok) {
      errors.push(...read.error);
      continue;
    }
    const yaml = read.value;
    const fail = (path: Path, message: string, key?: string): void => {
      errors.push({
        file,
        ...yaml.place(path, key),
        message: `${path.length > 0 ? `${dotted(path)}: ` : ''}${message}`,
      });
    };
    const data = checkFile(yaml, fail);
    if (data === null) continue;
    for (const [i, id] of data.off.entries()) off.set(id, { yaml, path: ['off', i] });
    if (data.kind === 'periods') {
      const laid = layPeriods(data, rules.periods, fail);
      rules = { ...rules, periods: laid.compiled };
      for (const { rule, path } of laid.placed) take('periods', rule, yaml, path);
      continue;
    }
    const { kind } = data;
    for (const [i, rule] of data.rules.entries()) take(kind, rule, yaml, ['rules', i]);
    // The schema of the kind has checked the rules: both lists are of one kind.
    rules = {
      ...rules,
      [kind]: replaced<{ id: string }>(rules[kind], layer === 0 ? data.rules : data.rules.map(plainWords), layer),
    };
  }

  for (const [id, { yaml, path }] of off)
    if (!below.has(id)) {
      const what = seen.has(id) ? `"${id}" is in this folder itself: take it out` : `no rule is called "${id}"`;
      // Who has this many errors needs no more hints, and they take time.
      const near = seen.has(id) || errors.length >= MAX_ERRORS ? '' : hint(id, [...below.keys()]);
      const message = `off: ${what}${near}`;
      errors.push({ file: yaml.file, ...yaml.place(path), message });
    }
  const state = (entry: RuleEntry): RuleEntry['state'] =>
    off.has(entry.id) ? 'off' : seen.has(entry.id) ? 'replaced' : entry.state;
  return {
    rules: switchedOff(rules, new Set(off.keys())),
    entries: [
      ...under.entries.map((entry) => (entry.state === 'on' ? { ...entry, state: state(entry) } : entry)),
      ...entries,
    ],
  };
}

const dotted = (path: Path): string => path.map(String).join('.');

/** The file's content, by the schema of its kind; null where it is wrong, and `fail` has been told. */
function checkFile(yaml: YamlFile, fail: (path: Path, message: string, key?: string) => void) {
  const { value } = yaml;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    fail([], 'a rule file is a mapping that begins with its kind, such as kind: units');
    return null;
  }
  const named = 'kind' in value ? value.kind : undefined;
  const kind = RULE_KINDS.find((each) => each === named);
  if (kind === undefined) {
    const kinds = `one of ${RULE_KINDS.join(', ')}`;
    if (typeof named === 'string')
      fail(['kind'], `"${named.slice(0, 60)}" is not ${kinds}; did you mean "${nearest(named, RULE_KINDS)}"?`);
    else fail([], `the field "kind" is missing: ${kinds}`);
    return null;
  }
  const checked = ruleFiles[kind].safeParse(value);
  if (checked.success) return checked.data;
  for (const { path, key, message } of complaintsOf(ruleFiles[kind], value, checked.error.issues))
    fail(path, message, key);
  return null;
}

/** Fields that hold words to look for in a text. */
const WORD_FIELDS: ReadonlySet<string> = new Set(
  'forms words before after number unlessBefore unlessAfter unlessSeen'.split(' '),
);

/** A rule of the user's own, its words in the characters that texts are read in. The built-in ones are written so. */
const plainWords = <T extends { id: string }>(rule: T): T => {
  const plain = (value: unknown): unknown => (typeof value === 'string' ? plainCharacters(value) : value);
  const fields = Object.entries(rule).map(([name, value]): [string, unknown] => [
    name,
    WORD_FIELDS.has(name) && Array.isArray(value) ? value.map(plain) : value,
  ]);
  // Words stay words.
  return Object.fromEntries(fields) as T;
};

/** The list with `added` at its end, without those whose place they take. */
function replaced<T extends { id: string }>(list: readonly T[], added: readonly T[], layer: number): T[] {
  const ids = new Set(added.map(({ id }) => id));
  return [...list.filter(({ id }) => !ids.has(id)), ...added.map((rule) => (layer === 0 ? rule : { ...rule, layer }))];
}

function switchedOff(rules: RuleSet, off: ReadonlySet<string>): RuleSet {
  if (off.size === 0) return rules;
  const on = <T extends { id: string }>(list: T[]): T[] => list.filter(({ id }) => !off.has(id));
  return {
    units: on(rules.units),
    modifiers: on(rules.modifiers),
    exclusions: on(rules.exclusions),
    lexemes: on(rules.lexemes),
    frames: on(rules.frames),
    synonyms: on(rules.synonyms),
    vocabulary: on(rules.vocabulary),
    areas: on(rules.areas),
    periods: withoutPeriods(rules.periods, off),
  };
}

function examplesOf(kind: RuleKind, rule: object, yaml: YamlFile, path: Path): PlacedExample[] {
  const examples = 'examples' in rule && Array.isArray(rule.examples) ? rule.examples : [];
  return examples.map((example, i): PlacedExample => {
    const { line } = yaml.place([...path, 'examples', i]);
    // The schema of the kind has checked which of the three it is.
    if (kind === 'periods') return { line, of: 'times', example: example as PeriodExample };
    if (kind === 'areas') return { line, of: 'places', example: example as AreaExample };
    return { line, of: 'records', example: example as RuleExample };
  });
}
