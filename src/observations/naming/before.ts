// The name before a number: its words less who reports, what moves an object forward, and bases of comparison.
import type { Clause } from '../clauses.js';
import type { Part } from '../model.js';
import type { Reading } from '../reading.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { afterReport, withoutAdjuncts } from './adjuncts.js';
import { hasContent } from './content.js';
import { asPart, clean, isDeed, isDropped, LONG, textOf } from './parts.js';

/** The name in the clause's words before `limit` that no number has used yet. */
export function leftOf(reading: Reading, clause: Clause, limit: number): Part[] {
  const { tokens, free, out } = reading;
  const from = Math.max(clause.first, free);
  const parts =
    afterGap(tokens, from, limit) ?? withoutCounted(tokens, from, nameBefore(tokens, from, limit, out.length > 0));
  return parts.length > 0 ? withInner(reading, clause, from, parts) : parts;
}

/** Shortest name that the words after a gap are without those before it: 总投资, 客流量 need them. */
const OWN_NAME = 6;
/** The same where those before it have a verb. */
const SHORT_NAME = 3;

/** 专项检查启动 发现并整改问题隐患1000条: what the second half of a headline says itself, or null where it needs the first. */
function afterGap(tokens: readonly Token[], from: number, limit: number): Part[] | null {
  let gap = limit - 1;
  while (gap > from && !(tokens[gap]?.kind === 'mark' && tokens[gap]?.text.trim() === '')) gap--;
  if (gap <= from) return null;
  const parts = nameBefore(tokens, gap + 1, limit, true);
  // 春灌全面展开 灌溉面积1.2亿亩: the first half is a sentence of its own.
  const told = tokens.slice(from, gap).some((t) => isVerb(t) || t.tag === 'vn' || has(t, 'predicate'));
  return hasContent(parts) && textOf(parts).length >= (told ? SHORT_NAME : OWN_NAME) ? parts : null;
}

/** 280个乡镇的受益人口: the regions that the number before counts are not what this one measures. */
function withoutCounted(tokens: readonly Token[], from: number, parts: Part[]): Part[] {
  const counted = tokens[from - 1]?.kind === 'quantity' && has(parts[0]?.token, 'region-noun');
  if (!counted) return parts;
  // 在9个村建设600亩…: where it was done.
  if (parts.length === 2 && isDeed(parts[1]?.token) && !has(parts[1]?.token, 'measure-noun')) return parts.slice(1);
  return parts[1]?.text === '的' && parts.length > 2 ? parts.slice(2) : parts;
}

/**
 * 与其他14个成员国贸易额, 投资5000万元以上项目: the number before is a part of the noun phrase that names this one, so that
 * the phrase begins before it.
 * @param from index of the first token after that number's name
 * @param parts what stands after it
 */
function withInner({ tokens, out }: Reading, clause: Clause, from: number, parts: Part[]): Part[] {
  let at = from - 1;
  while (at >= clause.first && tokens[at]?.kind !== 'quantity') at--;
  const q = tokens[at]?.quantity;
  // Only what stands next to the number belongs to it.
  if (q === undefined || out.at(-1)?.quantity !== q || at < clause.first + 1) return parts;
  const next = tokens[at + 1];
  const noun = next?.text === '的' ? tokens[at + 2] : next;
  if (noun === undefined || noun.kind !== 'word' || !isNoun(noun) || parts[0]?.token !== noun) return parts;
  let start = at;
  while (start > clause.first && tokens[start - 1]?.kind !== 'quantity') start--;
  const before = tokens[at - 1];
  const bounded = q.outerEnd > q.end || (q.outerStart < q.start && next?.text === '的');
  const bound = bounded && q.dimension !== 'count' && q.dimension !== 'percent';
  if (!bound && !/^(的|其他|其它|其余)$/.test(before?.text ?? '')) return parts;
  const led = nameBefore(tokens, start, before?.text === '的' ? at - 1 : at, false);
  if (led.length === 0) return parts;
  const joint = bound ? [...led, asPart(tokens[at] as Token)] : [...led, asPart(before as Token)];
  const whole = [...joint, ...(next?.text === '的' ? [asPart(next)] : []), ...parts];
  return textOf(whole).length <= LONG ? whole : parts;
}

/**
 * The name in the tokens before a number.
 * @param from index of the first token that may belong to it
 * @param to index after the last
 * @param named whether the sentence has named a measure already: then what follows 比去年 is its base, not a name
 */
function nameBefore(tokens: readonly Token[], from: number, end: number, named: boolean): Part[] {
  // 像素密度超过每英寸400像素: for each of what.
  const to = tokens[end - 2]?.text === '每' && end - 2 > from ? end - 2 : end;
  const openers = [afterReport, afterCause, afterOpener, afterApposition, afterObjectMark, afterThis];
  // 补贴标准，由每户每月100元提高到…: what it moved from, of what was named before.
  if (end === to && movesFrom(tokens, from, end)) return [];
  const start = openers.reduce((begin, after) => after(tokens, begin, to), from);
  const said = withoutAspects(tokens.slice(afterMoment(tokens, start, to), to));
  const compared = withoutComparison(said, 0, said.length);
  if (compared !== null) return clean(withoutAdjuncts(compared));
  return withoutAgent(withoutCausing(clean(withoutAdjuncts(withoutBase(said, 0, said.length, named)))));
}

/** Whether 由 or 从 opens the clause, and the number is where something moved from. */
function movesFrom(tokens: readonly Token[], from: number, end: number): boolean {
  if (!has(tokens[from], 'from') || tokens[from - 1]?.kind !== 'mark' || tokens[end]?.kind !== 'quantity') return false;
  // 从甲地至乙地的时间从1小时缩短到…: between which places.
  for (let i = from + 1; i < end; i++)
    if (has(tokens[i], 'from') || /^[到至]$/.test(tokens[i]?.text ?? '')) return false;
  const next = tokens[end + 1];
  return has(next, 'arrive') || (has(next, 'rise', 'fall') && has(tokens[end + 2], 'to'));
}

/** 通车后两地车程, 退休前月收入: the deed that says when, before what is measured. */
function afterMoment(tokens: readonly Token[], start: number, end: number): number {
  for (let i = start + 1; i < end - 1 && i < start + 6; i++) {
    const t = tokens[i];
    if (t?.kind !== 'word' || !has(t, 'moment-end')) continue;
    const deed = tokens[i - 1] as Token;
    const acts = isVerb(deed) || has(deed, 'predicate');
    return acts && tokens[i + 1]?.text !== '的' && hasContent(clean(tokens.slice(i + 1, end))) ? i + 1 : start;
  }
  return start;
}

/** 从包裹中查出…, 从8日起停产…: index of the word that closes where or when it comes from, with a deed after it, or -1. */
function sourceEnd(tokens: readonly Token[], open: number): number {
  for (let i = open + 1; i < tokens.length - 1; i++) {
    const t = tokens[i];
    if (t === undefined || /^[到至]$/.test(t.text) || has(t, 'arrive')) return -1;
    const next = tokens[i + 1] as Token;
    if (!/^(中|里|内|起|开始)$/.test(t.text)) {
      // 从海外带回…
      if (i === open + 1 && tokens.length === i + 2 && isPlaceWord(t) && isVerb(next) && !has(next, 'rise', 'fall'))
        return i;
      continue;
    }
    let deed = i + 1;
    while (deed < tokens.length - 1 && isDropped(tokens[deed] as Token)) deed++;
    // 从货款中扣除800元: a bare verb says too little.
    const alone = tokens.slice(0, open).every((u) => has(u, 'loose-start'));
    if (alone && deed === tokens.length - 1) return -1;
    return isVerb(tokens[deed] as Token) || tokens[deed]?.tag === 'vn' || tokens.length === i + 2 ? i : -1;
  }
  return -1;
}

const isPlaceWord = (t: Token): boolean => t.kind === 'place' || t.tag === 's';

/** 从服务、政策等方面提出…: the tokens without the sides that something is seen from. */
function withoutAspects(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex((t) => t.text === '从');
  if (open < 0) return tokens;
  const close = tokens.findIndex((t, i) => i > open && has(t, 'aspect-end'));
  const end = close < 0 ? sourceEnd(tokens, open) : close;
  return end < 0 ? tokens : [...tokens.slice(0, open), ...tokens.slice(end + 1)];
}

/** 指导各地排查整改, 组织人员检修: index of the deed of those who are told, or -1. */
function toldEnd(tokens: readonly Token[], i: number, end: number): number {
  for (let j = i + 1; j <= i + 4 && j < end - 1; j++) {
    const t = tokens[j];
    if (t === undefined || t.kind === 'quantity' || t.kind === 'mark' || isVerb(t)) return -1;
    if (t.kind !== 'place' && (!has(t, 'acting-people') || has(t, 'person-pronoun'))) continue;
    let deed = j + 1;
    while (deed < end && isDropped(tokens[deed] as Token)) deed++;
    const next = tokens[deed];
    return next !== undefined && deed < end && (isVerb(next) || next.text === '对') ? deed : -1;
  }
  return -1;
}

/** 绿植让场馆的绿化率, 提出地区生产总值: who made it so, or set it as a goal, before what moved. */
function afterCause(tokens: readonly Token[], start: number, end: number): number {
  for (let i = end - 2; i >= start; i--) {
    const t = tokens[i];
    if (t?.kind !== 'word') continue;
    // 局地出现小时雨量…: where it was is not what was measured.
    if (has(t, 'exists') && i < end - 2 && has(tokens[end - 1], 'measure-end')) return i + 1;
    if (has(t, 'makes') && clean(tokens.slice(i + 1, end)).length > 0) return i + 1;
    const told = has(t, 'tells') ? toldEnd(tokens, i, end) : -1;
    if (told > 0) return told;
    if (t.text === '提出' && has(tokens[end], 'rise', 'fall', 'arrive')) return i + 1;
  }
  return start;
}

/** 由旧厂改造而成的展馆, 经口岸通行的班列, 反映景气的指数, 像这样的公园, 位于湖边的粮库: a clause that opens with a preposition ends at its 的. */
export function afterOpener(tokens: readonly Token[], start: number, end: number): number {
  // 这座由水厂改造而成的展馆
  if (/^[这该此]$/.test(tokens[start]?.text ?? '') && tokens[start + 1]?.tag === 'q' && has(tokens[start + 2], 'from'))
    return afterOpener(tokens, start + 2, end);
  if (!has(tokens[start], 'from', 'epithet', 'clause-opener')) return start;
  const close = tokens.slice(start, end).findIndex((t) => t.text === '的');
  // 从县城到市区的时间: what is left must say of what it is.
  if (has(tokens[start], 'from') && !hasContent(clean(tokens.slice(start + close + 1, end)))) return start;
  return close > 1 && start + close < end - 1 ? start + close + 1 : start;
}

/** 冬小麦种植第一大县青山县麦播面积: what a place is noted for, before the place. */
function afterApposition(tokens: readonly Token[], start: number, end: number): number {
  for (let i = end - 2; i > start; i--) {
    const before = tokens[i - 1];
    if (tokens[i]?.place?.own !== null || before?.kind !== 'word' || !has(before, 'region-noun', 'place-title'))
      continue;
    return i;
  }
  return start;
}

/** 将经济增长预期由…上调: 将 before a noun only moves the object forward. */
function afterObjectMark(tokens: readonly Token[], start: number, end: number): number {
  for (let i = end - 2; i >= start; i--) {
    const next = tokens[i + 1];
    if (tokens[i]?.text !== '将' || next === undefined || next.kind === 'quoted') continue;
    if (isNoun(next) || next.kind === 'time') return i + 1;
  }
  return start;
}

/** 对这片面积达…的街区: what is done with it, before the thing that the number is of. */
function afterThis(tokens: readonly Token[], start: number, end: number): number {
  for (let i = end - 2; i > start; i--)
    if (/^[这该此]$/.test(tokens[i]?.text ?? '') && /^(对|把|将|在|为|由|从|给|向)$/.test(tokens[i - 1]?.text ?? ''))
      return tokens[i + 1]?.tag === 'q' && i + 2 < end ? i + 2 : i + 1;
  return start;
}

/** 与去年相比: the tokens without the whole phrase, or null where there is none. */
function withoutComparison(tokens: readonly Token[], start: number, end: number): Token[] | null {
  const openers: number[] = [];
  for (let i = start; i < end; i++) {
    const text = tokens[i]?.text ?? '';
    if (/^(与|同|和|跟|比)$/.test(text)) openers.push(i);
    if (!/^(相比|相较|比较)$/.test(text) || openers.length === 0) continue;
    // 零售和餐饮销售额与去年春节相比: the one that a time follows, if one does.
    const open = openers.findLast((k) => tokens[k + 1]?.kind === 'time') ?? openers[0] ?? i;
    const before = tokens.slice(start, open);
    const after = tokens.slice(i + 1, end);
    return clean(before).length > 0 ? [...before, ...after] : after;
  }
  return null;
}

/** 产量比去年, 气温由…: the base of a comparison and what it is reckoned from are no part of the name. */
function withoutBase(tokens: readonly Token[], start: number, end: number, named: boolean): Token[] {
  for (let i = start; i < end; i++) {
    const t = tokens[i];
    if (t === undefined) continue;
    const next = tokens[i + 1];
    // 附加值较高的商品: of degree, not of comparison.
    const degree = next?.tag === 'a' && tokens[i + 2]?.text === '的';
    const opensBase =
      has(t, 'than') &&
      !degree &&
      !(i === start && tokens.slice(i, end).some((x) => x.text === '相比' || x.text === '相较'));
    if (opensBase && (t.text !== '同' || next?.kind === 'time')) {
      const before = tokens.slice(start, i);
      if (clean(before).length > 0) return before;
      return next?.kind === 'time' && !named ? tokens.slice(i + 2, end) : [];
    }
    if (
      has(t, 'from') &&
      i > start &&
      (!(next !== undefined && isVerb(next)) || closesSource(tokens, i, end)) &&
      hasSubject(clean(tokens.slice(start, i)))
    ) {
      const deed = closesSource(tokens, i, end) ? -1 : deedFrom(tokens, i + 2, end);
      return deed < 0 ? tokens.slice(start, i) : [...tokens.slice(start, i), ...tokens.slice(deed, end)];
    }
  }
  return tokens.slice(start, end);
}

/** 每年可: no subject. */
const hasSubject = (parts: readonly Part[]): boolean => parts.some((p) => !has(p.token, 'dependent'));

/** 从海外带回, 从沙地里长出: index of the verb after the source, where it governs the number, or -1. */
function deedFrom(tokens: readonly Token[], from: number, end: number): number {
  const close = tokens.findIndex((t, i) => i >= from && i < end && t.tag === 'f' && has(t, 'adjunct-end'));
  for (let i = Math.max(from, close); i < end; i++) {
    const t = tokens[i];
    if (t === undefined || /^[到至的]$/.test(t.text) || has(t, 'rise', 'fall', 'arrive', 'to')) return -1;
    if (isVerb(t) && t.text.length > 1 && !has(t, 'copula', 'nominal', 'compounding')) return i;
  }
  return -1;
}

/** Whether 由 or 从 opens a starting point that reaches up to the number: 由发现之初的7只. */
function closesSource(tokens: readonly Token[], from: number, to: number): boolean {
  let end = to;
  // 由开通初期的日均3班: how often, before the number.
  if (has(tokens[end - 1], 'pace')) end--;
  const last = tokens[end - 1];
  return last !== undefined && end - from > 2 && (last.text === '的' || last.kind === 'time');
}

/** 强震造成的遇难人数: what caused it is not what was counted, where that says enough. */
function withoutCausing(parts: Part[]): Part[] {
  const cause = parts.findLastIndex((p, i) => has(p.token, 'cause') && parts[i + 1]?.text === '的');
  const rest = cause < 0 ? parts : parts.slice(cause + 2);
  return textOf(rest).length > 2 && has(rest.at(-1)?.token, 'measure-end') ? rest : parts;
}

/** 劳动监察机构查处欠薪案件, 两部门紧急下达资金, 政企合力发放消费券: who acts is not what was measured. */
function withoutAgent(parts: Part[]): Part[] {
  const bracket = parts.findIndex((p) => '（('.includes(p.text));
  const end = bracket < 0 ? parts.length : bracket;
  for (let i = Math.min(end - 3, 8); i >= 0; i--) {
    const deed = deedAfter(parts, i);
    if (deed > 0) return parts.slice(deed);
  }
  return parts;
}

/** Index of the verb whose agent ends at part `i`, or 0. */
function deedAfter(parts: readonly Part[], i: number): number {
  let at = i + 1;
  let together = false;
  const listed = parts[at]?.text === '等';
  if (listed) at++;
  while (at < parts.length - 2 && parts[at] !== undefined && saysHow(parts[at] as Part)) {
    together ||= has(parts[at]?.token, 'jointly');
    at++;
  }
  const agent = parts[i]?.token;
  const institution =
    has(agent, 'organisation', 'agency') ||
    (agent?.kind === 'word' &&
      isNoun(agent) &&
      // 等 after a list shows it of more, and of shorter ones.
      agent.text.length > (listed ? 1 : 2) &&
      has(agent, listed ? 'acting-body' : 'office'));
  // …等对重点人群上门服务: for whom it was done stays.
  if (institution && listed && /^(对|向|为|给)$/.test(parts[at]?.text ?? '')) return at;
  const verb = parts[at]?.token;
  if (verb === undefined || !isVerb(verb) || has(verb, 'copula') || (together && parts[at + 1]?.text === '的'))
    return 0;
  return together || institution ? at : 0;
}

const saysHow = ({ token }: Part): boolean => has(token, 'jointly') || /^(a|d|ad)$/.test(token.tag);
