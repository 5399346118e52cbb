// CSV as LibreOffice and DuckDB read it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS } from '../src/records/fields.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { openFile, openSink } from '../src/sinks/index.js';
import { AWKWARD, FORMULAS } from './hostile.js';
import { askDuckDb, emptyFolder, extract, isMissing, openedByLibreOffice } from './programs.js';
import { sampleRecord, sampleReport } from './sample-record.js';

const ALL = RECORD_FIELDS.map((field) => field.name);
const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

async function write(name: string, records: IndicatorRecord[], bom: boolean): Promise<string> {
  const path = join(folder, name);
  const output = openFile(path);
  const sink = await openSink('csv', output, { fields: ALL, chosen: false, bom, width: null, header: 'en' });
  await sink.write(records);
  await sink.end(sampleReport());
  await output.commit();
  return path;
}

const numbers = [0, -3.2, 125_000, 1e-7, -0.5, 123_456_789_012_345];
const texts = [...FORMULAS, ...AWKWARD];
const records = [
  ...texts.map((quote) => sampleRecord({ quote, title: quote, indicator: quote })),
  ...numbers.map((value) => sampleRecord({ value })),
];

/** What a text is in the file: an apostrophe stands before what a spreadsheet would compute. */
const neutral = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

describe.each([
  ['without a byte order mark', false],
  ['with a byte order mark', true],
])('DuckDB reads CSV %s', (_, bom) => {
  let path = '';
  beforeAll(async () => {
    path = await write(`duck-${bom}.csv`, records, bom);
  });

  test('text', async () => {
    const rows = await askDuckDb(
      `SELECT * FROM read_csv('${path}', all_varchar = true, delim = ',', quote = '"', escape = '"', header = true)`,
    );
    expect(Object.keys(rows[0] ?? {})).toEqual(ALL);
    expect(rows.slice(0, texts.length).map(({ quote }) => quote)).toEqual(texts.map(neutral));
  });

  test('numbers', async () => {
    const rows = await askDuckDb(
      `SELECT value::DOUBLE AS value FROM read_csv('${path}', all_varchar = true, delim = ',', quote = '"', escape = '"', header = true)`,
    );
    expect(rows.slice(texts.length).map(({ value }) => value)).toEqual(numbers);
  });
});

test('DuckDB finds the types of the fixture records by itself', async () => {
  const path = join(folder, 'fixtures.csv');
  extract(['fixtures/', '-o', path]);
  const rows = await askDuckDb(`DESCRIBE SELECT * FROM read_csv('${path}')`);
  const types = Object.fromEntries(rows.map((row) => [row.column_name, row.column_type]));
  expect(types).toMatchObject({ value: 'DOUBLE', period_start: 'DATE', line: 'BIGINT', indicator: 'VARCHAR' });
});

describe.skipIf(isMissing('soffice'))('LibreOffice opens CSV', () => {
  let rows: string[][] = [];
  beforeAll(async () => {
    const path = await write('office.csv', records, true);
    [rows = []] = openedByLibreOffice(path).values();
  });

  const column = (name: keyof IndicatorRecord): (string | undefined)[] =>
    rows.slice(1).map((row) => row[ALL.indexOf(name)]);

  test('Chinese headings and text are whole', () => {
    expect(rows[0]).toEqual(ALL);
    expect(column('area').every((cell) => cell === '南昌市')).toBe(true);
  });

  test('no formula was computed', () => {
    // A spreadsheet may fold line ends inside a cell and read text that looks like a number as one.
    const shown = column('quote').slice(0, FORMULAS.length);
    expect(shown.map((cell) => cell?.replace(/\r?\n|\r/g, '\n'))).toEqual(
      FORMULAS.map((text) => neutral(text).replace(/\r?\n|\r/g, '\n')),
    );
  });

  test('numbers are untouched', () => {
    expect(column('value').slice(texts.length).map(Number)).toEqual(numbers);
  });
});

test('a hostile article cannot put a formula into any cell', () => {
  const formulas = FORMULAS.filter((text) => !/[\n\r"]/.test(text));
  const paths = formulas.map((formula, i) => {
    const path = join(folder, `hostile-${i}.md`);
    const meta = ['title', 'categories', 'url', 'source'].map((key) => `${key}: ${JSON.stringify(formula)}`).join('\n');
    writeFileSync(
      path,
      `---\n${meta}\ndate: 2024-01-02\n---\n\n## ${formula}\n\n${formula}，新增就业5万人，同比增长8.3%。\n`,
    );
    return path;
  });
  const out = join(folder, 'hostile.csv');
  extract([...paths, '-o', out]);
  const cells = readFileSync(out, 'utf8').split(/,|\n/);
  expect(cells.length).toBeGreaterThan(ALL.length * formulas.length);
  for (const cell of cells) if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^"?[=+\-@\t＝＋－＠]/);
});
