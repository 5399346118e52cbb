// What a worker thread runs (dist/worker.js): documents one after the other, with an engine of its own.
import { workerData } from 'node:worker_threads';
import { createExtractor, type Extractor } from '../extract.js';
import type { Outcome, ReadOptions } from './model.js';
import { readFile } from './read.js';

/** What the pool hands to every worker when it starts. */
export interface WorkerSetup {
  form: ReadOptions['form'];
  annotated: boolean;
  rules: readonly string[];
  /** When the document of each slot was begun, in milliseconds after `origin`; 0: not yet. */
  clock: Int32Array<SharedArrayBuffer>;
  origin: number;
}

/** A file to read, and its place on the clock. */
export interface Task {
  path: string;
  slot: number;
}

let engine: Extractor | null = null;

async function createEngine(rules: readonly string[]): Promise<Extractor> {
  const made = await createExtractor({ rules });
  if (!made.ok) throw new Error('the rules changed while they were in use');
  return made.value;
}

/** Reads one document. Called by the pool. */
export default async function read({ path, slot }: Task): Promise<Outcome> {
  const { form, annotated, rules, clock, origin } = workerData as WorkerSetup;
  engine ??= await createEngine(rules);
  Atomics.store(clock, slot, Math.max(1, Date.now() - origin));
  return readFile(engine, path, { form, annotated });
}
