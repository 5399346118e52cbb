// Judges quantities: which are numbers in names, slogans, codes and set phrases, and by which rule.
import type { ExclusionRule } from '../rules/model.js';
import type { Quantity } from './model.js';
import { charClass } from './numerals.js';

export interface Exclusions {
  judges: { id: string; holds: (text: string, q: Quantity) => boolean }[];
  /** Words that hold Chinese numerals, by each of their numerals: the word and where in it that numeral stands. */
  words: Map<string, { word: string; offset: number; rule: string | null }[]>;
}

const LATIN = /[A-Za-z]/;
const HAN = /[㐀-鿿]/;
const OPENERS: Record<string, { open: string; close: string }[]> = {
  quotes: [
    { open: '“', close: '”' },
    { open: '‘', close: '’' },
    { open: '「', close: '」' },
    { open: '"', close: '"' },
  ],
  title: [
    { open: '《', close: '》' },
    { open: '〈', close: '〉' },
    { open: '【', close: '】' },
  ],
};
const TITLE_REACH = 120;
const SLOGAN = 12;

function insideMarks(text: string, q: Quantity, kind: 'quotes' | 'title', maxLength: number): boolean {
  for (const { open, close } of OPENERS[kind] ?? []) {
    const from = text.lastIndexOf(open, q.start - 1);
    if (from < 0 || q.start - from > maxLength + 1) continue;
    const closed = text.indexOf(close, from + 1);
    if (closed < 0 || closed < q.end) continue;
    if (closed - from - 1 > maxLength) continue;
    // A slogan may have two halves (两个亚运，同样精彩); anything longer with a clause mark is speech.
    if (kind === 'quotes' && (closed - from > SLOGAN ? /[，。；！？]/ : /[。；！？]/).test(text.slice(from, closed)))
      continue;
    return true;
  }
  return false;
}

const startsAny = (text: string, at: number, words: readonly string[]): boolean =>
  words.some((w) => text.startsWith(w, at));

function compileJudge(rule: ExclusionRule): ((text: string, q: Quantity) => boolean) | null {
  const tests: ((text: string, q: Quantity) => boolean)[] = [];
  const { before, after, number, units, forms, unlessBefore, unlessAfter, unlessSeen, unlessRule, inside } = rule;
  if (rule.script !== undefined) tests.push((_t, q) => q.script === rule.script);
  if (rule.scaled !== undefined) tests.push((_t, q) => q.scaled === rule.scaled);
  if (rule.bareScale !== undefined) tests.push((_t, q) => q.bareScale === rule.bareScale);
  if (units !== undefined) tests.push((_t, q) => units.includes(q.unit));
  if (forms !== undefined) tests.push((_t, q) => forms.includes(q.form));
  if (number !== undefined && number.length > 0) tests.push((t, q) => number.includes(t.slice(q.start, q.numberEnd)));
  if (before !== undefined) tests.push((t, q) => before.some((w) => t.startsWith(w, q.start - w.length)));
  if (after !== undefined) tests.push((t, q) => startsAny(t, q.numberEnd, after) || startsAny(t, q.end, after));
  const { from, to, modified } = rule;
  if (modified !== undefined) tests.push((_t, q) => (q.modifier !== null) === modified);
  if (from !== undefined) tests.push((_t, q) => q.value !== null && q.value >= from);
  if (to !== undefined) tests.push((_t, q) => q.value !== null && q.value <= to);
  if (rule.at === 'start') tests.push((t, q) => /^[\s（(]*$/.test(t.slice(0, q.start)));
  if (rule.beforeHan === true) tests.push((t, q) => HAN.test(t.charAt(q.end)));
  if (rule.beside === 'latin')
    tests.push(
      (t, q) =>
        LATIN.test(t.charAt(q.start - 1)) ||
        (/[-·]/.test(t.charAt(q.start - 1)) && /[A-Za-z\p{Script=Han}]/u.test(t.charAt(q.start - 2))) ||
        LATIN.test(t.charAt(q.numberEnd)),
    );
  if (inside !== undefined) {
    const reach = rule.maxLength ?? TITLE_REACH;
    tests.push((t, q) => insideMarks(t, q, inside, reach));
  }
  if (unlessBefore !== undefined) tests.push((t, q) => !startsAny(t, q.numberEnd, unlessBefore));
  if (unlessAfter !== undefined) tests.push((t, q) => !unlessAfter.some((w) => t.startsWith(w, q.start - w.length)));
  if (unlessSeen !== undefined) tests.push((t, q) => !unlessSeen.some((w) => t.lastIndexOf(w, q.start) >= 0));
  if (unlessRule !== undefined) tests.push((_t, q) => !unlessRule.includes(q.rule));
  if (tests.length === 0) return null;
  return (text, q) => tests.every((test) => test(text, q));
}

/** @param words more words that hold numerals (from the segmenter's dictionary) */
export function compileExclusions(rules: ExclusionRule[], words: readonly string[]): Exclusions {
  const compiled: Exclusions = { judges: [], words: new Map() };
  const addWord = (word: string, rule: string | null): void => {
    for (let offset = 0; offset < word.length; offset++) {
      if (charClass[word.charCodeAt(offset)] === 0) continue;
      const key = word.charAt(offset);
      const list = compiled.words.get(key);
      if (list === undefined) compiled.words.set(key, [{ word, offset, rule }]);
      else list.push({ word, offset, rule });
    }
  };
  // Which of several exclusions is named: a later overlay's, then the smaller id's.
  const sorted = [...rules].sort((a, b) => (b.layer ?? 0) - (a.layer ?? 0) || (a.id < b.id ? -1 : 1));
  for (const rule of sorted) {
    const holds = compileJudge(rule);
    if (holds !== null) compiled.judges.push({ id: rule.id, holds });
    for (const word of rule.words ?? []) addWord(word, rule.id);
  }
  for (const word of words) addWord(word, null);
  for (const list of compiled.words.values()) list.sort((a, b) => b.word.length - a.word.length);
  return compiled;
}

/** A word without a number in it, though it holds numerals. */
export interface NumeralWord {
  start: number;
  end: number;
  /** The exclusion that lists it; null for the segmenter's dictionary. */
  rule: string | null;
}

/** The longest listed word that covers the numeral at `at`. */
export function wordAt(exclusions: Exclusions, text: string, at: number): NumeralWord | null {
  const list = exclusions.words.get(text.charAt(at));
  if (list !== undefined)
    for (const { word, offset, rule } of list)
      if (offset <= at && text.startsWith(word, at - offset))
        return { start: at - offset, end: at - offset + word.length, rule };
  return null;
}

/** Where that word ends, or 0. */
export const wordEnd = (exclusions: Exclusions, text: string, at: number): number =>
  wordAt(exclusions, text, at)?.end ?? 0;

export function judge(exclusions: Exclusions, text: string, quantities: Quantity[]): void {
  for (const q of quantities) {
    const found = exclusions.judges.find((j) => j.holds(text, q));
    q.excludedBy = found?.id ?? null;
  }
}
