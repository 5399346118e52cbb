import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, readDocument } from '../src/document/index.js';
import { splitSentences } from '../src/sentences/index.js';

const block = (text: string): Block => ({
  kind: 'paragraph',
  text,
  section: null,
  spans: [{ clean: 0, length: text.length, source: 0, sourceLength: text.length, verbatim: true }],
});
const sentences = (text: string): string[] => splitSentences([block(text)]).map((sentence) => sentence.text);

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
        for (const { start, text: sentence } of found) {
          expect(written.slice(at, start)).toMatch(/^\s*$/);
          expect(written.slice(start, start + sentence.length)).toBe(sentence);
          expect(sentence).toBe(sentence.trim());
          at = start + sentence.length;
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
