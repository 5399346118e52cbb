// The record's columns where columns are typed: Parquet and what reads it.
import type { RecordField } from './fields.js';

/** How a column is stored. Text that may be a day or a day with its time (`published`) is stored as the day. */
export type StoredType = 'string' | 'double' | 'integer' | 'date';

const DAYS: ReadonlySet<RecordField['name']> = new Set(['published', 'period_start', 'period_end']);
const POSITIONS: ReadonlySet<RecordField['name']> = new Set(['line', 'start', 'end']);

export function storedType({ name, type }: RecordField): StoredType {
  if (DAYS.has(name)) return 'date';
  if (POSITIONS.has(name)) return 'integer';
  return type === 'number' ? 'double' : 'string';
}
