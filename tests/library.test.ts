// The package as a program uses it: imported by its name, as built.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { ExtractError, type Extracted, extract, extractAll, type IndicatorRecord, RulesError } from 'zhibiao';
import { packageRoot } from '../src/assets.js';

const TEXT = '去年，赣江市新增就业12.5万人，同比增长8.3%。';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhibiao-library-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

describe('extract', () => {
  const fields = ({ source, raw, value, unit, period }: IndicatorRecord) => [source, raw, value, unit, period];

  test.each([
    ['a text', TEXT, {}, ['-', '12.5万人', 125000, '人', null]],
    ['bytes', Buffer.from(TEXT), {}, ['-', '12.5万人', 125000, '人', null]],
    ['a source with a date', TEXT, { source: '20220118.txt' }, ['20220118.txt', '12.5万人', 125000, '人', '2021']],
    ['a form', `<p>${TEXT}</p>`, { form: 'html' as const }, ['-', '12.5万人', 125000, '人', null]],
  ])('%s', async (_, article, options, first) => {
    const records = await extract(article, options);
    expect(records).toHaveLength(2);
    expect(fields(records[0] as IndicatorRecord)).toEqual(first);
  });

  test('an article larger than maxBytes', async () => {
    expect(await extract(TEXT, { maxBytes: Buffer.byteLength(TEXT) })).toHaveLength(2);
    const maxBytes = Buffer.byteLength(TEXT) - 1;
    const failure = await extract(TEXT, { maxBytes, source: 'a.md' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ExtractError);
    expect(failure).toMatchObject({
      source: 'a.md',
      line: null,
      message: `larger than ${maxBytes} bytes (--max-bytes)`,
    });
    const outcomes = [];
    for await (const outcome of extractAll(put('a.md', TEXT), { maxBytes })) outcomes.push(outcome.ok);
    expect(outcomes).toEqual([false]);
  });

  test('an article that cannot be read', async () => {
    const failure = await extract('', { source: 'a.md' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ExtractError);
    expect(failure).toMatchObject({ message: 'empty file', source: 'a.md', line: null });
  });

  test('rules that are not valid', async () => {
    put('rules/units.yaml', 'kind: units\nrules:\n  - id: unit.mine\n');
    const failure = await extract(TEXT, { rules: [join(folder, 'rules')] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RulesError);
    const [problem] = (failure as RulesError).problems;
    expect(problem?.file).toBe(join(folder, 'rules', 'units.yaml'));
  });
});

describe('extractAll', () => {
  test('documents in the order of the paths, failed ones among them', async () => {
    put('a.md', TEXT);
    put('b.md', '');
    put('c/d.txt', TEXT);
    const came: Extracted[] = [];
    for await (const each of extractAll([join(folder, 'c'), folder, join(folder, 'none')])) came.push(each);
    expect(came.map((each) => [each.source.slice(folder.length), each.ok ? each.records.length : each.error])).toEqual([
      ['/c/d.txt', 2],
      ['/a.md', 2],
      ['/b.md', { line: null, message: 'empty file' }],
      ['/c/d.txt', 2],
      ['/none', { line: null, message: 'no such file or folder' }],
    ]);
  });

  test('gives the same records as the command line, with workers too', async () => {
    for (let n = 0; n < 12; n++) put(`${n}.md`, `${TEXT}\n\n`.repeat(n));
    const cli = spawnSync(join(packageRoot, 'bin', 'extract'), [folder, '-f', 'json'], { encoding: 'utf8' });
    for (const options of [{}, { jobs: 2, timeout: 60 }]) {
      const records: IndicatorRecord[] = [];
      for await (const each of extractAll(folder, options)) if (each.ok) records.push(...each.records);
      expect(records).toEqual(JSON.parse(cli.stdout));
    }
  });

  test('a reader that leaves early ends the workers', async () => {
    for (let n = 0; n < 30; n++) put(`${n}.md`, TEXT);
    for await (const each of extractAll(folder, { jobs: 2, timeout: 60 })) {
      expect(each.ok).toBe(true);
      break;
    }
    const script = `
      import { extractAll } from 'zhibiao';
      for await (const { source } of extractAll(${JSON.stringify(folder)}, { jobs: 2, timeout: 60 })) { console.log(source); break; }`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: packageRoot,
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect({ status: child.status, out: child.stdout, err: child.stderr }).toEqual({
      status: 0,
      out: `${join(folder, '0.md')}\n`,
      err: '',
    });
  });
});

describe('types', () => {
  test('are the ones that the package ships', () => {
    const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { types: string };
    expect(existsSync(join(packageRoot, manifest.types))).toBe(true);
    expectTypeOf(extract).returns.resolves.toEqualTypeOf<IndicatorRecord[]>();
    expectTypeOf(extractAll).returns.toExtend<AsyncIterable<Extracted>>();
  });

  test('a program that uses them is checked against them', () => {
    const shipped = join(folder, 'node_modules', 'zhibiao');
    for (const name of ['package.json', 'dist/types'])
      cpSync(join(packageRoot, name), join(shipped, name), { recursive: true });
    cpSync(join(packageRoot, 'node_modules', 'zod'), join(folder, 'node_modules', 'zod'), { recursive: true });
    put('package.json', '{"type":"module"}');
    put(
      'program.ts',
      `import { extract, extractAll } from 'zhibiao';
       const [first] = await extract('');
       export const value: number | null | undefined = first?.value;
       export const wrong: string | undefined = first?.value;
       for await (const each of extractAll('x')) each.ok ? each.records : each.error.message;\n`,
    );
    const tsc = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc');
    const words = [tsc, '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', 'program.ts'];
    const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
    expect(stdout.match(/^\S+\(\d+/gm)).toEqual(['program.ts(4']);
  });
});
