// Cells and rows as SpreadsheetML.
import { plainDecimal } from '../number.js';
import { escapeText } from './text.js';

/** A cell's value. A Date is its UTC calendar day, with the time of day where that is not midnight. */
export type Value = string | number | Date | null;

/** How a cell looks: an index into the cell formats that `stylesXml` lists, in the same order. */
export const LOOK = { plain: 0, heading: 1, whole: 2, decimal: 3, day: 4, time: 5, position: 6, marked: 7 } as const;
export type Look = (typeof LOOK)[keyof typeof LOOK];

export interface StyledCell {
  value: Value;
  look: Look;
}

const DAY = 86_400_000;
/** Day 0 of the 1900 date system, as it counts from March 1900 on (it believes in February 29 of that year). */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_TRUE_DAY = Date.UTC(1900, 2, 1);

/** A, B … Z, AA … for 0, 1 … */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** The look that a value has of itself. */
function lookOf(value: Value): Look {
  if (typeof value === 'number') return Number.isInteger(value) ? LOOK.whole : LOOK.decimal;
  if (value instanceof Date) return value.getTime() % DAY === 0 ? LOOK.day : LOOK.time;
  return LOOK.plain;
}

const textCell = (at: string, text: string, look: Look): string =>
  `<c r="${at}" t="inlineStr"${look === LOOK.plain ? '' : ` s="${look}"`}><is><t xml:space="preserve">${escapeText(text)}</t></is></c>`;

function cellXml(at: string, value: Value, look: Look): string {
  if (value === null || value === '') return '';
  if (typeof value === 'string') return textCell(at, value, look);
  if (typeof value === 'number') return `<c r="${at}" s="${look}"><v>${plainDecimal(value)}</v></c>`;
  // Spreadsheets know no day before.
  if (value.getTime() < FIRST_TRUE_DAY) return textCell(at, value.toISOString().slice(0, 10), LOOK.plain);
  return `<c r="${at}" s="${look}"><v>${(value.getTime() - EPOCH) / DAY}</v></c>`;
}

/** One row; `number` counts from 1. Text is always text, whatever it begins with: no cell can be a formula. */
export function rowXml(number: number, cells: readonly (Value | StyledCell)[]): string {
  let xml = `<row r="${number}">`;
  for (const [i, cell] of cells.entries()) {
    const at = columnLetters(i) + number;
    if (cell !== null && typeof cell === 'object' && 'look' in cell) xml += cellXml(at, cell.value, cell.look);
    else xml += cellXml(at, cell, lookOf(cell));
  }
  return `${xml}</row>`;
}
