import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, readDocument } from '../src/document/index.js';
import { type Sentence, splitSentences } from '../src/sentences/index.js';

const block = (text: string): Block => ({
  kind: 'paragraph',
  text,
  section: null,
  spans: [{ clean: 0, length: text.length, source: 0, sourceLength: text.length, verbatim: true }],
});
const sentences = (text: string): string[] => splitSentences([block(text)]).map((sentence) => sentence.text);
const clauseTexts = ({ text, clauses }: Sentence): string[] =>
  clauses.map(({ start, end, closer }) => text.slice(start, end) + closer);
const clauses = (text: string): string[] => splitSentences([block(text)]).flatMap(clauseTexts);

describe('sentences', () => {
  it.each<[string, string, string[]]>([
    ['full stops', '渔船出海。渔获增加！价格如何？平稳', ['渔船出海。', '渔获增加！', '价格如何？', '平稳']],
    ['half-width marks', '价格如何? 平稳!好', ['价格如何?', '平稳!', '好']],
    ['several marks', '真的？！好！！！', ['真的？！', '好！！！']],
    ['line breaks', '渔船出海\n渔获增加\n', ['渔船出海', '渔获增加']],
    ['decimals', '增长3.5%，达2.5万吨。', ['增长3.5%，达2.5万吨。']],
    ['English full stops', 'Ships left. 渔获5.5吨. 完', ['Ships left.', '渔获5.5吨.', '完']],
    ['initials and abbreviations', 'J. Wang有U.S. 渔船5艘。', ['J. Wang有U.S. 渔船5艘。']],
    ['a quotation closed after the stop', '他说：“渔船出海。”渔获增加。', ['他说：“渔船出海。”', '渔获增加。']],
    ['stops in a quotation', '“渔船出海。渔获增加。”他说。', ['“渔船出海。', '渔获增加。”', '他说。']],
    ['corner brackets', '他说：「渔船出海。」完。', ['他说：「渔船出海。」', '完。']],
    [
      'a quotation that goes on',
      '喊出“出海！”的口号，问“几艘？”，答“五艘。”。',
      ['喊出“出海！”的口号，问“几艘？”，答“五艘。”。'],
    ],
    ['titles', '节目《出海！出海？》播出5期。完', ['节目《出海！出海？》播出5期。', '完']],
    ['a title left open', '节目《出海。渔获增加。', ['节目《出海。', '渔获增加。']],
    ['a bracketed sentence', '增加5艘。（数据截至3月。）完。', ['增加5艘。', '（数据截至3月。）', '完。']],
    ['addresses', '见http://a.example/?b=5!c 完。', ['见http://a.example/?b=5!c 完。']],
    ['straight quotation marks', '他说"出海。"然后走了。"好。"完', ['他说"出海。"', '然后走了。', '"好。"', '完']],
    ['nothing', ' \n ', []],
  ])('%s', (_, text, result) => {
    expect(sentences(text)).toEqual(result);
  });

  it('says where a sentence stands', () => {
    const found = splitSentences([block('渔船出海。 渔获增加。'), block('价格平稳。')]);
    expect(found.map(({ block: index, start, text }) => [index, start, text])).toEqual([
      [0, 0, '渔船出海。'],
      [0, 6, '渔获增加。'],
      [1, 0, '价格平稳。'],
    ]);
  });
});

describe('clauses', () => {
  it.each<[string, string, string[]]>([
    ['the marks', '渔船5艘，其中：大船2艘；小船3艘。', ['渔船5艘，', '其中：', '大船2艘；', '小船3艘。']],
    ['half-width marks', '渔船5艘, 其中:大船2艘; 小船3艘!', ['渔船5艘，', '其中：', '大船2艘；', '小船3艘！']],
    ['no mark at the end', '渔船5艘，小船3艘', ['渔船5艘，', '小船3艘']],
    [
      'thousands, times and ratios',
      '渔船1,234艘,12:30出海，比为1：2，2030,2031年',
      ['渔船1,234艘，', '12:30出海，', '比为1：2，', '2030，', '2031年'],
    ],
    ['an enumeration', '大船、小船、帆船5艘。', ['大船、小船、帆船5艘。']],
    ['brackets', '渔船（含大船2艘，小船3艘）5艘，完。', ['渔船（含大船2艘，小船3艘）5艘，', '完。']],
    ['half-width brackets', '渔船(大船2艘，小船3艘）5艘。', ['渔船(大船2艘，小船3艘）5艘。']],
    ['a bracket left open', '渔船（大船2艘，小船3艘。', ['渔船（大船2艘，', '小船3艘。']],
    ['a closing bracket alone', '渔船）大船2艘，小船3艘。', ['渔船）大船2艘，', '小船3艘。']],
    ['a short quotation', '推进“大船，小船”工程，完。', ['推进“大船，小船”工程，', '完。']],
    ['a title', '《大船，小船：一到三章》出版，完。', ['《大船，小船：一到三章》出版，', '完。']],
    [
      'speech',
      '他说：“今年全市共有大船五十艘出海，小船八十艘出海，都平安。”',
      ['他说：', '“今年全市共有大船五十艘出海，', '小船八十艘出海，', '都平安。'],
    ],
    ['a quotation that goes on', '喊出“出海！”，完。', ['喊出“出海！”，', '完。']],
    ['an address', '见http://a.example，完。', ['见http://a.example，', '完。']],
    ['empty clauses', '，，渔船，。', ['渔船，']],
  ])('%s', (_, text, result) => {
    expect(clauses(text)).toEqual(result);
  });
});

describe('any text', () => {
  const marks = fc.constantFrom(...'。！？!?，；：,;:.（）()“”‘’「」"《》…\n 　增长5%年a');
  const text = fc.oneof(
    fc.array(marks, { maxLength: 80 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

  it('is cut in order, without overlap, and loses nothing but white space', () => {
    fc.assert(
      fc.property(text, (written) => {
        const found = splitSentences([block(written)]);
        expect(splitSentences([block(written)])).toEqual(found);
        let at = 0;
        for (const { start, text: sentence, clauses: parts } of found) {
          expect(written.slice(at, start)).toMatch(/^\s*$/);
          expect(written.slice(start, start + sentence.length)).toBe(sentence);
          expect(sentence).toBe(sentence.trim());
          at = start + sentence.length;
          let last = 0;
          for (const { start: from, end } of parts) {
            expect(from).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(from);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(sentence.length);
        }
        expect(written.slice(at)).toMatch(/^\s*$/);
      }),
      { numRuns: 500 },
    );
  });

  it('is read from a document without an error', () => {
    fc.assert(
      fc.property(text, (written) => {
        const result = readDocument('a.txt', `甲${written}`, 'text');
        expect(result.ok).toBe(true);
        if (result.ok) expect(splitSentences(result.value.blocks).length).toBeGreaterThan(0);
      }),
    );
  });
});
