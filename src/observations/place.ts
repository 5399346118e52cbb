// Where a figure is from: the nearest place before it that nothing is only compared with.
import type { Place, PlaceMention } from '../areas/index.js';
import type { Clause } from './clauses.js';
import type { Reading } from './reading.js';
import { has, type Token } from './tokens.js';

export function areaFor(reading: Reading, at: number): Place | null {
  const { tokens, places, state } = reading;
  for (let i = at - 1; i >= 0; i--) {
    const mention = tokens[i]?.place;
    if (mention === undefined || mention.against || isElsewhere(tokens, i)) continue;
    if (mention.list > 0) return null;
    return asWritten(places.resolve(mention, state.own, placeBefore(reading, i)), mention);
  }
  return state.area ?? state.own.home;
}

/** Named areas stand as the article names them: 积石山县, not 积石山保安族东乡族撒拉族自治县. */
function asWritten(place: Place | null, mention: PlaceMention): Place | null {
  if (place === null || place.level === 'province' || !place.name.includes('族') || mention.text.includes('族'))
    return place;
  const name = /[^省市州]*[州县区旗市]?$/.exec(mention.text)?.[0] ?? '';
  return name.length >= 2 ? { ...place, name } : place;
}

/** 占同期全国外贸的12%, 高于去年全国水平: a place that something is set against, not where it is. */
function isElsewhere(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1];
  // 占同期全国外贸的12%: words may stand between 占 and the place of the whole.
  for (let k = i - 1; k >= Math.max(0, i - 3); k--) {
    const t = tokens[k];
    if (t === undefined || t.kind === 'mark' || t.kind === 'quantity') break;
    if (has(t, 'share')) return true;
  }
  return has(before, 'from', 'than', 'exceeds', 'share');
}

/** The place that 全市 and 当地 mean: the nearest one named before, in the sentence or before it. */
function placeBefore(reading: Reading, i: number): Place | null {
  for (let k = i - 1; k >= 0; k--) {
    const mention = reading.tokens[k]?.place;
    if (mention !== undefined && mention.own === null && mention.list === 0) return mention.place;
  }
  return reading.state.area;
}

/** 东部地区和西部地区分别提高2.2和0.8个百分点: the places before `limit`, if they are as many as the numbers. */
export function listedPlaces(reading: Reading, clause: Clause, limit: number, count: number): (Place | null)[] | null {
  const { tokens, places, state } = reading;
  const found = tokens
    .slice(Math.max(clause.first, reading.free), limit)
    .filter((t) => t.kind === 'place' && t.place?.own === null);
  if (found.length !== count) return null;
  const lead = tokens[tokens.indexOf(found[0] as Token) - 1];
  if (has(lead, 'relation')) return null;
  return found.map((t) => (t.place === undefined ? null : places.resolve(t.place, state.own, state.area)));
}
