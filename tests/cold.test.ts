// Machines on which something is missing or does not fit: the message says what and what to do, the exit status is 2, and
// nothing is read or written. tests/torture/cold-debian.sh tries the way that works, on a bare Debian.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';

const ADDON = 'node_modules/nodejieba/build/Release/nodejieba.node';

let folder = '';
let program = '';
/** A copy of the program without packages, and two articles. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhibiao-cold-'));
  for (const name of ['bin', 'package.json', 'rules', 'dist'])
    cpSync(join(packageRoot, name), join(folder, 'program', name), { recursive: true });
  program = join(folder, 'program', 'bin', 'extract');
  mkdirSync(join(folder, 'in'));
  for (const name of ['a.md', 'b.md']) writeFileSync(join(folder, 'in', name), '去年，赣江市新增就业12.5万人。');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts the packages that the program loads into the copy, the addon as `addon` makes it; null: it was not compiled. */
function install(addon: (built: Buffer) => Buffer | null): void {
  const from = join(packageRoot, 'node_modules');
  const to = join(folder, 'program', 'node_modules');
  mkdirSync(join(to, 'nodejieba'), { recursive: true });
  for (const name of ['piscina', '@napi-rs']) symlinkSync(join(from, name), join(to, name));
  for (const name of ['package.json', 'index.js']) cpSync(join(from, 'nodejieba', name), join(to, 'nodejieba', name));
  const bytes = addon(readFileSync(join(packageRoot, ADDON)));
  if (bytes === null) return;
  mkdirSync(dirname(join(folder, 'program', ADDON)), { recursive: true });
  writeFileSync(join(folder, 'program', ADDON), bytes);
}

/** The same bytes with a name in them changed to one that the system lacks. */
const renamed =
  (from: string, to: string) =>
  (built: Buffer): Buffer => {
    expect(built.includes(from)).toBe(true);
    return Buffer.from(built.toString('latin1').replaceAll(from, to), 'latin1');
  };

function go(words: readonly string[], input = '', node: readonly string[] = []) {
  const options = { cwd: folder, encoding: 'utf8', input } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, program, ...words], options);
  return { status, out: stdout, err: stderr };
}

const WAYS: [string, string[], string?][] = [
  ['an article', ['in/a.md', '-f', 'csv']],
  ['standard input', ['-', '-f', 'json'], '新增就业12.5万人'],
  ['workers', ['in', '-o', 'out.csv', '--timeout', '60', '--jobs', '2', '--errors', 'errors.ndjson']],
  ['the review page', ['in', '-o', 'out.html']],
  ['lines', ['--from', 'ndjson', '-f', 'ndjson', '-'], '{"id":"a","text":"新增就业12.5万人"}\n'],
  ['rules explain', ['rules', 'explain', '新增就业12.5万人']],
  ['rules test', ['rules', 'test']],
  ['rules coverage', ['rules', 'coverage', 'in']],
];

describe.each<[string, () => void, RegExp]>([
  ['no packages', () => {}, /^extract: the package nodejieba is not installed: run npm ci in /],
  ['an addon that was not compiled', () => install(() => null), /\(it has not been compiled\): run npm ci in /],
])('%s', (_, prepare, message) => {
  test.each(WAYS)('%s', (_way, words, input) => {
    prepare();
    const { status, out, err } = go(words, input);
    expect({ status, out, lines: err.split('\n').length }).toEqual({ status: 2, out: '', lines: 2 });
    expect(err).toMatch(message);
    expect(err).toContain(`run npm ci in ${join(folder, 'program')}, `);
    expect(readdirSync(folder).sort()).toEqual(['in', 'program']);
  });

  test.each([
    ['help', ['--help']],
    ['version', ['--version']],
    ['schema', ['schema']],
    ['rules list', ['rules', 'list']],
    ['rules new', ['rules', 'new', 'units']],
  ])('%s needs none of it', (_way, words) => {
    prepare();
    const { status, err } = go(words);
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });
});

test.skipIf(process.platform !== 'linux').each<[string, (built: Buffer) => Buffer, RegExp]>([
  ['no shared object at all', () => Buffer.from('of something else'), /nodejieba\.node/],
  ['for another libc', renamed('libc.so.6', 'libc.so.7'), /libc\.so\.7: cannot open shared object file/],
  ['for a newer libc', renamed('GLIBC_2.', 'GLIBC_9.'), /version `GLIBC_9\.\d+' not found/],
  // What this Node.js looks for, and what it has.
  ['for another Node.js', renamed('napi_register_module_v1', 'napi_register_module_v0'), /self-register/],
])('an addon %s', (_, change, reason) => {
  install(change);
  for (const [, words, input] of WAYS.slice(0, 3)) {
    const { status, out, err } = go(words, input);
    expect({ status, out, lines: err.split('\n').length }).toEqual({ status: 2, out: '', lines: 2 });
    expect(err).toMatch(/^extract: the word segmenter nodejieba cannot be loaded \(.*\): run npm ci in /);
    expect(err).toMatch(reason);
  }
  expect(readdirSync(folder).sort()).toEqual(['in', 'program']);
});

test('the addon as it is', () => {
  install((built) => built);
  expect(go(['in/a.md', '-f', 'csv', '--fields', 'value,unit'])).toEqual({
    status: 0,
    out: 'value,unit\n125000,人\n',
    err: '',
  });
});

describe('a build that is not whole', () => {
  test.each([
    ['no tables', 'data', /^extract: not built: run npm ci in /],
    ['no program', 'cli.cjs', /^extract: not built: run npm ci first\n/],
  ])('%s', (_, name, message) => {
    install((built) => built);
    rmSync(join(folder, 'program', 'dist', name), { recursive: true });
    const { status, out, err } = go(['in', '-o', 'out.csv']);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(readdirSync(folder).sort()).toEqual(['in', 'program']);
  });
});

describe('a Node.js that is too old', () => {
  test('is told apart', () => {
    const old = join(folder, 'old.cjs');
    writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: '18.20.4' });");
    expect(go(['in/a.md'], '', ['--require', old])).toEqual({
      status: 2,
      out: '',
      err: 'extract: Node.js 20 or later is needed, and this is 18.20.4\n',
    });
  });

  test.each(['extract', 'program.js'])('can read bin/%s', (name) => {
    const source = readFileSync(join(packageRoot, 'bin', name), 'utf8');
    // esbuild refuses what ECMAScript 5 lacks and it cannot put in other words: const, for one.
    expect(transformSync(source, { target: 'es5' }).warnings).toEqual([]);
    expect(() => transformSync(`const a = 1;\n${source.replace(/^#!.*/, '')}`, { target: 'es5' })).toThrow();
  });
});
