// What a file system may hold besides articles, and what it may do meanwhile. From the shell, since a reader that hangs in the
// system hangs there only. tests/bad-input.test.ts has files that cannot be read as articles, tests/batch.test.ts runs that
// are stopped.
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { readSteadily } from '../src/batch/files.js';
import { openPool } from '../src/batch/pool.js';
import { openFile } from '../src/sinks/index.js';
import { extractProgram as program } from './programs.js';

const ARTICLE = '去年，赣江市新增就业12.5万人。\n';
const HEAD = 'source,value\n';
const COLUMNS = ['--fields', 'source,value', '-f', 'csv'];
const isRoot = process.getuid?.() === 0;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhibiao-files-'));
  // Another user has to read it too.
  chmodSync(folder, 0o755);
});
afterEach(() => {
  vi.restoreAllMocks();
  // A path may have become too long for rmSync.
  spawnSync('rm', ['-rf', folder]);
});

const at = (name: string): string => join(folder, name);
function put(name: string, content: string | Uint8Array = ARTICLE): string {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), content);
  return at(name);
}

/** How a run of several documents ends. */
const SUMMARY = /^extract: \d+ documents?, \d+ records?, \d+ failures?, [\d.]+ seconds\n/m;

interface Outcome {
  status: number | string | null;
  out: string;
  err: string;
}
const LIMIT = 50_000;

function go(words: readonly string[], options: { uid?: number; env?: NodeJS.ProcessEnv } = {}): Outcome {
  const { status, signal, stdout, stderr } = spawnSync(program, words, {
    ...{ cwd: folder, encoding: 'utf8', timeout: LIMIT, killSignal: 'SIGKILL', maxBuffer: 1 << 28 },
    ...options,
  });
  return { status: status ?? signal, out: stdout, err: stderr.replace(SUMMARY, '') };
}

/** A script of bash, in which "$0" is the program. */
function shell(script: string): Outcome {
  const options = { cwd: folder, encoding: 'utf8', timeout: LIMIT, killSignal: 'SIGKILL', maxBuffer: 1 << 28 } as const;
  const { status, signal, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, program], options);
  return { status: status ?? signal, out: stdout, err: stderr.replace(SUMMARY, '') };
}

const makePipe = (name: string): void => expect(spawnSync('mkfifo', [at(name)]).status).toBe(0) as undefined;

/** A socket at that place, for as long as `use` takes. */
async function withSocket(name: string, use: () => void): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(at(name), resolve));
  use();
  await new Promise((resolve) => server.close(resolve));
}

/** An article of many records. */
const long = (paragraphs: number): string =>
  Array.from({ length: paragraphs }, (_, n) => `去年，赣江市第${n}个项目新增就业${n + 10}人，同比增长8.3%。\n\n`).join(
    '',
  );

describe('links', () => {
  test('within the folder are followed, out of it they are not, which is said; circles end', () => {
    put('out/secret.md');
    put('out/deep/more.md');
    put('in/a.md');
    put('in/sub/b.md');
    for (const [target, name] of [
      ['sub', 'in/again'],
      ['../in', 'in/sub/up'],
      ['sub/b.md', 'in/c.md'],
      ['.', 'in/sub/self'],
      ['loop.md', 'in/loop.md'],
      ['nowhere.md', 'in/nowhere.md'],
      ['../out', 'in/out'],
      ['../out/secret.md', 'in/secret.md'],
      ['/', 'in/root'],
      ['/dev/zero', 'in/zero.md'],
      // To something that is no article: nothing is lost.
      ['/etc/passwd', 'in/passwd'],
    ] as const)
      symlinkSync(target, at(name));
    // A folder whose name merely begins alike is not within.
    put('in-other/d.md');
    symlinkSync('../in-other/d.md', at('in/d.md'));
    const { status, out, err } = go(['in', ...COLUMNS]);
    const said = (path: string) =>
      `extract: ${path}: a link that leads out of this folder is not followed: name what it leads to\n`;
    expect(err).toBe(['in/d.md', 'in/out', 'in/root', 'in/secret.md'].map(said).join(''));
    // The folder that two paths lead to is read once, by the path that comes first.
    expect({ status, out }).toEqual({
      status: 0,
      out: `${HEAD}in/a.md,125000\nin/again/b.md,125000\nin/c.md,125000\n`,
    });
    expect(go(['in', '-q', ...COLUMNS]).err).toBe('');
  });

  test('that are named are followed wherever they lead', () => {
    put('out/a.md');
    put('in/none.txt', '');
    symlinkSync('../out', at('in/linked'));
    symlinkSync('../out/a.md', at('in/a.md'));
    expect(go(['in/linked', 'in/a.md', ...COLUMNS])).toEqual({
      status: 0,
      out: `${HEAD}in/linked/a.md,125000\nin/a.md,125000\n`,
      err: '',
    });
  });
});

describe('pipes, sockets, devices as inputs', () => {
  test('in a folder they are passed over', async () => {
    put('in/a.md');
    makePipe('in/b.md');
    await withSocket('in/c.md', () =>
      expect(go(['in', ...COLUMNS])).toEqual({ status: 0, out: `${HEAD}in/a.md,125000\n`, err: '' }),
    );
  });

  test('named ones', async () => {
    await withSocket('s.md', () => {
      expect(go(['s.md', '/dev/null', ...COLUMNS])).toEqual({
        status: 1,
        out: HEAD,
        err: 'extract: s.md: a socket, or a device that is not there\nextract: /dev/null: empty file\n',
      });
    });
  });

  test('a pipe is read to its end, whenever its writer comes', () => {
    put('a.md', long(3000));
    makePipe('p.md');
    const whole = go(['a.md', '--fields', 'indicator,value,start', '-f', 'csv']);
    expect(whole.out.length).toBeGreaterThan(100_000);
    const fields = '--fields indicator,value,start -f csv';
    expect(shell(`(sleep 0.5; cat a.md >p.md) & "$0" p.md ${fields}`)).toEqual(whole);
    expect(shell(`"$0" <(cat a.md) --timeout 60 ${fields}`)).toEqual(whole);
  });

  test('a large pipe is read as the file is, by a worker; one that is larger than a document may be is left', () => {
    put('a.md', long(20_000));
    makePipe('p.md');
    const fields = '--fields indicator,value,start -f csv';
    expect(statSync(at('a.md')).size).toBeGreaterThan(1_000_000);
    const whole = go(['a.md', '--fields', 'indicator,value,start', '-f', 'csv']);
    expect(whole.out.length).toBeGreaterThan(1_000_000);
    expect(shell(`cat a.md >p.md & "$0" p.md ${fields}`)).toEqual(whole);
    const { status, out, err } = shell(
      `(head -c 20M /dev/zero >p.md) 2>/dev/null & "$0" p.md --max-bytes 1m ${fields}`,
    );
    expect({ status, out }).toEqual({ status: 1, out: 'indicator,value,start\n' });
    expect(err).toBe('extract: p.md: larger than 1,048,576 bytes (--max-bytes)\n');
  });

  test('a pipe among files, with a journal that could not be gone on with', () => {
    put('a.md');
    const { status, out, err } = shell('"$0" a.md <(cat a.md) a.md -o out.csv; ls');
    expect({ status, out, err }).toEqual({ status: 0, out: 'a.md\nout.csv\n', err: '' });
    expect(readFileSync(at('out.csv'), 'utf8').trim().split('\n')).toHaveLength(4);
  });

  test('a pipe of documents, and of records', () => {
    const document = JSON.stringify({ id: 'a', text: ARTICLE });
    const { status, out, err } = shell(`
      "$0" --from ndjson -f ndjson <(echo '${document}') | tee records.ndjson
      "$0" pivot <(cat records.ndjson) --rows indicator --columns period -f csv`);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('"value":125000');
    expect(out).toMatch(/赣江市新增就业.*,125000\n$/s);
  });

  const hasLimit = go_help().includes('--max-bytes');
  test.skipIf(!hasLimit)('a device without end is given up at --max-bytes', () => {
    for (const device of ['/dev/zero', '/dev/full', '/dev/urandom']) {
      const { status, out, err } = go([device, '--max-bytes', '100000', ...COLUMNS]);
      expect({ status, out }).toEqual({ status: 1, out: HEAD });
      expect(err).toMatch(/^extract: \/dev\/\w+: larger than .*\n$/);
    }
  });

  test.each([
    ['input', ['lonely.md', ...COLUMNS]],
    ['stream of documents', ['--from', 'ndjson', '-f', 'ndjson', 'lonely.md']],
    ['input of a worker', ['lonely.md', '--timeout', '60', ...COLUMNS]],
    ['input of pivot', ['pivot', 'lonely.md', '--rows', 'indicator', '--columns', 'period']],
    ['output', ['a.md', '-f', 'csv', '-o', 'lonely.md']],
  ])('a pipe that nobody opens at its other end: Ctrl-C ends the program (%s)', async (_, words) => {
    put('a.md');
    makePipe('lonely.md');
    const child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)));
    await opened(child.pid as number, 'lonely.md', words.includes('-o'));
    child.kill('SIGINT');
    expect(await Promise.race([ended, setTimeout(LIMIT / 2, 'hangs')])).toBe(130);
  });
});

function go_help(): string {
  return spawnSync(program, ['--help'], { encoding: 'utf8' }).stdout;
}

/** Waits until a process waits for the other end of a pipe; `read`: until it has read its article. */
async function opened(pid: number, name: string, read: boolean): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    await setTimeout(10);
    // Where there is no /proc the signal comes when it comes.
    if (!existsSync('/proc/self/fd')) return setTimeout(1000);
    const { stdout } = spawnSync('ls', ['-l', `/proc/${pid}/fd`], { encoding: 'utf8' });
    if (read ? /anon_inode:\[eventpoll\]/.test(stdout) && tries > 100 : stdout.includes(name)) return;
  }
}

describe('pipes and devices as outputs', () => {
  test('a device that is full: said, exit status 2', () => {
    put('a.md');
    const full = 'no space left\n';
    expect(go(['a.md', '-f', 'csv', '-o', '/dev/full'])).toEqual({
      status: 2,
      out: '',
      err: `extract: /dev/full: cannot be written: ${full}`,
    });
    for (const format of ['csv', 'json', 'ndjson', 'table', 'html', 'xlsx', 'parquet'])
      expect(shell(`"$0" a.md -f ${format} >/dev/full`)).toEqual({
        status: 2,
        out: '',
        err: `extract: standard output: cannot be written: ${full}`,
      });
    expect(go(['a.md', 'none.md', '-o', 'out.csv', '--errors', '/dev/full']).status).toBe(2);
    expect(existsSync(at('out.csv'))).toBe(false);
  });

  test('/dev/null takes all', () => {
    put('a.md');
    expect(go(['a.md', 'a.md', '-f', 'xlsx', '-o', '/dev/null'])).toEqual({ status: 0, out: '', err: '' });
  });

  test('a pipe gets what a file gets, whenever its reader comes', () => {
    put('a.md', long(3000));
    makePipe('p');
    const { out: expected } = go(['a.md', '-f', 'ndjson']);
    expect(expected.length).toBeGreaterThan(1_000_000);
    for (const script of [
      '"$0" a.md -f ndjson -o p & cat p >copy; wait $!',
      '(sleep 1; cat p >copy) & "$0" a.md -f ndjson -o p; s=$?; wait; exit $s',
      '"$0" a.md -f ndjson -o >(cat >copy); s=$?; sleep 0.5; exit $s',
    ]) {
      put('copy', '');
      expect(shell(script)).toEqual({ status: 0, out: '', err: '' });
      expect(readFileSync(at('copy'), 'utf8') === expected).toBe(true);
    }
    // A reader that goes away ends it quietly, as on standard output.
    const { status, out, err } = shell('head -c 10 p >/dev/null & "$0" a.md -f ndjson -o p');
    expect({ status, out, err }).toEqual({ status: 0, out: '', err: '' });
  });

  test('a socket, a folder, a folder that is missing or no folder: said before anything is read', async () => {
    put('a.md');
    mkdirSync(at('taken'));
    await withSocket('s', () => {
      // The missing input would be said if it had been read.
      for (const [output, why] of [
        ['s', 'a socket, or a device that is not there'],
        ['taken', 'is a folder'],
        ['none/out.csv', 'no such file or folder'],
        ['a.md/out.csv', 'a part of the path is not a folder'],
        [`${'指'.repeat(86)}.csv`, 'the name is too long'],
      ] as const)
        expect(go(['none.md', 'a.md', '-f', 'csv', '-o', output])).toEqual({
          status: 2,
          out: '',
          err: expect.stringMatching(new RegExp(`^extract: ${output}.*: cannot be written: ${why}\n$`)),
        });
    });
    expect(readdirSync(folder).sort()).toEqual(['a.md', 'taken']);
  });
});

describe('what may not be read', () => {
  const nobody = 65534;
  const asNobody = isRoot && spawnSync(program, ['--version'], { uid: nobody, stdio: 'ignore' }).status === 0;
  if (isRoot && !asNobody) process.stderr.write('\nskipped: nobody may not run the program from this folder\n');
  const user = isRoot ? { uid: nobody } : {};

  test.skipIf(isRoot && !asNobody)('folders and files: each said, the others read', () => {
    put('in/a.md');
    put('in/locked/b.md');
    put('in/listed/c.md');
    put('in/locked.md');
    chmodSync(at('in/locked'), 0);
    // Its names can be read, and what is in it cannot.
    chmodSync(at('in/listed'), 0o744);
    chmodSync(at('in/locked.md'), 0);
    if (!isRoot) chmodSync(at('in/listed'), 0o644);
    try {
      expect(go(['in', 'in/locked', 'in/listed/c.md', ...COLUMNS], user)).toEqual({
        status: 1,
        out: `${HEAD}in/a.md,125000\n`,
        err: ['in/listed/c.md', 'in/locked', 'in/locked.md', 'in/locked', 'in/listed/c.md']
          .map((path) => `extract: ${path}: permission denied\n`)
          .join(''),
      });
      chmodSync(at('in'), 0o555);
      expect(go(['in/a.md', '-o', 'in/out.csv'], user)).toEqual({
        status: 2,
        out: '',
        err: 'extract: in/out.csv: cannot be written: permission denied\n',
      });
    } finally {
      for (const name of ['in', 'in/locked', 'in/listed']) chmodSync(at(name), 0o755);
    }
  });
});

describe('names', () => {
  const NAMES = [
    '-f.md',
    '--help.md',
    '-',
    ' leading and trailing .md',
    'line\nfeed.md',
    'tab\tand\rreturn.md',
    'quote".md',
    "apostrophe'.md",
    'back\\slash.md',
    'star*[1]{a,b}?.md',
    '=1+1.md',
    '@list.md',
    '$(touch x).md',
    '\u001b[31mred.md',
    '\u202eevil.md',
    '<b>&amp;.md',
    `${'长'.repeat(84)}.md`,
    '👍🏽.md',
    'é.md',
    'e\u0301.md',
  ];

  test('of whatever characters: each article is read under its own name', () => {
    for (const name of NAMES) put(`in/${name === '-' ? '-.md' : name}`);
    const expected = NAMES.map((name) => `in/${name === '-' ? '-.md' : name}`).sort((a, b) => (a < b ? -1 : 1));
    for (const words of [['in'], expected, expected.map((path) => path.replace('in/', './in/'))]) {
      const { status, out, err } = go([...words, '-f', 'ndjson']);
      expect({ status, err }).toEqual({ status: 0, err: '' });
      const sources = out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { source: string }).source.replace('./', ''));
      expect(sources).toEqual(expected);
    }
    expect(existsSync(at('x'))).toBe(false);
  });

  test('with dashes in front, without a folder', () => {
    put('-f.md');
    put('--help');
    expect(go([...COLUMNS, '--', '-f.md', '--help', './-f.md'])).toEqual({
      status: 0,
      // As a spreadsheet may have them.
      out: `${HEAD}'-f.md,125000\n'--help,125000\n./-f.md,125000\n`,
      err: '',
    });
    expect(go(['--output=-o.csv', '--', '-f.md']).status).toBe(0);
    expect(existsSync(at('-o.csv'))).toBe(true);
  });

  test('in messages: one line each, and nothing that moves the cursor; in --errors: exactly', () => {
    for (const name of NAMES.slice(3)) put(`in/${name}`, '');
    const { status, err } = go(['in', '-f', 'csv', '--errors', 'errors.ndjson']);
    expect(status).toBe(1);
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(NAMES.length - 3);
    for (const line of lines) expect(line).toMatch(/^extract: in\/[^\p{Cc}]*: empty file$/u);
    const failures = readFileSync(at('errors.ndjson'), 'utf8').trimEnd().split('\n');
    const sources = failures.map((line) => (JSON.parse(line) as { source: string }).source);
    expect(sources.sort()).toEqual(
      NAMES.slice(3)
        .map((name) => `in/${name}`)
        .sort(),
    );
  });

  test('that are not UTF-8 cannot be opened by Node.js: each said, the others read', () => {
    put('in/a.md');
    // GB18030, as old archives have them.
    for (const name of ['新闻.md', '旧']) {
      const bytes = name === '旧' ? [0xbe, 0xc9] : [0xd0, 0xc2, 0xce, 0xc5, 0x2e, 0x6d, 0x64];
      const path = Buffer.concat([Buffer.from(`${at('in')}/`), Buffer.from(bytes)]);
      if (name === '旧') mkdirSync(path);
      else writeFileSync(path, ARTICLE);
    }
    const why = 'its name is not UTF-8 and cannot be opened: rename it';
    const { status, out, err } = go(['in', ...COLUMNS]);
    expect({ status, out }).toEqual({ status: 1, out: `${HEAD}in/a.md,125000\n` });
    expect(err.replace(/in\/\ufffd[^:]*/g, 'in/NAME')).toBe(`extract: in/NAME: ${why}\n`.repeat(2));
    expect(shell(`"$0" in/$'\\xd0\\xc2\\xce\\xc5.md' -f csv`).err).toMatch(new RegExp(`: ${why}\n$`));
    // There is a way round it.
    expect(shell(`"$0" - ${COLUMNS.join(' ')} <in/$'\\xd0\\xc2\\xce\\xc5.md'`).out).toBe(`${HEAD}'-,125000\n`);
  });

  test('an output with as long a name as may be', () => {
    put('a.md');
    const name = `${'报'.repeat(83)}12.csv`;
    expect(Buffer.byteLength(name)).toBe(255);
    expect(go(['a.md', 'a.md', '-o', name])).toEqual({ status: 0, out: '', err: '' });
    expect(readdirSync(folder).sort()).toEqual(['a.md', name]);
  });

  test('a path that is too long: said, the rest read', () => {
    // Deeper than a path may be: made by steps from within.
    const made = shell(
      'mkdir in; cd in; printf %s "$(cat ../a.md)" 2>/dev/null; for i in {1..30}; do d=$(printf "d%.0s" {1..200}); mkdir $d; cd $d; done',
    );
    expect(made.status).toBe(0);
    put('in/z.md');
    const { status, out, err } = go(['in', ...COLUMNS]);
    expect({ status, out }).toEqual({ status: 1, out: `${HEAD}in/z.md,125000\n` });
    expect(err).toMatch(/^extract: in\/d[d/]*: the name is too long\n$/);
  });
});

describe('an output that is an input', () => {
  const HTML = `<p>${ARTICLE}</p>`;

  test.each<[string, string, string]>([
    ['by its name', '"$0" a.html b.html -o b.html', 'b.html'],
    ['by a path to it', '"$0" a.html in/../b.html -o ./b.html', 'in/../b.html'],
    ['by a symbolic link', 'ln -s b.html l.html; "$0" a.html b.html -o l.html', 'b.html'],
    ['by a hard link', 'ln b.html l.html; "$0" a.html l.html -o b.html', 'l.html'],
    ['from a list', 'echo b.html >list; "$0" a.html @list -o b.html', 'b.html'],
    ['as standard output', '"$0" a.html b.html -f csv >>b.html', 'b.html'],
    ['as the list of failures', '"$0" a.html b.html -f csv --errors b.html', 'b.html'],
    ['of documents a line', '"$0" --from ndjson b.html -o b.html -f ndjson', 'b.html'],
  ])('%s: refused, and nothing is lost', (_, script, path) => {
    for (const name of ['a.html', 'b.html', 'in/c.html']) put(name, HTML);
    const { status, out, err } = shell(script);
    expect({ status, out, err }).toEqual({
      status: 2,
      out: '',
      err: `extract: ${path}: is read and would be written too: name another output\n`,
    });
    for (const name of ['a.html', 'b.html', 'in/c.html']) expect(readFileSync(at(name), 'utf8')).toBe(HTML);
    expect(readdirSync(folder).filter((name) => /tmp|journal/.test(name))).toEqual([]);
  });

  test('of pivot; and two outputs that are one file', () => {
    put('a.md');
    const [record] = [go(['a.md', '-f', 'ndjson']).out];
    put('r.csv', record as string);
    const words = ['pivot', 'r.csv', '--rows', 'indicator', '--columns', 'period', '-o', './r.csv'];
    expect(go(words)).toEqual({
      status: 2,
      out: '',
      err: 'extract: the records and the output are one file: name another output\n',
    });
    expect(readFileSync(at('r.csv'), 'utf8')).toBe(record);
    for (const name of ['new.csv', 'r.csv'])
      expect(go(['a.md', '-o', name, '--errors', `./${name}`]).err).toBe(
        `extract: ./${name}: --output and --errors are one file\n`,
      );
    expect(existsSync(at('new.csv'))).toBe(false);
    expect(go(['a.md', '-f', 'csv', '-o', '/dev/null', '--errors', '/dev/null']).status).toBe(0);
  });

  test.each([
    ['a page', '"$0" in -o in/all.html -q', 'in/all.html'],
    ['a page, by a pattern', `"$0" 'in/**/*.{md,html}' -o in/all.html -q`, 'in/all.html'],
    ['a table', '"$0" in -o in/sub/all.txt -q', 'in/sub/all.txt'],
    ['standard output', '"$0" in -f csv -q >in/all.txt', 'in/all.txt'],
    ['failures', '"$0" --from ndjson in -o in/all.ndjson --errors in/errors.ndjson -q', 'in/all.ndjson'],
  ])('in the folder that is walked: a second run gives the same (%s)', (_, script, path) => {
    put('in/sub/a.md');
    put('in/b.html', HTML);
    put('in/c.ndjson', `${JSON.stringify({ id: 'c', text: ARTICLE })}\n`);
    const first = shell(script);
    expect(first).toEqual({ status: 0, out: '', err: '' });
    const bytes = readFileSync(at(path), 'utf8');
    expect(bytes).toMatch(/12\.5万人|125,?000/);
    expect(shell(script)).toEqual(first);
    expect(readFileSync(at(path), 'utf8')).toBe(bytes);
  });

  test('what lies where the unfinished output goes is not written through', () => {
    put('a.md');
    put('precious', 'mine');
    symlinkSync('precious', at('.out.csv.tmp'));
    expect(go(['a.md', 'a.md', '-o', 'out.csv']).status).toBe(0);
    expect(readFileSync(at('precious'), 'utf8')).toBe('mine');
  });
});

describe('a disk that is full', () => {
  /** Runs a script in a mount namespace of its own, in which `disk` is a file system of so many kilobytes. */
  const onDisk = (kilobytes: number, script: string): Outcome => {
    mkdirSync(at('disk'), { recursive: true });
    put('run.sh', `mount -t tmpfs -o size=${kilobytes}k none disk || exit 99\nextract=$0\n${script}`);
    return shell('unshare --mount bash run.sh "$0"'.replace('bash run.sh', 'bash -c "$(cat run.sh)"'));
  };
  const canMount = isRoot && spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' }).status === 0;
  if (!canMount) process.stderr.write('\nskipped: the tests that need the right to mount a file system\n');

  test.skipIf(!canMount).each(['csv', 'json', 'ndjson', 'xlsx', 'parquet', 'html', 'table'])(
    '%s: said, what was there stays, nothing half-written',
    (format) => {
      put('a.md', long(4000));
      const script = `echo old >disk/out; "$extract" a.md -f ${format} -o disk/out; s=$?; ls -A disk; cat disk/out; exit $s`;
      expect(onDisk(80, script)).toEqual({
        status: 2,
        out: 'out\nold\n',
        err: 'extract: disk/out: cannot be written: no space left\n',
      });
    },
  );

  test.skipIf(!canMount)('standard output, the list of failures, a folder for temporary files', () => {
    put('a.md', long(1000));
    put('b.md');
    const said = (path: string): string => `extract: ${path}: cannot be written: no space left\n`;
    expect(onDisk(40, '"$extract" a.md -f csv >disk/out')).toEqual({
      status: 2,
      out: '',
      err: said('standard output'),
    });
    const errors = onDisk(
      4,
      'cat /dev/zero >disk/rest 2>/dev/null; "$extract" none.md -f csv -o out.csv --errors disk/e; s=$?; ls -A; exit $s',
    );
    expect(errors.status).toBe(2);
    expect(errors.out.split('\n')).not.toContain('out.csv');
    // The dictionary of a short document is put there: without room the whole one is read instead.
    const { status, out } = onDisk(
      4,
      `cat /dev/zero >disk/rest 2>/dev/null; TMPDIR=$PWD/disk "$extract" b.md ${COLUMNS.join(' ')}; s=$?; ls -A disk; exit $s`,
    );
    expect({ status, out }).toEqual({ status: 0, out: `${HEAD}b.md,125000\nrest\n` });
  });

  test.skipIf(!canMount)('a run over many is gone on with when there is room again', () => {
    for (let n = 0; n < 12; n++) put(`in/${n}.md`, long(40));
    const expected = go(['in', '-f', 'csv']).out;
    const { status, out, err } = onDisk(
      200,
      `"$extract" in -o disk/out.csv; echo $?; ls -A disk
       mount -o remount,size=50m disk; "$extract" in -o disk/out.csv --resume; echo $?; ls -A disk; cp disk/out.csv .`,
    );
    expect(status).toBe(0);
    expect(out).toBe('2\nout.csv.journal\n0\nout.csv\n');
    expect(err).toMatch(
      /^extract: disk\/out\.csv\S*: cannot be written: no space left\nextract: disk\/out\.csv\.journal: the run can be gone on with: --resume\nextract: going on after \d+ of 12 inputs\n/,
    );
    expect(readFileSync(at('out.csv'), 'utf8')).toBe(expected);
  });
});

describe('a clock that is set', () => {
  /** An environment in which Node.js believes that it is another year, in all threads. */
  const inYear = (year: number): NodeJS.ProcessEnv => {
    const preload = put(
      `year-${year}.cjs`,
      `const real = Date; const shift = real.UTC(${year}, 0, 1) - real.now();
       globalThis.Date = class extends real { constructor(...a) { if (a.length) super(...a); else super(real.now() + shift); } };
       Date.now = () => real.now() + shift;`,
    );
    return { ...process.env, NODE_OPTIONS: `--require ${preload}` };
  };

  test('the year makes no difference to any format', () => {
    put('in/a.md', `${ARTICLE}今年前三季度，全市完成投资3亿元。\n`);
    put('in/b.md');
    for (const format of ['csv', 'json', 'ndjson', 'xlsx', 'parquet', 'html', 'table']) {
      const files = [1971, 2024, 2107].map((year) => {
        const outcome = go(['in', '-f', format, '-o', `out-${year}`], { env: inYear(year) });
        expect(outcome).toEqual({ status: 0, out: '', err: '' });
        return readFileSync(at(`out-${year}`));
      });
      for (const file of files) expect(file.equals(files[0] as Buffer)).toBe(true);
    }
  });

  test('files from the future or from 1970, and a run that goes on before it began', () => {
    for (let n = 0; n < 8; n++) put(`in/${n}.md`, long(30));
    utimesSync(at('in/1.md'), 0, 0);
    utimesSync(at('in/2.md'), 4_000_000_000, 4_000_000_000);
    const expected = go(['in', '-f', 'csv']);
    const script = 'ulimit -f 60; exec "$0" in -o out.csv -q';
    const env = inYear(2107);
    const stopped = spawnSync('bash', ['--norc', '-c', script, program], { cwd: folder, encoding: 'utf8', env });
    expect(stopped.status).toBe(2);
    expect(readdirSync(folder)).toContain('out.csv.journal');
    const { status, err } = go(['in', '-o', 'out.csv', '--resume'], { env: inYear(1971) });
    expect({ status, err }).toEqual({
      status: 0,
      err: expect.stringMatching(/^extract: going on after [1-7] of 8 inputs\n$/),
    });
    expect(readFileSync(at('out.csv'), 'utf8')).toBe(expected.out);
  });

  test('a document’s time is not by that clock: no good one is given up when it leaps', async () => {
    const pool = openPool(
      { form: 'auto', rules: [], jobs: 1, timeout: 30 },
      join(packageRoot, 'tests', 'dying-worker.mjs'),
    );
    try {
      const real = Date.now;
      const reading = pool.read('slow 1', 0);
      vi.spyOn(Date, 'now').mockImplementation(() => real() + 3_600_000);
      expect(await reading).toMatchObject({ kind: 'read' });
    } finally {
      await pool.close();
    }
  });
});

describe('a file that changes while it is read', () => {
  const path = (): string => at('a.md');
  const read = (change: () => void) => () =>
    readSteadily(path(), (file) => {
      const bytes = readFileSync(file, 'utf8');
      change();
      return bytes;
    });

  test.each<[string, () => void]>([
    ['grows', () => appendFileSync(path(), 'x')],
    ['shrinks', () => truncateSync(path(), 10)],
    ['vanishes', () => rmSync(path())],
    [
      'is replaced',
      () => {
        copyFileSync(path(), at('b.md'));
        utimesSync(at('b.md'), 1, 1);
        renameSync(at('b.md'), path());
      },
    ],
    ['is touched', () => utimesSync(path(), 1, 1)],
  ])('%s: it is not taken for an article', (_, change) => {
    put('a.md');
    expect(read(change)).toThrow('was written while it was read');
  });

  test('is read where it does not', () => {
    put('a.md');
    linkSync(path(), at('other name.md'));
    expect(read(() => {})().value).toBe(ARTICLE);
    expect(readSteadily('/dev/null', () => 1)).toEqual({ seen: null, value: 1 });
  });
});

test('an output that is given up while its pipe has no reader', async () => {
  makePipe('p');
  const output = openFile(at('p'));
  const written = output.write('x').catch((error: Error) => error.message);
  output.discard();
  expect(await written).toBe('given up');
});
