// Articles in other hands than the fixtures' (tests/torture/differential.ts) give the same records but for the words themselves.
import { Converter } from 'opencc-js/t2cn';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Extractor } from '../src/extract.js';
import type { IndicatorRecord } from '../src/records/index.js';
import { codePoints, engine, readFixtures } from './articles.js';
import { VARIANTS } from './torture/differential.js';

let extractor: Extractor;
beforeAll(async () => {
  extractor = await engine();
});

function read(file: string, text: string): IndicatorRecord[] {
  const result = extractor.extract(file, Buffer.from(text), 'auto');
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const simplified = Converter({ from: 't', to: 'cn' });
/** Words as a reader of either takes them. */
const plain = (text: string | null): string | null =>
  text === null ? null : simplified(text.normalize('NFKC')).replace(/\s/g, '');

const comparable = (record: IndicatorRecord) => {
  const {
    id: _i,
    title: _t,
    category: _c,
    url: _u,
    line: _l,
    start: _s,
    end: _e,
    part_of,
    changed_from,
    ...rest
  } = record;
  const { section, indicator, indicator_name, unit, share_of, period_text, area, quote, raw, ...figures } = rest;
  const words = { section, indicator, indicator_name, unit, share_of, period_text, area, quote, raw };
  return {
    ...figures,
    ...Object.fromEntries(Object.entries(words).map(([name, text]) => [name, plain(text)])),
    linked: [part_of !== null, changed_from !== null],
  };
};

describe.each(VARIANTS)('%s', (variantName, write) => {
  // The numbers of markup.md are in pieces: spaces in the pieces are none around numbers.
  const articles = readFixtures().filter(({ name }) => name !== 'markup' || !/space/.test(variantName));
  test.each(articles.map(({ file, text }) => [file, text] as const))('%s', (file, text) => {
    const variant = write(text);
    expect(variant).not.toBe(text);
    const records = read(file, variant);
    expect(records.map(comparable)).toEqual(read(file, text).map(comparable));
    for (const { raw, start, end } of records) expect(codePoints(variant, start, end)).toBe(raw);
  });
});
