import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RECORD_FIELDS } from '../src/records/fields.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import {
  discardUnfinished,
  type Format,
  formatOfEnding,
  type Output,
  openFile,
  openSink,
  openStream,
  pieceMaker,
  type SinkOptions,
} from '../src/sinks/index.js';
import { groupedDecimal, plainDecimal } from '../src/sinks/number.js';
import { sampleRecord, sampleReport } from './sample-record.js';

const ALL = RECORD_FIELDS.map((field) => field.name);

/** Writes the batches (one a document) and returns the text. */
async function written(
  format: Format,
  batches: IndicatorRecord[][],
  options: Partial<SinkOptions> = {},
): Promise<string> {
  let text = '';
  const output: Output = {
    async write(piece) {
      text += piece;
    },
    async commit() {},
    discard() {},
  };
  const defaults: SinkOptions = { fields: ALL, chosen: false, bom: false, width: null, header: 'en' };
  const sink = await openSink(format, output, { ...defaults, ...options });
  for (const batch of batches) await sink.write(batch);
  await sink.end(sampleReport());
  return text;
}

test.each([
  [0, '0', '0'],
  [-3.2, '-3.2', '-3.2'],
  [7_518_600, '7518600', '7,518,600'],
  [-1234.5, '-1234.5', '-1,234.5'],
  [999, '999', '999'],
  [0.1, '0.1', '0.1'],
  [1e21, '1000000000000000000000', '1,000,000,000,000,000,000,000'],
  [-1.25e21, '-1250000000000000000000', '-1,250,000,000,000,000,000,000'],
  [1.5e22, '15000000000000000000000', '15,000,000,000,000,000,000,000'],
  [1e-7, '0.0000001', '0.0000001'],
  [-2.5e-8, '-0.000000025', '-0.000000025'],
])('%d as a plain and as a grouped decimal', (value, plain, grouped) => {
  expect(plainDecimal(value)).toBe(plain);
  expect(groupedDecimal(value)).toBe(grouped);
});

describe('records that come in pieces', () => {
  const pieces = [
    [sampleRecord(), sampleRecord({ title: '=1+1', value: null })],
    [sampleRecord({ source: 'b.md', quote: 'a "b",\nc' })],
  ];
  const options: SinkOptions = { fields: ALL, chosen: false, bom: true, width: null, header: 'zh' };

  test.each(['csv', 'json', 'ndjson', 'table'] as const)('%s: the same text as of records', async (format) => {
    const make = await pieceMaker({ ...options, format });
    let text = '';
    const output: Output = {
      async write(piece) {
        text += typeof piece === 'string' ? piece : Buffer.from(piece).toString();
      },
      async commit() {},
      discard() {},
    };
    const sink = await openSink(format, output, options);
    for (const piece of pieces) await sink.put(Buffer.from(make(piece)));
    await sink.end(sampleReport());
    expect(text).toBe(await written(format, pieces, options));
  });
});

test.each([
  ['.csv', 'csv'],
  ['.CSV', 'csv'],
  ['.json', 'json'],
  ['.jsonl', 'ndjson'],
  ['.ndjson', 'ndjson'],
  ['.xlsx', 'xlsx'],
  ['.parquet', 'parquet'],
  ['.html', 'html'],
  ['.HTM', 'html'],
  ['.doc', null],
])('the ending %s means %s', (ending, format) => {
  expect(formatOfEnding(ending)).toBe(format);
});

describe('csv', () => {
  const row = async (change: Partial<IndicatorRecord>, fields: SinkOptions['fields']): Promise<string> =>
    (await written('csv', [[sampleRecord(change)]], { fields })).split('\n').slice(1).join('\n');

  test('header row once, null empty, LF after every line', async () => {
    const text = await written('csv', [[sampleRecord()], [], [sampleRecord({ value: -1 })]], {
      fields: ['indicator', 'value', 'basis', 'line'],
    });
    expect(text).toBe('indicator,value,basis,line\n新增就业,125000,,7\n新增就业,-1,,7\n');
  });

  test('no record: the header alone', async () => {
    expect(await written('csv', [])).toBe(`${ALL.join(',')}\n`);
  });

  test('headings and vocabularies in Chinese', async () => {
    const fields = ['indicator', 'measure', 'basis', 'modifier', 'status', 'dimension', 'quote'] as const;
    const record = sampleRecord({
      measure: 'growth',
      basis: 'yoy',
      modifier: 'over',
      status: 'target',
      quote: 'level',
    });
    expect(await written('csv', [[record]], { fields, header: 'zh' })).toBe(
      '指标,口径,比较基期,限定,状态,量纲,原句\n新增就业,增长率,同比,超过,目标,count,level\n',
    );
  });

  test.each([
    ['a,b', '"a,b"'],
    ['他说“好”', '他说“好”'],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['a\rb', '"a\rb"'],
    ['=1+1', "'=1+1"],
    ['+5', "'+5"],
    ['-5', "'-5"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['a=1', 'a=1'],
  ])('the text %j is the cell %j', async (quote, cell) => {
    expect(await row({ quote }, ['quote', 'line'])).toBe(`${cell},7\n`);
  });

  test.each([
    [-3.2, '-3.2'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [-1e-7, '-0.0000001'],
    [0, '0'],
  ])('the number %d is the cell %s', async (value, cell) => {
    expect(await row({ value }, ['line', 'value'])).toBe(`7,${cell}\n`);
  });

  test('--bom puts the mark before the header, once', async () => {
    const text = await written('csv', [[sampleRecord()], [sampleRecord()]], { fields: ['line'], bom: true });
    expect(text).toBe('\ufeffline\n7\n7\n');
  });
});

describe('json and ndjson', () => {
  test.each<[string, IndicatorRecord[][]]>([
    ['none', []],
    ['one', [[sampleRecord()]]],
    [
      'several documents, one of them empty',
      [[sampleRecord(), sampleRecord({ line: 8 })], [], [sampleRecord({ line: 9 })]],
    ],
  ])('json is one array: %s', async (_, batches) => {
    const text = await written('json', batches);
    expect(JSON.parse(text)).toEqual(batches.flat());
    expect(text.endsWith(']\n')).toBe(true);
  });

  test('ndjson is one object a line with the chosen keys in the chosen order', async () => {
    const text = await written('ndjson', [[sampleRecord()], [sampleRecord({ value: null, quote: 'a\nb' })]], {
      fields: ['value', 'quote', 'indicator'],
    });
    expect(text).toBe(
      '{"value":125000,"quote":"去年全市新增就业12.5万人。","indicator":"新增就业"}\n' +
        '{"value":null,"quote":"a\\nb","indicator":"新增就业"}\n',
    );
  });

  test('without a choice the keys stand in the order of the field table', async () => {
    const line = (await written('ndjson', [[sampleRecord()]])).trim();
    expect(Object.keys(JSON.parse(line))).toEqual(ALL);
  });
});

describe('table', () => {
  const records = [
    sampleRecord(),
    sampleRecord({ indicator: '参保人数', value: 8.3, unit: '%', measure: 'growth', basis: 'yoy', modifier: 'over' }),
    sampleRecord({
      indicator: 'GDP',
      value: null,
      value_min: 10,
      value_max: 15,
      unit: '℃',
      status: 'forecast',
      area: null,
    }),
  ];

  test('columns line up whatever the script', async () => {
    expect(await written('table', [records])).toBe(
      [
        '稳岗工作见成效  2022-01-18',
        '',
        '指标           值  单位  口径            时期  地区    行',
        '─────────────────────────────────────────────────────────',
        '新增就业  125,000  人    level           2021  南昌市   7',
        '参保人数     >8.3  %     growth yoy      2021  南昌市   7',
        'GDP         10–15  ℃     level forecast  2021           7',
        '',
      ].join('\n'),
    );
  });

  test.each([50, 57, 80])('no line is wider than %d columns, and what is cut ends with …', async (width) => {
    const text = await written('table', [[sampleRecord({ indicator: '城镇新增就业人数'.repeat(6) }), ...records]], {
      width,
    });
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(text).toContain('…');
  });

  test('chosen fields are the columns, under their own names, numbers ungrouped', async () => {
    const text = await written('table', [[sampleRecord()]], { fields: ['value', 'area'], chosen: true });
    expect(text.split('\n').slice(2)).toEqual([' value  area', '──────────────', '125000  南昌市', '']);
  });

  test('each document has its heading, and one in pieces only one', async () => {
    const other = sampleRecord({ source: 'news/b.md', title: null, published: null });
    const text = await written('table', [[sampleRecord()], [sampleRecord()], [other]]);
    const headings = text.split('\n').filter((line) => /^(稳岗|news)/.test(line));
    expect(headings).toEqual(['稳岗工作见成效  2022-01-18', 'news/b.md']);
  });

  test('control characters do not reach the terminal', async () => {
    const text = await written('table', [[sampleRecord({ indicator: 'a\u001b[31mb\nc', title: 'x\u0007y' })]]);
    expect(text).not.toMatch(/[\u0007\u001b]/);
    expect(text).toContain('a [31mb c');
  });
});

describe('a file output', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhibiao-sinks-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('appears on commit, and not before', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'old');
    const output = openFile(path);
    await output.write('新');
    await output.write('new');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await output.commit();
    expect(readFileSync(path, 'utf8')).toBe('新new');
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  test.each([
    ['discarded', (output: Output) => output.discard()],
    ['cleared away by a signal', () => discardUnfinished()],
    [
      'discarded twice',
      (output: Output) => {
        output.discard();
        output.discard();
      },
    ],
  ])('leaves nothing when it is %s', async (_, stop) => {
    const output = openFile(join(folder, 'a.csv'));
    await output.write('half');
    expect(readdirSync(folder)).toHaveLength(1);
    stop(output);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is not undone by a late signal', async () => {
    const output = openFile(join(folder, 'a.csv'));
    await output.commit();
    discardUnfinished();
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  test('keeps the permissions of the file it replaces, and the link that led there', async () => {
    const target = join(folder, 'target.csv');
    const link = join(folder, 'link.csv');
    writeFileSync(target, 'old');
    chmodSync(target, 0o640);
    symlinkSync('target.csv', link);
    const output = openFile(link);
    await output.write('new');
    await output.commit();
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(statSync(target).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['link.csv', 'target.csv']);
    expect(readFileSync(link, 'utf8')).toBe('new');
  });

  test.each([
    ['a folder', '', 'EISDIR'],
    ['in a folder that is missing', 'none/a.csv', 'ENOENT'],
  ])('throws when the path is %s', (_, path, code) => {
    expect(() => openFile(join(folder, path))).toThrow(expect.objectContaining({ code }));
  });
});

describe('a stream output', () => {
  test('waits for a slow reader', async () => {
    const taken: string[] = [];
    let release: () => void = () => {};
    const slow = new Writable({
      write(piece, _encoding, done) {
        taken.push(String(piece));
        release = done;
      },
    });
    const output = openStream(slow);
    let resolved = false;
    const first = output.write('a').then(() => {
      resolved = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect({ taken, resolved }).toEqual({ taken: ['a'], resolved: false });
    release();
    await first;
    expect(resolved).toBe(true);
  });

  test('rejects with the error of the stream', async () => {
    const broken = new Writable({
      write: (_piece, _encoding, done) => done(Object.assign(new Error('x'), { code: 'EPIPE' })),
    });
    await expect(openStream(broken).write('a')).rejects.toMatchObject({ code: 'EPIPE' });
  });
});

test('csv: a number that is written out keeps its minus sign, as any other', async () => {
  const record = sampleRecord({ value: -2.3456789012345678, value_text: '-2.34567890123456781' });
  const options = { fields: ['value', 'value_text'] } as const;
  expect(await written('csv', [[record]], options)).toBe('value,value_text\n-2.345678901234568,-2.34567890123456781\n');
});
