// Stage: observations and what else was seen → the article with every number marked. Only the review page asks for it.
import { type ArticleDocument, cleanRange } from '../document/index.js';
import type { Observation, SentenceTrace } from '../observations/index.js';
import type { NumeralWord, QuantityScanner } from '../quantities/index.js';
import type { IndicatorRecord } from '../records/index.js';
import type { AnnotatedArticle, Mark } from './model.js';

export type { AnnotatedArticle, Mark } from './model.js';

const NUMERALS = /[0-9０-９]+(?:[.．,，][0-9０-９]+)*|[〇零一二三四五六七八九十百千万亿两]+/g;

type Time = SentenceTrace['times'][number];

/** A numeral that never was a quantity, with what it belongs to; offsets in the sentence. */
export type OtherNumeral = { text: string; start: number } & (
  | { of: 'time'; time: Time }
  | { of: 'word'; word: NumeralWord }
);

/** Numerals in times, and in words such as 一带一路. */
export function otherNumerals(trace: SentenceTrace, scanner: Pick<QuantityScanner, 'wordAt'>): OtherNumeral[] {
  const { text } = trace.sentence;
  const found: OtherNumeral[] = [];
  for (const match of text.matchAll(NUMERALS)) {
    const start = match.index;
    if (trace.quantities.some((q) => start < q.outerEnd && q.outerStart < start + match[0].length)) continue;
    const time = trace.times.find((span) => span.start <= start && start < span.end);
    if (time !== undefined) {
      found.push({ text: match[0], start, of: 'time', time });
      continue;
    }
    const word = scanner.wordAt(text, start);
    if (word !== null) found.push({ text: match[0], start, of: 'word', word });
  }
  return found;
}

/** Marks of a sentence's numbers that are no records. */
function marksOf(trace: SentenceTrace, scanner: Pick<QuantityScanner, 'wordAt'>): Mark[] {
  const { block, start: at } = trace.sentence;
  const observed = new Set(trace.observations.map(({ quantity }) => quantity));
  const marks: Mark[] = [];
  for (const q of trace.quantities) {
    const place = { block, start: at + q.start, end: at + q.end };
    if (q.excludedBy !== null) marks.push({ ...place, became: 'excluded', rule: q.excludedBy });
    else if (!observed.has(q)) marks.push({ ...place, became: 'unframed' });
  }
  for (const numeral of otherNumerals(trace, scanner))
    if (numeral.of === 'time') {
      const { start, end, period } = numeral.time;
      marks.push({ block, start: at + start, end: at + end, became: 'time', period });
    } else {
      const { start, end, rule } = numeral.word;
      marks.push({ block, start: at + start, end: at + end, became: 'word', rule });
    }
  return marks;
}

function inClean(block: ArticleDocument['blocks'][number], mark: Mark): Pick<Mark, 'start' | 'end'> {
  const range = cleanRange(block, mark.start, mark.end);
  return mark.became === 'record'
    ? { ...range, ...{ numberEnd: cleanRange(block, mark.start, mark.numberEnd).end } }
    : range;
}

/** Watches an article being read: give `see` to the observer, then ask for the article. */
export function createAnnotator(scanner: Pick<QuantityScanner, 'wordAt'>) {
  const others: Mark[] = [];
  return {
    see(trace: SentenceTrace): void {
      others.push(...marksOf(trace, scanner));
    },
    /** @param records those of the observations, in the same order */
    article(
      document: ArticleDocument,
      observations: readonly Observation[],
      records: readonly IndicatorRecord[],
    ): AnnotatedArticle {
      const { source, title, published, category, url, blocks } = document;
      const recorded = observations.flatMap(({ sentence, quantity: q }, i): Mark[] => {
        const { block, start: at } = sentence;
        const place = { block, start: at + q.start, end: at + q.end };
        return [{ ...place, became: 'record', id: records[i]?.id ?? '', numberEnd: at + q.numberEnd }];
      });
      const texts = blocks.map(({ kind, text }) => ({ kind, text }));
      const marks = apart(recorded, others).map((mark): Mark => {
        const block = blocks[mark.block];
        // Marks were found in the text as it is read; the page shows it as it stands.
        return block?.read == null ? mark : { ...mark, ...inClean(block, mark) };
      });
      return { source, title, published, category, url, blocks: texts, marks };
    },
  };
}

/** Both lists in text order; of marks that overlap (two numerals of one time among them) the first, and records first of all. */
function apart(recorded: readonly Mark[], others: readonly Mark[]): Mark[] {
  const order = (a: Mark, b: Mark): number => a.block - b.block || a.start - b.start || b.end - a.end;
  const rank = ({ became }: Mark): number => (became === 'record' ? 0 : 1);
  const kept: Mark[] = [];
  for (const mark of [...recorded, ...others].sort((a, b) => order(a, b) || rank(a) - rank(b))) {
    const last = kept.at(-1);
    if (last === undefined || last.block !== mark.block || last.end <= mark.start) kept.push(mark);
    else if (rank(mark) < rank(last)) kept[kept.length - 1] = mark;
  }
  return kept;
}
