// Writing to a descriptor.
import { writeSync } from 'node:fs';

/** Writes all of it: the system may take a part only, as it does before it says that a disk is full. Throws Node's error. */
export function writeAll(descriptor: number, piece: string | Uint8Array): void {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}
