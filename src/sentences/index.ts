// The sentence stage: blocks to sentences.
import type { Block } from '../document/index.js';
import { sentenceBounds } from './bounds.js';
import type { Sentence } from './model.js';

export type { Sentence } from './model.js';

/** （2）…: an item where the markup knows none. */
const NUMBERED = /^\s*(?:[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d))/;

/**
 * Cuts the blocks' clean text into sentences, in text order. Offsets are UTF-16, in the block's text as it is read. Sentences
 * have no white space at their ends; none is empty.
 */
export function splitSentences(blocks: readonly Block[]): Sentence[] {
  const sentences: Sentence[] = [];
  for (const [block, { text: clean, kind, read }] of blocks.entries()) {
    const text = read?.text ?? clean;
    const heading = kind === 'heading';
    const item = kind === 'item' || NUMBERED.test(text);
    for (const { start, end } of sentenceBounds(text))
      sentences.push({ block, start, text: text.slice(start, end), heading, item });
  }
  return sentences;
}
