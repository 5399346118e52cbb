// The data dictionary: what each column holds, in both languages. The English text is the schema's own, so that there is one.
import { RECORD_FIELDS, type RecordField } from './fields.js';
import { FIELD_LABELS, FIELD_MEANINGS, VALUE_LABELS } from './labels.js';
import { indicatorRecord } from './schema.js';

/** What a column holds, as a spreadsheet or a database types it. */
export type ColumnType = 'string' | 'number' | 'integer' | 'date';

export interface DictionaryEntry {
  name: RecordField['name'];
  /** The column's Chinese heading. */
  label: string;
  type: ColumnType;
  nullable: boolean;
  meaning: string;
  meaningZh: string;
  /** The closed vocabulary, each value with its Chinese name. */
  values: { value: string; label: string }[];
}

const WHOLE: ReadonlySet<RecordField['name']> = new Set(['line', 'start', 'end']);
const DAYS: ReadonlySet<RecordField['name']> = new Set(['period_start', 'period_end']);

/** The column type of a field. `published` may carry a time of day and stays text here. */
function columnType({ name, type }: RecordField): ColumnType {
  if (WHOLE.has(name)) return 'integer';
  if (DAYS.has(name)) return 'date';
  return type;
}

/** Every field in the order of the record. */
export function dataDictionary(): DictionaryEntry[] {
  return RECORD_FIELDS.map((field) => ({
    name: field.name,
    label: FIELD_LABELS[field.name],
    type: columnType(field),
    nullable: field.nullable,
    meaning: indicatorRecord.shape[field.name].description ?? '',
    meaningZh: FIELD_MEANINGS[field.name],
    values: (field.values ?? []).map((value) => ({ value, label: VALUE_LABELS[field.name]?.[value] ?? value })),
  }));
}

/** The dictionary as a page of Markdown (docs/dictionary.md). */
export function dictionaryPage(): string {
  const rows = dataDictionary().map(({ name, label, type, nullable, meaning, meaningZh, values }) => {
    const words = values.map(({ value, label: word }) => (word === value ? `\`${value}\`` : `\`${value}\` ${word}`));
    const cells = [`\`${name}\``, label, nullable ? `${type} or null` : type, meaning, meaningZh, words.join(', ')];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return `${[
    '# Data dictionary 数据字典',
    '',
    'The columns of every format. `--header zh` writes the Chinese names, and the Chinese words of the values that have some.',
    '各种格式的列。用 `--header zh` 时，列名和带中文说法的取值写成中文。',
    '',
    '<!-- Made from src/records: npx vitest run tests/dictionary.test.ts -u -->',
    '',
    '| field | 列名 | type | meaning | 含义 | values 取值 |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')}\n`;
}
