// The dictionary of dist/data: words, their parts of speech, and how likely each is. It is read as it lies in its file.
import { readFileSync } from 'node:fs';
import { builtData } from '../assets.js';
import type { OwnWord } from '../rules/model.js';
import { type Beginnings, beginningsOf, insert, noteBeginning, type Trie, trieOf, wordsOf } from './trie.js';

export interface Dictionary {
  trie: Trie;
  beginnings: Beginnings;
  /** How many words it has. */
  size: number;
  /** By number of the word: the logarithm of its share in all text. 0 stands for any character that is no word. */
  weights: Float64Array;
  /** By number of the word: that of its part of speech. */
  tagNumbers: Uint8Array;
  /** Parts of speech, in ICTCLAS letters. */
  tags: string[];
  /** The weight of words that are added. */
  median: number;
}

/** dist/data/words.json: how words.bin beside it is to be read. */
interface Contents {
  size: number;
  /** Length of the trie. */
  trie: number;
  tags: string[];
  median: number;
}

export interface ListedWord {
  word: string;
  frequency: number;
  tag: string;
}

/** The part of speech of what is no word of the dictionary. */
const UNKNOWN = 'x';

/** A dictionary's files, by name. Numbers stand as this machine has them: who builds is who reads. */
export function dictionaryFiles(words: readonly ListedWord[]): Record<string, string | Uint8Array> {
  const sum = words.reduce((total, { frequency }) => total + frequency, 0);
  const weights = words.map(({ frequency }) => Math.log(frequency / sum));
  const ascending = Float64Array.from(weights).sort();
  const tags = [...new Set([UNKNOWN, ...words.map(({ tag }) => tag)])];
  const trie = trieOf(words.map(({ word }) => word));
  const { nodes, pairs } = beginningsOf(trie);
  const median = ascending[words.length >> 1] ?? 0;
  const contents: Contents = { size: words.length, trie: trie.length, tags, median };
  const tables = [
    Float64Array.of(ascending[0] ?? 0, ...weights),
    trie,
    nodes,
    pairs,
    Uint8Array.of(0, ...words.map(({ tag }) => tags.indexOf(tag))),
  ];
  return {
    'words.json': JSON.stringify(contents),
    'words.bin': Buffer.concat(tables.map((table) => Buffer.from(table.buffer))),
  };
}

/** @param more words that may be added */
export function loadDictionary(more: readonly OwnWord[]): Dictionary {
  const { size, trie: length, tags, median } = JSON.parse(readFileSync(builtData('words.json'), 'utf8')) as Contents;
  const { buffer, byteOffset } = readFileSync(builtData('words.bin'));
  let end = byteOffset;
  const take = <T>(
    Table: new (buffer: ArrayBufferLike, at: number, length: number) => T,
    length: number,
    bytes: number,
  ) => {
    const table = new Table(buffer, end, length);
    end += length * bytes;
    return table;
  };
  const weights = take(Float64Array, size + 1, 8);
  const trie = take(Int32Array, length, 4);
  const nodes = take(Int32Array, 0x10000, 4);
  const pairs = take(Uint8Array, 0x10000, 1);
  const tagNumbers = take(Uint8Array, size + 1, 1);
  if (more.length === 0) return { trie, beginnings: { nodes, pairs }, size, weights, tagNumbers, tags, median };
  const longer = size + 1 + more.length;
  const wider = trieOf(
    wordsOf(trie),
    more.map(({ word }) => word),
  );
  const withRoom = {
    weights: new Float64Array(longer),
    tagNumbers: new Uint8Array(longer),
    trie: wider,
    beginnings: beginningsOf(wider),
  };
  withRoom.weights.set(weights);
  withRoom.tagNumbers.set(tagNumbers);
  return { ...withRoom, size, tags, median };
}

/** Adds a word that the dictionary was loaded for. */
export function addWord(dictionary: Dictionary, { word, tag }: OwnWord): void {
  const { trie, beginnings, weights, tagNumbers, tags, median } = dictionary;
  const number = ++dictionary.size;
  if (!tags.includes(tag)) tags.push(tag);
  weights[number] = median;
  tagNumbers[number] = tags.indexOf(tag);
  insert(trie, word, number);
  noteBeginning(trie, beginnings, word);
}
