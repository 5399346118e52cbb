// What holds of every input. Each check throws where it does not; fast-check then shrinks the input.
import fc from 'fast-check';
import type { Extractor } from '../../src/extract.js';
import type { IndicatorRecord } from '../../src/records/index.js';
import { indicatorRecord } from '../../src/records/schema.js';
import { type Article, article, bytes, jsonText, markup, UNRELATED, written } from './generators.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

class Fault extends Error {}
const fault = (what: string, ...seen: unknown[]): never => {
  throw new Fault([what, ...seen.map((each) => JSON.stringify(each))].join('\n  '));
};

/** Holds of the records of any document: `text` is the document as it was decoded. */
export function checkRecords(records: readonly IndicatorRecord[], text: string): void {
  const points = records.length === 0 ? [] : Array.from(text);
  const ids = new Set<string>();
  let last = 0;
  for (const record of records) {
    const { success, error } = indicatorRecord.safeParse(record);
    if (!success) fault('not valid by the schema', error.issues, record);
    const slice = points.slice(record.start, record.end).join('');
    if (slice !== record.raw) fault('raw is not the slice', record.raw, slice);
    if (ids.has(record.id)) fault('an id stands twice', record);
    if (record.start < last) fault('records are not in text order', record);
    last = record.start;
    ids.add(record.id);
  }
  for (const { part_of, changed_from } of records)
    for (const link of [part_of, changed_from])
      if (link !== null && !ids.has(link)) fault('a link leads nowhere', link);
}

type Form = Parameters<Extractor['extract']>[2];

function read(engine: Extractor, input: Uint8Array, form: Form): readonly IndicatorRecord[] | null {
  const result = engine.extract('a.md', input, form);
  if (result.ok) return result.value;
  if (!/\S/.test(result.error.message)) fault('an error without words');
  return null;
}

/** What is read is valid, and `again` the same. The text is null where only the engine knows how to decode it. */
function checkRead(
  engine: Extractor,
  input: Uint8Array,
  form: Form,
  text: string | null,
  again: boolean,
): readonly IndicatorRecord[] {
  const first = read(engine, input, form);
  const second = again ? read(engine, input, form) : first;
  if (again && JSON.stringify(first) !== JSON.stringify(second)) fault('two runs differ', first, second);
  if (first !== null && text !== null) checkRecords(first, text);
  return first ?? [];
}

/** What a record says, without where it stands. */
const said = ({ line: _, start: _s, end: _e, ...rest }: IndicatorRecord) => rest;
const quantityOf = ({ value, value_min, value_max, unit, raw }: IndicatorRecord) => ({
  value,
  value_min,
  value_max,
  unit,
  raw,
});

function checkArticle(engine: Extractor, input: Article, chance: number): void {
  const form = input.dress;
  const text = written(input);
  const records = checkRead(engine, encode(text), form, text, chance % 4 === 0);

  const { paragraphs } = input;
  const place = chance % (paragraphs.length + 1);
  const more = [
    ...paragraphs.slice(0, place),
    UNRELATED[chance % UNRELATED.length] as string,
    ...paragraphs.slice(place),
  ];
  const longer = read(engine, encode(written({ ...input, paragraphs: more })), form) ?? [];
  const [before, after] = [records.map(said), longer.map(said)].map((each) => JSON.stringify(each));
  if (before !== after) {
    const i = records.findIndex(
      (record, k) => JSON.stringify(said(record)) !== JSON.stringify(longer[k] && said(longer[k])),
    );
    fault('an unrelated paragraph changes records', records[i], longer[i]);
  }

  if (paragraphs.length === 1) return;
  const parts = paragraphs.flatMap((p) => read(engine, encode(written({ ...input, paragraphs: [p] })), form) ?? []);
  const [whole, split] = [records, parts].map((each) => each.map(quantityOf)) as [object[], object[]];
  if (JSON.stringify(whole) !== JSON.stringify(split)) fault('split at paragraphs, other quantities', whole, split);
}

function checkJson(engine: Extractor, text: string, field: 'text' | 'html' | 'markdown'): void {
  const first = engine.extractJson(JSON.stringify({ id: '1', published: '2024-05-06', [field]: text }));
  if (first.ok) checkRecords(first.value, text);
  else if (!/\S/.test(first.error.message)) fault('an error without words');
}

const chance = fc.nat({ max: 11 });
const anyField = fc.constantFrom('text' as const, 'html' as const, 'markdown' as const);
const anyForm = fc.constantFrom<Form>('auto', 'markdown', 'html', 'text');

export type Try = readonly [
  kind: 'article' | 'markup' | 'bytes' | 'json',
  check: (engine: Extractor) => void,
  shown: unknown,
];

const aTry = <T>(
  kind: Try[0],
  input: fc.Arbitrary<T>,
  check: (engine: Extractor, input: T) => void,
): fc.Arbitrary<Try> => input.map((value) => [kind, (engine) => check(engine, value), value] as const);

/** One try: an input of some kind and what has to hold of it. */
export const anyTry: fc.Arbitrary<Try> = fc.oneof(
  {
    arbitrary: aTry('article', fc.tuple(article, chance), (engine, [input, n]) => checkArticle(engine, input, n)),
    weight: 3,
  },
  {
    arbitrary: aTry('markup', fc.tuple(markup, anyForm, chance), (engine, [text, form, n]) => {
      checkRead(engine, encode(text), form, decoder.decode(encode(text)), n % 4 === 0);
    }),
    weight: 4,
  },
  {
    arbitrary: aTry('bytes', fc.tuple(bytes, anyForm, chance), (engine, [input, form, n]) => {
      checkRead(engine, input, form, null, n % 4 === 0);
    }),
    weight: 1,
  },
  {
    arbitrary: aTry('json', fc.tuple(jsonText, anyField), (engine, [text, field]) => checkJson(engine, text, field)),
    weight: 1,
  },
);
