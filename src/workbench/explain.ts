// How each number of a sentence became a record, or why it did not.
import { type OtherNumeral, otherNumerals } from '../annotations/index.js';
import { type ArticleDocument, CodePoints, cleanRange, factsOf, sourceRange } from '../document/index.js';
import { createEngine, createScanners } from '../extract.js';
import { clausesOf } from '../observations/clauses.js';
import { compileFrames, deciding, type Frame, type FrameMatch, fittingFrames } from '../observations/frames.js';
import type { SentenceTrace } from '../observations/index.js';
import type { Token } from '../observations/tokens.js';
import type { Quantity } from '../quantities/index.js';
import { canonicalNames, type IndicatorRecord, toRecords } from '../records/index.js';
import type { RuleBook } from '../rules/index.js';
import { splitSentences } from '../sentences/index.js';

/** A rule, and why it exists. */
export interface NamedRule {
  id: string;
  reason: string;
}

export interface ExplainedWord {
  text: string;
  kind: Token['kind'];
  /** ICTCLAS part of speech; '' for what is no word. */
  tag: string;
  /** Lexeme classes. */
  classes: string[];
}

export interface ExplainedFrame extends NamedRule {
  pattern: string;
  /** The words that it took, the number among them. */
  took: string;
  priority: number;
  specificity: number;
  /** Words that it took. */
  length: number;
  /** Null for the one that holds; else what decided against it. */
  lost: string | null;
}

export type ExplainedNumber = { text: string; start: number } & (
  | {
      became: 'record';
      unit: NamedRule;
      modifier: NamedRule | null;
      frames: ExplainedFrame[];
      record: IndicatorRecord;
    }
  | { became: 'excluded'; unit: NamedRule; by: NamedRule }
  | { became: 'unframed'; unit: NamedRule }
  | { became: 'time'; time: string; period: string | null; by: NamedRule }
  | { became: 'word'; word: string; by: NamedRule | null }
);

export interface ExplainedSentence {
  line: number;
  text: string;
  words: ExplainedWord[];
  numbers: ExplainedNumber[];
}

/**
 * Reads a document with the rules of a book and says of each sentence with numerals what became of them.
 * @param line only the sentences that stand on this line of the file; null for all
 */
export function explainDocument(book: RuleBook, document: ArticleDocument, line: number | null): ExplainedSentence[] {
  const scanners = createScanners(book.rules);
  const traces: SentenceTrace[] = [];
  const { blocks } = document;
  const observer = createEngine(book.rules, scanners);
  const observations = observer.observe(factsOf(document), splitSentences(blocks), (t) => traces.push(t));
  const records = toRecords(document, observations, canonicalNames(book.rules.synonyms));
  const recordOf = new Map(observations.map((o, i) => [o.quantity, records[i] as IndicatorRecord]));
  const reasons = new Map(book.entries.map(({ id, reason }) => [id, reason]));
  const named = (id: string): NamedRule => ({ id, reason: reasons.get(id) ?? '' });
  const frames = compileFrames(book.rules.frames);
  const points = new CodePoints(document.text);
  return traces.flatMap((trace): ExplainedSentence[] => {
    const { sentence } = trace;
    const block = blocks[sentence.block];
    if (block === undefined) return [];
    const clean = cleanRange(block, sentence.start, sentence.start + sentence.text.length);
    const range = sourceRange(block, clean.start, clean.end);
    const first = points.lineOf(range.start);
    if (line !== null && (line < first || line > points.lineOf(Math.max(range.start, range.end - 1)))) return [];
    const numbers = [
      ...trace.quantities.map((q) => explainQuantity(q, trace, frames, recordOf, named)),
      ...otherNumerals(trace, scanners.quantities).map((numeral) => explainOther(numeral, sentence.text, named)),
    ].sort((a, b) => a.start - b.start);
    if (numbers.length === 0 && line === null) return [];
    return [{ line: first, text: sentence.text, words: trace.tokens.map(explainWord), numbers }];
  });
}

const explainWord = ({ text, kind, tag, lexeme, plain }: Token): ExplainedWord => ({
  ...{ text, kind, tag },
  classes: [...(lexeme?.classes ?? []), ...(plain?.classes ?? [])],
});

function explainQuantity(
  q: Quantity,
  trace: SentenceTrace,
  frames: readonly Frame[],
  recordOf: ReadonlyMap<Quantity, IndicatorRecord>,
  named: (id: string) => NamedRule,
): ExplainedNumber {
  const text = trace.sentence.text.slice(q.start, q.end);
  const base = { text, start: q.start, unit: named(q.rule) };
  if (q.excludedBy !== null) return { ...base, became: 'excluded', by: named(q.excludedBy) };
  const record = recordOf.get(q);
  if (record === undefined) return { ...base, became: 'unframed' };
  const modifier = q.modifierRule === null ? null : named(q.modifierRule);
  return { ...base, became: 'record', modifier, record, frames: framesOf(q, trace, frames, record.rule, named) };
}

const LOST: Record<ReturnType<typeof deciding>, string> = {
  priority: 'a lower priority',
  specificity: 'it asks for less',
  length: 'it takes fewer words',
  overlay: 'a later overlay goes before',
  id: 'equal, and its id comes later',
  order: 'an earlier pattern of the same rule fits',
};

function framesOf(
  q: Quantity,
  trace: SentenceTrace,
  frames: readonly Frame[],
  chosen: string,
  named: (id: string) => NamedRule,
): ExplainedFrame[] {
  const { tokens } = trace;
  const at = tokens.findIndex((token) => token.quantity === q);
  const clause = clausesOf(tokens).find(({ first, last }) => first <= at && at <= last);
  if (clause === undefined) return [];
  const fitting = fittingFrames(frames, tokens, at, clause.first, clause.last);
  const [best] = fitting;
  return fitting.map((match): ExplainedFrame => {
    const { frame, pattern, from, to } = match;
    return {
      ...named(frame.id),
      pattern: pattern.source,
      took: tokens
        .slice(from, to + 1)
        .map((token) => token.text)
        .join(''),
      priority: frame.priority ?? 0,
      specificity: pattern.specificity,
      length: to - from + 1,
      lost: match === best ? outdone(match, chosen) : LOST[best === undefined ? 'id' : deciding(best, match)],
    };
  });
}

/** The numbers of a list are measured as the first of them is, and bare parallel clauses as the one before. */
const outdone = (best: FrameMatch, chosen: string): string | null =>
  best.frame.id === chosen ? null : `the list or the clause before it is read by ${chosen}`;

/** Numerals that never were quantities: in times, and in words such as 一带一路. */
function explainOther(numeral: OtherNumeral, sentence: string, named: (id: string) => NamedRule): ExplainedNumber {
  const { text, start } = numeral;
  if (numeral.of === 'time') {
    const { text: time, period, rule } = numeral.time;
    return { text, start, became: 'time', time, period, by: named(rule) };
  }
  const { start: from, end, rule } = numeral.word;
  return { text, start, became: 'word', word: sentence.slice(from, end), by: rule === null ? null : named(rule) };
}
