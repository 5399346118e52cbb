// What a review page holds, as its sink writes it and its own program (src/page) reads it. Plain data, safe in both worlds.
import type { AnnotatedArticle } from '../../annotations/model.js';
import { RECORD_FIELDS, type RecordField } from '../../records/fields.js';
import type { IndicatorRecord } from '../../records/schema.js';

/** Ids of the page's elements with data: an element for each article, then one for the run. */
export const ARTICLE_CLASS = 'article-data';
export const RUN_ID = 'run-data';

/** Fields that are the same in all records of an article. */
const COMMON = ['source', 'title', 'published', 'category', 'url'] as const satisfies readonly RecordField['name'][];
const OWN: readonly RecordField['name'][] = RECORD_FIELDS.map(({ name }) => name).filter(
  (name) => !(COMMON as readonly string[]).includes(name),
);

/** An article with its records; thousands of them go into a page, so each record is a row without names. */
export interface PackedArticle extends AnnotatedArticle {
  /** The records' sentences, each once. */
  quotes: string[];
  /** The values of OWN, with the sentence's index for `quote`, and null for an `indicator_name` that is the indicator. */
  rows: (string | number | null)[][];
}

export interface PackedRun {
  version: string;
  /** Tells this page's decisions from those of other pages. */
  key: string;
  /** The columns that were asked for; null where none were. */
  chosen: RecordField['name'][] | null;
  /** The fields of exported records. */
  fields: RecordField['name'][];
  header: 'en' | 'zh';
  /** Why the rules exist that records and marks name. */
  reasons: Record<string, string>;
  documents: number;
  failures: { source: string; line: number | null; message: string }[];
  failed: number;
}

export function packArticle(article: AnnotatedArticle, records: readonly IndicatorRecord[]): PackedArticle {
  const quotes = new Map<string, number>();
  const indexOf = (quote: string): number => {
    const known = quotes.get(quote);
    if (known !== undefined) return known;
    quotes.set(quote, quotes.size);
    return quotes.size - 1;
  };
  const rows = records.map((record) =>
    OWN.map((name) => {
      if (name === 'quote') return indexOf(record.quote);
      if (name === 'indicator_name' && record.indicator_name === record.indicator) return null;
      return record[name];
    }),
  );
  return { ...article, quotes: [...quotes.keys()], rows };
}

/** The records of an article, as they were. */
export function unpackRecords({ rows, quotes, ...article }: PackedArticle): IndicatorRecord[] {
  return rows.map((row) => {
    const values: Record<string, string | number | null> = {};
    for (const { name } of RECORD_FIELDS)
      values[name] = name in article ? (article[name as (typeof COMMON)[number]] ?? null) : null;
    for (const [i, name] of OWN.entries()) values[name] = row[i] ?? null;
    values.quote = quotes[values.quote as number] ?? '';
    values.indicator_name ??= values.indicator ?? null;
    // The sink made the row of a record.
    return values as unknown as IndicatorRecord;
  });
}
