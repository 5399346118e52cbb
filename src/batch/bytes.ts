// Lines and bytes of a file that may be larger than memory, by turns. (Node's readline would also end a line at U+2028,
// which JSON leaves as it is, and would hold what follows it.)
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;
const LF = 0x0a;

/** Reads a file from its beginning. What does not stand in it whole is null, and nothing is read then. */
export class FileReader {
  /** Offset in bytes of what comes next. */
  at = 0;
  readonly #descriptor: number;
  readonly #size: number;
  readonly #chunk = Buffer.allocUnsafe(CHUNK);
  /** Where in the file the chunk's bytes are. */
  #from = 0;
  #to = 0;

  /** @param limit what stands after so many bytes is left alone */
  constructor(path: string, limit = Number.POSITIVE_INFINITY) {
    this.#descriptor = openSync(path, 'r');
    this.#size = Math.min(limit, fstatSync(this.#descriptor).size);
  }

  /** The next line, without its line feed. */
  line(): string | null {
    const parts: Buffer[] = [];
    for (let from = this.at; from < this.#size; from = this.#to) {
      const bytes = this.#bytesAt(from);
      const end = bytes.indexOf(LF);
      if (end >= 0) {
        this.at = from + end + 1;
        return Buffer.concat([...parts, bytes.subarray(0, end)]).toString();
      }
      if (bytes.length === 0) return null;
      parts.push(Buffer.from(bytes));
    }
    return null;
  }

  /** The next `count` bytes. */
  bytes(count: number): Buffer | null {
    if (this.at + count > this.#size) return null;
    const bytes = Buffer.allocUnsafeSlow(count);
    for (let done = 0; done < count; ) {
      const part = this.#bytesAt(this.at + done).subarray(0, count - done);
      if (part.length === 0) return null;
      bytes.set(part, done);
      done += part.length;
    }
    this.at += count;
    return bytes;
  }

  /** Passes over bytes; whether there are so many. */
  skip(count: number): boolean {
    if (this.at + count > this.#size) return false;
    this.at += count;
    return true;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** What the chunk holds from there on, read anew where it holds nothing. */
  #bytesAt(offset: number): Buffer {
    if (offset < this.#from || offset >= this.#to) {
      const wanted = Math.min(CHUNK, this.#size - offset);
      this.#from = offset;
      this.#to = offset + readSync(this.#descriptor, this.#chunk, 0, wanted, offset);
    }
    return this.#chunk.subarray(offset - this.#from, this.#to - this.#from);
  }
}
