// Parquet as DuckDB reads it.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS } from '../src/records/fields.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { openFile, openSink } from '../src/sinks/index.js';
import { AWKWARD, FORMULAS } from './hostile.js';
import { askDuckDb, emptyFolder, extract } from './programs.js';
import { sampleRecord, sampleReport } from './sample-record.js';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

async function write(name: string, records: IndicatorRecord[], fields = RECORD_FIELDS.map((field) => field.name)) {
  const path = join(folder, name);
  const output = openFile(path);
  const options = { fields, chosen: false, bom: false, width: null, header: 'en' } as const;
  const sink = await openSink('parquet', output, options);
  await sink.write(records);
  await sink.end(sampleReport());
  await output.commit();
  return path;
}

describe('the fixture articles', () => {
  const path = join(folder, 'fixtures.parquet');
  let records: IndicatorRecord[] = [];
  beforeAll(() => {
    extract(['fixtures/', '-o', path]);
    records = JSON.parse(extract(['fixtures/', '-f', 'json']));
  });

  test('as many records, and the same sum', async () => {
    const [row] = await askDuckDb(
      `SELECT count(*)::INT AS n, sum(value) AS total, count(value)::INT AS v FROM '${path}'`,
    );
    const values = records.flatMap(({ value }) => value ?? []);
    expect(row).toMatchObject({ n: records.length, v: values.length });
    const total = values.reduce((sum, value) => sum + value, 0);
    expect(Number(row?.total) / total).toBeCloseTo(1, 12);
  });

  test('GROUP BY indicator', async () => {
    const rows = await askDuckDb(
      `SELECT indicator, count(*)::INT AS n FROM '${path}' GROUP BY indicator ORDER BY indicator`,
    );
    const counts = new Map<string, number>();
    for (const { indicator } of records) counts.set(indicator, (counts.get(indicator) ?? 0) + 1);
    expect(new Map(rows.map(({ indicator, n }) => [indicator, n]))).toEqual(counts);
  });

  test('every cell is the record in JSON', async () => {
    const rows = await askDuckDb(`SELECT * FROM '${path}'`);
    expect(rows).toEqual(records.map((record) => ({ ...record, published: record.published?.slice(0, 10) ?? null })));
  });

  test('text that repeats is dictionary-encoded', async () => {
    const rows = await askDuckDb(
      `SELECT path_in_schema AS name, encodings FROM parquet_metadata('${path}') WHERE type = 'BYTE_ARRAY'`,
    );
    const encoded = rows.filter(({ encodings }) => String(encodings).includes('DICTIONARY')).map(({ name }) => name);
    expect(encoded).toEqual(
      expect.arrayContaining(['source', 'title', 'measure', 'dimension', 'unit', 'period', 'area', 'rule', 'quote']),
    );
  });
});

test('typed columns', async () => {
  const path = await write('types.parquet', [sampleRecord()]);
  const rows = await askDuckDb(`DESCRIBE SELECT * FROM '${path}'`);
  const types = Object.fromEntries(rows.map((row) => [row.column_name, row.column_type]));
  const expected = Object.fromEntries(
    RECORD_FIELDS.map(({ name, type }) => {
      if (['line', 'start', 'end'].includes(name)) return [name, 'INTEGER'];
      if (['published', 'period_start', 'period_end'].includes(name)) return [name, 'DATE'];
      return [name, type === 'number' ? 'DOUBLE' : 'VARCHAR'];
    }),
  );
  expect(types).toEqual(expected);
});

test('columns that are never null are required', async () => {
  const path = await write('nulls.parquet', [sampleRecord()]);
  const rows = await askDuckDb(
    `SELECT name, repetition_type FROM parquet_schema('${path}') WHERE num_children IS NULL`,
  );
  const optional = rows.filter((row) => row.repetition_type === 'OPTIONAL').map((row) => row.name);
  expect(optional).toEqual(RECORD_FIELDS.filter((field) => field.nullable).map((field) => field.name));
});

test('no record: the columns alone', async () => {
  const path = await write('empty.parquet', []);
  expect(await askDuckDb(`SELECT count(*)::INT AS n FROM '${path}'`)).toEqual([{ n: 0 }]);
});

test('the fields that were asked for, in that order', async () => {
  const path = await write('some.parquet', [sampleRecord()], ['value', 'indicator', 'period_end']);
  expect(await askDuckDb(`SELECT * FROM '${path}'`)).toEqual([
    { value: 125_000, indicator: '新增就业', period_end: '2021-12-31' },
  ]);
});

test('any text and number comes back', async () => {
  const texts = [...FORMULAS, ...AWKWARD];
  const numbers = [0, -3.2, 1e21, 1e-7, 0.1, 2 ** 53];
  const records = [
    ...texts.map((quote) => sampleRecord({ quote })),
    ...numbers.map((value) => sampleRecord({ value })),
    sampleRecord({ value: null, value_min: 10, value_max: 15 }),
  ];
  const path = await write('hostile.parquet', records);
  const rows = await askDuckDb(`SELECT quote, value, value_min FROM '${path}'`);
  expect(rows).toEqual(records.map(({ quote, value, value_min }) => ({ quote, value, value_min })));
});

test('more records than a row group', async () => {
  const records = Array.from({ length: 45_000 }, (_, value) => sampleRecord({ value }));
  const path = await write('groups.parquet', records, ['value', 'indicator']);
  const [row] = await askDuckDb(`SELECT count(*)::INT AS n, sum(value) AS total FROM '${path}'`);
  expect(row).toEqual({ n: 45_000, total: (45_000 * 44_999) / 2 });
  const [groups] = await askDuckDb(`SELECT num_row_groups::INT AS n FROM parquet_file_metadata('${path}')`);
  expect(groups).toEqual({ n: 3 });
});
