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

  /** What one step may begin with; `open`: more of it may come after these. */
  const ofStep = (step: Step): { words: Iterable<string>; open: boolean } => {
    if (step.is === 'text') return { words: step.words, open: false };
    if (step.is === 'words') return { words: Object.keys(rules.words[step.set] ?? {}), open: false };
    if (step.is === 'number') return { words: NUMBER_STARTS, open: true };
    if (step.is === 'gap') return { words: [ANY], open: true };
    const { chars, words } = terms.get(step.term) ?? nothing();
    const numbers = [...chars].filter((char) => NUMBER_STARTS.includes(char));
    return { words: [...words, ...numbers], open: true };
  };

  /** The first characters of what steps match, `length` of them where so many are certain. */
  const beginningsOf = (steps: readonly Step[], length: number): Beginnings => {
    const all = new Set<string>();
    let heads = new Set([ANY]);
    for (const step of steps) {
      const { words, open } = ofStep(step);
      const longer = new Set(step.is !== 'gap' && step.optional ? heads : []);
      for (const head of heads)
        for (const word of words) {
          const beginning = (head + word).slice(0, length);
          if (open || beginning.length === length) all.add(beginning);
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
      for (const word of inner?.words ?? beginningsOf(steps, OF_WORD)) {
        starts.words.add(word);
        starts.chars.add(word.charAt(0));
      }
      if (inner === undefined) continue;
      unite(starts.chars, inner.chars);
      unite(starts.afterNumber, inner.afterNumber);
      unite(starts.afterYear, inner.afterYear);
    }
    terms.set(name, starts);
    return starts;
  };
  return { addTerm, beginningsOf };
};

const nothing = (): Starts => ({ chars: new Set(), words: new Set(), afterNumber: new Set(), afterYear: new Set() });
