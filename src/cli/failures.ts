// --errors FILE: the documents that failed, one JSON object a line, written as they fail (a stopped run leaves its list).
import { closeSync, openSync } from 'node:fs';
import { writeAll } from '../write.js';

export interface Failure {
  source: string;
  /** 1-based; null where the whole document is meant. */
  line: number | null;
  message: string;
  /** The document's id, where the source is a stream of documents; null where it could not be told. */
  id?: string | null;
}

export interface FailureLog {
  add(failure: Failure): void;
  /** How many there were. */
  readonly count: number;
  /** The first of them, for an output that lists them. */
  readonly first: readonly Failure[];
  close(): void;
}

/** How many failures are kept in memory. */
const KEPT = 1000;

/** Opens the log, emptying the file; without a path there is no file. Throws Node's error where it cannot be written. */
export function openFailureLog(path: string | null): FailureLog {
  const descriptor = path === null ? null : openSync(path, 'w');
  const first: Failure[] = [];
  let count = 0;
  return {
    add(failure) {
      count++;
      if (first.length < KEPT) first.push(failure);
      if (descriptor !== null) writeAll(descriptor, `${JSON.stringify(failure)}\n`);
    },
    get count() {
      return count;
    },
    first,
    close() {
      if (descriptor !== null) closeSync(descriptor);
    },
  };
}
