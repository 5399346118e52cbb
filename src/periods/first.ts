// What a pattern may begin with: precomputed, so that most places of a text are passed without trying any pattern.
import type { CompiledPeriodRules, Step } from './model.js';
import { NUMBER_STARTS } from './numbers.js';

/** What the patterns of a term, or a pattern, may begin with. */
export interface Starts {
  /** First characters. */
  chars: Set<string>;
  /** First two or three characters where they are known; a first character alone where any other may follow. */
  words: Set<string>;
  /** Characters that may follow a number that begins it; ANY where the pattern may end there. */
  afterNumber: Set<string>;
}

/** Characters of a word that are looked at. */
const LONGEST_START = 3;

/** Stands for any character, or the end. */
export const ANY = '';

const unite = <T>(into: Set<T>, from: Iterable<T>): void => {
  for (const x of from) into.add(x);
};

/** Works out what steps may begin with, given the same of the terms above. */
export const createStarts = (rules: CompiledPeriodRules) => {
  const terms = new Map<string, Starts>();

  /** First characters of steps; ANY among them where the steps may match nothing. */
  const charsOf = (steps: Step[]): Set<string> => {
    const chars = new Set<string>();
    for (const step of steps) {
      if (step.is === 'text') for (const w of step.words) chars.add(w.charAt(0));
      else if (step.is === 'words') for (const w of Object.keys(rules.words[step.set] ?? {})) chars.add(w.charAt(0));
      else if (step.is === 'number') unite(chars, NUMBER_STARTS);
      else if (step.is === 'term') unite(chars, terms.get(step.term)?.chars ?? []);
      else chars.add(ANY);
      if (step.is === 'gap' || !step.optional) return chars;
    }
    return chars.add(ANY);
  };

  /** Adds what steps may begin with; `done` are the terms that are in already. */
  const addSteps = (starts: Starts, steps: Step[], done: Set<string>): void => {
    for (const [i, step] of steps.entries()) {
      if (step.is === 'gap') break;
      if (step.is === 'number') unite(starts.afterNumber, charsOf(steps.slice(i + 1)));
      else if (step.is === 'term') {
        const inner = done.has(step.term) ? undefined : terms.get(step.term);
        done.add(step.term);
        unite(starts.words, inner?.words ?? []);
        unite(starts.afterNumber, inner?.afterNumber ?? []);
      } else {
        const words = step.is === 'text' ? step.words : Object.keys(rules.words[step.set] ?? {});
        for (const w of words)
          if (w.length > 1) starts.words.add(w.slice(0, LONGEST_START));
          else for (const c of charsOf(steps.slice(i + 1))) starts.words.add(w + c);
      }
      if (!step.optional) break;
    }
  };

  /** What one pattern may begin with, once all terms are in. */
  const startsOf = (steps: Step[]): Starts => {
    const starts: Starts = { chars: new Set(), words: new Set(), afterNumber: new Set() };
    addSteps(starts, steps, new Set());
    return starts;
  };

  /** To be called for each term in order, with the first characters of its patterns and the patterns. */
  const addTerm = (name: string, chars: Iterable<string>, patterns: Step[][]): Starts => {
    const starts: Starts = { chars: new Set(chars), words: new Set(), afterNumber: new Set() };
    const done = new Set<string>();
    for (const steps of patterns) addSteps(starts, steps, done);
    terms.set(name, starts);
    return starts;
  };
  return { addTerm, charsOf, startsOf };
};
