// What a file of area rules may say. Only the build, the tests and overlays load this: zod is slow to start.
import { z } from 'zod';
import { areaRuleId, prose, reason, wordList } from './fields.js';
import { MAX_RULES, MAX_WORD } from './limits.js';

/** A sentence that runs as a test of its rule. */
const example = z.union([
  z.strictObject({
    text: prose,
    places: z
      .array(z.string())
      .describe('names of the places found, in text order; own:city where only the article can tell'),
    listed: z.array(z.string()).optional().describe('the places that stand in lists'),
    against: z.array(z.string()).optional().describe('the places that are only compared with'),
  }),
  z.strictObject({
    hints: z.array(z.string()).describe('title, source credit and the like of an article'),
    home: z.string().nullable().describe("the article's own place"),
  }),
]);

export type AreaExample = z.infer<typeof example>;

const text = z.string().min(1).max(MAX_WORD);
const name = z.string().min(1).max(MAX_WORD);
/** The scanner looks words up by their first two characters. */
const word = text.regex(/^[\u4e00-\u9fff]{2}/, 'a word must start with two Chinese characters');
const iso = z.string().regex(/^[A-Z]{2}$/, 'a country is an ISO 3166-1 alpha-2 code: MM');
const words = wordList(word).min(1);
const anyWords = wordList(text).min(1);
const someWords = wordList(text).default([]);
const head = { id: areaRuleId, reason, examples: z.array(example).default([]) };
const level = z.enum(['world', 'country', 'region', 'part', 'province', 'city', 'county', 'place']);

const rule = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...head,
      kind: z.literal('own'),
      own: z.enum(['country', 'province', 'city', 'county', 'local', 'here']),
      binds: z.enum(['own', 'near']).describe('own: the speaker’s own place first; near: the place named last'),
      words,
    })
    .describe('words such as 全市 that ask the article which place is meant'),
  z
    .strictObject({
      ...head,
      kind: z.literal('names'),
      level,
      within: wordList(name).default([]).describe('what the places lie in, nearest first'),
      words: z.record(word, name).describe('word as written: name in records'),
    })
    .describe('places of one’s own: regions, zones, ports'),
  z
    .strictObject({
      ...head,
      kind: z.literal('abroad'),
      places: z.record(name, words).describe('country as records name it: its states and cities'),
    })
    .describe('places abroad, as records name them'),
  z
    .strictObject({
      ...head,
      kind: z.literal('country'),
      names: z.record(iso, name).default({}).describe('code: name in records'),
      words: z.record(word, iso).describe('word as written: code'),
    })
    .describe('other names of countries'),
  z
    .strictObject({ ...head, kind: z.enum(['mask', 'guard', 'standalone', 'never']), words })
    .describe('words that are no place, or only one in company'),
  z
    .strictObject({ ...head, kind: z.enum(['boundary', 'part', 'people']), words: anyWords })
    .describe('what may follow a place'),
  z
    .strictObject({
      ...head,
      kind: z.literal('suffix'),
      drops: z
        .enum(['link', 'all', 'word'])
        .describe(
          'link: the last name is no place; all: nothing here is; word: the place counts, but is no word of its own',
        ),
      words: anyWords,
      unless: someWords,
    })
    .describe('words after a place that make it part of another name'),
  z
    .strictObject({
      ...head,
      kind: z.literal('head'),
      words: anyWords,
      unless: someWords,
      stops: z.string().max(MAX_WORD * 5),
      reach: z.int().min(1).max(20),
    })
    .describe('words some way after a place that make it part of another name'),
  z
    .strictObject({
      ...head,
      kind: z.literal('list'),
      words: anyWords,
      etc: wordList(text),
      open: wordList(text),
      unless: someWords,
    })
    .describe('what joins places to a list'),
  z
    .strictObject({
      ...head,
      kind: z.literal('against'),
      of: someWords.describe('places as written that it holds for; left out: for all'),
      before: someWords.describe('words right before the place'),
      after: someWords.describe('words right after it'),
    })
    .describe('words that make a place something to compare with, not where a figure is from'),
  z
    .strictObject({
      ...head,
      kind: z.literal('foreign'),
      tails: anyWords,
      syllables: z.string().min(1).max(1000),
      reach: z.int().min(2).max(20),
    })
    .describe('foreign places by the syllables of their names'),
  z
    .strictObject({
      ...head,
      kind: z.literal('agent'),
      words,
      unless: someWords.describe('longer words that are no such body'),
    })
    .describe('bodies that act for the whole country: what they do is of China'),
  z
    .strictObject({
      ...head,
      kind: z.literal('local'),
      tails: anyWords.describe('what ends the names: 村, 镇'),
      breaks: z.string().max(1000).describe('characters that no name holds'),
      never: someWords.describe('what may not stand before the tail: 农 in 农村'),
      unless: someWords.describe('words that begin with the tail: 村民'),
      before: someWords.describe('what introduces a name at the beginning of a clause: 在'),
      reach: z.int().min(1).max(8).describe('characters before the tail'),
    })
    .describe('villages and towns by the form of their names'),
  z
    .strictObject({ ...head, kind: z.enum(['relation', 'county-tail']), words: anyWords })
    .describe(
      'what stands between the two sides of a relation (广西与东盟), which are no list; what a county’s name may leave out',
    ),
  z
    .strictObject({ ...head, kind: z.literal('source'), scope: z.enum(['national', 'local']), words: anyWords })
    .describe('papers whose name tells the article’s own place'),
]);

export const areaRules = z.array(rule).max(MAX_RULES);
