// What an engine counts on that pipes documents through the program: order, bytes that depend on nothing but the documents,
// bounded memory, and an end when it goes away.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { openLineReader } from '../src/batch/index.js';
import { openPool } from '../src/batch/pool.js';
import { run } from '../src/cli/run.js';
import type { Extractor } from '../src/extract.js';
import { engine } from './articles.js';
import { attempt, extract, extractProgram } from './programs.js';
import { documents, measured } from './streams.js';

const STREAM = ['--from', 'ndjson', '--format', 'ndjson', '--errors', '-', '-'];
const SHORT = ['--fields', 'source,value'];
/** Workers from the first document on. */
const WORKERS = ['--jobs', '2', '--timeout', '60'];

const line = (id: string, text = '2023年，南昌市新增就业12.5万人，同比增长8.3%。'): string =>
  `${JSON.stringify({ id, published: '2024-01-02', text })}\n`;

let extractor: Extractor;
beforeAll(async () => {
  extractor = await engine();
});

describe('the parts of an input', () => {
  /** Runs the program in this process, so that there can be many runs. */
  async function outputOf(lines: readonly string[]): Promise<string[]> {
    let out = '';
    const stdout = new Writable({
      write(piece, _encoding, done) {
        out += piece;
        done();
      },
    });
    const status = await run([...STREAM, '--jobs', '1'], {
      stdout,
      terminal: null,
      columns: null,
      stderrIsTerminal: false,
      stderr: () => stdout,
      say: (text) => expect.unreachable(text),
      stdin: () => Readable.from(lines.map((each) => Buffer.from(`${each}\n`))),
      createEngine: async () => ({ ok: true, value: extractor }),
    });
    expect(status).toBeLessThan(2);
    return out.split('\n').slice(0, -1);
  }

  const sound = documents(40, 3).trimEnd().split('\n');
  const bad = ['{"id":"doc-bad-1"}', '{"id":"doc-bad-2","text":"5人","html":"<p>"}', '{"id":"doc-bad-3","text":7}'];
  const identified = sound.flatMap((each, i) => (i % 12 === 5 ? [each, bad[Math.floor(i / 12)] ?? each] : [each]));
  const order = new Map(identified.map((each, i): [string, number] => [JSON.parse(each).id, i]));
  const rank = (out: string): number => {
    const { id, source = id } = JSON.parse(out);
    return order.get(source) ?? Number.NaN;
  };

  test('any partition, its outputs put together and sorted by document, gives the single run’s bytes', async () => {
    const whole = await outputOf(identified);
    expect(whole.length).toBe(123);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }).chain((parts) => fc.array(fc.nat(parts - 1), { minLength: 43, maxLength: 43 })),
        async (partOf) => {
          const outputs: string[][] = [];
          for (let part = 0; part <= Math.max(...partOf); part++)
            outputs.push(await outputOf(identified.filter((_, i) => partOf[i] === part)));
          // Stable: a document's own records stay in their order.
          expect(outputs.flat().sort((a, b) => rank(a) - rank(b))).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('parts one after the other need no sorting, and lines without an id may be among them', async () => {
    const lines = identified.flatMap((each, i) => (i % 10 === 3 ? [each, '', `not JSON ${i}`] : [each]));
    const whole = await outputOf(lines);
    expect(whole.filter((each) => each.includes('not a JSON object: not JSON '))).toHaveLength(4);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(lines.length), { maxLength: 6 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), lines.length];
        const outputs: string[][] = [];
        for (const [i, end] of at.slice(1).entries()) outputs.push(await outputOf(lines.slice(at[i], end)));
        expect(outputs.flat()).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  test('the single run is the parts of a run in two processes', () => {
    const lines = documents(60, 3).split('\n').filter(Boolean);
    const halves = [lines.slice(0, 25), lines.slice(25)].map((half) => extract(STREAM, `${half.join('\n')}\n`));
    expect(halves.join('')).toBe(extract(STREAM, lines.join('\n')));
  });
});

describe('--jobs', () => {
  // More than the megabyte from which on there are workers, with bad lines among them.
  const lines = Array.from({ length: 4000 }, (_, i) =>
    i % 200 === 199
      ? `{"id":"bad-${i}"}`
      : line(`doc-${i}`, `去年新增就业${i + 1}人。${'这里没有数字。'.repeat(20)}`).trimEnd(),
  );
  const input = lines.join('\n');

  test('the same bytes whatever it is', { timeout: 300_000 }, () => {
    const [first, ...others] = ['1', '2', '3'].map((jobs) => attempt([...STREAM, '--jobs', jobs], input));
    expect(Buffer.byteLength(input)).toBeGreaterThan(1_500_000);
    expect(first?.out.split('\n').filter((each) => each.startsWith('{"id":"bad-'))).toHaveLength(20);
    for (const other of others) expect(other).toEqual(first);
  });

  test('what is under way is bounded, and the results are in order', async () => {
    const reader = openLineReader(extractor, { form: 'auto', rules: [], jobs: 2, timeout: 60 });
    let taken = 0;
    async function* endless() {
      for (;;) yield [{ number: ++taken, bytes: Buffer.from(line(`doc-${taken}`)) }];
    }
    let seen = 0;
    try {
      for await (const [result] of reader.read(endless())) {
        expect(result).toMatchObject({ number: ++seen, outcome: { kind: 'read' } });
        // Four for each worker, and one that waits for its turn.
        expect(taken - seen).toBeLessThanOrEqual(8 + 1);
        if (seen === 200) break;
      }
    } finally {
      await reader.close();
    }
    expect(seen).toBe(200);
  });

  test('few large lines are enough', async () => {
    const reader = openLineReader(extractor, { form: 'auto', rules: [], jobs: 2, timeout: 60 });
    const bytes = Buffer.from(line('large', '无'.repeat(2_500_000)));
    let taken = 0;
    async function* endless() {
      for (;;) yield [{ number: ++taken, bytes }];
    }
    let seen = 0;
    try {
      for await (const results of reader.read(endless())) {
        seen += results.length;
        // 16 MB, at 7.5 MB each, and one that waits for its turn.
        expect(taken - seen).toBeLessThanOrEqual(3 + 1);
        if (seen === 6) break;
      }
    } finally {
      await reader.close();
    }
    expect(seen).toBe(6);
  });

  test('a stream that breaks gives first what came before', async () => {
    const reader = openLineReader(extractor, { form: 'auto', rules: [], jobs: 2, timeout: 60 });
    async function* broken() {
      for (let number = 1; number <= 3; number++) yield [{ number, bytes: Buffer.from(line(`doc-${number}`)) }];
      throw new Error('the disk is gone');
    }
    const seen: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const results of reader.read(broken())) seen.push(...results.map(({ number }) => number));
    };
    await expect(reading()).rejects.toThrow('the disk is gone');
    await reader.close();
    expect(seen).toEqual([1, 2, 3]);
  });

  test('a document that kills its worker, or never ends, costs itself only', async () => {
    const options = { form: 'auto', rules: [], jobs: 2, timeout: 1 } as const;
    const pool = openPool(options, join(packageRoot, 'tests', 'dying-worker.mjs'));
    const batches = [
      ['a', 'exit 1', 'b', 'throw 1', 'hang 1', 'c'],
      ['exit 2', 'exit 3'],
      ['d', 'e'],
      ['f', 'hang 2'],
    ];
    try {
      const outcomes = await Promise.all(
        batches.map((ids, slot) =>
          pool.readLines(
            ids.map((id) => line(id)),
            slot,
          ),
        ),
      );
      expect(outcomes.map((each) => each.map((o) => (o.kind === 'failed' ? `${o.id}: ${o.message}` : o.kind)))).toEqual(
        [
          [
            'read',
            'exit 1: its worker died: worker exited with code: 3',
            'read',
            'throw 1: its worker died: a fault in the worker',
            'hang 1: took longer than 1 s (--timeout)',
            'read',
          ],
          [
            'exit 2: its worker died: worker exited with code: 3',
            'exit 3: its worker died: worker exited with code: 3',
          ],
          ['read', 'read'],
          ['read', 'hang 2: took longer than 1 s (--timeout)'],
        ],
      );
    } finally {
      await pool.close();
    }
  });

  test('--timeout: a document that takes too long is given up, the others are written', { timeout: 300_000 }, () => {
    const text = Array.from({ length: 250_000 }, (_, n) => `去年，赣江市新增就业${n}人，同比增长${n % 31}.5%。`).join(
      '\n',
    );
    const input = line('a') + line('b') + line('long', text) + line('c');
    const { status, out, err } = attempt([...STREAM, ...SHORT, '--timeout', '5', '--jobs', '2'], input);
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out.trim().split('\n')).toEqual([
      '{"source":"a","value":125000}',
      '{"source":"a","value":8.3}',
      '{"source":"b","value":125000}',
      '{"source":"b","value":8.3}',
      '{"id":"long","error":"took longer than 5 s (--timeout)"}',
      '{"source":"c","value":125000}',
      '{"source":"c","value":8.3}',
    ]);
  });
});

describe.each([
  ['in one thread', ['--jobs', '1']],
  ['with workers', WORKERS],
])('the other ends of the pipes, %s', (_, words) => {
  const running = (): ChildProcessWithoutNullStreams => spawn(extractProgram, [...STREAM, ...SHORT, ...words]);

  test('a document’s records come before the next document does', async () => {
    const child = running();
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value);
    for (const id of ['a', 'b', 'c']) {
      child.stdin.write(line(id));
      expect(await next()).toEqual({ source: id, value: 125_000 });
      expect(await next()).toEqual({ source: id, value: 8.3 });
    }
    child.stdin.end();
    const [status] = await once(child, 'close');
    expect(status).toBe(0);
  });

  test('a reader that goes away ends it quietly at the next record, though the input stays open', async () => {
    const child = running();
    let err = '';
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    child.stdin.on('error', () => {});
    child.stdin.write(line('a'));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await once(child.stdout, 'close');
    child.stdin.write(line('b'));
    const [status] = await once(child, 'exit');
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });

  test('a signal ends it', async () => {
    const child = running();
    child.stdin.write(line('a'));
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [status] = await once(child, 'exit');
    expect(status).toBe(143);
  });
});

describe('memory', { timeout: 600_000 }, () => {
  const lastOf = (out: string): unknown => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');

  // What the collector has not yet taken back is not bounded to the megabyte; the output alone is a hundred of them.
  test.each([
    ['one thread', '1', 1_000, 100],
    ['two workers', '2', 30_000, 150],
  ])('100,000 lines in the memory of fewer, %s', (_, jobs, fewer, megabytes) => {
    const some = measured([...STREAM, '--jobs', jobs], documents(fewer, 1));
    const many = measured([...STREAM, '--jobs', jobs], documents(100_000, 1));
    expect([some.status, many.status]).toEqual([0, 0]);
    expect(many.out.trimEnd().split('\n').length).toBe(100_000);
    expect(lastOf(many.out)).toMatchObject({ source: 'doc-99999', value: 100_000 });
    expect(many.peak - some.peak).toBeLessThan(megabytes);
  });

  test('a reader that takes its time', async () => {
    const child = spawn(extractProgram, [...STREAM, '--jobs', '1']);
    const input = Readable.from(
      (function* () {
        const piece = documents(1000, 1);
        for (;;) yield piece;
      })(),
    );
    child.stdin.on('error', () => {});
    let fed = 0;
    input.on('data', (piece: string) => {
      fed += piece.length;
      if (!child.stdin.write(piece)) {
        input.pause();
        child.stdin.once('drain', () => input.resume());
      }
    });
    // Nothing is read: the program has to stop taking its input, or it would hold all that comes.
    await once(child.stdout, 'readable');
    let before = -1;
    while (fed !== before && fed < 8_000_000) {
      before = fed;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    expect(fed).toBeLessThan(8_000_000);
    input.destroy();
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});
