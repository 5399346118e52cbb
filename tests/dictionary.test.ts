import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { dataDictionary, dictionaryPage } from '../src/records/dictionary.js';

test('docs/dictionary.md is current', async () => {
  await expect(dictionaryPage()).toMatchFileSnapshot(join(packageRoot, 'docs', 'dictionary.md'));
});

test.each(dataDictionary())(
  '$name: both languages, and a Chinese name of its own',
  ({ name, label, meaning, meaningZh }) => {
    expect(meaning).toMatch(/[a-z]{3}/);
    expect(meaningZh).toMatch(/\p{Script=Han}.*。$/u);
    expect(label).toMatch(/\p{Script=Han}/u);
    expect(
      dataDictionary()
        .filter((other) => other.label === label)
        .map((other) => other.name),
    ).toEqual([name]);
  },
);

test.each(['modifier', 'measure', 'basis', 'status'])('every value of %s has a Chinese name of its own', (name) => {
  const labels =
    dataDictionary()
      .find((entry) => entry.name === name)
      ?.values.map(({ label }) => label) ?? [];
  expect(labels.length).toBeGreaterThan(0);
  expect(new Set(labels).size).toBe(labels.length);
  for (const label of labels) expect(label).toMatch(/^\p{Script=Han}+$/u);
});
