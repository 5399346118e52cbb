// Cuts the segmenter's dictionary down to what tagging news needs. The package's own files take 0.7–1.2 s and 250 MB to
// load: most of that is the IDF table, which tagging never reads, and rare words.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Frequencies } from '../observations/segmenter.js';
import { tagOfClass } from '../rules/words.js';

/** Rarer words are left out unless the vocabulary has them: in news all but those that it has hardly ever occur. */
const MIN_FREQUENCY = 60;
/** The same for single characters and words of closed classes: they are few, and the pieces of one mislead. */
const CLOSED_FREQUENCY = 30;
const CLOSED = /^(m|mq|q|t|r|f|p|c|d|u|y)$/;
/** Names of people, places and makes, and long idioms are many and say little. */
const NAME_FREQUENCY = 200;
const FUNCTION_END = /[^性占][比由占达]$/;
const NUMERAL = /[一二三四五六七八九十百千万亿两几半]/;
/** Tags of words that are names, idioms and nouns; numbers and measure words (m, q, mq, t) are what we read ourselves. */
const WORD_TAGS = /^(n|ns|nt|nz|i|l|j|v|vn|d|a|b)$/;
/** Quantities that the dictionary lists as nouns or phrases. */
const QUANTITY_LIKE =
  /^[一二三四五六七八九十百千万亿两几半多]+[个人名位家户次年天月日元倍成岁米克点分钟种项件条座所台辆]?$|分之/;

/** Frequent enough that the segmenter never cuts the word. */
const OWN_FREQUENCY = 3000;

/**
 * @param lexemes the rules' words and their classes: the segmenter must know them all
 * @param vocabulary words with their part of speech, which goes before the package's
 */
export function buildDictionary(
  folder: string,
  lexemes: readonly { class: string; words: readonly string[] }[],
  vocabulary: readonly { tag: string; words: readonly string[] }[],
): void {
  const require = createRequire(import.meta.url);
  const source = join(dirname(require.resolve('nodejieba')), 'submodules', 'cppjieba', 'dict');
  mkdirSync(folder, { recursive: true });
  const own = new Map(lexemes.flatMap((rule) => rule.words.map((word) => [word, tagOfClass(rule.class)])));
  for (const { tag, words } of vocabulary) for (const word of words) own.set(word, tag);
  const whole = new Set(vocabulary.flatMap((rule) => rule.words));
  const mended = new Set([
    ...lexemes.flatMap((rule) => (/^(noun|verb|compound|agency)$/.test(rule.class) ? rule.words : [])),
    ...whole,
  ]);
  const kept: string[] = [];
  // 二十国集团, 二手房: no number stands there.
  const numeralWords = [...whole].filter((word) => NUMERAL.test(word));
  for (const line of readFileSync(join(source, 'jieba.dict.utf8'), 'utf8').split('\n')) {
    const [word, frequency, tag] = line.split(' ');
    if (word === undefined || frequency === undefined || tag === undefined) continue;
    const count = Number(frequency);
    // Rare single characters: the segmenter cuts them off all the same.
    if (/^(zg|o|g)$/.test(tag) && !own.has(word)) continue;
    // 价格比上年…: words that end in a function word of comparison are cut wrongly more often than not.
    if (word.length > 2 && FUNCTION_END.test(word) && !own.has(word)) continue;
    const ownTag = own.get(word);
    if (ownTag !== undefined) {
      own.delete(word);
      // Rare words of ours are made frequent; a tag that can only be a mistake for them (高达, a name) is mended.
      kept.push(
        `${word} ${Math.max(count, word.length > 1 ? 500 : count)} ${mended.has(word) || ownTag === 'p' || /^(nr|nrt|ns|nz|nt)/.test(tag) ? ownTag : tag}`,
      );
    } else if (count >= leastFrequency(word, tag)) kept.push(line);
    if (whole.has(word)) continue;
    if (!NUMERAL.test(word) || !WORD_TAGS.test(tag) || QUANTITY_LIKE.test(word)) continue;
    if (word.includes('番') || word.startsWith('数以')) continue;
    const place = tag === 'ns' || tag === 'nt';
    if (
      (word.length >= 4 && count >= 3) ||
      (word.length === 3 && count >= 20) ||
      (word.length === 2 && place && count >= 20)
    )
      numeralWords.push(word);
  }
  for (const [word, tag] of own) kept.push(`${word} ${OWN_FREQUENCY} ${tag}`);
  writeFileSync(join(folder, 'jieba.dict.utf8'), `${kept.join('\n')}\n`);
  const counts = kept.map((line) => Number(line.split(' ')[1]));
  const frequencies: Frequencies = {
    sum: counts.reduce((sum, count) => sum + count, 0),
    least: counts.reduce((least, count) => Math.min(least, count)),
  };
  writeFileSync(join(folder, 'frequencies.json'), JSON.stringify(frequencies));
  writeFileSync(join(folder, 'hmm_model.utf8'), smallModel(readFileSync(join(source, 'hmm_model.utf8'), 'utf8')));
  writeFileSync(join(folder, 'idf.utf8'), '的 1.0\n');
  writeFileSync(join(folder, 'stop_words.utf8'), '的\n');
  writeFileSync(join(folder, 'user.dict.utf8'), '');
  writeFileSync(join(folder, 'numeral-words.txt'), numeralWords.join('\n'));
}

function leastFrequency(word: string, tag: string): number {
  if (/^(nr|ns|nz|i|l)/.test(tag) || word.length > 4) return NAME_FREQUENCY;
  return word.length === 1 || CLOSED.test(tag) ? CLOSED_FREQUENCY : MIN_FREQUENCY;
}

/** The segmenter loads a hidden Markov model though we never ask it to guess words: the smallest that it takes. */
function smallModel(model: string): string {
  return `${model
    .split('\n')
    .map((line) => (line.includes(':') && !line.startsWith('#') ? line.split(',', 1)[0] : line))
    .join('\n')
    .trim()}\n`;
}
