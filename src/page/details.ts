// The chosen record: its sentence, its fields, what it is linked with, and what to do about it.
import type { RecordField } from '../records/fields.js';
import type { App, Entry } from './app.js';
import { linksOf } from './article.js';
import { button, el, link } from './dom.js';
import { fieldText, recordText, valueText } from './format.js';
import { labelOf, wordsOf } from './words.js';

/** Fields in the order of their importance here. The others stand elsewhere in the panel, or say nothing to a reader. */
const SHOWN = [
  ...[
    'indicator',
    'indicator_name',
    'value',
    'unit',
    'measure',
    'basis',
    'share_of',
    'status',
    'period',
    'period_text',
  ],
  ...['area', 'dimension', 'modifier', 'unit_code', 'area_code', 'section', 'raw', 'source', 'url', 'rule'],
] as const satisfies readonly RecordField['name'][] as readonly RecordField['name'][];
/** Fields that take the whole width. */
const WIDE: ReadonlySet<RecordField['name']> = new Set(['source', 'url', 'rule']);

/** The sentence with the number in it set off. */
function quoteOf({ given, mark }: Entry, text: string | undefined): HTMLElement {
  const quote = el('blockquote', { lang: 'zh-CN' });
  const from = mark === null || text === undefined ? -1 : text.lastIndexOf(given.quote, mark.start);
  if (mark === null || from < 0) quote.append(given.quote);
  else
    quote.append(
      given.quote.slice(0, mark.start - from),
      el('b', {}, given.quote.slice(mark.start - from, mark.end - from)),
      given.quote.slice(mark.end - from),
    );
  return quote;
}

/** @param edit opens the form */
export function createDetails(app: App, edit: (entry: Entry) => void): HTMLElement {
  const words = wordsOf(app.language);
  const element = el('section', { class: 'details', tabindex: 0, 'aria-label': words.details });

  const fieldsOf = (entry: Entry): HTMLElement => {
    const { record, given } = entry;
    const list = el('dl');
    const edited = new Set<RecordField['name']>(app.editedFields(entry));
    for (const name of SHOWN) {
      if (record[name] === null && name !== 'value') continue;
      if (name === 'indicator_name' && record.indicator_name === record.indicator) continue;
      const text = name === 'value' ? valueText(record) : fieldText(record, name, app.language);
      const cell = el('dd', {}, name === 'url' ? link(text) : name === 'source' ? `${text}:${record.line}` : text);
      if (name === 'rule') cell.append(' ', el('span', { class: 'muted' }, app.run.reasons[record.rule] ?? ''));
      if (edited.has(name))
        cell.append(' ', el('span', { class: 'muted' }, words.wasValue(fieldText(given, name, app.language) || '—')));
      list.append(
        el('div', { class: WIDE.has(name) ? 'wide' : null }, el('dt', {}, labelOf(name, app.language)), cell),
      );
    }
    return list;
  };

  const draw = (): void => {
    const { chosen } = app;
    element.classList.toggle('empty', chosen === null);
    if (chosen === null) {
      element.replaceChildren(el('p', { class: 'muted' }, words.nothingChosen));
      return;
    }
    // The button that was pressed is made anew: the focus stays on it.
    const { activeElement } = document;
    const action = element.contains(activeElement) ? activeElement?.getAttribute('data-action') : null;
    const decided = app.decidedOf(chosen);
    const actionButton = (name: string, text: string, pressed: boolean | null, act: () => void): HTMLButtonElement =>
      button(
        text,
        { class: name, 'data-action': name, 'aria-pressed': pressed === null ? null : String(pressed) },
        act,
      );
    const actions = el(
      'div',
      { class: 'actions' },
      actionButton('accept', words.accept, decided === 'accepted', () => app.decide(chosen, 'accepted')),
      actionButton('reject', words.reject, decided === 'rejected', () => app.decide(chosen, 'rejected')),
      actionButton('edit', words.edit, null, () => edit(chosen)),
      actionButton('undo', words.undo, null, () => app.decide(chosen, null)),
      el('span', { class: 'muted' }, words.decisions[decided]),
    );
    const links = linksOf(app, chosen).map(({ kind, entry }) =>
      el(
        'li',
        {},
        `${words[kind]} `,
        button(recordText(entry.record, app.language), { class: 'jump' }, () => app.choose(entry, 'other')),
      ),
    );
    const block = chosen.mark === null ? undefined : app.articles[chosen.article]?.blocks[chosen.mark.block]?.text;
    element.replaceChildren(
      actions,
      quoteOf(chosen, block),
      ...(links.length > 0 ? [el('ul', { class: 'links' }, ...links)] : []),
      fieldsOf(chosen),
    );
    if (action) element.querySelector<HTMLElement>(`[data-action="${action}"]`)?.focus();
  };
  app.on('chosen', draw);
  app.on('decision', draw);
  draw();
  return element;
}
