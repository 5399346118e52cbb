// Segmentation and tags: nodejieba behind one function, loaded only when the first clause with a quantity needs it.
import { createRequire } from 'node:module';
import { builtData } from '../assets.js';

export interface TaggedWord {
  word: string;
  tag: string;
}

interface Jieba {
  load(files: Record<'dict' | 'hmmDict' | 'userDict' | 'idfDict' | 'stopWordDict', string>): void;
  tag(text: string): TaggedWord[];
}

let jieba: Jieba | null = null;

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

/** Words with part-of-speech tags (ICTCLAS letters), in text order, covering the text. */
export function tagWords(text: string): TaggedWord[] {
  jieba ??= load();
  return jieba.tag(text);
}
