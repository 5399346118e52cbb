// Worker threads, each with an engine of its own, and a limit on what a document may cost them. The pool is piscina: it
// replaces a worker that died or was ended.
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { packageRoot } from '../assets.js';
import { describeError, errorCode } from '../errors.js';
import type { Outcome, ReadOptions } from './model.js';
import type { Task, WorkerSetup } from './worker.js';

/** Documents under way at once for each worker: one that it reads, and some that wait so that it never does. */
const AHEAD = 4;
/** Seconds for one document where nothing was said: far more than any needs, and an end for one that never ends. */
const DEFAULT_TIMEOUT = 120;

/**
 * A worker's heap, in megabytes: enough for documents of many megabytes. V8 also lets the heap of a program that may take
 * more grow to four times what is in use before it looks for what is not.
 */
const LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 };

export interface Pool {
  /** How many documents may be under way at once. */
  readonly window: number;
  /** Reads a file on some worker; `slot` is its own among those under way. Never rejects. */
  read(path: string, slot: number): Promise<Outcome>;
  close(): Promise<void>;
}

const failed = (path: string, message: string): Outcome => ({ path, seen: null, kind: 'failed', line: null, message });

/** What is said of a document whose worker died of it. */
function causeOfDeath(error: unknown): string {
  if (errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY') return 'needs more memory than a worker may have';
  return `its worker died: ${describeError(error)}`;
}

/**
 * Starts the workers.
 * @param worker the module that they run, for tests of workers that die; the built one when left out
 */
export function openPool(options: ReadOptions, worker = join(packageRoot, 'dist', 'worker.js')): Pool {
  const window = options.jobs * AHEAD;
  const clock = new Int32Array(new SharedArrayBuffer(window * Int32Array.BYTES_PER_ELEMENT));
  const origin = Date.now();
  const setup: WorkerSetup = { form: options.form, rules: options.rules, clock, origin };
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
    const now = Date.now() - origin;
    for (const [slot, controller] of running) {
      const begun = Atomics.load(clock, slot);
      if (begun > 0 && now - begun > limit) controller.abort();
    }
  };
  const watch = limit > 0 ? setInterval(endLateOnes, Math.min(500, limit / 4)) : undefined;
  return {
    window,
    async read(path, slot) {
      const controller = new AbortController();
      Atomics.store(clock, slot, 0);
      running.set(slot, controller);
      try {
        const task: Task = { path, slot };
        return (await pool.run(task, { signal: controller.signal })) as Outcome;
      } catch (error) {
        if (controller.signal.aborted) return failed(path, `took longer than ${limit / 1000} s (--timeout)`);
        return failed(path, causeOfDeath(error));
      } finally {
        running.delete(slot);
      }
    },
    async close() {
      clearInterval(watch);
      await pool.destroy();
    },
  };
}
