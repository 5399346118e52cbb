// Stage: sentence text → quantities. The one way in.
import type { ExclusionRule, ModifierRule, UnitRule } from '../rules/model.js';
import { compileExclusions, judge } from './exclusions.js';
import type { Quantity } from './model.js';
import { type Span, scanQuantities } from './scan.js';
import { compileTables } from './tables.js';
import { type NumeralWord, wordAt } from './words.js';

export { onceForAlike } from './alike.js';
export type { Modifier, Quantity } from './model.js';
export type { Span } from './scan.js';
export type { NumeralWord } from './words.js';

export interface QuantityRules {
  units: UnitRule[];
  modifiers: ModifierRule[];
  exclusions: ExclusionRule[];
}

export interface QuantityScanner {
  /**
   * @param text one sentence, clean
   * @param skips sorted stretches to pass over (time expressions)
   * @returns quantities in text order, with offsets in UTF-16; those that are no observation say so in `excludedBy`
   */
  scan(text: string, skips: readonly Span[]): Quantity[];
  /** The word with numerals but no number (一带一路) that covers a place; for `rules explain`. */
  wordAt(text: string, at: number): NumeralWord | null;
}

/** @param numeralWords words of the segmenter's dictionary that hold Chinese numerals but are no numbers */
export function createQuantityScanner(rules: QuantityRules, numeralWords: readonly string[]): QuantityScanner {
  const tables = compileTables(rules.units, rules.modifiers);
  const exclusions = compileExclusions(rules.exclusions, numeralWords);
  const wordOver = (text: string, at: number): NumeralWord | null => wordAt(exclusions.words, text, at);
  return {
    scan(text, skips) {
      const quantities = scanQuantities(text, tables, skips, wordOver);
      judge(exclusions, text, quantities);
      return quantities;
    },
    wordAt: wordOver,
  };
}
