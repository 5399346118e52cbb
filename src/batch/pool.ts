// Worker threads, each with an engine of its own, and a limit on what a document may cost them. The pool is piscina: it
// replaces a worker that died or was ended.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { packageRoot } from '../assets.js';
import { jsonDocumentId } from '../document/index.js';
import { describeError, errorCode } from '../errors.js';
import { milliseconds } from './clock.js';
import { DEFAULT_MAX_BYTES } from './limits.js';
import { Lock, mayEnd } from './lock.js';
import type { LineOutcome, Outcome, ReadOptions } from './model.js';
import type { LinesTask, Task, WorkerSetup } from './worker.js';

/** Documents under way at once for each worker: one that it reads, and some that wait so that it never does. */
const AHEAD = 4;
/** Seconds for one document where nothing was said: far more than any needs, and an end for one that never ends. */
const DEFAULT_TIMEOUT = 120;

/**
 * A worker's heap, in megabytes: enough for documents of many megabytes. V8 also lets the heap of a program that may take
 * more grow to four times what is in use before it looks for what is not.
 */
const LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 };

/**
 * Bytes of bytecode that V8 inlines into a function, at most (its own measure: 920). Each worker has its hot functions
 * compiled for itself, and over again when one of those inlined in them meets what it had not met before: with many inlined
 * a quarter of an archive's processor time went into that, and the code that came out was no faster.
 */
const INLINED = '--max-inlined-bytecode-size-cumulative=200';
/**
 * Bytes of bytecode that a function runs before V8 sees whether to optimize it (its own measure: 135168). Compiled later, it has
 * met more of what it meets, and is compiled anew less often: a tenth less processor time with two workers, the same with one.
 */
const WARM = '--interrupt-budget=400000';

export interface Pool {
  /** How many documents may be under way at once. */
  readonly window: number;
  /** Reads a file, or bytes, on some worker; `slot` is its own among those under way. Never rejects. */
  read(path: string, slot: number, bytes?: Uint8Array): Promise<Outcome>;
  /** Reads documents that are lines of JSON on some worker; one that kills it costs itself only. Never rejects. */
  readLines(lines: readonly string[], slot: number): Promise<LineOutcome[]>;
  close(): Promise<void>;
}

const failed = (path: string, message: string): Outcome => ({ path, seen: null, kind: 'failed', line: null, message });

/** A line whose worker was lost over it. */
const failedLine = (line: string, message: string): LineOutcome => ({
  kind: 'failed',
  id: jsonDocumentId(line),
  message,
});

/** What is said of a document whose worker died of it. */
function causeOfDeath(error: unknown): string {
  if (errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY') return 'needs more memory than a worker may have';
  return `its worker died: ${describeError(error)}`;
}

/** How often a thread is asked to leave the addon, every 2 milliseconds: what takes longer hangs. */
const MOST_TRIES = 1000;

/**
 * Starts the workers.
 * @param worker the module that they run, for tests of workers that die; the built one when left out
 */
export function openPool(options: ReadOptions, worker = join(packageRoot, 'dist', 'worker.js')): Pool {
  if (options.ownProcess) for (const flag of [INLINED, WARM]) setFlagsFromString(flag);
  const window = options.jobs * AHEAD;
  const perSlot = () => new Int32Array(new SharedArrayBuffer(window * Int32Array.BYTES_PER_ELEMENT));
  const [clock, reached, lock] = [perSlot(), perSlot(), perSlot()];
  const origin = milliseconds();
  const { form, rules, maxBytes = DEFAULT_MAX_BYTES, annotated = false, wanted } = options;
  const setup: WorkerSetup = { form, annotated, wanted, rules, maxBytes, clock, origin, reached, lock };
  const limit = 1000 * (options.timeout ?? DEFAULT_TIMEOUT);
  const pool = new Piscina({
    filename: worker,
    minThreads: options.jobs,
    maxThreads: options.jobs,
    workerData: setup,
    recordTiming: false,
    resourceLimits: LIMITS,
  });
  // A worker that fails while none of our documents is on it: the next ones will tell.
  pool.on('error', () => {});
  const running = new Map<number, AbortController>();
  const endLateOnes = (): void => {
    const now = milliseconds() - origin;
    for (const [slot, controller] of running) {
      const begun = Atomics.load(clock, slot);
      // Inside the addon: at the next tick.
      if (begun > 0 && now - begun > limit && mayEnd(lock, slot)) controller.abort();
    }
  };
  const watch = limit > 0 ? setInterval(endLateOnes, Math.min(500, limit / 4)) : undefined;
  /** Has a worker do a task; `lost` makes its result of what ended the worker. */
  async function run<T>(task: Task | LinesTask, name: string, lost: (why: string) => T | Promise<T>): Promise<T> {
    const controller = new AbortController();
    Atomics.store(clock, task.slot, 0);
    Atomics.store(lock, task.slot, Lock.free);
    Atomics.store(reached, task.slot, -1);
    running.set(task.slot, controller);
    try {
      return (await pool.run(task, { signal: controller.signal, name })) as T;
    } catch (error) {
      const late = `took longer than ${limit / 1000} s (--timeout)`;
      return await lost(controller.signal.aborted ? late : causeOfDeath(error));
    } finally {
      running.delete(task.slot);
    }
  }
  function readLines(lines: readonly string[], slot: number): Promise<LineOutcome[]> {
    return run({ lines, slot }, 'readLines', async (why) => {
      const at = Atomics.load(reached, slot);
      // It died before it began: there is nothing to try again.
      if (at < 0) return lines.map((line) => failedLine(line, why));
      const before = at > 0 ? await readLines(lines.slice(0, at), slot) : [];
      const after = at + 1 < lines.length ? await readLines(lines.slice(at + 1), slot) : [];
      return [...before, failedLine(lines[at] as string, why), ...after];
    });
  }
  return {
    window,
    read: (path, slot, bytes) =>
      run<Outcome>(bytes === undefined ? { path, slot } : { path, slot, bytes }, 'default', (why) => failed(path, why)),
    readLines,
    async close() {
      clearInterval(watch);
      const busy = [...running.keys()];
      for (let tries = 0; tries < MOST_TRIES && !busy.every((slot) => mayEnd(lock, slot)); tries++) await wait(2);
      await pool.destroy();
    },
  };
}
