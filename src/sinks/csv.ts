// CSV: RFC 4180 with LF line ends, a header row, null as an empty cell, formulas neutralised (OWASP, CSV injection).
import { stringify } from 'csv-stringify/sync';
import type { IndicatorRecord } from '../records/schema.js';
import { columnsOf } from './columns.js';
import type { Sink, SinkOptions } from './index.js';
import { plainDecimal } from './number.js';
import type { Output } from './output.js';

/** A number that is written out as text (`value_text`): its minus sign is a number's too. */
const DECIMAL = /^-(?=[\d.]{16})\d+(?:\.\d+)?$/;

/** Rows as CSV text. */
export const csvText = (rows: readonly (readonly (string | number | null)[])[], bom: boolean): string =>
  stringify([...rows] as (string | number | null)[][], {
    bom,
    // Line ends are LF by default; set apart, they would no longer have cells that hold a CR quoted.
    // A leading apostrophe before = + - @ TAB and CR (and their full-width twins); a number's own minus sign is left alone.
    escape_formulas: true,
    cast: {
      number: (value: number) => plainDecimal(value),
      string: (value: string) => (DECIMAL.test(value) ? { value, escape_formulas: false } : value),
    },
  });

/** Opens a CSV sink. The header row is written even when no record comes. */
export function openCsv(output: Output, options: SinkOptions): Sink {
  const columns = columnsOf(options.fields, options.header);
  let opening: string | null = csvText([columns.map((column) => column.heading)], options.bom);
  const row = (record: IndicatorRecord) => columns.map((column) => column.cell(record));
  return {
    async write(records) {
      const text = (opening ?? '') + csvText(records.map(row), false);
      opening = null;
      if (text) await output.write(text);
    },
    async end() {
      if (opening !== null) await output.write(opening);
    },
  };
}
