// A sentence as tokens: quantities, times and places whole, the rest cut into tagged words.
import type { PlaceMention } from '../areas/index.js';
import type { TimeMention } from '../periods/index.js';
import type { Quantity } from '../quantities/index.js';
import { type Lexeme, type Lexicon, plainLexeme } from './lexicon.js';
import type { Segmenter } from './segmenter.js';

export type TokenKind = 'word' | 'quantity' | 'time' | 'place' | 'mark' | 'quoted';

export interface Token {
  kind: TokenKind;
  start: number;
  end: number;
  text: string;
  /** ICTCLAS part of speech; '' for what is no word. */
  tag: string;
  /** What rules say of the word; null: an ordinary word. */
  lexeme: Lexeme | null;
  /** What rules say that only recognise it, whole or by its ending, and leave it an ordinary word. */
  plain: Lexeme | null;
  quantity: Quantity | undefined;
  time: TimeMention | undefined;
  place: PlaceMention | undefined;
}

/** Marks that end a clause. A list's 、 does not. */
const CLAUSE_MARKS = '，；：。！？,;!?\n…';
const MARK = /^[\s\p{P}\p{S}]+$/u;

/** A token that is taken whole from the text. All tokens have all fields, in one order: V8 then reads each at one place. */
const whole = (
  kind: TokenKind,
  tag: string,
  text: string,
  start: number,
  end: number,
  plain: Lexeme | null = null,
  quantity?: Quantity,
  time?: TimeMention,
  place?: PlaceMention,
): Token => ({
  kind,
  start,
  end,
  text: text.slice(start, end),
  tag,
  lexeme: null,
  plain,
  quantity,
  time,
  place,
});

/** Quoted names (“放管服”改革) are one noun: cut no further. */
function quotedNames(text: string): Token[] {
  const names: Token[] = [];
  for (let open = text.indexOf('“'); open >= 0; open = text.indexOf('“', open + 1)) {
    const close = text.indexOf('”', open + 1);
    if (close < 0) break;
    const inner = text.slice(open + 1, close);
    if (inner.length > 0 && inner.length <= 16 && !/[，。；！？“]/.test(inner)) {
      names.push(whole('quoted', 'nz', text, open, close + 1));
      open = close;
    }
  }
  for (let open = text.indexOf('《'); open >= 0; open = text.indexOf('《', open + 1)) {
    const close = text.indexOf('》', open + 1);
    if (close < 0) break;
    names.push(whole('quoted', 'nz', text, open, close + 1));
    open = close;
  }
  return names;
}

/** What an engine knows of a word; worked out once for each word that it meets. */
interface Word {
  text: string;
  kind: 'word' | 'mark';
  tag: string;
  lexeme: Lexeme | null;
  plain: Lexeme | null;
}

export type Tokenizer = (
  text: string,
  quantities: readonly Quantity[],
  times: readonly TimeMention[],
  places: readonly PlaceMention[],
  segmenter: Segmenter,
) => Token[];

/**
 * Makes the function that cuts sentences into tokens.
 *
 * Its arguments: the sentence, those of its quantities that count as observations, its times and places, and what cuts the
 * text between them.
 */
export function createTokenizer(lexicon: Lexicon): Tokenizer {
  const words = new Map<string, Word>();
  const learn = (text: string, segmenter: Segmenter): Word => {
    const mark = MARK.test(text);
    const tag = segmenter.tagOf(text);
    const lexeme = lexicon.words.get(text) ?? (tag === 'x' && ARRIVING.test(text) ? ARRIVES : null);
    const plain = mark ? null : plainLexeme(lexicon, text);
    const word: Word = { text, kind: mark ? 'mark' : 'word', tag: mark ? 'w' : tag, lexeme, plain };
    words.set(text, word);
    return word;
  };
  return (text, quantities, times, places, segmenter) => {
    // What stands first in this list wins an overlap: quantities over times over quoted names over places.
    const found: Token[] = [];
    for (const q of quantities) found.push(whole('quantity', '', text, q.outerStart, q.outerEnd, null, q));
    for (const t of times)
      found.push(whole('time', 't', text, t.start, t.end, plainLexeme(lexicon, t.text), undefined, t));
    found.push(...quotedNames(text));
    for (const p of places) found.push(whole('place', 'ns', text, p.start, p.end, null, undefined, undefined, p));
    const islands: Token[] = [];
    for (const token of found)
      if (!islands.some((c) => token.start < c.end && c.start < token.end)) islands.push(token);
    islands.sort((a, b) => a.start - b.start);

    // All gaps between islands are cut in one call, a line each: a call of the addon has its price.
    let gaps = '';
    let at = 0;
    for (const { start, end } of islands) {
      gaps += `${oneLine(text.slice(at, start))}\n`;
      at = end;
    }
    gaps += oneLine(text.slice(at));

    const tokens: Token[] = [];
    let gap = 0;
    let start = 0;
    const nextIsland = (): void => {
      const island = islands[gap++];
      if (island === undefined) return;
      tokens.push(island);
      start = island.end;
    };
    for (const piece of segmenter.cut(gaps)) {
      if (piece === '\n') {
        nextIsland();
        continue;
      }
      const { text: written, kind, tag, lexeme, plain } = words.get(piece) ?? learn(piece, segmenter);
      const end = start + written.length;
      tokens.push({
        kind,
        start,
        end,
        text: written,
        tag,
        lexeme,
        plain,
        quantity: undefined,
        time: undefined,
        place: undefined,
      });
      start = end;
    }
    while (gap < islands.length) nextIsland();
    return tokens;
  };
}

/** A line end within a sentence is a mark that ends no clause. */
const oneLine = (text: string): string => (text.includes('\n') ? text.replace(/\n/g, '\r') : text);

export const isClauseMark = (token: Token): boolean =>
  token.kind === 'mark' && CLAUSE_MARKS.includes(token.text.charAt(0));

/** Whether rules give the token one of the classes. */
export const has = (token: Token | undefined, ...classes: string[]): boolean => {
  if (token === undefined) return false;
  const { lexeme, plain } = token;
  if (lexeme === null && plain === null) return false;
  for (const name of classes)
    if (lexeme?.classes.includes(name) === true || plain?.classes.includes(name) === true) return true;
  return false;
};

/** Whether rules give the token one of many classes. */
export const hasAny = ({ lexeme, plain }: Token, classes: ReadonlySet<string>): boolean =>
  (lexeme?.classes.some((name) => classes.has(name)) ?? false) ||
  (plain?.classes.some((name) => classes.has(name)) ?? false);

/** Whether no rule says anything of the word, and nothing else does. */
export const isOrdinary = ({ kind, lexeme, plain }: Token): boolean =>
  kind === 'word' && lexeme === null && plain === null;

export const isVerb = (t: Token): boolean =>
  t.kind === 'word' && t.tag.startsWith('v') && t.tag !== 'vn' && !has(t, 'measure-noun');

export const isNoun = (t: Token): boolean =>
  (t.kind === 'word' && has(t, 'noun-suffix')) ||
  t.kind === 'quoted' ||
  t.kind === 'place' ||
  has(t, 'measure-noun') ||
  (t.kind === 'word' && (/^(n|vn|j|l|i|b|s|z|a|x|eng|g|t)/.test(t.tag) || t.tag === ''));

/** 扩产到, 延伸至: a verb that the dictionary does not know, and where it arrives. */
const ARRIVING = /^.+[到至]$/;
const ARRIVES: Lexeme = { classes: ['arrive'], sign: 0, basis: null, rules: ['lexeme.arrive'] };
