// The pivot's plain data.
import type { RecordField } from '../records/fields.js';

export type FieldName = RecordField['name'];
export type Plain = string | number | null;

/** What the sheet is made of. */
export interface PivotOptions {
  rows: readonly FieldName[];
  columns: readonly FieldName[];
  values: FieldName;
}

/** What a record of an indicator must share with another for the two to say the same thing. */
export const ABOUT = ['measure', 'basis', 'share_of', 'status', 'unit'] as const satisfies readonly FieldName[];

/** The values of one line, or of one column, by field. */
export type Key = ReadonlyMap<FieldName, Plain>;

/** The values that the records give for one cell; more than one: they disagree. */
export type Values = readonly (string | number)[];

export interface WideSheet {
  /** The fields that stand before the values, in every line. */
  lead: readonly FieldName[];
  /** The fields that a column's heading is made of. */
  across: readonly FieldName[];
  columns: readonly Key[];
  lines: readonly { key: Key; cells: readonly Values[] }[];
}
