// Words that hold Chinese numerals but no number (一带一路, 三角洲), found at each of their numerals. Thousands of them begin
// with or hold 一: they are looked up by the numeral and the character beside it.
import { charClass } from './numerals.js';

/** A word without a number in it, though it holds numerals. */
export interface NumeralWord {
  start: number;
  end: number;
  /** The exclusion that lists it; null for the segmenter's dictionary. */
  rule: string | null;
}

interface Listed {
  word: string;
  /** Where in the word the numeral stands. */
  offset: number;
  rule: string | null;
  /** Place in the list: of words as long the earlier one counts. */
  order: number;
}

/** Words by a numeral in them and the character after it; by the one before it where the numeral ends the word. */
export interface NumeralWords {
  goingOn: Map<number, Listed[]>;
  ending: Map<number, Listed[]>;
}

/** The numerals' characters, numbered from 1 on in the order in which they are met: keys stay small integers in V8. */
const numbered = new Uint8Array(0x10000);
let numbers = 0;

/** Key of the numeral at a place and the character beside it. */
const keyOf = (text: string, at: number, beside: number): number =>
  ((numbered[text.charCodeAt(at)] ?? 0) << 16) | beside;

/** Indexes the words: the longest first, then in the order given. */
export function indexWords(words: readonly { word: string; rule: string | null }[]): NumeralWords {
  const index: NumeralWords = { goingOn: new Map(), ending: new Map() };
  for (const [order, { word, rule }] of words.entries())
    for (let offset = 0; offset < word.length; offset++) {
      const code = word.charCodeAt(offset);
      if (charClass[code] === 0) continue;
      if (numbered[code] === 0) numbered[code] = ++numbers;
      const ends = offset === word.length - 1;
      const table = ends ? index.ending : index.goingOn;
      // Before a word of one character anything may stand: no character's code is 0.
      const beside = ends ? (offset === 0 ? 0 : word.charCodeAt(offset - 1)) : word.charCodeAt(offset + 1);
      const key = keyOf(word, offset, beside);
      const list = table.get(key);
      if (list === undefined) table.set(key, [{ word, offset, rule, order }]);
      else list.push({ word, offset, rule, order });
    }
  for (const table of [index.goingOn, index.ending])
    for (const list of table.values()) list.sort((a, b) => b.word.length - a.word.length || a.order - b.order);
  return index;
}

const goesBefore = (a: Listed, b: Listed): boolean =>
  a.word.length > b.word.length || (a.word.length === b.word.length && a.order < b.order);

/** The first of the words that stands around the numeral at `at`. */
function firstAround(words: readonly Listed[] | undefined, text: string, at: number): Listed | undefined {
  if (words === undefined) return undefined;
  for (const listed of words)
    if (listed.offset <= at && text.startsWith(listed.word, at - listed.offset)) return listed;
  return undefined;
}

/** The longest word that covers the numeral at `at`. */
export function wordAt({ goingOn, ending }: NumeralWords, text: string, at: number): NumeralWord | null {
  if (numbered[text.charCodeAt(at)] === 0) return null;
  let found = firstAround(goingOn.get(keyOf(text, at, text.charCodeAt(at + 1))), text, at);
  for (let beside = at > 0 ? text.charCodeAt(at - 1) : 0; ; beside = 0) {
    const other = firstAround(ending.get(keyOf(text, at, beside)), text, at);
    if (other !== undefined && (found === undefined || goesBefore(other, found))) found = other;
    if (beside === 0) break;
  }
  if (found === undefined) return null;
  const start = at - found.offset;
  return { start, end: start + found.word.length, rule: found.rule };
}
