// The journal of a run that writes a file: beside the output, one line for each document when it is done, the records in
// it. A run that was stopped, killed at whatever instant, goes on after its last whole line; the output is written anew
// from the journal, so that it is the same in every format.
//
//   {"journal":1,"program":…,"rules":…,"options":…,"inputs":…}    the run
//   {"records":[…]}                                               some records of the document that comes next
//   {"path":…,"seen":…,"kind":…,…}                                a document that is done
import type { Stats } from 'node:fs';
import { closeSync, openSync, realpathSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { beside } from '../names.js';
import { isUnchanged } from './files.js';
import type { Identity } from './identity.js';
import type { Input } from './inputs.js';
import { linesOf } from './lines.js';
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

const VERSION = 1;
const RECORDS = '{"records":';

/** The journal's path for an output file; null where the output is a device or a pipe, which has nothing beside it. */
export function journalOf(output: string): string | null {
  const old: Stats | undefined = statSync(output, { throwIfNoEntry: false });
  if (old === undefined) return beside(output, '', '.journal');
  return old.isFile() ? beside(realpathSync(output), '', '.journal') : null;
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

function journalOn(path: string, descriptor: number): Journal {
  let open = true;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    path,
    add(outcome) {
      if (outcome.kind !== 'read') return writeAll(descriptor, `${JSON.stringify(outcome)}\n`);
      // One write, and the line of the document last: what is cut off is noticed.
      const { pieces, ...rest } = outcome;
      const lines = pieces.map((piece) => `${RECORDS}${piece}}\n`);
      if (lines.length < 2) return writeAll(descriptor, `${lines.join('')}${JSON.stringify(rest)}\n`);
      for (const line of lines) writeAll(descriptor, line);
      writeAll(descriptor, `${JSON.stringify(rest)}\n`);
    },
    close,
    remove() {
      close();
      rmSync(path, { force: true });
    },
  };
}

const headOf = (identity: Identity): string => `${JSON.stringify({ journal: VERSION, ...identity })}\n`;

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
function parseLine(text: string): Outcome | null {
  try {
    const outcome = JSON.parse(text) as Outcome;
    return typeof outcome.path === 'string' && typeof outcome.kind === 'string' ? outcome : null;
  } catch {
    return null;
  }
}

/** Outcomes of the journal's first `limit` bytes. */
function* outcomesIn(path: string, limit: number): Generator<Outcome, void, undefined> {
  let pieces: string[] = [];
  let first = true;
  for (const { text } of linesOf(path, limit)) {
    if (first) first = false;
    else if (text.startsWith(RECORDS)) pieces.push(text.slice(RECORDS.length, -1));
    else {
      const outcome = parseLine(text);
      if (outcome === null) return;
      yield outcome.kind === 'read' ? { ...outcome, pieces } : outcome;
      pieces = [];
    }
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
  for (const line of linesOf(path)) {
    if (end === 0) {
      const change = changeIn(line.text, identity);
      if (change !== null) return { ok: false, place: path, error: `${change}: ${again}` };
      end = line.end;
    } else if (!line.text.startsWith(RECORDS)) {
      const outcome = parseLine(line.text);
      const input = inputs[done];
      if (outcome === null || input === undefined || outcome.path !== input.path) break;
      if (!isUnchanged(outcome.path, outcome.seen))
        return { ok: false, place: outcome.path, error: `has changed since the unfinished run: ${again}` };
      done++;
      end = line.end;
    }
  }
  // What follows is the beginning of a document that was not done.
  truncateSync(path, end);
  const descriptor = openSync(path, 'a');
  if (end === 0) writeAll(descriptor, headOf(identity));
  return { ok: true, value: { journal: journalOn(path, descriptor), done, replay: () => outcomesIn(path, end) } };
}
