// Numbers joined by nothing but 、 和 及: each takes its part of the words that the list shares.
import type { TimeMention } from '../periods/index.js';
import { basisOfBase } from './basis.js';
import type { Clause } from './clauses.js';
import type { FrameMatch } from './frames.js';
import { namesOf } from './list-names.js';
import type { Basis, Observation, Part } from './model.js';
import { hasContent, inherited, leftOf, shorten, stripGhost } from './naming/index.js';
import { observe } from './observe.js';
import { listedPlaces } from './place.js';
import type { Reading } from './reading.js';
import { has, type Token } from './tokens.js';

/** The clause's numbers in text order, those of one list together. */
export function groupsOf(tokens: readonly Token[], clause: Clause): number[][] {
  const groups: number[][] = [];
  for (let i = clause.first; i <= clause.last; i++) {
    if (tokens[i]?.kind !== 'quantity') continue;
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group !== undefined && before !== undefined && joined(tokens, before, i)) group.push(i);
    else groups.push([i]);
  }
  return groups;
}

function joined(tokens: readonly Token[], from: number, to: number): boolean {
  const between = tokens.slice(from + 1, to).filter((t) => !has(t, 'copula', 'drop', 'rise', 'fall'));
  return between.length === 1 && /^(、|和|及|以及|与|或|:|：|∶)$/.test(between[0]?.text ?? '');
}

interface NumberList {
  reading: Reading;
  clause: Clause;
  /** Indexes of the quantities. */
  group: readonly number[];
  /** The frame of the first; all are measured by it. */
  frame: FrameMatch | null;
  /** Index after the last token of the shared words. */
  limit: number;
  shared: readonly Token[];
  /** The name in the shared words. */
  parts: Part[];
}

/** What each number of a list gets: a name (null: it finds its own) and whatever else is its own. */
interface Shares {
  name(k: number): string | null;
  adjust?(made: Observation, k: number): void;
}

/** The ways in which a list shares its words, in the order in which they are tried. */
const WAYS: readonly ((list: NumberList) => Shares | null)[] = [byBaseTimes, byBases, byPlaces];

export function observeList(reading: Reading, clause: Clause, group: readonly number[]): void {
  const first = group[0] ?? 0;
  const frame = reading.frames.frameOf(reading.tokens, first, clause);
  const limit = frame?.from ?? first;
  const shared = reading.tokens.slice(Math.max(clause.first, reading.free), limit);
  const list: NumberList = { reading, clause, group, frame, limit, shared, parts: leftOf(reading, clause, limit) };
  for (const way of WAYS) {
    const shares = way(list);
    if (shares === null) continue;
    observeEach(list, shares);
    return;
  }
  const units = group.map((at) => reading.tokens[at]?.quantity);
  const distributive = shared.some((t) => has(t, 'distributive'));
  const mixed =
    !distributive &&
    units.every((q) => q?.dimension === 'count' && q.unit !== null) &&
    new Set(units.map((q) => q?.unit)).size === group.length;
  const names = namesOf(reading, list.parts, group.length, mixed);
  shareModifier(list);
  const made = observeEach(list, { name: (k) => names?.[k] ?? null });
  reading.lastGroup = made.map((o) => o.indicator);
  spreadTimes(reading, group[0] ?? 0, made);
}

function observeEach({ reading, clause, group, frame }: NumberList, shares: Shares): Observation[] {
  return group.flatMap((at, nth) => {
    const made = observe(reading, clause, at, { nth, name: shares.name(nth), frame });
    if (made === null) return [];
    shares.adjust?.(made, nth);
    return [made];
  });
}

/** 比上半年和上年同期分别回落0.2和0.4个百分点: one name, as many times of comparison as numbers. */
function byBaseTimes({ reading, group, shared, parts }: NumberList): Shares | null {
  const against = shared.filter((t) => t.time !== undefined && t.time.kind === 'base');
  if (parts.length > 0 || against.length !== group.length) return null;
  const name = inherited(reading)?.name ?? '';
  return {
    name: () => name,
    adjust(made, k) {
      const base = against[k];
      if (base !== undefined) made.basis = basisOfBase([base], 0, 1, made.period, reading.state.published);
    },
  };
}

/** 同比、环比分别增长5%、2.6%: as many bases as numbers. */
function byBases({ reading, group, shared, parts }: NumberList): Shares | null {
  const bases = shared.filter((t) => t.lexeme?.basis != null);
  if (bases.length !== group.length) return null;
  const named = hasContent(stripGhost(parts.filter((p) => p.text !== '、')));
  const name = named ? null : (inherited(reading)?.name ?? null);
  return {
    name: () => name,
    adjust(made, k) {
      made.basis = (bases[k]?.lexeme?.basis ?? null) as Basis | null;
    },
  };
}

/** 东部地区和西部地区分别提高2.2和0.8个百分点: as many places as numbers. */
function byPlaces({ reading, clause, group, limit, parts }: NumberList): Shares | null {
  const areas = listedPlaces(reading, clause, limit, group.length);
  if (areas === null) return null;
  const rest = parts.filter((p) => p.token.kind !== 'place' && !/^(和|、|及|与)$/.test(p.text));
  const name = hasContent(rest) ? shorten(rest) : (inherited(reading)?.name ?? shorten(rest));
  return {
    name: () => name,
    adjust(made, k) {
      made.area = areas[k] ?? null;
    },
  };
}

/** 分别超过60和42平方公里: what stands before the first bounds all. */
function shareModifier({ reading: { tokens }, group }: NumberList): void {
  const at = group[0] ?? 0;
  const first = tokens[at]?.quantity;
  if (first === undefined || first.modifier === null || first.outerStart === first.start) return;
  const before = tokens.slice(Math.max(0, at - 3), at);
  if (!before.some((t) => has(t, 'distributive')) && first.end !== first.numberEnd) return;
  for (const other of group.slice(1)) {
    const q = tokens[other]?.quantity;
    if (q !== undefined) q.modifier ??= first.modifier;
  }
}

/** 四个季度分别为…; 一、二季度分别为…; 2021年和2022年分别为…: as many times as numbers. */
function spreadTimes({ sentence, tokens }: Reading, at: number, made: readonly Observation[]): void {
  const text = made[0]?.periodText ?? null;
  if (text === null || !tokens.slice(0, at).some((t) => has(t, 'distributive'))) return;
  const last = tokens.findLastIndex((t, i) => i < at && t.time?.text === text);
  const times = last < 0 ? [] : (inParts(sentence.text, tokens[last]?.time) ?? runOf(tokens, last));
  if (times.length !== made.length || times.length < 2) return;
  made.forEach((o, k) => {
    o.period = times[k]?.period ?? o.period;
    o.periodText = times[k]?.text ?? o.periodText;
  });
}

type Told = Pick<TimeMention, 'period' | 'text'>;

/** The parts of a time that names them together; null: it names none. */
function inParts(sentence: string, time: TimeMention | undefined): Told[] | null {
  const period = time?.period ?? null;
  if (time === undefined || period === null) return null;
  const told = (part: string): Told => ({ period: part, text: time.text });
  if (/^\d{4}$/.test(period))
    return /四个季度|各季度|各个季度/.test(sentence) ? [1, 2, 3, 4].map((q) => told(`${period}-Q${q}`)) : null;
  const [, year, kind = '', first, end] = /^(\d{4}-)(Q?)(\d\d?)\/\1Q?(\d\d?)$/.exec(period) ?? [];
  if (year === undefined || !/[、和]/.test(time.text)) return null;
  const [a, b] = [Number(first), Number(end)];
  return Array.from({ length: b - a + 1 }, (_, k) =>
    told(`${year}${kind}${kind ? a + k : String(a + k).padStart(2, '0')}`),
  );
}

/** The times that end with the one at `last`, with nothing but 、 and 和 between them. */
function runOf(tokens: readonly Token[], last: number): Told[] {
  const times: Told[] = [];
  for (let i = last; ; i -= 2) {
    const time = tokens[i]?.time;
    if (time === undefined) return [];
    // 8日、9日分别…: each its own day.
    times.unshift(time.day === null ? time : { period: time.day, text: time.text });
    if (!/^(?:、|和|与|及|以及)$/.test(tokens[i - 1]?.text ?? '')) return times;
  }
}
