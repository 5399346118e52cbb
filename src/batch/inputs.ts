// Paths as documents to read: files, folders (walked), patterns, lists of paths, standard input.
import type { Stats } from 'node:fs';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { describeError } from '../errors.js';

/** A document to read (`-` is standard input), or a path that gives none: a problem is a failure, a note is not. */
export type Input = { path: string; problem?: string; note?: string };

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

/**
 * The articles below a folder, sorted by path. Hidden files and folders (.git) are passed over. Symbolic links are
 * followed, and a folder is never entered twice, so a link to a parent ends there.
 */
function walk(folder: string, wanted: RegExp): Input[] {
  const found: Input[] = [];
  const entered = new Set<string>();
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      const real = realpathSync(next);
      if (entered.has(real)) continue;
      entered.add(real);
      const prefix = next.endsWith('/') ? next : `${next}/`;
      // Sorted and taken from the end: which of two links to one folder counts does not depend on the file system.
      const entries = readdirSync(next, { withFileTypes: true }).sort((a, b) => byCodeUnits(b.name, a.name));
      for (const entry of entries) {
        if (entry.name.startsWith('.')) continue;
        const path = prefix + entry.name;
        const kind = entry.isSymbolicLink() ? followed(path) : entry;
        if (kind?.isDirectory()) waiting.push(path);
        else if (kind?.isFile() && wanted.test(entry.name)) found.push({ path });
      }
    } catch (error) {
      found.push({ path: next, problem: describeError(error) });
    }
  }
  return found.sort(byPath);
}

/** Files that match a shell pattern, sorted by path, for shells that do not expand it (or a quoted one). */
async function expand(pattern: string): Promise<Input[]> {
  const { glob } = await import('tinyglobby');
  const paths = await glob(pattern, { absolute: isAbsolute(pattern), onlyFiles: true, expandDirectories: false });
  return paths.sort(byCodeUnits).map((path) => ({ path }));
}

/** What one path stands for. */
async function inputsOf(path: string, lines: boolean): Promise<Input[]> {
  if (path === '-') return [{ path }];
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      const found = walk(path, lines ? LINES : ARTICLE);
      const endings = lines ? '.ndjson .jsonl' : '.md .markdown .html .htm .txt';
      return found.length > 0 ? found : [{ path, note: `no article in this folder (${endings})` }];
    }
    if (stats) return [{ path }];
    if (!PATTERN.test(path)) return [{ path, problem: 'no such file or folder' }];
    const found = await expand(path);
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
 */
export async function listInputs(paths: readonly string[], lines = false): Promise<Input[]> {
  const named = paths.flatMap((path) => (path.startsWith('@') && path !== '@' ? readList(path) : path));
  const inputs: Input[] = [];
  for (const [i, path] of named.entries()) {
    if (typeof path !== 'string') inputs.push(path);
    else if (path === '-' && named.indexOf('-') < i) inputs.push({ path, problem: 'standard input is named twice' });
    // Not push(...): a folder may hold more files than a call may have arguments.
    else for (const input of await inputsOf(path, lines)) inputs.push(input);
  }
  return inputs;
}
