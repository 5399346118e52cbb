// One document: its file read and its records made. What a worker does, and what a small run does without one.
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { jsonDocumentId } from '../document/index.js';
import { describeError } from '../errors.js';
import type { Extractor } from '../extract.js';
import { readSteadily } from './files.js';
import type { LineOutcome, Outcome, ReadOptions, Seen } from './model.js';
import type { Packer } from './pack.js';

/** How a document is read. */
export interface How extends Pick<ReadOptions, 'form' | 'annotated'> {
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

/** Bytes of a document, at most. No article comes near it, and a device or a pipe may have no end. */
const MOST = 256 * 1024 * 1024;
const CHUNK = 64 * 1024;

function tooLarge(): Error {
  return new Error(`more than ${MOST / 1024 / 1024} MB, which is no article`);
}

/** The bytes of what is no file. */
function readDevice(path: string): Uint8Array {
  const descriptor = openSync(path, 'r');
  try {
    const pieces: Uint8Array[] = [];
    for (let length = 0; length <= MOST; ) {
      const piece = Buffer.allocUnsafe(CHUNK);
      const read = readSync(descriptor, piece);
      if (read === 0) return Buffer.concat(pieces, length);
      pieces.push(piece.subarray(0, read));
      length += read;
    }
    throw tooLarge();
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a stream. */
export async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    if (length > MOST) throw tooLarge();
  }
  return Buffer.concat(pieces, length);
}

/** The bytes of a file, or of a device. */
function readWhole(path: string): Uint8Array {
  const stats = statSync(path);
  if (stats.size > MOST) throw tooLarge();
  return stats.isFile() ? readFileSync(path) : readDevice(path);
}

/** What reading a file gives. */
export function readFile(engine: Extractor, path: string, how: How): Outcome {
  try {
    const { seen, value: bytes } = readSteadily(path, readWhole);
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
