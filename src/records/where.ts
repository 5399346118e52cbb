// --where FIELD OP VALUE: which records to keep.
import type { Result } from '../document/model.js';
import { nearest } from '../nearest.js';
import { findField } from './choice.js';
import type { RecordField } from './fields.js';
import type { IndicatorRecord } from './schema.js';

export type Condition = (record: IndicatorRecord) => boolean;

/** Longest first: `>=` is not `>` and a value that begins with `=`. */
const OPERATORS = ['!=', '!~', '>=', '<=', '=', '~', '>', '<'] as const;
type Operator = (typeof OPERATORS)[number];
type Ordering = '>' | '>=' | '<' | '<=';

const EXPRESSION = /^\s*([A-Za-z_]+)\s*(!=|!~|>=|<=|=|~|>|<)\s*(.*?)\s*$/su;
/** Fields whose text sorts as time does. */
const DATES: ReadonlySet<RecordField['name']> = new Set(['published', 'period_start', 'period_end']);

const COMPARE: Record<Ordering, <T>(a: T, b: T) => boolean> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

/** A range or a vague number is above (below) a bound when all of it is: then `value` is its end nearest to the bound. */
function numberFor(record: IndicatorRecord, name: RecordField['name'], operator: Ordering): number | null {
  const value = record[name];
  if (typeof value === 'number') return value;
  if (name !== 'value') return null;
  return operator === '>' || operator === '>=' ? record.value_min : record.value_max;
}

function equality(field: RecordField, wanted: string): Result<Condition, string> {
  if (wanted === '') return { ok: true, value: (record) => record[field.name] === null || record[field.name] === '' };
  if (field.type === 'number') {
    const bound = Number(wanted);
    if (!Number.isFinite(bound)) return { ok: false, error: `"${wanted}" is not a number, and ${field.name} is one` };
    return { ok: true, value: (record) => record[field.name] === bound };
  }
  if (field.values && !field.values.includes(wanted)) {
    const error = `${field.name} is never "${wanted}"; did you mean "${nearest(wanted, field.values)}"?`;
    return { ok: false, error };
  }
  return { ok: true, value: (record) => record[field.name] === wanted };
}

function contains(field: RecordField, wanted: string): Result<Condition, string> {
  if (field.type === 'number') return { ok: false, error: `~ looks into text, and ${field.name} is a number` };
  if (wanted === '') return { ok: false, error: '~ needs a text to look for' };
  return { ok: true, value: (record) => String(record[field.name] ?? '').includes(wanted) };
}

function ordering(field: RecordField, operator: Ordering, wanted: string): Result<Condition, string> {
  const compare = COMPARE[operator];
  if (DATES.has(field.name)) {
    if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(wanted)) {
      return { ok: false, error: `"${wanted}" is not a date such as 2021-12-31, and ${field.name} is one` };
    }
    return {
      ok: true,
      value(record) {
        const value = record[field.name];
        return value !== null && compare(String(value).slice(0, wanted.length), wanted);
      },
    };
  }
  if (field.type !== 'number') {
    return { ok: false, error: `${operator} compares numbers and dates, and ${field.name} is text` };
  }
  const bound = wanted === '' ? Number.NaN : Number(wanted);
  if (!Number.isFinite(bound)) return { ok: false, error: `"${wanted}" is not a number, and ${field.name} is one` };
  return {
    ok: true,
    value(record) {
      const value = numberFor(record, field.name, operator);
      return value !== null && compare(value, bound);
    },
  };
}

function negate(condition: Result<Condition, string>): Result<Condition, string> {
  if (!condition.ok) return condition;
  const { value } = condition;
  return { ok: true, value: (record) => !value(record) };
}

function conditionOf(field: RecordField, operator: Operator, wanted: string): Result<Condition, string> {
  switch (operator) {
    case '=':
      return equality(field, wanted);
    case '!=':
      return negate(equality(field, wanted));
    case '~':
      return contains(field, wanted);
    case '!~':
      return negate(contains(field, wanted));
    default:
      return ordering(field, operator, wanted);
  }
}

/**
 * Reads one expression: `measure=growth`, `unit!=%`, `indicator~人数` (contains), `value>=10000`, `period_start<2021-07`.
 * `basis=` keeps records where the field is null. A date is compared as far as it is given. The error says what is wrong.
 */
export function parseWhere(expression: string): Result<Condition, string> {
  const [, name = '', operator = '', wanted = ''] = EXPRESSION.exec(expression) ?? [];
  const known = OPERATORS.find((each) => each === operator);
  if (!known)
    return { ok: false, error: `"${expression}" is not FIELD OP VALUE, OP being one of ${OPERATORS.join(' ')}` };
  const field = findField(name);
  if (!field.ok) return field;
  return conditionOf(field.value, known, wanted);
}

/** Reads several expressions: a record must meet them all. */
export function parseWheres(expressions: readonly string[]): Result<Condition, string> {
  const conditions: Condition[] = [];
  for (const expression of expressions) {
    const condition = parseWhere(expression);
    if (!condition.ok) return condition;
    conditions.push(condition.value);
  }
  return { ok: true, value: (record) => conditions.every((condition) => condition(record)) };
}
