// README's promises: its commands exist, and the output that it shows is what the program prints now. After a change of the
// output: npm run build && npx vitest run tests/readme.test.ts -u
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';

const path = join(packageRoot, 'README.md');
const readme = readFileSync(path, 'utf8');
const manifest: { scripts: Record<string, string>; bin: Record<string, string> } = JSON.parse(
  readFileSync(join(packageRoot, 'package.json'), 'utf8'),
);

const BLOCK = /(<!-- output of: bin\/extract ([^;]+); first (\d+) lines\.[^>]*-->\n```text\n)[\s\S]*?(```\n)/g;

/** The first lines of what the program prints on a terminal of 100 columns. */
function printed(words: string, lines: number): string {
  const { stdout, stderr, status } = spawnSync(
    join(packageRoot, 'bin', 'extract'),
    [...words.split(' '), '--format', 'table'],
    { encoding: 'utf8', cwd: packageRoot, env: { ...process.env, COLUMNS: '100' } },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return `${stdout.split('\n').slice(0, lines).join('\n').trimEnd()}\n`;
}

test('the output in README is what the program prints', async () => {
  const blocks = [...readme.matchAll(BLOCK)];
  expect(blocks).toHaveLength(1);
  const files = readdirSync(join(packageRoot, 'tests')).filter((name) => name.endsWith('.test.ts')).length;
  const renewed = readme
    .replace(
      BLOCK,
      (_, before: string, words: string, lines: string, after: string) =>
        before + printed(words, Number(lines)) + after,
    )
    .replace(/(Test Files +)\d+ passed \(\d+\)/, `$1${files} passed (${files})`);
  await expect(renewed).toMatchFileSnapshot(path);
});

test('the first two commands are the promised ones', () => {
  const commands = [...readme.matchAll(/^ {4}(\S.*)$/gm)].map((match) => match[1]);
  expect(commands.slice(0, 2)).toEqual(['npm ci && bin/extract fixtures/trade.md', 'npm test']);
});

test('every npm script that README names is in package.json', () => {
  const named = [...readme.matchAll(/npm (?:run )?(test|build|[a-z:]+(?=\b))/g)].map((match) => match[1] ?? '');
  const scripts = named.filter((name) => name !== 'ci');
  expect(scripts).toContain('test');
  for (const name of scripts) expect(Object.keys(manifest.scripts)).toContain(name);
});

test('the program is where README and package.json say, and can be run', () => {
  expect(manifest.bin.extract).toBe('bin/extract');
  accessSync(join(packageRoot, 'bin', 'extract'), constants.X_OK);
});

test('every option that README names is in the help', () => {
  const { stdout } = spawnSync(join(packageRoot, 'bin', 'extract'), ['--help'], { encoding: 'utf8' });
  const options = [...readme.matchAll(/(?<=bin\/extract .*?)--[a-z]+/g)].map((match) => match[0]);
  expect(options).toContain('--format');
  for (const option of options) expect(stdout).toContain(option);
});

test('every link leads to a file', () => {
  const targets = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
  expect(targets).toContain('LICENSE');
  for (const target of targets) expect(existsSync(join(packageRoot, target)), target).toBe(true);
});
