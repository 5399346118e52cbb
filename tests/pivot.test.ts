import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { Pivot, type PivotOptions } from '../src/pivot/index.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { type WideOptions, writeWide } from '../src/sinks/wide.js';
import { attempt, emptyFolder, extract, isMissing, openedByLibreOffice, parseCsv } from './programs.js';
import { sampleRecord } from './sample-record.js';

const BY_PERIOD: PivotOptions = { rows: ['indicator'], columns: ['period'], values: 'value' };

/** A record of one year. */
const of = (year: number, change: Partial<IndicatorRecord> = {}): IndicatorRecord =>
  sampleRecord({
    indicator: '研发经费',
    unit: '亿元',
    period: String(year),
    period_start: `${year}-01-01`,
    period_end: `${year}-12-31`,
    ...change,
  });

async function sheet(
  records: readonly IndicatorRecord[],
  options: Partial<PivotOptions> = {},
  wide: Partial<WideOptions> = {},
): Promise<string[][]> {
  const pivot = new Pivot({ ...BY_PERIOD, ...options });
  for (const record of records) pivot.add(record);
  let text = '';
  const output = {
    async write(piece: string | Uint8Array) {
      text += piece;
    },
    async commit() {},
    discard() {},
  };
  await writeWide(output, pivot.sheet(), { format: 'csv', bom: false, header: 'en', width: null, ...wide });
  return parseCsv(text);
}

describe('by period', () => {
  test('a line for each indicator, columns as time goes, no record: an empty cell', async () => {
    const records = [
      of(2022, { value: 30 }),
      of(2020, { value: 24 }),
      of(2020, { value: 7, indicator: '专利', unit: '万件' }),
    ];
    expect(await sheet(records)).toEqual([
      ['indicator', 'area', 'measure', 'unit', '2020', '2022'],
      ['研发经费', '南昌市', 'level', '亿元', '24', '30'],
      ['专利', '南昌市', 'level', '万件', '7', ''],
    ]);
  });

  test('months, quarters and spans stand where they begin, a shorter one first', async () => {
    const period = (text: string, start: string, end: string) =>
      of(2021, { period: text, period_start: start, period_end: end });
    const records = [
      period('2021', '2021-01-01', '2021-12-31'),
      period('2021-02', '2021-02-01', '2021-02-28'),
      period('2021-Q1', '2021-01-01', '2021-03-31'),
      period('2020-10/2020-12', '2020-10-01', '2020-12-31'),
      of(2021, { period: null, period_start: null, period_end: null }),
    ];
    expect((await sheet(records))[0]?.slice(4)).toEqual([
      '2020-10/2020-12',
      '2021-Q1',
      '2021',
      '2021-02',
      '(not said)',
    ]);
  });

  test.each<[string, Partial<IndicatorRecord>]>([
    ['another measure', { measure: 'growth', basis: 'yoy', unit: '%' }],
    ['another unit', { unit: '元' }],
    ['another area', { area: '九江市' }],
    ['a target', { status: 'target' }],
    ['a share of something', { measure: 'share', share_of: '总支出', unit: '%' }],
  ])('%s never shares a cell', async (_, change) => {
    const rows = await sheet([of(2020, { value: 1 }), of(2020, { value: 2, ...change })]);
    expect(rows.slice(1).map((row) => row.at(-1))).toEqual(['1', '2']);
  });

  test('what no record says has no column', async () => {
    const rows = await sheet([of(2020, { area: null }), of(2021, { area: null })]);
    expect(rows[0]).toEqual(['indicator', 'measure', 'unit', '2020', '2021']);
  });

  test.each([
    ['one value twice', [5, 5], '5'],
    ['two values', [5, -6], '≠ 5 / -6'],
    ['many values', [1, 2, 3, 4, 5, 6], '≠ 1 / 2 / 3 / 4 / 5 / …'],
    ['a long number', [1e21, 1], '≠ 1000000000000000000000 / 1'],
  ])('%s', async (_, values, cell) => {
    const rows = await sheet(values.map((value, i) => of(2020, { value, source: `${i}.md` })));
    expect(rows[1]?.at(-1)).toBe(cell);
  });

  test('a range stands as its ends; a record without a value leaves no trace', async () => {
    const range = of(2020, { value: null, value_min: 10, value_max: 15 });
    expect((await sheet([range, of(2021, { value: null })]))[0]?.slice(4)).toEqual(['2020']);
    expect((await sheet([range]))[1]?.at(-1)).toBe('10–15');
  });
});

test('indicators across: their units stand in the headings', async () => {
  const records = [
    of(2020, { value: 24 }),
    of(2020, { value: 8.1, measure: 'growth', basis: 'yoy', unit: '%' }),
    of(2021, { value: 26, status: 'target' }),
    of(2021, { value: 3, indicator: '位次', measure: 'rank', unit: null }),
  ];
  const across: Partial<PivotOptions> = { rows: ['period'], columns: ['indicator'] };
  expect(await sheet(records, across)).toEqual([
    ['period', 'area', '研发经费 (亿元)', '研发经费 target (亿元)', '研发经费 growth yoy (%)', '位次 rank'],
    ['2020', '南昌市', '24', '', '8.1', ''],
    ['2021', '南昌市', '', '26', '', '3'],
  ]);
  expect((await sheet(records, across, { header: 'zh' }))[0]).toEqual([
    '时期',
    '地区',
    '研发经费（亿元）',
    '研发经费 目标（亿元）',
    '研发经费 增长率 同比（%）',
    '位次 位次',
  ]);
});

test('by area; the period joins the lines', async () => {
  const records = [of(2020, { value: 1 }), of(2020, { value: 2, area: '九江市' }), of(2021, { value: 3 })];
  expect(await sheet(records, { columns: ['area'] })).toEqual([
    ['indicator', 'period', 'measure', 'unit', '南昌市', '九江市'],
    ['研发经费', '2020', 'level', '亿元', '1', '2'],
    ['研发经费', '2021', 'level', '亿元', '3', ''],
  ]);
});

test('other values than the number', async () => {
  const rows = await sheet([of(2020), of(2021, { raw: '26亿元' })], { values: 'raw' });
  expect(rows[1]?.slice(-2)).toEqual(['12.5万人', '26亿元']);
});

describe('the program', () => {
  const folder = emptyFolder();
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const records = [of(2020, { value: 24 }), of(2021, { value: 26 }), of(2021, { value: 26.5, source: 'b.md' })];
  const SHEET = 'indicator,area,measure,unit,2020,2021\n研发经费,南昌市,level,亿元,24,≠ 26 / 26.5\n';
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');

  test.each([
    ['NDJSON', lines],
    ['NDJSON with empty lines and a byte order mark', `\ufeff\n${lines}\n`],
    ['a JSON array, laid out', JSON.stringify(records, null, 2)],
    ['a JSON array in one line', JSON.stringify(records)],
  ])('%s', (_, text) => {
    expect(extract(['pivot', put('records.json', text)])).toBe(SHEET);
    expect(extract(['pivot', '-'], text)).toBe(SHEET);
  });

  test('its own records, only some fields of them, filtered', () => {
    const found = extract(['fixtures/trade.md', '-f', 'json', '--fields', 'indicator,value,unit,period']);
    const rows = parseCsv(extract(['pivot', '-', '--where', 'unit=%'], found));
    expect(rows[0]?.slice(0, 2)).toEqual(['indicator', 'unit']);
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.slice(1).map((row) => row[1]))).toEqual(new Set(['%']));
  });

  test('values that disagree are marked in XLSX', () => {
    const path = join(folder, 'wide.xlsx');
    extract(['pivot', '-', '-o', path, '--header', 'zh'], lines);
    const xml = Buffer.from(unzipSync(readFileSync(path))['xl/worksheets/sheet1.xml'] ?? []).toString();
    expect(xml).toMatch(/<c r="F2" t="inlineStr" s="7"><is><t [^>]*>≠ 26 \/ 26\.5<\/t>/);
    expect(xml).toContain('<v>24</v>');
  });

  test.skipIf(isMissing('soffice'))('LibreOffice opens the XLSX', () => {
    const path = join(folder, 'opened.xlsx');
    extract(['pivot', '-', '-o', path], lines);
    expect([...openedByLibreOffice(path).values()]).toEqual([parseCsv(SHEET)]);
  });

  test('a line that is no record costs itself only', () => {
    const bad = put('bad.ndjson', `${lines}{"indicator":5}\nnot JSON\n{"value":1}\n`);
    const { status, out, err } = attempt(['pivot', bad]);
    expect({ status, out }).toEqual({ status: 1, out: SHEET });
    expect(err.split('\n').filter((line) => line.startsWith(`extract: ${bad}:`))).toEqual([
      `extract: ${bad}:4: "indicator" is not a string`,
      `extract: ${bad}:5: not a record`,
      `extract: ${bad}:6: the record has no field "indicator"`,
    ]);
  });

  test('a file that is not there', () => {
    expect(attempt(['pivot', join(folder, 'none')])).toMatchObject({
      status: 1,
      err: expect.stringContaining('no such file'),
    });
  });
});
