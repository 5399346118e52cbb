// Where the bytes go: standard output, or a file that appears whole or not at all.
import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from '../errors.js';
import { beside } from '../names.js';
import { writeAll } from '../write.js';

/** Text is written as UTF-8. */
export type Piece = string | Uint8Array;

/** A place to write to, in order. `write` resolves when the next piece may come; it rejects with Node's error. */
export interface Output {
  write(piece: Piece): Promise<void>;
  /** Everything is written: make it last. */
  commit(): Promise<void>;
  /** Give up: leave no trace where that is possible. Synchronous, so that a signal handler can call it. */
  discard(): void;
}

/** Outputs that are open: what a signal or a crash has to clear away. */
const unfinished = new Set<Output>();

/** Discards every output that is neither committed nor discarded. For signal handlers and last-resort error handling. */
export function discardUnfinished(): void {
  for (const output of unfinished) output.discard();
}

function statOrNull(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}

/** A device or a named pipe has no "beside it" and cannot be renamed over: it is written straight. */
function openDevice(path: string): Output {
  const descriptor = openSync(path, 'w');
  let open = true;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    async write(piece) {
      writeAll(descriptor, piece);
    },
    async commit() {
      close();
    },
    discard: close,
  };
}

/** Milliseconds between two looks whether someone reads a pipe. */
const AGAIN = 50;

/**
 * A named pipe. The system would have us wait in `open` until someone reads it, where no signal is heard; and it tells nobody
 * when that happens: so we look from time to time.
 */
function openPipe(path: string): Output {
  let given = false;
  const opened = (async () => {
    while (!given)
      try {
        const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
        return new Socket({ fd, readable: false, writable: true });
      } catch (error) {
        if (errorCode(error) !== 'ENXIO') throw error;
        await setTimeout(AGAIN);
      }
    throw new Error('given up');
  })();
  // Whoever writes first is told.
  opened.catch(() => {});
  let stream: Output | null = null;
  const writing = async (): Promise<Output> => {
    stream ??= openStream(await opened);
    return stream;
  };
  return {
    write: async (piece) => (await writing()).write(piece),
    async commit() {
      await writing();
      const socket = await opened;
      await new Promise<void>((resolve) => socket.end(resolve));
    },
    discard() {
      given = true;
      opened.then((socket) => socket.destroy()).catch(() => {});
    },
  };
}

/**
 * Opens a file for writing: the text goes to a temporary file beside it, which takes its name on `commit`. A symbolic link
 * stays one (its target is replaced); the permissions of a file that is replaced are kept. Throws Node's error where the
 * folder cannot be written.
 * @param again the run may be killed and begun again: the temporary file has the same name each time, so none is left over
 */
export function openFile(path: string, again = false): Output {
  const old = statOrNull(path);
  if (old?.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  if (old?.isFIFO()) return openPipe(path);
  if (old && !old.isFile()) return openDevice(path);
  const target = old ? realpathSync(path) : path;
  const mark = again ? '' : `.${randomBytes(6).toString('hex')}`;
  const temporary = beside(target, '.', `${mark}.tmp`);
  // Made anew, never opened: what lies there may be a link that someone else laid.
  if (again) rmSync(temporary, { force: true });
  const descriptor = openSync(temporary, 'wx');
  const output: Output = {
    async write(piece) {
      writeAll(descriptor, piece);
    },
    async commit() {
      if (old) fchmodSync(descriptor, old.mode & 0o7777);
      fsyncSync(descriptor);
      renameSync(temporary, target);
      closeSync(descriptor);
      unfinished.delete(output);
    },
    discard() {
      if (!unfinished.delete(output)) return;
      closeSync(descriptor);
      rmSync(temporary, { force: true });
    },
  };
  unfinished.add(output);
  return output;
}

/** The descriptor of a stream that is a file; null for any other stream. */
function fileOf(stream: NodeJS.WritableStream): number | null {
  if (!('fd' in stream) || typeof stream.fd !== 'number') return null;
  return fstatSync(stream.fd).isFile() ? stream.fd : null;
}

/**
 * A stream (standard output) as an output. A write waits until the stream has taken it, which is the back-pressure. Node.js
 * takes a piece for written of which a file had room for the beginning only, so files are written here.
 */
export function openStream(stream: NodeJS.WritableStream): Output {
  const file = fileOf(stream);
  if (file !== null) return { write: async (piece) => writeAll(file, piece), async commit() {}, discard() {} };
  // The write's own callback reports an error; without a listener the stream's event would end the process as well.
  stream.on('error', () => {});
  return {
    write(piece) {
      return new Promise((resolve, reject) => {
        stream.write(piece, (error) => (error ? reject(error) : resolve()));
      });
    },
    async commit() {},
    discard() {},
  };
}
