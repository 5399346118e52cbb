// The journal of a run that writes a file: beside the output, what came of each document when it is done, with the pieces
// that its records were made into. A run that was stopped, killed at whatever instant, goes on after the last document that
// stands in it whole; the output is written anew from the journal, so that it is the same in every format.
//
//   {"journal":2,"program":…,"rules":…,"options":…,"inputs":…}         the run
//   {"path":…,"seen":…,"kind":"read","records":…,"pieces":[98,…],…}    a document, and how many bytes each piece has
//   …                                                                  the pieces, a line feed after each
//   {"path":…,"seen":…,"kind":"failed",…}                              a document without any
import type { Stats } from 'node:fs';
import { closeSync, openSync, realpathSync, rmSync, statSync, truncateSync } from 'node:fs';
import { beside } from '../names.js';
import { writeAll } from '../write.js';
import { FileReader } from './bytes.js';
import { isUnchanged } from './files.js';
import type { Identity } from './identity.js';
import type { Input } from './inputs.js';
import type { Outcome } from './model.js';

export interface Journal {
  readonly path: string;
  /** Notes a document that is done. Throws Node's error where it cannot be written. */
  add(outcome: Outcome): void;
  /** Leaves it for a later run. */
  close(): void;
  /** The output stands under its name: the journal has done its work. */
  remove(): void;
}

/** Where an earlier run of the same kind was stopped. */
export interface Unfinished {
  journal: Journal;
  /** How many inputs are done, from the first on. */
  done: number;
  /** Their outcomes, in order. */
  replay(): Generator<Outcome, void, undefined>;
}

type Resumed =
  | { ok: true; value: Unfinished }
  /** `place` is what the error is about: the journal or an input. */
  | { ok: false; place: string; error: string };

const VERSION = 2;
const LF = Buffer.from('\n');

/** An outcome's line: of its pieces it says only how long they are. */
type Entry =
  | Exclude<Outcome, { kind: 'read' }>
  | (Omit<Extract<Outcome, { kind: 'read' }>, 'pieces'> & { pieces: number[] });

/** The journal's path for an output file; null where the output is a device or a pipe, which has nothing beside it. */
export function journalOf(output: string): string | null {
  const old: Stats | undefined = statSync(output, { throwIfNoEntry: false });
  if (old === undefined) return beside(output, '', '.journal');
  return old.isFile() ? beside(realpathSync(output), '', '.journal') : null;
}

const lineOf = (value: Entry | object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

function journalOn(path: string, descriptor: number): Journal {
  let open = true;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    path,
    add(outcome) {
      if (outcome.kind !== 'read') return writeAll(descriptor, lineOf(outcome));
      const pieces = Array.from(outcome.pieces, (piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
      writeAll(descriptor, lineOf({ ...outcome, pieces: pieces.map(({ length }) => length) }));
      for (const piece of pieces) {
        writeAll(descriptor, piece);
        // Without it a piece is not whole.
        writeAll(descriptor, LF);
      }
    },
    close,
    remove() {
      close();
      rmSync(path, { force: true });
    },
  };
}

const headOf = (identity: Identity): Buffer => lineOf({ journal: VERSION, ...identity });

/** Begins a journal. Throws Node's EEXIST where an unfinished run has left one. */
export function startJournal(path: string, identity: Identity): Journal {
  const descriptor = openSync(path, 'wx');
  writeAll(descriptor, headOf(identity));
  return journalOn(path, descriptor);
}

const CHANGED: Readonly<Record<keyof Identity, string>> = {
  program: 'the program is another since the unfinished run',
  rules: 'the rules have changed since the unfinished run',
  options: 'the unfinished run had other options',
  inputs: 'the unfinished run had other inputs',
};

/** What has changed since the journal was begun; null where nothing has. */
function changeIn(head: string, identity: Identity): string | null {
  let before: Partial<Identity & { journal: number }>;
  try {
    before = JSON.parse(head) as typeof before;
  } catch {
    return 'this is no journal';
  }
  if (before.journal === undefined) return 'this is no journal';
  for (const part of Object.keys(CHANGED) as (keyof Identity)[])
    if (before[part] !== identity[part]) return CHANGED[part];
  return null;
}

/** A document's line; null where it is none. */
function parseLine(text: string): Entry | null {
  try {
    const entry = JSON.parse(text) as Entry;
    return typeof entry.path === 'string' && typeof entry.kind === 'string' ? entry : null;
  } catch {
    return null;
  }
}

/** Outcomes of the journal's first `limit` bytes, which hold no unfinished document. */
function* outcomesIn(path: string, limit: number): Generator<Outcome, void, undefined> {
  const reader = new FileReader(path, limit);
  try {
    reader.line();
    for (let text = reader.line(); text !== null; text = reader.line()) {
      const entry = parseLine(text);
      if (entry === null) return;
      if (entry.kind !== 'read') yield entry;
      else {
        const pieces = entry.pieces.flatMap((length) => reader.bytes(length + 1)?.subarray(0, -1) ?? []);
        yield { ...entry, pieces };
      }
    }
  } finally {
    reader.close();
  }
}

/**
 * Opens the journal of an unfinished run to go on with it, from the start where it had not got so far as to say what it
 * was. The error says what is no longer the same.
 */
export function resumeJournal(path: string, identity: Identity, inputs: readonly Input[]): Resumed {
  const again = `go on with what it was, or delete ${path} to begin anew`;
  let done = 0;
  let end = 0;
  const reader = new FileReader(path);
  try {
    const head = reader.line();
    if (head !== null) {
      const change = changeIn(head, identity);
      if (change !== null) return { ok: false, place: path, error: `${change}: ${again}` };
      end = reader.at;
    }
    for (let text = reader.line(); text !== null; text = reader.line()) {
      const entry = parseLine(text);
      if (entry === null || entry.path !== inputs[done]?.path) break;
      if (entry.kind === 'read' && !entry.pieces.every((length) => reader.skip(length + 1))) break;
      if (!isUnchanged(entry.path, entry.seen))
        return { ok: false, place: entry.path, error: `has changed since the unfinished run: ${again}` };
      done++;
      end = reader.at;
    }
  } finally {
    reader.close();
  }
  // What follows is the beginning of a document that was not done.
  truncateSync(path, end);
  const descriptor = openSync(path, 'a');
  if (end === 0) writeAll(descriptor, headOf(identity));
  return { ok: true, value: { journal: journalOn(path, descriptor), done, replay: () => outcomesIn(path, end) } };
}
