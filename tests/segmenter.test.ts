// The dictionary of a first document: its own words only, and yet the same words and tags as with the whole one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { packageRoot } from '../src/assets.js';

const fixtures = join(packageRoot, 'fixtures');
const documents = readdirSync(fixtures).filter((name) => /\.(md|html|txt)$/.test(name));

test.each(documents)('%s', async (name) => {
  // Texts of two documents, markup and all, and private characters that the small dictionary uses for itself.
  const lines = readFileSync(join(fixtures, name), 'utf8').split(/[\n。]/);
  lines.push('全市\ue000\ue001生产总值\ue001', '𠮷林\u{20000}𠀀');
  vi.resetModules();
  const { segmenterFor } = await import('../src/observations/segmenter.js');
  const own: [] = [];
  const read = (document: readonly string[]): string[][] => {
    const { cut, tagOf } = segmenterFor(document, own);
    return lines.map((line) => cut(line).map((word) => `${word}/${tagOf(word)}`));
  };
  const small = read(lines);
  // A word that stands in none of them tells which dictionary it is.
  expect(segmenterFor(lines, own).cut('鹦鹉')).toEqual(['鹦', '鹉']);
  const whole = read(['第二篇']);
  expect(segmenterFor(['第二篇'], own).cut('鹦鹉')).toEqual(['鹦鹉']);
  expect(small.flat().length).toBeGreaterThan(50);
  expect(small).toEqual(whole);
});
