// docs/rules.md, followed to the letter from an empty folder; what it shows is what the program prints. After a change of the
// output: npm run build && npx vitest run tests/rules-docs.test.ts -u
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { loadRuleBook, RULE_KINDS, type RuleSet } from '../src/rules/index.js';
import { runExamples } from '../src/workbench/index.js';

const home = mkdtempSync(join(tmpdir(), 'zhibiao-docs-'));
afterAll(() => rmSync(home, { recursive: true }));

const bin = join(packageRoot, 'bin');
const environment = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

/** Runs a line of the shell; both its streams, as a reader sees them. */
function run(line: string, folder: string): { text: string; status: number | null } {
  const { stdout, status } = spawnSync('sh', ['-c', `{ ${line}; } 2>&1`], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
  });
  return { text: stdout, status };
}

function write(folder: string, name: string, content: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

const builtInBook = await loadRuleBook([]);
if (!builtInBook.ok) throw new Error(JSON.stringify(builtInBook.error));
const builtIn = builtInBook.value;

const BLOCK = /```(yaml|console)\n([\s\S]*?)```/g;

const docs = join(packageRoot, 'docs');
const page = readFileSync(join(docs, 'rules.md'), 'utf8');
const blocks = [...page.matchAll(BLOCK)].map(([, , text = '']) => text);

test('from an empty folder to working rules, each command printing what the pages show', async () => {
  const folder = join(home, 'walk');
  mkdirSync(folder);
  const renewed = page.replace(BLOCK, (block, kind: string, text: string) => {
    if (kind === 'yaml') {
      const [, file] = /^# file: (\S+)\n/.exec(text) ?? [];
      if (file !== undefined) write(folder, file, text);
      return block;
    }
    const lines = [...text.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => `$ ${line}\n${run(line, folder).text}`);
    return `\`\`\`console\n${lines.join('')}\`\`\``;
  });
  await expect(renewed).toMatchFileSnapshot(join(docs, 'rules.md'));
  // The Chinese page has the same rules, commands and outputs.
  const shown = [...renewed.matchAll(BLOCK)].map(([block]) => block);
  const chinese = readFileSync(join(docs, 'rules.zh-CN.md'), 'utf8');
  expect(chinese.match(BLOCK)).toHaveLength(shown.length);
  let next = 0;
  await expect(chinese.replace(BLOCK, () => shown[next++] ?? '')).toMatchFileSnapshot(join(docs, 'rules.zh-CN.md'));
  expect(run('extract rules test my-rules', folder).status).toBe(0);
  expect(run('extract article.txt --rules slip', folder).status).toBe(2);
});

describe('the ten worked examples', () => {
  const examples = new Map<string, { file: string; text: string }[]>();
  for (const text of blocks) {
    const [, number, file] = /^# example (\d+): (\S+)\n/.exec(text) ?? [];
    if (number === undefined || file === undefined) continue;
    examples.set(number, [...(examples.get(number) ?? []), { file, text }]);
  }

  test('are ten, of every kind', () => {
    expect([...examples.keys()]).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    const kinds = [...examples.values()].flat().map(({ text }) => /^kind: (\w+)$/m.exec(text)?.[1]);
    expect(new Set(kinds)).toEqual(new Set(RULE_KINDS));
  });

  test.each([...examples])('example %s is valid, and what it says comes true because of it', async (number, files) => {
    const folder = join(home, number);
    for (const { file, text } of files) write(folder, file, text);
    const book = await loadRuleBook([folder]);
    if (!book.ok) throw new Error(JSON.stringify(book.error));
    const own = book.value.entries.filter(({ layer }) => layer > 0);
    const failed = (rules: RuleSet) => runExamples(rules, own).filter(({ ok }) => !ok);
    expect(failed(book.value.rules)).toEqual([]);
    expect(failed(builtIn.rules).length).toBeGreaterThan(0);
  });
});

test('the published schema of rule files is current', async () => {
  const { text, status } = run('extract schema --rules', home);
  expect(status).toBe(0);
  await expect(text).toMatchFileSnapshot(join(packageRoot, 'docs', 'rules.schema.json'));
});
