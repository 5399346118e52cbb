// The records as a table: a grid in which only the rows in view exist.
import { RECORD_FIELDS, type RecordField } from '../records/fields.js';
import type { App, Entry } from './app.js';
import { button, el, setAttribute } from './dom.js';
import { fieldText, measureText, valueText } from './format.js';
import { VirtualList } from './virtual.js';
import { labelOf, wordsOf } from './words.js';

const ROW_HEIGHT = 30;
const HEAD_HEIGHT = 32;

interface Column {
  field: RecordField['name'];
  /** The least width, in em, and the part of what is left over. */
  width: [em: number, part: number];
  right: boolean;
  text(entry: Entry): string;
}

/** What stands in front of a row. Never colour alone. */
const SIGNS = { none: '', accepted: '✓', rejected: '✗', edited: '✎' } as const;

const NUMBERS: ReadonlySet<string> = new Set(RECORD_FIELDS.filter(({ type }) => type === 'number').map((f) => f.name));

function columnsOf(app: App): Column[] {
  const { language, run } = app;
  const plain = (field: RecordField['name'], width: Column['width']): Column => ({
    field,
    width,
    right: NUMBERS.has(field),
    text: ({ record }) => fieldText(record, field, language),
  });
  if (run.chosen !== null) return run.chosen.map((field) => plain(field, [7, 1]));
  const columns: Column[] = [
    plain('indicator', [9, 3]),
    { ...plain('value', [11.4, 0.6]), text: ({ record }) => valueText(record) },
    plain('unit', [3.8, 0.6]),
    { ...plain('measure', [8.2, 0.6]), text: ({ record }) => measureText(record, language) },
    plain('period', [7, 0.7]),
    plain('area', [4.6, 0.7]),
  ];
  if (app.scope === 'all' && app.articles.length > 1)
    columns.push({ ...plain('title', [8, 1.6]), text: ({ record }) => record.title ?? record.source });
  return [...columns, plain('line', [3.2, 0.1])];
}

export interface Table {
  element: HTMLElement;
  focus(): void;
  showWhole(whole: boolean): void;
}

/** @param openArticle goes to the words of the chosen record */
export function createTable(app: App, openArticle: () => void): Table {
  const words = wordsOf(app.language);
  let columns: Column[] = [];
  let heads: HTMLElement[] = [];
  const decided = el(
    'div',
    { role: 'columnheader', class: 'cell sign' },
    el('span', { class: 'hidden' }, words.decision),
  );
  const header = el('div', { role: 'row', class: 'row head', 'aria-rowindex': 1 });
  const grid = el(
    'div',
    { role: 'grid', class: 'grid', tabindex: 0, id: 'records', 'aria-label': words.records, 'aria-readonly': true },
    el('div', { role: 'rowgroup', class: 'heads' }, header),
  );
  /** Which columns there are depends on what the table lists. */
  const layOut = (): void => {
    columns = columnsOf(app);
    heads = columns.map(({ field, right }) => {
      const head = button(labelOf(field, app.language), { 'data-sort': field }, () => app.sortBy(field));
      return el('div', { role: 'columnheader', class: right ? 'cell right' : 'cell' }, head);
    });
    const focused = header.contains(document.activeElement) ? document.activeElement?.getAttribute('data-sort') : null;
    header.replaceChildren(decided, ...heads);
    if (focused) header.querySelector<HTMLElement>(`[data-sort="${focused}"]`)?.focus();
    const widths: Column['width'][] = [[1.6, 0], ...columns.map(({ width }) => width)];
    const tracks = widths.map(([em, part]) => (part === 0 ? `${em}em` : `minmax(${em}em, ${part}fr)`));
    grid.style.setProperty('--columns', tracks.join(' '));
    grid.style.setProperty('--least', `${widths.reduce((sum, [em]) => sum + em, 2)}em`);
  };

  const drawRow = (index: number): HTMLElement => {
    const entry = app.rows[index] as Entry;
    const { record } = entry;
    const chosen = app.chosen === entry;
    const decision = app.decidedOf(entry);
    const sign = el('div', { role: 'gridcell', class: 'cell sign' }, SIGNS[decision]);
    if (decision !== 'none') sign.append(el('span', { class: 'hidden' }, words.decisions[decision]));
    const cells = columns.map((column) => {
      const linked = column.field === 'indicator' && (record.part_of !== null || record.changed_from !== null);
      const attributes = { role: 'gridcell', class: column.right ? 'cell right' : 'cell' };
      const text = column.text(entry);
      const cell = el('div', attributes, linked ? el('span', { class: 'link-sign', 'aria-hidden': true }, '↳ ') : null);
      if (column.field === 'measure')
        cell.append(el('span', { class: `dot m-${record.measure}`, 'aria-hidden': true }));
      cell.append(text);
      return cell;
    });
    const row = el(
      'div',
      {
        role: 'row',
        id: `row-${entry.n}`,
        class: `row ${decision}${chosen ? ' chosen' : ''}`,
        'aria-rowindex': index + 2,
        'aria-selected': String(chosen),
        'data-n': entry.n,
      },
      sign,
      ...cells,
    );
    return row;
  };
  const list = new VirtualList(grid, 'rowgroup', ROW_HEIGHT, HEAD_HEIGHT, drawRow);

  const drawHeads = (): void => {
    layOut();
    for (const [i, { field }] of columns.entries()) {
      const sorted = app.sort?.field === field ? (app.sort.down ? 'descending' : 'ascending') : 'none';
      heads[i]?.setAttribute('aria-sort', sorted);
    }
    grid.setAttribute('aria-rowcount', String(app.rows.length + 1));
  };
  const follow = (): void => {
    const at = app.chosen === null ? -1 : app.rows.indexOf(app.chosen);
    list.reveal(at);
    list.redraw();
    setAttribute(grid, 'aria-activedescendant', at >= 0 ? `row-${app.chosen?.n}` : null);
  };
  app.on('rows', () => {
    drawHeads();
    grid.scrollTop = 0;
    list.reset(app.rows.length);
    follow();
  });
  app.on('chosen', follow);
  // The panel below grows when a record is chosen.
  new ResizeObserver(() => {
    if (app.chosen !== null) list.reveal(app.rows.indexOf(app.chosen));
  }).observe(grid);
  app.on('decision', () => list.redraw());

  grid.addEventListener('click', ({ target }) => {
    const row = target instanceof Element ? target.closest('[data-n]') : null;
    const entry = app.entries[Number(row?.getAttribute('data-n') ?? -1)];
    if (entry !== undefined) app.choose(entry, 'table');
  });
  grid.addEventListener('keydown', (event) => {
    const { rows, chosen } = app;
    const at = chosen === null ? -1 : rows.indexOf(chosen);
    const last = rows.length - 1;
    const to = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(last, at + list.page),
      PageUp: Math.max(0, at - list.page),
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Enter' && event.target === grid) openArticle();
    else if (to === undefined) return;
    else app.choose(rows[to] ?? null, 'table');
    event.preventDefault();
  });

  drawHeads();
  list.reset(app.rows.length);
  follow();
  return { element: grid, focus: () => grid.focus(), showWhole: (whole) => list.showWhole(whole) };
}
