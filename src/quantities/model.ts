// The quantity stage's plain data: a number in the text with what belongs to it.

export type Dimension =
  | 'count'
  | 'money'
  | 'percent'
  | 'percentage_point'
  | 'ratio'
  | 'rank'
  | 'duration'
  | 'length'
  | 'area'
  | 'volume'
  | 'mass'
  | 'energy'
  | 'power'
  | 'temperature'
  | 'speed'
  | 'index'
  | 'other';

export type Modifier = 'approx' | 'over' | 'under' | 'at_least' | 'at_most';

/** How the number is written; frames and exclusions ask for it. */
export type QuantityForm = 'plain' | 'range' | 'vague' | 'fraction' | 'half' | 'double' | 'rank';

export interface Quantity {
  /** The quantity as written (record field `raw`): offsets in the sentence's text, UTF-16. */
  start: number;
  end: number;
  /** The same with the modifiers that stand directly before and after it (超…, …左右). */
  outerStart: number;
  outerEnd: number;
  form: QuantityForm;
  /** Whether the number is written with Arabic digits (5, ５) or in Chinese (五). */
  script: 'arabic' | 'han';
  /** In the plain unit (97.1万个 is 971000); null for ranges and vague numbers. */
  value: number | null;
  /** The value without its sign, digit by digit, where it has more than a double keeps; else null. */
  exact: string | null;
  min: number | null;
  max: number | null;
  modifier: Modifier | null;
  /** As written without 万/亿; null where none is written. */
  unit: string | null;
  /** UCUM or ISO 4217. */
  unitCode: string | null;
  dimension: Dimension;
  /** Whether a scale (万, 亿, 百 …) is written. */
  scaled: boolean;
  /** Where the number itself ends, before its unit. */
  numberEnd: number;
  /** Only a scale is written: 百款, 万亿. */
  bareScale: boolean;
  /** The rule of its unit or numeral. */
  rule: string;
  /** The rule of the modifier beside it. */
  modifierRule: string | null;
  /** What excludes it from being an observation: an exclusion rule's id, or null. */
  excludedBy: string | null;
}
