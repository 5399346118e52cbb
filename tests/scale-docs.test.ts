// docs/scale.md: what it shows is in both languages, leads somewhere and can be run. Its recipe for GNU parallel has a test of
// its own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { attempt, emptyFolder, extractProgram } from './programs.js';
import { documents } from './streams.js';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const docs = join(packageRoot, 'docs');
const PAGES = ['scale.md', 'scale.zh-CN.md'];
const read = (page: string): string => readFileSync(join(docs, page), 'utf8');
const blocks = (page: string): string[] => [...read(page).matchAll(/```\w+\n[\s\S]*?```/g)].map((match) => match[0]);

test('both languages show the same commands', () => {
  expect(blocks('scale.md')).toHaveLength(4);
  expect(blocks('scale.zh-CN.md')).toEqual(blocks('scale.md'));
});

test.each(PAGES)('every link of %s leads to a file', (page) => {
  const targets = [...read(page).matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
  expect(targets).toContain('../examples/spark/job.py');
  for (const target of targets) expect(existsSync(join(docs, target)), target).toBe(true);
});

test('the first command', () => {
  const command = blocks('scale.md')[0]?.replace(/^```bash\n|```$/g, '') ?? '';
  expect(command).toMatch(/^extract /);
  const input = `${documents(20, 2)}{"id":"bad"}\n`;
  writeFileSync(join(folder, 'documents.ndjson'), input);
  const env = { ...process.env, PATH: `${dirname(extractProgram)}:${process.env.PATH}` };
  // A shell whose standard input is a socket, as Node.js makes them, takes itself for a remote one and reads start-up files.
  const { status, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', command], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  const words = ['--from', 'ndjson', '-f', 'ndjson', '--errors', '-', '-'];
  expect(readFileSync(join(folder, 'records.ndjson'), 'utf8')).toBe(attempt(words, input).out);
});

test('the arithmetic', () => {
  const number = (pattern: RegExp): number => Number(pattern.exec(read('scale.md'))?.[1]?.replaceAll(',', ''));
  const milliseconds = number(/\| an article takes \| ([\d.]+) ms/);
  const hours = number(/= (\d+) core hours \|/);
  const perHour = number(/core hours × ([\d.]+) USD/);
  expect(number(/a core reads \| ([\d,]+) articles a second/) * milliseconds).toBeCloseTo(1000, -2);
  expect((100_000_000 * milliseconds) / 3_600_000).toBeCloseTo(hours, 0);
  expect(number(/on 2 cores \| (\d+) hours/)).toBeCloseTo(hours / 2, 0);
  expect(number(/on 64 cores \| (\d+) minutes/)).toBeCloseTo((hours * 60) / 64, -1);
  expect(number(/= ([\d.]+) USD:/)).toBeCloseTo(hours * perHour, 1);
  expect(number(/\*\*([\d.]+) USD a million/)).toBeCloseTo((hours * perHour) / 100, 2);
});
