// The columns of a table as its readers see them: headings and vocabularies in English keys or in Chinese.
import { RECORD_FIELDS, type RecordField } from '../records/fields.js';
import { FIELD_LABELS, VALUE_LABELS } from '../records/labels.js';
import type { IndicatorRecord } from '../records/schema.js';

/** The languages that a table can speak; the first is the default. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

type Cell = string | number | null;

export interface Column {
  field: RecordField;
  heading: string;
  cell(record: IndicatorRecord): Cell;
}

const FIELDS: ReadonlyMap<string, RecordField> = new Map(RECORD_FIELDS.map((field) => [field.name, field]));

/** What a field is called. */
export const headingOf = (name: RecordField['name'], language: Language): string =>
  language === 'zh' ? FIELD_LABELS[name] : name;

/** A field's value; one of a closed vocabulary in the language asked for. */
export function wordOf(name: RecordField['name'], value: Cell, language: Language): Cell {
  if (language === 'en' || typeof value !== 'string') return value;
  return VALUE_LABELS[name]?.[value] ?? value;
}

/** The columns of these fields, in this order. */
export function columnsOf(names: readonly RecordField['name'][], language: Language): Column[] {
  const columns: Column[] = [];
  for (const name of names) {
    const field = FIELDS.get(name);
    if (field === undefined) continue;
    const heading = headingOf(name, language);
    columns.push({ field, heading, cell: (record) => wordOf(name, record[name], language) });
  }
  return columns;
}
