// Where sentences begin and end.
import { classOf, isCloser, isTitle, OF_SENTENCE, OF_TITLE, type Pairs, pairBrackets, SENTENCE_END } from './marks.js';

/** A question within 《》 up to this length is a title, not a sentence. */
const LONGEST_TITLE = 60;
// After a quotation that ends like a sentence, these go on with the sentence around it: “……！”，“……？”的 …; so does
// another full stop.
const GOES_ON = /[，、；：,;:的者等和与及是]/;
const CJK_OR_OPEN = /[\u2e80-\u9fff“‘「『《（【A-Z]/;

const isWhite = (text: string, at: number): boolean => /\s/.test(text.charAt(at));

/** Whether the `.` at the offset ends an English sentence: white space and a new beginning follow, no digit stands before. */
const isFullStop = (text: string, at: number): boolean => {
  if (!isWhite(text, at + 1) || !/[A-Za-z)\]"”’\u4e00-\u9fff％%]/.test(text.charAt(at - 1))) return false;
  // A single letter before it is an initial.
  if (/[A-Za-z]/.test(text.charAt(at - 1)) && !/[A-Za-z]/.test(text.charAt(at - 2))) return false;
  let next = at + 1;
  while (next < text.length && next < at + 8 && isWhite(text, next)) next++;
  return CJK_OR_OPEN.test(text.charAt(next));
};

/** Whether a half-width mark stands at the end of something, not within an address or a code. */
const isFree = (text: string, at: number): boolean => {
  const next = text.charAt(at + 1);
  return next === '' || !/[\w=&/%.-]/.test(next);
};

const isEnd = (text: string, at: number): boolean => {
  const mark = text.charAt(at);
  if (mark === '.') return isFullStop(text, at);
  if (SENTENCE_END[mark] === undefined) return false;
  return mark !== '!' && mark !== '?' ? true : isFree(text, at);
};

/** [start, end) without the white space at its ends; null where nothing is left. */
const trimmed = (text: string, start: number, end: number): { start: number; end: number } | null => {
  let from = start;
  let to = end;
  while (from < to && isWhite(text, from)) from++;
  while (to > from && isWhite(text, to - 1)) to--;
  return from < to ? { start: from, end: to } : null;
};

/** A sentence of more characters is cut: no writer's is half as long, and each of its figures quotes the whole of it. */
const LONGEST = 1000;
/** How far before that a good place to cut is looked for. */
const CUT_WITHIN = 300;

/** Where [start, end) is cut that is too long: after a mark of a clause, else beside no number or word, else anywhere. */
const cutAt = (text: string, start: number): number => {
  const limit = start + LONGEST;
  for (let at = limit; at > limit - CUT_WITHIN; at--) if (/[，；：、\s]/.test(text.charAt(at - 1))) return at;
  for (let at = limit; at > limit - CUT_WITHIN; at--)
    if (
      !/[\p{N}\p{Script=Latin}\p{M}.,%％\ud800-\udfff〇零一二两三四五六七八九十百千万亿点]/u.test(
        text.slice(at - 1, at + 1),
      )
    )
      return at;
  return /[\udc00-\udfff]/.test(text.charAt(limit)) ? limit - 1 : limit;
};

/**
 * The sentences of one block's text: each ends after 。！？ with the closing quotation marks and brackets that follow, or at
 * a line break. A quotation that is followed by more of its sentence does not end it, nor does a mark within 《》.
 */
export function sentenceBounds(text: string): { start: number; end: number }[] {
  // Few blocks have a mark that must be paired.
  let pairs: Pairs | null = null;
  const closerOf = (at: number): number | undefined => {
    pairs ??= pairBrackets(text);
    return pairs.get(at);
  };
  const bounds: { start: number; end: number }[] = [];
  const add = (from: number, end: number): void => {
    let at = from;
    while (end - at > LONGEST) {
      const cut = cutAt(text, at);
      const bound = trimmed(text, at, cut);
      if (bound !== null) bounds.push(bound);
      at = cut;
    }
    const bound = trimmed(text, at, end);
    if (bound !== null) bounds.push(bound);
  };
  /** Whether a `"` that opens stands there. */
  const opens = (at: number): boolean => text.charAt(at) === '"' && closerOf(at) !== undefined;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if ((classOf(text.charCodeAt(i)) & (OF_SENTENCE | OF_TITLE)) === 0) continue;
    const mark = text.charAt(i);
    if (mark === '\n') {
      add(start, i);
      start = i + 1;
      continue;
    }
    if (isTitle(mark)) {
      const close = closerOf(i);
      if (close !== undefined && close - i <= LONGEST_TITLE && !text.slice(i, close).includes('\n')) i = close;
      continue;
    }
    if (!isEnd(text, i)) continue;
    let end = i + 1;
    while (end < text.length && SENTENCE_END[text.charAt(end)] !== undefined) end++;
    const marksEnd = end;
    while (end < text.length && isCloser(text.charAt(end)) && !opens(end)) end++;
    if (end > marksEnd && (GOES_ON.test(text.charAt(end)) || SENTENCE_END[text.charAt(end)] !== undefined)) {
      i = end - 1;
      continue;
    }
    add(start, end);
    start = end;
    i = end - 1;
  }
  add(start, text.length);
  return bounds;
}
