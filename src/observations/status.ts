// Whether a figure is a fact, a target or a forecast: words before it, after it, and a time still ahead.
import { periodBounds } from '../periods/index.js';
import { type Clause, opensItem } from './clauses.js';
import type { Status } from './model.js';
import type { Reading } from './reading.js';
import { has, isClauseMark, isNoun, isOrdinary, type Token } from './tokens.js';

/** What the token at `i` says of the figures after it. */
export function readStatus(reading: Reading, i: number): void {
  const { tokens } = reading;
  const t = tokens[i];
  if (t === undefined || (isOrdinary(t) && tokens[i - 1]?.text !== '；')) return;
  if (t.kind === 'time' && t.time?.target === true && reading.status === 'actual') reading.status = 'target';
  // 由现在的5小时缩短至2小时: the time that something starts from ends no plan.
  if (t.time?.kind === 'asof' && reading.status === 'target' && !has(tokens[i - 1], 'from')) reading.status = 'actual';
  if (opensItem(tokens, i)) reading.status = 'actual';
  if (t.kind !== 'word') return;
  if (has(t, 'forecast')) {
    if (!namesForecast(tokens, i)) reading.status = 'forecast';
  } else if (has(t, 'target') && (reading.status === 'actual' || has(t, 'aim'))) {
    if (!namesTarget(tokens, i)) reading.status = saysWeather(tokens, i) ? 'forecast' : 'target';
  } else if (has(t, 'already')) reading.status = 'actual';
  else if (has(t, 'can') && reading.status === 'actual' && followsCompletion(tokens, i)) reading.status = 'target';
  else if (has(t, 'planned-sum') && reading.status === 'actual' && isSum(tokens, i)) reading.status = 'target';
  else if (has(t, 'ought') && reading.status === 'actual' && isYearsTask(reading, i)) reading.status = 'target';
}

/** 建成后，每年可新增产能…: what will be when the works are done. */
function followsCompletion(tokens: readonly Token[], i: number): boolean {
  for (let k = i - 1; k > 0; k--)
    if (tokens[k]?.text === '后' && has(tokens[k - 1], 'completes')) return true;
    else if (tokens[k]?.kind === 'quantity') return false;
  return false;
}

/** Whether the number is what something starts from: 由原来的2小时缩短至1小时. */
function startsMove(tokens: readonly Token[], at: number): boolean {
  for (let i = at - 1; i >= 0 && i >= at - 4 && tokens[i]?.kind !== 'quantity'; i--)
    if (has(tokens[i], 'from')) return true;
  return false;
}

/**
 * 建成后，两地通行时间由2小时缩短至1小时: what is told of works that are still being done, but for what it starts from
 * and what has been reached by now.
 */
function isOfFinishedWorks({ tokens, state: { published } }: Reading, at: number): boolean {
  if (published === null || startsMove(tokens, at)) return false;
  const item = tokens.slice(0, at).findLastIndex(({ text }) => text === '；') + 1;
  const after = tokens.findIndex((t, i) => t.text === '后' && i > item && i < at && has(tokens[i - 1], 'completes'));
  if (after < 0) return false;
  const reached = (t: Token): boolean => has(t, 'already', 'present') || t.text === '了' || t.time?.kind === 'asof';
  const isPast = tokens
    .slice(0, at)
    .some((t) => t.time?.kind === 'period' && (t.time.period ?? '') < published.slice(0, 4));
  return !isPast && !tokens.slice(after, at).some(reached);
}

/** 最低气温将降至…: nobody plans the weather. */
function saysWeather(tokens: readonly Token[], i: number): boolean {
  for (let k = i - 1; k >= 0 && k > i - 8 && tokens[k]?.text !== '，'; k--) if (has(tokens[k], 'weather')) return true;
  // 将出现7—9级阵风, 将有80毫米强降雨
  for (let k = i + 1; k < tokens.length && k < i + 7 && tokens[k]?.kind !== 'mark'; k++)
    if (has(tokens[k], 'weather')) return true;
  return false;
}

/** 计划投资50亿元, 计划投资达50亿元. */
const isSum = (tokens: readonly Token[], i: number): boolean =>
  tokens[has(tokens[i + 1], 'copula') ? i + 2 : i + 1]?.kind === 'quantity';

/** 今年…要为1000家企业…: 要 with a verb or preposition after it, in a clause about this year or one to come. */
function isYearsTask({ tokens, state }: Reading, i: number): boolean {
  if (state.published === null || !/^[vdp]/.test(tokens[i + 1]?.tag ?? '')) return false;
  for (let k = i - 1; k >= 0; k--) {
    const t = tokens[k];
    if (t === undefined || isClauseMark(t) || t.kind === 'quantity') return false;
    if (t.time?.kind === 'period' && /^\d{4}$/.test(t.time.period ?? ''))
      return (t.time.period ?? '') >= state.published.slice(0, 4);
  }
  return false;
}

/** 预期指数, 市场预期: a noun, not somebody's forecast. */
function namesForecast(tokens: readonly Token[], i: number): boolean {
  const t = tokens[i] as Token;
  const next = tokens[i + 1];
  // 高于预期，…: what somebody had expected.
  if (has(t, 'forecast-noun') && next?.kind === 'mark' && has(tokens[i - 1], 'exceeds', 'than')) return true;
  // 增长预期从1.7%下调至1.4%
  if (
    has(t, 'forecast-noun') &&
    has(tokens[i - 1], 'growth-noun', 'rise') &&
    has(next, 'from', 'arrive', 'rise', 'fall')
  )
    return false;
  if (has(t, 'forecast-noun')) return next === undefined || isNoun(next) || isNoun(tokens[i - 1] ?? t);
  // 该研究所预测是萎缩0.3%: somebody's.
  if (has(t, 'forecast-result') && (has(tokens[i - 1], 'organisation') || tokens[i - 1]?.text === '此前')) return false;
  if (has(t, 'forecast-result'))
    return next === undefined || has(next, 'arrive', 'rise', 'fall', 'copula', 'result-noun');
  return false;
}

/** Whether a word of plans plans nothing here. */
function namesTarget(tokens: readonly Token[], i: number): boolean {
  const t = tokens[i] as Token;
  // 22秒就能将尾气转化为燃料: what is moved.
  if (t.text === '将' && has(tokens[i - 1], 'can')) return true;
  if (/^(将|还将|也将|又将)$/.test(t.text))
    return !isAhead(tokens, i) || listsObject(tokens[i + 1]) || movesObject(tokens, i);
  // 按照计划，…: what follows is planned.
  if (has(t, 'plan-noun') && has(tokens[i - 1], 'cites') && tokens[i + 1]?.text === '，') return false;
  // 规划了20个安置点, 规划建设了20所学校: it is done.
  if (has(t, 'plan-noun') && tokens.slice(i + 1, i + 3).some(({ text }) => text === '了')) return true;
  // 16家规划编制团队: part of what is counted.
  if (has(t, 'plan-noun') && tokens[i - 1]?.kind === 'quantity') return true;
  // 为了确保…: what it was done for.
  if (t.text === '确保') return /^为了?$/.test(tokens[i - 1]?.text ?? '');
  return has(t, 'plan-noun') && !governs(tokens, i);
}

/** Whether 将 says what is ahead: before a noun it only moves the object forward. */
function isAhead(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i + 1];
  return (
    next !== undefined &&
    next.kind !== 'quoted' &&
    // 将超过500亿元: the modifier is part of the number.
    ((next.quantity !== undefined && next.quantity.outerStart < next.quantity.start) ||
      /^[vdp]/.test(next.tag) ||
      has(next, 'copula', 'forecast', 'drop', 'adjunct') ||
      // 将重点推进: a noun that stands as an adverb.
      (isNoun(next) && next.text.length === 2 && has(tokens[i + 2], 'act')) ||
      has(next, 'manner'))
  );
}

/** 将包括雪山在内的6处区域纳入规划: what is listed is the object. */
const listsObject = (next: Token | undefined): boolean => has(next, 'includes');

/** 将门诊从15间扩到25间, 将上下游20家企业连成…: a noun between 将 and the number or where it starts from is what was changed. */
function movesObject(tokens: readonly Token[], i: number): boolean {
  const object = tokens[i + 1];
  if (object?.kind === 'word' && /^[nsf]/.test(object.tag) && tokens[i + 2]?.kind === 'quantity') return true;
  for (let k = i + 1; k < tokens.length; k++) {
    const t = tokens[k];
    if (t === undefined || t.kind === 'mark' || t.kind === 'quantity') return false;
    if (has(t, 'from')) return tokens.slice(i + 1, k).some((u) => u.kind === 'word' && /^n/.test(u.tag));
  }
  return false;
}

/** Whether a noun-like plan word is a verb here: a verb, number or adverb follows it. */
function governs(tokens: readonly Token[], i: number): boolean {
  // 计划日均减产: a word that depends on the verb stands between.
  const next = tokens[has(tokens[i + 1], 'dependent') ? i + 2 : i + 1];
  if (next === undefined) return false;
  // 计划总投资同比增长8%: how the sum that is planned has grown.
  if (next.text === '总' && has(tokens[i + 3], 'base', 'than', 'rise', 'fall')) return false;
  // 计划新开工…: 计划 is a noun only before a noun, or where its phrase ends.
  if (tokens[i]?.text === '计划') {
    const ends = next.kind === 'mark' || next.text === '的' || has(next, 'adjunct-end');
    return !ends && next.tag !== 'n' && (has(next, 'adjunct') || !has(next, 'copula'));
  }
  return next.kind === 'quantity' || /^[vd]/.test(next.tag) || has(next, 'copula', 'act');
}

/** Whether nothing but times and words that stand before a noun stand there. */
const nounsAfter = (tokens: readonly Token[], from: number, to: number): boolean =>
  tokens
    .slice(from, to)
    .every((t) => t.kind === 'time' || isNoun(t) || has(t, 'forecast-noun') || /^[bjt]/.test(t.tag));

const SETS = /^(?:确定|设定|定|设|调整)为?$/;

/** What the words after the number (将用于…) and a time still ahead say of its status. */
export function statusOf(reading: Reading, clause: Clause, at: number, period: string | null): Status {
  if (reading.status !== 'actual') return reading.status;
  const { tokens } = reading;
  // 造林任务不低于3万亩, 目标确定为5%
  let before = at - 1;
  while (before > clause.first && (has(tokens[before], 'copula') || SETS.test(tokens[before]?.text ?? ''))) before--;
  if (before >= clause.first && has(tokens[before], 'goal')) {
    // 高于年度任务1.1%, 完成任务36亿元: what was done is set against it.
    const measured = tokens.slice(clause.first, at).some((t) => has(t, 'exceeds', 'than', 'complete'));
    // 大型任务超过了100项
    const done = tokens.slice(before, at + 1).some(({ text }) => text.includes('了'));
    if (!measured && !done) return 'target';
  }
  // 完成任务（12万公里）的91%
  if (tokens[at - 1]?.text === '（' && has(tokens[at - 2], 'goal')) return 'target';
  for (let i = at + 1; i <= clause.last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity') break;
    // 1100万人的目标, 1100万人的全年预期目标
    if (i <= at + 4 && has(t, 'goal') && tokens[at + 1]?.text === '的' && nounsAfter(tokens, at + 2, i)) {
      // 已完成83%的建设任务
      const done =
        tokens[at]?.quantity?.dimension === 'percent' && tokens.slice(clause.first, at).some((u) => has(u, 'complete'));
      if (!done) return 'target';
    }
    // 最后两处阻断点预计将于今晚打通; what has a number of its own is foreseen alone.
    if (has(t, 'forecast') && !namesForecast(tokens, i))
      return tokens.slice(i, clause.last + 1).some((u) => u.kind === 'quantity') ? 'actual' : 'forecast';
    if (has(t, 'will-at')) return 'target';
    if (t.text === '将' && has(tokens[i - 1], 'can')) break;
    // 98%的受访者认为通胀将居高不下: so many have said so.
    if (has(t, 'opinion')) break;
    if (has(t, 'will') && (/^[vdp]/.test(tokens[i + 1]?.tag ?? '') || has(tokens[i + 1], 'manner'))) return 'target';
  }
  if (isOfFinishedWorks(reading, at)) return 'target';
  const { published } = reading.state;
  const isAhead = published !== null && period !== null && periodBounds(period).start > published;
  // 提前下达2025年资金40亿元: the money has been given.
  if (!isAhead || tokens.slice(0, at).some((t) => has(t, 'hands-out'))) return 'actual';
  return saysWeather(tokens, at) ? 'forecast' : 'target';
}
