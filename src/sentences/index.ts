// The sentence stage: blocks to sentences, sentences to clauses.
import type { Block } from '../document/index.js';
import { sentenceBounds } from './bounds.js';
import { clausesOf } from './clauses.js';
import { pairBrackets } from './marks.js';
import type { Sentence } from './model.js';

export type { Sentence } from './model.js';

/**
 * Cuts the blocks' clean text into sentences and their clauses, in text order. Offsets are UTF-16, a sentence's in its
 * block's text as it is read, a clause's in its sentence's. Sentences have no white space at their ends; none is empty.
 */
export function splitSentences(blocks: readonly Block[]): Sentence[] {
  const sentences: Sentence[] = [];
  for (const [block, { text: clean, read }] of blocks.entries()) {
    const text = read?.text ?? clean;
    for (const { start, end } of sentenceBounds(text, pairBrackets(text))) {
      const sentence = text.slice(start, end);
      sentences.push({ block, start, text: sentence, clauses: clausesOf(sentence) });
    }
  }
  return sentences;
}
