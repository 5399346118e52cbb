// A sentence's tokens cut into clauses, at the marks outside of brackets.
import { isClauseMark, type Token } from './tokens.js';

/** Indexes of its first and last token. */
export interface Clause {
  first: number;
  last: number;
}

export function clausesOf(tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  let first = 0;
  let depth = 0;
  tokens.forEach((t, i) => {
    if (t.kind === 'mark') {
      if ('（('.includes(t.text)) depth++;
      else if ('）)'.includes(t.text) && depth > 0) depth--;
    }
    if (depth === 0 && isClauseMark(t)) {
      if (i > first) clauses.push({ first, last: i - 1 });
      first = i + 1;
    }
  });
  if (first < tokens.length) clauses.push({ first, last: tokens.length - 1 });
  return clauses;
}

/** The clause that holds the token; undefined for a mark between two. */
export const clauseAt = (clauses: readonly Clause[], at: number): Clause | undefined =>
  clauses.find((c) => at >= c.first && at <= c.last);

/** Whether the token opens an item about another place: …；在甘肃，… What was said before ； holds no longer. */
export function opensItem(tokens: readonly Token[], i: number): boolean {
  const t = tokens[i];
  if (t === undefined || tokens[i - 1]?.text !== '；') return false;
  const place = (t.text === '在' ? tokens[i + 1] : t)?.place;
  return place !== undefined && place.own === null;
}
