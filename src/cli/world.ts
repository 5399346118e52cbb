// The process around a run, and how a run ends.
import type { Result } from '../document/model.js';
import type { Extractor } from '../extract.js';
import type { RuleError } from '../rules/model.js';

/** The process around a run. */
export interface World {
  stdout: NodeJS.WritableStream;
  /** Columns of the terminal that standard output is; null where it is none. */
  terminal: number | null;
  /** Columns that the user asks for where there is no terminal to ask; null for any. */
  columns: number | null;
  stderrIsTerminal: boolean;
  say(text: string): void;
  stdin(): AsyncIterable<Uint8Array>;
  createEngine(rules: string[]): Promise<Result<Extractor, RuleError[]>>;
}

/** Exit statuses. */
export const STATUS = { ok: 0, someFailed: 1, wrong: 2 } as const;
