// One document: its file read and its records made. What a worker does, and what a small run does without one.
import { jsonDocumentId } from '../document/index.js';
import { describeError } from '../errors.js';
import type { Extractor } from '../extract.js';
import { readSteadily } from './files.js';
import { DEFAULT_MAX_BYTES, readWithin, tooLarge } from './limits.js';
import type { LineOutcome, Outcome, ReadOptions, Seen } from './model.js';
import type { Packer } from './pack.js';

/** How a document is read. */
export interface How extends Pick<ReadOptions, 'form' | 'annotated' | 'maxBytes'> {
  pack: Packer;
}

/** What reading bytes gives. The engine promises not to throw; a fault in it must still cost one document only. */
export function readBytes(
  engine: Extractor,
  path: string,
  bytes: Uint8Array,
  { form, annotated = false, pack }: How,
  seen: Seen | null = null,
): Outcome {
  try {
    const result = engine.extract(path, bytes, form, annotated);
    if (!result.ok)
      return { path, seen, kind: 'failed', line: result.error.line ?? null, message: result.error.message };
    const read = { path, seen, kind: 'read' as const, ...pack(result.value), warnings: result.warnings };
    return result.article === undefined ? read : { ...read, article: JSON.stringify(result.article) };
  } catch (error) {
    return { path, seen, kind: 'failed', line: null, message: `internal error: ${describeError(error)}` };
  }
}

/** What reading a file gives. */
export function readFile(engine: Extractor, path: string, how: How): Outcome {
  const { maxBytes = DEFAULT_MAX_BYTES } = how;
  try {
    const { seen, value: bytes } = readSteadily(path, (file) => readWithin(file, maxBytes));
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
