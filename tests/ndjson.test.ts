// --from ndjson: documents in, one a line; records out, as they come.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linesOf } from '../src/cli/lines.js';
import { readJsonDocument } from '../src/document/index.js';
import type { Extractor } from '../src/extract.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { codePoints, engine } from './articles.js';
import { attempt, emptyFolder, extract } from './programs.js';

const TEXT = '2023年，南昌市新增就业12.5万人，同比增长8.3%。';
const line = (fields: Record<string, unknown>): string => `${JSON.stringify({ id: 'a', text: TEXT, ...fields })}\n`;
const parse = (out: string): IndicatorRecord[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((each) => JSON.parse(each));

describe('a JSON document', () => {
  const read = (fields: Record<string, unknown>) => readJsonDocument(line(fields));

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['its id is the source', { id: 'x/1' }, { source: 'x/1', text: TEXT }],
    ['a number as id', { id: 17 }, { source: '17' }],
    [
      'metadata',
      { title: ' 就业 ', published: '2024-01-02', url: 'http://example.com/1', category: '民生' },
      { title: '就业', published: '2024-01-02', url: 'http://example.com/1', category: '民生' },
    ],
    ['a time of publication', { published: '2024-01-02 08:30' }, { published: '2024-01-02T08:30:00+08:00' }],
    [
      'metadata that is null, empty or left out',
      { title: null, published: '', url: ' ' },
      { title: null, published: null, url: null },
    ],
    [
      'what the object says goes before what the text says',
      { text: undefined, markdown: '---\ntitle: 甲\ndate: 2020-01-01\n---\n乙', title: '丙' },
      { title: '丙', published: '2020-01-01' },
    ],
    ['HTML', { text: null, html: `<h1>就业</h1><p>${TEXT}</p>` }, { title: '就业' }],
    ['fields that it does not know', { language: 'zh', tags: [1] }, { source: 'a' }],
  ])('%s', (_, fields, expected) => {
    expect(read(fields)).toMatchObject({ ok: true, value: expected });
  });

  test('a title that is given leaves the first line of the text what it is', () => {
    const text = `稳岗工作见成效\n\n${TEXT}`;
    const kinds = (fields: Record<string, unknown>) => {
      const result = read({ text, ...fields });
      return result.ok ? result.value.blocks.map(({ kind }) => kind) : [];
    };
    expect(kinds({})).toEqual(['heading', 'paragraph']);
    expect(kinds({ title: '就业' })).toEqual(['paragraph', 'paragraph']);
  });

  test.each<[string, string, { id: string | null; reason: string }]>([
    ['no JSON', '{"id":"a"', { id: null, reason: 'not a JSON object' }],
    ['an array', '["a"]', { id: null, reason: 'not a JSON object' }],
    ['a text', '"a"', { id: null, reason: 'not a JSON object' }],
    ['null', 'null', { id: null, reason: 'not a JSON object' }],
    ['no id', line({ id: undefined }), { id: null, reason: '"id" is missing' }],
    ['an empty id', line({ id: '' }), { id: null, reason: '"id" is missing' }],
    ['no text', line({ text: undefined }), { id: 'a', reason: 'one of "text", "html" and "markdown" is needed' }],
    ['two texts', line({ html: '<p>' }), { id: 'a', reason: 'one of "text", "html" and "markdown" is needed' }],
    ['a text that is none', line({ text: 5 }), { id: 'a', reason: '"text" is not a text' }],
    ['an empty text', line({ text: ' \n' }), { id: 'a', reason: 'the text is empty' }],
    ['a title that is no text', line({ title: ['a'] }), { id: 'a', reason: '"title" is not a text' }],
    ['a date that is none', line({ published: '昨天' }), { id: 'a', reason: '"published" is not a date: 昨天' }],
  ])('%s is refused', (_, text, error) => {
    expect(readJsonDocument(text)).toEqual({ ok: false, error });
  });

  let extractor: Extractor;
  beforeAll(async () => {
    extractor = await engine();
  });

  test.each(['text', 'html', 'markdown'])('raw is the slice of the field %s', (name) => {
    const text = `𠮷 &amp; <b>就业</b>\n\n${TEXT}\n`;
    const result = extractor.extractJson(JSON.stringify({ id: 'a', [name]: text }));
    const records = result.ok ? result.value : [];
    expect(records.length).toBeGreaterThan(0);
    for (const { raw, start, end } of records) expect(codePoints(text, start, end)).toBe(raw);
  });
});

describe('lines', () => {
  const collect = async (pieces: readonly Uint8Array[], longest?: number) => {
    const batches: [number, string | null][][] = [];
    for await (const batch of linesOf(Readable.from(pieces, { objectMode: true }), longest))
      batches.push(batch.map(({ number, bytes }) => [number, bytes?.toString() ?? null]));
    return batches;
  };

  test('whatever has come whole comes at once', async () => {
    const pieces = ['a\nb\nc', 'c\n', 'd', '', 'd', '\n\ne'].map((piece) => Buffer.from(piece));
    expect(await collect(pieces)).toEqual([
      [
        [1, 'a'],
        [2, 'b'],
      ],
      [[3, 'cc']],
      [
        [4, 'dd'],
        [5, ''],
      ],
      [[6, 'e']],
    ]);
  });

  test('a line that is too long is not kept, and its neighbours are whole', async () => {
    const pieces = ['ab\ncdefg', 'hij', 'kl\nmn\nopqrst\nu'].map((piece) => Buffer.from(piece));
    expect((await collect(pieces, 5)).flat()).toEqual([
      [1, 'ab'],
      [2, null],
      [3, 'mn'],
      [4, null],
      [5, 'u'],
    ]);
  });

  test('however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', '中', '\n', '\u2028', '\r', '𠮷')),
        fc.array(fc.nat(40)),
        async (parts, cuts) => {
          const bytes = Buffer.from(parts.join(''));
          const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
          const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
          const found = (await collect(pieces)).flat().map(([, text]) => text);
          const expected = parts.join('').split('\n');
          if (expected.at(-1) === '') expected.pop();
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the program', () => {
  const folder = emptyFolder();
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const STREAM = ['--from', 'ndjson', '--format', 'ndjson', '-'];
  const SHORT = ['--fields', 'source,value'];

  test('records carry their document’s id, in order', () => {
    const input = line({ id: 'b' }) + line({ id: 'a', text: '没有数字。' }) + line({ id: 'c' });
    expect(extract([...STREAM, ...SHORT], input)).toBe(
      ['b', 'c'].map((id) => `{"source":"${id}","value":125000}\n{"source":"${id}","value":8.3}\n`).join(''),
    );
  });

  test('the same records as from a file of the same text', () => {
    const path = put('就业.md', `---\ntitle: 就业\ndate: 2024-01-02\n---\n\n${TEXT}\n`);
    const [file] = [parse(extract([path, '--format', 'ndjson']))];
    const stream = parse(extract(STREAM, line({ id: path, text: undefined, markdown: readFileSync(path, 'utf8') })));
    expect(file.length).toBe(2);
    expect(stream).toEqual(file);
  });

  test.each([
    ['--where', ['--where', 'measure=growth'], '{"source":"a","value":8.3}\n'],
    ['CSV', ['-f', 'csv'], 'source,value\na,125000\na,8.3\n'],
  ])('%s', (_, words, out) => {
    expect(extract([...STREAM, ...SHORT, ...words], line({}))).toBe(out);
  });

  test('files, folders and files by their ending', () => {
    const paths = [put('in/b.jsonl', line({ id: 'b' })), put('in/a.ndjson', line({ id: 'a' }))];
    put('in/c.md', TEXT);
    const sources = (words: string[]): string[] =>
      parse(extract([...words, '-f', 'ndjson'])).map(({ source }) => source);
    expect(sources(paths)).toEqual(['b', 'b', 'a', 'a']);
    expect(sources(['--from', 'ndjson', join(folder, 'in')])).toEqual(['a', 'a', 'b', 'b']);
  });

  const BAD = Buffer.concat([
    Buffer.from(`${line({ id: 'a' })}{"id":"b"}\n\nnot JSON\n`),
    Buffer.from([0x22, 0xff, 0x22, 0x0a]),
    Buffer.from(line({ id: 'c' })),
  ]);

  test('a bad line costs itself only', () => {
    const log = join(folder, 'errors.ndjson');
    const { status, out, err } = attempt([...STREAM, ...SHORT, '--errors', log], BAD);
    expect({ status, sources: parse(out).map(({ source }) => source) }).toEqual({
      status: 1,
      sources: ['a', 'a', 'c', 'c'],
    });
    expect(err.split('\n')).toEqual([
      'extract: -:2: one of "text", "html" and "markdown" is needed',
      'extract: -:4: not a JSON object',
      'extract: -:5: not UTF-8',
      '',
    ]);
    expect(parse(readFileSync(log, 'utf8'))).toEqual([
      { source: '-', line: 2, message: 'one of "text", "html" and "markdown" is needed', id: 'b' },
      { source: '-', line: 4, message: 'not a JSON object', id: null },
      { source: '-', line: 5, message: 'not UTF-8', id: null },
    ]);
  });

  test('--errors - puts an error where the records would be', () => {
    const { status, out, err } = attempt([...STREAM, '--fields', 'value', '--errors', '-'], BAD);
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out.split('\n')).toEqual([
      '{"value":125000}',
      '{"value":8.3}',
      '{"id":"b","error":"one of \\"text\\", \\"html\\" and \\"markdown\\" is needed"}',
      '{"id":null,"error":"not a JSON object: not JSON"}',
      '{"id":null,"error":"not UTF-8: \\"\ufffd\\""}',
      '{"value":125000}',
      '{"value":8.3}',
      '',
    ]);
  });

  test('a file that is not there fails, the others are read', () => {
    const { status, out } = attempt([
      '--from',
      'ndjson',
      '-f',
      'ndjson',
      join(folder, 'none'),
      put('one.ndjson', line({})),
    ]);
    expect({ status, records: parse(out).length }).toEqual({ status: 1, records: 2 });
  });

  test('no document at all is no failure', () => {
    expect(attempt(STREAM, '')).toEqual({ status: 0, out: '', err: '' });
  });
});
