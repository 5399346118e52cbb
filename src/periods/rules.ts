// Loads rules/periods.yaml: YAML, checked by zod, patterns compiled. For the build, the tests and --rules only: neither
// yaml nor zod is on the way of a run.
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { CompiledPeriodRules, CompiledRule, CompiledTerm } from './model.js';
import { compilePattern, compileTemplate } from './notation.js';

/** What is wrong with a rule file, and where: `line` is 1-based, `field` as in terms.3.rules.0.match. */
export interface PeriodRuleError {
  file: string;
  line: number;
  field: string;
  message: string;
}

/** A sentence and all the time mentions that must come out of it, as `text | kind | period`. */
export interface PeriodExample {
  rule: string;
  text: string;
  published: string;
  year?: number | undefined;
  period?: string | undefined;
  times: string[];
}

export interface PeriodRuleFile {
  compiled: CompiledPeriodRules;
  /** Every rule in file order, with its reason, for listings. */
  catalogue: { id: string; term: string; reason: string; line: number }[];
  examples: PeriodExample[];
}

export type PeriodRuleResult = { ok: true; value: PeriodRuleFile } | { ok: false; error: PeriodRuleError[] };

/** Examples without a date are published on this day. */
const EXAMPLES_PUBLISHED = '2024-06-15';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id is lower-case letters, digits and hyphens');
const texts = z.array(z.string().min(1)).default([]);
const oneOrMore = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).transform((x) => [x].flat());

const exampleSchema = z.strictObject({
  text: z.string().min(1),
  published: z.iso.date().default(EXAMPLES_PUBLISHED),
  year: z.number().int().optional(),
  period: z.string().optional(),
  times: z.array(z.string()),
});

const ruleSchema = z.strictObject({
  id,
  reason: z.string().min(1),
  match: oneOrMore,
  gives: z.union([z.null().transform((): string[] => []), oneOrMore]),
  kind: z.enum(['period', 'asof', 'base', 'vague', 'clock', 'duration']).optional(),
  year: z.enum(['governing', 'near', 'elapsed', 'whole', 'closest']).default('governing'),
  target: z.boolean().default(false),
  after: texts,
  notAfter: texts,
  before: texts,
  notBefore: texts,
  examples: z.array(exampleSchema).min(1),
});

const wordsSchema = z.union([
  z.array(z.string().min(1)).transform((list) => Object.fromEntries(list.map((w): [string, null] => [w, null]))),
  z.record(z.string().min(1), z.union([z.number(), z.string()])),
]);

const fileSchema = z.strictObject({
  words: z.record(id, wordsSchema).default({}),
  terms: z.array(z.strictObject({ term: id, rules: z.array(ruleSchema) })).default([]),
  base: z
    .strictObject({
      before: texts,
      notBefore: texts,
      pairedBefore: texts,
      pairedAfter: texts,
      joins: texts,
    })
    .optional(),
  targetBefore: texts,
  gapStops: texts,
  future: texts,
  notFuture: texts,
});

const EMPTY: CompiledPeriodRules = {
  words: {},
  terms: [],
  base: { before: [], notBefore: [], pairedBefore: [], pairedAfter: [], joins: [] },
  targetBefore: [],
  gapStops: [],
  future: [],
  notFuture: [],
};

/** Every named capture of a pattern that is surely taken or may be: templates may speak of them. */
const takenBy = (patterns: CompiledRule['patterns']): Set<string> =>
  new Set(patterns.flat().flatMap((step) => ('name' in step ? [step.name] : [])));

/**
 * Reads a rule file.
 * @param yamlText the file's text
 * @param file its name, for messages
 * @param under rules that this file adds to: a rule of the same id is replaced, another is put at the end of its term,
 *   words are added to lists of the same name. Without it the file stands alone.
 * @returns the compiled rules (plain JSON), or every error found
 */
export const parsePeriodRules = (
  yamlText: string,
  file: string,
  under: CompiledPeriodRules = EMPTY,
): PeriodRuleResult => {
  const lines = new LineCounter();
  const doc = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  const errors: PeriodRuleError[] = doc.errors.map((e) => ({
    file,
    line: lines.linePos(e.pos[0]).line,
    field: '',
    message: e.message,
  }));
  if (errors.length > 0) return { ok: false, error: errors };
  /** The line of a field, or of the nearest thing around it that is there. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let n = path.length; n >= 0; n--) {
      const node: unknown = n === 0 ? doc.contents : doc.getIn(path.slice(0, n) as (string | number)[], true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
      if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
    }
    return 1;
  };
  const fail = (path: readonly PropertyKey[], message: string) => {
    errors.push({ file, line: lineOf(path), field: path.map(String).join('.'), message });
  };
  const parsed = fileSchema.safeParse(doc.toJS() ?? {});
  if (!parsed.success) {
    for (const issue of parsed.error.issues) fail(issue.path, issue.message);
    return { ok: false, error: errors };
  }
  const data = parsed.data;
  const words: CompiledPeriodRules['words'] = { ...under.words };
  for (const [name, list] of Object.entries(data.words)) words[name] = { ...words[name], ...list };
  const terms: CompiledTerm[] = under.terms.map((t) => ({ name: t.name, rules: [...t.rules] }));
  const catalogue: PeriodRuleFile['catalogue'] = [];
  const examples: PeriodExample[] = [];
  const seen = new Set<string>();
  const known = new Set<string>();
  for (const [t, { term, rules }] of data.terms.entries()) {
    const there = terms.findIndex((x) => x.name === term);
    for (const x of there < 0 ? terms : terms.slice(0, there)) known.add(x.name);
    known.delete(term);
    const compiledTerm: CompiledTerm = there < 0 ? { name: term, rules: [] } : terms[there]!;
    if (there < 0) terms.push(compiledTerm);
    for (const [r, rule] of rules.entries()) {
      const path = ['terms', t, 'rules', r];
      if (seen.has(rule.id)) fail([...path, 'id'], `${rule.id} is there twice`);
      seen.add(rule.id);
      const patterns: CompiledRule['patterns'] = [];
      for (const pattern of rule.match) {
        const steps = compilePattern(pattern, { words: new Set(Object.keys(words)), terms: known });
        if (steps.ok) patterns.push(steps.value);
        else fail([...path, 'match'], steps.error);
      }
      const gives: CompiledRule['gives'] = [];
      const taken = takenBy(patterns);
      for (const template of rule.gives) {
        const parts = compileTemplate(template, taken);
        if (parts.ok) gives.push(parts.value);
        else fail([...path, 'gives'], parts.error);
      }
      const { kind, year, target, after, notAfter, before, notBefore } = rule;
      const compiled: CompiledRule = {
        ...{ id: rule.id, kind: kind ?? null, patterns, gives, year, target },
        ...{ after, notAfter, before, notBefore },
      };
      const old = compiledTerm.rules.findIndex((x) => x.id === rule.id);
      if (old < 0) compiledTerm.rules.push(compiled);
      else compiledTerm.rules[old] = compiled;
      catalogue.push({ id: rule.id, term, reason: rule.reason, line: lineOf(path) });
      for (const example of rule.examples) examples.push({ rule: rule.id, ...example });
    }
  }
  if (errors.length > 0) return { ok: false, error: errors };
  const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];
  const base = { ...under.base };
  if (data.base)
    for (const key of ['before', 'notBefore', 'pairedBefore', 'pairedAfter', 'joins'] as const)
      base[key] = union(base[key], data.base[key]);
  const compiled: CompiledPeriodRules = {
    ...{ words, terms, base },
    targetBefore: union(under.targetBefore, data.targetBefore),
    gapStops: union(under.gapStops, data.gapStops),
    future: union(under.future, data.future),
    notFuture: union(under.notFuture, data.notFuture),
  };
  return { ok: true, value: { compiled, catalogue, examples } };
};
