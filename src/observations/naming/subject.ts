// The subject of a clause that has no number, for the clauses after it.
import type { Part } from '../model.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { afterReport, withoutAdjuncts } from './adjuncts.js';
import { afterOpener } from './before.js';
import { clean, isDropped, trim } from './parts.js';

/** Index of the word that opens 与…相比, or -1. */
export function comparedFrom(tokens: readonly Token[], from: number, last: number): number {
  if (!/^相[比较]$/.test(tokens[last]?.text ?? '')) return -1;
  for (let i = last - 1; i >= from; i--) if (/^(与|同|和|跟|比)$/.test(tokens[i]?.text ?? '')) return i;
  return -1;
}

/** The subject of a clause without a number: its first noun phrase. */
export function subjectOf(tokens: readonly Token[], from: number, last: number): Part[] {
  // 受节日影响，面对压力，通过改造，: how it came about is no subject. 产量与去年相比，: what stands before the base is.
  let opener = from;
  while (opener <= last && /^(mark|time)$/.test(tokens[opener]?.kind ?? '')) opener++;
  if (opener <= last && has(tokens[opener], 'adjunct')) return [];
  // 像这样的工业园区: the one that was told of stands for all like it.
  const like = /^像$/.test(tokens[opener]?.text ?? '') ? tokens.findIndex((t, i) => i > opener && t.text === '的') : -1;
  if (like > 0 && like < opener + 6 && like < last) return subjectOf(tokens, like + 1, last);
  // 青藏高原是…的发源地: what a place is is not what is measured of it.
  if (opener < last && tokens[opener]?.kind === 'place' && tokens[opener + 1]?.text === '是') return [];
  const based = comparedFrom(tokens, from, last);
  if (based >= 0) return subjectOf(tokens, from, based - 1);
  // 今年在冷链方面的投入，…: a clause that is one noun phrase with 的.
  const closing = tokens[last];
  if (
    closing !== undefined &&
    tokens[last - 1]?.text === '的' &&
    closing.kind === 'word' &&
    /^[nv]/.test(closing.tag)
  ) {
    let start = from;
    while (
      start < last &&
      (isDropped(tokens[start] as Token) || has(tokens[start], 'adjunct') || tokens[start]?.kind === 'mark')
    )
      start++;
    // 受到市民的欢迎: what happens to a subject that was named before.
    if (has(tokens[start], 'undergoes')) return [];
    return clean(tokens.slice(start, last + 1));
  }
  // 由芦苇、湿地组成的候鸟乐园: what it is made of is no subject.
  const start = afterOpener(tokens, afterReport(tokens, from, last + 1), last + 1);
  const parts = clean(withoutAdjuncts(tokens.slice(start, last + 1)));
  const head = parts[0];
  if (head === undefined || has(head.token, 'adjunct', 'predicate')) return [];
  // 来此过冬的野鸭越来越多: a clause about the noun.
  const close = tokens.findIndex((t, i) => i > start && i <= last && t.text === '的');
  const noun = close > 0 ? tokens[close + 1] : undefined;
  if (isVerb(head.token) && noun?.kind === 'word' && /^n/.test(noun.tag) && close + 2 < last)
    return subjectOf(tokens, close + 1, last);
  // 租赁和商务服务业: a verb that only names a trade.
  if (isVerb(head.token)) return /业$/.test(parts.at(-1)?.text ?? '') && parts.length <= 6 ? parts : [];
  const led = new Set<number>();
  for (let i = from; i < last; i++)
    if (has(tokens[i], 'drop', 'target') && !has(tokens[i], 'attributive')) led.add(tokens[i]?.end ?? 0);
  let end = 1;
  for (; end < parts.length; end++) {
    const t = parts[end]?.token;
    if (t === undefined) break;
    // 旅游对就业增长的贡献率: what moved is a part of the noun.
    if (has(t, 'rise', 'fall') && parts[end + 1]?.text === '的' && end + 2 < parts.length) continue;
    if (has(t, 'predicate', 'rise', 'fall', 'arrive')) break;
    // 基地计划进一步改造升级: what stands before the verb and is in no name makes it a predicate.
    if (isVerb(t) && led.has(t.start)) break;
    // 装备制造和汽车制造相关需求: between nouns it is a part of their compound.
    const then = parts[end + 1];
    if (isVerb(t) && !(then !== undefined && (isNoun(then.token) || /^(和|、|及|相关)$/.test(then.text)))) break;
    const next = parts[end + 1]?.token;
    if (
      t.kind === 'word' &&
      /^(p|a|ad|z)$/.test(t.tag) &&
      !(next !== undefined && (next.tag.startsWith('n') || next.kind === 'mark'))
    )
      break;
  }
  return trim(parts.slice(0, end));
}
