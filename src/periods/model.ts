// The period stage's plain data: time mentions, the compiled rules, the calendar table.

export type TimeKind = 'period' | 'asof' | 'base' | 'vague' | 'clock' | 'duration';

/** Words of a sentence that say when. Offsets are UTF-16 in the sentence's text. */
export interface TimeMention {
  start: number;
  end: number;
  text: string;
  /**
   * `period` governs figures; `asof` is an instant and governs too; `base` is what something is compared with and never
   * governs; `vague` says when without a date; `clock` is a time of day alone; `duration` counts time units and only
   * says when (it governs where it has a period).
   */
  kind: TimeKind;
  /** As record.md writes it, or null where the words give no date. */
  period: string | null;
  /** Id of the rule that read it. */
  rule: string;
  /** The words state the year themselves (2021年, 去年, “十四五”): it may govern later bare months. */
  statesYear: boolean;
  /** 到2025年, 2025年前: a time by which something shall be, not over at publication. */
  target: boolean;
  /** 卫生部门13日说: the day of a report. */
  tells: boolean;
  /** 目前, 截至目前: today alone, whatever day is spoken of. */
  present: boolean;
  /** The day that it names or begins with, for 当天; null: none. */
  day: string | null;
  /** Part of a longer name: inside 《》, or inside quotation marks that hold more than the time. Does not govern. */
  named: boolean;
}

export interface TimeContext {
  /** ISO 8601 date or date-time of publication. */
  published: string | null;
  /** The year that governs so far, for bare months and quarters. */
  year?: number | undefined;
  /** The last governing period, for 当月, 当年, 期间. */
  period?: string | null | undefined;
  /** The period before, where the last one is only a part of it. */
  wider?: string | null | undefined;
  /** The day of the report that the paragraph tells so far. */
  told?: string | null | undefined;
  /** The day that was named last. */
  day?: string | null | undefined;
  /** Whether bare months may lie ahead; left out: told by words such as 将 and 预计 near the mention. */
  future?: boolean | undefined;
}

/** Where a time stands, before its context tells what it means. */
export interface FoundTime {
  start: number;
  end: number;
}

export interface TimeScanner {
  /** Where times stand in a sentence, in text order, without overlap. That hangs on its text alone. */
  find(text: string): FoundTime[];
  /** What the times that `find` found there mean, one by one. */
  read(text: string, found: readonly FoundTime[], context: TimeContext): TimeMention[];
  /** Both at once. */
  scan(text: string, context: TimeContext): TimeMention[];
}

export type NumberClass = 'yyyy' | 'n' | 'm' | 'd' | 'q' | 'h' | 'hh' | 'mi' | 'tens';

/** One element of a pattern; see notation.ts for how they are written. */
export type Step =
  | { is: 'text'; words: string[]; optional: boolean }
  | { is: 'words'; set: string; name: string; optional: boolean }
  | { is: 'number'; of: NumberClass; name: string; optional: boolean }
  | { is: 'term'; term: string; name: string; optional: boolean }
  | { is: 'gap'; most: number };

export type Unit = 'y' | 'q' | 'm' | 'w' | 'd' | '';

export type Operation =
  | { do: 'from' | 'to' | 'until' | 'first' | 'last' | 'year' | 'quarter' | 'month' | 'week' | 'day' | 'holiday' }
  | { do: 'add'; sign: 1 | -1; amount: number | string; unit: Unit };

/** A template is its parts written one after the other: text as it stands, or a value. */
export type TemplatePart = string | { of: string; then: Operation[] };

/** How a year (or month) that the words leave out is found; see resolve.ts. */
export type YearChoice = 'governing' | 'near' | 'elapsed' | 'whole' | 'closest';

export interface CompiledRule {
  id: string;
  kind: TimeKind | null;
  patterns: Step[][];
  /** Tried in order; the first that is a valid period counts. Empty: no period. */
  gives: TemplatePart[][];
  year: YearChoice;
  target: boolean;
  /** Text that must / must not stand directly before (`^` is the start of the sentence) or after. */
  after: string[];
  notAfter: string[];
  before: string[];
  notBefore: string[];
}

export interface CompiledTerm {
  name: string;
  rules: CompiledRule[];
}

/** rules/periods.yaml, checked and compiled: plain JSON. */
export interface CompiledPeriodRules {
  /** Vocabulary: word to value, or null for a word that only has to stand there. */
  words: Record<string, Record<string, number | string | null>>;
  /** In order of dependence; the last one is what the scanner looks for. */
  terms: CompiledTerm[];
  base: {
    /** Words before a time that make it a base of comparison, and words that end alike but do not. */
    before: string[];
    notBefore: string[];
    /** 与…相比: a word before and one of these close after. */
    pairedBefore: string[];
    pairedAfter: string[];
    /** 2019年和2021年: a word that joins a time to the base before it. */
    joins: string[];
  };
  targetBefore: string[];
  /** Characters that no gap (~) runs over: they begin another clause or phrase. */
  gapStops: string[];
  /** Words after a day that make it the day of a report. */
  tells: string[];
  future: string[];
  notFuture: string[];
}

/** dist/data/calendar.json: for each year from `first` on, ISO dates (days) and `start/end` (holidays). */
export interface Calendar {
  first: number;
  days: Record<string, string[]>;
  holidays: Record<string, string[]>;
}
