// The review page: puts its parts together. The sink puts it, bundled, into each page, after the data.
import './page.css';
import 'uplot/dist/uPlot.min.css';
import { DIMENSIONS, MEASURES, type RecordField } from '../records/fields.js';
import { App, type Asked, DECIDED, type Entry, NOTHING_ASKED } from './app.js';
import { createArticle } from './article.js';
import { csvOf, jsonOf } from './csv.js';
import { keeperOf } from './decisions.js';
import { createDetails } from './details.js';
import { button, download, el } from './dom.js';
import { createEditor } from './edit.js';
import { createOverview, type Overview } from './overview.js';
import { ruleFilesOf } from './rules-file.js';
import { countBy } from './summary.js';
import { createTable } from './table.js';
import { createTips } from './tips.js';
import { valueLabel, wordsOf } from './words.js';

/** Suggestions below a field that may be typed into. */
const SUGGESTED = 200;
/** Milliseconds after the last key before the list is made anew. */
const TYPING = 120;

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const themeKeeper = keeperOf('zhibiao:theme');
const languageKeeper = keeperOf('zhibiao:language');

function themeNow(): Theme {
  return THEMES.find((theme) => theme === document.documentElement.dataset.theme) ?? 'auto';
}

function setTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  themeKeeper.set(theme);
}

/** Corrected records, without those that were rejected. */
const corrected = (app: App, onlyAccepted: boolean): Entry['record'][] =>
  app.entries.flatMap((entry) => {
    const decided = app.decidedOf(entry);
    return decided === 'rejected' || (onlyAccepted && decided === 'none') ? [] : [entry.record];
  });

function rejectionsOf(app: App) {
  const words = wordsOf(app.language);
  const rejected = app.entries.filter((entry) => app.decidedOf(entry) === 'rejected');
  return rejected.flatMap((entry) => {
    const { mark, article, given } = entry;
    if (mark === null) return [];
    // The sentence's other records: those of the same block and the same words.
    const stay = app
      .entriesOf(article)
      .filter((other) => other.given.quote === given.quote && other.mark?.block === mark.block)
      .filter((other) => app.decidedOf(other) !== 'rejected')
      .map((other) => ({ record: other.record, edited: app.editedFields(other) }));
    const text = app.articles[article]?.blocks[mark.block]?.text ?? '';
    const reason = words.rejectedReason(given.raw, `${given.source}:${given.line}`);
    return [{ record: given, mark, text, stay, reason }];
  });
}

function createExports(app: App, say: (text: string) => void): HTMLElement {
  const words = wordsOf(app.language);
  const only = el('input', { type: 'checkbox' });
  const menu = el('details', { class: 'menu' });
  const hand = (name: string, type: string, text: string): void => {
    download(name, type, text);
    say(words.exported(name));
    menu.open = false;
  };
  menu.append(
    el('summary', {}, words.export),
    el(
      'div',
      { class: 'menu-items' },
      el('label', {}, only, ` ${words.onlyAccepted}`),
      button(words.exportCsv, { 'data-export': 'csv' }, () =>
        hand('records.csv', 'text/csv', csvOf(corrected(app, only.checked), app.run)),
      ),
      button(words.exportJson, { 'data-export': 'json' }, () =>
        hand('records.json', 'application/json', jsonOf(corrected(app, only.checked), app.run)),
      ),
      button(words.exportRules, { 'data-export': 'rules' }, () => {
        const files = ruleFilesOf(rejectionsOf(app));
        if (files.length === 0) say(words.noRejections);
        for (const [i, text] of files.entries())
          hand(i === 0 ? 'review.yaml' : `review-${i + 1}.yaml`, 'application/yaml', text);
      }),
    ),
  );
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  return menu;
}

function createFilters(app: App): { element: HTMLElement; search: HTMLInputElement } {
  const { language } = app;
  const words = wordsOf(language);
  const fields = new Map<keyof Asked, HTMLInputElement | HTMLSelectElement>();
  let waiting = 0;
  const askSoon = (change: Partial<Asked>): void => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => app.ask(change), TYPING);
  };
  const labelled = (name: keyof Asked, label: string, input: HTMLInputElement | HTMLSelectElement): HTMLElement => {
    fields.set(name, input);
    input.id = `filter-${name}`;
    return el('div', { class: 'filter' }, el('label', { for: input.id }, label), input);
  };
  const choice = (name: keyof Asked, label: string, options: readonly (readonly [string, string])[]): HTMLElement => {
    const all = [['', words.any] as const, ...options];
    const input = el('select', {}, ...all.map(([value, text]) => el('option', { value }, text)));
    input.addEventListener('change', () => app.ask({ [name]: input.value }));
    return labelled(name, label, input);
  };
  const typed = (name: 'indicator' | 'period' | 'area', field: RecordField['name']): HTMLElement => {
    const list = el('datalist', { id: `known-${name}` });
    const input = el('input', { type: 'text', list: list.id, autocomplete: 'off' });
    // Filled when first needed: counting the values of many records would delay the opening.
    input.addEventListener('focus', () => {
      if (list.childElementCount > 0) return;
      const counts = countBy(app.entries, ({ record }) => String(record[field] ?? ''));
      const known = counts.filter(({ value }) => value !== '').slice(0, SUGGESTED);
      list.append(...known.map(({ value, records }) => el('option', { value }, String(records))));
    });
    input.addEventListener('input', () => askSoon({ [name]: input.value.trim() }));
    const element = labelled(name, words[name], input);
    element.append(list);
    return element;
  };
  const search = el('input', { type: 'search', autocomplete: 'off' });
  search.addEventListener('input', () => askSoon({ text: search.value }));
  const count = el('span', { class: 'shown', role: 'status' });
  const clear = button(words.clear, { class: 'clear' }, () => {
    window.clearTimeout(waiting);
    app.ask(NOTHING_ASKED);
  });
  const picked = button('', { class: 'chip', hidden: true }, () => app.ask({ picked: null }));
  const options = (['article', 'all'] as const).map((each) => el('option', { value: each }, words.scopes[each]));
  const scopes = el('select', { id: 'filter-scope' }, ...options);
  scopes.addEventListener('change', () => app.setScope(scopes.value === 'all' ? 'all' : 'article'));
  const scope = el('div', { class: 'filter' }, el('label', { for: scopes.id }, words.scope), scopes);
  const element = el(
    'form',
    { class: 'filters', role: 'search', 'aria-label': words.records },
    labelled('text', words.search, search),
    choice(
      'measure',
      words.measure,
      MEASURES.map((each) => [each, valueLabel('measure', each, language)]),
    ),
    choice(
      'dimension',
      words.dimension,
      DIMENSIONS.map((each) => [each, valueLabel('dimension', each, language)]),
    ),
    typed('indicator', 'indicator_name'),
    typed('period', 'period'),
    typed('area', 'area'),
    choice(
      'decided',
      words.decision,
      DECIDED.map((each) => [each, words.decisions[each]]),
    ),
    ...(app.articles.length > 1 ? [scope] : []),
    el('div', { class: 'filter-end' }, picked, clear, count),
  );
  element.addEventListener('submit', (event) => event.preventDefault());
  const draw = (): void => {
    for (const [name, input] of fields) {
      const value = String(app.asked[name] ?? '');
      // What is being typed stays as it is.
      if (input !== document.activeElement || input.value.trim() !== value) input.value = value;
    }
    const all = app.scope === 'article' && app.view !== null ? app.entriesOf(app.view).length : app.entries.length;
    count.textContent = words.shown(app.rows.length, all);
    clear.disabled = Object.values(app.asked).every((value) => value === '' || value === null);
    picked.hidden = app.asked.picked === null;
    picked.textContent = `${words.picked} ✕`;
    scopes.value = app.scope;
    scopes.disabled = app.view === null;
  };
  app.on('rows', draw);
  app.on('view', draw);
  draw();
  return { element, search };
}

function createKeys(app: App): HTMLDialogElement {
  const words = wordsOf(app.language);
  const rows = words.keys.map(([keys = '', what = '']) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, ...keys.split(' ').flatMap((key) => [el('kbd', {}, key), ' '])),
      el('td', {}, what),
    ),
  );
  const dialog = el('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' });
  dialog.append(
    el('h2', { id: 'keys-title' }, words.help),
    el('table', {}, el('tbody', {}, ...rows)),
    el('p', { class: 'muted' }, words.keysNote),
    button(words.close, {}, () => dialog.close()),
  );
  return dialog;
}

/** Builds the page in the language that the app has now. */
function build(app: App, root: HTMLElement): void {
  app.forgetListeners();
  const { language } = app;
  const words = wordsOf(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';

  const status = el('span', { class: 'status', role: 'status' });
  const say = (text: string): void => {
    status.textContent = text;
  };
  const editor = createEditor(app);
  const table = createTable(app, () => article.focusChosen());
  const article = createArticle(app, () => table.focus());
  const details = createDetails(app, editor.open);
  const filters = createFilters(app);
  const keys = createKeys(app);
  let overview: Overview | null = null;
  let overviewHolds = false;

  const many = app.articles.length > 1 || app.run.failed > 0;
  const toOverview = button(words.overview, { class: 'to-overview' }, () => app.show(null));
  const step = (by: number): void => {
    const to = (app.view ?? -1) + by;
    if (to >= 0 && to < app.articles.length) app.show(to);
  };
  const previous = button('‹', { 'aria-label': words.previous }, () => step(-1));
  const next = button('›', { 'aria-label': words.next }, () => step(1));
  const where = el('span', { class: 'where', lang: 'zh-CN' });
  const reviewed = el('span', { class: 'reviewed' });
  const themed = button('', { class: 'theme' }, () => {
    setTheme(THEMES[(THEMES.indexOf(themeNow()) + 1) % THEMES.length] ?? 'auto');
    drawTheme();
    drawOverview(true);
  });
  const drawTheme = (): void => {
    themed.textContent = `${words.theme}: ${words.themes[themeNow()]}`;
  };
  const switched = button(words.language, { class: 'language', lang: language === 'zh' ? 'en' : 'zh-CN' }, () => {
    app.language = language === 'zh' ? 'en' : 'zh';
    languageKeeper.set(app.language);
    build(app, root);
    root.querySelector<HTMLElement>('.language')?.focus();
  });

  const left = el('div', { class: 'left' });
  const right = el(
    'section',
    { class: 'right', 'aria-label': words.records },
    el('h2', { class: 'hidden' }, words.records),
    filters.element,
    table.element,
    details,
  );
  const main = el('main', {}, left, right);
  const bar = el(
    'header',
    { class: 'top' },
    el('strong', { class: 'brand' }, '指标', el('span', {}, ' Zhibiao')),
    ...(many ? [toOverview, previous, next] : []),
    where,
    reviewed,
    status,
    createExports(app, say),
    switched,
    themed,
    button(words.help, { class: 'help' }, () => keys.showModal()),
  );

  const drawOverview = (again: boolean): void => {
    if (app.view !== null) return;
    if (overview === null || again || !overviewHolds) overview = createOverview(app);
    overviewHolds = true;
    left.replaceChildren(overview.element);
  };
  const drawView = (): void => {
    const shown = app.view === null ? null : (app.articles[app.view] ?? null);
    const title = shown === null ? words.overview : (shown.title ?? shown.source);
    document.title = `${title} — 指标 Zhibiao`;
    where.textContent = shown === null ? '' : `${(app.view ?? 0) + 1} / ${app.articles.length}`;
    where.hidden = !many;
    previous.disabled = app.view === null || app.view === 0;
    next.disabled = app.articles.length === 0 || app.view === app.articles.length - 1;
    toOverview.setAttribute('aria-pressed', String(app.view === null));
    if (shown === null) drawOverview(false);
    else left.replaceChildren(article.element);
  };
  const drawReviewed = (): void => {
    overviewHolds = false;
    reviewed.textContent = words.reviewed(app.decisions.count, app.entries.length);
  };
  app.on('view', drawView);
  app.on('decision', drawReviewed);
  const shell = el('div', { class: 'shell' }, bar, main, editor.element, keys);
  shell.append(createTips(shell));
  root.replaceChildren(shell);
  drawTheme();
  drawReviewed();
  drawView();

  main.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
      if (key === 'Escape') table.focus();
      return;
    }
    const { chosen } = app;
    const acts: Record<string, () => void> = {
      a: () => chosen !== null && app.decide(chosen, 'accepted'),
      r: () => chosen !== null && app.decide(chosen, 'rejected'),
      u: () => chosen !== null && app.decide(chosen, null),
      e: () => chosen !== null && editor.open(chosen),
      '/': () => filters.search.focus(),
      '[': () => step(-1),
      ']': () => step(1),
      o: () => many && app.show(null),
      '?': () => keys.showModal(),
    };
    const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  const forPrint = (whole: boolean): void => {
    table.showWhole(whole);
    overview?.showWhole(whole);
  };
  // One of the two tells, depending on who prints.
  printing?.abort();
  printing = new AbortController();
  const { signal } = printing;
  window.addEventListener('beforeprint', () => forPrint(true), { signal });
  window.addEventListener('afterprint', () => forPrint(false), { signal });
  window.matchMedia('print').addEventListener('change', ({ matches }) => forPrint(matches), { signal });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawOverview(true), { signal });
}

/** Stops what the page built before listens to. */
let printing: AbortController | null = null;

const app = new App();
const kept = languageKeeper.get();
// What the command asked for goes before what was chosen on another page.
if (app.run.header === 'en' && (kept === 'zh' || kept === 'en')) app.language = kept;
setTheme(THEMES.find((theme) => theme === themeKeeper.get()) ?? 'auto');
const root = el('div', { id: 'page' });
document.body.append(root);
build(app, root);
