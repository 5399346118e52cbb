// Documents that are made to break a reader (tests/torture/adversarial.ts), in small; and what may stand in a number that no
// reader sees. How time grows with them is measured by `npm run bench -- --only 7`.
import { beforeAll, describe, expect, test } from 'vitest';
import { createExtractor, type Extractor } from '../src/extract.js';
import type { IndicatorRecord } from '../src/records/index.js';
import { codePoints, engine } from './articles.js';
import { HOSTILE } from './torture/adversarial.js';
import { LONG } from './torture/long.js';
import { checkRecords } from './torture/properties.js';

let extractor: Extractor;
beforeAll(async () => {
  extractor = await engine();
});

const read = (text: string, form: Parameters<Extractor['extract']>[2] = 'text'): IndicatorRecord[] => {
  const result = extractor.extract('a', Buffer.from(text), form);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

// How large each is: as long as the longest articles, or a hundred times that.
const BYTES = LONG ? 600_000 : 6000;

test.each(HOSTILE)('$name', { timeout: 120_000 }, ({ form, make }) => {
  const text = make(BYTES);
  const result = extractor.extract('a', Buffer.from(text), form);
  if (result.ok) checkRecords(result.value, text);
  else expect(result.error.message).toBe('markup nested deeper than 1,000 levels');
  // What a sentence quotes is bounded, whatever stands in it: 1000 characters, and up to eight marks on each.
  for (const { quote } of result.ok ? result.value : []) expect(quote.length).toBeLessThanOrEqual(9000);
});

describe('what no double holds, or no reader would count, is no number', () => {
  test.each([
    '7'.repeat(101),
    `1${'0'.repeat(400)}`,
    `9${'亿'.repeat(60)}`,
    `三${'万'.repeat(200)}`,
    `三分之${'亿'.repeat(60)}`,
    `0.${'1'.repeat(200)}`,
  ])('%s', (numeral) => {
    const numbers = read(`全市新增就业${numeral}人，另有12.5万人参加培训。`);
    expect(numbers.map(({ value }) => value)).toEqual([125_000]);
  });

  test.each(['1.01位数零元', '0.00成半零万元', '2.5成半的农户'])(
    '%s: what is no whole number has no digits and no half',
    (text) => {
      checkRecords(read(`全县共${text}，投资36万元。`), `全县共${text}，投资36万元。`);
    },
  );

  test('a share so small that it is written with an exponent', () => {
    const [share] = read('全县200001分之二的居民迁出。');
    expect(share?.value).toBe((100 * 2) / 200_001);
    const [tiny] = read('样本中20000000分之一的颗粒超标。');
    expect(tiny?.value).toBe(5e-6);
  });
});

test('a document of more figures than an article has is refused, and no more of it is read', async () => {
  const made = await createExtractor({ most: 100 });
  if (!made.ok) throw new Error('the built-in rules are not valid');
  const extract = (figures: number) =>
    made.value.extract('a', Buffer.from('全市新增就业12.5万人。'.repeat(figures)), 'text');
  expect(extract(100)).toMatchObject({ ok: true, value: { length: 100 } });
  const message = 'more than 100 figures: no article has so many; cut the file in pieces';
  expect(extract(101)).toEqual({ ok: false, error: { message } });
  expect(made.value.extractJson(JSON.stringify({ id: 'x', text: '新增就业12.5万人。'.repeat(101) }))).toEqual({
    ok: false,
    error: { id: 'x', message },
  });
});

describe('a long sentence is cut where it does no harm', () => {
  test('its figures are all there, none in two', () => {
    const text = Array.from({ length: 400 }, (_, i) => `第${i}街道新增绿地${1000 + i}.5万亩`).join('，');
    const values = read(`${text}。`).filter(({ unit }) => unit === '亩');
    expect(values.map(({ value }) => value)).toEqual(Array.from({ length: 400 }, (_, i) => (1000 + i) * 10_000 + 5000));
  });
});

/** What a reader does not see, or sees as part of a digit. */
const UNSEEN: readonly (readonly [name: string, text: string])[] = [
  ['zero width space', '\u200b'],
  ['zero width joiner', '\u200d'],
  ['word joiner', '\u2060'],
  ['byte order mark', '\ufeff'],
  ['soft hyphen', '\u00ad'],
  ['left-to-right mark', '\u200e'],
  ['right-to-left override and its end', '\u202e\u202c'],
  ['isolate and its end', '\u2066\u2069'],
  ['Arabic letter mark', '\u061c'],
  ['variation selector', '\ufe0f'],
  ['a variation selector beyond the first plane', '\u{e0101}'],
  ['combining grapheme joiner', '\u034f'],
  ['combining stroke', '\u0336'],
  ['combining enclosing circle', '\u20dd'],
  ['three combining marks', '\u0301\u0302\u0303'],
];

describe.each(UNSEEN)('%s within a number', (_, unseen) => {
  test.each(['text', 'html', 'markdown'] as const)('%s', (form) => {
    const text = `全市新增就业1${unseen}2.5${unseen}万${unseen}人。`;
    const [record, ...more] = read(text, form);
    expect(more).toEqual([]);
    expect(record).toMatchObject({ value: 125_000, unit: '人', indicator: '新增就业' });
    expect(record?.raw).toBe(`1${unseen}2.5${unseen}万${unseen}人`);
    expect(codePoints(text, record?.start ?? 0, record?.end ?? 0)).toBe(record?.raw);
  });
});

describe('private use, halves of surrogate pairs and what is no character', () => {
  test.each(['\ue000', '\uf8ff', '\ud800', '\udfff', '\udc00\ud800', '\uffff', '\u{10ffff}', '\u{f0000}'])(
    '%j',
    (odd) => {
      const text = `${odd}全市${odd}新增就业12.5万人${odd}，同比增长8.3%${odd}。`;
      const result = extractor.extractJson(JSON.stringify({ id: '1', text }));
      if (!result.ok) throw new Error(result.error.message);
      checkRecords(result.value, text);
      expect(result.value.map(({ value }) => value)).toEqual([125_000, 8.3]);
    },
  );
});

describe('every form of 元 and of %', () => {
  test.each(['元', '圆', '圓', '㍐'])('12亿%s', (yuan) => {
    expect(read(`项目投资12亿${yuan}。`)).toMatchObject([
      { value: 1.2e9, unit: '元', unit_code: 'CNY', dimension: 'money' },
    ]);
  });
  test.each(['￥', '¥'])('%s12亿', (sign) => {
    expect(read(`项目投资${sign}12亿。`)).toMatchObject([
      { value: 1.2e9, unit: '元', unit_code: 'CNY', raw: `${sign}12亿` },
    ]);
  });
  test.each(['%', '％', '﹪', '٪', '㌫'])('12.5%s', (percent) => {
    expect(read(`产量同比增长12.5${percent}。`)).toMatchObject([
      { value: 12.5, unit: '%', unit_code: '%', raw: `12.5${percent}` },
    ]);
  });
  test('radicals that stand for ideographs, as in text from a PDF', () => {
    expect(read('全市新增就业⼀百⼆⼗⼈。')).toMatchObject([{ value: 120, unit: '人', raw: '⼀百⼆⼗⼈' }]);
  });
});
