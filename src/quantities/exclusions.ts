// Judges quantities: which are numbers in names, slogans, codes and set phrases, and by which rule.
import type { ExclusionRule } from '../rules/model.js';
import type { Quantity } from './model.js';
import { indexWords, type NumeralWords } from './words.js';

export interface Exclusions {
  judges: { id: string; holds: (text: string, q: Quantity) => boolean }[];
  /** Words that hold Chinese numerals. */
  words: NumeralWords;
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
        (/[-·.]/.test(t.charAt(q.start - 1)) && /[A-Za-z\p{Script=Han}]/u.test(t.charAt(q.start - 2))) ||
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
  const judges: Exclusions['judges'] = [];
  // Which of several exclusions is named: a later overlay's, then the smaller id's.
  const sorted = [...rules].sort((a, b) => (b.layer ?? 0) - (a.layer ?? 0) || (a.id < b.id ? -1 : 1));
  for (const rule of sorted) {
    const holds = compileJudge(rule);
    if (holds !== null) judges.push({ id: rule.id, holds });
  }
  const listed = sorted.flatMap((rule) => (rule.words ?? []).map((word) => ({ word, rule: rule.id })));
  return { judges, words: indexWords([...listed, ...words.map((word) => ({ word, rule: null }))]) };
}

export function judge(exclusions: Exclusions, text: string, quantities: Quantity[]): void {
  for (const q of quantities) {
    const found = exclusions.judges.find((j) => j.holds(text, q));
    q.excludedBy = found?.id ?? null;
  }
}
