// Stage: observations → records. The one way in.
import * as crypto from 'node:crypto';
import { type ArticleDocument, CodePoints, sourceRange } from '../document/index.js';
import type { Observation } from '../observations/index.js';
import { periodBounds } from '../periods/index.js';
import { canonicalName, type NameTable } from './names.js';
import type { IndicatorRecord } from './schema.js';

export { canonicalNames, type NameTable } from './names.js';
export type { IndicatorRecord } from './schema.js';

/** Hexadecimal digits of an id: 64 bits, so that two figures of an archive hardly ever share one. */
const ID_LENGTH = 16;

/**
 * @param names canonical names of indicators
 * @returns a record for each observation, in the same order; offsets are code points of the source file.
 */
export function toRecords(
  document: ArticleDocument,
  observations: readonly Observation[],
  names: NameTable,
): IndicatorRecord[] {
  const points = new CodePoints(document.text);
  const ids = identify(document, observations);
  return observations.map((o, i): IndicatorRecord => {
    const block = document.blocks[o.sentence.block];
    const range =
      block === undefined
        ? { start: 0, end: 0 }
        : sourceRange(block, o.sentence.start + o.quantity.start, o.sentence.start + o.quantity.end);
    const bounds = o.period === null ? null : periodBounds(o.period);
    return {
      id: ids[i] ?? '',
      source: document.source,
      title: document.title,
      published: document.published,
      category: document.category,
      url: document.url,
      section: block?.section ?? null,
      indicator: o.indicator,
      indicator_name: canonicalName(names, o.indicator),
      value: o.value,
      value_min: o.min,
      value_max: o.max,
      modifier: o.quantity.modifier,
      unit: o.unit,
      unit_code: o.unitCode,
      dimension: o.dimension,
      measure: o.measure,
      basis: o.basis,
      share_of: o.shareOf,
      status: o.status,
      period: o.period,
      period_start: bounds?.start ?? null,
      period_end: bounds?.end ?? null,
      period_text: o.periodText,
      area: o.area?.name ?? null,
      area_code: o.area?.code ?? null,
      part_of: o.partOf === null ? null : (ids[o.partOf] ?? null),
      changed_from: o.changedFrom === null ? null : (ids[o.changedFrom] ?? null),
      quote: o.sentence.text,
      raw: document.text.slice(range.start, range.end),
      line: points.lineOf(range.start),
      start: points.toCodePoint(range.start),
      end: points.toCodePoint(range.end),
      rule: o.rule,
    };
  });
}

/** In hexadecimal. Node has the quicker way from 20.12 on. */
const sha1: (text: string) => string =
  crypto.hash === undefined
    ? (text) => crypto.createHash('sha1').update(text).digest('hex')
    : (text) => crypto.hash('sha1', text);

/**
 * Ids from what an article says, not from where its file is: title, date, the sentence, the number's place in it, and
 * how many times the article has said that sentence before.
 */
function identify(document: ArticleDocument, observations: readonly Observation[]): string[] {
  const said = new Map<string, number>();
  return observations.map((o) => {
    const key = `${document.title ?? ''}\n${document.published ?? ''}\n${o.sentence.text}\n${o.quantity.start}`;
    const times = said.get(key) ?? 0;
    said.set(key, times + 1);
    return sha1(`${key}\n${times}`).slice(0, ID_LENGTH);
  });
}
