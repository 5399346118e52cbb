// Stage: observations → records. The one way in.
import * as crypto from 'node:crypto';
import { type ArticleDocument, CodePoints, cleanRange, sourceRange } from '../document/index.js';
import type { Observation } from '../observations/index.js';
import { periodBounds } from '../periods/index.js';
import { canonicalName, type NameTable } from './names.js';
import { ownWords } from './own-words.js';
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
  const places = observations.map((o) => placeOf(document, o));
  const ids = identify(document, places);
  const own = ownWords(document);
  return observations.map((o, i): IndicatorRecord => {
    const block = document.blocks[o.sentence.block];
    const { start, end, quote } = places[i] as Place;
    const range = block === undefined ? { start: 0, end: 0 } : sourceRange(block, start, end);
    const inOwn = <T extends string | null>(text: T) =>
      own === null || text === null ? text : own(text, o.sentence, o.quantity.start);
    const name = canonicalName(names, o.indicator);
    const indicator = inOwn(o.indicator);
    const bounds = o.period === null ? null : periodBounds(o.period);
    return {
      id: ids[i] ?? '',
      source: document.source,
      title: document.title,
      published: document.published,
      category: document.category,
      url: document.url,
      section: block?.section ?? null,
      indicator,
      indicator_name: name === o.indicator ? indicator : name,
      value: o.value,
      value_min: o.min,
      value_max: o.max,
      value_text: exactValue(o),
      modifier: o.quantity.modifier,
      unit: ownUnit(o.unit, inOwn),
      unit_code: o.unitCode,
      dimension: o.dimension,
      measure: o.measure,
      basis: o.basis,
      share_of: inOwn(o.shareOf),
      status: o.status,
      period: o.period,
      period_start: bounds?.start ?? null,
      period_end: bounds?.end ?? null,
      period_text: inOwn(o.periodText),
      area: o.area?.name ?? null,
      area_code: o.area?.code ?? null,
      part_of: o.partOf === null ? null : (ids[o.partOf] ?? null),
      changed_from: o.changedFrom === null ? null : (ids[o.changedFrom] ?? null),
      quote,
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

/** A unit that is a word is the article's own; a sign (%, km) is the unit's, in whatever form of its characters it stands. */
function ownUnit(unit: string | null, inOwn: (unit: string) => string): string | null {
  if (unit === null || !/\p{Script=Han}/u.test(unit)) return unit;
  const own = inOwn(unit);
  return own.normalize('NFKC') === own ? own : unit;
}

/** The value digit by digit, with its sign, where a double may not keep it. */
function exactValue({ value, quantity }: Observation): string | null {
  if (value === null || quantity.exact === null) return null;
  return value < 0 ? `-${quantity.exact}` : quantity.exact;
}

/** Where an observation's quantity stands in its block's clean text, and the sentence as it stands there. */
interface Place {
  start: number;
  end: number;
  quote: string;
  /** Of the quantity in the quote. */
  at: number;
}

function placeOf({ blocks }: ArticleDocument, { sentence, quantity }: Observation): Place {
  const { block: index, start: from, text } = sentence;
  const block = blocks[index];
  if (block?.read === undefined) {
    const [start, end] = [from + quantity.start, from + quantity.end];
    return { start, end, quote: text, at: quantity.start };
  }
  const around = cleanRange(block, from, from + text.length);
  const { start, end } = cleanRange(block, from + quantity.start, from + quantity.end);
  return { start, end, quote: block.text.slice(around.start, around.end), at: start - around.start };
}

/**
 * Ids from what an article says, not from where its file is: title, date, the sentence, the number's place in it, and
 * how many times the article has said that sentence before.
 */
function identify(document: ArticleDocument, places: readonly Place[]): string[] {
  const said = new Map<string, number>();
  return places.map(({ quote, at }) => {
    const key = `${document.title ?? ''}\n${document.published ?? ''}\n${quote}\n${at}`;
    const times = said.get(key) ?? 0;
    said.set(key, times + 1);
    return sha1(`${key}\n${times}`).slice(0, ID_LENGTH);
  });
}
