// Cuts text into words: of all ways to make it of the dictionary's words, the one whose words are likeliest together. This is
// what nodejieba does when it is not asked to guess words (its model glues function words: 进口|额为), done where the
// words are wanted: a call of the addon cost as much as reading the clause, and its words were strings that had to be
// looked up again. tests/segmenter.test.ts holds both together.
import type { OwnWord } from '../rules/model.js';
import { addWord, type Dictionary, loadDictionary } from './dictionary.js';
import { below, NOWHERE, pairSlot, wordOf } from './trie.js';

/** No word crosses a space, a tab, ， or 。, and none is weighed with what stands before it. */
const separates = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0xff0c || code === 0x3002;

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

export interface Segmenter {
  /**
   * Tells `take` the words of text[from, to) in order, without gaps: where each ends, and its number in the dictionary; 0 for
   * a character that the dictionary lacks.
   */
  cut(text: string, from: number, to: number, take: (end: number, word: number) => void): void;
  /** A word's part of speech, in ICTCLAS letters; `x` for what the dictionary lacks. */
  tagOf(word: number): string;
}

/** @param own words of overlays */
export function createSegmenter(own: readonly OwnWord[]): Segmenter {
  const dictionary = loadDictionary(own);
  const cut = createCutter(dictionary);
  // What the dictionary knows keeps its frequency and part of speech.
  for (const each of own) {
    let pieces = 0;
    cut(each.word, 0, each.word.length, () => pieces++);
    if (pieces > 1) addWord(dictionary, each);
  }
  return { cut, tagOf: (word) => dictionary.tags[dictionary.tagNumbers[word] as number] as string };
}

function createCutter({ trie, beginnings: { nodes, pairs }, weights }: Dictionary): Segmenter['cut'] {
  // By place in the text to cut: the weight of the best way to cut what is left from there on, and that way's first word.
  let scores = new Float64Array(256);
  let ends = new Int32Array(256);
  let words = new Int32Array(256);

  return (text, from, to, take) => {
    const length = to - from;
    if (length >= scores.length) {
      scores = new Float64Array(2 * length);
      ends = new Int32Array(2 * length);
      words = new Int32Array(2 * length);
    }
    scores[length] = 0;
    for (let i = length - 1; i >= 0; i--) {
      const code = text.charCodeAt(from + i);
      if (isLow(code) && i > 0 && isHigh(text.charCodeAt(from + i - 1))) continue;
      let node = nodes[code] as number;
      let end = i + 1;
      if (isHigh(code) && end < length && isLow(text.charCodeAt(from + end))) {
        if (node !== NOWHERE) node = below(trie, node, text.charCodeAt(from + end));
        end++;
      }
      let word = node === NOWHERE ? 0 : wordOf(trie, node);
      let best = separates(code) ? 0 : (scores[end] as number) + (weights[word] as number);
      if (separates(code) || (end === i + 1 && pairs[pairSlot(code, text.charCodeAt(from + end))] === 0))
        node = NOWHERE;
      for (let k = end; k < length && node !== NOWHERE; k++) {
        const next = text.charCodeAt(from + k);
        node = separates(next) ? NOWHERE : below(trie, node, next);
        const longer = node === NOWHERE ? 0 : wordOf(trie, node);
        if (longer === 0) continue;
        const score = (scores[k + 1] as number) + (weights[longer] as number);
        // Of ways that weigh the same the one with the shorter word holds.
        if (score <= best) continue;
        best = score;
        end = k + 1;
        word = longer;
      }
      scores[i] = best;
      ends[i] = end;
      words[i] = word;
    }
    for (let i = 0; i < length; i = ends[i] as number) take(from + (ends[i] as number), words[i] as number);
  };
}
