// Files that cannot be read as articles, from the shell: one line on standard error with path and reason, the other files'
// records, and the exit status. The program is the built one: npm test builds before it tests.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';

const BODY = '全市新增就业12.5万人。';
const GOOD = `---\ntitle: 稳岗\ndate: 2024-06-15\n---\n\n${BODY}\n`;
const gb18030 = Uint8Array.from([0xc8, 0xab, 0xca, 0xd0, 0x31, 0x32]); // 全市12

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhibiao-bad-'));
  const files: Record<string, string | Uint8Array> = {
    'good.md': GOOD,
    'empty.md': '',
    'blank.md': '\ufeff  \n\n',
    'picture.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]),
    'program.md': Uint8Array.from({ length: 4000 }, (_, i) => (i * i * 31 + i * 7) % 256),
    'paper.txt': '%PDF-1.7\n%%EOF\n',
    'torn.md': Buffer.concat([Buffer.from(`${BODY}\n第二行`), Uint8Array.of(0xff, 0xfe), Buffer.from(BODY)]),
    'mixed.md': Buffer.concat([Buffer.from(BODY.repeat(40)), gb18030]),
    'quote.md': `---\ntitle: "稳岗\ndate: 2024-06-15\n---\n\n${BODY}\n`,
    'list.md': `---\ndate: 2024-06-15\ntags: [就业, 稳岗\n---\n\n${BODY}\n`,
    'open.md': `---\ntitle: 稳岗\ndate: 2024-06-15\n\n${BODY}\n`,
    'locked.md': GOOD,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  chmodSync(join(folder, 'locked.md'), 0);
  symlinkSync('circle.md', join(folder, 'circle.md'));
  mkdirSync(join(folder, 'none'));
  writeFileSync(join(folder, 'none', 'sheet.xls'), 'x');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** How a run of several documents ends. */
const SUMMARY = /^extract: \d+ documents?, \d+ records?, \d+ failures?, [\d.]+ seconds\n/m;

function extract(...words: string[]) {
  const program = join(packageRoot, 'bin', 'extract');
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: 'utf8' });
  return { status, out: stdout, err: stderr.replace(SUMMARY, '') };
}
const COLUMNS = ['--fields', 'source,value,published'];
const HEAD = 'source,value,published\n';
const RECORD = 'good.md,125000,2024-06-15\n';

const UNREADABLE: readonly (readonly [path: string, message: string])[] = [
  ['missing.md', 'missing.md: no such file or folder'],
  ['circle.md', 'circle.md: symbolic links go in a circle'],
  ['good.md/a.md', 'good.md/a.md: a part of the path is not a folder'],
  ['no*.html', 'no*.html: no file matches this pattern'],
  ['empty.md', 'empty.md: empty file'],
  ['blank.md', 'blank.md: empty file'],
  ['picture.png', 'picture.png: binary file'],
  ['program.md', 'program.md: binary file'],
  ['paper.txt', 'paper.txt: binary file'],
  ['torn.md', 'torn.md:2: invalid UTF-8 at byte 41'],
  ['mixed.md', 'mixed.md:1: invalid UTF-8 at byte 1242'],
];

describe('a file that gives no document fails, and the others are written', () => {
  test.each(UNREADABLE)('%s', (path, message) => {
    expect(extract('good.md', path, 'good.md', ...COLUMNS)).toEqual({
      status: 1,
      out: HEAD + RECORD + RECORD,
      err: `extract: ${message}\n`,
    });
  });

  // The superuser may read everything.
  test.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
    expect(extract('locked.md', 'good.md', ...COLUMNS)).toEqual({
      status: 1,
      out: HEAD + RECORD,
      err: 'extract: locked.md: permission denied\n',
    });
  });

  test('all at once, in the order of the command line', () => {
    const { status, out, err } = extract(...UNREADABLE.map(([path]) => path), 'good.md', ...COLUMNS);
    expect({ status, out }).toEqual({ status: 1, out: HEAD + RECORD });
    expect(err).toBe(UNREADABLE.map(([, message]) => `extract: ${message}\n`).join(''));
  });

  test('standard input too', () => {
    const { status, stdout, stderr } = spawnSync(join(packageRoot, 'bin', 'extract'), ['-', ...COLUMNS], {
      input: '',
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: HEAD, stderr: 'extract: -: empty file\n' });
  });
});

describe('a document larger than --max-bytes fails as any other, wherever it comes from', () => {
  const LIMIT = ['--max-bytes', '100', ...COLUMNS];
  const large = `${BODY.repeat(4)}\n`;
  const program = join(packageRoot, 'bin', 'extract');
  const feed = (input: string, ...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, words, { input, encoding: 'utf8' });
    return { status, out: stdout, err: stderr };
  };

  test('a file, and one beside it that is not', () => {
    writeFileSync(join(folder, 'large.md'), large);
    expect(extract('large.md', 'good.md', ...LIMIT)).toEqual({
      status: 1,
      out: HEAD + RECORD,
      err: 'extract: large.md: larger than 100 bytes (--max-bytes)\n',
    });
    expect(extract('large.md', '--max-bytes', '1K', ...COLUMNS).status).toBe(0);
  });

  test('a device that never ends', () => {
    expect(extract('/dev/zero', '--max-bytes', '1m', ...COLUMNS)).toEqual({
      status: 1,
      out: HEAD,
      err: 'extract: /dev/zero: larger than 1,048,576 bytes (--max-bytes)\n',
    });
  });

  // A hundred megabytes stand for no end: a reader without a limit would only be slow.
  test('standard input that never ends', () => {
    const script = `head -c 100M /dev/zero | "$0" - --max-bytes 1m ${COLUMNS.join(' ')}`;
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, program], { encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([1, HEAD, 'extract: -: larger than 1,048,576 bytes (--max-bytes)\n']);
  });

  test('standard input', () => {
    expect(feed(large, '-', ...LIMIT)).toEqual({
      status: 1,
      out: HEAD,
      err: 'extract: -: larger than 100 bytes (--max-bytes)\n',
    });
  });

  test('a line of a stream, for that line alone', () => {
    const line = (id: string, text: string): string => `${JSON.stringify({ id, text })}\n`;
    const input = line('a', '新增1人。') + line('b', large) + line('c', '新增2人。');
    expect(feed(input, '--from', 'ndjson', '-', ...LIMIT)).toEqual({
      status: 1,
      out: `${HEAD}a,1,\nc,2,\n`,
      err: 'extract: -:2: larger than 100 bytes (--max-bytes)\n',
    });
  });

  test.each(['0', '1T', '-1', '1.5M', '600M'])('%s is no limit', (size) => {
    const { status, out, err } = extract('good.md', '--max-bytes', size);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('up to 512000000; K, M and G may stand after it');
  });
});

describe('broken front matter is said, and costs nothing that can be read', () => {
  test.each([
    ['quote.md', 'quote.md:3: front matter: Missing closing "quote'],
    ['list.md', 'list.md:3: front matter: '],
    ['open.md', 'open.md:1: front matter is not closed by a line ---'],
  ])('%s', (path, message) => {
    const { status, out, err } = extract(path, ...COLUMNS);
    expect({ status, out }).toEqual({ status: 0, out: `${HEAD}${path},125000,2024-06-15\n` });
    expect(err.slice(0, `extract: ${message}`.length)).toBe(`extract: ${message}`);
    expect(err.split('\n')).toHaveLength(2);
    expect(extract(path, '--quiet', ...COLUMNS).err).toBe('');
  });
});

describe('nothing to read, or rules that cannot be', () => {
  test.each([
    [['none'], 0, HEAD, 'none: no article in this folder (.md .markdown .html .htm .txt)'],
    [['good.md', '--rules', 'nowhere'], 2, '', 'nowhere: no such file or folder'],
    [['good.md', '--rules', 'good.md'], 2, '', 'good.md: a part of the path is not a folder'],
  ])('%j', (words, status, out, message) => {
    expect(extract(...words, ...COLUMNS)).toEqual({ status, out, err: `extract: ${message}\n` });
  });
});
