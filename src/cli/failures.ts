// --errors FILE: the documents that failed, one JSON object a line, written as they fail (a stopped run leaves its list).
import { closeSync, openSync, writeSync } from 'node:fs';

export interface Failure {
  source: string;
  /** 1-based; null where the whole document is meant. */
  line: number | null;
  message: string;
}

export interface FailureLog {
  add(failure: Failure): void;
  close(): void;
}

/** Opens the log, emptying the file; without a path it keeps nothing. Throws Node's error where it cannot be written. */
export function openFailureLog(path: string | null): FailureLog {
  if (path === null) return { add() {}, close() {} };
  const descriptor = openSync(path, 'w');
  return {
    add: ({ source, line, message }) => void writeSync(descriptor, `${JSON.stringify({ source, line, message })}\n`),
    close: () => closeSync(descriptor),
  };
}
