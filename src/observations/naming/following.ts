// What follows a number, as the cases of naming by it ask for it.
import type { Quantity } from '../../quantities/index.js';
import type { Clause } from '../clauses.js';
import type { Part } from '../model.js';
import type { Reading } from '../reading.js';
import { beforeAspect, has, isNoun, isVerb, type Token } from '../tokens.js';
import { isDropped, type Named } from './parts.js';
import { verbBefore } from './verbs.js';

export interface Following {
  reading: Reading;
  clause: Clause;
  /** Index of the number's token. */
  at: number;
  quantity: Quantity;
  /** Whether the number is a share, so that what follows is its whole. */
  share: boolean;
  /** Index of the first word after the number that means something, and the word. */
  from: number;
  next: Token;
  /** Whether that word is of a predicate and not of a noun phrase. */
  acts: boolean;
  /** 的 stands before the word. */
  owned: boolean;
}

/** What follows is no name: ask no further. */
export const NO_NAME = 'no name';

/** One way in which what follows a number names it; null: the next one is asked. */
export type Case<T extends Following = Following> = (following: T) => Named | typeof NO_NAME | null;

/** Units of deeds: 8次加息. */
export const DEED_UNIT = /^(次|轮|起|回|度)$/;

/**
 * @param to index of the last token of the number's frame
 * @returns null where the clause ends with the number
 */
export function following(
  reading: Reading,
  clause: Clause,
  at: number,
  to: number,
  quantity: Quantity,
  share: boolean,
): Following | null {
  const { tokens } = reading;
  let from = Math.max(at, to) + 1;
  while (from <= clause.last && (saysNothing(tokens[from]) || saysHow(tokens, from, clause.last))) from++;
  // 35批次537件流失文物, 66条共658公里河道: two numbers of one thing.
  if (from <= clause.last && has(tokens[from], 'sums') && tokens[from + 1]?.kind === 'quantity') from++;
  const next = tokens[from];
  if (next === undefined || from > clause.last) return null;
  const passive = tokens.slice(at + 1, from).some((t) => t.text.endsWith('被'));
  const after = from < clause.last ? tokens[from + 1] : undefined;
  const adjective = /^(a|d|ad)$/.test(next.tag) && after !== undefined && isNoun(after) && after.tag !== 'vn';
  return {
    reading,
    clause,
    at,
    quantity,
    share,
    from,
    next,
    acts: passive || isVerb(next) || (/^(d|p|ad|a)$/.test(next.tag) && !adjective) || has(next, 'predicate'),
    owned: tokens[from - 1]?.text === '的',
  };
}

/** 的, a time, 已, 将, 正在, 其 … between the number and what it counts. */
const saysNothing = (t: Token | undefined): boolean =>
  t !== undefined &&
  (t.text === '的' ||
    t.kind === 'time' ||
    (t.text === '其' && t.tag === 'r') ||
    has(t, 'plain-adverb') ||
    (t.kind === 'word' &&
      /^(d|uz|ul|ug|p)$/.test(t.tag) &&
      has(t, 'copula', 'drop', 'target') &&
      t.text !== '为' &&
      t.text !== '在'));

/** 980人[全力]开展搜救, 4市[成功]创建…: what the dictionary takes for a noun, but says how the verb after it is done. */
const saysHow = (tokens: readonly Token[], i: number, last: number): boolean => {
  const next = i < last ? tokens[i + 1] : undefined;
  return has(tokens[i], 'drop') && /^[na]$/.test(tokens[i]?.tag ?? '') && next !== undefined && isVerb(next);
};

/** The verbs that govern the number. */
export const governors = ({ reading, clause, at }: Following): Part[] =>
  // 建起一处拥有360张床位的院区: the verb farther off governs who has them.
  has(reading.tokens[at - 1], 'holds') && has(reading.tokens[at - 1], 'copula') ? [] : ownVerbs(reading, clause, at);

/** 覆盖40个国家140个城市: of two numbers with nothing but a noun between, the verb governs both. */
function ownVerbs({ tokens, free }: Reading, clause: Clause, at: number): Part[] {
  const verbs = verbBefore(tokens, Math.max(clause.first, free), at);
  if (verbs.length > 0) return verbs;
  let i = at - 1;
  while (i > clause.first && tokens[i]?.kind === 'word' && isNoun(tokens[i] as Token) && !isVerb(tokens[i] as Token))
    i--;
  return i < at - 1 && tokens[i]?.kind === 'quantity' ? verbBefore(tokens, clause.first, i) : verbs;
}

/** 举行72小时的[罢工], 给予每亩100元[补助]: whether a verb before the number says no more than that there is a deed. */
export function isLight({ reading: { tokens }, clause, at }: Following): boolean {
  let i = at - 1;
  while (
    i > clause.first &&
    tokens[i]?.kind === 'word' &&
    (isDropped(tokens[i] as Token) || has(tokens[i], 'per', 'copula'))
  )
    i--;
  return has(tokens[i], 'proceeds');
}

/** Whether a relative clause with 的 begins after the number. */
export const isRelative = ({ reading, clause, from }: Following): boolean =>
  reading.tokens.slice(from, clause.last).some((t) => t.text === '的');

/** 用6天[时间再次]返回…, 15分钟[可]直达机场: index of what was done in that time, where words say that it takes it, or 0. */
export function timedDeed(tokens: readonly Token[], clause: Clause, at: number): number {
  let i = at + 1;
  if (/^(的|时间)$/.test(tokens[i]?.text ?? '')) i++;
  if (tokens[i]?.text === '时间') i++;
  if (has(tokens[i], 'enables')) return i < clause.last ? i : 0;
  if (!has(beforeAspect(tokens, at), 'needs-time')) return 0;
  while (i < clause.last && (tokens[i]?.tag === 'd' || (isDropped(tokens[i] as Token) && !has(tokens[i], 'to')))) i++;
  const deed = tokens[i];
  return i < clause.last && deed !== undefined && (isVerb(deed) || /^[把将]$/.test(deed.text)) ? i : 0;
}
