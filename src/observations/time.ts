// Which time of the sentence governs a number.
import { periodBounds, type TimeMention } from '../periods/index.js';
import { type Clause, opensItem } from './clauses.js';
import { governing } from './discourse.js';
import type { Reading } from './reading.js';
import { has, isClauseMark, isNoun, isVerb, type Token } from './tokens.js';

/** The time that governs the number; undefined: none in the sentence; null: a vague one, so none at all. */
export function timeFor(reading: Reading, clause: Clause, at: number): TimeMention | null | undefined {
  const { tokens, state } = reading;
  let untold = false;
  let embedded: TimeMention | undefined;
  let passed = false;
  // Of the items before this one, only a time that opens the sentence governs.
  const item = lastItem(tokens, at);
  for (let i = at - 1; i >= 0; i--) {
    if (i < item && i > 0) continue;
    const t = tokens[i];
    if (t?.kind === 'quantity') passed = true;
    const time = t?.time;
    if (time === undefined || reading.buried.has(i) || tokens[i - 1]?.lexeme?.basis != null) continue;
    // 近5年平均增速超过30%，市场规模…: the years of an average are that of no other figure.
    if (i < clause.first && YEARS.test(t?.text ?? '') && AVERAGE.test(tokens[i + 1]?.text ?? '')) continue;
    const source = isSource(tokens, i);
    // 由上月上涨0.9%转为下降1.3%: where something comes from is the time of the first number alone.
    if (source && (passed || at >= tokens.length || turnsBefore(tokens, i, at))) continue;
    if (!governing(time) && !(source && time.kind === 'base' && time.period !== null)) continue;
    if (time.kind === 'vague') {
      // 此前预测为增长0.2%: when it was foreseen.
      if (/^(?:此前|早前)$/.test(time.text) && tokens.slice(i + 1, i + 5).some((u) => has(u, 'forecast'))) continue;
      // 近日，…下达2023年…资金: a vague time is none where the clause has another.
      if (opensClause(tokens, i)) return embedded ?? null;
      // 制度实施以来: since a day that is not told; no longer span that was spoken of is meant.
      untold ||= time.text === '以来' && state.period?.length !== 10;
      continue;
    }
    if (isEmbedded(tokens, i)) {
      // 1993年出生的他是佛山人，所在的球队有50人: a bygone year is told of its noun alone.
      // 完成今年目标任务的75%: the year is the goal's, of which only a part of the year has done so much.
      const part = (tokens[at]?.quantity?.dimension ?? 'percent') === 'percent';
      const ofGoal = part && has(tokens[i - 1], 'complete') && has(tokens[i + 1], 'goal', 'plan-noun');
      if (!ofGoal && (i >= clause.first || !isPastYear(reading, time.period))) embedded = time;
      continue;
    }
    // 2012年至2022年十年间: the span before says when, the duration only how long.
    const before = tokens[i - 1]?.time;
    if (time.kind === 'duration' && before !== undefined && governing(before) && before.period !== null) return before;
    return isReport(tokens, i) ? (timeAfter(tokens, clause, at) ?? time) : time;
  }
  return timeAfter(tokens, clause, at) ?? embedded ?? (untold ? null : undefined);
}

/** The period of the number at `at`: of its own time, or of what was said before. */
export function periodFor(
  reading: Reading,
  clause: Clause,
  at: number,
  time: TimeMention | null | undefined,
): string | null {
  const { tokens, state } = reading;
  const { published } = state;
  const inherited = reading.status === 'actual' ? state.period : (reading.outlook ?? state.plan ?? state.period);
  const period = time === undefined ? inherited : (time?.period ?? null);
  if (published === null || period === null) return period;
  // 1973年成立，现有队员32人: what there is now is told of today, whatever bygone year was spoken of before.
  if (period.slice(0, 4) < published.slice(0, 4) && tokens.slice(clause.first, at).some((t) => has(t, 'present'))) {
    const said = time == null ? -1 : tokens.findIndex((t) => t.time === time);
    if (said < clause.first && isBygone(period, published)) return published;
  }
  // The comparison of texts spares most of them the one of dates.
  const ahead = time === undefined && period > published && periodBounds(period).start > published;
  if (!ahead || reading.status !== 'actual') return period;
  // 到2025年，覆盖率达90%。297个城市已实施分类: what a plan is for says nothing of what has been done.
  if (tokens.slice(0, clause.last + 1).some((t) => has(t, 'already'))) return published;
  return /^\d{4}(?:-..|-12-31)?$/.test(period) ? state.begun : period;
}

const AVERAGE = /^(?:年均|平均)/;
const YEARS = /^(?:近|最近|过去|这)?[\d一二三四五六七八九十]{1,3}年$/;

const isPastYear = ({ state: { published } }: Reading, period: string | null): boolean =>
  published !== null && period?.length === 4 && period < published.slice(0, 4);

/** Whether it was over more than a year before publication. */
const isBygone = (period: string, published: string): boolean =>
  periodBounds(period).end < `${Number(published.slice(0, 4)) - 1}${published.slice(4)}`;

/** The last token up to `at` that opens an item; -1 for none. */
function lastItem(tokens: readonly Token[], at: number): number {
  for (let i = Math.min(at, tokens.length - 1); i > 0; i--)
    if (tokens[i - 1]?.text === '；' && opensItem(tokens, i)) return i;
  return -1;
}

/** 4日表示，…: when it was said, which a time of the figure's own goes before (…减产延长至年底). */
function isReport(tokens: readonly Token[], i: number): boolean {
  for (let k = i + 1; k < tokens.length; k++) {
    const t = tokens[k];
    if (t === undefined || t.kind === 'mark' || t.kind === 'quantity') return false;
    if (has(t, 'report')) return true;
  }
  return false;
}

/** A time between the number and the next one, or after all of a list (600顶帐篷、900条毛毯等物资今天运抵). */
function timeAfter(tokens: readonly Token[], clause: Clause, at: number): TimeMention | undefined {
  for (let i = at + 1; i <= clause.last; i++) {
    const t = tokens[i];
    if (t?.kind === 'quantity' && !listed(tokens, at, i)) break;
    if (t?.time !== undefined && governing(t.time) && t.time.kind !== 'vague' && !isEmbedded(tokens, i)) return t.time;
  }
  return undefined;
}

/** Whether nothing but nouns stands between two numbers, the second of which comes after 、 or 和. */
const listed = (tokens: readonly Token[], from: number, to: number): boolean =>
  /^(?:、|和|及|以及)$/.test(tokens[to - 1]?.text ?? '') &&
  tokens
    .slice(from + 1, to)
    .every((t) => t.kind === 'quantity' || t.text === '、' || (t.kind === 'word' && !isVerb(t)));

/** 自1992年加入公约以来: 以来 at the end of the clause makes it a span up to publication. */
export function widen(
  reading: Reading,
  time: TimeMention | null | undefined,
  at: number,
): TimeMention | null | undefined {
  const { tokens } = reading;
  const { published } = reading.state;
  if (time == null || time.period === null || published === null) return time;
  if (time.kind === 'duration') return untilAsOf(tokens, time);
  if (time.period.includes('/')) return time;
  const i = tokens.findIndex((t) => t.time === time);
  if (i < 0 || i > at) return time;
  const reached = reachedBy(tokens, i, time.period);
  if (reached !== null) return { ...time, period: `${time.period}-01-01/${reached}` };
  // What the clause itself counts is of the time that it names.
  const end = sinceEnd(tokens, i);
  if (end < 0 || at < end) return time;
  return { ...time, period: `${time.period}/${published}` };
}

/** 截至11月13日，通水9年来，…: the years up to the day that the count had reached. */
function untilAsOf(tokens: readonly Token[], time: TimeMention): TimeMention {
  const [, first] = /^(\d{4})\/\d{4}$/.exec(time.period ?? '') ?? [];
  if (first === undefined) return time;
  const i = tokens.findIndex((t) => t.time === time);
  const told = tokens.slice(0, i).findLast((t) => t.time?.kind === 'asof' && /^截/.test(t.text))?.time;
  return told?.period?.length === 10 && !told.present ? { ...time, period: `${first}/${told.period}` } : time;
}

/** 截至10日，今年共发生…: the day of this year that the count had reached; null: none was said. */
function reachedBy(tokens: readonly Token[], i: number, year: string): string | null {
  if (!/^(?:今年|\d{4}年)$/.test(tokens[i]?.text ?? '')) return null;
  for (let k = i - 1; k >= 0 && k > i - 6; k--) {
    const { kind, period } = tokens[k]?.time ?? {};
    if (kind === 'asof' && /^截/.test(tokens[k]?.text ?? '') && period?.length === 10 && period.startsWith(`${year}-`))
      return period;
  }
  return null;
}

/** Times of what a figure is compared with govern nothing. */
export function buryTimes(reading: Reading, from: number, to: number): void {
  for (let i = from; i < to; i++) if (reading.tokens[i]?.kind === 'time') reading.buried.add(i);
}

/** The period that goes on to the next sentence; undefined: none. */
export function periodLeft(reading: Reading): string | null | undefined {
  const { tokens, clauses } = reading;
  const last = clauses.at(-1);
  if (last === undefined) return undefined;
  // A time of 其中's own does not go on where the sentence has one before.
  const part = tokens.findIndex((t) => has(t, 'part'));
  const dated = part > 0 && tokens.slice(0, part).some((t) => t.time !== undefined && governing(t.time));
  const end = dated ? part : tokens.length;
  const time = widen(reading, timeFor(reading, last, end), end);
  // 警方12日称，…，目前…: the next sentence goes on with the report.
  const told = time?.present === true ? tokens.findLast((t) => t.time?.tells === true)?.time : undefined;
  if (told !== undefined) return told.period;
  // 三年内投入9亿元: what is to be done by then dates nothing else.
  if (time?.kind === 'duration' && time.target) return undefined;
  return time === undefined ? undefined : (time?.period ?? null);
}

/** 由去年以投资为主转为以消费为主，其中…: what comes after the turn is no more of the time that it came from. */
const turnsBefore = (tokens: readonly Token[], i: number, at: number): boolean =>
  tokens.slice(i + 1, at).some(({ text }) => /(?:转|变|改)为$/.test(text));

/** 由上月…, 由1—2月份下降…: where something comes from. 从1—2月 may as well be a span. */
function isSource(tokens: readonly Token[], i: number): boolean {
  if (!has(tokens[i - 1], 'from') || sinceEnd(tokens, i) >= 0) return false;
  const span = tokens[i - 1]?.text === '由' ? /以来|起|开始/ : /以来|起|开始|至|到|—|-/;
  return !span.test(tokens[i]?.text ?? '');
}

/** 自2021年设立首批公园以来, 自2021年，首批公园设立以来: where 以来 stands that the time at `i` begins; -1: nowhere in its clause. */
function sinceEnd(tokens: readonly Token[], i: number): number {
  if (!/^[自从]$|^自从$/.test(tokens[i - 1]?.text ?? '')) return -1;
  for (let k = i + 1; k < tokens.length; k++) {
    const t = tokens[k];
    if (t === undefined || (isClauseMark(t) && (k > i + 1 || t.text !== '，'))) return -1;
    if (t.text === '以来') return k;
  }
  return -1;
}

function opensClause(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1];
  return (
    before === undefined ||
    before.kind === 'mark' ||
    before.kind === 'time' ||
    before.kind === 'place' ||
    has(before, 'opener')
  );
}

/** Whether a time only belongs to a noun: 6日发生的强震, 昨晚获得的金牌, 实施第三季度运行图, 主办的2023年春季专场. */
function isEmbedded(tokens: readonly Token[], i: number): boolean {
  // 目前造成的死亡人数: what there is today is told of today.
  if (tokens[i]?.time?.present === true) return false;
  const next = tokens[i + 1];
  const before = tokens[i - 1];
  if (next !== undefined && isVerb(next) && !has(next, 'copula'))
    for (let k = i + 2; k <= (has(tokens[i + 2], 'locates') ? i + 4 : i + 3) && k < tokens.length; k++)
      if (tokens[k]?.text === '的') return true;
  const transitive =
    before !== undefined &&
    isVerb(before) &&
    !has(before, 'copula', 'report', 'arrive', 'adjunct', 'from', 'than', 'forecast', 'to', 'target') &&
    !/[到至于在为]$/.test(before.text);
  const ofNoun = before?.text === '的' && /^\d{4}$/.test(tokens[i]?.time?.period ?? '');
  return (transitive || ofNoun) && next !== undefined && next.kind === 'word' && (isNoun(next) || next.tag === 'm');
}
