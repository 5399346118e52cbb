// The fixture articles from end to end. Each has three files beside it:
//   NAME.expected.json  what a careful reader finds, written before the program saw the article;
//   NAME.records.json   what the program writes, byte for byte (npm run fixtures:update writes it anew);
//   agreement.json      how many observations agree, per fixture: a floor that only rises (spurious: a ceiling).
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Extractor } from '../src/extract.js';
import { type Agreement, agree, locate } from './agreement.js';
import { codePoints, engine, type Fixture, fixturesFolder, readFixtures } from './articles.js';

const fixtures = readFixtures();
const floorsFile = `${fixturesFolder}agreement.json`;
const floors = JSON.parse(readFileSync(floorsFile, 'utf8')) as Record<string, Agreement>;
const updating = process.env.FIXTURES === 'update';

let extractor: Extractor;
beforeAll(async () => {
  extractor = await engine();
});

const recordsOf = ({ file, bytes }: Fixture) => {
  const read = extractor.extract(`fixtures/${file}`, bytes, 'auto');
  if (!read.ok) throw new Error(`${file}: ${read.error.message}`);
  return read.value;
};

describe('expected observations stand in their article', () => {
  test.each(fixtures)('$name', ({ text, expected }) => {
    const places = expected.map(({ raw, nth }) => locate(text, raw, nth));
    expect(places.filter((at) => at < 0)).toEqual([]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const { part_of, changed_from, value, value_min, value_max, indicator } of expected) {
      for (const target of [part_of, changed_from]) expect(target ?? 0).toBeLessThan(expected.length);
      expect(value === null).toBe(value_min !== null && value_max !== null);
      expect(indicator.length).toBeGreaterThan(0);
    }
  });
});

describe('records are the committed ones', () => {
  test.each(fixtures)('$name', async (fixture) => {
    const records = recordsOf(fixture);
    await expect(`${JSON.stringify(records, null, 1)}\n`).toMatchFileSnapshot(
      `${fixturesFolder}${fixture.name}.records.json`,
    );
  });
});

describe('every record says where it stands in the file', () => {
  test.each(fixtures)('$name', (fixture) => {
    const records = recordsOf(fixture);
    expect(records.length).toBeGreaterThan(0);
    for (const { raw, start, end, line } of records) {
      expect(codePoints(fixture.text, start, end)).toBe(raw);
      expect(codePoints(fixture.text, 0, start).split('\n').length).toBe(line);
    }
  });
});

describe('agreement with a careful reader does not fall', () => {
  const measured: Record<string, Agreement> = {};

  test.each(fixtures)('$name', (fixture) => {
    const got = agree(fixture.text, fixture.expected, recordsOf(fixture));
    measured[fixture.name] = got;
    if (updating) return;
    const floor = floors[fixture.name];
    expect(floor, `${fixture.name} has no floor: npm run fixtures:update`).toBeDefined();
    if (!floor) return;
    const { observations, spurious, ...counts } = floor;
    expect(got.observations).toBe(observations);
    expect(got.spurious).toBeLessThanOrEqual(spurious);
    const fallen = Object.entries(counts).filter(([field, least]) => got[field as keyof typeof counts] < least);
    expect(fallen.map(([field, least]) => `${field}: ${got[field as keyof typeof counts]} of ${least}`)).toEqual([]);
  });

  afterAll(() => {
    if (!updating) return;
    // Only ever tightened here; a floor is lowered by hand, where a reviewer sees it. A fixture whose expected
    // observations changed starts anew.
    const next = Object.fromEntries(
      Object.entries(measured).map(([name, got]) => {
        const floor = floors[name];
        if (floor?.observations !== got.observations) return [name, got];
        const fields = Object.keys(got) as (keyof Agreement)[];
        const tighter = fields.map((field) => [
          field,
          field === 'spurious' ? Math.min(got[field], floor[field]) : Math.max(got[field], floor[field]),
        ]);
        return [name, Object.fromEntries(tighter) as Agreement];
      }),
    );
    const rows = Object.entries(next).map(([name, row]) => `  ${JSON.stringify(name)}: ${JSON.stringify(row)}`);
    writeFileSync(floorsFile, `{\n${rows.join(',\n')}\n}\n`);
  });
});
