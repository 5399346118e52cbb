// What an archive of articles says as a whole: counts, series, disagreements.
import { ABOUT } from '../pivot/model.js';
import type { IndicatorRecord } from '../records/schema.js';

export interface Known {
  /** Its number among all records of the page. */
  n: number;
  /** The number of its article. */
  article: number;
  record: IndicatorRecord;
}

export interface Count {
  value: string;
  records: number;
  articles: number;
}

/** How often each value occurs, the most frequent first. */
export function countBy(all: readonly Known[], named: (known: Known) => string): Count[] {
  const counts = new Map<string, { records: number; articles: Set<number> }>();
  for (const known of all) {
    const value = named(known);
    const count = counts.get(value) ?? { records: 0, articles: new Set() };
    counts.set(value, count);
    count.records++;
    count.articles.add(known.article);
  }
  return [...counts]
    .map(([value, { records, articles }]) => ({ value, records, articles: articles.size }))
    .sort((a, b) => b.records - a.records);
}

/** An indicator through time: what several articles say of one thing. */
export interface Series {
  /** A record that shows what it is about. */
  about: IndicatorRecord;
  articles: number;
  /** In order of time; the first value where articles disagree. */
  points: { period: string; end: string; value: number; n: number }[];
}

/** A period for which articles give different values of one thing. */
export interface Disagreement {
  about: IndicatorRecord;
  values: { value: number; entries: Known[] }[];
}

/** Years and months of one indicator are two series. */
const grainOf = (period: string): string => period.replace(/\d/g, '0');

function keyOf(record: IndicatorRecord): string {
  return JSON.stringify([
    record.indicator_name,
    record.area,
    ...ABOUT.map((name) => record[name]),
    grainOf(record.period ?? ''),
  ]);
}

/** Things of which more than one article tells, with their figures by period. */
export function compareSources(all: readonly Known[]): { series: Series[]; disagreements: Disagreement[] } {
  const things = new Map<string, Known[]>();
  for (const known of all) {
    const { value, period, period_end } = known.record;
    if (value === null || period === null || period_end === null) continue;
    const key = keyOf(known.record);
    const list = things.get(key);
    if (list === undefined) things.set(key, [known]);
    else list.push(known);
  }
  const series: Series[] = [];
  const disagreements: Disagreement[] = [];
  for (const entries of things.values()) {
    const articles = new Set(entries.map(({ article }) => article)).size;
    const [first] = entries;
    if (articles < 2 || first === undefined) continue;
    const periods = new Map<string, Known[]>();
    for (const known of entries) {
      const period = known.record.period ?? '';
      periods.set(period, [...(periods.get(period) ?? []), known]);
    }
    for (const same of periods.values()) {
      const disagreement = disagreementIn(same);
      if (disagreement !== null) disagreements.push(disagreement);
    }
    if (periods.size < 2) continue;
    const points = [...periods.values()].flatMap(([known]) => {
      const { value = null, period = null, period_end: end = null } = known?.record ?? {};
      return value === null || period === null || end === null ? [] : [{ period, end, value, n: known?.n ?? 0 }];
    });
    points.sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
    series.push({ about: first.record, articles, points });
  }
  series.sort((a, b) => b.articles - a.articles || b.points.length - a.points.length);
  return { series, disagreements };
}

function disagreementIn(same: readonly Known[]): Disagreement | null {
  const values = new Map<number, Known[]>();
  const saidBy = new Map<number, Set<number>>();
  for (const known of same) {
    const { value } = known.record;
    if (value === null) continue;
    values.set(value, [...(values.get(value) ?? []), known]);
    saidBy.set(known.article, (saidBy.get(known.article) ?? new Set()).add(value));
  }
  const [first] = same;
  if (values.size < 2 || first === undefined) return null;
  // One article may say two things of a period; sources disagree where two of them have no value in common.
  const sources = [...saidBy.values()];
  const apart = sources.some((a, i) => sources.slice(i + 1).some((b) => [...a].every((value) => !b.has(value))));
  return apart ? { about: first.record, values: [...values].map(([value, entries]) => ({ value, entries })) } : null;
}
