// Paths as documents to read: files, folders (walked), patterns, lists of paths, standard input.
import type { Stats } from 'node:fs';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { describeError, errorCode } from '../errors.js';
import { identityOf } from './files.js';

/** A document to read (`-` is standard input), or a path that gives none: a problem is a failure, a note is not. */
export type Input = {
  path: string;
  problem?: string;
  note?: string;
  /** It is a named pipe: it can be read once, and is read as a stream. */
  pipe?: true;
  /** It was named, and is a file that the run writes: there is no reading it safely. */
  written?: true;
};

/** Node.js reads names as UTF-8: what is none comes with this in its place, and is no name of a file any more. */
const NO_UTF8 = '\ufffd';
const missing = (path: string): string =>
  path.includes(NO_UTF8) ? 'its name is not UTF-8 and cannot be opened: rename it' : 'no such file or folder';

const ARTICLE = /\.(md|markdown|html?|txt)$/i;
/** Streams of documents, one JSON object a line. */
const LINES = /\.(ndjson|jsonl)$/i;
const PATTERN = /[*?[\]{}]/;

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPath = (a: Input, b: Input): number => byCodeUnits(a.path, b.path);

/** What a symbolic link leads to; undefined where it leads nowhere or to itself. */
function followed(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const OUTSIDE = 'a link that leads out of this folder is not followed: name what it leads to';

/** Whether a file is one that the run writes. */
function isWritten(path: string, written: ReadonlySet<string>): boolean {
  const stats = written.size > 0 ? followed(path) : undefined;
  return stats !== undefined && written.has(identityOf(stats));
}

/**
 * The articles below a folder, sorted by path. Hidden files and folders (.git) are passed over, and what the run writes is.
 * Symbolic links are followed unless they lead out of the folder: an archive from elsewhere then says nothing of other files
 * of this machine. A folder is never entered twice, so a link to a parent ends there.
 */
function walk(folder: string, wanted: RegExp, written: ReadonlySet<string>): Input[] {
  const found: Input[] = [];
  const entered = new Set<string>();
  const waiting = [folder];
  let top: string | null = null;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      const real = realpathSync(next);
      top ??= real.endsWith('/') ? real : `${real}/`;
      if (entered.has(real)) continue;
      entered.add(real);
      const prefix = next.endsWith('/') ? next : `${next}/`;
      // Sorted and taken from the end: which of two links to one folder counts does not depend on the file system.
      const entries = readdirSync(next, { withFileTypes: true }).sort((a, b) => byCodeUnits(b.name, a.name));
      for (const entry of entries) {
        if (entry.name.startsWith('.')) continue;
        const path = prefix + entry.name;
        const isLink = entry.isSymbolicLink();
        const kind = isLink ? followed(path) : entry;
        const isFolder = kind?.isDirectory() ?? false;
        if (!isFolder && !(kind?.isFile() && wanted.test(entry.name))) continue;
        if (isLink && !`${realpathSync(path)}/`.startsWith(top)) found.push({ path, note: OUTSIDE });
        else if (isFolder) waiting.push(path);
        else if (entry.name.includes(NO_UTF8) && !existsSync(path)) found.push({ path, problem: missing(path) });
        else if (!isWritten(path, written)) found.push({ path });
      }
    } catch (error) {
      found.push({ path: next, problem: errorCode(error) === 'ENOENT' ? missing(next) : describeError(error) });
    }
  }
  return found.sort(byPath);
}

/** Files that match a shell pattern, sorted by path, for shells that do not expand it (or a quoted one). */
async function expand(pattern: string, written: ReadonlySet<string>): Promise<Input[]> {
  const { glob } = await import('tinyglobby');
  const paths = await glob(pattern, { absolute: isAbsolute(pattern), onlyFiles: true, expandDirectories: false });
  return paths
    .filter((path) => !isWritten(path, written))
    .sort(byCodeUnits)
    .map((path) => ({ path }));
}

/** What one path stands for. */
async function inputsOf(path: string, lines: boolean, written: ReadonlySet<string>): Promise<Input[]> {
  if (path === '-') return [{ path }];
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      const found = walk(path, lines ? LINES : ARTICLE, written);
      const endings = lines ? '.ndjson .jsonl' : '.md .markdown .html .htm .txt';
      return found.length > 0 ? found : [{ path, note: `no article in this folder (${endings})` }];
    }
    if (stats?.isFIFO()) return [{ path, pipe: true }];
    if (stats) return [written.has(identityOf(stats)) ? { path, written: true } : { path }];
    if (!PATTERN.test(path)) return [{ path, problem: missing(path) }];
    const found = await expand(path, written);
    return found.length > 0 ? found : [{ path, problem: 'no file matches this pattern' }];
  } catch (error) {
    return [{ path, problem: describeError(error) }];
  }
}

/** The paths in a list file, one a line (`@list.txt`; a file whose name begins with @ is reached by ./@name). */
function readList(list: string): (string | Input)[] {
  try {
    const text = readFileSync(list.slice(1), 'utf8').replace(/^\ufeff/, '');
    return text.split(/\r?\n/).filter((line) => line.trim() !== '');
  } catch (error) {
    return [{ path: list.slice(1), problem: describeError(error) }];
  }
}

/**
 * The documents that paths name, in their order; standard input at most once.
 * @param lines whether to look in folders for streams of documents instead
 * @param written what the run writes (`filesWritten`): passed over where it is found, marked where it is named
 */
export async function listInputs(
  paths: readonly string[],
  lines = false,
  written: ReadonlySet<string> = new Set(),
): Promise<Input[]> {
  const named = paths.flatMap((path) => (path.startsWith('@') && path !== '@' ? readList(path) : path));
  const inputs: Input[] = [];
  for (const [i, path] of named.entries()) {
    if (typeof path !== 'string') inputs.push(path);
    else if (path === '-' && named.indexOf('-') < i) inputs.push({ path, problem: 'standard input is named twice' });
    // Not push(...): a folder may hold more files than a call may have arguments.
    else for (const input of await inputsOf(path, lines, written)) inputs.push(input);
  }
  return inputs;
}
