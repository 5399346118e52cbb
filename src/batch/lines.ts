// The lines of a file that may be larger than memory, with where each ends. (Node's readline would also end a line at
// U+2028, which JSON leaves as it is.)
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;
const LF = 0x0a;

export interface Line {
  text: string;
  /** Offset in bytes after its line feed. */
  end: number;
}

/** The whole lines of a file, up to `limit` bytes; what stands after the last line feed is left out. */
export function* linesOf(path: string, limit = Number.POSITIVE_INFINITY): Generator<Line, void, undefined> {
  const descriptor = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let parts: Buffer[] = [];
    let offset = 0;
    for (;;) {
      const read = readSync(descriptor, chunk, 0, CHUNK, offset);
      if (read === 0) return;
      let from = 0;
      for (let at = chunk.indexOf(LF); at >= 0 && at < read; at = chunk.indexOf(LF, from)) {
        const end = offset + at + 1;
        if (end > limit) return;
        parts.push(chunk.subarray(from, at));
        yield { text: Buffer.concat(parts).toString(), end };
        parts = [];
        from = at + 1;
      }
      if (from < read) parts.push(Buffer.from(chunk.subarray(from, read)));
      offset += read;
    }
  } finally {
    closeSync(descriptor);
  }
}
