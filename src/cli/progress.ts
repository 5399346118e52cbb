// The progress bar on a terminal's standard error. It says where the run is, never what it found.
import type { SingleBar } from 'cli-progress';

/** What has come of the documents so far. */
export interface Tally {
  documents: number;
  records: number;
  failures: number;
  /** Of the files that were read. */
  bytes: number;
}

export interface Progress {
  /** Shows the tally, `done` inputs being through. To be called after each: it looks only now and then. */
  show(done: number, tally: Tally): void;
  /** Writes a message above the bar. */
  say(text: string): void;
  /** Takes the bar away. */
  end(): void;
}

/** Milliseconds between two looks: terminals are slow, documents are not. The first look is as late: short runs need none. */
const INTERVAL = 200;
/** Columns that the rest of the line may take; the bar gets what the terminal has over them. */
const WORDS = 78;
const FORMAT =
  '{bar} {value}/{total} documents, {records} records, {speed} MB/s, {eta_formatted} left, {failures} failed';

/** Messages without a bar. */
export const withoutBar = (say: (text: string) => void): Progress => ({ show() {}, say, end() {} });

/**
 * A bar over `total` inputs, of which an earlier run did the first `from`, with `before` bytes.
 * @param terminal standard error
 */
export async function openProgress(
  total: number,
  from: number,
  before: number,
  terminal: NodeJS.WritableStream & { columns?: number },
): Promise<Progress> {
  const { default: library } = await import('cli-progress');
  // A multi-bar with one bar: it is what can write messages above itself.
  const bars = new library.MultiBar({
    stream: terminal,
    format: FORMAT,
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: Math.max(4, Math.min(24, (terminal.columns ?? 80) - WORDS)),
    clearOnComplete: true,
    // A run that is killed should leave the terminal as it was.
    linewrap: true,
    gracefulExit: false,
    fps: 1000 / INTERVAL,
  });
  const began = Date.now();
  let last = began;
  let bar: SingleBar | null = null;
  return {
    show(done, { records, failures, bytes }) {
      const now = Date.now();
      if (now - last < INTERVAL) return;
      last = now;
      const speed = ((bytes - before) / 1000 / (now - began)).toFixed(1);
      const payload = { records, failures, speed };
      bar ??= bars.create(total, from, payload);
      bar.update(done, payload);
    },
    say(text) {
      if (bar === null) terminal.write(text);
      else bars.log(text);
    },
    end() {
      if (bar === null) return;
      // Messages that the last look came too early for.
      bars.update();
      bars.stop();
      bar = null;
    },
  };
}
