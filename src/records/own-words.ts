// The article's own words for names that were put together from its text as it is read: 新增就業 where 新增就业 was read.
import type { ArticleDocument } from '../document/index.js';

/** How far before the end of its sentence a word may stand that a name has, in characters. */
const REACH = 10_000;

/** A name as the article writes it. It was read in the sentence, for the number that stands there at `at`. */
export type OwnWords = (name: string, sentence: { block: number; start: number; text: string }, at: number) => string;

/**
 * Makes the function that gives names back their own words; null where the whole article is read in the characters that it
 * is written in. What a name has that its sentence and the text before it lack stays as it is read.
 */
export function ownWords({ blocks }: Pick<ArticleDocument, 'blocks'>): OwnWords | null {
  if (!blocks.some(({ read }) => read?.swapped)) return null;
  // Both of one length: what is read, and what stands there.
  let read = '';
  let written = '';
  const starts = blocks.map((block) => {
    const start = read.length;
    const text = block.read?.text ?? block.text;
    const at = block.read?.at ?? null;
    read += `${text}\n`;
    written += `${at === null ? block.text : Array.from(text, (_, i) => block.text.charAt(at[i] ?? 0)).join('')}\n`;
    return start;
  });
  return (name, { block, start, text }, number) => {
    const from = (starts[block] ?? 0) + start;
    const to = from + text.length;
    const before = read.slice(Math.max(0, to - REACH), to);
    const offset = to - before.length;
    /** Where the words stand: in the sentence before the number, else after it, else where they were said last. */
    const find = (words: string): number => {
      const said = text.lastIndexOf(words, number);
      const here = said < 0 ? text.indexOf(words) : said;
      if (here >= 0) return from + here;
      const last = before.lastIndexOf(words);
      return last < 0 ? -1 : offset + last;
    };
    let own = '';
    for (let i = 0; i < name.length; ) {
      // The longest words from here on that were written somewhere.
      let length = name.length - i;
      let place = find(name.slice(i, i + length));
      while (place < 0 && length > 1) place = find(name.slice(i, i + --length));
      own += place < 0 ? name.slice(i, i + length) : written.slice(place, place + length);
      i += length;
    }
    return own;
  };
}
