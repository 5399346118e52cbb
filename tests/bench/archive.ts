// The documents of a bench, and folders made of copies of them.
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { listInputs } from '../../src/batch/index.js';
import { decode, readDocument } from '../../src/document/index.js';

export interface Given {
  path: string;
  bytes: Buffer;
  /** Blocks of clean text, as the engine makes them. */
  blocks: string[];
  /** The blocks with line ends between. */
  clean: string;
}

/** The documents below the paths; those that cannot be read are left out. */
export async function readGiven(paths: readonly string[]): Promise<Given[]> {
  const given: Given[] = [];
  for (const { path, problem, note } of await listInputs(paths)) {
    if (problem !== undefined || note !== undefined) continue;
    const bytes = readFileSync(path);
    const text = decode(bytes);
    const document = text.ok ? readDocument(path, text.value, 'auto') : null;
    if (!document?.ok) continue;
    const blocks = document.value.blocks.map((block) => block.text);
    given.push({ path, bytes, blocks, clean: blocks.join('\n\n') });
  }
  if (given.length === 0) throw new Error(`no document in ${paths.join(' ')}`);
  return given;
}

/** A folder of copies, all of the documents again and again, until it holds so many bytes. */
export function copies(folder: string, given: readonly Given[], bytes: number): { documents: number; bytes: number } {
  mkdirSync(folder, { recursive: true });
  let copied = 0;
  let n = 0;
  while (copied < bytes) {
    const { path } = given[n % given.length] as Given;
    copyFileSync(path, join(folder, `${String(n++).padStart(6, '0')}${extname(path)}`));
    copied += statSync(path).size;
  }
  return { documents: n, bytes: copied };
}
