// What is at a path besides its bytes: which file it is, and whether it can be read twice.
import { constants, createReadStream, existsSync, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { Seen } from './model.js';

/** The same for all names and links of one file, and for no other file. */
export const identityOf = ({ dev, ino }: Stats): string => `${dev}:${ino}`;

/**
 * Which files a run writes, of those that are there already.
 * @param targets paths, or the descriptor of standard output; null and undefined for none
 */
export function filesWritten(targets: readonly (string | number | null | undefined)[]): ReadonlySet<string> {
  const identities = new Set<string>();
  for (const target of targets) {
    try {
      if (target === null || target === undefined) continue;
      const stats = typeof target === 'number' ? fstatSync(target) : statSync(target);
      // Devices and pipes are not written over.
      if (stats.isFile()) identities.add(identityOf(stats));
    } catch {
      // Not there, or opening it will say why not.
    }
  }
  return identities;
}

/** Whether two paths are one file, or would be when they are written. Devices and pipes take more than one writer. */
export function isOneFile(a: string, b: string): boolean {
  if (resolve(a) === resolve(b) && !existsSync(a)) return true;
  const [written] = filesWritten([a]);
  return written !== undefined && filesWritten([b]).has(written);
}

/**
 * Opens a file as a stream. A named pipe is opened without waiting for its other end: a thread that waits in the system can
 * neither be interrupted nor be ended.
 * @throws what the file system says
 */
export function openReadable(path: string): Readable {
  if (!statSync(path).isFIFO()) return createReadStream(path);
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

const seenOf = (stats: Stats): Seen | null => (stats.isFile() ? { size: stats.size, modified: stats.mtimeMs } : null);

/** Reads a file that is written meanwhile, as is noticed by what stands there before and after, not at all. */
export function readSteadily<T>(path: string, read: (path: string) => T): { seen: Seen | null; value: T } {
  const seen = seenOf(statSync(path));
  const value = read(path);
  if (!isUnchanged(path, seen)) throw new Error('was written while it was read');
  return { seen, value };
}

/** Whether a file is still the one that was seen. */
export function isUnchanged(path: string, seen: Seen | null): boolean {
  if (seen === null) return true;
  const now = statSync(path, { throwIfNoEntry: false });
  return now !== undefined && now.size === seen.size && now.mtimeMs === seen.modified;
}
