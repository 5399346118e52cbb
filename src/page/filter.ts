// Which records are shown, and in which order.
import type { RecordField } from '../records/fields.js';
import type { IndicatorRecord } from '../records/schema.js';

export interface Filter {
  text: string;
  measure: string;
  dimension: string;
  indicator: string;
  period: string;
  area: string;
}

export const NO_FILTER: Filter = { text: '', measure: '', dimension: '', indicator: '', period: '', area: '' };

const SEARCHED = [
  ...['indicator', 'indicator_name', 'quote', 'unit', 'share_of', 'period', 'period_text', 'area', 'section', 'title'],
  ...['source', 'category', 'raw'],
] as const satisfies readonly RecordField['name'][] as readonly RecordField['name'][];

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** All words of a record that a search looks at. */
export const searchedText = (record: IndicatorRecord): string =>
  fold(SEARCHED.map((name) => record[name] ?? '').join('\n'));

/** The words of a search; all of them must be found. */
export const searchWords = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean);

/**
 * The test that a filter asks for, but for its full text.
 * @param names the indicators and areas that there are: what is one of them is meant whole, anything else is a part
 */
export function testOf(filter: Filter, names: ReadonlySet<string>): (record: IndicatorRecord) => boolean {
  const { measure, dimension, indicator, period, area } = filter;
  const said = (typed: string, value: string | null): boolean =>
    value !== null && (names.has(typed) ? value === typed : value.includes(typed));
  return (record) =>
    (measure === '' || record.measure === measure) &&
    (dimension === '' || record.dimension === dimension) &&
    (indicator === '' || said(indicator, record.indicator) || said(indicator, record.indicator_name)) &&
    // A year has its months and quarters.
    (period === '' || (record.period?.startsWith(period) ?? false)) &&
    (area === '' || said(area, record.area));
}

const collator = new Intl.Collator('zh');

/** The value that a record is sorted by: ranges and vague numbers by their lower end. */
const sortValue = (record: IndicatorRecord, name: RecordField['name']): string | number | null =>
  name === 'value' ? (record.value ?? record.value_min) : record[name];

/** Compares by a field; empty ones stand last whichever way. */
export function compareBy(name: RecordField['name'], down: boolean) {
  return (a: IndicatorRecord, b: IndicatorRecord): number => {
    const left = sortValue(a, name);
    const right = sortValue(b, name);
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(String(left), String(right));
    return down ? -order : order;
  };
}
