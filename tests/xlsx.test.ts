import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS } from '../src/records/fields.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { type Output, openSink, type RunReport, type SinkOptions } from '../src/sinks/index.js';
import { Workbook } from '../src/sinks/xlsx/index.js';
import { rangeOf } from '../src/sinks/xlsx/parts.js';
import { AWKWARD, FORMULAS } from './hostile.js';
import { emptyFolder, isMissing, openedByLibreOffice } from './programs.js';
import { sampleRecord, sampleReport } from './sample-record.js';
import { documents, measured } from './streams.js';

const ALL = RECORD_FIELDS.map((field) => field.name);

/** An output that keeps the bytes. */
function memory(): Output & { bytes(): Buffer } {
  const pieces: Uint8Array[] = [];
  return {
    async write(piece) {
      pieces.push(Buffer.from(piece as Uint8Array));
    },
    async commit() {},
    discard() {},
    bytes: () => Buffer.concat(pieces),
  };
}

async function workbook(
  records: IndicatorRecord[],
  options: Partial<SinkOptions> = {},
  report: RunReport = sampleReport(),
): Promise<Buffer> {
  const output = memory();
  const sink = await openSink('xlsx', output, {
    fields: ALL,
    chosen: false,
    bom: false,
    width: null,
    header: 'en',
    ...options,
  });
  for (const record of records) await sink.write([record]);
  await sink.end(report);
  return output.bytes();
}

/** The XML of one part. */
const part = (bytes: Buffer, path: string): string => Buffer.from(unzipSync(bytes)[path] ?? []).toString();

describe('the file', () => {
  test('the same records give the same bytes', async () => {
    expect((await workbook([sampleRecord()])).equals(await workbook([sampleRecord()]))).toBe(true);
  });

  test('headings stay in view and have a filter over all rows', async () => {
    const bytes = await workbook([sampleRecord(), sampleRecord()], { fields: ['indicator', 'value', 'unit'] });
    const sheet = part(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:C3"/>');
    expect(sheet).toMatch(/<cols><col min="1" max="1" width="32" customWidth="1"\/>/);
  });

  test('no cell is a formula, whatever stands in it', async () => {
    const bytes = await workbook([...FORMULAS, ...AWKWARD].map((quote) => sampleRecord({ quote, title: quote })));
    expect(part(bytes, 'xl/worksheets/sheet1.xml')).not.toMatch(/<f\b/);
  });

  test('rows past the end of a sheet go on the next, under the same headings', async () => {
    const output = memory();
    const book = new Workbook(output, 3);
    await book.openSheet('数', [{ heading: 'n', width: 9 }]);
    await book.addRows([[1], [2], [3], [4], [5]]);
    await book.closeSheet();
    await book.end();
    const bytes = output.bytes();
    const sheets = [1, 2, 3].map((number) => part(bytes, `xl/worksheets/sheet${number}.xml`));
    const values = sheets.map((xml) => [...xml.matchAll(/<v>(\d)<\/v>/g)].map((match) => Number(match[1])));
    expect(values).toEqual([[1, 2], [3, 4], [5]]);
    expect(sheets.map((xml) => xml.includes('>n</t>'))).toEqual([true, true, true]);
    expect([...part(bytes, 'xl/workbook.xml').matchAll(/<sheet name="([^"]+)"/g)].map((match) => match[1])).toEqual([
      '数',
      '数 2',
      '数 3',
    ]);
  });

  test('an output that fails is reported to the next write, or at the end', async () => {
    const output: Output = { ...memory(), write: () => Promise.reject(new Error('no space left')) };
    const options: SinkOptions = { fields: ALL, chosen: false, bom: false, width: null, header: 'en' };
    const sink = await openSink('xlsx', output, options);
    const writing = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) await sink.write(Array.from({ length: 200 }, () => sampleRecord()));
      await sink.end(sampleReport());
    };
    await expect(writing()).rejects.toThrow('no space left');
  });
});

describe.skipIf(isMissing('soffice'))('opened by LibreOffice', () => {
  const folder = emptyFolder();
  let sheets = new Map<string, string[][]>();

  const texts = [...FORMULAS, ...AWKWARD].filter((text) => !text.includes('\r'));
  const records = [
    sampleRecord({ value: 125_000, published: '2022-01-18T08:30:00+08:00' }),
    sampleRecord({ value: -3.2, unit: '%', measure: 'growth', basis: 'yoy', published: null }),
    sampleRecord({ value: null, value_min: 10, value_max: 15, period_start: '2021-02-28', section: '' }),
    sampleRecord({ value: 1.5e15, published: '1895-06-01' }),
    sampleRecord({ value: 0.000_01, area_code: '010000', status: 'target', modifier: 'over' }),
    ...texts.map((quote) => sampleRecord({ quote })),
  ];

  beforeAll(async () => {
    const path = join(folder, 'records.xlsx');
    const failures = [{ source: 'b.md', line: 3, message: 'not an article' }];
    const report = sampleReport({ paths: ['news/', 'b.md'], documents: 9, failures, failed: 2 });
    writeFileSync(path, await workbook(records, { header: 'zh' }, report));
    sheets = openedByLibreOffice(path);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const cells = (field: keyof IndicatorRecord): (string | undefined)[] =>
    (sheets.get('指标记录') ?? []).slice(1).map((row) => row[ALL.indexOf(field)]);

  test('three sheets', () => {
    expect([...sheets.keys()].sort()).toEqual(['指标记录', '数据字典', '运行'].sort());
  });

  test('numbers are numbers', () => {
    expect(
      cells('value')
        .slice(0, 5)
        .map((cell) => (cell ? Number(cell) : null)),
    ).toEqual(records.slice(0, 5).map(({ value }) => value));
    expect(cells('value_max')[2]).toBe('15');
  });

  test('dates are dates; those before spreadsheets can count are text', () => {
    expect(cells('published').slice(0, 4)).toEqual(['2022-01-18 08:30:00', '', '2022-01-18', '1895-06-01']);
    expect(cells('period_start').slice(0, 3)).toEqual(['2021-01-01', '2021-01-01', '2021-02-28']);
  });

  test('codes are text, units stand in their own column', () => {
    expect(cells('area_code')[4]).toBe('010000');
    expect(cells('unit').slice(0, 2)).toEqual(['人', '%']);
  });

  test('text is the same text', () => {
    expect(cells('quote').slice(5)).toEqual(texts);
  });

  test('Chinese words', () => {
    expect(sheets.get('指标记录')?.[0]?.slice(7, 10)).toEqual(['指标', '规范指标名', '数值']);
    expect([cells('measure')[1], cells('basis')[1]]).toEqual(['增长率', '同比']);
    expect([cells('status')[4], cells('modifier')[4]]).toEqual(['目标', '超过']);
  });

  test('the dictionary has a row for every field', () => {
    expect(
      sheets
        .get('数据字典')
        ?.slice(1)
        .map((row) => row[0]),
    ).toEqual(ALL);
  });

  test('the run tells its inputs, failures and version', () => {
    expect(sheets.get('运行')?.slice(1)).toEqual([
      ['extract 版本', '', '1.2.3'],
      ['文档数', '', '9'],
      ['记录数', '', String(records.length)],
      ['失败的文档数', '', '2'],
      ['输入', '', 'news/'],
      ['输入', '', 'b.md'],
      ['失败', '3', 'b.md: not an article'],
      ['未列出的失败', '', '1'],
    ]);
  });
});

test('100,000 records in less than 300 MB', { timeout: 600_000 }, () => {
  const folder = emptyFolder();
  try {
    const path = join(folder, 'records.xlsx');
    const { status, peak } = measured(['--from', 'ndjson', '-', '-j', '1', '-o', path], documents(1000, 100));
    expect(status).toBe(0);
    expect(peak).toBeLessThan(300);
    const filter = /<autoFilter ref="([^"]+)"/.exec(part(readFileSync(path), 'xl/worksheets/sheet1.xml'))?.[1];
    expect(filter).toBe(rangeOf(ALL.length, 100_001));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
