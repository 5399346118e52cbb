// A sentence as tokens: quantities, times and places whole, the rest cut into tagged words.
import type { PlaceMention } from '../areas/index.js';
import type { TimeMention } from '../periods/index.js';
import type { Quantity, Span } from '../quantities/index.js';
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
function quotedNames(text: string): Span[] {
  const names: Span[] = [];
  for (let open = text.indexOf('“'); open >= 0; open = text.indexOf('“', open + 1)) {
    const close = text.indexOf('”', open + 1);
    if (close < 0) break;
    const inner = text.slice(open + 1, close);
    if (inner.length > 0 && inner.length <= 16 && !/[，。；！？“]/.test(inner)) {
      names.push({ start: open, end: close + 1 });
      open = close;
    }
  }
  for (let open = text.indexOf('《'); open >= 0; open = text.indexOf('《', open + 1)) {
    const close = text.indexOf('》', open + 1);
    if (close < 0) break;
    names.push({ start: open, end: close + 1 });
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

/** A part of a sentence that is one token: where it stands, and which of its kind it is. */
interface Island {
  kind: 'quantity' | 'time' | 'quoted' | 'place';
  start: number;
  end: number;
  nth: number;
}

/** A sentence before its words are known, and what its times mean. */
export interface Layout {
  /** In text order. */
  islands: readonly Island[];
  /** The text before, between and after them, a line each. */
  gaps: string;
}

/**
 * Which parts of a sentence are one token.
 * @param quantities those that count as observations
 */
export function layOut(
  text: string,
  quantities: readonly Quantity[],
  times: readonly Span[],
  places: readonly PlaceMention[],
): Layout {
  const islands: Island[] = [];
  const add = (kind: Island['kind'], start: number, end: number, nth: number): void => {
    for (const other of islands) if (start < other.end && other.start < end) return;
    islands.push({ kind, start, end, nth });
  };
  // What comes first here wins an overlap.
  quantities.forEach((q, nth) => void add('quantity', q.outerStart, q.outerEnd, nth));
  times.forEach(({ start, end }, nth) => void add('time', start, end, nth));
  for (const { start, end } of quotedNames(text)) add('quoted', start, end, 0);
  places.forEach(({ start, end }, nth) => void add('place', start, end, nth));
  islands.sort((a, b) => a.start - b.start);

  // A line end within a sentence is a mark that ends no clause.
  const line = text.includes('\n') ? text.replace(/\n/g, '\r') : text;
  let gaps = '';
  let at = 0;
  for (const { start, end } of islands) {
    gaps += `${line.slice(at, start)}\n`;
    at = end;
  }
  return { islands, gaps: gaps + line.slice(at) };
}

/** The words of many sentences in text order, and how many of them have been taken. */
export interface WordRow {
  words: readonly string[];
  taken: number;
}

/** Cuts many sentences in one call: the addon's tables then lie in the processor's cache, and the engine's after that. */
export function cutAll(layouts: readonly Layout[], segmenter: Segmenter): WordRow {
  if (layouts.length === 0) return { words: [], taken: 0 };
  return { words: segmenter.cut(layouts.map(({ gaps }) => gaps).join('\n')), taken: 0 };
}

export type Tokenizer = (
  text: string,
  layout: Layout,
  quantities: readonly Quantity[],
  times: readonly TimeMention[],
  places: readonly PlaceMention[],
  row: WordRow,
  segmenter: Segmenter,
) => Token[];

/**
 * Makes the function that writes sentences as tokens.
 *
 * Its arguments: the sentence, its layout and what that was made of, the row that has its words next, and what tags words.
 */
export function createTokenizer(lexicon: Lexicon): Tokenizer {
  const known = new Map<string, Word>();
  const learn = (text: string, segmenter: Segmenter): Word => {
    const mark = MARK.test(text);
    const tag = segmenter.tagOf(text);
    const lexeme = lexicon.words.get(text) ?? (tag === 'x' && ARRIVING.test(text) ? ARRIVES : null);
    const plain = mark ? null : plainLexeme(lexicon, text);
    const word: Word = { text, kind: mark ? 'mark' : 'word', tag: mark ? 'w' : tag, lexeme, plain };
    known.set(text, word);
    return word;
  };
  const island = (
    text: string,
    { kind, start, end, nth }: Island,
    quantities: readonly Quantity[],
    times: readonly TimeMention[],
    places: readonly PlaceMention[],
  ): Token => {
    if (kind === 'quantity') return whole('quantity', '', text, start, end, null, quantities[nth]);
    if (kind === 'quoted') return whole('quoted', 'nz', text, start, end);
    if (kind === 'place') return whole('place', 'ns', text, start, end, null, undefined, undefined, places[nth]);
    return whole('time', 't', text, start, end, plainLexeme(lexicon, text.slice(start, end)), undefined, times[nth]);
  };
  return (text, { islands }, quantities, times, places, row, segmenter) => {
    const tokens: Token[] = [];
    const { words } = row;
    let start = 0;
    let gap = 0;
    for (; row.taken < words.length; row.taken++) {
      const piece = words[row.taken] as string;
      if (piece === '\n') {
        const next = islands[gap++];
        if (next === undefined) break;
        tokens.push(island(text, next, quantities, times, places));
        start = next.end;
        continue;
      }
      const { text: written, kind, tag, lexeme, plain } = known.get(piece) ?? learn(piece, segmenter);
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
    // The line end after the sentence.
    row.taken++;
    return tokens;
  };
}

export const isClauseMark = (token: Token): boolean =>
  token.kind === 'mark' && CLAUSE_MARKS.includes(token.text.charAt(0));

/** Whether rules give the token one of the classes. */
export const has = (token: Token | undefined, ...classes: string[]): boolean => {
  if (token === undefined) return false;
  const { lexeme, plain } = token;
  if (lexeme === null && plain === null) return false;
  // By index: so V8 reads the arguments where they are and makes no array of them.
  for (let i = 0; i < classes.length; i++) {
    const name = classes[i] as string;
    if (lexeme?.classes.includes(name) === true || plain?.classes.includes(name) === true) return true;
  }
  return false;
};

/** 实现了, 完成: the token before index `at`, or before the 了 that stands there. */
export const beforeAspect = (tokens: readonly Token[], at: number): Token | undefined =>
  tokens[tokens[at - 1]?.text === '了' ? at - 2 : at - 1];

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
