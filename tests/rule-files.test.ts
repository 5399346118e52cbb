// Rule files of others: what is refused and with which words, and how overlays lie over the built-in rules.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { createExtractor } from '../src/extract.js';
import { loadRuleBook, RULE_KINDS, type RuleError, type RuleSet } from '../src/rules/index.js';
import { parseRules } from '../src/rules/parse.js';
import { runExamples } from '../src/workbench/index.js';

const built = await loadRuleBook([]);
if (!built.ok) throw new Error(JSON.stringify(built.error));
const builtIn = built.value;

const home = mkdtempSync(join(tmpdir(), 'zhibiao-rules-'));
afterAll(() => rmSync(home, { recursive: true }));
let folders = 0;

/** A folder of rule files, by name. */
function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(home, `${folders++}-`));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The errors of one file laid over the built-in rules. */
function errorsOf(text: string): RuleError[] {
  const result = parseRules([[{ file: 'my.yaml', text }]], builtIn);
  return result.ok ? [] : result.error;
}

const brief = ({ line, column, message }: RuleError): string => `${line}:${column} ${message}`;
const reason = 'reason: why';

describe('every error has its place, says what was expected, and names the nearest', () => {
  // ▸ stands where the error is.
  test.each([
    [
      'kind: ▸unit\nrules: []',
      'kind: "unit" is not one of units, modifiers, exclusions, lexemes, frames, synonyms, vocabulary, periods, areas; did you mean "units"?',
    ],
    [
      '▸rules: []',
      'the field "kind" is missing: one of units, modifiers, exclusions, lexemes, frames, synonyms, vocabulary, periods, areas',
    ],
    ['▸- 1', 'a rule file is a mapping that begins with its kind, such as kind: units'],
    ['▸', 'a rule file is a mapping that begins with its kind, such as kind: units'],
    [
      `kind: units\nrules:\n  - { id: unit.a, ${reason}, forms: [甲], ▸dimensoin: count }`,
      'rules.0: there is no field "dimensoin" here; did you mean "dimension"?',
    ],
    [
      `kind: units\nrules:\n  - id: unit.a\n    ${reason}\n    forms: [甲]\n    dimension: ▸mony`,
      'rules.0.dimension: "mony" is not one of count, money, percent, percentage_point, ratio, rank, duration, length, area, volume, mass, energy, power, temperature, speed, index, other; did you mean "money"?',
    ],
    [
      `kind: units\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: ▸甲 }`,
      'rules.0.forms: expected a list, not "甲"',
    ],
    [
      `kind: units\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: [▸5] }`,
      'rules.0.forms.0: expected a text, not 5',
    ],
    [
      `kind: units\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: ▸[] }`,
      'rules.0.forms: this is empty',
    ],
    [
      'kind: units\nrules:\n  - ▸{ id: unit.a, dimension: count, forms: [甲] }',
      'rules.0.reason: the field "reason" is missing: a text',
    ],
    [
      `kind: units\nrules:\n  - { id: ▸Unit A, ${reason}, dimension: count, forms: [甲] }`,
      'rules.0.id: "Unit A": an id is lower-case words with a dot and hyphens: unit.square-metre',
    ],
    [
      `kind: units\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: [甲], examples: [{ text: 一甲, gives: [{ ▸vaule: 1 }] }] }`,
      'rules.0.examples.0.gives.0: there is no field "vaule" here; did you mean "value"?',
    ],
    [
      `kind: units\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: [甲], examples: [{ text: 一甲, gives: [{ value: ▸[] }] }] }`,
      'rules.0.examples.0.gives.0.value: expected a text or a number or null, not a list',
    ],
    [
      `kind: units\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: [甲], examples: [{ text: 一甲, published: ▸today, gives: [] }] }`,
      'rules.0.examples.0.published: "today" is not a date such as 2024-06-15',
    ],
    [
      `kind: modifiers\nrules:\n  - { id: modifier.a, ${reason}, modifier: over, side: ▸inside, forms: [甲] }`,
      'modifier.a: what stands inside a number (多 余 来) is read by the program; use before or after',
    ],
    [
      `kind: exclusions\nrules:\n  - ▸{ id: exclusion.a, ${reason} }`,
      'rules.0: the rule names no condition, so it would never hold',
    ],
    [
      `kind: exclusions\nrules:\n  - { id: exclusion.a, ${reason}, number: [三], unlessRule: [▸count.bigg] }`,
      'exclusion.a: no unit rule is called "count.bigg"; did you mean "count.big"?',
    ],
    [
      `kind: lexemes\nrules:\n  - { id: lexeme.a, ${reason}, class: ▸fal, words: [甲乙] }`,
      'lexeme.a: nothing asks for the class "fal"; did you mean "fall"?',
    ],
    [
      `kind: lexemes\nrules:\n  - { id: lexeme.a, ${reason}, class: fall, sign: -1, words: [甲乙], as: ▸plain }`,
      'rules.0.as: plain words and endings have no sign',
    ],
    [
      `kind: frames\nrules:\n  - { id: frame.a, ${reason}, measure: level, when: [▸'@fal Q'] }`,
      'frame.a: no lexeme has the class "fal"; did you mean "fall"?',
    ],
    [
      `kind: frames\nrules:\n  - { id: frame.a, ${reason}, measure: level, when: [▸'增长'] }`,
      'rules.0.when.0: pattern has no Q: 增长',
    ],
    [
      `kind: frames\nrules:\n  - { id: frame.a, ${reason}, measure: level, when: [▸'Q(percnt)'] }`,
      'frame.a: Q(percnt): no unit and no kind of quantity is called so; did you mean "percent"?',
    ],
    [
      `kind: areas\nrules:\n  - { id: a, ${reason}, kind: mask, words: [▸美] }`,
      'rules.0.words.0: "美": a word must start with two Chinese characters',
    ],
    [
      `kind: areas\nrules:\n  - { id: a, ${reason}, kind: ▸masc, words: [美国] }`,
      'rules.0.kind: "masc" is not one of own, names, abroad, country, mask, guard, standalone, never, boundary, part, people, suffix, head, list, against, foreign, agent, local, relation, county-tail, source; did you mean "mask"?',
    ],
    [
      `kind: areas\nrules:\n  - { id: a, ${reason}, kind: names, level: place, words: { 东山湾: 东山湾 }, ▸wthin: [福建省] }`,
      'rules.0: there is no field "wthin" here; did you mean "within"?',
    ],
    [
      'kind: periods\nterms:\n  - term: time\n    ▸rulez: []',
      'terms.0: there is no field "rulez" here; did you mean "rules"?',
    ],
    [
      `kind: periods\nterms:\n  - term: time\n    rules:\n      - { id: a, ${reason}, match: ▸'<nothing>年', gives: null }`,
      'terms.0.rules.0.match.0: <nothing> is no number class, word list or term defined above',
    ],
    [
      `kind: periods\nterms:\n  - term: time\n    rules:\n      - { id: a, ${reason}, match: '<n>年', gives: ▸'{m}' }`,
      'terms.0.rules.0.gives.0: {m}: nothing in the pattern is called m',
    ],
    [
      `kind: periods\nterms:\n  - term: time\n    rules:\n      - { id: a, ${reason}, match: [年], gives: [▸7] }`,
      'terms.0.rules.0.gives.0: expected a text, not 7',
    ],
    ['kind: units\noff: [▸count.lott]', 'off: no rule is called "count.lott"; did you mean "count.lot"?'],
    [
      `kind: units\noff: [▸unit.a]\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: [甲] }`,
      'off: "unit.a" is in this folder itself: take it out',
    ],
    [
      'kind: units\nrules: [▸',
      'not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['kind: units\n▸kind: units', '"kind" is there twice'],
    ['kind: units\nrules: ▸*all', 'there is no &all before this *all'],
    ['kind: !!binary ▸dW5pdHM=', 'the tag tag:yaml.org,2002:binary is not allowed'],
    ['kind: units\n? ▸[a]\n: 1', 'a key must be a word'],
    ['kind: units\n▸__proto__: 1', 'no field may be called __proto__'],
  ])('%j', (text, expected) => {
    const before = text.slice(0, text.indexOf('▸'));
    const place = `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
    expect(errorsOf(text.replace('▸', '')).map(brief)).toContain(`${place} ${expected}`);
  });

  test('all at once, of all files', () => {
    const wrong = `kind: units\nrules:\n  - { id: unit.a, forms: [甲], dimension: count }\n  - { id: unit.b, ${reason}, dimension: count }`;
    const result = parseRules(
      [
        [
          { file: 'a.yaml', text: wrong },
          { file: 'b.yaml', text: 'kind: frame' },
        ],
      ],
      builtIn,
    );
    expect(result.ok ? [] : result.error.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'a.yaml:3',
      'a.yaml:4',
      'b.yaml:1',
    ]);
  });

  test.each([
    ['units', 'own-city', 'areas', 'unit'],
    ['units', 'modifier.approx-before', 'modifiers', 'unit'],
  ])('an id of another kind cannot be taken: %s %s', (_kind, id, owner) => {
    const text = `kind: units\nrules:\n  - { id: ${id}, ${reason}, dimension: count, forms: [甲] }`;
    const messages = errorsOf(text).map(({ message }) => message);
    // Area and period ids have another form: either says why.
    expect(messages.join()).toMatch(
      new RegExp(`that of a rule of the kind ${owner}|an id is lower-case words with a dot`),
    );
  });

  test('an id twice in a folder, with the other place', () => {
    const rule = `kind: units\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: [甲] }`;
    const result = parseRules(
      [
        [
          { file: 'a.yaml', text: rule },
          { file: 'b.yaml', text: rule },
        ],
      ],
      builtIn,
    );
    expect(result.ok ? [] : result.error.map((e) => `${e.file}:${brief(e)}`)).toEqual([
      'b.yaml:3:11 the id "unit.a" is used twice: it is in a.yaml:3',
    ]);
  });
});

describe('hostile files are refused', () => {
  const list = (n: number): string => Array.from({ length: n }, () => '甲').join(', ');
  const bomb = [
    'kind: units',
    'a0: &a0 [x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`),
  ].join('\n');
  const circle = Array.from(
    { length: 900 },
    (_, i) => `  - { id: synonym.s${i}, ${reason}, name: 指标${i}, words: [指标${(i + 1) % 900}] }`,
  ).join('\n');
  test.each([
    [
      '100,000 alternatives',
      `kind: units\nrules: [{ id: unit.a, forms: [${list(100_000)}] }]`,
      /the file has \d+ characters and may have 131072/,
    ],
    [
      'a long list',
      `kind: units\nrules:\n  - { id: unit.a, ${reason}, dimension: count, forms: [${list(5000)}] }`,
      /^3:57 .*the list may have at most 4000/,
    ],
    [
      'a list without words',
      `kind: units\nrules: [${'a,'.repeat(60_000)}]`,
      /the file has \d+ YAML marks .* and may have 40000/,
    ],
    [
      'many aliases of a long list',
      `kind: units\na: &a [${'a,'.repeat(1000)}]\nb: [${'*a,'.repeat(60)}]`,
      /more than 40000 values/,
    ],
    [
      'a pattern of many alternatives',
      `kind: frames\nrules:\n  - { id: frame.a, ${reason}, measure: level, when: ['${'甲|'.repeat(30_000)}乙 Q'] }`,
      /may have at most 1000/,
    ],
    [
      'a pattern of many elements',
      `kind: frames\nrules:\n  - { id: frame.a, ${reason}, measure: level, when: ['${'~ '.repeat(30)}Q'] }`,
      /more than 24 elements/,
    ],
    ['deep lists', `kind: units\nrules: ${'['.repeat(60_000)}`, /YAML marks/],
    ['deep lists that close', `kind: units\nrules: ${'['.repeat(300)}${']'.repeat(300)}`, /nested more than 16 deep/],
    ['deep keys', `kind: units\nrules:\n${'? '.repeat(20_000)}`, /not YAML|nested|key/],
    ['deep items', `kind: units\nrules:\n${'- '.repeat(30_000)}a`, /not YAML|nested/],
    ['deep mappings', `kind: units\nrules: ${'{a: '.repeat(15_000)}`, /not YAML|nested/],
    ['an alias bomb', bomb, /stands within what another alias repeats/],
    ['many keys', Array.from({ length: 12_000 }, (_, i) => `k${i}: 1`).join('\n'), /the field "kind" is missing/],
    ['quotation marks', '"'.repeat(100_000), /YAML marks/],
    ['fewer quotation marks', '"'.repeat(39_000), /not YAML/],
    ['a circle of synonyms', `kind: synonyms\nrules:\n${circle}`, /these names go in a circle: 指标\d+ → .* → …/],
    [
      'one name for itself by a detour',
      `kind: synonyms\nrules:\n  - { id: synonym.a, ${reason}, name: 甲甲, words: [乙乙] }\n  - { id: synonym.b, ${reason}, name: 乙乙, words: [甲甲] }`,
      /^4:41 synonym.b: these names go in a circle: (甲甲 → 乙乙 → 甲甲|乙乙 → 甲甲 → 乙乙)$/,
    ],
    [
      'two names for one word',
      `kind: synonyms\nrules:\n  - { id: synonym.a, ${reason}, name: 甲甲, words: [丙丙] }\n  - { id: synonym.b, ${reason}, name: 乙乙, words: [丙丙] }`,
      /^4:53 synonym.b: 丙丙 is already another name of 甲甲 \(synonym.a\)/,
    ],
    [
      'a word in two places of the vocabulary',
      `kind: vocabulary\nrules:\n  - { id: vocabulary.a, ${reason}, tag: n, words: [甲甲, 乙乙] }\n  - { id: vocabulary.b, ${reason}, tag: v, words: [乙乙] }`,
      /^4:\d+ vocabulary.b: 乙乙 is in vocabulary.a already$/,
    ],
    [
      'a word of the vocabulary that is none',
      `kind: vocabulary\nrules:\n  - { id: vocabulary.a, ${reason}, tag: n, words: [5G网] }`,
      /two Chinese characters or more/,
    ],
    [
      'a time pattern of many optional parts',
      `kind: periods\nterms:\n  - term: time\n    rules:\n      - { id: a, ${reason}, match: '${'年?'.repeat(30)}月', gives: null }`,
      /more than 20000 ways/,
    ],
    [
      'a time pattern of many gaps',
      `kind: periods\nterms:\n  - term: time\n    rules:\n      - { id: a, ${reason}, match: '年~40月~40日~40时', gives: null }`,
      /more than 20000 ways/,
    ],
  ])('%s', (_name, text, expected) => {
    const errors = errorsOf(text);
    expect(errors.map(brief).join('\n')).toMatch(new RegExp(expected.source, 'm'));
    expect(errors.length).toBeLessThanOrEqual(101);
  });

  test('thousands of errors: the first hundred and how many more', () => {
    const rules = Array.from({ length: 900 }, (_, i) => `  - { id: unit.u${i} }`).join('\n');
    const errors = errorsOf(`kind: units\nrules:\n${rules}`);
    expect(errors).toHaveLength(101);
    expect(errors.at(-1)?.message).toMatch(/^and \d+ errors more$/);
  });

  test.each([
    ['no folder', () => join(home, 'nothing'), 'no such file or folder'],
    ['a file', () => join(folderOf({ 'a.yaml': '' }), 'a.yaml'), 'a part of the path is not a folder'],
    ['an empty folder', () => folderOf({}), 'no rule file (.yaml) in this folder'],
    ['bytes that are no text', () => folderOf({ 'a.yaml': Uint8Array.of(0xff, 0xfe, 0x00) }), 'is not UTF-8 text'],
    ['a large file', () => folderOf({ 'a.yaml': '#'.repeat(600_000) }), 'the file is larger than 131072 characters'],
    [
      'many files',
      () => folderOf(Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`${i}.yaml`, '']))),
      '65 rule files, and there may be 64',
    ],
    [
      'much in many files',
      () => folderOf(Object.fromEntries([1, 2, 3].map((i) => [`${i}.yaml`, '#'.repeat(100_000)]))),
      'the rule files have 300000 characters together and may have 262144',
    ],
  ])('%s', async (_name, folder, message) => {
    const made = await createExtractor({ rules: [folder()] });
    expect(made.ok ? '' : made.error[0]?.message).toBe(message);
  });

  test('any text is refused or read, never thrown upon', () => {
    const scrap = fc.constantFrom(
      ...'kind: units\nrules:\n|  - {| id: a.b|[|]|}|, |&a |*a|!!int |? |: |"|\'|\n|甲|- - |#|%|1e9|~|---\n'.split('|'),
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 40 }), (scraps) => {
        const result = parseRules([[{ file: 'any.yaml', text: scraps.join('') }]], builtIn);
        for (const { line, column } of result.ok ? [] : result.error)
          expect([line, column].every((n) => n === undefined || n >= 1)).toBe(true);
      }),
      { seed: 20240615, numRuns: 500 },
    );
  });
});

/** Parts of the records that a text gives with the rules of these folders. */
async function read(text: string, rules: string[]) {
  const made = await createExtractor({ rules });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const article = `---\ndate: 2024-06-15\n---\n${text}\n`;
  const records = made.value.extract('a.md', new TextEncoder().encode(article), 'markdown');
  if (!records.ok) throw new Error(records.error.message);
  return records.value;
}

const unit = (id: string, rest: string): string => `kind: units\nrules:\n  - { id: ${id}, ${reason}, ${rest} }\n`;

describe('overlays', () => {
  test('three lines add a unit', async () => {
    const folder = folderOf({ 'a.yaml': unit('unit.kelp-rope', 'forms: [绳], dimension: count') });
    const text = '全县海带挂苗2.4万绳。';
    expect((await read(text, []))[0]?.unit).toBeNull();
    expect((await read(text, [folder]))[0]).toMatchObject({ unit: '绳', value: 24000, indicator: '海带挂苗' });
  });

  test('off and on again: a rule that an overlay switches off is gone, and a later one may define it', async () => {
    const off = folderOf({ 'a.yaml': 'kind: units\noff: [unit.us-dollar]\n' });
    const on = folderOf({ 'a.yaml': unit('unit.us-dollar', 'forms: [美元], code: XXX, dimension: money') });
    const codes = async (rules: string[]) => (await read('出口额达4.5亿美元。', rules)).map((r) => r.unit_code);
    expect(await codes([])).toEqual(['USD']);
    expect(await codes([off])).not.toContain('USD');
    expect(await codes([off, on])).toEqual(['XXX']);
  });

  test('switching off works for every kind', async () => {
    const ids = RULE_KINDS.map(
      (kind) => builtIn.entries.find((entry) => entry.kind === kind && !/^(lexeme|year-number)/.test(entry.id))?.id,
    ).filter((id) => id !== undefined);
    const book = await loadRuleBook([folderOf({ 'a.yaml': `kind: units\noff: [${ids.join(', ')}]\n` })]);
    if (!book.ok) throw new Error(JSON.stringify(book.error));
    expect(ids.length).toBeGreaterThanOrEqual(7);
    expect(
      book.value.entries
        .filter(({ state }) => state === 'off')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort());
    const { rules } = book.value;
    const held = RULE_KINDS.flatMap((kind) =>
      (kind === 'periods' ? rules.periods.terms.flatMap((term) => term.rules) : rules[kind]).map(({ id }) => id),
    );
    expect(held.filter((id) => ids.includes(id))).toEqual([]);
  });

  test('a rule of the same id takes the place of the built-in one', async () => {
    const folder = folderOf({ 'a.yaml': unit('unit.us-dollar', 'forms: [美元], unit: 美金, dimension: money') });
    expect((await read('出口额达4.5亿美元。', [folder]))[0]).toMatchObject({ unit: '美金', unit_code: null });
  });

  test.each([
    ['overlay over built-in', [unit('unit.zzz', 'forms: [美元], unit: 甲, dimension: money')], '甲'],
    [
      'a later overlay over an earlier one',
      [
        unit('unit.a', 'forms: [美元], unit: 甲, dimension: money'),
        unit('unit.z', 'forms: [美元], unit: 乙, dimension: money'),
      ],
      '乙',
    ],
    [
      'the longer form over both',
      [
        unit('unit.a', 'forms: [美元现汇], unit: 甲, dimension: money'),
        unit('unit.z', 'forms: [美元], unit: 乙, dimension: money'),
      ],
      '甲',
    ],
  ])('two units fit: %s', async (_why, files, expected) => {
    const layers = files.map((text) => folderOf({ 'a.yaml': text }));
    expect((await read('出口额达4.5亿美元现汇。', layers))[0]?.unit).toBe(expected);
  });

  test('in one folder the smaller id, whatever the order of files and rules', async () => {
    const a = unit('unit.a', 'forms: [绳], unit: 甲, dimension: count');
    const b = unit('unit.b', 'forms: [绳], unit: 乙, dimension: count');
    for (const files of [
      { '1.yaml': a, '2.yaml': b },
      { '1.yaml': b, '2.yaml': a },
    ])
      expect((await read('海带挂苗2.4万绳。', [folderOf(files)]))[0]?.unit).toBe('甲');
  });

  test('equal frames: overlay over built-in, though its id comes later', async () => {
    const pattern = builtIn.rules.frames.find(({ id }) => id === 'rate.percent')?.when[0];
    const frame = `kind: frames\nrules:\n  - { id: zzz.mine, ${reason}, measure: share, when: ['${pattern}'], priority: -1 }\n`;
    const text = '全县泵站完好率98%。';
    expect((await read(text, []))[0]?.rule).toBe('rate.percent');
    expect((await read(text, [folderOf({ 'a.yaml': frame })]))[0]).toMatchObject({
      rule: 'zzz.mine',
      measure: 'share',
    });
  });

  test('words that the dictionary lacks are kept whole, in the engine with the overlay alone', async () => {
    const text = '库存同比泄底12%。';
    const folder = folderOf({
      'a.yaml': `kind: lexemes\nrules:\n  - { id: lexeme.a, ${reason}, class: fall, sign: -1, words: [泄底] }\n`,
    });
    const value = async (rules: string[]) => (await read(text, rules)).at(-1)?.value;
    expect(await value([])).toBe(12);
    expect(await value([folder])).toBe(-12);
    expect(await value([])).toBe(12);
  });

  test('synonyms: one name beside the words as written, along a chain, an overlay first', async () => {
    const synonym = (id: string, name: string, word: string): string =>
      `kind: synonyms\nrules:\n  - { id: ${id}, ${reason}, name: ${name}, words: [${word}] }\n`;
    const folder = folderOf({
      'a.yaml': synonym('synonym.a', '海带产量', '海带总产'),
      'b.yaml': synonym('synonym.b', '藻类产量', '海带产量'),
    });
    const later = folderOf({ 'a.yaml': synonym('synonym.z', '海藻产量', '海带总产') });
    const names = async (rules: string[]) =>
      (await read('全县海带总产3.2万吨。', rules)).map((r) => [r.indicator, r.indicator_name]);
    expect(await names([])).toEqual([['海带总产', '海带总产']]);
    expect(await names([folder])).toEqual([['海带总产', '藻类产量']]);
    expect(await names([folder, later])).toEqual([['海带总产', '海藻产量']]);
  });

  test('a new term of times goes before the term that it helps to build', async () => {
    const text = `kind: periods
terms:
  - term: closed
    rules: [{ id: closed-days, ${reason}, match: '[休渔期|禁渔期]', gives: '{year}-05-01/{year}-08-16' }]
  - term: time
    rules: [{ id: in-closed, ${reason}, match: '<year>?<closed>间', gives: '{closed}' }]
`;
    const records = await read('去年禁渔期间，全县新增网箱400口。', [folderOf({ 'a.yaml': text })]);
    expect(records[0]).toMatchObject({ period_text: '去年禁渔期间' });
  });
});

describe('fixtures/rules-example', async () => {
  const book = await loadRuleBook([join(packageRoot, 'fixtures', 'rules-example')]);
  if (!book.ok) throw new Error(JSON.stringify(book.error));
  const own = book.value.entries.filter(({ layer }) => layer > 0);

  test('shows every kind, a replaced rule and one that is switched off', () => {
    expect(new Set(own.map(({ kind }) => kind))).toEqual(new Set(RULE_KINDS));
    expect(new Set(book.value.entries.map(({ state }) => state))).toEqual(new Set(['on', 'off', 'replaced']));
  });

  test.each(own.map(({ id }) => id))('%s: its examples hold because of it', (id) => {
    const entries = own.filter((entry) => entry.id === id);
    const failed = (rules: RuleSet) => runExamples(rules, entries).filter(({ ok }) => !ok);
    expect(entries.flatMap(({ examples }) => examples).length).toBeGreaterThan(0);
    expect(failed(book.value.rules)).toEqual([]);
    expect(failed(builtIn.rules).length).toBeGreaterThan(0);
  });
});
