// A table for eyes: a heading for each document, columns that line up with Chinese text in them, lines that fit the terminal.
import stringWidth from 'string-width';
import { RECORD_FIELDS } from '../records/fields.js';
import type { IndicatorRecord } from '../records/schema.js';
import type { Sink, SinkOptions } from './index.js';
import { groupedDecimal, plainDecimal } from './number.js';
import type { Output } from './output.js';

interface Column {
  heading: string;
  right: boolean;
  cell(record: IndicatorRecord): string;
}

const GAP = '  ';
/** Text columns are not cut below this, in terminal columns. */
const NARROWEST = 6;

const SIGNS = { approx: '≈', over: '>', under: '<', at_least: '≥', at_most: '≤' } as const;

function valueCell({ value, value_min, value_max, modifier }: IndicatorRecord): string {
  const sign = modifier ? SIGNS[modifier] : '';
  if (value !== null) return sign + groupedDecimal(value);
  if (value_min !== null && value_max !== null)
    return `${sign}${groupedDecimal(value_min)}–${groupedDecimal(value_max)}`;
  return '';
}

const measureCell = ({ measure, basis, status }: IndicatorRecord): string =>
  [measure, basis, status === 'actual' ? null : status].filter(Boolean).join(' ');

const COLUMNS: readonly Column[] = [
  { heading: '指标', right: false, cell: (record) => record.indicator },
  { heading: '值', right: true, cell: valueCell },
  { heading: '单位', right: false, cell: (record) => record.unit ?? '' },
  { heading: '口径', right: false, cell: measureCell },
  { heading: '时期', right: false, cell: (record) => record.period ?? '' },
  { heading: '地区', right: false, cell: (record) => record.area ?? '' },
  { heading: '行', right: true, cell: (record) => String(record.line) },
];

function chosenColumns(fields: SinkOptions['fields']): Column[] {
  const types = new Map(RECORD_FIELDS.map((field) => [field.name, field.type]));
  return fields.map((name) => ({
    heading: name,
    right: types.get(name) === 'number',
    cell(record) {
      const value = record[name];
      return typeof value === 'number' ? plainDecimal(value) : (value ?? '');
    },
  }));
}

const PLAIN = /^[ -~]*$/;
/** Characters that are two columns wide whatever stands beside them: most text of most cells. */
const WIDE = /^[\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]*$/;

/** Width in terminal columns. string-width is right for everything, and slow: the two plain cases go before it. */
function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  if (WIDE.test(text)) return 2 * text.length;
  return stringWidth(text);
}

/** Control characters would move the cursor or colour the terminal. */
const clean = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept}…`;
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}

/** Takes columns from the widest text column, again and again, until the line fits or nothing is left to take. */
function fit(widths: number[], columns: readonly Column[], available: number): void {
  let excess = widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1)) - available;
  while (excess > 0) {
    let widest = -1;
    for (const [i, width] of widths.entries()) {
      if (!columns[i]?.right && width > NARROWEST && width > (widths[widest] ?? 0)) widest = i;
    }
    const width = widths[widest];
    if (width === undefined) return;
    widths[widest] = width - 1;
    excess--;
  }
}

function lines(records: readonly IndicatorRecord[], columns: readonly Column[], available: number | null): string {
  const rows = [
    columns.map((column) => column.heading),
    ...records.map((record) => columns.map((column) => clean(column.cell(record)))),
  ];
  const widths = columns.map(() => 0);
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
  if (available !== null) fit(widths, columns, available);
  const line = (row: string[]): string =>
    row
      .map((cell, i) => pad(cut(cell, widths[i] ?? 0), widths[i] ?? 0, columns[i]?.right ?? false))
      .join(GAP)
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1)));
  const [heading = [], ...body] = rows;
  return [line(heading), rule, ...body.map(line)].map((text) => `${text}\n`).join('');
}

/** Opens a sink that writes a table for each document, with its title over it. */
export function openTable(output: Output, options: SinkOptions): Sink {
  const columns = options.chosen ? chosenColumns(options.fields) : COLUMNS;
  let last: string | null = null;
  return {
    async write(records) {
      const [first] = records;
      if (!first) return;
      const heading = clean([first.title ?? first.source, first.published].filter(Boolean).join('  '));
      const gap = last === null ? '' : '\n';
      const top = `${options.width === null ? heading : cut(heading, options.width)}\n\n`;
      const rows = lines(records, columns, options.width);
      // A very long document comes in several pieces: its title stands over the first.
      await output.write(gap + (first.source === last ? '' : top) + rows);
      last = first.source;
    },
    async end() {},
  };
}
