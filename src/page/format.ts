// Values as readers see them.
import type { RecordField } from '../records/fields.js';
import type { IndicatorRecord } from '../records/schema.js';
import { groupedDecimal } from '../sinks/number.js';
import { type Language, valueLabel } from './words.js';

const SIGNS = { approx: '≈', over: '>', under: '<', at_least: '≥', at_most: '≤' } as const;

export function valueText({ value, value_min, value_max, value_text, modifier }: IndicatorRecord): string {
  const sign = modifier === null ? '' : `${SIGNS[modifier]} `;
  if (value_text !== null) return sign + value_text;
  if (value !== null) return sign + groupedDecimal(value);
  return `${sign}${groupedDecimal(value_min ?? 0)} – ${groupedDecimal(value_max ?? 0)}`;
}

/** What the number says: measure, basis, and the status where it is no fact. */
export function measureText({ measure, basis, status }: IndicatorRecord, language: Language): string {
  return [
    valueLabel('measure', measure, language),
    basis === null ? '' : valueLabel('basis', basis, language),
    status === 'actual' ? '' : valueLabel('status', status, language),
  ]
    .filter(Boolean)
    .join(' · ');
}

export function fieldText(record: IndicatorRecord, name: RecordField['name'], language: Language): string {
  const value = record[name];
  if (value === null) return '';
  return typeof value === 'number' ? groupedDecimal(value) : valueLabel(name, value, language);
}

/** A record in one line. */
export const recordText = (record: IndicatorRecord, language: Language): string =>
  [
    `${record.indicator} ${valueText(record)} ${record.unit ?? ''}`.trim(),
    measureText(record, language),
    record.period,
    record.area,
  ]
    .filter(Boolean)
    .join('  ');
