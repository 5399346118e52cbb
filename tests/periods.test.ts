import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCalendar } from '../src/build/calendar.js';
import { createTimeScanner, periodBounds, type TimeMention } from '../src/periods/index.js';
import { loadRuleBook } from '../src/rules/index.js';
import { parseRules } from '../src/rules/parse.js';

const book = await loadRuleBook([]);
if (!book.ok) throw new Error(JSON.stringify(book.error));
const compiled = book.value.rules.periods;
const calendar = buildCalendar();
// As at run time: through JSON.
const scanner = createTimeScanner(JSON.parse(JSON.stringify(compiled)), JSON.parse(JSON.stringify(calendar)));

const brief = (m: TimeMention) => `${m.text} | ${m.kind} | ${m.period ?? '-'}`;

describe('sentences', () => {
  const table: [text: string, published: string, times: string[]][] = [
    [
      '比上年同期增长8%，较2019年增长3倍，与去年12月相比下降2%。',
      '2024-03-02',
      ['上年同期 | base | 2023', '2019年 | base | 2019', '去年12月 | base | 2023-12'],
    ],
    [
      '产量是2019年的2.5倍，与2020年和2021年基本持平。',
      '2024-03-02',
      ['2019年 | base | 2019', '2020年 | period | 2020', '2021年 | base | 2021'],
    ],
    ['比2020年和2021年分别增长3%和4%。', '2024-03-02', ['2020年 | base | 2020', '2021年 | base | 2021']],
    [
      '到2025年建成泵站30座，到2026年底达45座。',
      '2024-03-02',
      ['2025年 | period | 2025', '2026年底 | asof | 2026-12-31'],
    ],
    ['1年期LPR为3.45%，5年期以上LPR为4.2%，三年行动计划投入百年工程4亿元。', '2024-03-02', []],
    ['这项工作为期5天，需要24小时值守，第19天完成。', '2024-03-02', []],
    ['庆祝建校100周年，发布3.0版，列车时速350公里。', '2024-03-02', []],
    ['二〇二三年十二月三十一日，存款九亿元。', '2024-03-02', ['二〇二三年十二月三十一日 | period | 2023-12-31']],
    ['2023年12月28日至次日，降雪9厘米。', '2024-03-02', ['2023年12月28日至次日 | period | 2023-12-28/2023-12-29']],
    [
      '1～2月用电9亿千瓦时，1-2月用气3亿立方米，1至2月用水4亿吨。',
      '2024-03-20',
      ['1～2月 | period | 2024-01/2024-02', '1-2月 | period | 2024-01/2024-02', '1至2月 | period | 2024-01/2024-02'],
    ],
    ['1—11月，利润为9亿元。', '2024-01-12', ['1—11月 | period | 2023-01/2023-11']],
    ['3.2021年完成投资8亿元。', '2022-03-20', ['2021年 | period | 2021']],
    [
      '《2021—2025年发展规划》提出新建“2023年春季招聘会”会场9处。',
      '2022-03-20',
      ['2021—2025年 | period | 2021/2025', '2023年春季 | period | 2023-03/2023-05'],
    ],
    ['增速为1.5%，其中G7占30%，第21届展会有10月刊300册。', '2024-10-20', ['10月 | period | 2024-10']],
    ['2月30日，降雨9毫米。', '2024-03-02', ['2月30日 | period | -']],
  ];
  test.each(table)('%s', (text, published, times) => {
    expect(scanner.scan(text, { published }).map(brief)).toEqual(times);
  });
});

describe('what the surroundings decide', () => {
  const period = (text: string, context: Parameters<typeof scanner.scan>[1]) =>
    scanner.scan(text, context).map((m) => m.period);
  const table: [text: string, context: Parameters<typeof scanner.scan>[1], periods: (string | null)[]][] = [
    ['12月销量为9万辆。', { published: '2026-01-07' }, ['2025-12']],
    ['2月销量为9万辆。', { published: '2026-01-07' }, ['2026-02']],
    ['5月销量为9万辆。', { published: '2026-01-07' }, ['2025-05']],
    ['5月销量为9万辆。', { published: '2026-01-07', future: true }, ['2026-05']],
    ['1月销量将达9万辆。', { published: '2025-12-20' }, ['2026-01']],
    ['5月销量为9万辆。', { published: '2026-01-07', year: 2024 }, ['2024-05']],
    ['1月销量为9万辆。', { published: '2026-02-07', year: 2025, period: '2025-12' }, ['2026-01']],
    ['5月销量为9万辆。', { published: null, year: 2019 }, ['2019-05']],
    ['5月销量为9万辆，今年为90万辆。', { published: null }, [null, null]],
    ['2023年5月销量为9万辆。', { published: null }, ['2023-05']],
    ['28日到货9吨，2日到货8吨。', { published: '2026-03-05' }, ['2026-02-28', '2026-02-02']],
    ['全年销量为9万辆。', { published: '2026-01-20' }, ['2025']],
    ['全年销量为9万辆。', { published: '2026-01-20', year: 2024 }, ['2024']],
    [
      '当日售出1辆，当月售出9辆，当年售出90辆。',
      { published: '2026-01-20', period: '2024-05-06' },
      ['2024-05-06', '2024-05', '2024'],
    ],
    ['国庆假期售票9万张。', { published: '2024-02-20T19:00:00+08:00' }, ['2023-09-30/2023-10-06']],
  ];
  test.each(table)('%s %j', (text, context, periods) => {
    expect(period(text, context)).toEqual(periods);
  });
  test('flags', () => {
    const flags = scanner
      .scan('到2026年，3月产量将达《2023年年鉴》所载的两倍，2019年前为零。', { published: '2025-04-01' })
      .map((m) => [m.text, m.statesYear, m.target, m.named]);
    expect(flags).toEqual([
      ['2026年', true, true, false],
      ['3月', false, false, false],
      ['2023年', true, false, true],
      ['2019年前', true, false, false],
    ]);
  });
});

test.each([
  ['2021', '2021-01-01', '2021-12-31'],
  ['2021-H1', '2021-01-01', '2021-06-30'],
  ['2021-H2', '2021-07-01', '2021-12-31'],
  ['2021-Q3', '2021-07-01', '2021-09-30'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2021-12-31', '2021-12-31', '2021-12-31'],
  ['2021-10/2021-12', '2021-10-01', '2021-12-31'],
  ['2012-11/2022-10-10', '2012-11-01', '2022-10-10'],
])('bounds of %s', (period, start, end) => {
  expect(periodBounds(period)).toEqual({ start, end });
});

test.each(['', '21', '2021-13', '2021-02-30', '2021-Q5', '2022/2021'])('no period: %s', (period) => {
  expect(() => periodBounds(period)).toThrow(RangeError);
});

describe('calendar', () => {
  const of = (table: Record<string, string[]>, key: string, year: number) => table[key]?.[year - calendar.first];
  test.each([
    ['spring', 2023, '2023-01-22', '2023-01-21/2023-01-27'],
    ['spring', 2049, '2049-02-02', '2049-02-01/2049-02-08'],
    ['newyear', 2023, '2023-01-01', '2022-12-31/2023-01-02'],
    ['duanwu', 2026, '2026-06-19', '2026-06-19/2026-06-21'],
    ['qingming', 2023, '2023-04-05', '2023-04-05/2023-04-05'],
    ['midautumn', 2025, '2025-10-06', '2025-10-01/2025-10-08'],
    ['national', 2025, '2025-10-01', '2025-10-01/2025-10-08'],
    ['mayday', 1995, '1995-05-01', '1995-05-01/1995-05-05'],
  ])('%s %i', (festival, year, day, holiday) => {
    expect([of(calendar.days, festival, year), of(calendar.holidays, festival, year)]).toEqual([day, holiday]);
  });
  test('中秋 and 国庆 together', () => {
    expect(of(calendar.holidays, 'autumns', 2023)).toBe('2023-09-29/2023-10-06');
    expect(of(calendar.holidays, 'autumns', 2024)).toBe('2024-10-01/2024-10-07');
  });
});

test('a file over the shipped one adds words and rules and replaces a rule of the same id', () => {
  const overlay = `kind: periods
words: { plan-name: { 十六五: 2031/2035 }, era: { 建市: '1988-04' } }
terms:
  - term: time
    rules:
      - id: harvest
        reason: The harvest runs through June.
        match: '<year>?三夏'
        gives: '{year}-06'
        examples: [{ text: 三夏期间收割9万亩。, times: [] }]
      - id: decade-bare
        reason: Here a bare decade is one of this century.
        match: '<tens>年代'
        gives: '20{tens}/20{tens+9}'
        examples: [{ text: 20年代有9家。, times: [] }]
`;
  const result = parseRules([[{ file: 'more.yaml', text: overlay }]], book.value);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const more = createTimeScanner(result.value.rules.periods, calendar);
  expect(
    more.scan('今年三夏收割9万亩，20年代有9家，建市以来新增8家。', { published: '2024-06-30' }).map(brief),
  ).toEqual(['今年三夏 | period | 2024-06', '20年代 | period | 2020/2029', '建市以来 | period | 1988-04/2024-06-30']);
  expect(scanner.scan('20年代有9家。', { published: '2024-06-30' }).map(brief)).toEqual([
    '20年代 | period | 1920/1929',
  ]);
});

test('any text: mentions are in order, apart, verbatim, and their periods are periods', () => {
  const word = fc.constantFrom(
    ...'今年去年年月日号底末初上下半季度前后来以来至到—，。；（）“”《》比较与相比截至自从近过去未来连续第个0123456789１２一二十百两〇.:春节五一假期世纪代周天时分'.match(
      /../gu,
    )!,
    ...'年月日前至1290一十自'.split(''),
  );
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''));
  const published = fc.constantFrom('2024-02-29', '2023-12-31', '1991-01-01', '2050-12-31', null, 'yesterday');
  fc.assert(
    fc.property(text, published, (s, date) => {
      const mentions = scanner.scan(s, { published: date });
      let last = 0;
      for (const m of mentions) {
        expect(m.start).toBeGreaterThanOrEqual(last);
        expect(m.end).toBeGreaterThan(m.start);
        expect(m.text).toBe(s.slice(m.start, m.end));
        if (m.period !== null) periodBounds(m.period);
        last = m.end;
      }
      expect(scanner.scan(s, { published: date })).toEqual(mentions);
    }),
    { numRuns: 2000 },
  );
});
