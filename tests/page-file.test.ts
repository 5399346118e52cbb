// The review page as a file, without a browser: what its data are, and what the page's program makes of them.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { AnnotatedArticle, Mark } from '../src/annotations/index.js';
import { decode, readDocument } from '../src/document/index.js';
import { createExtractor } from '../src/extract.js';
import { compareBy, NO_FILTER, searchedText, searchWords, testOf } from '../src/page/filter.js';
import { ruleFilesOf } from '../src/page/rules-file.js';
import { compareSources, type Known } from '../src/page/summary.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { loadRuleBook } from '../src/rules/index.js';
import { type PackedArticle, type PackedRun, packArticle, unpackRecords } from '../src/sinks/html/data.js';
import { explainDocument } from '../src/workbench/index.js';
import { engine, fixturesFolder, readFixtures } from './articles.js';
import { attempt, emptyFolder, extract } from './programs.js';
import { sampleRecord } from './sample-record.js';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const fixtures = readFixtures();
const extractor = await engine();
const annotated = fixtures.map(({ file, bytes }) => {
  const read = extractor.extract(file, bytes, 'auto', true);
  if (!read.ok || read.article === undefined) throw new Error(file);
  return { file, bytes, records: read.value, article: read.article };
});

/** A page's data elements, read as a browser would. */
function dataOf(html: string): { articles: PackedArticle[]; run: PackedRun } {
  const elements = [...html.matchAll(/<script type="application\/json" ([^>]*)>([^<]*)<\/script>/g)];
  const parsed = elements.map(([, , text = '']) => JSON.parse(text));
  return { articles: parsed.slice(0, -1), run: parsed.at(-1) };
}

describe('annotated articles', () => {
  test.each(annotated)('$file: a mark for every record, none within another, and the same records', (each) => {
    const { file, bytes, records, article } = each;
    const marks = article.marks.filter((mark) => mark.became === 'record');
    expect(marks.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
    for (const [i, mark] of article.marks.entries()) {
      const next = article.marks[i + 1];
      if (next?.block === mark.block) expect(next.start).toBeGreaterThanOrEqual(mark.end);
      expect(mark.end).toBeGreaterThan(mark.start);
      expect(article.blocks[mark.block]?.text.length).toBeGreaterThanOrEqual(mark.end);
    }
    const without = extractor.extract(file, bytes, 'auto');
    expect(without).toEqual({ ok: true, value: records, warnings: without.ok ? without.warnings : [] });
  });

  test('what is no record is what rules explain says', async () => {
    const book = await loadRuleBook([]);
    if (!book.ok) throw new Error(JSON.stringify(book.error));
    for (const { file, bytes, article } of annotated) {
      const text = decode(bytes);
      const document = text.ok ? readDocument(file, text.value, 'auto') : text;
      if (!document.ok) throw new Error(file);
      const explained = explainDocument(book.value, document.value, null).flatMap(({ numbers }) => numbers);
      const of = (became: Mark['became']) => article.marks.filter((mark) => mark.became === became).length;
      expect(of('excluded')).toBe(explained.filter(({ became }) => became === 'excluded').length);
      expect(of('unframed')).toBe(explained.filter(({ became }) => became === 'unframed').length);
      expect(of('time')).toBeGreaterThan(0);
    }
  });

  test('records come out of the page as they went in', () => {
    for (const { article, records } of annotated)
      expect(unpackRecords(JSON.parse(JSON.stringify(packArticle(article, records))))).toEqual(records);
  });
});

describe('the file', () => {
  const paths = fixtures.map(({ file }) => fixturesFolder + file);
  const write = (name: string, words: readonly string[], input = ''): string => {
    const path = join(folder, name);
    const run = attempt([...words, '-q', '-o', path], input);
    expect({ status: run.status, err: run.err }).toEqual({ status: 0, err: '' });
    return readFileSync(path, 'utf8');
  };

  test('is the same whatever reads the documents, and on standard output', () => {
    const here = write('here.html', paths);
    expect(write('workers.htm', [...paths, '-j', '2', '--timeout', '600'])).toBe(here);
    expect(extract([...paths, '-q', '-f', 'html'])).toBe(here);
    const { articles, run } = dataOf(here);
    expect(articles.flatMap(unpackRecords)).toEqual(JSON.parse(extract([...paths, '-q', '-f', 'json'])));
    expect(run).toMatchObject({ documents: paths.length, failed: 0, header: 'en', chosen: null });
    expect(Object.values(run.reasons).every((reason) => reason !== '')).toBe(true);
  });

  test('shows only what --where keeps, and an article without records all the same', () => {
    const html = write('where.html', [...paths, '--where', 'measure=rank']);
    const { articles } = dataOf(html);
    expect(articles).toHaveLength(paths.length);
    const records = articles.flatMap(unpackRecords);
    expect(new Set(records.map(({ measure }) => measure))).toEqual(new Set(['rank']));
    const marks = articles.flatMap((article) => article.marks.filter(({ became }) => became === 'record'));
    expect(marks).toHaveLength(records.length);
    expect(articles.some(({ rows }) => rows.length === 0)).toBe(true);
  });

  test('tells the reasons of rules that are laid over the built-in ones', () => {
    const rules = join(fixturesFolder, 'rules-example');
    const html = write('overlay.html', ['-', '--rules', rules], '该院完成三类手术860台。');
    const { run, articles } = dataOf(html);
    const mark = articles[0]?.marks.find((each) => each.became === 'excluded');
    const book = JSON.parse(extract(['rules', 'list', '--rules', rules, '--json'])) as { id: string; reason: string }[];
    const id = mark !== undefined && 'rule' in mark ? (mark.rule ?? '') : '';
    expect(run.reasons[id]).toBe(book.find((rule) => rule.id === id)?.reason);
    expect(book.find((rule) => rule.id === id)).toMatchObject({ built_in: false });
  });

  test('text cannot leave its element, nor can the program', () => {
    const strike = '</script><!--<script>alert(1)</script>]]>';
    const line = `${JSON.stringify({ id: strike, title: strike, url: strike, text: `${strike}新增就业3万人。` })}\n`;
    const html = write('strike.html', ['--from', 'ndjson', '-'], line);
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html.match(/<\/script/g)).toHaveLength(3);
    expect(html).not.toContain('<!--');
    expect(dataOf(html).articles[0]?.title).toBe(strike);
  });

  test('formats that show no articles never collect them', () => {
    const bytes = fixtures[0]?.bytes ?? Buffer.alloc(0);
    expect(extractor.extract('a.md', bytes, 'auto')).not.toHaveProperty('article');
    expect(extractor.extractJson('{"id":"a","text":"新增就业3万人。"}')).not.toHaveProperty('article');
    expect(extractor.extractJson('{"id":"a","text":"新增就业3万人。"}', true)).toHaveProperty('article');
  });
});

describe('filters and order', () => {
  const records = annotated.flatMap((each) => each.records);

  test('a name that exists is meant whole, another is a part', () => {
    const names = new Set(['出口', '南昌市']);
    const has = (indicator: string, given: string): boolean =>
      testOf({ ...NO_FILTER, indicator: given }, names)(sampleRecord({ indicator, indicator_name: indicator }));
    expect([has('出口', '出口'), has('机电产品出口', '出口'), has('机电产品出口', '产品')]).toEqual([
      true,
      false,
      true,
    ]);
    const lies = (area: string | null, given: string): boolean =>
      testOf({ ...NO_FILTER, area: given }, names)(sampleRecord({ area }));
    expect([lies('南昌市', '南昌'), lies('南昌市', '南昌市'), lies(null, '南昌')]).toEqual([true, true, false]);
  });

  test('full text: all words, whatever their width and case', () => {
    const text = searchedText(sampleRecord({ indicator: 'ＧＤＰ增速', quote: '全市GDP增长。' }));
    expect(searchWords(' gdp　增长 ').every((word) => text.includes(word))).toBe(true);
    expect(searchWords('')).toEqual([]);
  });

  test.each(['value', 'indicator', 'period', 'basis', 'line'] as const)('%s: sorted, the empty ones last', (field) => {
    for (const down of [false, true]) {
      const sorted = [...records].sort(compareBy(field, down));
      const values = sorted.map((record) => (field === 'value' ? (record.value ?? record.value_min) : record[field]));
      const empty = values.indexOf(null);
      expect(values.slice(empty < 0 ? values.length : empty).every((value) => value === null)).toBe(true);
      const said = values.slice(0, empty < 0 ? values.length : empty);
      for (const [i, value] of said.entries()) {
        const next = said[i + 1];
        if (typeof value === 'number' && typeof next === 'number')
          expect(down ? next <= value : value <= next).toBe(true);
      }
    }
  });
});

describe('comparing sources', () => {
  let n = 0;
  const known = (article: number, change: Partial<IndicatorRecord>): Known => ({
    n: n++,
    article,
    record: sampleRecord(change),
  });
  const year = (of: number): Partial<IndicatorRecord> => ({
    ...{ period: String(of), period_start: `${of}-01-01`, period_end: `${of}-12-31` },
  });

  test('a series has several articles and several periods of one grain', () => {
    const all = [
      known(0, { ...year(2021), value: 3 }),
      known(1, { ...year(2020), value: 2 }),
      known(1, { period: '2021-12', period_end: '2021-12-31', value: 1 }),
      known(1, { ...year(2021), value: 9, measure: 'growth', unit: '%' }),
      known(2, { ...year(2021), value: 3 }),
    ];
    const { series, disagreements } = compareSources(all);
    expect(series.map(({ points }) => points.map(({ period, value }) => [period, value]))).toEqual([
      [
        ['2020', 2],
        ['2021', 3],
      ],
    ]);
    expect(series[0]?.articles).toBe(3);
    expect(disagreements).toEqual([]);
  });

  test('sources disagree where they have no value in common', () => {
    const two = (a: number[], b: number[]) =>
      compareSources([
        ...a.map((value) => known(0, { ...year(2021), value })),
        ...b.map((value) => known(1, { ...year(2021), value })),
      ]).disagreements.map(({ values }) => values.map(({ value }) => value));
    expect(two([5], [5])).toEqual([]);
    expect(two([5, 6], [5])).toEqual([]);
    expect(two([5, 6], [])).toEqual([]);
    expect(two([5], [6])).toEqual([[5, 6]]);
  });
});

describe('rejections as rules', () => {
  /** Each record of an article rejected in turn. */
  function rejectionsOf({ article, records }: { article: AnnotatedArticle; records: IndicatorRecord[] }) {
    const marks = new Map(article.marks.flatMap((mark) => (mark.became === 'record' ? [[mark.id, mark]] : [])));
    return records.flatMap((record) => {
      const mark = marks.get(record.id);
      const text = article.blocks[mark?.block ?? -1]?.text;
      if (mark === undefined || text === undefined) return [];
      const stay = records
        .filter(({ quote, id }) => quote === record.quote && id !== record.id)
        .map((each) => ({ record: each, edited: [] }));
      return [{ record, mark, text, stay, reason: `rejected: ${record.raw}` }];
    });
  }

  test.each(annotated)('$file: every number makes a rule that is valid, and that excludes it', async (each) => {
    const rejections = rejectionsOf(each);
    const [text = ''] = ruleFilesOf(rejections);
    expect(parse(text).rules).toHaveLength(rejections.length);
    const rules = join(folder, `rejected-${each.file}`);
    writeRules(rules, text);
    const made = await createExtractor({ rules: [rules] });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    // All are rejected: nothing is left.
    expect(made.value.extract(each.file, each.bytes, 'auto')).toMatchObject({ ok: true, value: [] });
  });

  test('the only number of its sentence: the rule’s example comes true', () => {
    const rejections = annotated.flatMap(rejectionsOf).filter(({ stay }) => stay.length === 0);
    expect(rejections.length).toBeGreaterThan(10);
    const rules = join(folder, 'single');
    writeRules(rules, ruleFilesOf(rejections).join());
    const { status, out } = attempt(['rules', 'test', rules]);
    expect({ status, out }).toEqual({ status: 0, out: `${rejections.length} examples, 0 failed\n` });
  });

  test('many make several files, none larger than a rule file may be', () => {
    const rejections = annotated.flatMap(rejectionsOf);
    const many = Array.from({ length: 5 }, (_, i) =>
      rejections.map((each) => ({ ...each, record: { ...each.record, id: `${each.record.id}${i}` } })),
    ).flat();
    const files = ruleFilesOf(many);
    expect(files.length).toBeGreaterThan(2);
    expect(Math.max(...files.map(({ length }) => length))).toBeLessThanOrEqual(128 * 1024);
    expect(files.flatMap((file) => parse(file).rules)).toHaveLength(many.length);
    expect(ruleFilesOf([])).toEqual([]);
  });

  test('the example says what the other numbers of the sentence are, as corrected', () => {
    const each = annotated.find(({ file }) => file === 'trade.md');
    const rejection = each === undefined ? undefined : rejectionsOf(each).find(({ stay }) => stay.length > 0);
    if (rejection === undefined) throw new Error('no such sentence');
    const [other] = rejection.stay;
    if (other === undefined) throw new Error('no other');
    const corrected = { record: { ...other.record, basis: 'other' as const, value: 1 }, edited: ['basis' as const] };
    const stay = [corrected, ...rejection.stay.slice(1)];
    const { rules } = parse(ruleFilesOf([{ ...rejection, stay }]).join());
    const { unit, measure } = other.record;
    expect(rules[0].examples[0].text).toBe(rejection.record.quote);
    expect(rules[0].examples[0].gives[0]).toEqual({ value: 1, unit, measure, basis: 'other' });
  });
});

function writeRules(path: string, text: string): void {
  mkdirSync(path);
  writeFileSync(join(path, 'review.yaml'), text);
}
