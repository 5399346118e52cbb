// Text in columns that line up with Chinese text in them, in lines that fit the terminal.
import stringWidth from 'string-width';

export interface GridColumn {
  heading: string;
  right: boolean;
}

const GAP = '  ';
/** Text columns are not cut below this, in terminal columns. */
const NARROWEST = 6;

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
export const clean = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

export function cut(text: string, width: number): string {
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
function fit(widths: number[], columns: readonly GridColumn[], available: number): void {
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

/** The lines of a table: headings, a rule, rows; cut to `available` terminal columns where that is not null. */
export function gridText(
  columns: readonly GridColumn[],
  cells: readonly (readonly string[])[],
  available: number | null,
): string {
  const rows = [columns.map((column) => column.heading), ...cells.map((row) => row.map(clean))];
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
