// Programs that no one here wrote: what they make of our files is what counts. A bare machine lacks some of them; then the
// tests that need them are skipped and say so. .ci/run installs them, and there nothing may be skipped.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { packageRoot } from '../src/assets.js';

const said = new Set<string>();

/**
 * Whether a test that needs this program must be left out, which is said on standard error.
 * @param check a command that ends with 0 where the program is there and whole
 */
export function isMissing(program: string, check: readonly string[] = ['--version']): boolean {
  return !process.env.CI && isAbsent(program, check);
}

/** The same for a program that .ci/run cannot install: there, too, its tests are left out where it is not. */
export function isAbsent(program: string, check: readonly string[] = ['--version']): boolean {
  const found = spawnSync(program, check, { stdio: 'ignore' }).status === 0;
  if (!found && !said.has(program)) {
    said.add(program);
    process.stderr.write(`\nskipped: the tests that need ${[program, ...check].join(' ')} to work\n`);
  }
  return !found;
}

/** The program from this checkout. */
export const extractProgram = join(packageRoot, 'bin', 'extract');

interface Outcome {
  status: number | null;
  out: string;
  err: string;
}

/** Runs the program. */
export function attempt(words: readonly string[], input: string | Uint8Array = ''): Outcome {
  const options = { encoding: 'utf8', cwd: packageRoot, input, maxBuffer: 1 << 30 } as const;
  const { status, stdout, stderr } = spawnSync(extractProgram, words, options);
  return { status, out: stdout, err: stderr };
}

/** Runs the program and returns what it printed; throws where it did not end well. */
export function extract(words: readonly string[], input: string | Uint8Array = ''): string {
  const { status, out, err } = attempt(words, input);
  if (status !== 0) throw new Error(`extract ${words.join(' ')}: ${status}: ${err}`);
  return out;
}

/** An empty folder, to be removed by the test. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'zhibiao-programs-'));

/** Comma, double quotes, UTF-8; cells as values and not as shown; formulas recalculated; every sheet to a file of its own. */
const EVERY_SHEET = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

/** Opens a file in LibreOffice, recalculates it and returns its sheets as rows of cells. */
export function openedByLibreOffice(path: string): Map<string, string[][]> {
  const folder = emptyFolder();
  try {
    const words = [
      // A profile of its own: LibreOffice runs once for each.
      `-env:UserInstallation=file://${folder}/profile`,
      // Without a window it does not ask what the file is written in.
      ...(path.endsWith('.csv') ? ['--infilter=CSV:44,34,76,1'] : []),
      ...['--headless', '--convert-to', EVERY_SHEET, '--outdir', join(folder, 'out'), path],
    ];
    const { stderr } = spawnSync('soffice', words, { encoding: 'utf8' });
    const stem = basename(path).replace(/\.[^.]+$/, '');
    const sheets = new Map<string, string[][]>();
    for (const name of readdirSync(join(folder, 'out'))) {
      const sheet = name.slice(stem.length + 1, -'.csv'.length);
      sheets.set(sheet, parseCsv(readFileSync(join(folder, 'out', name), 'utf8')));
    }
    if (sheets.size === 0) throw new Error(`LibreOffice made nothing of ${path}: ${stderr}`);
    return sheets;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** RFC 4180, read here and not by what wrote it. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /"((?:[^"]|"")*)"(,|\r?\n|$)|([^",\r\n]*)(,|\r?\n|$)/gy;
  const body = text.replace(/^\ufeff/, '');
  while (cell.lastIndex < body.length) {
    const match = cell.exec(body);
    if (match === null) throw new Error(`no CSV: ${body.slice(0, 200)}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[3] ?? '');
    if ((match[2] ?? match[4]) === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** Runs a query in DuckDB; values as JavaScript has them, dates as ISO 8601. */
export async function askDuckDb(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  let connection: DuckDBConnection | null = null;
  try {
    connection = await instance.connect();
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjectsJson() as Record<string, unknown>[];
  } finally {
    connection?.closeSync();
    instance.closeSync();
  }
}

/** The first of several programs that is there and whole; the first of all where none is. */
export function firstOf(programs: readonly [string, ...string[]], check: readonly string[]): string {
  const found = programs.find((program) => spawnSync(program, check, { stdio: 'ignore' }).status === 0);
  return found ?? programs[0];
}
