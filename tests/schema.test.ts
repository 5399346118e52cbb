import { describe, expect, test } from 'vitest';
import { RECORD_FIELDS } from '../src/records/fields.js';
import { recordJsonSchema } from '../src/records/json-schema.js';
import { indicatorRecord } from '../src/records/schema.js';
import { sampleRecord } from './sample-record.js';

interface Property {
  description?: string;
  type?: string | string[];
  enum?: string[];
  anyOf?: Property[];
}

const printed: {
  $schema: string;
  title: string;
  description: string;
  properties: Record<string, Property>;
  required: string[];
  additionalProperties: boolean;
} = JSON.parse(recordJsonSchema());

/** What a property allows, whichever way JSON Schema says "or null". */
function allowed(property: Property): { types: string[]; values: string[] | undefined } {
  const parts = property.anyOf ?? [property];
  const types = parts.flatMap((part) => part.type ?? []);
  const values = parts.flatMap((part) => part.enum ?? []);
  return { types, values: values.length > 0 ? values : undefined };
}

test('the JSON Schema describes one closed object with every field required', () => {
  expect(printed.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(printed.title).not.toBe('');
  expect(printed.description).not.toBe('');
  expect(printed.additionalProperties).toBe(false);
  expect(printed.required).toEqual(Object.keys(printed.properties));
});

test('the field table and the schema name the same fields in the same order', () => {
  expect(RECORD_FIELDS.map((field) => field.name)).toEqual(Object.keys(printed.properties));
});

test.each(RECORD_FIELDS)('the field table agrees with the schema on $name', (field) => {
  const property = printed.properties[field.name] ?? {};
  expect(property.description).toMatch(/\S/);
  const { types, values } = allowed(property);
  expect(types.includes('null')).toBe(field.nullable);
  const number = types.includes('number') || types.includes('integer');
  expect(number ? 'number' : 'string').toBe(field.type);
  expect(values).toEqual(field.values);
});

describe('the schema', () => {
  test('takes a whole record', () => {
    expect(indicatorRecord.safeParse(sampleRecord()).success).toBe(true);
  });

  test.each([
    ['an unknown measure', { measure: 'amount' }],
    ['a number as text', { value: '5' }],
    ['a value that is no number', { value: Number.NaN }],
    ['a line 0', { line: 0 }],
    ['a half offset', { start: 1.5 }],
    ['a period in words', { period: '去年' }],
    ['a date without its day', { period_start: '2021-12' }],
    ['an empty raw', { raw: '' }],
    ['a missing field', { unit: undefined }],
    ['a field too many', { colour: 'red' }],
  ])('refuses %s', (_, change) => {
    expect(indicatorRecord.safeParse({ ...sampleRecord(), ...change }).success).toBe(false);
  });

  test.each(['2021', '2021-H1', '2021-Q3', '2021-12', '2021-12-31', '2021-01/2021-09', '2022/2025-09-30', null])(
    'takes the period %s',
    (period) => {
      expect(indicatorRecord.safeParse(sampleRecord({ period })).success).toBe(true);
    },
  );
});
