// Every value against an independent reading of the same numeral, in decimal digits and with integers of any size: a number
// is made, written in some notation, and has to come back; and what a double cannot keep is kept in `value_text`.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Extractor } from '../src/extract.js';
import type { IndicatorRecord } from '../src/records/index.js';
import { engine } from './articles.js';
import { LONG } from './torture/long.js';
import { type Written, written } from './torture/numbers.js';

let extractor: Extractor;
beforeAll(async () => {
  extractor = await engine();
});

function only(sentence: string): IndicatorRecord {
  const result = extractor.extract('a.txt', Buffer.from(sentence), 'text');
  if (!result.ok) throw new Error(result.error.message);
  const [record, ...more] = result.value;
  if (record === undefined || more.length > 0) throw new Error(`${result.value.length} records: ${sentence}`);
  return record;
}

const digitsOf = (exact: string): string =>
  exact
    .replace(/^-|\./g, '')
    .replace(/^0+/, '')
    .replace(exact.includes('.') ? /$/ : /0+$/, '');

function check({ text, exact }: Written, sentence: string, raw: string): void {
  const record = only(sentence);
  expect([text, record.raw]).toEqual([text, raw]);
  // Reading back a decimal of at most 15 digits loses nothing, whoever reads it.
  expect([text, record.value]).toEqual([text, Number(exact)]);
  expect([text, record.value_text]).toEqual([text, digitsOf(exact).length > 15 ? exact : null]);
}

/** A fixed seed tells of the change under test; the long form goes where none has been, and tells its seed where one fails. */
const runs = LONG ? { numRuns: 20_000 } : { seed: 20_240_418, numRuns: 400 };

describe.each(Object.entries(written))('%s', (_, numbers) => {
  test('comes back to the last digit, and its value as the nearest double', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(numbers, (number) => check(number, `全市新增就业${number.text}人。`, `${number.text}人`)),
      runs,
    );
  });
});

test.each([
  ['投资12345678901234567.89元', '12345678901234567.89'],
  ['投资1,234,567,890,123,456,789元', '1234567890123456789'],
  ['投资1234567.8901234567亿元', '123456789012345.67'],
  ['投资123456789012345亿元', null],
  ['投资100000000000000000000元', null],
  ['投资增长0.1234567890123456%', '0.1234567890123456'],
  ['投资下降3.14159265358979323%', '-3.14159265358979323'],
  ['三分之一的企业停产', null],
])('%s: %s', (sentence, text) => {
  const { value, value_text } = only(`${sentence}。`);
  expect(value_text).toBe(text);
  if (text !== null) expect(value).toBe(Number(text));
});

test.each([
  ['一百零三点五', 103.5],
  ['七百零一点零', 701],
  ['一千二百三十四点五', 1234.5],
  ['三百二', 320],
])('%s: %d, what stands before a point is no digit of a higher scale', (text, value) => {
  expect(only(`全市新增就业${text}人。`).value).toBe(value);
});
