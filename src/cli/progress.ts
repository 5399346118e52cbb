// The progress line on a terminal's standard error. It says where the run is, never what it found.
import { basename } from 'node:path';
import { oneLine } from '../errors.js';

export interface Progress {
  /** Document number `done` (from 0) is next. */
  step(done: number, path: string): void;
  /** Takes the line away, before a message or at the end. */
  clear(): void;
}

const ERASE = '\r\u001b[K';
/** Milliseconds between two looks: terminals are slow, documents are not. */
const INTERVAL = 100;
const LONGEST_NAME = 40;

/** A progress line over `total` documents; `say` writes to standard error. Where `shown` is false it does nothing. */
export function createProgress(shown: boolean, total: number, say: (text: string) => void): Progress {
  let last = Date.now();
  let visible = false;
  return {
    step(done, path) {
      if (!shown || Date.now() - last < INTERVAL) return;
      last = Date.now();
      visible = true;
      say(`${ERASE}${done}/${total} ${oneLine(basename(path)).slice(0, LONGEST_NAME)}`);
    },
    clear() {
      if (visible) say(ERASE);
      visible = false;
    },
  };
}
