// What a rule file may say, by kind. Only the build, the tests and rule commands load this: zod is slow to start.
import { z } from 'zod';
import { compilePattern } from '../observations/pattern.js';
import { RECORD_FIELDS } from '../records/fields.js';
import { areaRules } from './areas.js';
import { EXAMPLES_PUBLISHED, prose, reason, ruleId, word, wordList, words } from './fields.js';
import { MAX_PATTERN, MAX_RULES, MAX_WORDS } from './limits.js';
import { RULE_KINDS, type RuleKind } from './model.js';
import { periodFields } from './periods.js';

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

const [firstField = 'id', ...otherFields] = RECORD_FIELDS.map((field) => field.name);
const example = z.strictObject({
  text: prose.describe('one paragraph of an article'),
  published: z.iso.date().optional().describe(`day of publication; left out: ${EXAMPLES_PUBLISHED}`),
  gives: z
    .array(z.partialRecord(z.enum([firstField, ...otherFields]), z.union([z.string(), z.number(), z.null()])))
    .max(100)
    .describe('what must come out, record by record in text order, by fields of the record; [] for no record'),
  more: z.boolean().optional().describe('whether other records may come out too'),
});
const head = {
  id: ruleId,
  reason,
  examples: z.array(example).max(100).default([]).describe('sentences that run as tests of the rule'),
};

const unit = z
  .strictObject({
    ...head,
    forms: words.min(1).describe('what is written after the number'),
    unit: z.string().nullable().optional().describe('as records write it; left out: as written'),
    code: z.string().optional().describe('UCUM or ISO 4217'),
    dimension,
    unlessBefore: words.optional().describe('no unit where one of these follows it'),
    countsBareScale: z.boolean().optional().describe('whether it may follow a bare 百, 千 or 万'),
  })
  .describe('a unit, or measure words');
const modifierRule = z
  .strictObject({
    ...head,
    modifier,
    side: z.enum(['before', 'after', 'inside']).describe('inside is for the built-in rules: 多 余 来'),
    forms: words.min(1),
    unlessAfter: words.optional().describe('no modifier where one of these stands before it'),
    unlessBefore: words.optional().describe('no modifier where one of these follows it'),
  })
  .describe('words beside a number that bound it');
const conditions = {
  before: words.optional().describe('text directly before the number'),
  after: words.optional().describe('text directly after the number, or after its unit'),
  number: words.optional().describe('the number as written, without its unit'),
  units: z.array(z.string().nullable()).max(MAX_WORDS).optional().describe('null: no unit'),
  script: z.enum(['arabic', 'han']).optional(),
  scaled: z.boolean().optional().describe('whether 万, 亿 and the like are written'),
  bareScale: z.boolean().optional(),
  forms: z.array(z.enum(['plain', 'range', 'vague', 'fraction', 'half', 'double', 'rank'])).optional(),
  inside: z.enum(['quotes', 'title']).optional(),
  maxLength: z.int().min(1).max(200).optional().describe('of what stands inside the marks'),
  at: z.literal('start').optional().describe('only at the start of a sentence'),
  beside: z.literal('latin').optional(),
  beforeHan: z.boolean().optional(),
  modified: z.boolean().optional().describe('whether a modifier (超, 近, 多) bounds it'),
  from: z.number().optional().describe('the value is not below this'),
  to: z.number().optional().describe('nor above this'),
  unlessAfter: words.optional(),
  unlessBefore: words.optional(),
  unlessSeen: words.optional().describe('not where one of these stands earlier in the sentence'),
  unlessRule: z.array(z.string()).optional().describe('not for units of these rules'),
  words: words.optional().describe('whole words that hold numerals but no number: 三角洲'),
};
const exclusion = z
  .strictObject({ ...head, ...conditions })
  .refine(
    (rule) => Object.keys(conditions).some((name) => name in rule && rule[name as keyof typeof rule] !== undefined),
    {
      message: 'the rule names no condition, so it would never hold',
    },
  )
  .describe('what makes a number no observation; all conditions must hold');
const lexeme = z
  .strictObject({
    ...head,
    class: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*$/, 'a class is lower-case words joined by hyphens')
      .describe('what frames ask for as @class'),
    words: words.min(1),
    as: z
      .enum(['plain', 'ending'])
      .optional()
      .describe(
        'plain: the words stay ordinary ones for the segmenter and for names, only who asks for the class sees it; ending: the same of all words and names that end so',
      ),
    sign: z
      .union([z.literal(1), z.literal(-1)])
      .optional()
      .describe('which way something moved'),
    basis: basis.optional().describe('what a change is against, where these words say it'),
  })
  .refine(({ as, sign }) => as === undefined || sign === undefined, {
    path: ['as'],
    error: 'plain words and endings have no sign',
  })
  .describe('words of one meaning');
const pattern = z
  .string()
  .min(1)
  .max(MAX_PATTERN)
  .superRefine((source, context) => {
    try {
      compilePattern(source);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });
const frame = z
  .strictObject({
    ...head,
    when: z.array(pattern).min(1).max(50).describe('patterns, in the notation of docs/rules.md'),
    measure: z.enum(['level', 'change', 'growth', 'share', 'rate', 'ratio', 'rank']),
    basis: basis.optional(),
    sign: z
      .enum(['direction', 'fall'])
      .optional()
      .describe('direction: the value takes the sign of the word that says which way; fall: it is negative'),
    name: z.enum(['before', 'after']).optional().describe('where the name stands; left out: wherever a noun is'),
    whole: z.enum(['gap', 'noun', 'subject']).optional().describe('the whole of a share'),
    like: z.boolean().optional().describe('measured as the figure before it'),
    keeps: z.boolean().optional().describe('the matched words stay in the name'),
    priority: z.int().min(-9).max(9).optional().describe('above all frames of a lower one; left out: 0'),
  })
  .describe('what the words around a number say that it measures');
const synonym = z
  .strictObject({
    ...head,
    name: word.describe('the canonical name'),
    words: wordList(word).min(1).describe('whole indicators, as articles name them'),
  })
  .describe('indicators that are one thing under several names');

const vocabulary = z
  .strictObject({
    ...head,
    tag: z
      .enum(['n', 'nt', 'nz', 'j', 'v', 'vn', 'a', 'z', 'b', 'd', 'i'])
      .describe(
        'part of speech: noun, organisation, other proper name, abbreviation, verb, verbal noun, adjective, descriptive, attributive, adverb, idiom',
      ),
    words: wordList(
      word.regex(
        /^\p{Script=Han}{2,}$/u,
        'a word of the vocabulary is two Chinese characters or more, and nothing else',
      ),
    ).min(1),
  })
  .describe('words that are kept whole, with their part of speech');

const ids = z.array(z.string().min(1)).max(MAX_WORDS).default([]).describe('ids of rules to switch off');
const fileOf = <K extends RuleKind, T extends z.ZodType>(kind: K, rule: T) =>
  z.strictObject({ kind: z.literal(kind), off: ids, rules: z.array(rule).max(MAX_RULES).default([]) });

/** What a file of each kind holds. */
export const ruleFiles = {
  units: fileOf('units', unit).describe('Units of measure and measure words.'),
  modifiers: fileOf('modifiers', modifierRule).describe('Words beside a number that bound it.'),
  exclusions: fileOf('exclusions', exclusion).describe('Numbers that are no observation.'),
  lexemes: fileOf('lexemes', lexeme).describe('Words by meaning.'),
  frames: fileOf('frames', frame).describe('What the words around a number say that it measures.'),
  synonyms: fileOf('synonyms', synonym).describe('Canonical names of indicators.'),
  vocabulary: fileOf('vocabulary', vocabulary).describe('Words that are kept whole, by part of speech.'),
  areas: z
    .strictObject({ kind: z.literal('areas'), off: ids, rules: areaRules.default([]) })
    .describe('Places beyond the tables of divisions and countries.'),
  periods: z.strictObject({ kind: z.literal('periods'), off: ids, ...periodFields }).describe('Words that say when.'),
} as const satisfies Record<RuleKind, z.ZodType>;

/** The JSON Schema (draft 2020-12) of rule files, for editors: `extract schema --rules`. */
export function rulesJsonSchema(): string {
  const kinds = RULE_KINDS.map((kind) => {
    const { $schema: _schema, ...rest } = z.toJSONSchema(ruleFiles[kind], { target: 'draft-2020-12', io: 'input' });
    return rest;
  });
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Zhibiao rule file',
    description: 'One kind of rules; see docs/rules.md.',
    anyOf: kinds,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
