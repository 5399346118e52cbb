// Where a figure is from: the nearest place before it that nothing is only compared with.
import type { Place, PlaceMention } from '../areas/index.js';
import { type Clause, clauseAt } from './clauses.js';
import { lastLocal } from './discourse.js';
import type { Reading } from './reading.js';
import { has, type Token } from './tokens.js';

export function areaFor(reading: Reading, at: number): Place | null {
  const { tokens, mentions, places, state } = reading;
  const start = tokens[at]?.start ?? 0;
  /** A place that holds only where nothing else does: 据叙利亚军方消息. */
  let weak: Place | null = null;
  let aim: Place | null = null;
  let i = at - 1;
  for (let k = mentions.length - 1; k >= 0; k--) {
    const mention = mentions[k];
    if (mention === undefined || mention.start >= start) continue;
    if (mention.against) {
      if (mention.place?.level !== 'world' && mention.list === 0) aim ??= mention.place;
      continue;
    }
    while (i > 0 && (tokens[i]?.start ?? 0) > mention.start) i--;
    if (tokens[i]?.kind === 'quoted' || (!mention.silent && isElsewhere(tokens, i))) continue;
    if (mention.list > 0) {
      // 福建、山东等20个省: the number counts the places.
      if (countsList(reading.sentence.text.slice(mention.end, start))) return wholeOf(reading, k) ?? inherited(reading);
      return commonOf(mentions, mention.list);
    }
    if (isAttribute(reading, k, i)) continue;
    const place = asWritten(places.resolve(mention, state.own, placeBefore(reading, k)), mention);
    if (isSource(tokens, i)) {
      weak ??= place;
      continue;
    }
    return place;
  }
  // 据巴勒斯坦消息，以军对加沙地带的空袭…: what is done to a place is there, before who says so.
  if (weak !== null && aim !== null) return aim;
  const after = placeAfter(reading, at);
  const before = inherited(reading);
  if (after !== null && (before === null || after.parents.includes(before.name) || before.level === 'country'))
    return after;
  if (weak !== null && before?.parents.includes(weak.name) !== true) return weak;
  return before;
}

/** What the members of a list lie in, where the first of them names it: 青海玉树州、海北州 are in 青海. */
function commonOf(mentions: readonly PlaceMention[], list: number): Place | null {
  const members = mentions.filter((mention) => mention.list === list);
  const common = members[0]?.common ?? null;
  if (common === null) return null;
  return members.every(({ place }) => place?.parents.includes(common.name) === true) ? common : null;
}

/** What mention `k` lies in, where the sentence names it before: 江西的吉安、赣州等8个市. */
function wholeOf({ mentions }: Reading, k: number): Place | null {
  const inside = mentions[k]?.place?.parents ?? [];
  return mentions.slice(0, k).findLast(({ place }) => place !== null && inside.includes(place.name))?.place ?? null;
}

/** Whether only 等, and before it other names of the list, stand between a place of a list and the quantity. */
const countsList = (between: string): boolean => /^(、[^，。；：]*)?等[^，。；：\d]{0,3}$/.test(between);

/**
 * A place that only says of what kind a thing is: a nation right after a number (313名巴勒斯坦人死亡), the world that something
 * is measured by, and what holds a place that the clause, or 在… before it, is about (延安是中国革命的圣地, 丰台区北京长峰医院).
 */
function isAttribute({ tokens, mentions, clauses }: Reading, k: number, i: number): boolean {
  const mention = mentions[k];
  if (mention === undefined || mention.silent) return false;
  const before = tokens[i - 1];
  if (before?.kind === 'quantity' && mention.place?.level === 'country') return true;
  if (k === 0 && mention.place?.level !== 'world') return false;
  const says = has(before, 'identity');
  const leads = before === undefined || before.kind === 'mark' || before.kind === 'time';
  const earlier = mentions.slice(0, k).filter((other) => !other.against && other.place !== null);
  if (mention.place?.level === 'world') {
    // 粤港澳大湾区全球招商大会, 我国是世界上…, 江苏拿下了全球…
    return says || (earlier.length > 0 && !leads) || earlier.at(-1)?.end === mention.start;
  }
  if (mention.own !== null && !says) return false;
  const china = mention.text === '中国' && !has(tokens[i + 1], 'delegation');
  const clauseStart = tokens[clauseAt(clauses, i)?.first ?? 0]?.start ?? 0;
  return earlier.some((other) => {
    if ((says || china) && mention.place?.code === 'CN' && /^\d/.test(other.place?.code ?? '')) return true;
    if (other.place?.parents.includes(mention.place?.name ?? '') !== true) return false;
    return says || (other.list === 0 && other.start >= clauseStart) || (!leads && isFrame(tokens, other));
  });
}

/** 在盘锦，…: the place that the rest of a sentence is about. */
function isFrame(tokens: readonly Token[], mention: PlaceMention): boolean {
  const i = tokens.findIndex((t) => t.start === mention.start);
  return tokens[i - 1]?.text === '在' && tokens[i + 1]?.kind === 'mark';
}

/** 据叙利亚军方消息: who says so, not where it is. */
const isSource = (tokens: readonly Token[], i: number): boolean =>
  has(tokens[i - 1], 'cites') || has(tokens[i - 2], 'cites');

/** 总投资5000亿元的项目在广州启动: the place of the clause where none is named before the number. */
function placeAfter({ tokens, mentions, clauses, places, state }: Reading, at: number): Place | null {
  const clause = clauseAt(clauses, at);
  const start = tokens[at]?.start ?? 0;
  const end = tokens[clause?.last ?? at]?.end ?? start;
  for (const mention of mentions) {
    if (mention.start <= start || mention.silent) continue;
    if (mention.start >= end || mention.list > 0 || mention.own !== null) return null;
    const i = tokens.findIndex((t) => t.start === mention.start);
    if (mention.place === null || !has(tokens[i - 1], 'locates')) return null;
    return asWritten(places.resolve(mention, state.own, state.area), mention);
  }
  return null;
}

/** What the sentences before leave. A part of the country holds on for 其中 alone: 东部地区… 全年… */
function inherited({ state, tokens }: Reading): Place | null {
  const { area, own } = state;
  if (area === null) return own.home;
  if (area.level !== 'part') return area;
  const first = tokens.find((t) => t.kind !== 'mark');
  return has(first, 'part') ? area : own.home;
}

/** Named areas stand as the article names them: 积石山县, not 积石山保安族东乡族撒拉族自治县. */
function asWritten(place: Place | null, mention: PlaceMention): Place | null {
  if (place === null || place.level === 'province' || !place.name.includes('族') || mention.text.includes('族'))
    return place;
  const { written } = mention;
  if (written.length < 2) return place;
  if (/[州县区旗]$/.test(written)) return { ...place, name: written };
  return place.level === 'county' ? { ...place, name: written + place.name.slice(-1) } : place;
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
  const local = mentions[k]?.own === 'local' ? (lastLocal(mentions.slice(0, k)) ?? state.local) : null;
  if (local !== null) return local;
  for (let j = k - 1; j >= 0; j--) {
    const mention = mentions[j];
    if (
      mention !== undefined &&
      mention.own === null &&
      !(mention.silent && mention.place?.code === 'CN') &&
      mention.list === 0
    )
      return mention.place;
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
  if (has(lead, 'relation') || found.every(({ place }) => place?.against === true)) return null;
  return found.map((t) => (t.place === undefined ? null : places.resolve(t.place, state.own, state.area)));
}
