// The process around a run, as the run sees it, and what the run hands back to it.
import type { Readable } from 'node:stream';
import type { Result } from '../document/index.js';
import type { Extractor } from '../extract.js';
import type { RuleError } from '../rules/model.js';

export interface World {
  stdout: NodeJS.WritableStream;
  /** Columns of the terminal that standard output is; null where it is none. */
  terminal: number | null;
  /** Columns that the user asks for where there is no terminal to ask; null for any. */
  columns: number | null;
  stderrIsTerminal: boolean;
  /** Standard error as a stream, for the progress bar. */
  stderr(): NodeJS.WritableStream;
  /** Writes to standard error. */
  say(text: string): void;
  stdin(): Readable;
  createEngine(rules: string[]): Promise<Result<Extractor, RuleError[]>>;
}

/** Exit statuses (cli.md). A signal's is 128 and its number. */
export const STATUS = { ok: 0, someFailed: 1, wrong: 2 } as const;
