// The short form of `npm run fuzz`: 2,000 random inputs against what must hold of every input, with a fixed seed so that a run
// says something about the change under test. `npm run torture` has ten times as many, with another seed each time.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engine } from './articles.js';
import { article, written } from './torture/generators.js';
import { LONG } from './torture/long.js';
import { anyTry } from './torture/properties.js';

test(LONG ? '20,000 tries' : '2,000 tries', { timeout: 3_000_000 }, async () => {
  const extractor = await engine();
  fc.assert(
    fc.property(anyTry, ([, check]) => check(extractor)),
    LONG ? { numRuns: 20_000 } : { seed: 20_240_418, numRuns: 2000 },
  );
});

test('the articles that it makes have figures: most tries reach the engine', async () => {
  const extractor = await engine();
  const made = fc.sample(article, { seed: 20_240_418, numRuns: 200 });
  const counts = made.map((each) => {
    const result = extractor.extract('a.md', Buffer.from(written(each)), each.dress);
    return result.ok ? result.value.length : 0;
  });
  expect(counts.filter((count) => count > 0).length).toBeGreaterThan(180);
});

describe('what it found', () => {
  test('a paragraph that tells of nothing does not end a row of places, each with the time before the first', async () => {
    const extractor = await engine();
    const periods = (...between: string[]) => {
      const paragraphs = ['江苏省新增就业3万人。今年新增就业5万人。', ...between, '美国新增就业7万人。'];
      const text = `---\ntitle: 2022年统计公报\ndate: 2023-02-28\n---\n\n${paragraphs.join('\n\n')}\n`;
      const result = extractor.extract('a.md', Buffer.from(text), 'markdown');
      return result.ok ? result.value.map(({ value, period }) => [value, period]) : result.error;
    };
    const expected = [
      [30_000, '2022'],
      [50_000, '2023'],
      [70_000, '2022'],
    ];
    expect(periods()).toEqual(expected);
    expect(periods('阳光照在河面上，孩子们笑着跑过。')).toEqual(expected);
  });
});
