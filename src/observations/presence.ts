// Which of the elements that frames ask for stand in a clause, and where: gone through once for all its numbers. Nearly all
// frames need a word that the clause does not have, and are never matched.
import type { Clause } from './clauses.js';
import { KINDS, type Pattern } from './pattern.js';
import type { Token } from './tokens.js';

/** What a pattern needs on either side of its quantity, as numbers of elements. */
export interface Needs {
  left: readonly number[];
  right: readonly number[];
}

export interface Presence {
  needsOf(pattern: Pattern): Needs;
  /** Looks at the clause, unless it was the last that was looked at. */
  look(tokens: readonly Token[], clause: Clause): void;
  /** Whether the clause has what is needed around the token at `at`. Says yes too often, never no. */
  has(needs: Needs, at: number): boolean;
}

export function createPresence(): Presence {
  const numbers = new Map<string, number>();
  // The elements that a token may be, by what is asked of it.
  const byClass = new Map<string, number[]>();
  const byText = new Map<string, number[]>();
  const byKind = new Map<string, number[]>();
  /** By number of the element: where in the clause it stands first and last. */
  const first: number[] = [];
  const last: number[] = [];

  const numberOf = (source: string): number => {
    const known = numbers.get(source);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(source, number);
    for (const part of source.split('|')) {
      const [table, key] = part.startsWith('@') ? [byClass, part.slice(1)] : [part in KINDS ? byKind : byText, part];
      table.set(key, [...(table.get(key) ?? []), number]);
    }
    return number;
  };

  const mark = (elements: readonly number[] | undefined, at: number): void => {
    if (elements === undefined) return;
    for (const number of elements) {
      if ((first[number] as number) < 0) first[number] = at;
      last[number] = at;
    }
  };

  /** What a token is by its kind and part of speech: there are few of these. */
  const ofKinds = new Map<string, Map<string, readonly number[]>>();
  const ofKind = (token: Token): readonly number[] => ofKinds.get(token.kind)?.get(token.tag) ?? meet(token);
  const meet = (token: Token): readonly number[] => {
    const elements = [...byKind].flatMap(([kind, numbers]) => (KINDS[kind]?.(token) === true ? numbers : []));
    const byTag = ofKinds.get(token.kind) ?? new Map<string, readonly number[]>();
    ofKinds.set(token.kind, byTag.set(token.tag, elements));
    return elements;
  };

  let seen: readonly Token[] | null = null;
  let from = 0;
  return {
    needsOf: ({ needs }) => ({ left: needs.left.map(numberOf), right: needs.right.map(numberOf) }),
    look(tokens, clause) {
      if (seen === tokens && from === clause.first) return;
      seen = tokens;
      from = clause.first;
      for (let number = 0; number < numbers.size; number++) first[number] = last[number] = -1;
      for (let i = clause.first; i <= clause.last; i++) {
        const token = tokens[i];
        if (token === undefined) continue;
        mark(byText.get(token.text), i);
        if (token.lexeme !== null) for (const name of token.lexeme.classes) mark(byClass.get(name), i);
        if (token.plain !== null) for (const name of token.plain.classes) mark(byClass.get(name), i);
        if (token.kind !== 'mark' && token.kind !== 'quantity') mark(ofKind(token), i);
      }
    },
    has({ left, right }, at) {
      for (const number of left) {
        const there = first[number] as number;
        if (there < 0 || there >= at) return false;
      }
      for (const number of right) if ((last[number] as number) <= at) return false;
      return true;
    },
  };
}
