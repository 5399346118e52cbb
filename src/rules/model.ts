// The rule files' content after checking: plain data that the stages compile into tables.
import type { AreaRule } from '../areas/model.js';
import type { CompiledPeriodRules } from '../periods/model.js';
import type { Dimension, Modifier } from '../quantities/model.js';

/** A sentence that runs as a test of its rule. */
export interface RuleExample {
  /** One paragraph. */
  text: string;
  /** The day the text was published, ISO 8601; examples without one are published on 2024-06-15. */
  published?: string | undefined;
  /** Parts of records that must come out, in text order, and no others unless `more` is true. */
  gives: Record<string, string | number | null>[];
  more?: boolean | undefined;
}

interface RuleHead {
  id: string;
  reason: string;
  examples: RuleExample[];
  /** Which overlay it came from, from 1; left out for the built-in rules. */
  layer?: number | undefined;
}

/** rules/units.yaml: a unit of measure, or a set of measure words that count things. */
export interface UnitRule extends RuleHead {
  /** What is written after the number; the first is the usual one. */
  forms: string[];
  /** The unit as the record names it; left out: as written. */
  unit?: string | null | undefined;
  code?: string | undefined;
  dimension: Dimension;
  /** A unit that only counts when one of these does not follow it (成 in 成为). */
  unlessBefore?: string[] | undefined;
  /** Whether it may follow a bare Chinese scale (百款, 千座). */
  countsBareScale?: boolean | undefined;
}

/** rules/modifiers.yaml: words beside a number that bound it. */
export interface ModifierRule extends RuleHead {
  modifier: Modifier;
  side: 'before' | 'after' | 'inside';
  forms: string[];
  /** It is no modifier where one of these stands before it (近 in 附近). */
  unlessAfter?: string[] | undefined;
  /** It is no modifier where one of these follows (内 in 内陆). */
  unlessBefore?: string[] | undefined;
}

/** rules/exclusions.yaml: what makes a number no observation. All conditions that are given must hold. */
export interface ExclusionRule extends RuleHead {
  /** Text directly before the number. */
  before?: string[] | undefined;
  /** Text directly after the number, or after its unit. */
  after?: string[] | undefined;
  /** The number as written, without its unit. */
  number?: string[] | undefined;
  units?: (string | null)[] | undefined;
  script?: 'arabic' | 'han' | undefined;
  scaled?: boolean | undefined;
  bareScale?: boolean | undefined;
  forms?: string[] | undefined;
  /** Inside quotation marks or title marks that hold at most `maxLength` characters and no clause mark. */
  inside?: 'quotes' | 'title' | undefined;
  maxLength?: number | undefined;
  /** Only at the start of a sentence. */
  at?: 'start' | undefined;
  /** A Latin letter directly before the number, or between it and its unit. */
  beside?: 'latin' | undefined;
  /** Whether a modifier (超, 近, 多) bounds it. */
  modified?: boolean | undefined;
  /** The value lies between these, both included. */
  from?: number | undefined;
  to?: number | undefined;
  /** A Chinese character directly after the number. */
  beforeHan?: boolean | undefined;
  /** The rule does not hold where one of these stands directly before. */
  unlessAfter?: string[] | undefined;
  /** The rule does not hold where one of these stands directly after the number. */
  unlessBefore?: string[] | undefined;
  /** The rule does not hold where one of these stands earlier in the sentence. */
  unlessSeen?: string[] | undefined;
  /** The rule does not hold for quantities whose unit one of these rules gave. */
  unlessRule?: string[] | undefined;
  /** Whole words that hold numerals but no number (一带一路, 三角洲). */
  words?: string[] | undefined;
}

/** rules/lexemes.yaml: words that frames and names ask for, by class. */
export interface LexemeRule extends RuleHead {
  class: string;
  words: string[];
  /**
   * plain: the words stay ordinary ones for the segmenter and for names, only who asks for the class sees it; ending: so do
   * words and names that end so.
   */
  as?: 'plain' | 'ending' | undefined;
  /** Which way something moved. */
  sign?: 1 | -1 | undefined;
  basis?: 'yoy' | 'mom' | 'qoq' | 'ytd' | 'avg' | 'other' | undefined;
}

/** rules/frames.yaml: what the words around a number say that it measures. */
export interface FrameRule extends RuleHead {
  /** One or more patterns, in the notation of src/observations/pattern.ts. */
  when: string[];
  measure: 'level' | 'change' | 'growth' | 'share' | 'rate' | 'ratio' | 'rank';
  basis?: 'yoy' | 'mom' | 'qoq' | 'ytd' | 'avg' | 'other' | undefined;
  /** direction: the value takes the sign of the word that says which way; fall: it is negative. */
  sign?: 'direction' | 'fall' | undefined;
  /** Where the name stands: before the number, after it, or wherever a noun is (the default). */
  name?: 'before' | 'after' | undefined;
  /** The whole of a share: the words of the gap, the noun after the number, or the words before it. */
  whole?: 'gap' | 'noun' | 'subject' | undefined;
  /** Measured as the figure before it: 高于去年的3.8%. */
  like?: boolean | undefined;
  /** The matched words stay in the name: 设计时速350公里. */
  keeps?: boolean | undefined;
  /** Above all frames of a lower priority; 0 when left out. */
  priority?: number | undefined;
}

/** rules/synonyms.yaml: indicators that are one thing under several names. */
export interface SynonymRule extends RuleHead {
  /** The canonical name: the record's `indicator_name`. */
  name: string;
  /** Whole indicators as articles name them. */
  words: string[];
}

/** rules/vocabulary.yaml: words that the segmenter keeps whole, with the part of speech that they have in news. */
export interface VocabularyRule extends RuleHead {
  /** ICTCLAS part of speech. */
  tag: string;
  /** None in what the build stores: the dictionary that it makes has them. */
  words: string[];
}

/** A word that the segmenter's built dictionary may lack. */
export interface OwnWord {
  word: string;
  /** ICTCLAS part of speech. */
  tag: string;
}

/** All rules, checked: plain JSON that the build stores and a run loads without yaml or zod. */
export interface RuleSet {
  units: UnitRule[];
  modifiers: ModifierRule[];
  exclusions: ExclusionRule[];
  lexemes: LexemeRule[];
  frames: FrameRule[];
  synonyms: SynonymRule[];
  vocabulary: VocabularyRule[];
  periods: CompiledPeriodRules;
  areas: AreaRule[];
  /** Left out where every word of the rules is in the dictionary that the build made. */
  ownWords?: OwnWord[];
}

export const RULE_KINDS = [
  'units',
  'modifiers',
  'exclusions',
  'lexemes',
  'frames',
  'synonyms',
  'vocabulary',
  'periods',
  'areas',
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** What is wrong in a rule file, and where (1-based); without a line the file or folder as a whole is meant. */
export interface RuleError {
  file: string;
  line?: number;
  column?: number;
  message: string;
}
