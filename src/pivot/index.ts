// Records to a wide sheet: a line for each indicator, a column for each period, or whatever other fields are asked for.
import type { IndicatorRecord } from '../records/index.js';
import {
  ABOUT,
  type FieldName,
  type Key,
  type PivotOptions,
  type Plain,
  type Values,
  type WideSheet,
} from './model.js';

export { ABOUT, type FieldName, type Key, type PivotOptions, type Values, type WideSheet } from './model.js';

/** A stand-in for a value that is a range or vague: its ends. */
const rangeOf = ({ value_min, value_max }: IndicatorRecord): string | null =>
  value_min === null || value_max === null ? null : `${value_min}–${value_max}`;

/** Either name tells an indicator: the article's own, or the canonical one. */
export const isName = (name: FieldName): boolean => name === 'indicator' || name === 'indicator_name';

/**
 * The fields of the lines and of the columns. Figures that differ in what they say (level or growth, unit, area, period)
 * never share a cell: what the user did not place joins the lines, and what describes an indicator goes where that stands.
 */
function axesOf({ rows, columns, values }: PivotOptions): { lead: FieldName[]; across: FieldName[] } {
  const placed = (name: FieldName): boolean => rows.includes(name) || columns.includes(name) || name === values;
  const rest = (names: readonly FieldName[]): FieldName[] => names.filter((name) => !placed(name));
  const besides = rest(['area', 'period']);
  if (columns.some(isName)) return { lead: [...rows, ...besides], across: [...columns, ...rest(ABOUT)] };
  const name: FieldName[] = rows.some(isName) ? [] : rest(['indicator']);
  return { lead: [...rows, ...name, ...besides, ...rest(ABOUT)], across: [...columns] };
}

const textOf = (names: readonly FieldName[], record: IndicatorRecord): string =>
  JSON.stringify(names.map((name) => record[name]));

const keyOf = (names: readonly FieldName[], record: IndicatorRecord): Key =>
  new Map(names.map((name) => [name, record[name]]));

/** Remembers in which order the values of a field came, and of periods when they are. */
class Ranks {
  readonly #seen = new Map<FieldName, Map<Plain, number>>();
  readonly #times = new Map<Plain, string>();

  add(names: readonly FieldName[], record: IndicatorRecord): void {
    for (const name of names) {
      const values = this.#seen.get(name) ?? new Map<Plain, number>();
      this.#seen.set(name, values);
      if (!values.has(record[name])) values.set(record[name], values.size);
    }
    if (!this.#times.has(record.period)) this.#times.set(record.period, `${record.period_start} ${record.period_end}`);
  }

  /** Field by field: periods as time goes, dates and numbers as they count, others as they first came; null last. */
  compare(a: Key, b: Key): number {
    for (const [name, left] of a) {
      const right = b.get(name) ?? null;
      if (left === right) continue;
      if (left === null || right === null) return left === null ? 1 : -1;
      const difference = this.#compare(name, left, right);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #compare(name: FieldName, left: string | number, right: string | number): number {
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    if (name === 'period' || name === 'published' || name === 'period_start' || name === 'period_end') {
      const [a, b] = [left, right].map((value) => (name === 'period' ? this.#times.get(value) : null) ?? String(value));
      if (a !== b) return (a ?? '') < (b ?? '') ? -1 : 1;
    }
    const seen = this.#seen.get(name);
    return (seen?.get(left) ?? 0) - (seen?.get(right) ?? 0);
  }
}

/** Whether a field tells nothing here: never said, or the same as where nothing is said. */
const isSilent = (name: FieldName, keys: readonly Key[]): boolean =>
  keys.every((key) => {
    const value = key.get(name) ?? null;
    return value === null || (name === 'status' && value === 'actual');
  });

/** Collects records into a sheet. Memory grows with the sheet, not with the records. */
export class Pivot {
  readonly #lead: FieldName[];
  readonly #across: FieldName[];
  readonly #ranks = new Ranks();
  readonly #lines = new Map<string, { key: Key; cells: Map<string, (string | number)[]> }>();
  readonly #columns = new Map<string, Key>();

  constructor(private readonly options: PivotOptions) {
    const { lead, across } = axesOf(options);
    this.#lead = lead;
    this.#across = across;
  }

  /** Takes in a record; one without a value for the cells leaves no trace. */
  add(record: IndicatorRecord): void {
    const { values } = this.options;
    const value = record[values] ?? (values === 'value' ? rangeOf(record) : null);
    if (value === null) return;
    this.#ranks.add([...this.#lead, ...this.#across], record);
    const column = textOf(this.#across, record);
    if (!this.#columns.has(column)) this.#columns.set(column, keyOf(this.#across, record));
    const at = textOf(this.#lead, record);
    const line = this.#lines.get(at) ?? { key: keyOf(this.#lead, record), cells: new Map() };
    this.#lines.set(at, line);
    const cell = line.cells.get(column) ?? [];
    line.cells.set(column, cell);
    if (!cell.includes(value)) cell.push(value);
  }

  /** The sheet of what was added. */
  sheet(): WideSheet {
    const order = (a: { key: Key }, b: { key: Key }): number => this.#ranks.compare(a.key, b.key);
    const columns = [...this.#columns].map(([text, key]) => ({ text, key })).sort(order);
    const lines = [...this.#lines.values()].sort(order);
    const keys = lines.map(({ key }) => key);
    const asked: readonly FieldName[] = this.options.rows;
    const lead = this.#lead.filter((name) => asked.includes(name) || isName(name) || !isSilent(name, keys));
    const cellsOf = (cells: ReadonlyMap<string, Values>): Values[] => columns.map(({ text }) => cells.get(text) ?? []);
    return {
      lead,
      across: this.#across,
      columns: columns.map(({ key }) => key),
      lines: lines.map(({ key, cells }) => ({ key, cells: cellsOf(cells) })),
    };
  }
}
