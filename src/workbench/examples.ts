// Runs the examples of rules as their tests.

import type { PlaceMention } from '../areas/index.js';
import { factsOf } from '../document/index.js';
import { createEngine, createScanners } from '../extract.js';
import type { Observer } from '../observations/index.js';
import { canonicalNames, type IndicatorRecord, type NameTable, toRecords } from '../records/index.js';
import type { RuleEntry, RuleExample, RuleSet } from '../rules/index.js';
import { EXAMPLES_PUBLISHED } from '../rules/index.js';
import { splitSentences } from '../sentences/index.js';
import { paragraphDocument } from './paragraph.js';

/** What an example should have given and what it gave, in rows that stand beside each other. */
export interface ExampleResult {
  rule: string;
  file: string;
  line: number;
  text: string;
  ok: boolean;
  expected: string[];
  got: string[];
}

/** Runs the examples of the rules that hold, in their order. */
export function runExamples(rules: RuleSet, entries: readonly RuleEntry[]): ExampleResult[] {
  const scanners = createScanners(rules);
  const observer = createEngine(rules, scanners);
  const names = canonicalNames(rules.synonyms);
  return entries
    .filter((entry) => entry.state === 'on')
    .flatMap((entry) =>
      entry.examples.map((placed): ExampleResult => {
        const result = (text: string, ok: boolean, expected: string[], got: string[]): ExampleResult => ({
          ...{ rule: entry.id, file: entry.file, line: placed.line },
          ...{ text, ok, expected, got },
        });
        const same = (text: string, expected: string[], got: string[]): ExampleResult =>
          result(text, expected.join('\n') === got.join('\n'), expected, got);
        if (placed.of === 'records') {
          const records = recordsOf(placed.example, observer, names);
          return result(placed.example.text, ...compare(placed.example, records));
        }
        if (placed.of === 'times') {
          const { text, published, year, period, times } = placed.example;
          const found = scanners.times.scan(text, { published, year, period });
          return same(
            text,
            times,
            found.map((t) => `${t.text} | ${t.kind} | ${t.period ?? '-'}`),
          );
        }
        const { example } = placed;
        if ('hints' in example) {
          const { home } = scanners.places.ownPlace(example.hints, []);
          return same(example.hints.join(' | '), [example.home ?? 'null'], [home?.name ?? 'null']);
        }
        const found = scanners.places.scan(example.text);
        const named = (of: readonly PlaceMention[]): string[] =>
          of.map(({ place, own }) => place?.name ?? `own:${own}`);
        const also = (what: 'listed' | 'against', of: readonly string[]): string[] =>
          example[what] ? [`${what}: ${of.join(' ')}`] : [];
        return same(
          example.text,
          [...example.places, ...also('listed', example.listed ?? []), ...also('against', example.against ?? [])],
          [
            ...named(found),
            ...also('listed', named(found.filter(({ list }) => list > 0))),
            ...also('against', named(found.filter(({ against }) => against))),
          ],
        );
      }),
    );
}

function recordsOf(example: RuleExample, observer: Observer, names: NameTable): IndicatorRecord[] {
  const document = paragraphDocument('example', example.text, example.published ?? EXAMPLES_PUBLISHED);
  return toRecords(document, observer.observe(factsOf(document), splitSentences(document.blocks)), names);
}

type Part = RuleExample['gives'][number];

const fits = (record: IndicatorRecord | undefined, part: Part): boolean =>
  record !== undefined &&
  Object.entries(part).every(([field, value]) => record[field as keyof IndicatorRecord] === value);

/** Fields that tell which record it is, where the example names none. */
const USUAL: readonly (keyof IndicatorRecord)[] = ['indicator', 'value', 'unit', 'measure'];

const row = (value: object, fields: readonly string[]): string =>
  fields.map((field) => `${field} ${String(value[field as keyof typeof value])}`).join(', ');

function compare(example: RuleExample, records: readonly IndicatorRecord[]): [boolean, string[], string[]] {
  const { gives, more = false } = example;
  const expected = gives.map((part) => row(part, Object.keys(part)));
  const got = records.map((record, i) => {
    const fields = Object.keys(gives[i] ?? {});
    return row(record, more || fields.length === 0 ? [...new Set([...fields, ...USUAL])] : fields);
  });
  if (!more)
    return [records.length === gives.length && gives.every((part, i) => fits(records[i], part)), expected, got];
  // In text order, others between them.
  let next = 0;
  for (const record of records) {
    const part = gives[next];
    if (part !== undefined && fits(record, part)) next++;
  }
  return [next === gives.length, expected, got];
}
