// datapackage.json, judged by the reference implementation: its published schema, and every cell cast by the Table Schema.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Package } from 'datapackage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS } from '../src/records/fields.js';
import { FIELD_LABELS } from '../src/records/labels.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { emptyFolder, extract } from './programs.js';

const ALL = RECORD_FIELDS.map((field) => field.name);
const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

interface Described {
  profile: string;
  sources: { title: string }[];
  resources: {
    path: string;
    bytes: number;
    hash: string;
    schema: {
      fields: { name: string; title: string; type: string; description: string; unit?: string; unitField?: string }[];
      primaryKey?: string[];
      foreignKeys?: { fields: string }[];
    };
  }[];
}

/** Runs the program into a folder of its own and returns the descriptor with its path. */
function packaged(name: string, words: readonly string[]): { path: string; descriptor: Described } {
  const place = join(folder, name.replace(/\..*/, ''));
  mkdirSync(place);
  extract([...words, '--datapackage', '-o', join(place, name)]);
  const path = join(place, 'datapackage.json');
  return { path, descriptor: JSON.parse(readFileSync(path, 'utf8')) };
}

describe('CSV', () => {
  let made = { path: '', descriptor: {} as Described };
  let records: IndicatorRecord[] = [];
  beforeAll(() => {
    made = packaged('records.csv', ['fixtures/']);
    records = JSON.parse(extract(['fixtures/', '-f', 'json']));
  });

  test('valid against the published schema', async () => {
    const { valid, errors } = await Package.load(made.path);
    expect({ valid, errors }).toEqual({ valid: true, errors: [] });
    expect(made.descriptor.profile).toBe('tabular-data-package');
  });

  test('every cell is of its column’s type and vocabulary, every link leads to a record', async () => {
    const [resource] = (await Package.load(made.path)).resources;
    const rows = await resource?.read({ keyed: true, relations: false });
    expect(rows?.map(({ id, value, line }) => ({ id, value, line }))).toEqual(
      records.map(({ id, value, line }) => ({ id, value, line })),
    );
    expect(rows?.[0]?.period_start).toBeInstanceOf(Date);
    expect(await resource?.checkRelations()).toBe(true);
  });

  test('describes every column, with its unit where it has one', () => {
    const [resource] = made.descriptor.resources;
    expect(resource?.schema.fields.map(({ name }) => name)).toEqual(ALL);
    for (const { description } of resource?.schema.fields ?? []) expect(description).toMatch(/[a-z].*\p{Script=Han}/u);
    const units = resource?.schema.fields.flatMap(({ name, unit, unitField }) =>
      (unit ?? unitField) ? [[name, unit ?? unitField]] : [],
    );
    expect(Object.fromEntries(units ?? [])).toEqual({
      value: 'unit',
      value_min: 'unit',
      value_max: 'unit',
      value_text: 'unit',
      line: 'line',
      start: 'Unicode code point',
      end: 'Unicode code point',
    });
  });

  test('names its sources, and the file by size and hash', () => {
    const [resource] = made.descriptor.resources;
    const bytes = readFileSync(join(made.path, '..', 'records.csv'));
    expect(made.descriptor.sources).toEqual([{ title: 'fixtures/' }]);
    expect(resource).toMatchObject({
      path: 'records.csv',
      bytes: bytes.length,
      hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    });
  });
});

test('Parquet: valid, and the day of publication is a date', async () => {
  const { path, descriptor } = packaged('记录.parquet', ['fixtures/trade.md']);
  expect((await Package.load(path)).errors).toEqual([]);
  expect(descriptor.profile).toBe('data-package');
  const types = descriptor.resources[0]?.schema.fields.map(({ name, type }) => [name, type]);
  expect(Object.fromEntries(types ?? [])).toMatchObject({ published: 'date', value: 'number', line: 'integer' });
});

test('Chinese headings are the columns’ names there, too', async () => {
  const { path, descriptor } = packaged('chinese.csv', ['fixtures/trade.md', '--header', 'zh']);
  const [resource] = (await Package.load(path)).resources;
  const rows = await resource?.read({ keyed: true, relations: false });
  expect(descriptor.resources[0]?.schema.fields.map(({ name }) => name)).toEqual(ALL.map((name) => FIELD_LABELS[name]));
  expect(rows?.[0]).toMatchObject({ 口径: expect.stringMatching(/^\p{Script=Han}+$/u) });
});

test.each([
  ['all', [], ['source', 'id'], ['part_of', 'changed_from']],
  ['filtered', ['--where', 'measure=growth'], ['source', 'id'], []],
  ['chosen', ['--fields', 'id,value,part_of'], undefined, ['part_of']],
  ['without-ids', ['--fields', 'value,part_of'], undefined, []],
])('keys: %s', async (name, words, primary, foreign) => {
  const { path, descriptor } = packaged(`${name}.csv`, ['fixtures/trade.md', ...words]);
  expect((await Package.load(path)).errors).toEqual([]);
  const schema = descriptor.resources[0]?.schema;
  expect(schema?.primaryKey).toEqual(primary);
  expect(schema?.foreignKeys?.map(({ fields }) => fields) ?? []).toEqual(foreign);
});
