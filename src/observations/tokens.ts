// A sentence as tokens: quantities, times and places whole, the rest cut into tagged words.
import type { PlaceMention } from '../areas/index.js';
import type { TimeMention } from '../periods/index.js';
import type { Quantity } from '../quantities/index.js';
import type { OwnWord } from '../rules/model.js';
import { type Lexeme, type Lexicon, plainLexeme } from './lexicon.js';
import { tagWords } from './segmenter.js';

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
  quantity?: Quantity;
  time?: TimeMention;
  place?: PlaceMention;
}

/** Marks that end a clause. A list's 、 does not. */
const CLAUSE_MARKS = '，；：。！？,;!?\n…';
const MARK = /^[\s\p{P}\p{S}]+$/u;

interface Island {
  start: number;
  end: number;
  token: Token;
}

const bare = { tag: '', lexeme: null, plain: null };

/** Quoted names (“放管服”改革) are one noun: cut no further. */
function quotedNames(text: string): Island[] {
  const islands: Island[] = [];
  for (let open = text.indexOf('“'); open >= 0; open = text.indexOf('“', open + 1)) {
    const close = text.indexOf('”', open + 1);
    if (close < 0) break;
    const inner = text.slice(open + 1, close);
    if (inner.length > 0 && inner.length <= 16 && !/[，。；！？“]/.test(inner)) {
      islands.push({
        start: open,
        end: close + 1,
        token: { kind: 'quoted', start: open, end: close + 1, text: text.slice(open, close + 1), ...bare, tag: 'nz' },
      });
      open = close;
    }
  }
  for (let open = text.indexOf('《'); open >= 0; open = text.indexOf('《', open + 1)) {
    const close = text.indexOf('》', open + 1);
    if (close < 0) break;
    islands.push({
      start: open,
      end: close + 1,
      token: { kind: 'quoted', start: open, end: close + 1, text: text.slice(open, close + 1), ...bare, tag: 'nz' },
    });
    open = close;
  }
  return islands;
}

/**
 * @param text the sentence
 * @param quantities those that count as observations
 * @param own words that overlays add to the segmenter's dictionary
 */
export function tokenize(
  text: string,
  quantities: readonly Quantity[],
  times: readonly TimeMention[],
  places: readonly PlaceMention[],
  lexicon: Lexicon,
  own: readonly OwnWord[],
): Token[] {
  const islands: Island[] = [];
  for (const q of quantities)
    islands.push({
      start: q.outerStart,
      end: q.outerEnd,
      token: {
        kind: 'quantity',
        start: q.outerStart,
        end: q.outerEnd,
        text: text.slice(q.outerStart, q.outerEnd),
        ...bare,
        quantity: q,
      },
    });
  for (const t of times)
    islands.push({
      start: t.start,
      end: t.end,
      token: {
        kind: 'time',
        start: t.start,
        end: t.end,
        text: t.text,
        ...bare,
        tag: 't',
        plain: plainLexeme(lexicon, t.text),
        time: t,
      },
    });
  islands.push(...quotedNames(text));
  for (const p of places)
    islands.push({
      start: p.start,
      end: p.end,
      token: { kind: 'place', start: p.start, end: p.end, text: p.text, ...bare, tag: 'ns', place: p },
    });
  // What stands first in this list wins an overlap: quantities over times over quoted names over places.
  const claimed: Island[] = [];
  for (const island of islands) {
    if (!claimed.some((c) => island.start < c.end && c.start < island.end)) claimed.push(island);
  }
  claimed.sort((a, b) => a.start - b.start);

  // All gaps between islands are tagged in one call, a line each.
  const gaps: { start: number; end: number }[] = [];
  let at = 0;
  for (const island of claimed) {
    gaps.push({ start: at, end: island.start });
    at = island.end;
  }
  gaps.push({ start: at, end: text.length });
  const words = tagWords(gaps.map((g) => text.slice(g.start, g.end).replace(/\n/g, '\r')).join('\n'), own);

  const tokens: Token[] = [];
  let gap = 0;
  let position = 0;
  const nextGap = (): void => {
    const island = claimed[gap];
    if (island !== undefined) tokens.push(island.token);
    gap++;
    position = gaps[gap]?.start ?? text.length;
  };
  for (const { word, tag } of words) {
    if (word === '\n') {
      nextGap();
      continue;
    }
    const start = position;
    position += word.length;
    const mark = MARK.test(word);
    tokens.push({
      kind: mark ? 'mark' : 'word',
      start,
      end: position,
      text: text.slice(start, position),
      tag: mark ? 'w' : tag,
      lexeme: lexicon.words.get(word) ?? (tag === 'x' && word.length > 1 && /[到至]$/.test(word) ? ARRIVES : null),
      plain: mark ? null : plainLexeme(lexicon, word),
    });
  }
  while (gap < claimed.length) nextGap();
  return tokens;
}

export const isClauseMark = (token: Token): boolean =>
  token.kind === 'mark' && CLAUSE_MARKS.includes(token.text.charAt(0));

/** Whether rules give the token one of the classes. */
export const has = (token: Token | undefined, ...classes: string[]): boolean =>
  token !== undefined &&
  (token.lexeme !== null || token.plain !== null) &&
  classes.some((c) => token.lexeme?.classes.includes(c) === true || token.plain?.classes.includes(c) === true);

export const isVerb = (t: Token): boolean =>
  t.kind === 'word' && t.tag.startsWith('v') && t.tag !== 'vn' && !has(t, 'measure-noun');

export const isNoun = (t: Token): boolean =>
  (t.kind === 'word' && has(t, 'noun-suffix')) ||
  t.kind === 'quoted' ||
  t.kind === 'place' ||
  has(t, 'measure-noun') ||
  (t.kind === 'word' && (/^(n|vn|j|l|i|b|s|z|a|x|eng|g|t)/.test(t.tag) || t.tag === ''));

/** 扩产到, 延伸至: a verb that the dictionary does not know, and where it arrives. */
const ARRIVES: Lexeme = { classes: ['arrive'], sign: 0, basis: null, rules: ['lexeme.arrive'] };
