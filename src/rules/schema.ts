// What a rule file may say, by kind. Only the build, the tests and rule commands load this: zod is slow to start.
import { z } from 'zod';
import { compilePattern } from '../observations/pattern.js';

const words = z.array(z.string().min(1));
const id = z
  .string()
  .regex(/^[a-z]+(\.[a-z0-9-]+)+$/, 'an id is lower-case words with a dot and hyphens: unit.square-metre');
const dimension = z.enum([
  'count',
  'money',
  'percent',
  'percentage_point',
  'ratio',
  'rank',
  'duration',
  'length',
  'area',
  'volume',
  'mass',
  'energy',
  'power',
  'temperature',
  'speed',
  'index',
  'other',
]);
const modifier = z.enum(['approx', 'over', 'under', 'at_least', 'at_most']);
const basis = z.enum(['yoy', 'mom', 'qoq', 'ytd', 'avg', 'other']);

const example = z.strictObject({
  text: z.string().min(1).describe('one paragraph of an article'),
  published: z.iso.date().optional().describe('publication date; 2024-06-15 when left out'),
  gives: z
    .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
    .describe('what must come out, record by record in text order; [] for no record'),
  more: z.boolean().optional().describe('whether other records may come out too'),
});
const head = { id, reason: z.string().min(1).describe('why the rule exists, in one line'), examples: z.array(example) };

const unit = z.strictObject({
  ...head,
  forms: words.min(1),
  unit: z.string().nullable().optional(),
  code: z.string().optional(),
  dimension,
  unlessBefore: words.optional(),
  countsBareScale: z.boolean().optional(),
});
const modifierRule = z.strictObject({
  ...head,
  modifier,
  side: z.enum(['before', 'after', 'inside']),
  forms: words.min(1),
  unlessAfter: words.optional(),
  unlessBefore: words.optional(),
});
const exclusion = z.strictObject({
  ...head,
  before: words.optional(),
  after: words.optional(),
  number: words.optional(),
  units: z.array(z.string().nullable()).optional(),
  script: z.enum(['arabic', 'han']).optional(),
  scaled: z.boolean().optional(),
  bareScale: z.boolean().optional(),
  forms: z.array(z.enum(['plain', 'range', 'vague', 'fraction', 'half', 'double', 'rank'])).optional(),
  inside: z.enum(['quotes', 'title']).optional(),
  maxLength: z.int().min(1).max(200).optional(),
  at: z.literal('start').optional(),
  beside: z.literal('latin').optional(),
  beforeHan: z.boolean().optional(),
  modified: z.boolean().optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  unlessAfter: words.optional(),
  unlessBefore: words.optional(),
  unlessSeen: words.optional(),
  unlessRule: words.optional(),
  words: words.optional(),
});
const lexeme = z.strictObject({
  ...head,
  class: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  words: words.min(1),
  sign: z.union([z.literal(1), z.literal(-1)]).optional(),
  basis: basis.optional(),
});
const pattern = z.string().superRefine((source, context) => {
  try {
    compilePattern(source);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});
const frame = z.strictObject({
  ...head,
  when: z.array(pattern).min(1),
  measure: z.enum(['level', 'change', 'growth', 'share', 'rate', 'ratio', 'rank']),
  basis: basis.optional(),
  sign: z.literal('direction').optional(),
  name: z.enum(['before', 'after']).optional(),
  whole: z.enum(['gap', 'noun', 'subject']).optional(),
  keeps: z.boolean().optional(),
  like: z.boolean().optional(),
  priority: z.int().min(-9).max(9).optional(),
});

/** A rule file: its kind says what its rules look like. */
export const ruleFile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('units'), rules: z.array(unit) }),
  z.strictObject({ kind: z.literal('modifiers'), rules: z.array(modifierRule) }),
  z.strictObject({ kind: z.literal('exclusions'), rules: z.array(exclusion) }),
  z.strictObject({ kind: z.literal('lexemes'), rules: z.array(lexeme) }),
  z.strictObject({ kind: z.literal('frames'), rules: z.array(frame) }),
]);
