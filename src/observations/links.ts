// Links from a figure to others of the article: the total that it is part of, and what it changed from.
import { periodBounds } from '../periods/index.js';
import { type Clause, clauseAt } from './clauses.js';
import type { Observation } from './model.js';
import type { Reading } from './reading.js';
import { has, isNoun, isOrdinary, type Token } from './tokens.js';

/** Whether the token at `i` makes the figures before it totals of those after it. */
export function openTotals(reading: Reading, i: number): void {
  const { tokens, out } = reading;
  const t = tokens[i];
  if (t === undefined) return;
  const before = tokens[i - 1];
  if (!isOrdinary(t) && has(t, 'part')) openTotal(reading, i);
  else if (t.text === '中' && out.length > 0 && before !== undefined && isNoun(before)) openInside(reading, i);
}

/** 其中: the levels of this sentence, or else of the last one that had any. */
function openTotal(reading: Reading, i: number): void {
  // 确诊211例，其中…；无症状751例，其中…: the second one has parts of the figure before it, which is no part of the first.
  const last = reading.out.findLast((o) => o.measure === 'level');
  if (reading.total !== null && last !== undefined && last.partOf !== null && startsAnew(reading.tokens, i)) {
    last.partOf = null;
    reading.total = [last];
    return;
  }
  const pool = reading.out.length > 0 ? reading.out : reading.state.last;
  const levels = pool.filter((o) => o.measure === 'level' && o.partOf === null);
  reading.total = levels.length > 0 ? levels : null;
}

/** Whether a semicolon stands between the token and the 其中 before it. */
function startsAnew(tokens: readonly Token[], i: number): boolean {
  for (let k = i - 1; k >= 0 && !has(tokens[k], 'part'); k--) if (tokens[k]?.text === '；') return true;
  return false;
}

/** 56个场馆中，有44个…: what a counted noun with 中 introduces are its parts. */
function openInside(reading: Reading, i: number): void {
  for (let k = i - 1; k >= Math.max(0, i - 8); k--) {
    const q = reading.tokens[k]?.quantity;
    if (q === undefined) continue;
    const whole = reading.out.find((o) => o.quantity === q);
    if (whole !== undefined && whole.measure === 'level') reading.total = [whole];
    return;
  }
}

/** @param at index of the observation's quantity, which is not among the reading's observations yet */
export function link(reading: Reading, clause: Clause, at: number, o: Observation): void {
  linkTotal(reading, o);
  linkSource(reading, clause, at, o);
}

function linkTotal(reading: Reading, o: Observation): void {
  const { total } = reading;
  if (total === null || o.measure !== 'level') return;
  const same = total.find((t) => t.indicator.length >= 2 && o.indicator.endsWith(t.indicator));
  const whole = same ?? latest(total.filter((t) => t.unit === o.unit)) ?? total.at(-1);
  if (whole !== undefined) o.partOf = indexOf(reading, whole);
}

/** Of totals alike the last that is of the latest period: 达1.6亿户，相比2012年底的5500万户. */
function latest(all: readonly Observation[]): Observation | undefined {
  const end = (t: Observation): string => (t.period === null ? '' : periodBounds(t.period).end);
  return all.reduce<Observation | undefined>(
    (best, t) => (best === undefined || end(t) >= end(best) ? t : best),
    undefined,
  );
}

/** 从A下降到B, 由A增加到B: what it was before, and what both have in common. */
function linkSource(reading: Reading, clause: Clause, at: number, o: Observation): void {
  const { tokens, out } = reading;
  const arrives =
    o.rule === 'move.arrive' ||
    tokens.slice(Math.max(clause.first, at - 6), at).some((t) => t.text === '转为' || has(t, 'arrive'));
  if (!arrives) return;
  const last = out.at(-1);
  const source = out.findLast(
    (p) =>
      // 由3小时缩短至40分钟, 从7个增加到36家: in other units where it is the number before.
      (p.unit === o.unit || (p.dimension === o.dimension && p === last)) && startsSpan(reading, p),
  );
  if (source === undefined) return;
  o.changedFrom = indexOf(reading, source);
  // 将由8小时缩短到3小时: only where it arrives lies ahead. 增长预期由2%上调至3%: it was foreseen before, too.
  if (o.status !== 'actual' && !(o.status === 'forecast' && revises(tokens, at))) source.status = 'actual';
  datedByBase(reading, source, o);
  // 占比由43%提高到75%: both ends measure the same.
  if (o.dimension === 'percent' && source.dimension === 'percent') o.measure = source.measure;
}

/** Whether a forecast is changed: 上调至, 下调至. */
const revises = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(Math.max(0, at - 2), at).some(({ text }) => /^[上下]调|^调[高低整]|^[上下]修|^修正/.test(text));

/** 比2012年增长3.7倍，占比由79%提升至92%: where it rose from is what the clause before compares with. */
function datedByBase({ tokens }: Reading, source: Observation, o: Observation): void {
  if (source.period === null || source.period !== o.period || source.sentence !== o.sentence) return;
  const at = tokens.findIndex((t) => t.quantity === source.quantity);
  const base = tokens.slice(0, at).findLast((t) => t.time?.kind === 'base' && t.time.period !== null)?.time?.period;
  if (base == null || !/^\d{4}(?:-12-31)?$/.test(base)) return;
  if (periodBounds(base).end < periodBounds(source.period).start) source.period = base;
}

/** Whether 从 or 由 stands before the number in its clause. */
function startsSpan(reading: Reading, p: Observation): boolean {
  const { tokens, clauses } = reading;
  const at = tokens.findIndex((t) => t.quantity === p.quantity);
  const clause = clauseAt(clauses, at);
  return clause !== undefined && tokens.slice(clause.first, at).some((t) => has(t, 'from'));
}

/** Its index in the article's list. */
function indexOf({ out, earlier }: Reading, o: Observation): number | null {
  const here = out.indexOf(o);
  if (here >= 0) return earlier.length + here;
  const before = earlier.lastIndexOf(o);
  return before >= 0 ? before : null;
}
