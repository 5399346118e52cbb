// The record's fields as a plain table, for what needs only their names: CSV headings, --fields, --where. Kept apart from
// schema.ts so that extraction does not load zod; a test holds the two together.
import type { IndicatorRecord } from './schema.js';

/** What kind of quantity it is (record.md, `dimension`). */
export const DIMENSIONS = [
  'count',
  'money',
  'percent',
  'percentage_point',
  'ratio',
  'rank',
  'duration',
  'length',
  'area',
  'volume',
  'mass',
  'energy',
  'power',
  'temperature',
  'speed',
  'index',
  'other',
] as const;

/** What the number says about the indicator (record.md, `measure`). */
export const MEASURES = ['level', 'change', 'growth', 'share', 'rate', 'ratio', 'rank'] as const;

/** What a change, growth or ratio is against (record.md, `basis`). */
export const BASES = ['yoy', 'mom', 'qoq', 'ytd', 'avg', 'other'] as const;

/** Words that blur or bound the number (record.md, `modifier`). */
export const MODIFIERS = ['approx', 'over', 'under', 'at_least', 'at_most'] as const;

/** Whether it happened, is aimed at or is expected (record.md, `status`). */
export const STATUSES = ['actual', 'target', 'forecast'] as const;

export interface RecordField {
  name: keyof IndicatorRecord;
  type: 'string' | 'number';
  /** True where the article may leave it unsaid: the value is then null. */
  nullable: boolean;
  /** The only values it may have, for a closed vocabulary. */
  values?: readonly string[];
}

const text = (name: RecordField['name']): RecordField => ({ name, type: 'string', nullable: false });
const textOrNull = (name: RecordField['name']): RecordField => ({ name, type: 'string', nullable: true });
const number = (name: RecordField['name']): RecordField => ({ name, type: 'number', nullable: false });
const numberOrNull = (name: RecordField['name']): RecordField => ({ name, type: 'number', nullable: true });

/** Every field of a record, in the order of record.md, which is also the order of the columns and of the JSON keys. */
export const RECORD_FIELDS: readonly RecordField[] = [
  text('id'),
  text('source'),
  textOrNull('title'),
  textOrNull('published'),
  textOrNull('category'),
  textOrNull('url'),
  textOrNull('section'),
  text('indicator'),
  text('indicator_name'),
  numberOrNull('value'),
  numberOrNull('value_min'),
  numberOrNull('value_max'),
  textOrNull('value_text'),
  { ...textOrNull('modifier'), values: MODIFIERS },
  textOrNull('unit'),
  textOrNull('unit_code'),
  { ...text('dimension'), values: DIMENSIONS },
  { ...text('measure'), values: MEASURES },
  { ...textOrNull('basis'), values: BASES },
  textOrNull('share_of'),
  { ...text('status'), values: STATUSES },
  textOrNull('period'),
  textOrNull('period_start'),
  textOrNull('period_end'),
  textOrNull('period_text'),
  textOrNull('area'),
  textOrNull('area_code'),
  textOrNull('part_of'),
  textOrNull('changed_from'),
  text('quote'),
  text('raw'),
  number('line'),
  number('start'),
  number('end'),
  text('rule'),
];
