// --fields a,b,c: which columns, in which order.
import type { Result } from '../document/model.js';
import { nearest } from '../nearest.js';
import { RECORD_FIELDS, type RecordField } from './fields.js';

const NAMES: readonly string[] = RECORD_FIELDS.map((field) => field.name);

/** The field of that name; an error says which name is nearest. */
export function findField(name: string): Result<RecordField, string> {
  const field = RECORD_FIELDS.find((each) => each.name === name);
  if (field) return { ok: true, value: field };
  return { ok: false, error: `there is no field "${name}"; did you mean "${nearest(name, NAMES)}"?` };
}

/** Reads the option's value: names with commas between, spaces around them allowed, each at most once. */
export function parseFields(list: string): Result<RecordField['name'][], string> {
  const names: RecordField['name'][] = [];
  for (const part of list.split(',')) {
    const name = part.trim();
    if (name === '') return { ok: false, error: 'a field name is missing beside a comma' };
    const field = findField(name);
    if (!field.ok) return field;
    if (names.includes(field.value.name)) return { ok: false, error: `field "${name}" is named twice` };
    names.push(field.value.name);
  }
  return { ok: true, value: names };
}
