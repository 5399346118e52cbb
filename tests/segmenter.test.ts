// The segmenter against nodejieba, whose words and parts of speech it must give.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtData, packageRoot } from '../src/assets.js';
import { createSegmenter, type Segmenter } from '../src/observations/segmenter.js';
import { wordsOf } from '../src/observations/trie.js';
import { loadDictionary } from '../src/observations/dictionary.js';

interface Jieba {
  load(files: Record<string, string>): void;
  cut(text: string, hmm: boolean): string[];
  tag(text: string): { word: string; tag: string }[];
  insertWord(word: string, tag: string): boolean;
}
const jieba = createRequire(import.meta.url)('nodejieba') as Jieba;
jieba.load({
  dict: builtData('jieba.dict.utf8'),
  hmmDict: builtData('hmm_model.utf8'),
  userDict: builtData('user.dict.utf8'),
  idfDict: builtData('idf.utf8'),
  stopWordDict: builtData('stop_words.utf8'),
});

const ours = ({ cut, tagOf }: Segmenter, text: string): string[] => {
  const words: string[] = [];
  let at = 0;
  cut(text, 0, text.length, (end, word) => {
    words.push(`${text.slice(at, end)}/${tagOf(word)}`);
    at = end;
  });
  return words;
};
const theirs = (text: string): string[] =>
  jieba.cut(text, false).map((word) => {
    const tags = jieba.tag(word);
    return `${word}/${tags.length === 1 ? tags[0]?.tag : 'x'}`;
  });

const segmenter = createSegmenter([]);
const fixtures = join(packageRoot, 'fixtures');

test.each(readdirSync(fixtures).filter((name) => /\.(md|html|txt)$/.test(name)))('%s', (name) => {
  const lines = readFileSync(join(fixtures, name), 'utf8').split('\n');
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) expect(ours(segmenter, line)).toEqual(theirs(line));
});

describe('texts of any kind', () => {
  const words = wordsOf(loadDictionary([]).trie);
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.constantFrom(...'，。 \t一的是𠮷\u{20000}😀𠀀GDP3.5%') },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 3 }).filter((text) => !text.includes('\0')) },
  );
  const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  test('are cut alike', () => {
    const alike = fc.property(texts, (text) => {
      expect(ours(segmenter, text)).toEqual(theirs(text));
    });
    fc.assert(alike, { numRuns: 1000 });
  });

  test('are covered, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cut = ours(segmenter, text).map((word) => word.slice(0, word.lastIndexOf('/')));
        expect(cut.join('')).toBe(text);
      }),
    );
  });
});

test('words of overlays', () => {
  const own = [
    { word: '灵活就业者', tag: 'n' },
    { word: '经济', tag: 'v' },
    { word: '青稞酒业带', tag: 'vn' },
    { word: '稞酒', tag: 'zz' },
  ];
  for (const { word, tag } of own) if (jieba.cut(word, false).length > 1) jieba.insertWord(word, tag);
  const mine = createSegmenter(own);
  for (const text of ['灵活就业者收入增长', '数字经济', '打造青稞酒业带动经济', '青稞酒'])
    expect(ours(mine, text)).toEqual(theirs(text));
  expect(ours(mine, '灵活就业者')).toEqual(['灵活就业者/n']);
  expect(ours(mine, '经济')).toEqual(['经济/n']);
});
