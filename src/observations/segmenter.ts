// Segmentation and tags: nodejieba behind one function, loaded only when the first clause with a quantity needs it.
import { createRequire } from 'node:module';
import { builtData } from '../assets.js';
import type { OwnWord } from '../rules/model.js';

export interface TaggedWord {
  word: string;
  tag: string;
}

interface Jieba {
  load(files: Record<'dict' | 'hmmDict' | 'userDict' | 'idfDict' | 'stopWordDict', string>): void;
  cut(text: string, hmm: boolean): string[];
  tag(text: string): TaggedWord[];
  insertWord(word: string, tag: string): boolean;
}

let jieba: Jieba | null = null;
/** What `jieba` was loaded with: it has one dictionary for the whole process. */
let loadedWith: readonly OwnWord[] = [];
/** Tags by word: the tagger is asked once for each word that a run meets. */
const tags = new Map<string, string>();

function load(own: readonly OwnWord[]): Jieba {
  const require = createRequire(import.meta.url);
  const loaded = require('nodejieba') as Jieba;
  loaded.load({
    dict: builtData('jieba.dict.utf8'),
    hmmDict: builtData('hmm_model.utf8'),
    userDict: builtData('user.dict.utf8'),
    idfDict: builtData('idf.utf8'),
    stopWordDict: builtData('stop_words.utf8'),
  });
  // What the dictionary knows keeps its frequency and part of speech.
  for (const { word, tag } of own) if (loaded.cut(word, false).length > 1) loaded.insertWord(word, tag);
  tags.clear();
  loadedWith = own;
  return loaded;
}

function tagOf(word: string, by: Jieba): string {
  let tag = tags.get(word);
  if (tag === undefined) {
    const found = by.tag(word);
    const [only] = found;
    tag = only !== undefined && found.length === 1 ? only.tag : 'x';
    tags.set(word, tag);
  }
  return tag;
}

/**
 * Words with part-of-speech tags (ICTCLAS letters; `x` for what the dictionary lacks), in text order, covering the text.
 * Cut by the dictionary alone: the hidden Markov model glues function words to unknown ones (进口|额为).
 * @param own words of overlays: the same list, by identity, for all texts of an engine
 */
export function tagWords(text: string, own: readonly OwnWord[]): TaggedWord[] {
  if (jieba === null || own !== loadedWith) jieba = load(own);
  const by = jieba;
  return by.cut(text, false).map((word) => ({ word, tag: tagOf(word, by) }));
}
