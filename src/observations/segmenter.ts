// Segmentation and tags: nodejieba behind one function, loaded only when the first clause with a quantity needs it.
//
// Loading its dictionary of 50,000 words takes as long as reading ten articles. It cuts a text by the words in the text,
// their frequencies, and the sum and the least of all frequencies. So a first document, often the only one, gets a
// dictionary of the words that may stand in it and of two more that bring the sum and the least to what they are in all.
import { mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtData } from '../assets.js';
import type { OwnWord } from '../rules/model.js';

interface Jieba {
  load(files: Record<'dict' | 'hmmDict' | 'userDict' | 'idfDict' | 'stopWordDict', string>): void;
  cut(text: string, hmm: boolean): string[];
  tag(text: string): { word: string; tag: string }[];
  insertWord(word: string, tag: string): boolean;
}

/** dist/data/frequencies.json: of all words in the dictionary. */
export interface Frequencies {
  sum: number;
  least: number;
}

/** Calls the addon. */
type AddonCall = <T>(call: () => T) => T;
let callAddon: AddonCall = (call) => call();

/** Has every call of the addon made by `by`: where threads are ended, none may be ended within one (it would end the process). */
export function guardAddon(by: AddonCall): void {
  callAddon = by;
}

/** From this many characters on most words of the dictionary are wanted anyway. */
const LONG = 100_000;

let jieba: Jieba | null = null;
/** What `jieba` was loaded with: it has one dictionary for the whole process. */
let loadedWith: readonly OwnWord[] = [];
/** The document whose words alone were loaded; null where all were. */
let loadedFor: readonly string[] | null = null;

function loadWords(by: Jieba, dict: string): void {
  by.load({
    dict,
    hmmDict: builtData('hmm_model.utf8'),
    userDict: builtData('user.dict.utf8'),
    idfDict: builtData('idf.utf8'),
    stopWordDict: builtData('stop_words.utf8'),
  });
}

const pairSlot = (first: number, second: number): number => (first * 31 + second) & 0xffff;
const SPACE = 32;

/** The dictionary's lines whose first two characters stand in the document (or two that fall together with them). */
function linesFor(document: readonly string[], dictionary: string): string[] {
  const seen = new Uint8Array(0x10000);
  for (const text of document)
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      seen[pairSlot(code, SPACE)] = 1;
      seen[pairSlot(code, text.charCodeAt(i + 1))] = 1;
    }
  const lines: string[] = [];
  for (let at = 0; at < dictionary.length; ) {
    const end = dictionary.indexOf('\n', at);
    if (seen[pairSlot(dictionary.charCodeAt(at), dictionary.charCodeAt(at + 1))] === 1)
      lines.push(dictionary.slice(at, end));
    at = end + 1;
  }
  return lines;
}

/** Loads the words of one document; false where that cannot be done here. The package takes words from a file only. */
function loadFor(document: readonly string[], by: Jieba): boolean {
  const { sum, least } = JSON.parse(readFileSync(builtData('frequencies.json'), 'utf8')) as Frequencies;
  const lines = linesFor(document, readFileSync(builtData('jieba.dict.utf8'), 'utf8'));
  const rest = lines.reduce((left, line) => left - Number(line.split(' ', 2)[1]), sum - least);
  if (rest <= 0) return false;
  // Two characters that no text should hold, and that no longer word begins with.
  lines.push(`\ue000 ${least} x`, `\ue001 ${rest} x`);
  try {
    const folder = mkdtempSync(join(tmpdir(), 'zhibiao-'));
    const path = join(folder, 'words.utf8');
    try {
      writeFileSync(path, `${lines.join('\n')}\n`);
      loadWords(by, path);
    } finally {
      // Also where there was room for a part of it only.
      rmSync(path, { force: true });
      rmdirSync(folder);
    }
    return true;
  } catch {
    // No folder for such files, no space in it: the whole dictionary then.
    return false;
  }
}

function load(document: readonly string[], own: readonly OwnWord[]): Jieba {
  const by = jieba ?? (createRequire(import.meta.url)('nodejieba') as Jieba);
  const isFirst = jieba === null;
  jieba = by;
  loadedWith = own;
  // The package weighs words that are added later by the median of all frequencies.
  const alone = isFirst && own.length === 0 && document.reduce((length, text) => length + text.length, 0) < LONG;
  loadedFor = alone && loadFor(document, by) ? document : null;
  if (loadedFor !== null) return by;
  loadWords(by, builtData('jieba.dict.utf8'));
  // What the dictionary knows keeps its frequency and part of speech.
  for (const { word, tag } of own) if (by.cut(word, false).length > 1) by.insertWord(word, tag);
  return by;
}

/** Words as they stand in one document. */
export interface Segmenter {
  /** The text's words in text order, covering it. By the dictionary alone: the model glues function words (进口|额为). */
  cut(text: string): string[];
  /** A word's part of speech, in ICTCLAS letters; `x` for what the dictionary lacks. */
  tagOf(word: string): string;
}

/**
 * @param document the texts that will be cut, or that those are parts of
 * @param own words of overlays: the same list, by identity, for all documents of an engine
 */
export function segmenterFor(document: readonly string[], own: readonly OwnWord[]): Segmenter {
  const loaded = (): Jieba =>
    jieba === null || own !== loadedWith || (loadedFor !== null && loadedFor !== document)
      ? load(document, own)
      : jieba;
  return {
    cut: (text) => callAddon(() => loaded().cut(text, false)),
    tagOf(word) {
      const found = callAddon(() => loaded().tag(word));
      return found.length === 1 ? (found[0]?.tag ?? 'x') : 'x';
    },
  };
}
