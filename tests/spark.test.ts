// The Spark job: its schema against the Parquet that this program writes, what each of its tasks does in plain Python, and
// the whole of it where Spark is installed.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { askDuckDb, attempt, emptyFolder, extract, extractProgram, isAbsent, isMissing } from './programs.js';
import { documents } from './streams.js';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const job = join(packageRoot, 'examples', 'spark', 'job.py');
const STREAM = ['--from', 'ndjson', '--format', 'ndjson', '--errors', '-', '-'];

interface StructType {
  type: string;
  fields: { name: string; type: string; nullable: boolean; metadata: { comment: string } }[];
}

test('the schema is what the columns of our own Parquet are to Spark', async () => {
  const path = join(folder, 'own.parquet');
  extract(['fixtures/', '-o', path, '-q']);
  const columns = await askDuckDb(
    `SELECT name, type, converted_type, repetition_type FROM parquet_schema('${path}') WHERE num_children IS NULL`,
  );
  // Spark's documented reading of Parquet's types.
  const read: Readonly<Record<string, string>> = {
    'BYTE_ARRAY UTF8': 'string',
    'DOUBLE null': 'double',
    'INT32 null': 'integer',
    'INT32 DATE': 'date',
  };
  const found = columns.map(({ name, type, converted_type, repetition_type }) => ({
    name,
    type: read[`${type} ${converted_type}`],
    nullable: repetition_type === 'OPTIONAL',
  }));
  const schema: StructType = JSON.parse(extract(['schema', '--spark']));
  expect(schema.type).toBe('struct');
  expect(schema.fields.map(({ name, type, nullable }) => ({ name, type, nullable }))).toEqual(found);
  expect(new Set(found.map(({ type }) => type))).toEqual(new Set(['string', 'double', 'integer', 'date']));
  for (const { metadata } of schema.fields) expect(metadata.comment).toMatch(/\w/);
});

test('of rule files there is no such schema', () => {
  expect(attempt(['schema', '--rules', '--spark']).status).toBe(2);
});

/** A folder with a program of that name, which is a shell script. */
function stub(name: string, script: string): string {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, 'extract'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(place, 'extract'), 0o755);
  return place;
}

const environment = (...places: string[]): NodeJS.ProcessEnv => ({
  ...process.env,
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONPATH: dirname(job),
  PATH: [...places, dirname(extractProgram), process.env.PATH].join(':'),
});

describe.skipIf(isMissing('python3'))('a task, in plain Python', () => {
  const python = (code: string, input: string, ...places: string[]) =>
    spawnSync('python3', ['-c', `import sys, job\nsys.stdin.reconfigure(newline="\\n")\n${code}`], {
      encoding: 'utf8',
      input,
      env: environment(...places),
      maxBuffer: 1 << 28,
    });
  const ALL = 'for line in job.run_extract(line.rstrip("\\n") for line in sys.stdin): print(line)';
  const input = `${documents(2000, 1)}{"id":"bad"}\n`;

  test('gives what the program gives; documents that fail have a line and fail nothing else', () => {
    const { status, stdout, stderr } = python(ALL, input);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(attempt(STREAM, input).out);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^\{"id":"bad","error":/);
  });

  test('a partition without documents', () => {
    expect(python(ALL, '')).toMatchObject({ status: 0, stdout: '' });
  });

  test('fails where the program is killed, whatever it had written', () => {
    const killed = stub('killed', 'head -n 2\nkill -9 $$');
    const { status, stdout, stderr } = python(ALL, input, killed);
    expect({ status, lines: stdout.trim().split('\n').length }).toEqual({ status: 1, lines: 2 });
    expect(stderr).toContain('extract ended with status -9');
  });

  test('fails where the program will not run', () => {
    expect(python(ALL, input, stub('wrong', 'exit 2')).stderr).toContain('extract ended with status 2');
  });

  test('fails where the partition cannot be read to its end', () => {
    const code = `
def documents():
    yield '{"id":"a","text":"5人"}'
    raise OSError("the block is gone")
for line in job.run_extract(documents()): print(line)`;
    const { status, stderr } = python(code, '');
    expect(status).toBe(1);
    expect(stderr).toContain('OSError: the block is gone');
  });

  test('leaves no process where Spark stops it', () => {
    const code = `
import itertools, os
lines = job.run_extract(itertools.repeat('{"id":"a","text":"5人"}'))
print(next(lines))
lines.close()
try:
    os.wait()
except ChildProcessError:
    print("none left")`;
    const { status, stdout } = python(code, '');
    expect({ status, left: stdout.trim().split('\n').at(-1) }).toEqual({ status: 0, left: 'none left' });
  });

  test('knows the schema from the program', () => {
    const { stdout } = python('import json; print(json.dumps(job.record_schema()))', '');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(extract(['schema', '--spark'])));
  });
});

// It is not in Debian: .ci/run cannot install it.
describe.skipIf(isAbsent('python3', ['-c', 'import pyspark']) || isAbsent('java', ['-version']))('in Spark', () => {
  const lines = `${documents(300, 2)}{"id":"bad"}\nnot JSON\n`;
  const whole = join(folder, 'whole.parquet');

  /** Runs the job on two cores; a task is tried three times. */
  function spark(words: readonly string[], ...places: string[]): void {
    const env = { ...environment(...places), PYSPARK_SUBMIT_ARGS: '--master local[2,3] pyspark-shell' };
    const { status, stderr } = spawnSync('python3', [job, ...words], { encoding: 'utf8', env, cwd: folder });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  }

  const contents = (path: string) => askDuckDb(`SELECT * FROM '${path}' ORDER BY source, start`);

  async function expectAll(output: string): Promise<void> {
    expect(await contents(`${output}/records/*.parquet`)).toEqual(await contents(whole));
    const types = (path: string) =>
      askDuckDb(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '${path}')`);
    expect(await types(`${output}/records/*.parquet`)).toEqual(await types(whole));
  }

  test('JSON lines, with a task that dies half-way and is tried again', { timeout: 600_000 }, async () => {
    const input = join(folder, 'lines');
    mkdirSync(input);
    writeFileSync(join(input, 'a.jsonl'), lines.slice(0, lines.indexOf('\n', lines.length / 2) + 1));
    writeFileSync(join(input, 'b.jsonl'), lines.slice(lines.indexOf('\n', lines.length / 2) + 1));
    attempt(['--from', 'ndjson', '-', '-o', whole, '-q'], lines);
    const once = join(folder, 'once');
    const dying = stub(
      'dying',
      `[ "$1" = schema ] || { mkdir "${once}" 2>/dev/null && { "${extractProgram}" "$@" | head -n 20; kill -9 $$; }; }\nexec "${extractProgram}" "$@"`,
    );
    const output = join(folder, 'from-lines');
    spark([input, output], dying);
    expect(existsSync(once)).toBe(true);
    await expectAll(output);
    const errors = await askDuckDb(`SELECT * FROM read_json('${output}/errors/*.json') ORDER BY id NULLS FIRST`);
    expect(errors.map(({ id }) => id)).toEqual([null, 'bad']);
  });

  test('Parquet', { timeout: 600_000 }, async () => {
    const input = join(folder, 'documents.parquet');
    writeFileSync(join(folder, 'documents.jsonl'), documents(300, 2));
    await askDuckDb(
      `COPY (SELECT * FROM read_json('${join(folder, 'documents.jsonl')}')) TO '${input}' (FORMAT parquet)`,
    );
    attempt(['--from', 'ndjson', '-', '-o', whole, '-q'], documents(300, 2));
    const output = join(folder, 'from-parquet');
    spark([input, output, '--format', 'parquet', '--partitions', '3']);
    await expectAll(output);
  });
});
