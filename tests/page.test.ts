// The review page in Chromium: what a reader does with it, what a hostile article does to it, and whether all can use it.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { fixturesFolder, readFixtures } from './articles.js';
import { CHROMIUM, mainThreadTime, openWatched, startBrowser, type Watched } from './browser.js';
import { AWKWARD, FORMULAS } from './hostile.js';
import { attempt, emptyFolder, extract, isMissing, parseCsv } from './programs.js';

/** Pictures of the page, for people: kept by whoever runs the tests, not committed. */
const pictures = join(packageRoot, 'test-artefacts');

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(pictures, { recursive: true });

/** Writes a page of these paths, and what the same run gives as JSON. */
function pageOf(name: string, words: readonly string[], input = ''): { path: string; records: IndicatorRecord[] } {
  const path = join(folder, `${name}.html`);
  extract([...words, '-q', '-o', path], input);
  return { path, records: JSON.parse(extract([...words, '-q', '-f', 'json'], input)) as IndicatorRecord[] };
}

const articlePath = `${fixturesFolder}local-paper.md`;
const every = readFixtures().map(({ file }) => fixturesFolder + file);

/** Documents as NDJSON. */
const lines = (documents: readonly object[]): string => documents.map((each) => `${JSON.stringify(each)}\n`).join('');

/** So many records, in articles of a common size: the fixtures again and again, each time with other titles. */
function manyDocuments(times: number): string {
  const fixtures = readFixtures().filter(({ file }) => file.endsWith('.md'));
  return lines(
    Array.from({ length: times }, (_, i) =>
      fixtures.map(({ name, text }) => ({ id: `${name}-${i}`, title: `${name} 第${i}期`, markdown: text })),
    ).flat(),
  );
}

describe.skipIf(isMissing(...CHROMIUM))('the review page', () => {
  let browser: Browser;
  const opened: Watched[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function open(path: string, options: Parameters<typeof openWatched>[2] = {}): Promise<Page> {
    const watched = await openWatched(browser, path, options);
    opened.push(watched);
    return watched.page;
  }
  /** Closes a page; whatever it did that none may do fails the test. */
  async function close(page: Page): Promise<void> {
    const watched = opened.find((each) => each.page === page);
    await page.context().close();
    expect(watched?.complaints).toEqual([]);
  }

  const rows = (page: Page) => page.locator('.grid .virtual .row');
  const count = (page: Page) =>
    page
      .locator('.grid')
      .getAttribute('aria-rowcount')
      .then((n) => Number(n) - 1);
  const chosenRow = (page: Page) => page.locator('.grid .row.chosen');
  const chosenMark = (page: Page) => page.locator('.quantity.chosen');
  const row = (page: Page, record: IndicatorRecord, all: readonly IndicatorRecord[]) =>
    page.locator(`#row-${all.findIndex(({ id }) => id === record.id)}`);

  async function saved(page: Page, kind: 'csv' | 'json' | 'rules'): Promise<string> {
    const waiting = page.waitForEvent('download');
    await page.locator('.menu summary').click();
    await page.locator(`[data-export="${kind}"]`).click();
    const download: Download = await waiting;
    return readFileSync(await download.path(), 'utf8');
  }

  /** Waits for a filter that is typed into. */
  const settled = (page: Page, expected: number) => expect.poll(() => count(page)).toBe(expected);

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const found = await page.evaluate<{
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    }>("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })");
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
  }

  describe('of one article', () => {
    const { path, records } = pageOf('one', [articlePath]);

    test('is one small file that asks for nothing, with all records and all of the text', async () => {
      expect(statSync(path).size).toBeLessThan(400_000);
      const page = await open(path);
      expect(await count(page)).toBe(records.length);
      expect(await page.locator('.quantity').count()).toBe(records.length);
      const text = (await page.locator('article.text').textContent()) ?? '';
      for (const { quote } of records) expect(text).toContain(quote);
      expect(await page.locator('article.text h1').textContent()).toBe(records[0]?.title);
      await page.screenshot({ path: join(pictures, 'article-light.png') });
      await close(page);
    });

    test('every marked number reads as its record says', async () => {
      const page = await open(path);
      const marked = await page.locator('.quantity').allTextContents();
      // Without markup in the number, the clean text is what stands in the file.
      expect(marked).toEqual(records.map(({ raw }) => raw));
      await close(page);
    });

    test('an excluded number is marked faintly and says why', async () => {
      const page = await open(path);
      const excluded = page.locator('.aside', { hasText: '12328' });
      await excluded.hover();
      const tip = page.locator('.tip');
      expect(await tip.isVisible()).toBe(true);
      const listed = JSON.parse(extract(['rules', 'list', '--json'])) as { id: string; reason: string }[];
      const [, rule = ''] = /\((exclusion\.[a-z-]+)\)$/.exec((await tip.textContent()) ?? '') ?? [];
      const reason = listed.find(({ id }) => id === rule)?.reason ?? 'none';
      expect(await tip.textContent()).toBe(`No observation: ${reason} (${rule})`);
      await page.locator('.legend input').uncheck();
      expect(await page.locator('.text').getAttribute('class')).toContain('plain');
      await close(page);
    });

    test('choosing a row scrolls to the words and marks them; choosing the words, the row', async () => {
      const page = await open(path);
      const last = records.at(-1) as IndicatorRecord;
      await page.locator('.grid').evaluate(scrollDown);
      await row(page, last, records).click();
      expect(await chosenMark(page).allTextContents()).toEqual([last.raw]);
      await expect.poll(() => inView(page, '.quantity.chosen')).toBe(true);
      await page.locator('article.text').evaluate(scrollUp);
      const first = page.locator('.quantity').first();
      await first.click();
      expect(await chosenRow(page).getAttribute('id')).toBe('row-0');
      expect(await inView(page, '.row.chosen')).toBe(true);
      expect(await page.locator('.details blockquote b').textContent()).toBe(records[0]?.raw);
      await close(page);
    });

    test('links of 其中 and 从…到 are listed, drawn and followed', async () => {
      const page = await open(path);
      const part = records.find(({ part_of }) => part_of !== null) as IndicatorRecord;
      const total = records.find(({ id }) => id === part.part_of) as IndicatorRecord;
      await page.locator('.quantity').nth(records.indexOf(part)).click();
      expect(await page.locator('.quantity.linked').allTextContents()).toContain(total.raw);
      await page.locator('.links li', { hasText: 'Part of' }).getByRole('button').click();
      expect(await chosenRow(page).getAttribute('id')).toBe(`row-${records.indexOf(total)}`);
      await expect.poll(() => inView(page, '.quantity.chosen')).toBe(true);
      const parts = records.filter(({ part_of }) => part_of === total.id).length;
      expect(await page.locator('.links li', { hasText: 'Parts' }).count()).toBe(parts);
      const after = records.find(({ changed_from }) => changed_from !== null) as IndicatorRecord;
      await page.locator('.quantity').nth(records.indexOf(after)).click();
      expect(await page.locator('.links li', { hasText: 'Changed from' }).count()).toBe(1);
      await close(page);
    });

    const holding = (test_: (record: IndicatorRecord) => boolean): number => records.filter(test_).length;

    test('filters by measure, dimension, indicator, period, area and full text', async () => {
      const page = await open(path);
      await page.getByLabel('Measure', { exact: true }).selectOption('growth');
      expect(await count(page)).toBe(holding(({ measure }) => measure === 'growth'));
      expect(await page.locator('.quantity:not(.unlisted)').count()).toBe(await count(page));
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByLabel('Dimension').selectOption('money');
      expect(await count(page)).toBe(holding(({ dimension }) => dimension === 'money'));
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByLabel('Indicator').fill('货运量');
      await settled(
        page,
        holding(({ indicator }) => indicator.includes('货运量')),
      );
      await page.getByLabel('Indicator').fill('公路货运量');
      await settled(
        page,
        holding(({ indicator }) => indicator === '公路货运量'),
      );
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByLabel('Period').fill('2022-12');
      await settled(
        page,
        holding(({ period }) => period?.startsWith('2022-12') ?? false),
      );
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByLabel('Area').fill('南陵');
      await settled(
        page,
        holding(({ area }) => area?.includes('南陵') ?? false),
      );
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByLabel('Search').fill('公交 不到');
      await settled(page, 0);
      await page.getByLabel('Search').fill('公交 驶');
      await settled(
        page,
        holding(({ quote, indicator }) => /公交/.test(quote + indicator) && /驶/.test(quote)),
      );
      await page.getByLabel('Search').fill('');
      await settled(page, records.length);
      // Two at once, by the chip of the legend and a list.
      await page.locator('.chip.m-level').click();
      await page.getByLabel('Dimension').selectOption('money');
      expect(await count(page)).toBe(holding(({ measure, dimension }) => measure === 'level' && dimension === 'money'));
      await close(page);
    });

    test('sorts by any column, downwards, and as the text has it', async () => {
      const page = await open(path);
      const ids = () => rows(page).evaluateAll(numbersOf);
      const head = page.getByRole('columnheader', { name: 'value' });
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      const values = (await ids()).map((n) => records[n]?.value ?? records[n]?.value_min ?? 0);
      expect(values.length).toBeGreaterThan(10);
      expect(values).toEqual([...values].sort((a, b) => a - b));
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      const down = (await ids()).map((n) => records[n]?.value ?? records[n]?.value_min ?? 0);
      expect(down).toEqual([...down].sort((a, b) => b - a));
      await head.getByRole('button').click();
      expect((await ids()).slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
      await close(page);
    });

    test('works without a mouse', async () => {
      const page = await open(path);
      const focused = () => page.evaluate<string>('document.activeElement.className');
      for (let i = 0; i < 40 && !(await focused()).startsWith('grid'); i++) await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      expect(await page.locator('.grid').getAttribute('aria-activedescendant')).toBe('row-1');
      await page.keyboard.press('End');
      expect(await chosenRow(page).getAttribute('id')).toBe(`row-${records.length - 1}`);
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      expect(await focused()).toContain('quantity');
      await page.keyboard.press('ArrowRight');
      const number = page.locator(':focus');
      await page.keyboard.press('ArrowLeft');
      expect(await number.getAttribute('data-n')).toBe('0');
      await page.keyboard.press('Enter');
      expect(await focused()).toContain('grid');
      await page.keyboard.press('a');
      expect(await page.locator('#row-0').getAttribute('class')).toContain('accepted');
      await page.keyboard.press('r');
      expect(await page.locator('#row-0').getAttribute('class')).toContain('rejected');
      await page.keyboard.press('u');
      expect(await page.locator('#row-0').getAttribute('class')).toContain('none');
      await page.keyboard.press('e');
      expect(await page.getByRole('dialog').isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      expect(await page.locator('dialog[open]').count()).toBe(0);
      await page.keyboard.press('?');
      expect(await page.getByRole('dialog').textContent()).toContain('Esc');
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      expect(await page.evaluate('document.activeElement.id')).toBe('filter-text');
      // Letters are text where one types.
      await page.keyboard.type('ar');
      await settled(page, 0);
      expect(await page.locator('.reviewed').textContent()).toBe(`0 of ${records.length} reviewed`);
      await close(page);
    });

    test('what is exported unchanged is what the command writes', async () => {
      const page = await open(path);
      expect(await saved(page, 'csv')).toBe(extract([articlePath, '-f', 'csv']));
      expect(await saved(page, 'json')).toBe(extract([articlePath, '-f', 'json']));
      await page.locator('.menu summary').click();
      await page.locator('[data-export="rules"]').click();
      expect(await page.locator('.status').textContent()).toBe('No record is rejected');
      await close(page);
    });

    test('a corrected record is exported as corrected, a rejected one is not, and both outlast the page', async () => {
      const page = await open(path);
      await page.locator('.quantity').nth(1).click();
      await page.locator('.details .edit').click();
      await page.getByLabel('value', { exact: true }).fill('lots');
      await page.getByLabel('period', { exact: true }).fill('2022-13');
      await page.getByRole('button', { name: 'Save' }).click();
      expect(
        await page
          .locator('.problem')
          .allTextContents()
          .then((all) => all.filter(Boolean)),
      ).toEqual([
        'A number is needed',
        'Write 2021, 2021-H1, 2021-Q3, 2021-12, 2021-12-31, or two of these with / between',
      ]);
      await page.getByLabel('value', { exact: true }).fill('18,640,000,001');
      await page.getByLabel('period', { exact: true }).fill('2022-H1');
      await page.getByLabel('measure', { exact: true }).selectOption('change');
      await page.getByLabel('indicator', { exact: true }).fill('固定资产投资，=1+1');
      await page.getByRole('button', { name: 'Save' }).click();
      expect(await page.locator('.details dl').textContent()).toContain('was 18,640,000,000');
      await page.locator('.quantity').nth(3).click();
      await page.locator('.details .reject').click();
      const corrected = records.flatMap((record, i): object[] => {
        const change = {
          ...{ indicator: '固定资产投资，=1+1', value: 18_640_000_001, measure: 'change', period: '2022-H1' },
          ...{ period_start: '2022-01-01', period_end: '2022-06-30' },
        };
        return i === 3 ? [] : i === 1 ? [{ ...record, ...change }] : [record];
      });
      expect(JSON.parse(await saved(page, 'json'))).toEqual(corrected);
      const [heads = [], ...cells] = parseCsv(await saved(page, 'csv'));
      expect(cells.map((line) => line[heads.indexOf('id')])).toEqual(
        records.filter((_, i) => i !== 3).map(({ id }) => id),
      );
      expect(cells[1]?.[heads.indexOf('indicator')]).toBe('固定资产投资，=1+1');
      await page.reload();
      expect(await page.locator('.reviewed').textContent()).toBe(`2 of ${records.length} reviewed`);
      await page.getByLabel('Review').selectOption('edited');
      expect(await count(page)).toBe(1);
      await page.getByLabel('Review').selectOption('');
      await page.locator('.menu summary').click();
      await page.locator('.menu input').check();
      await page.locator('.menu summary').click();
      expect(JSON.parse(await saved(page, 'json'))).toEqual([corrected[1]]);
      await page.locator('.quantity').nth(1).click();
      await page.locator('.details .undo').click();
      await page.locator('.quantity').nth(3).click();
      await page.locator('.details .undo').click();
      await page.locator('.menu summary').click();
      await page.locator('.menu input').uncheck();
      await page.locator('.menu summary').click();
      expect(await saved(page, 'csv')).toBe(extract([articlePath, '-f', 'csv']));
      await close(page);
    });

    test('rejections go on as rules with tests: checked, true, and of effect', async () => {
      const page = await open(path);
      // None of a list: without one of its figures the others are read anew.
      const rejected = ['1-2期', '437.6公里', '612起', '26台', '38条'].map((raw) =>
        records.findIndex((each) => each.raw === raw),
      );
      for (const n of rejected) {
        await page.locator('.quantity').nth(n).click();
        await page.locator('.details .reject').click();
      }
      const rules = join(folder, 'review');
      mkdirSync(rules);
      writeFileSync(join(rules, 'review.yaml'), await saved(page, 'rules'));
      expect(attempt(['rules', 'check', rules])).toEqual({ status: 0, out: '5 rules, no errors\n', err: '' });
      expect(attempt(['rules', 'test', rules])).toEqual({ status: 0, out: '5 examples, 0 failed\n', err: '' });
      const left = JSON.parse(extract([articlePath, '--rules', rules, '-f', 'json'])) as IndicatorRecord[];
      const gone = rejected.map((n) => records[n]?.id);
      expect(left.map(({ id }) => id)).toEqual(records.map(({ id }) => id).filter((id) => !gone.includes(id)));
      await close(page);
    });

    test('speaks both languages', async () => {
      const page = await open(path, { locale: 'zh-CN' });
      expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
      expect(await page.getByRole('columnheader').allTextContents()).toContain('指标');
      await page.locator('.chip.m-growth').click();
      await page.getByRole('button', { name: 'English' }).click();
      expect(await page.evaluate('document.documentElement.lang')).toBe('en');
      expect(await page.getByRole('columnheader').allTextContents()).toContain('indicator');
      // What was chosen stays so.
      expect(await count(page)).toBe(holding(({ measure }) => measure === 'growth'));
      await page.reload();
      expect(await page.evaluate('document.documentElement.lang')).toBe('en');
      await close(page);
    });

    test('--header zh opens in Chinese and exports Chinese headings; --fields decides the columns', async () => {
      const words = [articlePath, '--header', 'zh', '--fields', 'indicator,value,measure,line'];
      const chosen = join(folder, 'chosen.html');
      extract([...words, '-o', chosen]);
      const page = await open(chosen);
      const heads = await page.getByRole('columnheader').allTextContents();
      expect(heads.slice(1)).toEqual(['指标', '数值', '口径', '行']);
      expect(await saved(page, 'csv')).toBe(extract([...words, '-f', 'csv']));
      await close(page);
    });

    test('follows the system’s light and dark, or the reader', async () => {
      const page = await open(path, { colorScheme: 'dark' });
      const paper = () => page.evaluate<string>('getComputedStyle(document.querySelector(".left")).backgroundColor');
      const dark = await paper();
      await page.screenshot({ path: join(pictures, 'article-dark.png') });
      await page.emulateMedia({ colorScheme: 'light' });
      const light = await paper();
      expect(light).not.toBe(dark);
      for (const expected of [light, dark]) {
        await page.locator('.theme').click();
        expect(await paper()).toBe(expected);
      }
      await page.reload();
      expect(await paper()).toBe(dark);
      await close(page);
    });

    test('prints the article and every row of the table, and none of the controls', async () => {
      const page = await open(path);
      await page.locator('.chip.m-growth').click();
      await page.emulateMedia({ media: 'print' });
      await expect.poll(() => rows(page).count()).toBe(holding(({ measure }) => measure === 'growth'));
      expect(await page.locator('.top').isVisible()).toBe(false);
      expect(await page.locator('.filters').isVisible()).toBe(false);
      await page.emulateMedia({ media: null });
      await page.getByRole('button', { name: 'Clear filters' }).click();
      const pdf = await page.pdf({ format: 'A4', printBackground: true, path: join(pictures, 'article.pdf') });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(2);
      expect(await rows(page).count()).toBeLessThan(records.length);
      await close(page);
    });

    test.each(['light', 'dark'] as const)('can be used by all, %s', async (colorScheme) => {
      const page = await open(path, { colorScheme });
      await page.locator('.quantity').nth(4).click();
      await page.locator('.details .reject').click();
      await page.locator('.quantity').nth(5).click();
      await page.locator('.details .accept').click();
      expect(await violations(page)).toEqual([]);
      await page.locator('.details .edit').click();
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, `edit-${colorScheme}.png`) });
      await close(page);
    });
  });

  describe('of many articles', () => {
    const report = (month: number, value: string, more = '') => ({
      id: `report-${month}`,
      title: `海州市${month}月工业运行`,
      published: `2024-0${month + 1}-10`,
      text: `海州市${month}月规模以上工业增加值${value}亿元。${more}`,
    });
    const archive = lines([
      report(1, '52.1'),
      report(2, '48.6'),
      report(3, '57.3', '2024年2月，海州市规模以上工业增加值47.9亿元。'),
    ]);
    const { path, records } = pageOf('archive', ['--from', 'ndjson', '-'], archive);

    test('opens with an overview: counts, a series, and where sources disagree', async () => {
      const page = await open(path);
      expect(await page.locator('.tile b').allTextContents()).toEqual(['3', String(records.length)]);
      const bars = await page.locator('.bars').first().locator('li').allTextContents();
      const levels = records.filter(({ measure }) => measure === 'level').length;
      expect(bars[0]).toContain(`level${levels}`);
      const charts = page.locator('figure .chart');
      expect(await charts.count()).toBe(1);
      const label = (await charts.getAttribute('aria-label')) ?? '';
      expect(label).toContain('规模以上工业增加值');
      expect(label).toContain('2024-01 5210000000; 2024-02 4860000000; 2024-03 5730000000');
      expect(await charts.locator('canvas').count()).toBe(1);
      // The whole chart is in view, whatever the window.
      const widthOf = (selector: string) =>
        page
          .locator(selector)
          .first()
          .boundingBox()
          .then((box) => box?.width ?? 0);
      await expect.poll(async () => (await widthOf('.chart .uplot')) - (await widthOf('.chart'))).toBe(0);
      const apart = await page.locator('.disagreements > li').allTextContents();
      expect(apart).toHaveLength(1);
      expect(apart[0]).toMatch(/4,860,000,000.*4,790,000,000/);
      await page.locator('.disagreements .jump').first().click();
      expect(await count(page)).toBe(2);
      await page.locator('.filters .chip').click();
      expect(await count(page)).toBe(records.length);
      await page.screenshot({ path: join(pictures, 'archive.png') });
      await close(page);
    });

    test('leads to any article and back', async () => {
      const page = await open(path);
      await page.getByLabel('Find a document').fill('2月');
      await expect.poll(() => page.locator('.document').count()).toBe(1);
      await page.locator('.document').click();
      expect(await page.locator('article.text h1').textContent()).toBe('海州市2月工业运行');
      expect(await count(page)).toBe(records.filter(({ source }) => source === 'report-2').length);
      await page.getByRole('button', { name: 'Next article' }).click();
      expect(await page.locator('article.text h1').textContent()).toBe('海州市3月工业运行');
      await page.getByLabel('Scope').selectOption('all');
      await row(page, records[0] as IndicatorRecord, records).click();
      expect(await page.locator('article.text h1').textContent()).toBe('海州市1月工业运行');
      expect(await chosenMark(page).allTextContents()).toEqual([records[0]?.raw]);
      expect(await count(page)).toBe(records.length);
      await page.locator('.grid').focus();
      await page.keyboard.press('o');
      expect(await page.locator('.overview h1').isVisible()).toBe(true);
      await close(page);
    });

    test.each(['light', 'dark'] as const)('can be used by all, %s', async (colorScheme) => {
      const page = await open(path, { colorScheme });
      expect(await violations(page)).toEqual([]);
      await close(page);
    });

    test('the fixtures: every number of every article is marked, and what failed is told', async () => {
      const broken = join(folder, 'broken.md');
      writeFileSync(broken, '');
      const out = join(folder, 'fixtures.html');
      const run = attempt([...every, broken, '-q', '-o', out]);
      expect(run.status).toBe(1);
      const all = JSON.parse(extract([...every, '-q', '-f', 'json'])) as IndicatorRecord[];
      const page = await open(out, { locale: 'zh-CN' });
      expect(await page.locator('.overview').textContent()).toContain('broken.md: empty file');
      await page.screenshot({ path: join(pictures, 'overview.png') });
      for (const [i, source] of every.entries()) {
        await page.getByRole('button', { name: '下一篇' }).click();
        const own = all.filter((record) => record.source === source);
        expect(await page.locator('.quantity').count(), source).toBe(own.length);
        expect(await page.locator('.where').textContent()).toBe(`${i + 1} / ${every.length}`);
      }
      expect(await saved(page, 'csv')).toBe(extract([...every, '-q', '-f', 'csv']));
      await close(page);
    });

    test('2,000 records: only rows in view exist, and the last can be reached', async () => {
      const many = pageOf('2000', ['--from', 'ndjson', '-'], manyDocuments(7));
      expect(many.records.length).toBeGreaterThanOrEqual(2000);
      const page = await open(many.path);
      expect(await count(page)).toBe(many.records.length);
      expect(await rows(page).count()).toBeLessThan(80);
      await page.locator('.grid').focus();
      await page.keyboard.press('End');
      expect(await chosenRow(page).getAttribute('id')).toBe(`row-${many.records.length - 1}`);
      await expect.poll(() => inView(page, '.row.chosen')).toBe(true);
      await close(page);

      const blank = join(folder, 'blank.html');
      writeFileSync(blank, '<!doctype html><title>blank</title>');
      await mainThreadTime(browser, blank);
      const nothing = await mainThreadTime(browser, blank);
      const all = await mainThreadTime(browser, many.path);
      const [full, empty] = [all, nothing].map((ms) => `${ms.toFixed(0)} ms`);
      console.log(
        `main thread, ${many.records.length} records : an empty page = ${full} : ${empty} = ${(all / nothing).toFixed(1)}`,
      );
      // Of the processor's time, so that what else the machine does is not in it.
      expect(all).toBeGreaterThan(nothing);
      expect(all).toBeLessThan(1000);
    });

    test('20,000 records open', async () => {
      const out = join(folder, '20000.html');
      extract(['--from', 'ndjson', '-', '-o', out], manyDocuments(64));
      const page = await open(out);
      expect(await count(page)).toBeGreaterThanOrEqual(20_000);
      await page.getByLabel('Search').fill('增长');
      await expect.poll(() => count(page)).toBeLessThan(20_000);
      expect(await rows(page).count()).toBeLessThan(80);
      await close(page);
    });
  });

  describe('of hostile articles', () => {
    const STRIKES = [
      '<script>window.struck = 1</script>',
      '</script><script>window.struck = 2</script>',
      '<img src=x onerror="window.struck = 3">',
      '<svg onload="window.struck = 4"><a xlink:href="javascript:window.struck = 5">x</a></svg>',
      '--><!--<script>window.struck = 6</script>',
      '{{constructor.constructor("window.struck = 7")()}} #{window.struck = 8} <%= window.struck = 9 %>',
      '"><iframe srcdoc="<script>parent.struck = 10</script>"></iframe>',
      '<style>* { display: none }</style><base href="https://example.com/"><meta http-equiv=refresh content="0;url=https://example.com">',
      '\u2028\u2029\u0000\u202e',
      '__proto__',
    ];
    const documents = STRIKES.flatMap((strike, i) => [
      {
        id: strike,
        title: strike,
        category: strike,
        url: 'javascript:window.struck = 20',
        published: '2024-05-06',
        text: `${strike}全市${strike}新增就业12.5万人，同比增长8.3%，其中${strike}农民工3万人。\n\n${strike}`,
      },
      { id: `html-${i}`, url: `data:text/html,${strike}`, html: `<p>${strike}新增就业3万人。</p>` },
      { id: `escaped-${i}`, url: ' javascript:window.struck = 21', text: `新增就业4万${strike}人，${strike}5万户。` },
    ]);
    const { path, records } = pageOf('hostile', ['--from', 'ndjson', '-'], lines(documents));

    test('nothing of an article runs, loads or shows as anything but text', async () => {
      expect(records.length).toBeGreaterThan(STRIKES.length * 3);
      const page = await open(path);
      expect(await page.evaluate('document.querySelectorAll("body script:not([type])").length')).toBe(1);
      for (let i = 0; i < documents.length; i++) {
        await page.getByRole('button', { name: 'Next article' }).click();
        await page.locator('.quantity').first().click();
        await page.locator('.quantity').first().hover();
      }
      await page.locator('.to-overview').click();
      expect(await page.evaluate('typeof window.struck')).toBe('undefined');
      expect(
        await page.evaluate(
          'document.querySelectorAll("#page :is(script, img, iframe, svg, style, base, meta)").length',
        ),
      ).toBe(0);
      await page.locator('.document').first().click();
      expect(await page.locator('article.text h1').textContent()).toBe(STRIKES[0]);
      expect(await page.locator('article.text').textContent()).toContain(`${STRIKES[0]}全市`);
      // An address that is none of the web is text.
      await page.locator('.quantity').first().click();
      expect(await page.locator('.details dl').textContent()).toContain('javascript:window.struck = 20');
      expect(await page.locator('#page a').count()).toBe(0);
      await close(page);
    });

    test('the policy of the page stops what is put into it all the same', async () => {
      const { page, complaints } = await openWatched(browser, path);
      await page.evaluate(`
        const script = document.createElement('script');
        script.textContent = 'window.struck = 30';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src="https://example.com/x.png" onerror="window.struck = 31"><b id="styled" style="color: red">x</b>');
        fetch('https://example.com/').catch(() => {});
        document.getElementById('styled').setAttribute('onclick', 'window.struck = 32');
        document.getElementById('styled').click();
      `);
      await expect
        .poll(() => complaints.filter((each) => each.includes('Content Security Policy')).length)
        .toBeGreaterThan(3);
      expect(complaints.filter((each) => each.startsWith('answer'))).toEqual([]);
      expect(await page.evaluate('typeof window.struck')).toBe('undefined');
      const html = readFileSync(path, 'utf8');
      expect(html).not.toMatch(/unsafe-|nonce-/);
      expect(html).toMatch(
        /default-src 'none'; script-src 'sha256-[^;' ]+'; style-src 'sha256-[^;' ]+'; base-uri 'none'/,
      );
      await page.context().close();
    });

    test('what is exported is what the command writes, formulas disarmed', async () => {
      const texts = [...FORMULAS, ...AWKWARD];
      const input = lines(
        texts.map((text, i) => ({ id: text, title: text, category: text, text: `第${i}区新增就业${i + 2}万人。` })),
      );
      const formulas = pageOf('formulas', ['--from', 'ndjson', '-'], input);
      const page = await open(formulas.path);
      expect(await saved(page, 'csv')).toBe(extract(['--from', 'ndjson', '-', '-f', 'csv'], input));
      expect(await saved(page, 'json')).toBe(extract(['--from', 'ndjson', '-', '-f', 'json'], input));
      await close(page);
    });

    test('rejections of hostile sentences are data in YAML too', async () => {
      const page = await open(path);
      const n = records.length;
      await page.locator('.grid').focus();
      for (let i = 0; i < n; i++) {
        await page.keyboard.press('ArrowDown');
        if (i % 3 === 0) await page.keyboard.press('r');
      }
      const rules = join(folder, 'hostile-review');
      mkdirSync(rules);
      writeFileSync(join(rules, 'review.yaml'), await saved(page, 'rules'));
      const checked = attempt(['rules', 'check', rules]);
      expect(checked.err).toBe('');
      expect(checked.out).toMatch(/^\d+ rules, no errors\n$/);
      await close(page);
    });
  });
});

interface Scrolling {
  scrollHeight: number;
  scrollTo(to: { top: number; behavior: 'instant' }): void;
}
// These run in the page.
const scrollDown = (e: Scrolling): void => e.scrollTo({ top: e.scrollHeight, behavior: 'instant' });
const scrollUp = (e: Scrolling): void => e.scrollTo({ top: 0, behavior: 'instant' });
const numbersOf = (all: { dataset: { n?: string } }[]): number[] => all.map((each) => Number(each.dataset.n));

/** Whether an element lies within the window and within what scrolls around it. */
const inView = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    if (element === null) return false;
    const box = element.getBoundingClientRect();
    const host = element.closest('.text, .grid').getBoundingClientRect();
    // A pixel may be part of one.
    return box.top >= host.top - 1 && box.bottom <= host.bottom + 1 && box.bottom <= innerHeight + 1;
  })()`);
