// Where a figure is from: the nearest place before it that nothing is only compared with.
import type { Place, PlaceMention } from '../areas/index.js';
import type { Clause } from './clauses.js';
import type { Reading } from './reading.js';
import { has, type Token } from './tokens.js';

export function areaFor(reading: Reading, at: number): Place | null {
  const { tokens, mentions, places, state } = reading;
  const start = tokens[at]?.start ?? 0;
  let i = at - 1;
  for (let k = mentions.length - 1; k >= 0; k--) {
    const mention = mentions[k];
    if (mention === undefined || mention.start >= start || mention.against) continue;
    while (i > 0 && (tokens[i]?.start ?? 0) > mention.start) i--;
    if (mention.agent) return state.own.country;
    if (tokens[i]?.kind === 'quoted' || isElsewhere(tokens, i)) continue;
    if (mention.list > 0) return null;
    return asWritten(places.resolve(mention, state.own, placeBefore(reading, k)), mention);
  }
  return inherited(reading);
}

/** What the sentences before leave. A part of the country holds on for 其中 alone: 东部地区… 全年… */
function inherited({ state, tokens }: Reading): Place | null {
  const goesOn = has(
    tokens.find((t) => t.kind !== 'mark'),
    'part',
  );
  const area = state.area?.level === 'part' && !goesOn ? null : state.area;
  return area ?? state.own.home;
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

/** The place that 全市 and 当地 mean in mention `k`: the nearest one named before, in the sentence or before it. */
function placeBefore({ mentions, state }: Reading, k: number): Place | null {
  for (let j = k - 1; j >= 0; j--) {
    const mention = mentions[j];
    if (mention !== undefined && mention.own === null && !mention.agent && mention.list === 0) return mention.place;
  }
  return state.area;
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
