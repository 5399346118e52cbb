// The name before a number: its words less who reports, what moves an object forward, and bases of comparison.
import type { Clause } from '../clauses.js';
import type { Part } from '../model.js';
import type { Reading } from '../reading.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { afterReport, withoutAdjuncts } from './adjuncts.js';
import { clean } from './parts.js';

/** The name in the clause's words before `limit` that no number has used yet. */
export function leftOf({ tokens, free, out }: Reading, clause: Clause, limit: number): Part[] {
  return nameBefore(tokens, Math.max(clause.first, free), limit, out.length > 0);
}

/**
 * The name in the tokens before a number.
 * @param from index of the first token that may belong to it
 * @param to index after the last
 * @param named whether the sentence has named a measure already: then what follows 比去年 is its base, not a name
 */
function nameBefore(tokens: readonly Token[], from: number, to: number, named: boolean): Part[] {
  const start = afterObjectMark(tokens, afterOpener(tokens, afterReport(tokens, from, to), to), to);
  const compared = withoutComparison(tokens, start, to);
  if (compared !== null) return clean(withoutAdjuncts(compared));
  return withoutAgent(clean(withoutAdjuncts(withoutBase(tokens, start, to, named))));
}

/** 由旧厂改造而成的展馆, 经口岸通行的班列: a clause that opens with a preposition ends at its 的. */
function afterOpener(tokens: readonly Token[], start: number, end: number): number {
  if (!has(tokens[start], 'from') && tokens[start]?.text !== '经') return start;
  const close = tokens.slice(start, end).findIndex((t) => t.text === '的');
  return close > 1 && start + close < end - 1 ? start + close + 1 : start;
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

/** 与去年相比: the tokens without the whole phrase, or null where there is none. */
function withoutComparison(tokens: readonly Token[], start: number, end: number): Token[] | null {
  for (let i = start; i < end; i++) {
    if (!/^(与|同|和|跟|比)$/.test(tokens[i]?.text ?? '')) continue;
    const close = tokens.slice(i, end).findIndex((u) => u.text === '相比' || u.text === '相较' || u.text === '比较');
    if (close <= 0) continue;
    const before = tokens.slice(start, i);
    const after = tokens.slice(i + close + 1, end);
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
    const opensBase =
      has(t, 'than') && !(i === start && tokens.slice(i, end).some((x) => x.text === '相比' || x.text === '相较'));
    if (opensBase && (t.text !== '同' || next?.kind === 'time')) {
      const before = tokens.slice(start, i);
      if (clean(before).length > 0) return before;
      return next?.kind === 'time' && !named ? tokens.slice(i + 2, end) : [];
    }
    if (
      has(t, 'from') &&
      i > start &&
      (!(next !== undefined && isVerb(next)) || closesSource(tokens, i, end)) &&
      clean(tokens.slice(start, i)).length > 0
    )
      return tokens.slice(start, i);
  }
  return tokens.slice(start, end);
}

/** Whether 由 or 从 opens a starting point that reaches up to the number: 由发现之初的7只. */
function closesSource(tokens: readonly Token[], from: number, to: number): boolean {
  const last = tokens[to - 1];
  return last !== undefined && to - from > 2 && (last.text === '的' || last.kind === 'time');
}

/** 劳动监察机构查处欠薪案件: who acts is not what was measured. */
function withoutAgent(parts: Part[]): Part[] {
  for (let i = Math.min(parts.length - 3, 5); i >= 0; i--) {
    const next = parts[i + 1]?.token;
    const verb = next !== undefined && /^(a|d|ad)$/.test(next.tag) ? parts[i + 2]?.token : next;
    if (has(parts[i]?.token, 'organisation', 'agency') && verb !== undefined && isVerb(verb) && !has(verb, 'copula'))
      return parts.slice(i + 1);
  }
  return parts;
}
