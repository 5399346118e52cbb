// How large a document may be: files, standard input, lines of a stream and what the library is given alike.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What a document may hold where nothing was said: many times the longest article, and what a worker's heap is enough for. */
export const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** What is said of a document that is larger. */
export const tooLarge = (most: number): string => `larger than ${most.toLocaleString('en')} bytes (--max-bytes)`;

const PIECE = 1 << 16;

/**
 * Reads a file, also one that does not say how large it is (a pipe, a device): no more of it than is needed to know.
 * @returns its bytes, or null where they are more than `most`
 * @throws what the file system says
 */
export function readWithin(path: string, most: number): Buffer | null {
  const file = openSync(path, 'r');
  try {
    const stats = fstatSync(file);
    const known = stats.isFile() ? stats.size : 0;
    if (known > most) return null;
    const pieces: Buffer[] = [];
    let length = 0;
    // A file that grows while it is read is read as far as it has come; one more byte tells that it is at its end.
    for (let wanted = known + 1; ; wanted = PIECE) {
      const piece = Buffer.allocUnsafe(wanted);
      const got = readSync(file, piece, 0, wanted, null);
      if (got === 0) return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, length);
      length += got;
      if (length > most) return null;
      pieces.push(piece.subarray(0, got));
    }
  } finally {
    closeSync(file);
  }
}

/** Collects a stream; null where it is longer than `most`, and then it is left. */
export async function collectWithin(stream: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    length += piece.length;
    if (length > most) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}
