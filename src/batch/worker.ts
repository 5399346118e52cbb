// What a worker thread runs (dist/worker.js): documents one after the other, with an engine of its own.
import { workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { createExtractor, type Extractor } from '../extract.js';
import { guardAddon } from '../observations/index.js';
import { milliseconds } from './clock.js';
import { Lock } from './lock.js';
import type { LineOutcome, Outcome, ReadOptions } from './model.js';
import { createPacker, cut, type Packer, type Wanted } from './pack.js';
import { readBytes, readFile, readLine } from './read.js';

/** What the pool hands to every worker when it starts. */
export interface WorkerSetup {
  form: ReadOptions['form'];
  annotated: boolean;
  wanted: Wanted | undefined;
  rules: readonly string[];
  maxBytes: number;
  /** When the document of each slot was begun, by `milliseconds`, after `origin`; 0: not yet. */
  clock: Int32Array<SharedArrayBuffer>;
  origin: number;
  /** Whether the thread of each slot may be ended. */
  lock: Int32Array<SharedArrayBuffer>;
  /** Which line the task of each slot has come to; -1: none yet. */
  reached: Int32Array<SharedArrayBuffer>;
}

/** The slot of the task at hand. */
let current = 0;

/** The addon is called under the slot's lock: who wants to end this thread takes it first. */
function callLocked<T>(call: () => T): T {
  const { lock } = workerData as WorkerSetup;
  // Once it is to be ended the thread waits for that.
  while (Atomics.compareExchange(lock, current, Lock.free, Lock.inAddon) === Lock.ending)
    Atomics.wait(lock, current, Lock.ending);
  try {
    return call();
  } finally {
    Atomics.store(lock, current, Lock.free);
  }
}
guardAddon(callLocked);

/** A document to read, and its place on the clock. */
export interface Task {
  path: string;
  /** What was read of it already (standard input); left out for a file. */
  bytes?: Uint8Array;
  slot: number;
}

/** Documents that are lines of JSON, and their place on the clock. */
export interface LinesTask {
  lines: readonly string[];
  slot: number;
}

let engine: Extractor | null = null;
let pack: Packer | null = null;

async function createEngine(rules: readonly string[]): Promise<Extractor> {
  const made = await createExtractor({ rules });
  if (!made.ok) throw new Error('the rules changed while they were in use');
  return made.value;
}

/** Reads one document. Called by the pool, which gets its outcome. */
export default async function read({ path, bytes, slot }: Task): Promise<unknown> {
  const { form, annotated, wanted, rules, maxBytes, clock, origin } = workerData as WorkerSetup;
  engine ??= await createEngine(rules);
  pack ??= await createPacker(wanted);
  current = slot;
  Atomics.store(clock, slot, Math.max(1, milliseconds() - origin));
  const how = { form, annotated, maxBytes, pack };
  const outcome = bytes === undefined ? readFile(engine, path, how) : readBytes(engine, path, bytes, how);
  return outcome.kind === 'read' ? handOver(outcome) : outcome;
}

/** What crosses threads is data, and its bytes are handed over, not copied: they may be many times the document's. */
function handOver(outcome: Extract<Outcome, { kind: 'read' }>): unknown {
  const pieces = [...outcome.pieces];
  const buffers = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.buffer as ArrayBuffer]));
  const value: Outcome = { ...outcome, pieces };
  // Piscina replaces the whole by the value.
  return move({ [transferableSymbol]: buffers, [valueSymbol]: value } as never);
}

/** An outcome as it crosses threads: much faster as text than record by record. */
function packed(outcome: LineOutcome): LineOutcome {
  if (outcome.kind !== 'read') return outcome;
  const { pieces, article } = outcome;
  return {
    ...outcome,
    pieces: pieces.flatMap((piece) =>
      typeof piece === 'string' ? piece : Array.from(cut(piece), (some) => JSON.stringify(some)),
    ),
    ...(article === undefined ? {} : { article: typeof article === 'string' ? article : JSON.stringify(article) }),
  };
}

/** Reads documents that are lines of JSON, one after the other. Called by the pool. */
export async function readLines({ lines, slot }: LinesTask): Promise<LineOutcome[]> {
  const { annotated, rules, clock, origin, reached } = workerData as WorkerSetup;
  engine ??= await createEngine(rules);
  current = slot;
  const outcomes: LineOutcome[] = [];
  for (const line of lines) {
    // Each document has its own time, and its own death.
    Atomics.store(reached, slot, outcomes.length);
    Atomics.store(clock, slot, Math.max(1, milliseconds() - origin));
    outcomes.push(packed(readLine(engine, line, { annotated })));
  }
  return outcomes;
}
