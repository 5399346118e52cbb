// The batch stage: many documents, read one after the other or by several workers, their outcomes in input order.
import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { describeError } from '../errors.js';
import type { Extractor } from '../extract.js';
import { openReadable } from './files.js';
import type { Input } from './inputs.js';
import { collectWithin, DEFAULT_MAX_BYTES, tooLarge } from './limits.js';
import type { Outcome, ReadOptions } from './model.js';
import { createPacker } from './pack.js';
import type { Pool } from './pool.js';
import { type How, readBytes, readFile } from './read.js';

export { filesWritten, isOneFile, openReadable } from './files.js';
export { type Identity, identify } from './identity.js';
export { type Input, listInputs } from './inputs.js';
export { type Journal, journalOf, resumeJournal, startJournal, type Unfinished } from './journal.js';
export { DEFAULT_MAX_BYTES, tooLarge } from './limits.js';
export type { Outcome, ReadOptions } from './model.js';
export { articleOf, type LineReader, type LineResult, openLineReader, recordsOf } from './stream.js';

/** Below this many bytes a run is over before workers have started. */
const WORTH_WORKERS = 1_000_000;

function isWorthWorkers(inputs: readonly Input[]): boolean {
  let bytes = 0;
  for (const { path, problem, note } of inputs) {
    if (path === '-' || problem !== undefined || note !== undefined) continue;
    try {
      bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    } catch {
      // Reading it will say why.
    }
    if (bytes >= WORTH_WORKERS) return true;
  }
  return false;
}

/**
 * Standard input, or a named pipe.
 * @param workers what reads a document that is worth a worker: there it has memory of its own, and an end
 */
async function readPiped(
  engine: Extractor,
  path: string,
  open: () => AsyncIterable<Uint8Array>,
  how: How,
  workers: () => Promise<Pool>,
  slot: number,
): Promise<Outcome> {
  const { maxBytes = DEFAULT_MAX_BYTES } = how;
  const failed = (message: string): Outcome => ({ path, seen: null, kind: 'failed', line: null, message });
  try {
    const bytes = await collectWithin(open(), maxBytes);
    if (bytes === null) return failed(tooLarge(maxBytes));
    if (bytes.length < WORTH_WORKERS) return readBytes(engine, path, bytes, how);
    return await (await workers()).read(path, slot, bytes);
  } catch (error) {
    return failed(describeError(error));
  }
}

/** Reads inputs with `read`, at most `window` at a time; yields in input order. A slot is free again when its turn is over. */
async function* inOrder(
  inputs: readonly Input[],
  window: number,
  read: (input: Input, slot: number) => Promise<Outcome>,
): AsyncGenerator<Outcome, void, undefined> {
  const waiting: Promise<Outcome>[] = [];
  for (const [i, input] of inputs.entries()) {
    if (waiting.length === window) yield waiting.shift() as Promise<Outcome>;
    waiting.push(read(input, i % window));
  }
  for (const outcome of waiting) yield outcome;
}

/** The outcome of an input that is no document; null for one that has to be read. */
function outcomeWithout({ path, problem, note }: Input): Outcome | null {
  if (problem !== undefined) return { path, seen: null, kind: 'failed', line: null, message: problem };
  if (note !== undefined) return { path, seen: null, kind: 'note', message: note };
  return null;
}

/**
 * Reads documents and yields what came of each, in input order whatever the number of workers. At most a few documents a
 * worker are under way, so a slow reader of the outcomes slows the workers down. Small runs are read in this thread.
 * @param engine reads standard input and small runs; workers make engines of their own, with `options.rules`
 */
export async function* readDocuments(
  inputs: readonly Input[],
  engine: Extractor,
  options: ReadOptions,
  stdin: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Outcome, void, undefined> {
  // Only a worker can be stopped: a limit that was asked for needs one.
  const open = async (): Promise<Pool> => (await import('./pool.js')).openPool(options);
  let pool: Pool | null = options.timeout !== null || isWorthWorkers(inputs) ? await open() : null;
  const workers = async (): Promise<Pool> => {
    pool ??= await open();
    return pool;
  };
  const how: How = { ...options, pack: await createPacker(options.wanted) };
  const read = async (input: Input, slot: number): Promise<Outcome> => {
    const known = outcomeWithout(input);
    if (known !== null) return known;
    if (input.path === '-') return readPiped(engine, '-', stdin, how, workers, slot);
    if (input.pipe) return readPiped(engine, input.path, () => openReadable(input.path), how, workers, slot);
    if (pool !== null) return pool.read(input.path, slot);
    // Extraction never waits: without this turn of the event loop Ctrl-C would be heard only at the end.
    if (inputs.length > 1) await setImmediate();
    return readFile(engine, input.path, how);
  };
  try {
    yield* inOrder(inputs, pool?.window ?? 1, read);
  } finally {
    await pool?.close();
  }
}
