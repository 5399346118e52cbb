// Matches the compiled patterns at one place of a text. Terms nest but never recurse, and nothing repeats without a
// bound, so the work at a place is bounded by the rules, whatever the text.
import type { CompiledPeriodRules, CompiledRule, NumberClass, Step } from './model.js';
import { arabicDigit, arabicRunEnd, hanRunEnd, NUMBER_STARTS, readNumber } from './numbers.js';

/** A rule that matched, with what its named steps took: a number, a word's value, or an inner match. */
export interface Match {
  term: string;
  rule: CompiledRule;
  start: number;
  end: number;
  taken: Map<string, Taken>;
}
export type Taken = number | string | Match;

interface IndexedTerm {
  name: string;
  /** Patterns by the first character that they may match. */
  byFirst: Map<string, { rule: CompiledRule; steps: Step[] }[]>;
  memo: Map<number, Match | null>;
}

/** What may begin at a character: a word of some pattern, a number of some pattern. */
const WORD = 1;
const NUMBER = 2;

export interface Matcher {
  /** Forgets the text before; to be called for each text. */
  begin(text: string): void;
  /** The longest match of the last term at a place; among equals the rule written first. */
  at(place: number): Match | null;
  /** The first place from `from` on where a match may begin, or the text's length. */
  next(from: number): number;
}

const NO_GAP = new Set([...'，。；：！？、（）()《》“”,;!?\n', ...NUMBER_STARTS]);

export const createMatcher = (rules: CompiledPeriodRules): Matcher => {
  const vocabulary = new Map<string, Map<string, [string, number | string | null][]>>();
  for (const [set, words] of Object.entries(rules.words)) {
    const byFirst = new Map<string, [string, number | string | null][]>();
    for (const entry of Object.entries(words).sort((a, b) => b[0].length - a[0].length)) {
      const list = byFirst.get(entry[0].charAt(0));
      if (list) list.push(entry);
      else byFirst.set(entry[0].charAt(0), [entry]);
    }
    vocabulary.set(set, byFirst);
  }
  const terms = new Map<string, IndexedTerm>();
  /** For each term: characters that may follow a number that begins it. */
  const afterNumber = new Map<string, Set<string>>();
  const startsWithNumber = new Map<string, boolean>();
  const startsWithWord = new Map<string, Set<string>>();

  const firstOf = (steps: Step[]): Set<string> => {
    const first = new Set<string>();
    for (const step of steps) {
      if (step.is === 'text') for (const w of step.words) first.add(w.charAt(0));
      else if (step.is === 'words') for (const c of vocabulary.get(step.set)?.keys() ?? []) first.add(c);
      else if (step.is === 'number') for (const c of NUMBER_STARTS) first.add(c);
      else if (step.is === 'term') for (const c of terms.get(step.term)?.byFirst.keys() ?? []) first.add(c);
      if (step.is === 'gap' || !step.optional) break;
    }
    return first;
  };
  /** Characters that begin the steps as words, and those that follow a number that begins them. */
  const edges = (steps: Step[], words: Set<string>, follow: Set<string>): boolean => {
    let number = false;
    for (const [i, step] of steps.entries()) {
      if (step.is === 'number') {
        number = true;
        for (const c of firstOf(steps.slice(i + 1))) follow.add(c);
      } else if (step.is === 'term') {
        for (const c of startsWithWord.get(step.term) ?? []) words.add(c);
        for (const c of afterNumber.get(step.term) ?? []) follow.add(c);
        number ||= startsWithNumber.get(step.term) ?? false;
      } else for (const c of firstOf([step])) words.add(c);
      if (step.is === 'gap' || !step.optional) break;
    }
    return number;
  };

  for (const term of rules.terms) {
    const indexed: IndexedTerm = { name: term.name, byFirst: new Map(), memo: new Map() };
    const words = new Set<string>();
    const follow = new Set<string>();
    let number = false;
    for (const rule of term.rules)
      for (const steps of rule.patterns) {
        for (const c of firstOf(steps)) {
          const list = indexed.byFirst.get(c);
          if (list) list.push({ rule, steps });
          else indexed.byFirst.set(c, [{ rule, steps }]);
        }
        number = edges(steps, words, follow) || number;
      }
    terms.set(term.name, indexed);
    afterNumber.set(term.name, follow);
    startsWithWord.set(term.name, words);
    startsWithNumber.set(term.name, number);
  }
  const top = terms.get(rules.terms.at(-1)?.name ?? '');
  const triggers = new Uint8Array(0x10000);
  const topFollow = new Uint8Array(0x10000);
  if (top) {
    for (const c of startsWithWord.get(top.name) ?? []) triggers[c.charCodeAt(0)]! |= WORD;
    for (const c of NUMBER_STARTS) triggers[c.charCodeAt(0)]! |= NUMBER;
    for (const c of afterNumber.get(top.name) ?? []) topFollow[c.charCodeAt(0)] = 1;
  }

  let text = '';
  const log: [string, Taken][] = [];

  const run = (steps: Step[], i: number, at: number): number => {
    const step = steps[i];
    if (step === undefined) return at;
    if (step.is === 'text') {
      for (const word of step.words)
        if (text.startsWith(word, at)) {
          const end = run(steps, i + 1, at + word.length);
          if (end >= 0) return end;
        }
    } else if (step.is === 'gap') {
      for (let k = 0; k <= step.most; k++) {
        const end = run(steps, i + 1, at + k);
        if (end >= 0) return end;
        if (at + k >= text.length || NO_GAP.has(text.charAt(at + k))) return -1;
      }
      return -1;
    } else {
      const kept = log.length;
      if (step.is === 'number') {
        const number = readNumber(text, at, step.of as NumberClass);
        if (number) {
          log.push([step.name, number.value]);
          const end = run(steps, i + 1, number.end);
          if (end >= 0) return end;
        }
      } else if (step.is === 'words') {
        for (const [word, value] of vocabulary.get(step.set)?.get(text.charAt(at)) ?? [])
          if (text.startsWith(word, at)) {
            if (value !== null) log.push([step.name, value]);
            const end = run(steps, i + 1, at + word.length);
            if (end >= 0) return end;
            log.length = kept;
          }
      } else {
        const inner = match(terms.get(step.term), at);
        if (inner) {
          log.push([step.name, inner]);
          const end = run(steps, i + 1, inner.end);
          if (end >= 0) return end;
        }
      }
      log.length = kept;
    }
    return step.optional ? run(steps, i + 1, at) : -1;
  };

  const stands = (rule: CompiledRule, start: number, end: number): boolean => {
    const before = (w: string) => (w === '^' ? start === 0 : text.endsWith(w, start));
    const after = (w: string) => text.startsWith(w, end);
    if (rule.notAfter.some(before) || rule.notBefore.some(after)) return false;
    return (
      (rule.after.length === 0 || rule.after.some(before)) && (rule.before.length === 0 || rule.before.some(after))
    );
  };

  const match = (term: IndexedTerm | undefined, at: number): Match | null => {
    if (!term) return null;
    const known = term.memo.get(at);
    if (known !== undefined) return known;
    let best: Match | null = null;
    for (const { rule, steps } of term.byFirst.get(text.charAt(at)) ?? []) {
      const kept = log.length;
      const end = run(steps, 0, at);
      if (end > (best ? best.end : at) && stands(rule, at, end))
        best = { term: term.name, rule, start: at, end, taken: new Map(log.slice(kept)) };
      log.length = kept;
    }
    term.memo.set(at, best);
    return best;
  };

  return {
    begin(next) {
      text = next;
      log.length = 0;
      for (const term of terms.values()) if (term.memo.size > 0) term.memo.clear();
    },
    at: (place) => match(top, place),
    next(from) {
      for (let i = from; i < text.length; i++) {
        const code = text.charCodeAt(i);
        const trigger = triggers[code]!;
        if (trigger === 0) continue;
        if (trigger & NUMBER) {
          const arabic = arabicDigit(code) >= 0;
          // Only the head of a number can begin a time, and only where a time word follows the number.
          let end = i + 1;
          if (arabic) while (arabicDigit(text.charCodeAt(end)) >= 0) end++;
          else end = hanRunEnd(text, i);
          const possible = end - i <= 6 && topFollow[text.charCodeAt(end)] === 1 && !isLatin(text.charCodeAt(i - 1));
          if (possible || trigger & WORD) return i;
          i = (arabic ? arabicRunEnd(text, i) : end) - 1;
          continue;
        }
        return i;
      }
      return text.length;
    },
  };
};

/** G7, T3, A股2023: a number that a Latin letter leads is a name's. */
const isLatin = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
