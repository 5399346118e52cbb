// The lines of a stream that may have no end. (Node's readline would also end a line at U+2028, which JSON leaves as it is,
// and would hold a line of any length.)
import { DEFAULT_MAX_BYTES } from '../batch/limits.js';

const LF = 0x0a;

export interface StreamLine {
  /** From 1. */
  number: number;
  /** Without the line feed; null for one that was too long. */
  bytes: Buffer | null;
}

/**
 * Cuts a stream into lines. They come in batches, each all the lines that have come whole by then, so that a reader can
 * flush before it waits for more. The last line may lack its line feed.
 * @param longest a line of more bytes is not kept
 */
export async function* linesOf(
  stream: AsyncIterable<Uint8Array>,
  longest = DEFAULT_MAX_BYTES,
): AsyncGenerator<StreamLine[], void, undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  const take = (last: Buffer): StreamLine => {
    const fits = length + last.length <= longest;
    const line = { number: ++number, bytes: fits ? Buffer.concat([...parts, last]) : null };
    parts = [];
    length = 0;
    return line;
  };
  for await (const piece of stream) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const batch: StreamLine[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      batch.push(take(chunk.subarray(from, at)));
      from = at + 1;
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > longest) parts = [];
    else if (rest.length > 0) parts.push(rest);
    if (batch.length > 0) yield batch;
  }
  if (length > 0) yield [take(Buffer.alloc(0))];
}
