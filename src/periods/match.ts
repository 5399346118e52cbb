// Matches the compiled patterns at one place of a text. Terms nest but never recurse, and nothing repeats without a
// bound, so the work at a place is bounded by the rules, whatever the text.
import { ANY, type Beginnings, createStarts, OF_NEXT } from './first.js';
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
  /** What must come somewhere after a gap; null: nothing must. */
  later: Later | null;
}

/** Words one of which must stand further on, and where the last of them stands in the text that was asked for last. */
interface Later {
  words: readonly string[];
  /** The text, by its offset. */
  text: number;
  last: number;
}

/** Candidates by the two characters that come next: after the first one, or after a first step that is read once. */
interface ByNext {
  /** By the code of the first of the two. Each list holds those too for which any character will do. */
  byFirst: Map<number, { any: Candidate[]; bySecond: Map<number, Candidate[]> }>;
  /** A bit for the last five bits of each of these codes: most look-ups are for others, and need none. */
  codes: number;
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

/** Which terms may go on with the characters at a place, a bit for each: says yes too often, never no. */
interface Heads {
  /** Whatever stands there. */
  any: number;
  /** By the code of the first character, whatever follows. */
  chars: Map<number, number>;
  /** By the first two, folded. */
  pairs: Uint32Array;
}
/** Few enough for the processor's cache. */
const HEAD_SLOTS = 0x4000;
const noHeads = (): Heads => ({ any: 0, chars: new Map(), pairs: new Uint32Array(HEAD_SLOTS) });

/** The bit of the n-th term; all beyond the 31st share one. */
const bitOf = (n: number): number => 1 << Math.min(n, 31);

const addHeads = (heads: Heads, beginnings: Beginnings, bit: number): void => {
  const { chars, pairs } = heads;
  for (const word of beginnings) {
    const code = word.charCodeAt(0);
    const slot = pairSlot(code, word.charCodeAt(1)) % HEAD_SLOTS;
    if (word === ANY) heads.any |= bit;
    else if (word.length === 1) chars.set(code, (chars.get(code) ?? 0) | bit);
    else pairs[slot] = (pairs[slot] as number) | bit;
  }
};

/** Those that go on with these two characters, whatever others may go on with anything. */
const headsAt = ({ chars, pairs }: Heads, first: number, second: number): number =>
  (chars.get(first) ?? 0) | (pairs[pairSlot(first, second) % HEAD_SLOTS] as number);

const pushOnce = (list: Candidate[], candidate: Candidate): void => {
  if (list.at(-1) !== candidate) list.push(candidate);
};

const indexByNext = (list: readonly Candidate[], nextOf: (candidate: Candidate) => Iterable<string>): ByNext => {
  const byFirst: ByNext['byFirst'] = new Map();
  const others: Candidate[] = [];
  let codes = 0;
  for (const candidate of list)
    for (const next of nextOf(candidate)) {
      if (next === ANY) {
        pushOnce(others, candidate);
        for (const { any, bySecond } of byFirst.values()) {
          pushOnce(any, candidate);
          for (const there of bySecond.values()) pushOnce(there, candidate);
        }
        continue;
      }
      const code = next.charCodeAt(0);
      const node = byFirst.get(code) ?? { any: [...others], bySecond: new Map<number, Candidate[]>() };
      byFirst.set(code, node);
      codes |= 1 << (code & 31);
      if (next.length === 1) {
        pushOnce(node.any, candidate);
        for (const there of node.bySecond.values()) pushOnce(there, candidate);
        continue;
      }
      const second = next.charCodeAt(1);
      const there = node.bySecond.get(second);
      if (there === undefined)
        node.bySecond.set(second, node.any.at(-1) === candidate ? [...node.any] : [...node.any, candidate]);
      else pushOnce(there, candidate);
    }
  return { byFirst, codes, others };
};

/** What stands after the first gap, where it must. */
const laterOf = (steps: readonly Step[]): Later | null => {
  const next = steps[steps.findIndex(({ is }) => is === 'gap') + 1];
  return next?.is === 'text' && !next.optional && next !== steps[0] ? { words: next.words, text: -1, last: -1 } : null;
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
  const { addTerm, beginningsOf, beginningsAfter, wordsOf } = createStarts(rules);
  const ofWords = noHeads();
  const afterNumber = noHeads();
  const afterYear = noHeads();
  /** Of the last term, which is what is looked for. */
  let wordStarts: Beginnings = new Set();

  for (const term of rules.terms) {
    const patterns = term.rules.flatMap((rule, order) =>
      rule.patterns.flatMap((steps) =>
        layOut(steps).map((laid): Candidate => ({ rule, order, steps: laid, later: laterOf(laid) })),
      ),
    );
    const plain = new Map<number, Candidate[]>();
    const numbers = led();
    const byTerm = new Map<string, Led>();
    for (const candidate of patterns) {
      const lead = candidate.steps[0];
      if (lead?.is === 'number') numbers.candidates.push(candidate);
      else if (lead?.is === 'term') {
        const there = byTerm.get(lead.term) ?? led();
        byTerm.set(lead.term, there);
        there.candidates.push(candidate);
      } else
        for (const word of wordsOf(lead)) {
          const list = plain.get(word.charCodeAt(0));
          if (list) pushOnce(list, candidate);
          else plain.set(word.charCodeAt(0), [candidate]);
        }
    }
    const starts = addTerm(
      term.name,
      patterns.map((p) => p.steps),
    );
    const bit = bitOf(terms.size);
    addHeads(ofWords, starts.words, bit);
    addHeads(afterNumber, starts.afterNumber, bit);
    addHeads(afterYear, starts.afterYear, bit);
    terms.set(term.name, {
      name: term.name,
      bit,
      chars: starts.chars,
      plain,
      numbers,
      byTerm,
      byFirst: new Map(),
      memoPlace: new Float64Array(SLOTS).fill(-1),
      memo: [],
    });
    wordStarts = starts.words;
  }
  const top = terms.get(rules.terms.at(-1)?.name ?? '');
  const bitOfTop = top?.bit ?? 0;
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

  const afterLead = ({ steps }: Candidate): Beginnings => beginningsOf(steps.slice(1), OF_NEXT);
  const sortLed = (of: Led): ByNext => {
    of.byNext ??= indexByNext(of.candidates, afterLead);
    return of.byNext;
  };
  const numberStarts = new Set(NUMBER_STARTS);

  const candidatesFor = (term: IndexedTerm, code: number): Candidates => {
    const first = String.fromCharCode(code);
    const sorted: Candidates = {
      plain: indexByNext(term.plain.get(code) ?? [], ({ steps }) => beginningsAfter(first, steps)),
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

  /** The terms that may go on after a number, whose end was found before, in other ways than any text. */
  const headsAfter = (at: number, end: number): number => {
    const first = text.charCodeAt(end);
    const second = text.charCodeAt(end + 1);
    const bits = headsAt(afterNumber, first, second);
    return end - at === YEAR_DIGITS ? bits | headsAt(afterYear, first, second) : bits;
  };

  /** Whether a term may begin at a place. Says yes too often, never no. */
  const mayBegin = (bit: number, at: number): boolean => {
    if (headPlace !== offset + at) {
      headPlace = offset + at;
      headBits = ofWords.any | headsAt(ofWords, text.charCodeAt(at), text.charCodeAt(at + 1));
      const end = numberEnd(text, at);
      if (end > at) headBits |= afterNumber.any | afterYear.any | headsAfter(at, end);
    }
    return (headBits & bit) !== 0;
  };

  /** Whether what must come later comes somewhere from a place on. */
  const comes = (later: Later, from: number): boolean => {
    if (later.text !== offset) {
      later.text = offset;
      later.last = later.words.reduce((last, word) => Math.max(last, text.lastIndexOf(word)), -1);
    }
    return later.last >= from;
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

  /** The best of the candidates that the characters at `after` leave, or `best` where none is better. */
  const attempt = (
    term: string,
    at: number,
    { byFirst, codes, others }: ByNext,
    after: number,
    best: Match | null,
  ): Match | null => {
    const code = text.charCodeAt(after);
    const next = (codes & (1 << (code & 31))) === 0 ? undefined : byFirst.get(code);
    const candidates = next === undefined ? others : (next.bySecond.get(text.charCodeAt(after + 1)) ?? next.any);
    for (const candidate of candidates) {
      if (candidate.later !== null && !comes(candidate.later, after)) continue;
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
          if (end - i <= 6 && (headsAfter(i, end) & bitOfTop) !== 0 && !isLatin(text.charCodeAt(i - 1))) return i;
          i = past(i) - 1;
        }
      }
      return text.length;
    },
  };
};

/** Digits of a year that is written out. */
const YEAR_DIGITS = 4;

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
