// The rules' own examples, from the text to the records. rules/periods.yaml and rules/areas.yaml have examples of another
// shape, which run in periods.test.ts and areas.test.ts.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Extractor } from '../src/extract.js';
import { RECORD_FIELDS } from '../src/records/fields.js';
import type { IndicatorRecord } from '../src/records/index.js';
import { rulesFolder } from '../src/rules/load.js';
import type { RuleExample } from '../src/rules/model.js';
import { parseRules, readRuleFolder } from '../src/rules/parse.js';
import { engine } from './articles.js';

const PUBLISHED = '2024-06-15';

const files = readRuleFolder(rulesFolder);
const parsed = parseRules(files);
if (!parsed.ok) throw new Error(parsed.error.map((e) => `${e.file}:${e.line}: ${e.message}`).join('\n'));
const { units, modifiers, exclusions, lexemes, frames } = parsed.value;
const kinds = { units, modifiers, exclusions, lexemes, frames };

let extractor: Extractor;
beforeAll(async () => {
  extractor = await engine();
});

/** The records of an example: an article of one paragraph. */
function recordsOf({ text, published }: RuleExample): IndicatorRecord[] {
  const article = `---\ndate: ${published ?? PUBLISHED}\n---\n${text}\n`;
  const read = extractor.extract('example.md', new TextEncoder().encode(article), 'markdown');
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

type Given = RuleExample['gives'][number];

/** A record's fields that the example speaks of. */
const told = (record: IndicatorRecord, given: Given): Given =>
  Object.fromEntries(Object.entries(record).filter(([field]) => field in given));

/** Each given record beside what the text gives for it: in text order, `more` allowing others in between. */
function paired({ gives, more }: RuleExample, records: readonly IndicatorRecord[]): Given[] {
  if (!more) return records.map((record, i) => told(record, gives[i] ?? record));
  let from = 0;
  return gives.map((given) => {
    const wanted = JSON.stringify(Object.entries(given).sort());
    const at = records.findIndex(
      (record, i) => i >= from && JSON.stringify(Object.entries(told(record, given)).sort()) === wanted,
    );
    const record = records[at < 0 ? from : at];
    if (at >= 0) from = at + 1;
    return record === undefined ? {} : told(record, given);
  });
}

test('every rule has an example', () => {
  const without = Object.values(kinds).flatMap((rules) => rules.filter(({ examples }) => examples.length === 0));
  expect(without.map(({ id }) => id)).toEqual([]);
});

test('examples speak of fields that records have', () => {
  const known = new Set<string>(RECORD_FIELDS.map(({ name }) => name));
  const unknown = Object.values(kinds)
    .flatMap((rules) => rules.flatMap(({ id, examples }) => examples.map(({ gives }) => ({ id, gives }))))
    .flatMap(({ id, gives }) => gives.flatMap((given) => Object.keys(given)).map((field) => ({ id, field })))
    .filter(({ field }) => !known.has(field));
  expect(unknown).toEqual([]);
});

for (const [kind, rules] of Object.entries(kinds)) {
  const examples = rules.flatMap((rule) =>
    rule.examples.map((example) => ({ id: rule.id, text: example.text, example })),
  );
  describe(kind, () => {
    test.each(examples)('$id: $text', ({ example }) => {
      expect(paired(example, recordsOf(example))).toEqual(example.gives);
    });
  });
}

test.each(frames)('frame $id makes a record of one of its examples', ({ id, examples }) => {
  expect(examples.flatMap(recordsOf).map(({ rule }) => rule)).toContain(id);
});
