// A wide sheet as CSV, XLSX or a table for eyes.
import { ABOUT, type FieldName, isName, type Key, type Values, type WideSheet } from '../pivot/index.js';
import { headingOf, type Language, wordOf } from './columns.js';
import { plainDecimal } from './number.js';
import type { Output } from './output.js';

export interface WideOptions {
  format: 'csv' | 'xlsx' | 'table';
  bom: boolean;
  header: Language;
  /** Columns of the terminal, for the table; null where lines may be of any length. */
  width: number | null;
}

/** Stands before values that disagree. At the front, so that a cell of numbers with signs is never taken for a formula. */
const DISAGREE = '≠';
/** How many of them a cell shows. */
const SHOWN = 5;

const UNSAID = { en: '(not said)', zh: '（未注明）' } as const;
const NAMES = { en: 'sheet', zh: '宽表' } as const;

const isAbout = (name: FieldName): boolean => (ABOUT as readonly FieldName[]).includes(name);

/** What a column is called: its values, then what is not the common case of its indicator, then the unit in brackets. */
function columnHeading(key: Key, across: readonly FieldName[], language: Language): string {
  const words: string[] = [];
  let unit = '';
  // An indicator's own words are left out where they are the common ones; a field that was asked for is always said.
  const described = across.some(isName);
  for (const name of across) {
    const value = key.get(name) ?? null;
    if (described && name === 'unit') {
      if (value !== null) unit = language === 'zh' ? `（${value}）` : ` (${value})`;
    } else if (described && isAbout(name)) {
      if (value !== null && value !== 'level' && value !== 'actual') words.push(String(wordOf(name, value, language)));
    } else words.push(value === null ? UNSAID[language] : String(wordOf(name, value, language)));
  }
  return words.join(' ') + unit;
}

const shown = (value: string | number): string => (typeof value === 'number' ? plainDecimal(value) : value);

/** A cell: empty, a value, or the mark and the values that disagree. */
function cellOf(values: Values): string | number | null {
  const [first] = values;
  if (first === undefined) return null;
  if (values.length === 1) return first;
  const more = values.length > SHOWN ? ' / …' : '';
  return `${DISAGREE} ${values.slice(0, SHOWN).map(shown).join(' / ')}${more}`;
}

async function writeXlsx(
  output: Output,
  sheet: WideSheet,
  headings: readonly string[],
  language: Language,
): Promise<void> {
  const { LOOK, Workbook } = await import('./xlsx/index.js');
  const workbook = new Workbook(output);
  const widthOf = (i: number): number => (sheet.lead.slice(i, i + 1).some(isName) ? 32 : 16);
  await workbook.openSheet(
    NAMES[language],
    headings.map((heading, i) => ({ heading, width: widthOf(i) })),
  );
  for (const { key, cells } of sheet.lines) {
    const lead = sheet.lead.map((name) => wordOf(name, key.get(name) ?? null, language));
    const values = cells.map((each) => {
      const value = cellOf(each);
      return each.length > 1 ? { value, look: LOOK.marked } : value;
    });
    await workbook.addRows([[...lead, ...values]]);
  }
  await workbook.closeSheet();
  await workbook.end();
}

/** Writes a sheet. The output is left open: commit it. */
export async function writeWide(output: Output, sheet: WideSheet, options: WideOptions): Promise<void> {
  const { format, header: language } = options;
  const headings = [
    ...sheet.lead.map((name) => headingOf(name, language)),
    ...sheet.columns.map((key) => columnHeading(key, sheet.across, language)),
  ];
  if (format === 'xlsx') return writeXlsx(output, sheet, headings, language);
  const rows = sheet.lines.map(({ key, cells }) => [
    ...sheet.lead.map((name) => wordOf(name, key.get(name) ?? null, language)),
    ...cells.map(cellOf),
  ]);
  if (format === 'csv') return output.write((await import('./csv.js')).csvText([headings, ...rows], options.bom));
  const { gridText } = await import('./grid.js');
  const columns = headings.map((heading, i) => ({ heading, right: i >= sheet.lead.length }));
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : shown(cell))));
  return output.write(gridText(columns, cells, options.width));
}
