// A table for eyes: a heading for each document, columns that line up with Chinese text in them, lines that fit the terminal.
import type { IndicatorRecord } from '../records/schema.js';
import { columnsOf, type Language, wordOf } from './columns.js';
import { clean, cut, type GridColumn, gridText } from './grid.js';
import type { OpenedSink, SinkOptions } from './index.js';
import { groupedDecimal, plainDecimal } from './number.js';
import type { Output } from './output.js';

interface Column extends GridColumn {
  cell(record: IndicatorRecord): string;
}

const SIGNS = { approx: '≈', over: '>', under: '<', at_least: '≥', at_most: '≤' } as const;

function valueCell({ value, value_min, value_max, value_text, modifier }: IndicatorRecord): string {
  const sign = modifier ? SIGNS[modifier] : '';
  if (value_text !== null) return sign + value_text;
  if (value !== null) return sign + groupedDecimal(value);
  if (value_min !== null && value_max !== null)
    return `${sign}${groupedDecimal(value_min)}–${groupedDecimal(value_max)}`;
  return '';
}

function measureCell({ measure, basis, status }: IndicatorRecord, language: Language): string {
  const words = [
    wordOf('measure', measure, language),
    wordOf('basis', basis, language),
    status === 'actual' ? null : wordOf('status', status, language),
  ];
  return words.filter(Boolean).join(' ');
}

const ownColumns = (language: Language): Column[] => [
  { heading: '指标', right: false, cell: (record) => record.indicator },
  { heading: '值', right: true, cell: valueCell },
  { heading: '单位', right: false, cell: (record) => record.unit ?? '' },
  { heading: '口径', right: false, cell: (record) => measureCell(record, language) },
  { heading: '时期', right: false, cell: (record) => record.period ?? '' },
  { heading: '地区', right: false, cell: (record) => record.area ?? '' },
  { heading: '行', right: true, cell: (record) => String(record.line) },
];

function chosenColumns({ fields, header }: SinkOptions): Column[] {
  return columnsOf(fields, header).map(({ field, heading, cell }) => ({
    heading,
    right: field.type === 'number',
    cell(record) {
      const value = cell(record);
      return typeof value === 'number' ? plainDecimal(value) : (value ?? '');
    },
  }));
}

/** Opens a sink that writes a table for each document, with its title over it. */
export function openTable(output: Output, options: SinkOptions): OpenedSink {
  const columns = options.chosen ? chosenColumns(options) : ownColumns(options.header);
  let last: string | null = null;
  return {
    async write(records) {
      const [first] = records;
      if (!first) return;
      const heading = clean([first.title ?? first.source, first.published].filter(Boolean).join('  '));
      const gap = last === null ? '' : '\n';
      const top = `${options.width === null ? heading : cut(heading, options.width)}\n\n`;
      const cells = records.map((record) => columns.map((column) => column.cell(record)));
      const rows = gridText(columns, cells, options.width);
      // A very long document comes in several pieces: its title stands over the first.
      await output.write(gap + (first.source === last ? '' : top) + rows);
      last = first.source;
    },
    async end() {},
  };
}
