// One document: its file read and its records made. What a worker does, and what a small run does without one.
import { statSync } from 'node:fs';
import { jsonDocumentId } from '../document/index.js';
import { describeError } from '../errors.js';
import type { Extractor } from '../extract.js';
import type { IndicatorRecord } from '../records/index.js';
import { DEFAULT_MAX_BYTES, readWithin, tooLarge } from './limits.js';
import type { LineOutcome, Outcome, ReadOptions, Seen } from './model.js';

/** Records go on in pieces of this many, so that no piece outgrows a string. */
const PIECE = 5_000;

/** Records as JSON, for threads and journals. */
export function piecesOf(records: readonly IndicatorRecord[]): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < records.length; at += PIECE) pieces.push(JSON.stringify(records.slice(at, at + PIECE)));
  return pieces;
}

/** What reading bytes gives. The engine promises not to throw; a fault in it must still cost one document only. */
export function readBytes(
  engine: Extractor,
  path: string,
  bytes: Uint8Array,
  { form, annotated = false }: Pick<ReadOptions, 'form' | 'annotated'>,
  seen: Seen | null = null,
): Outcome {
  try {
    const result = engine.extract(path, bytes, form, annotated);
    if (!result.ok)
      return { path, seen, kind: 'failed', line: result.error.line ?? null, message: result.error.message };
    const read = { path, seen, kind: 'read' as const, pieces: piecesOf(result.value), warnings: result.warnings };
    return result.article === undefined ? read : { ...read, article: JSON.stringify(result.article) };
  } catch (error) {
    return { path, seen, kind: 'failed', line: null, message: `internal error: ${describeError(error)}` };
  }
}

/** What reading a file gives. */
export function readFile(
  engine: Extractor,
  path: string,
  how: Pick<ReadOptions, 'form' | 'annotated' | 'maxBytes'>,
): Outcome {
  const { maxBytes = DEFAULT_MAX_BYTES } = how;
  try {
    // Looked at before it is read: a change in between then shows as one.
    const stats = statSync(path);
    const seen = stats.isFile() ? { size: stats.size, modified: stats.mtimeMs } : null;
    const bytes = readWithin(path, maxBytes);
    if (bytes === null) return { path, seen, kind: 'failed', line: null, message: tooLarge(maxBytes) };
    return readBytes(engine, path, bytes, how, seen);
  } catch (error) {
    return { path, seen: null, kind: 'failed', line: null, message: describeError(error) };
  }
}

/** What reading a line of JSON gives. */
export function readLine(
  engine: Extractor,
  line: string,
  { annotated = false }: Pick<ReadOptions, 'annotated'>,
): LineOutcome {
  try {
    const result = engine.extractJson(line, annotated);
    if (!result.ok) return { kind: 'failed', ...result.error };
    const read = { kind: 'read' as const, pieces: [result.value], warnings: result.warnings };
    return result.article === undefined ? read : { ...read, article: result.article };
  } catch (error) {
    return { kind: 'failed', id: jsonDocumentId(line), message: `internal error: ${describeError(error)}` };
  }
}
