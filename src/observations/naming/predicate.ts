// The predicate after a counted noun, where it belongs to the name: 60所学校[损毁].
import type { Clause } from '../clauses.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { type Phrase, textOf } from './parts.js';
import { verbAfter } from './verbs.js';

/** Longest predicate that a counted noun takes into its name. */
const TAIL = 8;
/** The same where the noun is short, or only a part of something. */
const LONG_TAIL = 12;

/** @param part whether the number is a part of something: its predicate says which part */
export function predicateAfter(
  tokens: readonly Token[],
  clause: Clause,
  at: number,
  noun: Phrase,
  part: boolean,
): string {
  return causes(tokens, at)
    ? textOf(verbAfter(tokens, noun.end, clause.last).parts).slice(0, TAIL)
    : shortPredicate(tokens, clause, noun, part);
}

/** 造成上万户居民停电: what was caused is noun and verb together. */
function causes(tokens: readonly Token[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    const t = tokens[i];
    if (has(t, 'cause')) return true;
    if (t === undefined || !has(t, 'copula', 'drop')) return false;
  }
  return false;
}

/** 1591栋房屋、60所学校等建筑损毁: the short predicate that closes a list of counted things belongs to each. */
function shortPredicate(tokens: readonly Token[], clause: Clause, noun: Phrase, part: boolean): string {
  let i = noun.end;
  let t = tokens[i];
  // Over the rest of the list to its end.
  let steps = 0;
  while (
    t !== undefined &&
    i <= clause.last &&
    steps++ < 24 &&
    (t.text === '、' ||
      t.text === '和' ||
      t.kind === 'quantity' ||
      t.text === '等' ||
      (steps > 1 && isNoun(t) && !has(t, 'predicate')))
  )
    t = tokens[++i];
  if (t === undefined || i > clause.last) return '';
  while (
    t !== undefined &&
    i < clause.last &&
    (/^(d|ad)$/.test(t.tag) || has(t, 'drop', 'copula') || t.text === '全部')
  )
    t = tokens[++i];
  const long = part || textOf(noun.parts).length <= 3;
  if (t === undefined || !(has(t, 'predicate', 'act') || (long && isVerb(t)))) return '';
  const rest = verbAfter(tokens, i, clause.last);
  if (rest.end <= clause.last) return '';
  const text = textOf(rest.parts);
  if (
    rest.parts.some((p) => p.token.kind === 'place') ||
    /^(进行|作出|开展|做出|予以|给予)/.test(text) ||
    /^(进行|作出|开展|做出|予以|给予)$/.test(t.text)
  )
    return '';
  return text.length <= (long ? LONG_TAIL : TAIL) && !text.includes('的') ? text : '';
}
