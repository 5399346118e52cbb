// Matches the compiled patterns at one place of a text. Terms nest but never recurse, and nothing repeats without a
// bound, so the work at a place is bounded by the rules, whatever the text.
import { ANY, createStarts, type Starts } from './first.js';
import type { CompiledPeriodRules, CompiledRule, Step } from './model.js';
import { arabicDigit, arabicRunEnd, hanRunEnd, NUMBER_STARTS, readNumber } from './numbers.js';

/** A rule that matched, with what its named steps took: a number, a word's value, or an inner match. */
export interface Match {
  term: string;
  rule: CompiledRule;
  start: number;
  end: number;
  /** Place of its rule among the term's: the earlier one wins among equally long matches. */
  order: number;
  /** Names of its steps, each once, and what they took. */
  names: readonly string[];
  values: readonly Taken[];
}
export type Taken = number | string | Match;

/** What the step of this name took; undefined where it took nothing. */
export const takenBy = ({ names, values }: Match, name: string): Taken | undefined => values[names.indexOf(name)];

/** One pattern of a rule without leading optional steps (those are laid out as patterns of their own). */
interface Candidate {
  rule: CompiledRule;
  steps: Step[];
  /** Place among the term's rules: the earlier one wins among equally long matches. */
  order: number;
}

/** Candidates by the code of the character that comes next: after the first one, or after a first step that is read once. */
interface ByNext {
  /** Those that any character may follow are in every list. */
  lists: Map<number, Candidate[]>;
  others: Candidate[];
}

/** The candidates for one first character, those with a common beginning together. */
interface Candidates {
  plain: ByNext;
  numbers: ByNext | null;
  byTerm: [IndexedTerm, ByNext][];
}

/** Candidates that begin alike; sorted when they are first wanted, since most runs are short. */
interface Led {
  candidates: Candidate[];
  byNext: ByNext | null;
}
const led = (): Led => ({ candidates: [], byNext: null });

interface IndexedTerm {
  name: string;
  /** Its bit in the heads. */
  bit: number;
  /** First characters. */
  chars: Set<string>;
  /** Candidates by what stands first in them. */
  plain: Map<number, Candidate[]>;
  numbers: Led;
  byTerm: Map<string, Led>;
  /** The same by the code of a first character, for those that were met. */
  byFirst: Map<number, Candidates>;
  /** The last matches, by place modulo SLOTS. */
  memoPlace: Float64Array;
  memo: (Match | null)[];
}
const SLOTS = 32;

export interface Matcher {
  /** Forgets the text before; to be called for each text. */
  begin(text: string): void;
  /** The longest match of the last term at a place; among equals the rule written first. */
  at(place: number): Match | null;
  /** The first place from `from` on where a match may begin, or the text's length. */
  next(from: number): number;
  /** Where to go on after a place where nothing matched: a number is passed whole, since no time begins within one. */
  past(place: number): number;
}

/** Drops one optional step after the other from the front: each remainder is a pattern with a certain beginning. */
const layOut = (steps: Step[]): Step[][] => {
  const first = steps[0];
  if (first === undefined || first.is === 'gap' || !first.optional) return [steps];
  return [[{ ...first, optional: false }, ...steps.slice(1)], ...layOut(steps.slice(1))];
};

/** What terms may begin with, a bit for each term: says yes too often, never no. */
interface Heads {
  /** By the code of the first character, whatever follows. */
  chars: Uint32Array;
  /** By the first two, folded. */
  pairs: Uint32Array;
  /** By the code of the character after a number that begins them. */
  afterNumber: Map<number, number>;
  /** Those that may begin with a number, whatever follows. */
  anyNumber: number;
}

/** The bit of the n-th term; all beyond the 31st share one. */
const bitOf = (n: number): number => 1 << Math.min(n, 31);

const addHead = (heads: Heads, { words, afterNumber }: Starts, bit: number): void => {
  const { chars, pairs } = heads;
  for (const word of words) {
    const [table, at] =
      word.length > 1 ? [pairs, pairSlot(word.charCodeAt(0), word.charCodeAt(1))] : [chars, word.charCodeAt(0)];
    table[at] = (table[at] as number) | bit;
  }
  for (const char of afterNumber)
    if (char === ANY) heads.anyNumber |= bit;
    else heads.afterNumber.set(char.charCodeAt(0), (heads.afterNumber.get(char.charCodeAt(0)) ?? 0) | bit);
};

const indexByNext = (list: readonly Candidate[], nextOf: (candidate: Candidate) => Set<string>): ByNext => {
  const lists = new Map<number, Candidate[]>();
  const others: Candidate[] = [];
  for (const candidate of list) {
    const next = nextOf(candidate);
    if (next.has(ANY)) {
      for (const there of lists.values()) there.push(candidate);
      others.push(candidate);
      continue;
    }
    for (const char of next) {
      const there = lists.get(char.charCodeAt(0));
      if (there) there.push(candidate);
      else lists.set(char.charCodeAt(0), [...others, candidate]);
    }
  }
  return { lists, others };
};

const NO_GAP = '，。；：！？、（）()《》“”,;!?\n';

export const createMatcher = (rules: CompiledPeriodRules): Matcher => {
  const vocabulary = new Map<string, Map<number, [string, number | string | null][]>>();
  for (const [set, words] of Object.entries(rules.words)) {
    const byFirst = new Map<number, [string, number | string | null][]>();
    for (const entry of Object.entries(words).sort((a, b) => b[0].length - a[0].length)) {
      const list = byFirst.get(entry[0].charCodeAt(0));
      if (list) list.push(entry);
      else byFirst.set(entry[0].charCodeAt(0), [entry]);
    }
    vocabulary.set(set, byFirst);
  }
  const noGap = new Set([...NO_GAP, ...NUMBER_STARTS, ...rules.gapStops].map((char) => char.charCodeAt(0)));
  const terms = new Map<string, IndexedTerm>();
  const { addTerm, charsOf, startsOf } = createStarts(rules);
  const heads: Heads = {
    chars: new Uint32Array(0x10000),
    pairs: new Uint32Array(0x10000),
    afterNumber: new Map(),
    anyNumber: 0,
  };
  const afterNumber = new Uint8Array(0x10000);
  let wordStarts: ReadonlySet<string> = new Set();

  for (const term of rules.terms) {
    const patterns = term.rules.flatMap((rule, order) =>
      rule.patterns.flatMap((steps) => layOut(steps).map((laid): Candidate => ({ rule, order, steps: laid }))),
    );
    const plain = new Map<number, Candidate[]>();
    const numbers = led();
    const byTerm = new Map<string, Led>();
    const chars = new Set<string>();
    for (const candidate of patterns) {
      const lead = candidate.steps[0];
      const firsts = charsOf(candidate.steps);
      for (const char of firsts) chars.add(char);
      if (lead?.is === 'number') numbers.candidates.push(candidate);
      else if (lead?.is === 'term') {
        const there = byTerm.get(lead.term) ?? led();
        byTerm.set(lead.term, there);
        there.candidates.push(candidate);
      } else
        for (const char of firsts) {
          const list = plain.get(char.charCodeAt(0));
          if (list) list.push(candidate);
          else plain.set(char.charCodeAt(0), [candidate]);
        }
    }
    const starts = addTerm(
      term.name,
      chars,
      patterns.map((p) => p.steps),
    );
    const bit = bitOf(terms.size);
    addHead(heads, starts, bit);
    terms.set(term.name, {
      name: term.name,
      bit,
      chars,
      plain,
      numbers,
      byTerm,
      byFirst: new Map(),
      memoPlace: new Float64Array(SLOTS).fill(-1),
      memo: [],
    });
    if (term !== rules.terms.at(-1)) continue;
    wordStarts = starts.words;
    for (const c of starts.afterNumber) if (c !== ANY) afterNumber[c.charCodeAt(0)] = 1;
  }
  const top = terms.get(rules.terms.at(-1)?.name ?? '');
  const WORD = 1;
  const ANY_WORD = 2;
  const NUMBER = 4;
  const triggers = new Uint8Array(0x10000);
  /** The third characters of words by their first two; null where any may follow. */
  const pairs = new Map<number, Set<number> | null>();
  /** The keys of these, folded: a 0 tells without a look-up that no word begins so. */
  const folded = new Uint8Array(0x10000);
  for (const w of wordStarts) {
    const code = w.charCodeAt(0);
    triggers[code] = (triggers[code] ?? 0) | (w.length > 1 ? WORD : ANY_WORD);
    if (w.length < 2) continue;
    folded[pairSlot(code, w.charCodeAt(1))] = 1;
    const pair = pairKey(code, w.charCodeAt(1));
    const thirds = pairs.get(pair);
    if (w.length === 2) pairs.set(pair, null);
    else if (thirds === undefined) pairs.set(pair, new Set([w.charCodeAt(2)]));
    else thirds?.add(w.charCodeAt(2));
  }
  for (const c of NUMBER_STARTS) triggers[c.charCodeAt(0)] = (triggers[c.charCodeAt(0)] ?? 0) | NUMBER;

  const afterLead = ({ steps }: Candidate): Set<string> => charsOf(steps.slice(1));
  const sortLed = (of: Led): ByNext => {
    of.byNext ??= indexByNext(of.candidates, afterLead);
    return of.byNext;
  };
  const numberStarts = new Set(NUMBER_STARTS);

  const candidatesFor = (term: IndexedTerm, code: number): Candidates => {
    const first = String.fromCharCode(code);
    const sorted: Candidates = {
      plain: indexByNext(term.plain.get(code) ?? [], ({ steps }) => {
        const words = [...startsOf(steps).words].filter((word) => word.startsWith(first));
        return new Set(words.map((word) => word.charAt(1) || ANY));
      }),
      numbers: term.numbers.candidates.length > 0 && numberStarts.has(first) ? sortLed(term.numbers) : null,
      byTerm: [...term.byTerm].flatMap(([name, of]): Candidates['byTerm'] => {
        const inner = terms.get(name);
        return inner?.chars.has(first) ? [[inner, sortLed(of)]] : [];
      }),
    };
    term.byFirst.set(code, sorted);
    return sorted;
  };

  let text = '';
  /** Added to places so that a memo of another text is never taken for one of this. */
  let offset = 0;
  /** What named steps have taken on the way to where we are: the first `logged` of these. */
  const names: string[] = [];
  const values: Taken[] = [];
  let logged = 0;
  const take = (name: string, value: Taken): void => {
    names[logged] = name;
    values[logged++] = value;
  };

  // What stands at the place that was asked for last: all terms ask for it in turn.
  let headPlace = -1;
  let headBits = 0;

  /** Whether a term may begin at a place. Says yes too often, never no. */
  const mayBegin = (bit: number, at: number): boolean => {
    if (headPlace !== offset + at) {
      headPlace = offset + at;
      const code = text.charCodeAt(at);
      headBits = (heads.chars[code] ?? 0) | (heads.pairs[pairSlot(code, text.charCodeAt(at + 1))] as number);
      const end = numberEnd(text, at);
      if (end > at) headBits |= heads.anyNumber | (heads.afterNumber.get(text.charCodeAt(end)) ?? 0);
    }
    return (headBits & bit) !== 0;
  };

  /** Where words that stand after gaps stand last in the text; most texts have none of them. */
  const lastPlaces = new Map<string, number>();
  /** Whether a step may match anywhere from a place on. Says yes too often, never no. */
  const comes = (step: Step | undefined, from: number): boolean => {
    if (step === undefined || step.is !== 'text' || step.optional) return true;
    for (const word of step.words) {
      let last = lastPlaces.get(word);
      if (last === undefined) {
        last = text.lastIndexOf(word);
        lastPlaces.set(word, last);
      }
      if (last >= from) return true;
    }
    return false;
  };

  /** Matches steps from the i-th on; returns the end, or -1. What named steps take is left on the log. */
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
      if (!comes(steps[i + 1], at)) return -1;
      for (let k = 0; k <= step.most; k++) {
        const end = run(steps, i + 1, at + k);
        if (end >= 0) return end;
        if (at + k >= text.length || noGap.has(text.charCodeAt(at + k))) return -1;
      }
      return -1;
    } else {
      const kept = logged;
      if (step.is === 'number') {
        const number = readNumber(text, at, step.of);
        if (number) {
          take(step.name, number.value);
          const end = run(steps, i + 1, number.end);
          if (end >= 0) return end;
        }
      } else if (step.is === 'words') {
        for (const [word, value] of vocabulary.get(step.set)?.get(text.charCodeAt(at)) ?? [])
          if (text.startsWith(word, at)) {
            if (value !== null) take(step.name, value);
            const end = run(steps, i + 1, at + word.length);
            if (end >= 0) return end;
            logged = kept;
          }
      } else {
        const inner = match(terms.get(step.term), at);
        if (inner) {
          take(step.name, inner);
          const end = run(steps, i + 1, inner.end);
          if (end >= 0) return end;
        }
      }
      logged = kept;
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

  /** The match that a pattern made, with what its steps took since the log held `kept`. */
  const matched = (term: string, { rule, order }: Candidate, start: number, end: number, kept: number): Match => {
    const match = {
      term,
      rule,
      start,
      end,
      order,
      names: names.slice(kept, logged),
      values: values.slice(kept, logged),
    };
    // Of steps that share a name the last one counts.
    for (let i = match.names.length - 1; i > 0; i--) {
      const first = match.names.indexOf(match.names[i] as string);
      if (first === i) continue;
      match.values[first] = match.values[i] as Taken;
      match.names.splice(i, 1);
      match.values.splice(i, 1);
    }
    return match;
  };

  /** The best of the candidates that the character at `after` leaves, or `best` where none is better. */
  const attempt = (
    term: string,
    at: number,
    { lists, others }: ByNext,
    after: number,
    best: Match | null,
  ): Match | null => {
    for (const candidate of lists.get(text.charCodeAt(after)) ?? others) {
      const kept = logged;
      const end = run(candidate.steps, 0, at);
      const better = best === null ? end > at : end > best.end || (end === best.end && candidate.order < best.order);
      if (better && stands(candidate.rule, at, end)) best = matched(term, candidate, at, end, kept);
      logged = kept;
    }
    return best;
  };

  const longest = (term: IndexedTerm, at: number): Match | null => {
    const first = text.charCodeAt(at);
    const { plain, numbers, byTerm } = term.byFirst.get(first) ?? candidatesFor(term, first);
    let best = attempt(term.name, at, plain, at + 1, null);
    if (numbers !== null) best = attempt(term.name, at, numbers, numberEnd(text, at), best);
    for (const [inner, list] of byTerm) {
      const lead = match(inner, at);
      if (lead !== null) best = attempt(term.name, at, list, lead.end, best);
    }
    return best;
  };

  const match = (term: IndexedTerm | undefined, at: number): Match | null => {
    if (!term) return null;
    const slot = at % SLOTS;
    if (term.memoPlace[slot] === offset + at) return term.memo[slot] ?? null;
    const found = mayBegin(term.bit, at) ? longest(term, at) : null;
    term.memoPlace[slot] = offset + at;
    term.memo[slot] = found;
    return found;
  };

  const past = (place: number): number => {
    const end = numberEnd(text, place);
    if (end === place) return place + 1;
    // 3.2021年 at the head of a text: a list number, then the time.
    const listed = text.charCodeAt(end) === 46 && end - place <= 2 && text.slice(0, place).trim() === '';
    return listed ? end + 1 : Math.max(arabicRunEnd(text, place), end);
  };

  return {
    past,
    begin(next) {
      offset += text.length + 1;
      text = next;
      logged = 0;
      if (lastPlaces.size > 0) lastPlaces.clear();
    },
    at: (place) => match(top, place),
    next(from) {
      for (let i = from; i < text.length; i++) {
        const code = text.charCodeAt(i);
        const trigger = triggers[code] ?? 0;
        if (trigger === 0) continue;
        if (trigger & ANY_WORD) return i;
        if (trigger & WORD) {
          const next = text.charCodeAt(i + 1);
          if (folded[pairSlot(code, next)] === 1) {
            const thirds = pairs.get(pairKey(code, next));
            if (thirds === null || thirds?.has(text.charCodeAt(i + 2)) === true) return i;
          }
        }
        if (trigger & NUMBER) {
          // Only the head of a number can begin a time, and only where a time word follows the number.
          const end = numberEnd(text, i);
          if (end - i <= 6 && afterNumber[text.charCodeAt(end)] === 1 && !isLatin(text.charCodeAt(i - 1))) return i;
          i = past(i) - 1;
        }
      }
      return text.length;
    },
  };
};

const pairSlot = (first: number, second: number): number => (first * 31 + second) & 0xffff;

/** Of two Chinese characters a small integer, as V8 calls it. */
const pairKey = (first: number, second: number): number => ((first - 0x4e00) << 16) | second;

/** Where the digits or the Chinese numerals that begin at a place end. */
const numberEnd = (text: string, at: number): number => {
  let end = at;
  while (arabicDigit(text.charCodeAt(end)) >= 0) end++;
  return end > at ? end : hanRunEnd(text, at);
};

/** G7, T3, A2023: a number that a Latin letter leads is a name's. */
const isLatin = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
