// extract rules …: the commands for people who write rules.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { runRules } from '../src/cli/rules/index.js';
import { loadRuleBook, RULE_KINDS } from '../src/rules/index.js';
import { runExamples } from '../src/workbench/index.js';

const home = mkdtempSync(join(tmpdir(), 'zhibiao-rules-cli-'));
afterAll(() => rmSync(home, { recursive: true }));

/** Writes one file into a folder of its own and returns the folder. */
function folderWith(text: string, name = 'a.yaml'): string {
  const folder = mkdtempSync(join(home, 'f-'));
  writeFileSync(join(folder, name), text);
  return folder;
}

interface Outcome {
  status: number;
  out: string;
  err: string;
}

/** Runs `extract rules` in this process. */
async function rules(...words: string[]): Promise<Outcome> {
  const outcome: Outcome = { status: 0, out: '', err: '' };
  outcome.status = await runRules(words, {
    say(text) {
      outcome.err += text;
    },
    async print(text) {
      outcome.out += text;
      return 0;
    },
  });
  return outcome;
}

const example = join(packageRoot, 'fixtures', 'rules-example');
const unit = (fields: string): string => `kind: units\nrules:\n  - { id: unit.kelp-rope, reason: 按绳计, ${fields} }\n`;
const GOOD = unit(
  'forms: [绳], dimension: count, examples: [{ text: 挂苗2.4万绳。, gives: [{ value: 24000, unit: 绳 }] }]',
);
const BAD = unit(
  'forms: [绳], dimension: count, examples: [{ text: 挂苗2.4万绳。, gives: [{ value: 24, unit: 绳 }, {}] }]',
);

describe('list', () => {
  test('every rule with id, kind, file and reason', async () => {
    const { out, status } = await rules('list');
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^id +kind +file +reason$/);
    expect(lines).toContainEqual(expect.stringMatching(/^unit\.yuan +units +rules\/units\.yaml:\d+ +人民币元$/));
    expect([lines.length > 300, status]).toEqual([true, 0]);
  });

  test('--json, --kind and --rules: state and file of each', async () => {
    const { out } = await rules('list', '--json', '--kind', 'units', '--rules', example);
    const rows: { id: string; kind: string; state: string; file: string; line: number; built_in: boolean }[] =
      JSON.parse(out);
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['units']));
    expect(rows.find(({ id }) => id === 'count.lot')).toMatchObject({ state: 'off', built_in: true });
    expect(rows.filter(({ id }) => id === 'unit.jiao-fen')).toMatchObject([
      { state: 'replaced', built_in: true },
      { state: 'on', built_in: false, file: join(example, 'changes.yaml') },
    ]);
  });
});

describe('check', () => {
  test('what is well', async () => {
    expect(await rules('check', folderWith(GOOD))).toEqual({ status: 0, out: '1 rule, no errors\n', err: '' });
  });

  test('a rule without an example is told, and is no error', async () => {
    const folder = folderWith(unit('forms: [绳], dimension: count'));
    expect(await rules('check', folder)).toEqual({
      ...{ status: 0, out: '1 rule, no errors\n' },
      err: `extract: ${join(folder, 'a.yaml')}:3: unit.kelp-rope has no example to test it\n`,
    });
  });

  test('all errors of all folders, on standard error, with exit status 2', async () => {
    const [one, two] = [folderWith('kind: unit'), folderWith(unit('form: [绳], dimension: count'))];
    const { status, out, err } = await rules('check', one, two, join(home, 'none'));
    expect([status, out]).toEqual([2, '']);
    expect(err.trimEnd().split('\n')).toHaveLength(4);
    expect(err).toContain(`${join(one, 'a.yaml')}:1:7: kind: "unit" is not one of`);
    expect(err).toContain(`${join(two, 'a.yaml')}:3:40: rules.0: there is no field "form" here; did you mean "forms"?`);
    expect(err).toContain(`${join(home, 'none')}: no such file or folder`);
  });
});

describe('test', () => {
  test('examples that come true', async () => {
    expect(await rules('test', folderWith(GOOD))).toEqual({ status: 0, out: '1 example, 0 failed\n', err: '' });
  });

  test('a failing one: its place, the sentence, expected and got side by side', async () => {
    const folder = folderWith(BAD);
    const { status, out } = await rules('test', folder);
    expect([status, out]).toEqual([
      1,
      [
        `${join(folder, 'a.yaml')}:3: unit.kelp-rope`,
        '  挂苗2.4万绳。',
        '     expected           got',
        '  ✗  value 24, unit 绳  value 24000, unit 绳',
        '  ✗                     (nothing)',
        '',
        '1 example, 1 failed',
        '',
      ].join('\n'),
    ]);
  });
});

describe('explain', () => {
  const TEXT = '“一带一路”沿线2023年建成5G基站1200个，比上年增长约8%，居第三位。';

  test('each number: the record and its rules, or what took it', async () => {
    const { out, status } = await rules('explain', TEXT, '--json');
    const [sentence] = JSON.parse(out);
    const told = sentence.numbers.map((n: { text: string; became: string; by?: { id: string } }) => [
      n.text,
      n.became,
      n.by?.id,
    ]);
    expect(status).toBe(0);
    expect(told).toContainEqual(['一', 'word', 'exclusion.words']);
    expect(told).toContainEqual(['2023', 'time', expect.any(String)]);
    expect(told).toContainEqual(['5', 'excluded', 'exclusion.latin-neighbour']);
    expect(told).toContainEqual(['1200个', 'record', undefined]);
    const growth = sentence.numbers.find((n: { text: string }) => n.text === '8%');
    expect(growth).toMatchObject({
      record: { measure: 'growth', value: 8, rule: 'move.growth' },
      unit: { id: 'unit.percent' },
      modifier: { id: 'modifier.approx-before' },
    });
    expect(growth.frames[0]).toMatchObject({ id: 'move.growth', took: '增长约8%', lost: null });
    expect(growth.frames.slice(1)).toContainEqual(
      expect.objectContaining({ id: 'rate.percent', lost: 'a lower priority' }),
    );
    expect(sentence.words).toContainEqual(
      expect.objectContaining({ text: '增长', classes: expect.arrayContaining(['rise']) }),
    );
  });

  test('the same for eyes', async () => {
    const { out } = await rules('explain', TEXT);
    expect(out).toContain('5: no observation, by exclusion.latin-neighbour (与拉丁字母相连的是型号、代号)');
    expect(out).toMatch(/✓ {2}move\.growth +增长约8% +priority 0, asks for \d+, 2 words/);
    expect(out).toMatch(/– {2}rate\.percent .*← a lower priority/);
  });

  test('a line of an article, and an overlay', async () => {
    const article = join(home, 'article.md');
    writeFileSync(article, '---\ndate: 2024-03-01\n---\n去年产值5亿元。\n\n挂苗2.4万绳，\n又增长8%。\n');
    const { out } = await rules('explain', `${article}:7`, '--rules', folderWith(GOOD), '--json');
    const sentences = JSON.parse(out);
    expect(sentences.map(({ line }: { line: number }) => line)).toEqual([6]);
    expect(sentences[0].numbers.map(({ text }: { text: string }) => text)).toEqual(['2.4万绳', '8%']);
    expect((await rules('explain', `${article}:5`)).out).toBe('no sentence on this line\n');
    expect(JSON.parse((await rules('explain', article, '--json')).out)).toHaveLength(2);
  });

  test('the date of a sentence', async () => {
    const period = async (...words: string[]) =>
      JSON.parse((await rules('explain', '去年产值5亿元。', '--json', ...words)).out)[0].numbers[0].record.period;
    expect([await period(), await period('--published', '2020-01-01')]).toEqual(['2023', '2019']);
  });

  test.each([
    [['explain', 'none.md:3'], 'extract: none.md: no such file\n'],
    [['explain', '产值5亿元。', '--published', 'today'], 'extract: "today" is no date\n'],
    [['explain'], "extract: missing required argument 'text'\n"],
    [['explian', '产值'], "extract: unknown command 'explian' (Did you mean explain?)\n"],
    [
      ['new', 'unit'],
      "extract: command-argument value 'unit' is invalid for argument 'kind'. Allowed choices are units, modifiers, exclusions, lexemes, frames, synonyms, vocabulary, periods, areas.\n",
    ],
  ])('wrong usage: %j', async (words, err) => {
    expect(await rules(...words)).toEqual({ status: 2, out: '', err });
  });
});

describe('coverage', () => {
  test('uses and articles of each rule, and rules that were of no use', async () => {
    const [one, two] = [join(home, 'one.txt'), join(home, 'two.txt')];
    writeFileSync(one, '全县产值5亿元，增长约8%。GDP为9亿元。');
    writeFileSync(two, '全市5G基站1200个，产值7亿元。');
    const { out, status } = await rules('coverage', one, two, '--json');
    const { articles, rules: rows } = JSON.parse(out) as {
      articles: number;
      rules: { id: string; uses: number; articles: number }[];
    };
    const of = (id: string) => rows.find((row) => row.id === id);
    expect([status, articles]).toEqual([0, 2]);
    expect(of('unit.yuan')).toMatchObject({ uses: 3, articles: 2 });
    expect(of('move.growth')).toMatchObject({ uses: 1, articles: 1 });
    expect(of('modifier.approx-before')).toMatchObject({ uses: 1, articles: 1 });
    expect(of('exclusion.latin-neighbour')).toMatchObject({ uses: 1, articles: 1 });
    expect(of('synonym.gross-domestic-product')).toMatchObject({ uses: 1, articles: 1 });
    expect(of('unit.us-dollar')).toMatchObject({ uses: 0, articles: 0 });
    expect((await rules('coverage', one, two)).out).toMatch(
      /\n2 articles: \d+ rules, \d+ of no use, \d+ in one article alone\n$/,
    );
  });

  test('a file that cannot be read is told', async () => {
    const { status, err } = await rules('coverage', join(home, 'none.md'));
    expect([status, err]).toEqual([1, `extract: ${join(home, 'none.md')}: no such file or folder\n`]);
  });
});

describe('new', () => {
  test.each(RULE_KINDS)('%s: a file that is valid, comes true, and knows its schema', async (kind) => {
    const { out, status } = await rules('new', kind);
    expect(status).toBe(0);
    expect(out).toMatch(/^# yaml-language-server: \$schema=rules\.schema\.json\n/);
    expect(out).toMatch(new RegExp(`^kind: ${kind}$`, 'm'));
    const book = await loadRuleBook([folderWith(out)]);
    if (!book.ok) throw new Error(JSON.stringify(book.error));
    const own = book.value.entries.filter(({ layer }) => layer > 0);
    expect(own).toHaveLength(1);
    const results = runExamples(book.value.rules, own);
    expect(results.map(({ ok }) => ok)).toEqual([true]);
  });
});

describe('the program', () => {
  const extract = (...words: string[]) => {
    const { stdout, stderr, status } = spawnSync(join(packageRoot, 'bin', 'extract'), words, { encoding: 'utf8' });
    return { out: stdout, err: stderr, status };
  };

  test('rules --help and rules alone list the commands', () => {
    const { out, status } = extract('rules', '--help');
    expect(status).toBe(0);
    for (const name of ['list', 'check', 'test', 'explain', 'coverage', 'new'])
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(extract('rules').out).toBe(out);
  });

  test('invalid rules: exit status 2 before any document is read', () => {
    const folder = folderWith('kind: unit');
    const { out, err, status } = extract(join(home, 'no-such-article.md'), '--rules', folder);
    expect([out, status]).toEqual(['', 2]);
    expect(err).toMatch(/^extract: \S+a\.yaml:1:7: kind: "unit" is not one of [^\n]*\n$/);
  });

  test('schema --rules is not schema, and options behind files are still the program’s', () => {
    expect(JSON.parse(extract('schema', '--rules').out).title).toBe('Zhibiao rule file');
    expect(JSON.parse(extract('schema').out).title).toBe('Indicator record');
    const article = join(home, 'rope.txt');
    writeFileSync(article, '挂苗2.4万绳。');
    const { out } = extract(article, '--rules', folderWith(GOOD), '--fields', 'value,unit', '-f', 'csv');
    expect(out).toBe('value,unit\n24000,绳\n');
  });

  test('the fields of the schema for editors are those that rule files are checked by', () => {
    const schema = readFileSync(join(packageRoot, 'docs', 'rules.schema.json'), 'utf8');
    const kinds = JSON.parse(schema).anyOf.map(
      (file: { properties: { kind: { const: string } } }) => file.properties.kind.const,
    );
    expect(kinds).toEqual([...RULE_KINDS]);
  });
});
