// Judges quantities: which are numbers in names, slogans, codes and set phrases, and by which rule.
import type { ExclusionRule } from '../rules/model.js';
import { onceForAlike } from './alike.js';
import type { Quantity } from './model.js';
import { indexWords, type NumeralWords } from './words.js';

interface Judge {
  id: string;
  /** Whether it may hold of quantities like this one, whatever stands around: asked once for all that are alike. */
  concerns: (q: Quantity) => boolean;
  holds: (text: string, q: Quantity) => boolean;
}

export interface Exclusions {
  /** Those that concern a quantity, in the order in which they are asked. */
  judgesOf: (q: Quantity) => readonly Judge[];
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

type Beside = (text: string, at: number) => boolean;

/** Whether one of the words begins at a place. */
function beginsAny(words: readonly string[]): Beside {
  const codes = new Set(words.map((word) => word.charCodeAt(0)));
  return (text, at) => codes.has(text.charCodeAt(at)) && startsAny(text, at, words);
}

/** Whether one of the words ends at a place. */
function endsAny(words: readonly string[]): Beside {
  const codes = new Set(words.map((word) => word.charCodeAt(word.length - 1)));
  return (text, at) => codes.has(text.charCodeAt(at - 1)) && words.some((w) => text.startsWith(w, at - w.length));
}

function compileJudge(rule: ExclusionRule): Omit<Judge, 'id'> | null {
  const alike: ((q: Quantity) => boolean)[] = [];
  const tests: ((text: string, q: Quantity) => boolean)[] = [];
  const { before, after, number, units, forms, unlessBefore, unlessAfter, unlessSeen, unlessRule, inside } = rule;
  const { from, to, modified } = rule;
  if (rule.script !== undefined) alike.push((q) => q.script === rule.script);
  if (rule.scaled !== undefined) alike.push((q) => q.scaled === rule.scaled);
  if (rule.bareScale !== undefined) alike.push((q) => q.bareScale === rule.bareScale);
  if (units !== undefined) alike.push((q) => units.includes(q.unit));
  if (forms !== undefined) alike.push((q) => forms.includes(q.form));
  if (modified !== undefined) alike.push((q) => (q.modifier !== null) === modified);
  if (unlessRule !== undefined) alike.push((q) => !unlessRule.includes(q.rule));
  if (from !== undefined) tests.push((_t, q) => q.value !== null && q.value >= from);
  if (to !== undefined) tests.push((_t, q) => q.value !== null && q.value <= to);
  if (before !== undefined) {
    const ends = endsAny(before);
    tests.push((t, q) => ends(t, q.start));
  }
  if (after !== undefined) {
    const begins = beginsAny(after);
    tests.push((t, q) => begins(t, q.numberEnd) || begins(t, q.end));
  }
  if (number !== undefined && number.length > 0) tests.push((t, q) => number.includes(t.slice(q.start, q.numberEnd)));
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
  if (unlessBefore !== undefined) {
    const begins = beginsAny(unlessBefore);
    tests.push((t, q) => !begins(t, q.numberEnd));
  }
  if (unlessAfter !== undefined) {
    const ends = endsAny(unlessAfter);
    tests.push((t, q) => !ends(t, q.start));
  }
  if (unlessSeen !== undefined) tests.push((t, q) => !unlessSeen.some((w) => t.lastIndexOf(w, q.start) >= 0));
  if (alike.length + tests.length === 0) return null;
  return {
    concerns: (q) => alike.every((test) => test(q)),
    holds: (text, q) => tests.every((test) => test(text, q)),
  };
}

/** @param words more words that hold numerals (from the segmenter's dictionary) */
export function compileExclusions(rules: ExclusionRule[], words: readonly string[]): Exclusions {
  const judges: Judge[] = [];
  // Which of several exclusions is named: a later overlay's, then the smaller id's.
  const sorted = [...rules].sort((a, b) => (b.layer ?? 0) - (a.layer ?? 0) || (a.id < b.id ? -1 : 1));
  for (const rule of sorted) {
    const judge = compileJudge(rule);
    if (judge !== null) judges.push({ id: rule.id, ...judge });
  }
  const listed = sorted.flatMap((rule) => (rule.words ?? []).map((word) => ({ word, rule: rule.id })));
  return {
    judgesOf: onceForAlike((q) => judges.filter(({ concerns }) => concerns(q))),
    words: indexWords([...listed, ...words.map((word) => ({ word, rule: null }))]),
  };
}

export function judge({ judgesOf }: Exclusions, text: string, quantities: Quantity[]): void {
  for (const q of quantities) {
    q.excludedBy = null;
    for (const one of judgesOf(q))
      if (one.holds(text, q)) {
        q.excludedBy = one.id;
        break;
      }
  }
}
