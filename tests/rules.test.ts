// The built-in rules: every example of every rule, and what the rules promise of each other.
import { describe, expect, test } from 'vitest';
import { createSegmenter } from '../src/observations/segmenter.js';
import { loadRuleBook, RULE_KINDS } from '../src/rules/index.js';
import { explainDocument, paragraphDocument, runExamples } from '../src/workbench/index.js';

const loaded = await loadRuleBook([]);
if (!loaded.ok) throw new Error(loaded.error.map((e) => `${e.file}:${e.line}: ${e.message}`).join('\n'));
const book = loaded.value;
const { rules, entries } = book;

test('every rule has an example, and every kind rules', () => {
  expect(entries.filter(({ examples }) => examples.length === 0).map(({ id }) => id)).toEqual([]);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(RULE_KINDS));
});

test('every rule that was read holds', () => {
  const held = [
    ...RULE_KINDS.flatMap((kind) => (kind === 'periods' ? [] : rules[kind].map(({ id }) => id))),
    ...rules.periods.terms.flatMap((term) => term.rules.map(({ id }) => id)),
  ];
  expect(held.sort()).toEqual(entries.map(({ id }) => id).sort());
});

test('every word of the vocabulary is cut as one, with its part of speech', () => {
  const words = rules.vocabulary.flatMap(({ tag, words }) => words.map((word) => ({ word, tag })));
  const { cut, tagOf } = createSegmenter([]);
  for (const { word, tag } of words) {
    const found: { end: number; tag: string }[] = [];
    cut(word, 0, word.length, (end, number) => found.push({ end, tag: tagOf(number) }));
    expect({ word, found }).toEqual({ word, found: [{ end: word.length, tag }] });
  }
});

const results = runExamples(rules, entries);
for (const kind of RULE_KINDS) {
  const ids = new Set(entries.filter((entry) => entry.kind === kind).map(({ id }) => id));
  describe(`examples of ${kind}`, () => {
    test.each(results.filter(({ rule }) => ids.has(rule)))('$rule: $text', ({ ok, expected, got }) => {
      expect(ok ? expected : got).toEqual(expected);
    });
  });
}

test.each(rules.frames)('frame $id makes a record of one of its examples', ({ id, examples }) => {
  const made = examples.flatMap(({ text, published }) =>
    explainDocument(book, paragraphDocument('example', text, published ?? '2024-06-15'), null).flatMap(({ numbers }) =>
      numbers.flatMap((number) => (number.became === 'record' ? [number.record.rule] : [])),
    ),
  );
  expect(made).toContain(id);
});
