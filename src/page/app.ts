// The page's state: what is there, what is shown, what is chosen, what was decided. Views listen and draw; they keep nothing.
import type { Mark } from '../annotations/model.js';
import type { RecordField } from '../records/fields.js';
import type { IndicatorRecord } from '../records/schema.js';
import { ARTICLE_CLASS, type PackedArticle, type PackedRun, RUN_ID, unpackRecords } from '../sinks/html/data.js';
import { type Decision, Decisions, keeperOf, type Verdict } from './decisions.js';
import { compareBy, type Filter, NO_FILTER, searchedText, searchWords, testOf } from './filter.js';
import type { Known } from './summary.js';
import type { Language } from './words.js';

/** A record of the page. */
export interface Entry extends Known {
  /** As it was extracted; `record` is as corrected. */
  given: IndicatorRecord;
  mark: Extract<Mark, { became: 'record' }> | null;
}

export interface Article extends PackedArticle {
  /** The numbers of its entries: from `first` to before `last`. */
  first: number;
  last: number;
}

export const DECIDED = ['none', 'accepted', 'rejected', 'edited'] as const;
export type Decided = (typeof DECIDED)[number];

export interface Asked extends Filter {
  /** What was decided; '' for any. */
  decided: Decided | '';
  /** Entries that the overview picked; null for all. */
  picked: ReadonlySet<number> | null;
}

export const NOTHING_ASKED: Asked = { ...NO_FILTER, decided: '', picked: null };

/** What may change: the listed rows, the chosen record, the article on the left, a decision. */
type Topic = 'rows' | 'chosen' | 'view' | 'decision';

/** Who chose a record: the others follow. */
type Chooser = 'table' | 'text' | 'other';

const parsed = <T>(element: Element): T => JSON.parse(element.textContent ?? '') as T;

export class App {
  readonly run: PackedRun;
  readonly articles: Article[] = [];
  readonly entries: Entry[] = [];
  readonly decisions: Decisions;
  language: Language;
  /** The article on the left; null for the overview. */
  view: number | null;
  scope: 'article' | 'all';
  asked: Asked = NOTHING_ASKED;
  sort: { field: RecordField['name']; down: boolean } | null = null;
  /** The entries that are listed. */
  rows: Entry[] = [];
  chosen: Entry | null = null;
  chooser: Chooser = 'other';
  /** Whether numbers that are no records are marked. */
  excludedShown = true;
  readonly #listeners = new Map<Topic, (() => void)[]>();
  readonly #byId: Map<string, Entry>[] = [];
  readonly #searched: string[] = [];
  readonly #names = new Set<string>();

  constructor() {
    const run = document.getElementById(RUN_ID);
    if (run === null) throw new Error('the page has no data');
    this.run = parsed<PackedRun>(run);
    for (const element of document.getElementsByClassName(ARTICLE_CLASS)) this.#add(parsed<PackedArticle>(element));
    this.decisions = new Decisions(keeperOf(`zhibiao:${this.run.key}`));
    for (const entry of this.entries) this.#correct(entry);
    this.language = this.run.header === 'zh' || navigator.language.startsWith('zh') ? 'zh' : 'en';
    this.view = this.articles.length === 1 && this.run.failed === 0 ? 0 : null;
    this.scope = this.view === null ? 'all' : 'article';
    this.list();
  }

  #add(packed: PackedArticle): void {
    const article = this.articles.length;
    const marks = new Map(packed.marks.flatMap((mark) => (mark.became === 'record' ? [[mark.id, mark]] : [])));
    const first = this.entries.length;
    const byId = new Map<string, Entry>();
    for (const given of unpackRecords(packed)) {
      const mark = marks.get(given.id) ?? null;
      const entry = { n: this.entries.length, article, record: given, given, mark };
      this.entries.push(entry);
      byId.set(given.id, entry);
      for (const name of [given.indicator, given.indicator_name, given.area]) if (name !== null) this.#names.add(name);
    }
    this.#byId.push(byId);
    this.articles.push({ ...packed, first, last: this.entries.length });
  }

  on(topic: Topic, listener: () => void): void {
    this.#listeners.set(topic, [...(this.#listeners.get(topic) ?? []), listener]);
  }

  /** The page is built anew. */
  forgetListeners(): void {
    this.#listeners.clear();
  }

  #tell(topic: Topic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }

  /** The record of an article with that id. */
  find(article: number, id: string | null): Entry | null {
    return id === null ? null : (this.#byId[article]?.get(id) ?? null);
  }

  entriesOf(article: number): Entry[] {
    const { first = 0, last = 0 } = this.articles[article] ?? {};
    return this.entries.slice(first, last);
  }

  /** Makes the list of rows anew. */
  list(): void {
    const { asked, sort } = this;
    const test = testOf(asked, this.#names);
    const words = searchWords(asked.text);
    const all = this.scope === 'article' && this.view !== null ? this.entriesOf(this.view) : this.entries;
    this.rows = all.filter(
      (entry) =>
        (asked.picked?.has(entry.n) ?? true) &&
        (asked.decided === '' || asked.decided === this.decidedOf(entry)) &&
        test(entry.record) &&
        (words.length === 0 || this.#holds(entry, words)),
    );
    if (sort === null) return;
    const compare = compareBy(sort.field, sort.down);
    this.rows.sort((a, b) => compare(a.record, b.record) || a.n - b.n);
  }

  #holds({ n, record }: Entry, words: readonly string[]): boolean {
    const text = this.#searched[n] ?? searchedText(record);
    this.#searched[n] = text;
    return words.every((word) => text.includes(word));
  }

  ask(change: Partial<Asked>): void {
    this.asked = { ...this.asked, ...change };
    this.#relist();
  }

  sortBy(field: RecordField['name']): void {
    const { sort } = this;
    if (sort?.field !== field) this.sort = { field, down: false };
    else this.sort = sort.down ? null : { field, down: true };
    this.#relist();
  }

  setScope(scope: 'article' | 'all'): void {
    this.scope = scope;
    this.#relist();
  }

  #relist(): void {
    this.list();
    this.#tell('rows');
  }

  /** Shows an article, or the overview. The table follows, unless it is the table that leads. */
  show(view: number | null, scope: 'article' | 'all' = view === null ? 'all' : 'article'): void {
    const listed = this.scope === 'all' && scope === 'all';
    this.view = view;
    this.scope = scope;
    if (view === null || this.chosen?.article !== view) this.chosen = null;
    this.#tell('view');
    if (!listed) this.#relist();
    this.#tell('chosen');
  }

  choose(entry: Entry | null, chooser: Chooser): void {
    if (entry !== null && this.view !== entry.article) this.show(entry.article, this.scope);
    this.chosen = entry;
    this.chooser = chooser;
    this.#tell('chosen');
  }

  decidedOf({ n }: Entry): Decided {
    const decision = this.decisions.get(n);
    if (decision === null) return 'none';
    return decision.verdict === 'accepted' && Object.keys(decision.edits).length > 0 ? 'edited' : decision.verdict;
  }

  decide(entry: Entry, verdict: Verdict | null, edits?: Decision['edits']): void {
    const kept = edits ?? this.decisions.get(entry.n)?.edits ?? {};
    this.decisions.set(entry.n, verdict === null ? null : { verdict, edits: kept });
    this.#correct(entry);
    delete this.#searched[entry.n];
    this.#tell('decision');
  }

  #correct(entry: Entry): void {
    const edits = this.decisions.get(entry.n)?.edits ?? {};
    entry.record = { ...entry.given, ...edits };
  }

  editedFields({ n }: Entry): RecordField['name'][] {
    return Object.keys(this.decisions.get(n)?.edits ?? {}) as RecordField['name'][];
  }
}
