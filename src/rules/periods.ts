// What a file of period rules may say, and how it compiles onto the rules under it. Only the build, the tests and overlays
// load this: zod is slow to start.
import { z } from 'zod';
import type { CompiledPeriodRules, CompiledRule, CompiledTerm, Step } from '../periods/model.js';
import { compilePattern, compileTemplate } from '../periods/notation.js';
import { areaRuleId, EXAMPLES_PUBLISHED, prose, reason, word, words } from './fields.js';
import { MAX_PATTERN, MAX_RULES } from './limits.js';
import type { Path } from './yaml.js';

const pattern = z.string().min(1).max(MAX_PATTERN);
const texts = words.default([]);
const oneOrMore = z.union([pattern, z.array(pattern).min(1).max(100)]).describe('one text or a list of texts');

const exampleSchema = z.strictObject({
  text: prose,
  published: z.iso.date().default(EXAMPLES_PUBLISHED).describe(`left out: ${EXAMPLES_PUBLISHED}`),
  year: z.number().int().optional().describe('the year that governs so far'),
  period: z.string().optional().describe('the period that governs so far'),
  times: z.array(z.string()).describe('every time of the text, as: text | kind | period'),
});
export type PeriodExample = z.infer<typeof exampleSchema>;

const ruleSchema = z.strictObject({
  id: areaRuleId,
  reason,
  match: oneOrMore.describe('patterns, in the notation of src/periods/notation.ts'),
  gives: z.union([z.null(), oneOrMore]).describe('period templates, tried in order; null for none'),
  kind: z.enum(['period', 'asof', 'base', 'vague', 'clock', 'duration']).optional(),
  year: z.enum(['governing', 'near', 'elapsed', 'whole', 'closest']).default('governing'),
  target: z.boolean().default(false),
  after: texts,
  notAfter: texts,
  before: texts,
  notBefore: texts,
  examples: z.array(exampleSchema).default([]),
});

const wordsSchema = z.union([words, z.record(word, z.union([z.number(), z.string()]))]);

/** The fields of a period file beside kind, rules (which it has not) and off. */
export const periodFields = {
  words: z.record(areaRuleId, wordsSchema).default({}).describe('word lists, with a value for each word or without'),
  terms: z
    .array(z.strictObject({ term: areaRuleId, rules: z.array(ruleSchema).max(MAX_RULES) }))
    .max(100)
    .default([])
    .describe('what times are built of; the last term of the built-in rules, mention, is what is looked for'),
  base: z
    .strictObject({ before: texts, notBefore: texts, pairedBefore: texts, pairedAfter: texts, joins: texts })
    .optional(),
  targetBefore: texts,
  gapStops: texts,
  tells: texts,
  future: texts,
  notFuture: texts,
};
const periodFile = z.strictObject(periodFields);
export type PeriodFile = z.infer<typeof periodFile>;

export const NO_PERIODS: CompiledPeriodRules = {
  words: {},
  terms: [],
  base: { before: [], notBefore: [], pairedBefore: [], pairedAfter: [], joins: [] },
  targetBefore: [],
  gapStops: [],
  tells: [],
  future: [],
  notFuture: [],
};

/** Ways to match at one place that a pattern may have: what an unlucky text can make the scanner try. */
const MAX_WAYS = 20_000;

/** The most ways in which the steps can be tried at one place: each optional step doubles them, a gap of n makes n + 1. */
const waysOf = (steps: readonly Step[]): number =>
  steps.reduce((ways, step) => {
    if (step.is === 'gap') return ways * (step.most + 1);
    // Of several texts only those can be tried one after the other of which one begins the other.
    const choices =
      step.is === 'text' ? Math.max(...step.words.map((w) => step.words.filter((v) => w.startsWith(v)).length)) : 1;
    return ways * (choices + (step.optional ? 1 : 0));
  }, 1);

/** Every named capture of a pattern that is surely taken or may be: templates may speak of them. */
const takenBy = (patterns: CompiledRule['patterns']): Set<string> =>
  new Set(patterns.flat().flatMap((step) => ('name' in step ? [step.name] : [])));

const list = (value: string | string[] | null): string[] => (value === null ? [] : [value].flat());

/** A rule with the path of where it stands in its file. */
export interface PlacedPeriodRule {
  rule: PeriodFile['terms'][number]['rules'][number];
  path: Path;
}

/**
 * Compiles a checked file onto the rules under it: a rule of the same id is replaced, another is put before those of its
 * term (of equally long matches the overlay's counts), a new term before the one that follows it in the file, words are
 * added to the lists of the same name.
 * @param fail is told what is wrong, with the path of it
 */
export function layPeriods(
  data: PeriodFile,
  under: CompiledPeriodRules,
  fail: (path: Path, message: string) => void,
): { compiled: CompiledPeriodRules; placed: PlacedPeriodRule[] } {
  const alone = under.terms.length === 0;
  const wordLists: CompiledPeriodRules['words'] = { ...under.words };
  for (const [name, added] of Object.entries(data.words))
    wordLists[name] = {
      ...wordLists[name],
      ...(Array.isArray(added) ? Object.fromEntries(added.map((w): [string, null] => [w, null])) : added),
    };
  const terms: CompiledTerm[] = under.terms.map((t) => ({ name: t.name, rules: [...t.rules] }));
  placeTerms(terms, data, alone);
  const placed: PlacedPeriodRule[] = [];
  for (const [t, { term, rules }] of data.terms.entries()) {
    const there = terms.findIndex((x) => x.name === term);
    const known = new Set(terms.slice(0, there).map((x) => x.name));
    const own = terms[there]?.rules ?? [];
    const added: CompiledRule[] = [];
    for (const [r, rule] of rules.entries()) {
      const path = ['terms', t, 'rules', r];
      placed.push({ rule, path });
      const compiled = compileRule(rule, path, { words: new Set(Object.keys(wordLists)), terms: known }, fail);
      const old = own.findIndex((x) => x.id === rule.id);
      if (old < 0) added.push(compiled);
      else own[old] = compiled;
    }
    if (alone) own.push(...added);
    else own.unshift(...added);
  }
  const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];
  const base = { ...under.base };
  if (data.base)
    for (const key of ['before', 'notBefore', 'pairedBefore', 'pairedAfter', 'joins'] as const)
      base[key] = union(base[key], data.base[key]);
  const compiled: CompiledPeriodRules = {
    ...{ words: wordLists, terms, base },
    targetBefore: union(under.targetBefore, data.targetBefore),
    gapStops: union(under.gapStops, data.gapStops),
    tells: union(under.tells, data.tells),
    future: union(under.future, data.future),
    notFuture: union(under.notFuture, data.notFuture),
  };
  return { compiled, placed };
}

/** Puts the file's new terms where they can be used: an overlay's never last, since the last is what is looked for. */
function placeTerms(terms: CompiledTerm[], data: PeriodFile, alone: boolean): void {
  const isThere = (name: string): boolean => terms.some((x) => x.name === name);
  for (const [t, { term }] of data.terms.entries()) {
    if (isThere(term)) continue;
    const next = data.terms.slice(t + 1).find((x) => isThere(x.term))?.term;
    const at = alone ? terms.length : next === undefined ? terms.length - 1 : terms.findIndex((x) => x.name === next);
    terms.splice(at, 0, { name: term, rules: [] });
  }
}

function compileRule(
  rule: PlacedPeriodRule['rule'],
  path: Path,
  names: { words: Set<string>; terms: Set<string> },
  fail: (path: Path, message: string) => void,
): CompiledRule {
  const patterns: CompiledRule['patterns'] = [];
  for (const [i, source] of list(rule.match).entries()) {
    const at = [...path, 'match', i];
    const steps = compilePattern(source, names);
    if (!steps.ok) fail(at, steps.error);
    else if (waysOf(steps.value) > MAX_WAYS)
      fail(at, `the pattern can be tried in more than ${MAX_WAYS} ways: fewer optional parts and gaps`);
    else patterns.push(steps.value);
  }
  const taken = takenBy(patterns);
  const gives: CompiledRule['gives'] = [];
  for (const [i, template] of list(rule.gives).entries()) {
    const parts = compileTemplate(template, taken);
    if (parts.ok) gives.push(parts.value);
    else fail([...path, 'gives', i], parts.error);
  }
  const { id, kind, year, target, after, notAfter, before, notBefore } = rule;
  return { id, kind: kind ?? null, patterns, gives, year, target, after, notAfter, before, notBefore };
}

/** The rules without those that are switched off. */
export const withoutPeriods = (periods: CompiledPeriodRules, off: ReadonlySet<string>): CompiledPeriodRules => ({
  ...periods,
  terms: periods.terms.map((term) => ({ ...term, rules: term.rules.filter((rule) => !off.has(rule.id)) })),
});
