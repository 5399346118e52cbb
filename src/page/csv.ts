// Corrected records as the command would write them, byte for byte (a test holds them together). csv-stringify, which the
// command uses, would bring 32 KB with a Buffer of its own into every page.
import type { IndicatorRecord } from '../records/schema.js';
import { columnsOf } from '../sinks/columns.js';
import type { PackedRun } from '../sinks/html/data.js';
import { plainDecimal } from '../sinks/number.js';

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[-=+@\t\r＝＋－＠]/;

function cellText(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return plainDecimal(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf(records: readonly IndicatorRecord[], { fields, header }: PackedRun): string {
  const columns = columnsOf(fields, header);
  const rows = [
    columns.map(({ heading }) => heading),
    ...records.map((record) => columns.map(({ cell }) => cell(record))),
  ];
  return rows.map((row) => `${row.map(cellText).join(',')}\n`).join('');
}

export function jsonOf(records: readonly IndicatorRecord[], { fields }: PackedRun): string {
  if (records.length === 0) return '[]\n';
  return `[\n${records.map((record) => JSON.stringify(record, fields)).join(',\n')}\n]\n`;
}
