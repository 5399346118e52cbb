// System errors and other exceptions in words that a user can read: one line, never a stack trace.

/** System errors in words; the others keep their own message. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'is a folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  EMFILE: 'too many open files',
  ELOOP: 'symbolic links go in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENXIO: 'a socket, or a device that is not there',
  EIO: 'the device cannot be read or written',
  EFBIG: 'the file would be larger than it may be',
  EDQUOT: 'no space left in your quota',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large',
};

/** Node's name for a system error (EPIPE, ENOENT); '' for any other value. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What an error says, in one line. */
export function describeError(error: unknown): string {
  const words = WORDS[errorCode(error)];
  if (words) return words;
  return oneLine(error instanceof Error ? error.message : String(error));
}

/** Control characters (a file name may hold a line feed) would break the line or reach the terminal. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
