import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { listInputs } from '../src/batch/inputs.js';
import { message } from '../src/cli/messages.js';
import { parseCommandLine } from '../src/cli/options.js';
import { run } from '../src/cli/run.js';
import type { World } from '../src/cli/world.js';
import type { Extractor } from '../src/extract.js';
import type { IndicatorRecord } from '../src/records/schema.js';
import { parseWhere, parseWheres } from '../src/records/where.js';
import { sampleRecord } from './sample-record.js';

const program = join(packageRoot, 'bin', 'extract');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhibiao-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file into the test's folder and returns its path. */
function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** An engine without Chinese: a record for every number; "bad" fails on line 3, "bug" throws, "odd" warns of line 2. */
const engine: Extractor = {
  extract(source, bytes) {
    const text = new TextDecoder().decode(bytes);
    if (text === 'bug') throw new Error('a fault\nin the engine');
    if (text === 'bad') return { ok: false, error: { line: 3, message: 'not an article' } };
    const numbers = text.match(/\d+/g) ?? [];
    const value = numbers.map((raw) => sampleRecord({ source, raw, value: Number(raw) }));
    return { ok: true, value, warnings: text.startsWith('odd') ? [{ line: 2, message: 'odd' }] : [] };
  },
  extractJson: (line) => ({ ok: false, error: { id: null, message: line } }),
};

interface Outcome {
  status: number;
  out: string;
  err: string;
}

/** Runs the program in this process with the engine above. */
async function extract(words: string[], change: Partial<World> = {}): Promise<Outcome> {
  let out = '';
  let err = '';
  const stdout = new Writable({
    decodeStrings: false,
    write(piece, _encoding, done) {
      out += piece;
      done();
    },
  });
  const status = await run(words, {
    stdout,
    terminal: null,
    columns: null,
    stderrIsTerminal: false,
    stderr: () => stdout,
    say(text) {
      err += text;
    },
    stdin: () => Readable.from([Buffer.from('30')]),
    createEngine: async () => ({ ok: true, value: engine }),
    ...change,
  });
  return { status, out, err };
}

const VALUES = ['--fields', 'value'];

describe('what is written', () => {
  test('records of all documents in the order of the command line', async () => {
    const [a, b] = [put('a.md', '1 2'), put('b.md', '3')];
    expect(await extract([b, a, ...VALUES, '-q'])).toEqual({ status: 0, out: 'value\n3\n1\n2\n', err: '' });
  });

  test.each([
    [['-f', 'json'], '[\n{"value":30}\n]\n'],
    [['--format', 'ndjson'], '{"value":30}\n'],
    [['--format=csv', '--bom'], '\ufeffvalue\n30\n'],
    [[], 'value\n30\n'],
  ])('standard input, %j', async (words, out) => {
    expect(await extract(['-', ...VALUES, ...words])).toEqual({ status: 0, out, err: '' });
  });

  test('a table on a terminal, as wide as it', async () => {
    const { out } = await extract(['-'], { terminal: 60 });
    expect(out.split('\n')[2]).toMatch(/^指标 .* 地区 .* 行$/);
  });

  test('no record found is no error', async () => {
    expect(await extract([put('a.md', 'none'), ...VALUES])).toEqual({ status: 0, out: 'value\n', err: '' });
  });

  test.each([
    ['out.csv', 'value\n30\n'],
    ['out.JSON', '[\n{"value":30}\n]\n'],
    ['out.ndjson', '{"value":30}\n'],
    ['out.jsonl', '{"value":30}\n'],
    ['out', 'value\n30\n'],
  ])('-o %s: the ending decides', async (name, text) => {
    expect(await extract(['-', '-o', join(folder, name), ...VALUES])).toEqual({ status: 0, out: '', err: '' });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  test('on a terminal a file without an ending is still CSV', async () => {
    await extract(['-', '-o', join(folder, 'out'), ...VALUES], { terminal: 80 });
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('value\n30\n');
  });

  test('--where keeps what meets all conditions', async () => {
    const path = put('a.md', '1 20 300 4000');
    const { out } = await extract([path, ...VALUES, '--where', 'value>1', '--where', 'value<=300']);
    expect(out).toBe('value\n20\n300\n');
  });

  test('the same input gives the same bytes', async () => {
    const path = put('a.md', '1 20 300');
    expect(await extract([path])).toEqual(await extract([path]));
  });
});

describe('what goes wrong', () => {
  test('a failed document costs its own records only', async () => {
    const [good, bad, bug] = [put('a.md', '1'), put('b.md', 'bad'), put('c.md', 'bug')];
    const missing = join(folder, 'missing.md');
    const log = join(folder, 'errors.ndjson');
    const { status, out, err } = await extract([bad, missing, bug, good, ...VALUES, '-q', '--errors', log]);
    expect({ status, out }).toEqual({ status: 1, out: 'value\n1\n' });
    expect(err.split('\n')).toEqual([
      `extract: ${bad}:3: not an article`,
      `extract: ${missing}: no such file or folder`,
      `extract: ${bug}: internal error: a fault in the engine`,
      '',
    ]);
    const logged = readFileSync(log, 'utf8').trim().split('\n');
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { source: bad, line: 3, message: 'not an article' },
      { source: missing, line: null, message: 'no such file or folder' },
      { source: bug, line: null, message: 'internal error: a fault in the engine' },
    ]);
  });

  test.each([
    [[], 'extract: PATH:2: odd\n'],
    [['--quiet'], ''],
  ])('a warning does not cost the records: %j', async (words, err) => {
    const path = put('a.md', 'odd 5');
    const outcome = await extract([path, ...VALUES, ...words]);
    expect({ ...outcome, err: outcome.err.replace(path, 'PATH') }).toEqual({ status: 0, out: 'value\n5\n', err });
  });

  test('with -o the others are written too', async () => {
    const path = join(folder, 'out.csv');
    const { status } = await extract([put('b.md', 'bad'), put('a.md', '1'), '-o', path, ...VALUES]);
    expect({ status, text: readFileSync(path, 'utf8') }).toEqual({ status: 1, text: 'value\n1\n' });
  });

  test.each<[string, string[], RegExp]>([
    ['no path', [], /^extract: no article given/],
    ['an empty path', [''], /^extract: an empty path/],
    ['an unknown option', ['-', '--formt', 'csv'], /^extract: unknown option '--formt'.*--format/],
    [
      'an unknown format',
      ['-', '-f', 'xml'],
      /argument 'xml' is invalid.*csv, json, ndjson, xlsx, parquet, html, table/,
    ],
    ['an unknown form', ['-', '--from', 'pdf'], /argument 'pdf' is invalid.*auto, markdown, html, text, ndjson/],
    ['an option without its value', ['-', '-o'], /argument missing/],
    ['an ending that tells nothing', ['-', '-o', 'x.dat'], /the ending of "x.dat" tells no format/],
    ['an unknown field', ['-', '--fields', 'value,indicater'], /no field "indicater"; did you mean "indicator"/],
    ['an empty field', ['-', '--fields', 'value,'], /a field name is missing/],
    ['a field twice', ['-', '--fields', 'value,unit,value'], /field "value" is named twice/],
    ['a bad condition', ['-', '--where', 'value'], /"value" is not FIELD OP VALUE/],
    ['a mark for JSON', ['-', '--bom', '-f', 'json'], /--bom is for csv/],
    ['Chinese keys for JSON', ['-', '--header', 'zh', '-f', 'json'], /--header is for csv, xlsx, html and table/],
    ['an unknown language', ['-', '--header', 'fr'], /argument 'fr' is invalid.*en, zh/],
    ['a package without a file', ['-', '--datapackage'], /--datapackage is written beside the output/],
    ['a package of JSON', ['-', '--datapackage', '-o', 'a.json'], /--datapackage is for csv and parquet/],
    ['errors between articles', ['-', '--errors', '-'], /--errors - is for --from ndjson/],
    ['errors in CSV', ['-', '--from', 'ndjson', '--errors', '-'], /the format must be ndjson, not csv/],
    ['a pivot of nothing', ['pivot'], /missing required argument 'records'/],
    ['a pivot of an unknown field', ['pivot', '-', '--rows', 'indicater'], /--rows: there is no field "indicater"/],
    ['a pivot of two values', ['pivot', '-', '--values', 'value,unit'], /--values: one field is needed/],
    ['a field in two places', ['pivot', '-', '--rows', 'period'], /field "period" can stand in one place only/],
    ['a pivot as JSON', ['pivot', '-', '-f', 'json'], /argument 'json' is invalid/],
    ['a pivot into JSON', ['pivot', '-', '-o', 'a.json'], /written as csv, xlsx, table, not as json/],
    ['no such number of workers', ['-', '--jobs', '0'], /'0' is invalid.*whole number from 1 to 256/],
    ['no such time', ['-', '--timeout', 'soon'], /'soon' is invalid.*whole number/],
    ['nothing to go on with', ['x.md', '--resume'], /--resume needs --output/],
    ['an input that is gone', ['-', '-o', 'x.csv', '--resume'], /--resume cannot read standard input again/],
    ['a stream to go on with', ['a.ndjson', '-o', 'x.csv', '--resume'], /--resume is not for streams/],
    ['an output in a missing folder', ['-', '-o', '/no/such/out.csv'], /out\.csv: cannot be written: no such file/],
    ['a failure list in a missing folder', ['-', '--errors', '/no/such/e'], /such\/e: cannot be written: no such file/],
  ])('wrong usage: %s', async (_, words, err) => {
    const outcome = await extract(words);
    expect(outcome).toMatchObject({ status: 2, out: '' });
    expect(outcome.err).toMatch(err);
    expect(outcome.err.split('\n')).toHaveLength(2);
  });

  test('invalid rules: every problem with its place, and nothing is written', async () => {
    const path = join(folder, 'out.csv');
    const problems = [
      { file: 'my/units.yaml', line: 4, column: 7, message: 'id is missing' },
      { file: 'my/units.yaml', line: 9, column: 1, message: 'unknown key "forsm"' },
    ];
    let asked: string[] = [];
    const outcome = await extract(['-', '--rules', 'my', '--rules', 'more', '-o', path], {
      async createEngine(rules) {
        asked = rules;
        return { ok: false, error: problems };
      },
    });
    expect(asked).toEqual(['my', 'more']);
    expect(outcome).toEqual({
      status: 2,
      out: '',
      err: 'extract: my/units.yaml:4:7: id is missing\nextract: my/units.yaml:9:1: unknown key "forsm"\n',
    });
    expect(existsSync(path)).toBe(false);
  });

  const failing = (code: string): Writable =>
    new Writable({ write: (_piece, _encoding, done) => done(Object.assign(new Error('write failed'), { code })) });

  test.each([
    ['EPIPE', { status: 0, err: '' }],
    ['ENOSPC', { status: 2, err: 'extract: standard output: cannot be written: no space left\n' }],
  ])('standard output that fails with %s', async (code, outcome) => {
    expect(await extract(['-'], { stdout: failing(code) })).toMatchObject(outcome);
  });

  test('standard input that cannot be read, or is named twice', async () => {
    const stdin = () => new Readable({ read: (): void => {} }).destroy(Object.assign(new Error('x'), { code: 'EIO' }));
    expect(await extract(['-', '-', ...VALUES, '-q'], { stdin })).toEqual({
      status: 1,
      out: 'value\n',
      err: 'extract: -: the device cannot be read or written\nextract: -: standard input is named twice\n',
    });
  });
});

describe('inputs', () => {
  test.each([
    ['a tree, sorted by path', '', ['a.md', 'b/c.html', 'b/d.TXT', 'b/e/f.markdown', 'g.htm']],
    ['a folder below', 'b', ['b/c.html', 'b/d.TXT', 'b/e/f.markdown']],
    ['a pattern', '*.{md,htm}', ['a.md', 'g.htm']],
    ['a deep pattern', '**/*.html', ['b/c.html']],
  ])('%s', async (_, path, expected) => {
    for (const name of ['a.md', 'b/c.html', 'b/d.TXT', 'b/e/f.markdown', 'b/no.pdf', 'g.htm', '.git/x.md', '.y.md']) {
      put(name, '');
    }
    const found = await listInputs([join(folder, path)]);
    expect(found).toEqual(expected.map((name) => ({ path: join(folder, name) })));
  });

  test('links: a circle ends, a broken one is passed over, an article is read', async () => {
    put('a/x.md', '');
    put('a/b/z.md', '');
    symlinkSync('..', join(folder, 'a', 'b', 'up'));
    symlinkSync('x.md', join(folder, 'a', 'y.md'));
    symlinkSync('self.md', join(folder, 'a', 'self.md'));
    symlinkSync('none', join(folder, 'a', 'broken.md'));
    const found = await listInputs([join(folder, 'a')]);
    expect(found).toEqual(['b/z.md', 'x.md', 'y.md'].map((name) => ({ path: join(folder, 'a', name) })));
  });

  test('a file that is named is read whatever its ending', async () => {
    const path = put('article.data', '');
    expect(await listInputs([path])).toEqual([{ path }]);
  });

  test('a file whose name looks like a pattern is that file', async () => {
    const path = put('[1].md', '');
    expect(await listInputs([path])).toEqual([{ path }]);
  });

  test('a list of paths: a line stands for what it would on the command line', async () => {
    for (const name of ['a.md', 'b/c.md', 'b/d.md', 'e.md']) put(name, '');
    const list = put('list.txt', `${join(folder, 'e.md')}\r\n\n${join(folder, 'b')}\n${join(folder, 'none.md')}\n`);
    const found = await listInputs([join(folder, 'a.md'), `@${list}`]);
    expect(found).toEqual([
      ...['a.md', 'e.md', 'b/c.md', 'b/d.md'].map((name) => ({ path: join(folder, name) })),
      { path: join(folder, 'none.md'), problem: 'no such file or folder' },
    ]);
    expect(await listInputs(['@none.txt'])).toEqual([{ path: 'none.txt', problem: 'no such file or folder' }]);
  });

  test('what gives no document says why', async () => {
    mkdirSync(join(folder, 'empty'));
    const [empty, pattern] = [join(folder, 'empty'), join(folder, '*.md')];
    expect(await listInputs([empty, pattern])).toEqual([
      { path: empty, note: expect.stringContaining('no article in this folder') },
      { path: pattern, problem: 'no file matches this pattern' },
    ]);
  });

  test.each([
    [[], 'extract: EMPTY: no article in this folder (.md .markdown .html .htm .txt)\n'],
    [['-q'], ''],
  ])('an empty folder is a note, not a failure: %j', async (words, err) => {
    const outcome = await extract([folder, ...VALUES, ...words]);
    expect({ ...outcome, err: outcome.err.replace(folder, 'EMPTY') }).toEqual({ status: 0, out: 'value\n', err });
  });
});

describe('--where', () => {
  const record = sampleRecord({ share_of: '', basis: null, published: '2022-01-18T08:00:00+08:00' });
  const range = sampleRecord({ value: null, value_min: 10, value_max: 15 });

  test.each<[string, IndicatorRecord, boolean]>([
    ['measure=level', record, true],
    ['measure=growth', record, false],
    ['measure!=growth', record, true],
    [' area = 南昌市 ', record, true],
    ['area=南昌', record, false],
    ['area~南昌', record, true],
    ['indicator!~就业', record, false],
    ['basis=', record, true],
    ['basis!=', record, false],
    ['share_of=', record, true],
    ['unit!=', record, true],
    ['quote~=', record, false],
    ['period=2021', record, true],
    ['basis~y', record, false],
    ['value=125000', record, true],
    ['value=1.25e5', record, true],
    ['value!=125000', record, false],
    ['value>125000', record, false],
    ['value>=125000', record, true],
    ['value<200000', record, true],
    ['line<=7', record, true],
    ['published>=2022-01-18', record, true],
    ['published>2022-01-18', record, false],
    ['published<=2022', record, true],
    ['period_start>2020', record, true],
    ['period_end<2021-12', record, false],
    ['value>9', range, true],
    ['value>12', range, false],
    ['value<=15', range, true],
    ['value<12', range, false],
    ['value=12', range, false],
    ['value=', range, true],
    ['value_min>=10', range, true],
    ['value_min>0', record, false],
  ])('%s on a record: %s', (expression, subject, kept) => {
    const condition = parseWhere(expression);
    expect(condition.ok && condition.value(subject)).toBe(kept);
    // Also when the answer is no: the expression itself must be a good one.
    expect(condition.ok).toBe(true);
  });

  test.each([
    ['measure', 'is not FIELD OP VALUE'],
    ['=growth', 'is not FIELD OP VALUE'],
    ['', 'is not FIELD OP VALUE'],
    ['mesure=growth', 'there is no field "mesure"; did you mean "measure"?'],
    ['measure=grwth', 'measure is never "grwth"; did you mean "growth"?'],
    ['measure!=grwth', 'measure is never "grwth"'],
    ['value=many', '"many" is not a number'],
    ['value>', '"" is not a number'],
    ['value~5', 'looks into text, and value is a number'],
    ['indicator~', '~ needs a text'],
    ['indicator>5', '> compares numbers and dates, and indicator is text'],
    ['published>yesterday', '"yesterday" is not a date'],
  ])('%j is refused', (expression, error) => {
    expect(parseWhere(expression)).toEqual({ ok: false, error: expect.stringContaining(error) });
  });

  test('no expression keeps everything', () => {
    const condition = parseWheres([]);
    expect(condition.ok && condition.value(record)).toBe(true);
  });
});

describe('help, version, schema', () => {
  test('help names every option of this page and every field, on standard output', async () => {
    const { status, out, err } = await extract(['--help']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    for (const word of [
      '--format',
      '--output',
      '--from',
      '--rules',
      '--fields',
      '--where',
      '--jobs',
      '--timeout',
      '--resume',
      '--errors',
      '--bom',
      '--quiet',
    ]) {
      expect(out).toContain(word);
    }
    for (const word of ['schema', '中文', 'changed_from', 'Exit status', 'Examples']) expect(out).toContain(word);
  });

  test('version is that of package.json', async () => {
    const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    expect(await extract(['--version'])).toEqual({ status: 0, out: `extract ${manifest.version}\n`, err: '' });
  });

  test('schema is JSON with the record in it', async () => {
    const { status, out } = await extract(['schema']);
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(out).properties)).toContain('indicator');
  });

  test('a file named like a command is reached with ./', () => {
    expect(parseCommandLine(['./schema'])).toMatchObject({ ok: true, value: { kind: 'extract' } });
    expect(parseCommandLine(['schema'])).toEqual({ ok: true, value: { kind: 'schema', of: 'record' } });
  });
});

test.each([
  ['wrong', {}, 'extract: wrong\n'],
  ['wrong', { path: 'a.md' }, 'extract: a.md: wrong\n'],
  ['wrong', { path: 'a.md', line: 3 }, 'extract: a.md:3: wrong\n'],
  ['wrong\n  at x', { path: 'a\nb.md', line: 3, column: 9 }, 'extract: a b.md:3:9: wrong   at x\n'],
])('the message %j at %j is one line', (what, place, text) => {
  expect(message(what, place)).toBe(text);
});

// A run of several documents ends with a line that says how it went; here without the time that it took.
const summary = (line: string): string => line.replace(/\d+\.\d seconds/, 'N seconds');

describe('the summary line', () => {
  test.each([
    [[], 'extract: 3 documents, 3 records, 1 failure, N seconds'],
    [['--where', 'value>1'], 'extract: 3 documents, 1 record, 1 failure, N seconds'],
  ])('%j', async (words, line) => {
    const paths = [put('a.md', '1'), put('b.md', 'bad'), put('c.md', '0 2')];
    const { err } = await extract([...paths, ...VALUES, ...words]);
    expect(summary(err).split('\n').slice(-2)).toEqual([line, '']);
  });

  test('--quiet leaves it out', async () => {
    const { err } = await extract([put('a.md', '1'), put('b.md', '2'), ...VALUES, '--quiet']);
    expect(err).toBe('');
  });
});

// From here on the program itself, as built: npm test builds before it tests.
describe('the process', () => {
  const ARTICLE = '---\ntitle: 稳岗\npublished: 2022-01-18\n---\n\n去年，赣江市新增就业12.5万人，同比增长8.3%。\n';
  const go = (words: string[], input = '') => spawnSync(program, words, { input, encoding: 'utf8', cwd: folder });

  test('reads an article and exits with 0', () => {
    put('a.md', ARTICLE);
    const { status, stdout, stderr } = go(['a.md', '--fields', 'raw,value,unit', '-f', 'ndjson']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('{"raw":"12.5万人","value":125000,"unit":"人"}\n{"raw":"8.3%","value":8.3,"unit":"%"}\n');
  });

  test('standard input gives the records of the file', () => {
    put('a.md', ARTICLE);
    const fields = ['--fields', 'indicator,value,start,end,quote'];
    expect(go(['-', ...fields], ARTICLE).stdout).toBe(go(['a.md', ...fields]).stdout);
  });

  test('the formats hold the same records', () => {
    put('a.md', ARTICLE);
    const json: unknown = JSON.parse(go(['a.md', '-f', 'json']).stdout);
    const lines = go(['a.md', '-f', 'ndjson']).stdout.trim().split('\n');
    expect(json).toEqual(lines.map((line) => JSON.parse(line)));
  });

  test.each([
    ['a failed document', ['none.md', 'a.md'], 1],
    ['wrong usage', ['--nonsense'], 2],
    ['help', ['--help'], 0],
  ])('exit status: %s', (_, words, status) => {
    put('a.md', ARTICLE);
    expect(go(words).status).toBe(status);
  });

  test('a reader that goes away ends it quietly', () => {
    put('a.md', ARTICLE + '全市新增就业12.5万人。\n\n'.repeat(3000));
    const script = 'set -o pipefail; "$0" a.md a.md a.md a.md | head -n 1; echo "$?"';
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, program], { encoding: 'utf8', cwd: folder });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^id,source,.*\n0\n$/);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s: exit status %d, and no half-written file', async (signal, status) => {
    const child = spawn(program, ['-', '-o', 'out.csv'], { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    while (readdirSync(folder).length === 0 && child.exitCode === null) await setTimeout(5);
    child.kill(signal);
    expect({ status: await ended, err, files: readdirSync(folder) }).toEqual({ status, err: '', files: [] });
  });

  test('before the build it says what to do', () => {
    cpSync(join(packageRoot, 'bin'), join(folder, 'bin'), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin', 'extract'), 'a.md'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'extract: not built: run npm ci first\n' });
  });

  // A moved or damaged build, another version of Node: what was kept compiled only saves time.
  test.each<[string, (compiled: string) => void]>([
    ['as built', () => {}],
    ['missing', (compiled) => rmSync(compiled)],
    ['empty', (compiled) => writeFileSync(compiled, '')],
    ['of something else', (compiled) => writeFileSync(compiled, Buffer.alloc(10_000, 7))],
    ['cut off', (compiled) => truncateSync(compiled, 100_000)],
  ])('the compiled program, %s', (_, change) => {
    for (const name of ['bin', 'package.json', 'rules', 'dist/cli.cjs', 'dist/cli.compiled', 'dist/data'])
      cpSync(join(packageRoot, name), join(folder, name), { recursive: true });
    symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'));
    change(join(folder, 'dist', 'cli.compiled'));
    writeFileSync(join(folder, 'a.md'), '去年，赣江市新增就业12.5万人。');
    const words = [join(folder, 'bin', 'extract'), 'a.md', '-f', 'csv', '--fields', 'value,unit'];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: folder });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'value,unit\n125000,人\n', stderr: '' });
  });
});
