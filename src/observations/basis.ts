// What change and growth are against: the comparison words of the clause, or of the run of clauses.
import { periodBounds, type TimeMention } from '../periods/index.js';
import type { Clause } from './clauses.js';
import type { FrameMatch } from './frames.js';
import type { Basis, Observation } from './model.js';
import type { Reading } from './reading.js';
import { has, type Token } from './tokens.js';

const DAY = 86_400_000;
const yearOf = (iso: string): number => Number(iso.slice(0, 4));

type TimeToken = Token & { time: TimeMention };
const isTime = (t: Token): t is TimeToken => t.time !== undefined;

/** The basis that a time of comparison states: 上年同期 and the same months a year earlier are yoy, last month mom … */
function basisOfTime(token: TimeToken, current: string | null, published: string | null): Basis {
  const { time, text } = token;
  if (token.plain?.basis != null) return token.plain.basis as Basis;
  if (/全年/.test(text)) return 'other';
  if (/年初/.test(text)) return 'ytd';
  // 比上年末: a year earlier where the figure itself is a year's end, else since the start of the year.
  if (/年底|年末/.test(text)) {
    if (current === null || time.period === null) return 'ytd';
    // 较2012年底: not the start of the figure's own year.
    if (yearOf(time.period) !== yearOf(periodBounds(current).end) - 1) return 'other';
    return periodBounds(current).end.endsWith('-12-31') ? 'yoy' : 'ytd';
  }
  if (/同期|去年同|上年同/.test(text)) {
    if (/常年|历史|[上往]届/.test(text)) return 'other';
    const year = /(\d{4})年/.exec(text)?.[1];
    if (year === undefined) return 'yoy';
    return published !== null && Number(year) === yearOf(published) - 1
      ? 'yoy'
      : current !== null && Number(year) === yearOf(current) - 1
        ? 'yoy'
        : 'other';
  }
  // 与去年春节假期相比: the same feast a year before, whatever its date.
  if (/^(上年|去年)[^0-9〇一二三四五六七八九十]*(假期|春节|国庆|五一|端午|中秋|元旦|清明|春运|暑运)/.test(text))
    return 'yoy';
  // 1月比去年12月: the month before, though it lies in the year before.
  if (/^(上年|去年)/.test(text) && !isSpanBefore(time.period, current))
    return time.period !== null && current !== null && sameSpanYearBefore(time.period, current) ? 'yoy' : 'other';
  if (time.period !== null && current !== null) {
    if (sameSpanYearBefore(time.period, current)) return 'yoy';
    if (isMonthEndBefore(time.period, current)) return 'mom';
    const year = yearOf(periodBounds(current).end);
    if (
      /^\d{4}$/.test(time.period) &&
      Number(time.period) === year - 1 &&
      published !== null &&
      year <= yearOf(published)
    )
      return 'yoy';
    if (isSpanBefore(time.period, current)) {
      const base = periodBounds(time.period);
      const days = (Date.parse(base.end) - Date.parse(base.start)) / DAY;
      if (days >= 27 && days <= 31) return 'mom';
      if (days >= 89 && days <= 92) return 'qoq';
    }
  }
  return 'other';
}

/** 11月末比10月末: the last days of two months, one after the other. */
function isMonthEndBefore(base: string, now: string): boolean {
  const next = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
  if (base.length !== 10 || now.length !== 10) return false;
  const [start, end] = [next(base), next(now)];
  return start.endsWith('-01') && end.endsWith('-01') && start.slice(0, 7) === now.slice(0, 7);
}

/** Whether a month or quarter ends where the other period, about as long, begins. */
function isSpanBefore(base: string | null, now: string | null): boolean {
  if (base === null || now === null || base.length <= 4) return false;
  const [before, after] = [periodBounds(base), periodBounds(now)];
  const days = ({ start, end }: typeof before): number => (Date.parse(end) - Date.parse(start)) / DAY;
  return Date.parse(after.start) - Date.parse(before.end) === DAY && Math.abs(days(after) - days(before)) <= 3;
}

function sameSpanYearBefore(base: string, now: string): boolean {
  const a = periodBounds(base);
  const b = periodBounds(now);
  const back = (iso: string): string => `${yearOf(iso) - 1}${iso.slice(4)}`;
  return a.start === back(b.start) && (a.end === back(b.end) || a.end.slice(0, 7) === back(b.end).slice(0, 7));
}

/** The basis of 是上年的1.8倍: the time in the words of the base, or null. */
export function basisOfBase(
  tokens: readonly Token[],
  from: number,
  to: number,
  current: string | null,
  published: string | null,
): Basis | null {
  const time = tokens.slice(from, to).find(isTime);
  return time === undefined ? null : basisOfTime(time, current, published);
}

/**
 * The basis said in a stretch of tokens, or null.
 * @param current the period that the figure has, for bases written as dates
 */
function basisIn(
  tokens: readonly Token[],
  from: number,
  to: number,
  current: string | null,
  published: string | null,
): Basis | null {
  for (let i = to - 1; i >= from; i--) {
    const t = tokens[i];
    if (t === undefined) continue;
    if (t.lexeme?.basis != null) {
      // 同比2019年端午: the time after it says against what.
      const against = tokens[i + 1];
      const own = t.lexeme.basis as Basis;
      if (against === undefined || !isTime(against) || i + 1 >= to) return own;
      const stated = basisOfTime(against, current, published);
      // 环比5—6月: months before are what 环比 is against, however many.
      return stated === 'other' && own === 'mom' ? own : stated;
    }
    if (isTime(t)) {
      const before = tokens[i - 1];
      if (before?.lexeme?.basis == null && (t.time.kind === 'base' || has(before, 'than')))
        return basisOfTime(t, current, published);
    }
    if (has(t, 'than-end')) continue;
    if (has(t, 'than') && i < to - 1) {
      const time = tokens.slice(i + 1, to).find(isTime);
      if (time !== undefined) return basisOfTime(time, current, published);
      if (t.text !== '同') return /^(上月|上个月)/.test(tokens[i + 1]?.text ?? '') ? 'mom' : 'other';
    }
  }
  return null;
}

/** Whether the frame's words from `from` on hold a time of comparison. */
const exceededTime = (tokens: readonly Token[], from: number, at: number): boolean =>
  tokens.slice(from, at).some((t) => t.time?.kind === 'base');

/** 与去年相比，…: what a clause of its own says. */
export function clauseBasisOf({ tokens, state }: Reading, clause: Clause): Basis | null {
  return basisIn(tokens, clause.first, clause.last + 1, state.period, state.published);
}

/**
 * The basis of the number at `at`; one that its own words say holds for the growth after it.
 * @param from where its frame begins
 * @param nth its place in a list of numbers
 */
export function basisFor(
  reading: Reading,
  clause: Clause,
  at: number,
  frame: FrameMatch,
  from: number,
  nth: number,
  period: string | null,
): Basis | null {
  const { tokens } = reading;
  const { published } = reading.state;
  const rule = frame.frame;
  const given = rule.basis ?? null;
  if (rule.measure === 'ratio') return basisOfBase(tokens, from, at, period, published) ?? given;
  if (rule.measure !== 'growth' && rule.measure !== 'change') return given;
  const said = basisIn(tokens, basisStart(tokens, clause, at), at, period, published);
  let basis = given;
  if (said !== null) basis = said;
  else if (given === null)
    basis = reading.clauseBasis ?? pointsBasis(reading, rule.measure) ?? runBasis(reading) ?? sameMove(reading, at);
  // 高于上年同期2.4个百分点: a time that is compared with says more than the frame.
  if (given === 'other') basis = said !== null && (said === 'yoy' || exceededTime(tokens, from, at)) ? said : 'other';
  if (nth > 0 && said === null) basis = reading.out.at(-1)?.basis ?? basis;
  if (basis === 'mom' && period !== null && /-Q\d$/.test(period)) basis = 'qoq';
  // 同比增长5.4%，比上月加快2.1个百分点；…增长2.9%: what the growth itself is against still is a year earlier.
  const aside = rule.measure === 'change' && reading.basis === 'yoy' && (said === 'mom' || said === 'qoq');
  if (!aside && (said === 'yoy' || said === 'mom' || said === 'qoq' || said === 'avg')) reading.basis = said;
  return basis;
}

/** After the number before it in the clause. */
function basisStart(tokens: readonly Token[], clause: Clause, at: number): number {
  for (let i = at - 1; i >= clause.first; i--) if (tokens[i]?.kind === 'quantity') return i + 1;
  return clause.first;
}

/** 较10月末上升706亿美元，升幅为2.28%: by how much it moved is said twice, against the same. */
function sameMove({ tokens, out, free }: Reading, at: number): Basis | null {
  const before = out.at(-1);
  // 环比由下降0.2%转为上涨0.2%
  if (before !== undefined && tokens.slice(free, at).some(({ text }) => /(?:转|变)为$/.test(text))) return before.basis;
  const said = tokens.slice(free, at).some((t) => has(t, 'growth-noun') && /幅$/.test(t.text));
  return said && before?.measure === 'change' && (before.basis === 'mom' || before.basis === 'qoq')
    ? before.basis
    : null;
}

/** …，比上月加快2.1个百分点；…，加快2.2个百分点: growth rates are compared with the same month as those before them. */
function pointsBasis({ out, basis }: Reading, measure: Observation['measure']): Basis | null {
  if (measure !== 'change' || basis !== 'yoy') return null;
  const before = out.findLast((o) => o.measure === 'change');
  return before?.basis === 'mom' || before?.basis === 'qoq' ? before.basis : null;
}

/** 同比 said once holds for the growth and the changes after it. */
const runBasis = ({ basis }: Reading): Basis | null => (basis === 'yoy' ? 'yoy' : null);
