// The article as it was read, its numbers marked.
import type { Mark } from '../annotations/model.js';
import { MEASURES } from '../records/fields.js';
import type { App, Article, Entry } from './app.js';
import { button, el, link } from './dom.js';
import { recordText } from './format.js';
import { valueLabel, wordsOf } from './words.js';

const TAGS = { heading: 'h2', paragraph: 'p', item: 'p', caption: 'p', cell: 'span' } as const;

function reasonOf(app: App, mark: Exclude<Mark, { became: 'record' }>): string {
  const words = wordsOf(app.language);
  const because = (rule: string): string => {
    const reason = app.run.reasons[rule];
    return reason ? `${reason} (${rule})` : rule;
  };
  switch (mark.became) {
    case 'excluded':
      return `${words.excluded}: ${because(mark.rule)}`;
    case 'unframed':
      return words.unframed;
    case 'time':
      return words.time(mark.period);
    case 'word':
      return mark.rule === null ? words.word : `${words.word}: ${because(mark.rule)}`;
  }
}

export interface ArticleView {
  element: HTMLElement;
  /** Moves the focus to the mark of the chosen record. */
  focusChosen(): void;
}

/** @param openTable goes to the row of the chosen record */
export function createArticle(app: App, openTable: () => void): ArticleView {
  const element = el('article', { class: 'text', lang: 'zh-CN' });
  let marks: HTMLElement[] = [];
  let byEntry = new Map<Entry, HTMLElement>();
  let listed: ReadonlySet<Entry> = new Set(app.rows);

  const markOf = (article: number, mark: Mark, text: string): HTMLElement => {
    if (mark.became === 'record') {
      const entry = app.find(article, mark.id);
      if (entry !== null) {
        const span = el('span', { class: 'quantity', role: 'button', tabindex: -1, 'data-n': entry.n }, text);
        byEntry.set(entry, span);
        return span;
      }
    }
    if (mark.became === 'record') return el('span', {}, text);
    const reason = reasonOf(app, mark);
    return el('span', { class: `aside ${mark.became}`, role: 'note', tabindex: -1, 'data-tip': reason }, text);
  };

  const drawBlocks = (article: number, { blocks, marks: all }: Article): Node[] => {
    const nodes: HTMLElement[] = [];
    let next = 0;
    for (const [index, { kind, text }] of blocks.entries()) {
      const block = el(TAGS[kind], { class: `block-${kind}` });
      let at = 0;
      for (let mark = all[next]; mark !== undefined && mark.block === index; mark = all[++next]) {
        const span = markOf(article, mark, text.slice(mark.start, mark.end));
        block.append(text.slice(at, mark.start), span);
        if (span.hasAttribute('tabindex')) marks.push(span);
        at = mark.end;
      }
      block.append(text.slice(at));
      nodes.push(block);
    }
    return nodes;
  };

  const drawLegend = (article: number): HTMLElement => {
    const counts = new Map<string, number>();
    for (const { record } of app.entriesOf(article)) counts.set(record.measure, (counts.get(record.measure) ?? 0) + 1);
    const chips = MEASURES.filter((measure) => counts.has(measure)).map((measure) => {
      const text = `${valueLabel('measure', measure, app.language)} ${counts.get(measure)}`;
      const on = app.asked.measure === measure;
      return button(text, { class: `chip m-${measure}`, 'aria-pressed': String(on), 'data-measure': measure }, () =>
        app.ask({ measure: app.asked.measure === measure ? '' : measure }),
      );
    });
    const words = wordsOf(app.language);
    const box = el('input', { type: 'checkbox', checked: app.excludedShown });
    box.addEventListener('change', () => {
      app.excludedShown = box.checked;
      element.classList.toggle('plain', !app.excludedShown);
    });
    const attributes = { class: 'legend', role: 'group', 'aria-label': words.marksLabel, lang: app.language };
    return el('div', attributes, ...chips, el('label', {}, box, ` ${words.excludedShown}`));
  };

  /** Looks of the marks: what is chosen, linked with it, decided. */
  const follow = (): void => {
    const { chosen } = app;
    const linked = new Set(chosen === null ? [] : linksOf(app, chosen).map(({ entry }) => entry));
    for (const [entry, span] of byEntry) {
      span.className = `quantity m-${entry.record.measure} ${app.decidedOf(entry)}`;
      span.classList.toggle('chosen', entry === chosen);
      span.classList.toggle('linked', linked.has(entry));
      span.classList.toggle('unlisted', !listed.has(entry));
      span.setAttribute('aria-pressed', String(entry === chosen));
      span.dataset.tip = recordText(entry.record, app.language);
    }
    const span = chosen === null ? undefined : byEntry.get(chosen);
    const stop = span ?? marks[0];
    for (const mark of marks) mark.tabIndex = mark === stop ? 0 : -1;
    if (span !== undefined && app.chooser !== 'text') span.scrollIntoView({ block: 'center' });
  };

  const draw = (): void => {
    marks = [];
    byEntry = new Map();
    const article = app.view === null ? undefined : app.articles[app.view];
    if (article === undefined || app.view === null) {
      element.replaceChildren();
      return;
    }
    const { title, source, published, category, url, blocks } = article;
    const about = el('p', { class: 'about' }, [source, published, category].filter(Boolean).join('　'));
    if (url !== null) about.append('　', link(url));
    // Many articles say their title once more.
    const [first] = blocks;
    const again = first !== undefined && first.text === title && article.marks[0]?.block !== 0;
    element.replaceChildren(
      el('h1', { tabindex: -1 }, title ?? source),
      about,
      drawLegend(app.view),
      ...(blocks.length === 0 ? [el('p', { class: 'about' }, wordsOf(app.language).noText)] : []),
      ...drawBlocks(app.view, article).slice(again ? 1 : 0),
    );
    element.classList.toggle('plain', !app.excludedShown);
    element.scrollTop = 0;
    follow();
  };

  const entryOf = (target: EventTarget | null): Entry | null => {
    const span = target instanceof Element ? target.closest('.quantity') : null;
    return app.entries[Number(span?.getAttribute('data-n') ?? -1)] ?? null;
  };
  element.addEventListener('click', ({ target }) => {
    const entry = entryOf(target);
    if (entry !== null) app.choose(entry, 'text');
  });
  element.addEventListener('keydown', (event) => {
    const { target, key } = event;
    const at = target instanceof HTMLElement ? marks.indexOf(target) : -1;
    if (at < 0) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
    const last = marks.length - 1;
    const to = step === undefined ? { Home: 0, End: last }[key] : Math.max(0, Math.min(last, at + step));
    if (to !== undefined) {
      const mark = marks[to];
      const entry = entryOf(mark ?? null);
      if (entry !== null) app.choose(entry, 'text');
      mark?.focus();
    } else if (key === 'Enter' || key === ' ') {
      const entry = entryOf(target);
      if (entry === null) return;
      app.choose(entry, 'text');
      openTable();
    } else return;
    event.preventDefault();
  });
  app.on('view', draw);
  app.on('chosen', follow);
  app.on('decision', follow);
  app.on('rows', () => {
    for (const chip of element.querySelectorAll('.chip'))
      chip.setAttribute('aria-pressed', String(chip.getAttribute('data-measure') === app.asked.measure));
    listed = new Set(app.rows);
    for (const [entry, span] of byEntry) span.classList.toggle('unlisted', !listed.has(entry));
  });
  draw();
  return { element, focusChosen: () => (app.chosen === null ? undefined : byEntry.get(app.chosen)?.focus()) };
}

export type LinkKind = 'partOf' | 'parts' | 'changedFrom' | 'changedTo';

/** The records that a record is linked with. */
export function linksOf(app: App, { article, record }: Entry): { kind: LinkKind; entry: Entry }[] {
  const links: { kind: LinkKind; entry: Entry }[] = [];
  const to = (kind: LinkKind, id: string | null): void => {
    const entry = app.find(article, id);
    if (entry !== null) links.push({ kind, entry });
  };
  to('partOf', record.part_of);
  to('changedFrom', record.changed_from);
  for (const entry of app.entriesOf(article)) {
    if (entry.record.part_of === record.id) links.push({ kind: 'parts', entry });
    if (entry.record.changed_from === record.id) links.push({ kind: 'changedTo', entry });
  }
  return links;
}
