// What a pattern may begin with: precomputed, so that most places of a text are passed without trying any pattern.
import type { CompiledPeriodRules, Step } from './model.js';
import { NUMBER_STARTS } from './numbers.js';

/** Beginnings of texts: characters, after the last of which any may follow, or the end. */
export type Beginnings = ReadonlySet<string>;

/** What the patterns of a term may begin with. Says too much, never too little. */
export interface Starts {
  /** First characters. */
  chars: Set<string>;
  /** Up to three characters of those that do not begin with a number. */
  words: Set<string>;
  /** Up to two characters after a number that begins them; with four digits, after a year. */
  afterNumber: Set<string>;
  afterYear: Set<string>;
}

/** Characters of a word that are looked at, and those of what follows a number or a term. */
const OF_WORD = 3;
export const OF_NEXT = 2;

/** Any character may come first, or none. */
export const ANY = '';

const unite = <T>(into: Set<T>, from: Iterable<T>): void => {
  for (const x of from) into.add(x);
};

/** Works out what steps may begin with, given the same of the terms above. */
export const createStarts = (rules: CompiledPeriodRules) => {
  const terms = new Map<string, Starts>();
  const sets = new Map(Object.entries(rules.words).map(([set, words]) => [set, Object.keys(words)]));
  const wordsOf = (step: Step | undefined): readonly string[] =>
    step?.is === 'text' ? step.words : step?.is === 'words' ? (sets.get(step.set) ?? []) : [];

  /** The first characters of what steps match, `length` of them where so many are certain. */
  const beginningsOf = (steps: readonly Step[], length: number): Beginnings => {
    const all = new Set<string>();
    let heads = new Set([ANY]);
    for (const step of steps) {
      if (step.is === 'gap') break;
      const longer = new Set(step.optional ? heads : []);
      // What goes on in hundreds of ways is left open.
      for (const head of heads)
        if (head !== ANY && (step.is === 'number' || step.is === 'term')) all.add(head);
        else if (step.is === 'number') unite(all, NUMBER_STARTS);
        else if (step.is === 'term') unite(all, terms.get(step.term)?.chars ?? []);
        else
          for (const word of wordsOf(step)) {
            const beginning = (head + word).slice(0, length);
            if (beginning.length === length) all.add(beginning);
            else longer.add(beginning);
          }
      heads = longer;
      if (heads.size === 0) return all;
    }
    unite(all, heads);
    return all;
  };

  /**
   * To be called for each term in order.
   * @param patterns without optional steps at their beginnings
   */
  const addTerm = (name: string, patterns: readonly (readonly Step[])[]): Starts => {
    const starts = nothing();
    for (const steps of patterns) {
      const [lead, ...rest] = steps;
      if (lead?.is === 'number') {
        unite(starts.chars, NUMBER_STARTS);
        unite(lead.of === 'yyyy' ? starts.afterYear : starts.afterNumber, beginningsOf(rest, OF_NEXT));
        continue;
      }
      const inner = lead?.is === 'term' ? terms.get(lead.term) : undefined;
      if (inner !== undefined) {
        unite(starts.chars, inner.chars);
        unite(starts.words, inner.words);
        unite(starts.afterNumber, inner.afterNumber);
        unite(starts.afterYear, inner.afterYear);
        continue;
      }
      for (const word of wordsOf(lead)) {
        starts.chars.add(word.charAt(0));
        if (word.length > 1) starts.words.add(word.slice(0, OF_WORD));
        else for (const next of beginningsOf(rest, 1)) starts.words.add(word + next);
      }
    }
    terms.set(name, starts);
    return starts;
  };
  /** What may come after a character that begins a pattern whose first step has words: two characters, as far as they are certain. */
  const beginningsAfter = (first: string, [lead, ...rest]: readonly Step[]): Beginnings => {
    const words = wordsOf(lead).filter((word) => word.startsWith(first));
    const after = { is: 'text', words: words.map((word) => word.slice(first.length)), optional: false } as const;
    return beginningsOf([after, ...rest], OF_NEXT);
  };

  return { addTerm, beginningsOf, beginningsAfter, wordsOf };
};

const nothing = (): Starts => ({ chars: new Set(), words: new Set(), afterNumber: new Set(), afterYear: new Set() });
