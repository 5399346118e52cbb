// The form that corrects a record, and what is wrong in it.
import { boundsOrNull } from '../periods/dates.js';
import { RECORD_FIELDS, type RecordField } from '../records/fields.js';
import type { IndicatorRecord } from '../records/schema.js';
import type { App, Entry } from './app.js';
import { button, el, setAttribute } from './dom.js';
import { labelOf, valueLabel, wordsOf } from './words.js';

type FieldName = RecordField['name'];

/** What a reader may correct; the rest says where the number stands, or follows from these. */
const EDITABLE = [
  ...['indicator', 'indicator_name', 'value', 'value_min', 'value_max', 'modifier', 'unit', 'unit_code', 'dimension'],
  ...['measure', 'basis', 'share_of', 'status', 'period', 'area', 'area_code'],
] as const satisfies readonly FieldName[] as readonly FieldName[];

const FIELDS = RECORD_FIELDS.filter(({ name }) => EDITABLE.includes(name));

type Problem = 'badNumber' | 'badPeriod' | 'needed' | 'badRange';

/** A record's fields as typed, checked. */
function readForm(typed: ReadonlyMap<FieldName, string>): {
  values: Partial<Record<FieldName, string | number | null>>;
  problems: Map<FieldName, Problem>;
} {
  const values: Partial<Record<FieldName, string | number | null>> = {};
  const problems = new Map<FieldName, Problem>();
  for (const { name, type, nullable } of FIELDS) {
    const text = typed.get(name)?.trim() ?? '';
    if (text === '') {
      values[name] = null;
      if (!nullable) problems.set(name, 'needed');
    } else if (type === 'number') {
      const number = Number(text.replaceAll(',', ''));
      values[name] = number;
      if (!Number.isFinite(number)) problems.set(name, 'badNumber');
    } else values[name] = text;
  }
  const { value = null, value_min: min = null, value_max: max = null, period } = values;
  if ((value === null) !== (min !== null && max !== null) || (min === null) !== (max === null))
    problems.set('value', problems.get('value') ?? 'badRange');
  if (typeof period === 'string') {
    const bounds = boundsOrNull(period);
    if (bounds === null) problems.set('period', 'badPeriod');
    else Object.assign(values, { period_start: bounds.start, period_end: bounds.end });
  } else Object.assign(values, { period_start: null, period_end: null });
  return { values, problems };
}

/** The fields of `values` that differ from the record as it was extracted. */
function editsOf(
  given: IndicatorRecord,
  values: Partial<Record<FieldName, string | number | null>>,
): Partial<IndicatorRecord> {
  const changed = Object.entries(values).filter(([name, value]) => given[name as FieldName] !== value);
  // The exact digits were those of the value that was extracted.
  if (values.value !== given.value && given.value_text !== null) changed.push(['value_text', null]);
  // The form has checked that each value is one that its field may have.
  return Object.fromEntries(changed) as Partial<IndicatorRecord>;
}

export interface Editor {
  element: HTMLDialogElement;
  open(entry: Entry): void;
}

export function createEditor(app: App): Editor {
  const words = wordsOf(app.language);
  const element = el('dialog', { class: 'editor', 'aria-labelledby': 'editor-title' });

  const open = (entry: Entry): void => {
    const inputs = new Map<FieldName, HTMLInputElement | HTMLSelectElement>();
    const says = new Map<FieldName, HTMLElement>();
    const rows = FIELDS.map(({ name, values, nullable, type }) => {
      const id = `edit-${name}`;
      const value = entry.record[name];
      const attributes = { id, name, 'aria-describedby': `${id}-problem` };
      let input: HTMLInputElement | HTMLSelectElement;
      if (values === undefined)
        input = el('input', { ...attributes, autocomplete: 'off', inputmode: type === 'number' ? 'decimal' : 'text' });
      else
        input = el(
          'select',
          attributes,
          ...(nullable ? [el('option', { value: '' }, '—')] : []),
          ...values.map((each) => el('option', { value: each }, valueLabel(name, each, app.language))),
        );
      input.value = value === null ? '' : String(value);
      inputs.set(name, input);
      const problem = el('span', { class: 'problem', id: `${id}-problem` });
      says.set(name, problem);
      return el('div', { class: 'field' }, el('label', { for: id }, labelOf(name, app.language)), input, problem);
    });
    const save = (): void => {
      const typed = new Map([...inputs].map(([name, input]) => [name, input.value]));
      const { values, problems } = readForm(typed);
      for (const [name, input] of inputs) {
        const problem = problems.get(name);
        setAttribute(input, 'aria-invalid', problem === undefined ? null : 'true');
        says.get(name)?.replaceChildren(problem === undefined ? '' : words[problem]);
      }
      const [first] = problems.keys();
      if (first !== undefined) {
        inputs.get(first)?.focus();
        return;
      }
      element.close();
      app.decide(entry, 'accepted', editsOf(entry.given, values));
    };
    const form = el(
      'form',
      {},
      el('h2', { id: 'editor-title' }, `${words.editing}: ${entry.given.raw}`),
      el('blockquote', { lang: 'zh-CN' }, entry.given.quote),
      el('div', { class: 'fields' }, ...rows),
      el(
        'div',
        { class: 'actions' },
        el('button', { type: 'submit', class: 'main' }, words.save),
        button(words.cancel, {}, () => element.close()),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      save();
    });
    element.replaceChildren(form);
    element.showModal();
  };
  return { element, open };
}
