// What must hold for every input, known or not. The seed is fixed so that a run says something about the change under
// test; take it away to hunt.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Extractor } from '../src/extract.js';
import type { IndicatorRecord } from '../src/records/index.js';
import { indicatorRecord } from '../src/records/schema.js';
import { codePoints, engine, readFixtures } from './articles.js';

fc.configureGlobal({ seed: 20_240_418, numRuns: 120 });

let extractor: Extractor;
beforeAll(async () => {
  extractor = await engine();
});

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = (text: string, form: 'auto' | 'markdown' | 'html' | 'text' = 'auto'): IndicatorRecord[] => {
  const result = extractor.extract('article.md', encode(text), form);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

/** A property of one input; fast-check shows the smallest one that breaks it. */
const always = <T>(inputs: fc.Arbitrary<T>, holds: (input: T) => void): void =>
  fc.assert(
    fc.property(inputs, (input) => {
      holds(input);
    }),
  );

const SENTENCES = [
  '全市新建充电桩3420个，同比增长12.5%。',
  '截至6月底，全省参保人数达到218.6万人，其中职工参保75.3万余人。',
  '平均办理时间由14天缩短到3天左右，结案率98.6%。',
  '粮食、油料、蔬菜产量分别为1,250万吨、36.4万吨和870.5万吨。',
  '预计明天最低气温零下3℃，局地降温6℃—8℃。',
  '百分之三十的企业完成改造，三成以上的居民从中受益。',
  '进出口总值1.2万亿元，比上年下降0.8个百分点。',
];

const inFrontMatter = (body: string): string =>
  `---\ntitle: "测试文章"\ndate: 2024-07-08 09:00:00 +0800\n---\n${body}\n`;

/** The field values that markup may not touch. */
const figures = (records: readonly IndicatorRecord[]) =>
  records.map(({ value, value_min, value_max, unit, modifier, measure, indicator, period }) => ({
    value,
    value_min,
    value_max,
    unit,
    modifier,
    measure,
    indicator,
    period,
  }));

const withoutMarkup = (raw: string): string =>
  raw
    .replace(/<!--.*?-->|<[^>]*>/g, '')
    .replace(/&#x([0-9A-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, decimal: string) => String.fromCodePoint(Number(decimal)));

const TAGS = ['span', 'b', 'em', 'strong', 'font', 'u', 'a'];

/** Ways to write a sentence so that the reader sees the same: comments, whole elements around a stretch, entities. */
const marked = (sentence: string): fc.Arbitrary<string> => {
  const points = [...sentence];
  const position = fc.nat({ max: points.length - 1 });
  const edit = fc.oneof(
    fc.record({ kind: fc.constant('comment' as const), at: position, length: fc.nat({ max: 99 }) }),
    fc.record({ kind: fc.constant('tag' as const), at: position, length: fc.nat({ max: 6 }), tag: fc.nat({ max: 6 }) }),
    fc.record({ kind: fc.constant('entity' as const), at: position, length: fc.nat({ max: 1 }) }),
  );
  return fc.array(edit, { minLength: 1, maxLength: 8 }).map((edits) => {
    const before = points.map(() => '');
    const after = points.map(() => '');
    const shown = [...points];
    // Elements must nest: a later one that crosses an earlier one is left out.
    const spans: [number, number][] = [];
    for (const e of edits) {
      if (e.kind === 'comment') before[e.at] = `<!-- ${e.length} -->${before[e.at]}`;
      else if (e.kind === 'entity') {
        const code = points[e.at]?.codePointAt(0) ?? 0;
        shown[e.at] = e.length === 0 ? `&#${code};` : `&#x${code.toString(16).toUpperCase()};`;
      } else {
        const end = Math.min(points.length - 1, e.at + e.length);
        // Only disjoint or equal stretches, or a new one outside all: enough variety, and always well-formed.
        const clear = spans.every(([a, b]) => end < a || e.at > b || (e.at === a && end === b));
        if (!clear) continue;
        spans.push([e.at, end]);
        const tag = TAGS[e.tag] ?? 'span';
        before[e.at] = `<${tag} class="c${e.length}">${before[e.at]}`;
        after[end] = `${after[end]}</${tag}>`;
      }
    }
    return points.map((_, i) => `${before[i]}${shown[i]}${after[i]}`).join('');
  });
};

describe('raw is the slice of the source that it points to', () => {
  test.each(SENTENCES)('whatever markup stands around and inside: %s', (sentence) => {
    const plain = read(inFrontMatter(`<p>${sentence}</p>`));
    expect(plain.length).toBeGreaterThan(1);
    always(marked(sentence), (body) => {
      const text = inFrontMatter(`<p>${body}</p>`);
      const records = read(text);
      expect(figures(records)).toEqual(figures(plain));
      records.forEach((record, i) => {
        expect(codePoints(text, record.start, record.end)).toBe(record.raw);
        expect(withoutMarkup(record.raw)).toBe(plain[i]?.raw);
        expect(codePoints(text, 0, record.start).split('\n').length).toBe(record.line);
      });
    });
  });

  test('whatever stands before it, astral characters and line ends included', () => {
    const before = fc.array(fc.constantFrom('𠮷', '😀', '\n\n', '\r\n', '说明', '<br>', '&nbsp;', '<b>', '　', '\t'), {
      maxLength: 12,
    });
    always(fc.tuple(before, fc.constantFrom(...SENTENCES)), ([parts, sentence]) => {
      const text = `${parts.join('')}\n\n<p>${sentence}</p>`;
      const records = read(text, 'markdown');
      expect(records.length).toBeGreaterThan(1);
      for (const { raw, start, end } of records) expect(codePoints(text, start, end)).toBe(raw);
    });
  });

  test('with a byte order mark, which counts as the file’s first character', () => {
    always(fc.constantFrom(...SENTENCES), (sentence) => {
      const text = `\uFEFF${sentence}`;
      for (const { raw, start, end } of read(text, 'text')) expect(codePoints(text, start, end)).toBe(raw);
    });
  });
});

/** Scraps of the language and of the formats, so that random text reaches the rules. */
const SCRAPS = [
  ...[
    '3.5',
    '12',
    '１２',
    '1,000',
    '0',
    '999999999999999999999',
    '三',
    '百',
    '万',
    '亿',
    '两',
    '半',
    '几',
    '数十',
    '点',
  ],
  ...[
    '%',
    '％',
    '‰',
    '℃',
    '成',
    '倍',
    '个百分点',
    '元',
    '人次',
    '平方公里',
    '元/吨',
    '第',
    '零下',
    '-',
    '—',
    '～',
    '至',
    '/',
  ],
  ...[
    '同比',
    '环比',
    '增长',
    '下降',
    '增至',
    '由',
    '从',
    '到',
    '占',
    '分别',
    '其中',
    '为',
    '达',
    '超',
    '近',
    '以上',
    '预计',
    '力争',
  ],
  ...[
    '今年',
    '去年',
    '2023年',
    '13月',
    '2月30日',
    '前三季度',
    '截至',
    '年末',
    '“十四五”期间',
    '全市',
    '我国',
    '南京市',
    '的',
    '和',
  ],
  ...[
    '，',
    '。',
    '；',
    '、',
    '：',
    '“',
    '”',
    '（',
    '）',
    '\n',
    '\r\n',
    '　',
    ' ',
    '\u00A0',
    '\u200B',
    '𠮷',
    '😀',
    '\uFFFD',
  ],
  ...[
    '<p>',
    '</p>',
    '<b>',
    '</span>',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '<td>',
    '<',
    '>',
    '&',
    '&nbsp;',
    '&#x5BB6;',
    '&#99999999;',
  ],
  ...['---\n', 'title: "', 'date: 2024-01-01\n', '# ', '- ', '**', '| ', '](', '[', '```', '<?', '<![CDATA['],
];
const scraps = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 60 }).map((parts) => parts.join(''));
const anyText = fc.oneof(
  scraps,
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.tuple(scraps, fc.string()).map((t) => t.join('')),
);
const anyForm = fc.constantFrom('auto' as const, 'markdown' as const, 'html' as const, 'text' as const);

describe('no input makes it throw', () => {
  test('text, in any form', () => {
    fc.assert(
      fc.property(anyText, anyForm, (text, form) => {
        const result = extractor.extract('article', encode(text), form);
        if (!result.ok) {
          expect(result.error.message).toMatch(/\S/);
          return;
        }
        const stored = new TextDecoder('utf-8', { ignoreBOM: true }).decode(encode(text));
        for (const record of result.value) {
          expect(codePoints(stored, record.start, record.end)).toBe(record.raw);
          expect(indicatorRecord.safeParse(record).error?.issues ?? []).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('bytes', () => {
    always(fc.tuple(fc.uint8Array({ maxLength: 200 }), anyForm), ([bytes, form]) => {
      const result = extractor.extract('article', bytes, form);
      expect(result.ok || /\S/.test(result.error.message)).toBe(true);
    });
  });

  test('a fixture cut short or with a piece taken out', () => {
    const fixtures = readFixtures();
    always(fc.tuple(fc.constantFrom(...fixtures), fc.nat(), fc.nat({ max: 40 })), ([fixture, at, length]) => {
      const start = at % fixture.bytes.length;
      const torn = Buffer.concat([fixture.bytes.subarray(0, start), fixture.bytes.subarray(start + length)]);
      for (const bytes of [torn, fixture.bytes.subarray(0, start)]) {
        const result = extractor.extract(fixture.file, bytes, 'auto');
        expect(result.ok || /\S/.test(result.error.message)).toBe(true);
      }
    });
  });
});

const article = fc
  .array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 12 })
  .map((sentences) => inFrontMatter(sentences.map((sentence) => `<p>${sentence}</p>`).join('\n')));

test('same input, same bytes: in a fresh engine and in one that has read other articles', async () => {
  const fresh = await engine();
  const fixtures = readFixtures();
  const firstTime = fixtures.map(({ file, bytes }) => JSON.stringify(fresh.extract(file, bytes, 'auto')));
  const backwards = [...fixtures]
    .reverse()
    .map(({ file, bytes }) => JSON.stringify(extractor.extract(file, bytes, 'auto')));
  expect(backwards.reverse()).toEqual(firstTime);
  always(fc.tuple(article, scraps), ([text, between]) => {
    const first = JSON.stringify(read(text));
    extractor.extract('between', encode(between), 'auto');
    expect(JSON.stringify(read(text))).toBe(first);
  });
});

test('ids are unique within a document, also where it repeats itself', () => {
  always(article, (text) => {
    const ids = read(text).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  for (const { text } of readFixtures()) {
    const ids = read(`${text}\n${text}`).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('ids and links: an id does not depend on the path, a link leads to a record of the same document', () => {
  for (const { file, bytes } of readFixtures()) {
    const here = extractor.extract(file, bytes, 'auto');
    const there = extractor.extract(`elsewhere/${file}`, bytes, 'auto');
    if (!here.ok || !there.ok) throw new Error(file);
    const ids = here.value.map(({ id }) => id);
    expect(there.value.map(({ id }) => id)).toEqual(ids);
    const links = here.value.flatMap(({ part_of, changed_from }) => [part_of, changed_from]);
    expect(links.filter((link) => link !== null && !ids.includes(link))).toEqual([]);
  }
});

test('records stand in text order and fit the schema', () => {
  const check = (records: readonly IndicatorRecord[]): void => {
    for (const record of records) expect(indicatorRecord.safeParse(record).error?.issues ?? []).toEqual([]);
    const starts = records.map(({ start }) => start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  };
  for (const { text } of readFixtures()) check(read(text));
  always(article, (text) => check(read(text)));
});
