// Archives: order, workers that die, journals, runs that are stopped and gone on with.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { FileReader } from '../src/batch/bytes.js';
import { listInputs, type Outcome, readDocuments } from '../src/batch/index.js';
import { Lock, mayEnd } from '../src/batch/lock.js';
import { openPool } from '../src/batch/pool.js';
import { openProgress } from '../src/cli/progress.js';
import { run } from '../src/cli/run.js';
import type { World } from '../src/cli/world.js';
import type { Extractor } from '../src/extract.js';
import { sampleRecord } from './sample-record.js';

const program = join(packageRoot, 'bin', 'extract');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhibiao-batch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** An engine without Chinese: a record for every number. */
const engine: Extractor = {
  extract(source, bytes) {
    const numbers = new TextDecoder().decode(bytes).match(/\d+/g) ?? [];
    const value = numbers.map((raw) => sampleRecord({ source, raw, value: Number(raw) }));
    return { ok: true, value, warnings: [] };
  },
  extractJson: (line) => ({ ok: false, error: { id: null, message: line } }),
};

/** Article number `n`: its paragraphs differ, so that records that are lost, doubled or out of place show. */
function article(n: number, paragraphs: number): string {
  const lines = Array.from({ length: paragraphs }, (_, k) => {
    const [x, y] = [(n * 37 + k * 101) % 9973, (n + k * 7) % 31];
    return `去年，赣江市新增就业${x}人，同比增长${y}.${k % 10}%；其中，返乡创业${k + 1}户，占${y}%。\n\n`;
  });
  return `---\ntitle: 第${n}号简报\npublished: 2022-01-18\n---\n\n${lines.join('')}`;
}

const go = (words: string[], cwd = folder) => spawnSync(program, words, { encoding: 'utf8', cwd });

describe('the pool', () => {
  const options = { form: 'auto', rules: [], jobs: 2, timeout: 1 } as const;
  const worker = join(packageRoot, 'tests', 'dying-worker.mjs');

  test('a document that kills its worker, or never ends, costs itself only', async () => {
    const pool = openPool(options, worker);
    const paths = ['a', 'exit 1', 'b', 'hang 1', 'c', 'd', 'throw 1', 'exit 2', 'e', 'hang 2', 'f'];
    try {
      const slots = Math.min(paths.length, pool.window);
      const outcomes: Outcome[] = [];
      // As many at once as the pool takes.
      for (let at = 0; at < paths.length; at += slots)
        outcomes.push(...(await Promise.all(paths.slice(at, at + slots).map((path, slot) => pool.read(path, slot)))));
      const said = outcomes.map((o) => (o.kind === 'failed' ? `${o.path}: ${o.message}` : `${o.path} ${o.kind}`));
      expect(said).toEqual([
        'a read',
        'exit 1: its worker died: worker exited with code: 3',
        'b read',
        'hang 1: took longer than 1 s (--timeout)',
        'c read',
        'd read',
        'throw 1: its worker died: a fault in the worker',
        'exit 2: its worker died: worker exited with code: 3',
        'e read',
        'hang 2: took longer than 1 s (--timeout)',
        'f read',
      ]);
    } finally {
      await pool.close();
    }
  });

  test('--timeout: a document that takes too long is given up, the others are written', () => {
    put('a.md', article(1, 2));
    put('b.md', article(2, 60_000));
    put('c.md', article(3, 2));
    const { status, stdout, stderr } = go(['.', '--timeout', '1', '--jobs', '2', '--fields', 'source']);
    expect({ status, sources: [...new Set(stdout.trim().split('\n'))] }).toEqual({
      status: 1,
      sources: ['source', './a.md', './c.md'],
    });
    expect(stderr).toContain('extract: ./b.md: took longer than 1 s (--timeout)\n');
  });

  test('no thread is ended inside the addon, and one that is to be ended does not enter it', () => {
    const lock = new Int32Array(new SharedArrayBuffer(8));
    lock[0] = Lock.inAddon;
    expect([mayEnd(lock, 0), lock[0]]).toEqual([false, Lock.inAddon]);
    expect([mayEnd(lock, 1), lock[1]]).toEqual([true, Lock.ending]);
    // Asked again: it waits for its end.
    expect([mayEnd(lock, 1), lock[1]]).toEqual([true, Lock.ending]);
  });
});

describe('the same bytes', () => {
  const runs = [[], ['--jobs', '1', '--timeout', '60'], ['--jobs', '3', '--timeout', '60']];

  test.each([
    ['csv'],
    ['json'],
    ['ndjson'],
    ['html', '--where', 'measure=growth'],
    ['csv', '--where', 'value>100', '--header', 'zh', '--bom'],
  ])('%s %s %s %s, whatever the number of workers', (format, ...more) => {
    for (let n = 0; n < 40; n++) put(`${n % 7}/${n}.md`, n % 9 === 0 ? '' : article(n, 1 + (n % 5) * 4));
    const outputs = runs.map((words) => go(['.', '-f', format, '-q', ...more, ...words]).stdout);
    expect(outputs[0]?.length).toBeGreaterThan(10_000);
    for (const output of outputs) expect(output).toBe(outputs[0]);
  });
});

test('1,000 documents, 5 % of them broken: the other 95 % are written, in order', () => {
  const broken: Uint8Array[] = [
    Buffer.from(''),
    Buffer.from([0, 1, 2, 0, 3, 4, 0, 5]),
    Buffer.from('去年\xff\xfe', 'latin1'),
  ];
  const names = Array.from({ length: 1000 }, (_, n) => `${String(n).padStart(3, '0')}.md`);
  for (const [n, name] of names.entries())
    if (n % 20 !== 7) put(name, article(n, 1));
    // Every fourth broken one is missing altogether.
    else if (n % 80 !== 7) put(name, broken[n % 3] as Uint8Array);
  put('list.txt', names.join('\n'));
  const words = ['@list.txt', '-o', 'out.csv', '--errors', 'errors.ndjson', '--fields', 'source,value'];
  const { status, stdout, stderr } = go([...words, '--jobs', '2', '--timeout', '60']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.trim().split('\n').at(-1)).toMatch(
    /^extract: 1000 documents, 3800 records, 50 failures, \d+\.\d seconds$/,
  );
  const sources = readFileSync(join(folder, 'out.csv'), 'utf8').trim().split('\n').slice(1);
  expect([...new Set(sources.map((row) => row.split(',')[0]))]).toEqual(names.filter((_, n) => n % 20 !== 7));
  const failures = readFileSync(join(folder, 'errors.ndjson'), 'utf8').trim().split('\n');
  const said = failures.map((line) => JSON.parse(line) as { source: string; message: string });
  expect(said.map(({ source }) => source)).toEqual(names.filter((_, n) => n % 20 === 7));
  expect(new Set(said.map(({ message }) => message.replace(/\d+$/, 'N')))).toEqual(
    new Set(['no such file or folder', 'empty file', 'binary file', expect.stringMatching(/UTF-8/)]),
  );
  expect(readdirSync(folder).filter((name) => /journal|tmp/.test(name))).toEqual([]);
});

test('a file that vanishes, changes its kind or cannot be reached while the run goes on', async () => {
  const paths = ['a.md', 'b.md', 'c.md', 'd.md'].map((name) => put(name, '1'));
  const inputs = await listInputs(paths);
  rmSync(paths[1] as string);
  rmSync(paths[2] as string);
  mkdirSync(paths[2] as string);
  const options = { form: 'auto', rules: [], jobs: 1, timeout: null } as const;
  const said: string[] = [];
  for await (const outcome of readDocuments(inputs, engine, options, () => Readable.from([])))
    said.push(outcome.kind === 'failed' ? outcome.message : outcome.kind);
  expect(said).toEqual(['read', 'no such file or folder', 'is a folder', 'read']);
});

describe('lines and bytes of the journal', () => {
  test.each<[string, string, number, [string, number][]]>([
    ['an unfinished one is left out', 'a\nb', Number.POSITIVE_INFINITY, [['a', 2]]],
    ['U+2028 and CR end none', 'a\u2028b\rc\n', Number.POSITIVE_INFINITY, [['a\u2028b\rc', 8]]],
    [
      'an end in the middle',
      'a\nbc\nd\n',
      5,
      [
        ['a', 2],
        ['bc', 5],
      ],
    ],
    [
      'longer than a chunk',
      `${'指'.repeat(700_000)}\nx\n`,
      Number.POSITIVE_INFINITY,
      [
        ['指'.repeat(700_000), 2_100_001],
        ['x', 2_100_003],
      ],
    ],
    ['an empty file', '', Number.POSITIVE_INFINITY, []],
  ])('%s', (_, text, limit, lines) => {
    const reader = new FileReader(put('lines', text), limit);
    const found: [string, number][] = [];
    for (let line = reader.line(); line !== null; line = reader.line()) found.push([line, reader.at]);
    reader.close();
    expect(found).toEqual(lines);
  });

  test('by turns, whatever the bytes are, over the ends of chunks', () => {
    const size = 1_300_000;
    const bytes = Uint8Array.from({ length: size }, (_, n) => (n * 7919) % 251);
    const piece = Buffer.from(bytes);
    const reader = new FileReader(
      put('mixed', Buffer.concat([Buffer.from('头\n'), piece, piece, Buffer.from('尾\nrest')])),
    );
    expect(reader.line()).toBe('头');
    expect(reader.bytes(size)?.equals(piece)).toBe(true);
    const before = reader.at;
    expect([reader.bytes(size + 9), reader.skip(size + 9), reader.at]).toEqual([null, false, before]);
    expect(reader.skip(size)).toBe(true);
    expect([reader.line(), reader.line(), reader.bytes(4)?.toString(), reader.bytes(1)]).toEqual([
      '尾',
      null,
      'rest',
      null,
    ]);
    reader.close();
  });
});

describe('a journal cut at whatever byte', () => {
  /** Runs the program in this process; `during` is called before each document is read. */
  async function extract(words: string[], during: (source: string) => void = () => {}): Promise<string> {
    let said = '';
    const stdout = new Writable({ write: (_piece, _encoding, done) => done() });
    const world: World = {
      stdout,
      terminal: null,
      columns: null,
      stderrIsTerminal: false,
      stderr: () => stdout,
      say: (text) => {
        said += text;
      },
      stdin: () => Readable.from([]),
      createEngine: async () => ({
        ok: true,
        value: {
          ...engine,
          extract(source, bytes, form, annotated) {
            during(source);
            if (source.endsWith('4.md')) return { ok: false, error: { line: 2, message: 'not an article' } };
            return engine.extract(source, bytes, form, annotated);
          },
        },
      }),
    };
    const status = await run(words, world);
    return `${status} ${said}`;
  }

  test.each(['csv', 'json', 'table', 'html'])('%s: the run that goes on writes the same file', async (format) => {
    const paths = Array.from({ length: 9 }, (_, n) => put(`${n}.md`, `${n} 1 2`.repeat(n % 4)));
    paths.push(folder === '' ? '' : join(folder, 'none'));
    const [out, errors] = [join(folder, 'out'), join(folder, 'errors')];
    const words = [...paths, '-o', out, '-f', format, '--fields', 'source,value', '--errors', errors];
    const whole = join(folder, 'whole.journal');
    // The last that a journal holds before it has done its work, but for the last documents.
    await extract(words, (source) => {
      if (source === paths[8]) copyFileSync(`${out}.journal`, whole);
    });
    const expected = [readFileSync(out, 'utf8'), readFileSync(errors, 'utf8')];
    const size = statSync(whole).size;
    let earlier = 0;
    for (let cut = 0; cut <= size; cut += 211) {
      rmSync(out);
      rmSync(errors);
      copyFileSync(whole, `${out}.journal`);
      truncateSync(`${out}.journal`, cut);
      const said = await extract([...words, '--resume']);
      expect(said).toMatch(/^1 .*10 documents, \d+ records, 2 failures/s);
      const done = Number(/going on after (\d) of 10 inputs/.exec(said)?.[1] ?? 0);
      expect(done).toBeGreaterThanOrEqual(earlier);
      earlier = done;
      expect([readFileSync(out, 'utf8'), readFileSync(errors, 'utf8')]).toEqual(expected);
      expect(existsSync(`${out}.journal`)).toBe(false);
    }
    expect(earlier).toBe(7);
  });
});

// One archive for the tests below: a run over it takes long enough to be stopped.
describe('stopped runs', () => {
  const DOCUMENTS = 60;
  let archive = '';
  let expected = '';
  const words = ['in', '-o', 'out.csv', '-q'];

  beforeAll(() => {
    archive = mkdtempSync(join(tmpdir(), 'zhibiao-archive-'));
    mkdirSync(join(archive, 'in'));
    for (let n = 0; n < DOCUMENTS; n++)
      writeFileSync(join(archive, 'in', `${String(n).padStart(2, '0')}.md`), article(n, n % 13 === 5 ? 400 : 60));
    expect(go(words, archive).status).toBe(0);
    expected = readFileSync(join(archive, 'out.csv'), 'utf8');
    rmSync(join(archive, 'out.csv'));
  });
  afterAll(() => rmSync(archive, { recursive: true }));

  const ended = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
    new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)));

  /** Starts a run and stops it when its journal holds a few documents. */
  async function stopped(cwd: string, signal: NodeJS.Signals): Promise<{ status: unknown; err: string }> {
    const child = spawn(program, words, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    const end = ended(child);
    const journal = join(cwd, 'out.csv.journal');
    while (child.exitCode === null && (statSync(journal, { throwIfNoEntry: false })?.size ?? 0) < 500_000)
      await setTimeout(2);
    child.kill(signal);
    return { status: await end, err };
  }

  /** A copy of the archive with what a stopped run left. */
  function copy(): void {
    cpSync(archive, folder, { recursive: true, preserveTimestamps: true });
  }

  test('kill -9 at 20 random instants: the file that comes at last is the same', { timeout: 120_000 }, async () => {
    copy();
    // A fixed series of instants; what stands there differs from run to run.
    let seed = 20_240_615;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    let kills = 0;
    for (let round = 0; kills < 20; round++) {
      const workers = round % 2 === 0 ? [] : ['--timeout', '60', '--jobs', '2'];
      const child = spawn(program, [...words, '--resume', ...workers], { cwd: folder, stdio: 'ignore' });
      const end = ended(child);
      const instant = setTimeout(random() * 700);
      await Promise.race([end, instant]);
      child.kill('SIGKILL');
      const status = await end;
      if (status === 'SIGKILL') kills++;
      else {
        expect(status).toBe(0);
        expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe(expected);
        rmSync(join(folder, 'out.csv'));
      }
      if (!existsSync(join(folder, 'out.csv'))) continue;
      // Killed after the file had its name: it is whole.
      expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe(expected);
    }
    expect(go([...words, '--resume']).status).toBe(0);
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe(expected);
    expect(readdirSync(folder).sort()).toEqual(['in', 'out.csv']);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s: exit status %d, and it can be gone on with', async (signal, status) => {
    copy();
    const outcome = await stopped(folder, signal);
    expect(outcome).toEqual({ status, err: 'extract: out.csv.journal: the run can be gone on with: --resume\n' });
    expect(readdirSync(folder).sort()).toEqual(['in', 'out.csv.journal']);
    const { status: after, stderr } = go([...words.slice(0, 3), '--resume']);
    expect({ status: after, file: readFileSync(join(folder, 'out.csv'), 'utf8') === expected }).toEqual({
      status: 0,
      file: true,
    });
    expect(stderr).toMatch(
      /^extract: going on after \d+ of 60 inputs\nextract: 60 documents, \d+ records, 0 failures, /,
    );
    expect(readdirSync(folder).sort()).toEqual(['in', 'out.csv']);
  });

  describe('what is noticed', () => {
    let remains = '';
    beforeAll(async () => {
      remains = mkdtempSync(join(tmpdir(), 'zhibiao-remains-'));
      cpSync(archive, remains, { recursive: true, preserveTimestamps: true });
      await stopped(remains, 'SIGKILL');
      rmSync(join(remains, '.out.csv.tmp'), { force: true });
    });
    afterAll(() => rmSync(remains, { recursive: true }));

    test.each<[string, string[], () => void, RegExp]>([
      [
        'an unfinished run, without --resume',
        [],
        () => {},
        /^extract: out\.csv\.journal: a run was stopped that is not/,
      ],
      [
        'an input that has changed',
        ['--resume'],
        () => appendFileSync(join(folder, 'in', '00.md'), '\n'),
        /^extract: in\/00\.md: has changed since the unfinished run/,
      ],
      [
        'an input that is gone',
        ['--resume'],
        () => rmSync(join(folder, 'in', '01.md')),
        /^extract: out\.csv\.journal: the unfinished run had other inputs/,
      ],
      [
        'another input',
        ['--resume'],
        () => put('in/005.md', article(5, 1)),
        /^extract: out\.csv\.journal: the unfinished run had other inputs/,
      ],
      ['other options', ['--resume', '--where', 'value>1'], () => {}, /journal: the unfinished run had other options/],
      [
        'other rules',
        ['--resume', '--rules', 'my'],
        () => put('my/none.yaml', 'kind: exclusions\nrules: []\n'),
        /journal: the rules have changed since the unfinished run/,
      ],
      [
        'another program',
        ['--resume'],
        () => {
          const journal = join(folder, 'out.csv.journal');
          const text = readFileSync(journal, 'utf8');
          writeFileSync(journal, text.replace(/"program":"[^"]+"/, '"program":"0.0.1 0"'));
        },
        /journal: the program is another since the unfinished run/,
      ],
      [
        'a file that is no journal',
        ['--resume'],
        () => put('out.csv.journal', 'mine\nown\n'),
        /journal: this is no journal/,
      ],
    ])('%s: nothing is overwritten', (_, more, change, err) => {
      cpSync(remains, folder, { recursive: true, preserveTimestamps: true });
      change();
      const before = readFileSync(join(folder, 'out.csv.journal'));
      const { status, stdout, stderr } = go([...words, '--errors', 'errors.ndjson', ...more]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(err);
      expect(readFileSync(join(folder, 'out.csv.journal')).equals(before)).toBe(true);
      expect(existsSync(join(folder, 'out.csv'))).toBe(false);
      expect(existsSync(join(folder, 'errors.ndjson'))).toBe(false);
    });
  });

  test('no space: said, nothing under the final name, and gone on with when there is some', () => {
    copy();
    // No file may become larger than this many blocks of 1024 bytes.
    const script = `ulimit -f 200; exec "$0" "$@"`;
    const { status, stderr } = spawnSync('bash', ['--norc', '-c', script, program, ...words], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect(status).toBe(2);
    expect(stderr.split('\n')).toEqual([
      'extract: out.csv.journal: cannot be written: the file would be larger than it may be',
      'extract: out.csv.journal: the run can be gone on with: --resume',
      '',
    ]);
    expect(readdirSync(folder).sort()).toEqual(['in', 'out.csv.journal']);
    expect(go([...words, '--resume']).status).toBe(0);
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe(expected);
  });

  test('the folder of the output goes away while the run goes on', async () => {
    copy();
    mkdirSync(join(folder, 'out'));
    const child = spawn(program, ['in', '-o', 'out/r.csv', '-q'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    const end = ended(child);
    // The journal is there first, the unfinished output next: from then on the run is under way.
    while (child.exitCode === null && readdirSync(join(folder, 'out')).length < 2) await setTimeout(2);
    rmSync(join(folder, 'out'), { recursive: true });
    expect({ status: await end, err }).toEqual({
      status: 2,
      err: 'extract: out/r.csv: cannot be written: no such file or folder\nextract: out/r.csv.journal: the run can be gone on with: --resume\n',
    });
  });
});

describe('progress', () => {
  /** What a bar writes to a terminal, without what moves the cursor. */
  async function shown(use: (bar: Awaited<ReturnType<typeof openProgress>>) => Promise<void>): Promise<string> {
    const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 200 });
    const pieces: Buffer[] = [];
    terminal.on('data', (piece: Buffer) => pieces.push(piece));
    const bar = await openProgress(9, 0, 0, terminal);
    await use(bar);
    bar.end();
    return Buffer.concat(pieces)
      .toString()
      .replace(/\u001b\[?[0-9;?]*[A-Za-z]/g, '');
  }

  test('says how far the run is, and keeps what is said meanwhile', async () => {
    const text = await shown(async (bar) => {
      await setTimeout(250);
      bar.show(4, { documents: 4, records: 87, failures: 1, bytes: 2e6 });
      bar.say('extract: a.md: wrong\n');
    });
    expect(text).toMatch(/4\/9 documents, 87 records, \d+\.\d MB\/s, .* left, 1 failed/);
    expect(text).toContain('extract: a.md: wrong\n');
  });

  test('a run that is over at once shows none', async () => {
    const text = await shown(async (bar) => bar.show(9, { documents: 9, records: 1, failures: 0, bytes: 1 }));
    expect(text).toBe('');
  });
});
