// Names of files that belong to another one and lie beside it.
import { createHash } from 'node:crypto';

/** Bytes that a name may have on every common file system. A Chinese title of 80 characters comes near. */
const LONGEST = 255;

/** The path beside `path` whose name is that one's between `before` and `after`, or a digest of it where that is too long. */
export function beside(path: string, before: string, after: string): string {
  const at = path.lastIndexOf('/') + 1;
  const name = path.slice(at);
  const fits = Buffer.byteLength(before + name + after) <= LONGEST;
  const stem = fits ? name : createHash('sha1').update(name).digest('hex');
  return path.slice(0, at) + before + stem + after;
}
