// What goes on from one paragraph to the next, and where it stops.
import { describe, expect, it } from 'vitest';
import { engine } from './articles.js';

const extractor = await engine();

const article = (...paragraphs: string[]): Buffer =>
  Buffer.from(`---\ntitle: 新闻联播\ndate: 2024-05-16\n---\n\n${paragraphs.join('\n\n')}\n`);

/** raw | period | area of each record. */
const told = (...paragraphs: string[]): string[] => {
  const read = extractor.extract('article.md', article(...paragraphs), 'markdown');
  if (!read.ok) throw new Error(read.error.message);
  return read.value.map(({ raw, period, area }) => `${raw} | ${period ?? '-'} | ${area ?? '-'}`);
};

describe('a list of headlines', () => {
  const intro = '本期节目主要内容：';
  it('each is about something else', () => {
    expect(
      told(intro, '1.一季度江西新增企业36万户；', '2.春茶采摘面积超过3500万亩；', '3.巴西山火致6人受伤。'),
    ).toEqual(['36万户 | 2024-Q1 | 江西省', '3500万亩 | - | -', '6人 | - | 巴西']);
  });
  it('bracketed numbers too', () => {
    expect(told(intro, '（1）今年4月江西发行债券36亿元；', '（2）铁路开行班列2765列；')).toEqual([
      '36亿元 | 2024-04 | 江西省',
      '2765列 | - | 中国',
    ]);
  });
  it('but what stood above the list goes on in it', () => {
    expect(
      told('一季度，江西主要指标如下：', '1.出口额36亿元；', '2.2月用电量24亿千瓦时；', '3.新增企业6万户。'),
    ).toEqual(['36亿元 | 2024-Q1 | 江西省', '24亿千瓦时 | 2024-02 | 江西省', '6万户 | 2024-Q1 | 江西省']);
  });
});
