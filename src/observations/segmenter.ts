// Segmentation and tags: nodejieba behind one function, loaded only when the first clause with a quantity needs it.
import { createRequire } from 'node:module';
import { builtData } from '../assets.js';

export interface TaggedWord {
  word: string;
  tag: string;
}

interface Jieba {
  load(files: Record<'dict' | 'hmmDict' | 'userDict' | 'idfDict' | 'stopWordDict', string>): void;
  cut(text: string, hmm: boolean): string[];
  tag(text: string): TaggedWord[];
}

let jieba: Jieba | null = null;
/** Tags by word: the tagger is asked once for each word that a run meets. */
const tags = new Map<string, string>();

function load(): Jieba {
  const require = createRequire(import.meta.url);
  const loaded = require('nodejieba') as Jieba;
  loaded.load({
    dict: builtData('jieba.dict.utf8'),
    hmmDict: builtData('hmm_model.utf8'),
    userDict: builtData('user.dict.utf8'),
    idfDict: builtData('idf.utf8'),
    stopWordDict: builtData('stop_words.utf8'),
  });
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
 */
export function tagWords(text: string): TaggedWord[] {
  jieba ??= load();
  const by = jieba;
  return by.cut(text, false).map((word) => ({ word, tag: tagOf(word, by) }));
}
