// Fields that rules of several kinds share.
import { z } from 'zod';
import { MAX_PROSE, MAX_WORD, MAX_WORDS } from './limits.js';

export const word = z.string().min(1).max(MAX_WORD);
export const wordList = <T extends z.ZodType>(of: T) => z.array(of).max(MAX_WORDS);
export const words = wordList(word);
export const prose = z.string().min(1).max(MAX_PROSE);
export const reason = prose.describe('why the rule exists, in one line');

/** Ids of the engine's rules begin with what they are about, so that a record's `rule` can be read: unit.square-metre. */
export const ruleId = z
  .string()
  .max(MAX_WORD * 2)
  .regex(/^[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)+$/, 'an id is lower-case words with a dot and hyphens: unit.square-metre')
  .describe('unique among all rules; the id of a built-in rule takes its place');

/** Ids of area and period rules, which no record names. */
export const areaRuleId = z
  .string()
  .max(MAX_WORD * 2)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words joined by hyphens: fishing-ports')
  .describe('unique among all rules; the id of a built-in rule takes its place');

/** A day that examples without one are published on. */
export const EXAMPLES_PUBLISHED = '2024-06-15';
