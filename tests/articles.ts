// The fixture articles: reading them, and the engine that the tests share.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createExtractor, type Extractor } from '../src/extract.js';
import type { ExpectedObservation } from './agreement.js';

export const fixturesFolder = fileURLToPath(new URL('../fixtures/', import.meta.url));

export interface Fixture {
  /** File name without its ending. */
  name: string;
  /** File name, the `source` of its records. */
  file: string;
  bytes: Buffer;
  /** Decoded here, not by the program. */
  text: string;
  expected: ExpectedObservation[];
}

/** All fixture articles, by name. */
export function readFixtures(): Fixture[] {
  const files = readdirSync(fixturesFolder).sort();
  return files
    .filter((file) => /\.(md|html|txt)$/.test(file))
    .map((file) => {
      const name = file.replace(/\.[a-z]+$/, '');
      const bytes = readFileSync(fixturesFolder + file);
      const text = new TextDecoder(name === 'gb18030' ? 'gb18030' : 'utf-8', { fatal: true }).decode(bytes);
      const noted = JSON.parse(readFileSync(`${fixturesFolder}${name}.expected.json`, 'utf8')) as {
        observations: ExpectedObservation[];
      };
      return { name, file, bytes, text, expected: noted.observations };
    });
}

/** A fresh engine with the built-in rules. */
export async function engine(): Promise<Extractor> {
  const made = await createExtractor();
  if (!made.ok) throw new Error(`the built-in rules are broken: ${JSON.stringify(made.error)}`);
  return made.value;
}

/** The file's code points from `start` to `end`. */
export const codePoints = (text: string, start: number, end: number): string => [...text].slice(start, end).join('');
