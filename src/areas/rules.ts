// Reads rules/areas.yaml. Only the build, the tests and --rules overlays import this module: zod and yaml are slow to load.
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { AreaRule } from './model.js';

/** A sentence that runs as a test of its rule. */
const example = z.union([
  z.strictObject({
    text: z.string().min(1),
    /** Names of the places found, in text order; `own:city` where only the article can tell. */
    places: z.array(z.string()),
    /** The places that stand in lists. */
    listed: z.array(z.string()).optional(),
  }),
  z.strictObject({
    /** As in an article's placeHints. */
    hints: z.array(z.string()),
    home: z.string().nullable(),
  }),
]);

type AreaExample = z.infer<typeof example>;

const han = /^[\u4e00-\u9fff]{2}/;
/** The scanner looks words up by their first two characters. */
const word = z.string().regex(han, 'must start with two Chinese characters');
const iso = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code');
const words = z.array(word).min(1);
const anyWords = z.array(z.string().min(1)).min(1);
const head = {
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  reason: z.string().min(1),
  examples: z.array(example).min(1),
};
const level = z.enum(['world', 'country', 'region', 'province', 'city', 'county', 'place']);

const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    ...head,
    kind: z.literal('own'),
    own: z.enum(['country', 'province', 'city', 'county', 'here']),
    binds: z.enum(['own', 'near']),
    words,
  }),
  z.strictObject({
    ...head,
    kind: z.literal('names'),
    level,
    within: z.array(z.string()).default([]),
    words: z.record(word, z.string()),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('country'),
    names: z.record(iso, z.string()).default({}),
    words: z.record(word, iso),
  }),
  z.strictObject({ ...head, kind: z.enum(['mask', 'guard', 'standalone', 'never']), words }),
  z.strictObject({ ...head, kind: z.enum(['boundary', 'part', 'people']), words: anyWords }),
  z.strictObject({
    ...head,
    kind: z.literal('suffix'),
    drops: z.enum(['link', 'all']),
    words: anyWords,
    unless: z.array(z.string()).default([]),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('head'),
    words: anyWords,
    unless: z.array(z.string()).default([]),
    stops: z.string(),
    reach: z.int().min(1).max(20),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('list'),
    words: anyWords,
    etc: z.array(z.string()),
    open: z.array(z.string()),
    unless: z.array(z.string()).default([]),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('foreign'),
    tails: anyWords,
    syllables: z.string().min(1),
    reach: z.int().min(2).max(20),
  }),
  z.strictObject({ ...head, kind: z.literal('source'), scope: z.enum(['national', 'local']), words: anyWords }),
]);

const file = z.strictObject({ rules: z.array(rule).min(1) });

interface AreaRuleError {
  file: string;
  /** 1-based. */
  line: number;
  /** Path of the field in the file: rules.3.words. */
  field: string;
  message: string;
}

export type AreaRulesResult =
  | { ok: true; value: { rules: AreaRule[]; examples: { rule: string; example: AreaExample }[] } }
  | { ok: false; error: AreaRuleError };

/**
 * Checks a rule file.
 * In: the YAML text and the file's name for error messages. Out: the rules as plain data that JSON keeps (what
 * createPlaceScanner takes) and their examples for the tests; or the first error with line and field.
 */
export const parseAreaRules = (yamlText: string, fileName: string): AreaRulesResult => {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines });
  const fail = (line: number, field: string, message: string): AreaRulesResult => ({
    ok: false,
    error: { file: fileName, line, field, message },
  });
  const broken = document.errors[0];
  if (broken) return fail(lines.linePos(broken.pos[0]).line, '', broken.message.split('\n')[0] ?? broken.code);
  const lineOf = (path: PropertyKey[]): number => {
    // The innermost node of the path that is written in the file.
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true);
      const range = node && typeof node === 'object' && 'range' in node ? node.range : undefined;
      if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
    }
    return 1;
  };
  const checked = file.safeParse(document.toJS());
  if (!checked.success) {
    const issue = checked.error.issues[0];
    const path = issue?.path ?? [];
    return fail(lineOf(path), path.join('.'), issue?.message ?? 'invalid');
  }
  const seen = new Set<string>();
  for (const [index, { id }] of checked.data.rules.entries()) {
    if (seen.has(id)) return fail(lineOf(['rules', index, 'id']), `rules.${index}.id`, `the id ${id} is used twice`);
    seen.add(id);
  }
  return {
    ok: true,
    value: {
      rules: checked.data.rules.map(({ reason: _reason, examples: _examples, ...kept }) => kept),
      examples: checked.data.rules.flatMap(({ id, examples }) => examples.map((one) => ({ rule: id, example: one }))),
    },
  };
};
