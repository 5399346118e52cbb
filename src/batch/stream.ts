// Documents that come as lines of JSON, for as long as they come: read in this thread or by several workers, their outcomes
// in the order of the lines.
import { setImmediate } from 'node:timers/promises';
import type { AnnotatedArticle } from '../annotations/index.js';
import type { Extractor } from '../extract.js';
import type { IndicatorRecord } from '../records/index.js';
import { DEFAULT_MAX_BYTES, tooLarge } from './limits.js';
import type { LineOutcome, ReadOptions } from './model.js';
import type { Pool } from './pool.js';
import { readLine } from './read.js';

/** Before so many bytes have come, it may be over before workers have started. */
const WORTH_WORKERS = 1_000_000;
/** Bytes of lines under way beyond which no more are taken, however many workers there are. */
const UNDER_WAY = 16_000_000;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

interface Line {
  /** From 1. */
  number: number;
  /** Without the line feed; null for one that was too long to keep. */
  bytes: Uint8Array | null;
}

/** What came of a line. Empty ones have no result. */
export interface LineResult {
  /** From 1. */
  number: number;
  /** How the line begins; null where that was not kept. */
  beginning: string | null;
  outcome: LineOutcome;
}

/** Characters by which a line that has no id can be found again. */
const BEGINNING = 40;

/** A line as text, or what is wrong with it. */
interface Decoded {
  number: number;
  /** Where there is a problem, as much of it as can be shown. */
  text: string | null;
  problem: string | null;
}

function decode({ number, bytes }: Line, maxBytes: number): Decoded {
  if (bytes === null) return { number, text: null, problem: tooLarge(maxBytes) };
  try {
    return { number, text: UTF8.decode(bytes), problem: null };
  } catch {
    const text = Buffer.from(bytes.subarray(0, 4 * BEGINNING)).toString();
    return { number, text, problem: 'not UTF-8' };
  }
}

const beginningOf = (text: string): string =>
  Array.from(text.slice(0, 2 * BEGINNING))
    .slice(0, BEGINNING)
    .join('');

const weigh = (lines: readonly Line[]): number => lines.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);

/** The records of a document, piece by piece. */
export function* recordsOf({
  pieces,
}: Extract<LineOutcome, { kind: 'read' }>): Generator<IndicatorRecord[], void, undefined> {
  for (const piece of pieces) yield typeof piece === 'string' ? (JSON.parse(piece) as IndicatorRecord[]) : piece;
}

/** A document's annotated article, where it was asked for. */
export function articleOf({ article }: Extract<LineOutcome, { kind: 'read' }>): AnnotatedArticle | undefined {
  return typeof article === 'string' ? (JSON.parse(article) as AnnotatedArticle) : article;
}

/** Reads streams of lines. Between streams the workers stay. */
export interface LineReader {
  /**
   * Reads batches of lines and yields what came of each batch, in order, as soon as it is known. What is under way is
   * bounded: a slow reader of the outcomes slows the stream down. Rejects where the stream does, after all before that.
   */
  read(batches: AsyncIterable<readonly Line[]>): AsyncGenerator<LineResult[], void, undefined>;
  close(): Promise<void>;
}

/** @param engine reads what does not need workers; they make engines of their own, with `options.rules` */
export function openLineReader(engine: Extractor, options: ReadOptions): LineReader {
  let pool: Pool | null = null;
  let bytes = 0;
  let turn = 0;

  async function readDocuments(texts: readonly string[]): Promise<LineOutcome[]> {
    // Only a worker can be stopped: a limit that was asked for needs one.
    if (options.timeout !== null || (options.jobs > 1 && bytes > WORTH_WORKERS))
      pool ??= (await import('./pool.js')).openPool(options);
    if (pool !== null) return pool.readLines(texts, turn++ % pool.window);
    // Extraction never waits: without this turn of the event loop Ctrl-C would be heard only at the end.
    await setImmediate();
    return texts.map((text) => readLine(engine, text, options));
  }

  async function readBatch(batch: readonly Line[]): Promise<LineResult[]> {
    bytes += weigh(batch);
    const lines = batch
      .map((line) => decode(line, options.maxBytes ?? DEFAULT_MAX_BYTES))
      .filter(({ text, problem }) => problem !== null || text?.trim() !== '');
    const whole = lines.flatMap(({ text, problem }) => (problem === null && text !== null ? [text] : []));
    const outcomes = (await readDocuments(whole)).values();
    return lines.map(({ number, text, problem }) => {
      const outcome =
        problem === null
          ? (outcomes.next().value as LineOutcome)
          : ({ kind: 'failed', id: null, message: problem } as const);
      return { number, beginning: text === null ? null : beginningOf(text), outcome };
    });
  }

  return {
    read: (batches) => inOrder(batches, readBatch, weigh, () => ({ most: pool?.window ?? 1, heaviest: UNDER_WAY })),
    async close() {
      await pool?.close();
    },
  };
}

/** What may be under way at once: so many items, of so much weight together. One item always may. */
interface Room {
  most: number;
  heaviest: number;
}

/**
 * Does `task` on each item as the items come, several at once; yields the results in order, each as soon as it and those
 * before it are there, whether or not more items come.
 */
async function* inOrder<T, R>(
  source: AsyncIterable<T>,
  task: (item: T) => Promise<R>,
  weight: (item: T) => number,
  room: () => Room,
): AsyncGenerator<R, void, undefined> {
  const items = source[Symbol.asyncIterator]();
  const waiting: { result: Promise<R>; weight: number }[] = [];
  let sum = 0;
  let coming: Promise<IteratorResult<T>> | null = null;
  let open = true;
  let broken: { error: unknown } | null = null;
  const hasRoom = (): boolean => {
    const { most, heaviest } = room();
    return waiting.length === 0 || (waiting.length < most && sum < heaviest);
  };
  for (;;) {
    if (open && coming === null && hasRoom()) {
      coming = items.next();
      // It is looked at below; a reader that goes away before that must not end the process.
      coming.catch(() => {});
    }
    const [head] = waiting;
    if (head === undefined && coming === null) break;
    const first = await Promise.race([
      ...(head === undefined ? [] : [head.result.then((result) => ({ result }))]),
      ...(coming === null
        ? []
        : [
            coming.then(
              (item) => ({ item }),
              (error: unknown) => ({ error }),
            ),
          ]),
    ]);
    if ('result' in first) {
      waiting.shift();
      sum -= head?.weight ?? 0;
      yield first.result;
      continue;
    }
    coming = null;
    if ('error' in first) broken = { error: first.error };
    if ('error' in first || first.item.done) {
      open = false;
      continue;
    }
    const item = first.item.value;
    const result = task(item);
    result.catch(() => {});
    waiting.push({ result, weight: weight(item) });
    sum += weight(item);
  }
  if (broken !== null) throw broken.error;
}
