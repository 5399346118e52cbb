// The first view of many documents: what there is, and where to go from it.
import type { App } from './app.js';
import { drawChart } from './charts.js';
import { button, el } from './dom.js';
import { measureText, recordText } from './format.js';
import { type Count, compareSources, countBy, type Disagreement, type Known, type Series } from './summary.js';
import { VirtualList } from './virtual.js';
import { valueLabel, wordsOf } from './words.js';

/** How much each list shows. */
const INDICATORS = 15;
const CHARTS = 12;
const DISAGREEMENTS = 40;
const FAILURES = 50;

const seconds = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;

export interface Overview {
  element: HTMLElement;
  showWhole(whole: boolean): void;
}

export function createOverview(app: App): Overview {
  const { language, run, articles, entries } = app;
  const words = wordsOf(language);
  const element = el('section', { class: 'overview', 'aria-label': words.overview });

  const section = (title: string, ...content: readonly (Node | null)[]): HTMLElement =>
    el('section', {}, el('h2', {}, title), ...content);

  /** A bar for each value, which filters by it when pressed. */
  const bars = (counts: readonly Count[], name: (value: string) => string, press: (value: string) => void) => {
    const most = Math.max(1, ...counts.map(({ records }) => records));
    return el(
      'ul',
      { class: 'bars' },
      ...counts.map(({ value, records, articles: of }) => {
        const bar = el('span', { class: 'bar', 'aria-hidden': true });
        bar.style.width = `${(records / most) * 100}%`;
        const text = el('span', { class: 'name' }, name(value));
        const count = el('span', { class: 'count' }, `${records}`, el('small', {}, ` ${words.inArticles(of)}`));
        const row = button('', { class: 'bar-row' }, () => press(value));
        row.append(text, el('span', { class: 'track', 'aria-hidden': true }, bar), count);
        return el('li', {}, row);
      }),
    );
  };

  const months = (): Node => {
    const counts = countBy(entries, ({ record }) => record.published?.slice(0, 7) ?? '').sort((a, b) =>
      a.value < b.value ? -1 : 1,
    );
    const dated = counts.filter(({ value }) => value !== '');
    const undated = counts.find(({ value }) => value === '');
    const note = undated === undefined ? null : el('p', { class: 'muted' }, `${words.undated}: ${undated.records}`);
    if (dated.length === 0) return note ?? el('p');
    const text = dated.map(({ value, records }) => `${value} ${records}`).join('; ');
    return el(
      'div',
      {},
      drawChart(
        {
          times: dated.map(({ value }) => seconds(`${value}-01`)),
          values: dated.map(({ records }) => records),
          label: words.monthChart(text),
          ...{ height: 130, bars: true },
        },
        language,
      ),
      note,
    );
  };

  const pick = (known: readonly Known[]): void => {
    app.ask({ picked: new Set(known.map(({ n }) => n)) });
  };

  const nameOf = ({ about }: Series | Disagreement): string =>
    [about.indicator_name, about.area, measureText(about, language), about.unit].filter(Boolean).join(' · ');

  const chart = (series: Series): HTMLElement => {
    const name = nameOf(series);
    const said = series.points.map(({ period, value }) => `${period} ${value}`).join('; ');
    const picked = series.points.flatMap(({ n }) => entries[n] ?? []);
    return el(
      'figure',
      {},
      el(
        'figcaption',
        {},
        button(name, { class: 'jump' }, () => pick(picked)),
        ` ${words.inArticles(series.articles)}`,
      ),
      drawChart(
        {
          times: series.points.map(({ end }) => seconds(end)),
          values: series.points.map(({ value }) => value),
          label: words.chartOf(name, said),
          ...{ height: 110, bars: false },
        },
        language,
      ),
    );
  };

  const disagreement = (each: Disagreement): HTMLElement =>
    el(
      'li',
      {},
      button(`${nameOf(each)} · ${each.about.period}`, { class: 'jump' }, () =>
        pick(each.values.flatMap((v) => v.entries)),
      ),
      el(
        'ul',
        {},
        ...each.values.map(({ entries: by }) =>
          el(
            'li',
            {},
            `${recordText((by[0] as Known).record, language)} — `,
            ...by
              .slice(0, 4)
              .flatMap(({ n, article, record }, i) => [
                i > 0 ? ', ' : null,
                button(articles[article]?.title ?? record.source, { class: 'jump', lang: 'zh-CN' }, () =>
                  app.choose(app.entries[n] ?? null, 'other'),
                ),
              ]),
          ),
        ),
      ),
    );

  const more = (left: number): Node | null => (left > 0 ? el('p', { class: 'muted' }, words.more(left)) : null);

  const tile = (count: number, what: string): HTMLElement =>
    el('div', { class: 'tile' }, el('b', {}, count.toLocaleString('en')), el('span', {}, what));

  // Documents: found by title or file, opened by pressing.
  const find = el('input', { type: 'search', 'aria-label': words.findDocument, placeholder: words.findDocument });
  const host = el('div', { class: 'documents', tabindex: 0, role: 'region', 'aria-label': words.documents });
  let found: number[] = [];
  const documentRow = (index: number): HTMLElement => {
    const at = found[index] ?? 0;
    const { title, source, published, first, last } = articles[at] ?? { source: '', first: 0, last: 0 };
    const open = button('', { class: 'document' }, () => app.show(at));
    open.append(
      el('span', { class: 'name', lang: 'zh-CN' }, title ?? source),
      el('span', { class: 'muted' }, published?.slice(0, 10) ?? words.undated),
      el('span', { class: 'count' }, String(last - first)),
    );
    return el('div', { role: 'listitem', class: 'document-row', 'aria-rowindex': null, 'data-index': index }, open);
  };
  const list = new VirtualList(host, 'list', 30, 0, documentRow);
  const search = (): void => {
    const text = find.value.trim().toLowerCase();
    found = [...articles.keys()].filter((at) => {
      const { title, source } = articles[at] ?? { title: null, source: '' };
      return `${title ?? ''}\n${source}`.toLowerCase().includes(text);
    });
    list.reset(found.length);
  };
  find.addEventListener('input', search);

  const draw = (): void => {
    const { series, disagreements } = compareSources(entries);
    element.replaceChildren(
      el('h1', { tabindex: -1 }, words.overview),
      el(
        'div',
        { class: 'tiles' },
        tile(articles.length, words.documents),
        tile(entries.length, words.records),
        ...(run.failed > 0 ? [tile(run.failed, words.failures)] : []),
      ),
      section(words.documents, find, host),
      section(words.byMonth, months()),
      el(
        'div',
        { class: 'two' },
        section(
          words.byMeasure,
          bars(
            countBy(entries, ({ record }) => record.measure),
            (v) => valueLabel('measure', v, language),
            (measure) => app.ask({ measure }),
          ),
        ),
        section(
          words.byDimension,
          bars(
            countBy(entries, ({ record }) => record.dimension),
            (v) => valueLabel('dimension', v, language),
            (dimension) => app.ask({ dimension }),
          ),
        ),
      ),
      section(
        words.frequent,
        bars(
          countBy(entries, ({ record }) => record.indicator_name).slice(0, INDICATORS),
          (v) => v,
          (indicator) => app.ask({ indicator }),
        ),
      ),
      section(
        words.series,
        series.length > 0
          ? el('div', { class: 'charts' }, ...series.slice(0, CHARTS).map(chart))
          : el('p', { class: 'muted' }, words.noSeries),
        more(series.length - CHARTS),
      ),
      section(
        words.disagree,
        disagreements.length > 0
          ? el('ul', { class: 'disagreements' }, ...disagreements.slice(0, DISAGREEMENTS).map(disagreement))
          : el('p', { class: 'muted' }, words.noDisagreement),
        more(disagreements.length - DISAGREEMENTS),
      ),
      ...(run.failures.length > 0
        ? [
            section(
              words.failures,
              el(
                'ul',
                {},
                ...run.failures
                  .slice(0, FAILURES)
                  .map(({ source, line, message }) =>
                    el('li', {}, `${source}${line === null ? '' : `:${line}`}: ${message}`),
                  ),
              ),
              more(run.failed - Math.min(FAILURES, run.failures.length)),
            ),
          ]
        : []),
    );
    search();
  };
  draw();
  return { element, showWhole: (whole) => list.showWhole(whole) };
}
