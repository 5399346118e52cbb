// CSV: RFC 4180 with LF line ends, a header row, null as an empty cell, formulas neutralised (OWASP, CSV injection).
import { stringify } from 'csv-stringify/sync';
import { columnsOf } from './columns.js';
import type { OpenedSink, SinkOptions } from './index.js';
import { plainDecimal } from './number.js';
import type { Output, Piece } from './output.js';
import type { PieceMaker } from './pieces.js';

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

/** Rows of records. */
export function csvRows(fields: SinkOptions['fields'], header: SinkOptions['header']): PieceMaker {
  const columns = columnsOf(fields, header);
  return (records) =>
    csvText(
      records.map((record) => columns.map((column) => column.cell(record))),
      false,
    );
}

/** Opens a CSV sink. The header row is written even when no record comes. */
export function openCsv(output: Output, { fields, header, bom }: SinkOptions): OpenedSink {
  const rows = csvRows(fields, header);
  let opening: string | null = csvText([columnsOf(fields, header).map((column) => column.heading)], bom);
  const open = async (): Promise<void> => {
    const text = opening;
    opening = null;
    if (text !== null) await output.write(text);
  };
  const put = async (piece: Piece): Promise<void> => {
    await open();
    if (piece.length > 0) await output.write(piece);
  };
  return { put, write: (records) => put(rows(records)), end: open };
}
