// The Dockerfile, which no test can build here: a linter reads it, and what it copies is tried as it is laid out in the image.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { ValidationSeverity, validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/assets.js';
import { emptyFolder } from './programs.js';

const text = readFileSync(join(packageRoot, 'Dockerfile'), 'utf8');
const instructions = DockerfileParser.parse(text).getInstructions();
const froms = instructions.flatMap((each, i) => (each.getKeyword() === 'FROM' ? [i] : []));
const last = instructions.slice(froms.at(-1));
const argumentsOf = (keyword: string): string[] =>
  last.filter((each) => each.getKeyword() === keyword).map((each) => each.getArgumentsContent() ?? '');

describe('the linter', () => {
  /** Everything that it knows to be wrong counts. */
  const strict = Object.fromEntries(
    ['deprecatedMaintainer', 'directiveCasing', 'emptyContinuationLine', 'instructionCasing'].map((name) => [
      name,
      ValidationSeverity.ERROR,
    ]),
  );
  const settings = {
    ...strict,
    instructionCmdMultiple: ValidationSeverity.ERROR,
    instructionEntrypointMultiple: ValidationSeverity.ERROR,
    instructionHealthcheckMultiple: ValidationSeverity.ERROR,
    instructionJSONInSingleQuotes: ValidationSeverity.ERROR,
    instructionWorkdirRelative: ValidationSeverity.ERROR,
  };

  test('finds nothing', () => {
    expect(validate(text, settings)).toEqual([]);
  });

  test('would find something', () => {
    expect(validate(text.replace('WORKDIR /data', 'WORKDIR data'), settings)).toHaveLength(1);
    expect(validate(text.replace('USER node', 'USR node'), settings)).toHaveLength(1);
  });
});

test('two stages, each from an image whose version is named', () => {
  const images = froms.map((i) => instructions[i]?.getArguments()[0]?.getValue() ?? '');
  expect(images).toHaveLength(2);
  for (const image of images) expect(image).toMatch(/^node:\d+-[a-z]+/);
});

test('the image has no compiler and installs nothing', () => {
  expect(argumentsOf('FROM')[0]).toMatch(/-slim$/);
  for (const command of argumentsOf('RUN')) expect(command).not.toMatch(/apt|apk|npm|curl|wget|gcc|make/);
});

test('the program does not run as root', () => {
  const user = last.findLastIndex((each) => each.getKeyword() === 'USER');
  expect(last[user]?.getArgumentsContent()).toBe('node');
  expect(last.slice(user).some((each) => each.getKeyword() === 'RUN')).toBe(false);
  expect(argumentsOf('ENTRYPOINT')).toEqual(['["extract"]']);
});

test('the builder is sent what the build reads, and not more', () => {
  const lines = readFileSync(join(packageRoot, '.dockerignore'), 'utf8').split('\n');
  const [first, ...sent] = lines.filter((each) => each !== '' && !each.startsWith('#'));
  expect(first).toBe('*');
  for (const each of sent) expect(existsSync(join(packageRoot, each.replace(/^!/, ''))), each).toBe(true);
  // What the build reads beside the sources, as it says itself.
  const names = [
    ...readFileSync(join(packageRoot, 'esbuild.config.mjs'), 'utf8').matchAll(/'((?:src|tsconfig)[^/']*)[/']/g),
  ].map((match) => `!${match[1]}`);
  expect(names).toContain('!tsconfig.types.json');
  expect(sent).toEqual(expect.arrayContaining(names));
});

describe('what the image holds', () => {
  const image = emptyFolder();
  afterAll(() => rmSync(image, { recursive: true }));

  beforeAll(() => {
    // COPY --from=build /opt/zhibiao/NAME ./NAME; the parser leaves the option out.
    for (const copy of argumentsOf('COPY')) {
      const name = /^\/opt\/zhibiao\/(\S+) \.\/\1$/.exec(copy)?.[1];
      if (name === undefined) throw new Error(`COPY ${copy}`);
      if (name !== 'node_modules') cpSync(join(packageRoot, name), join(image, name), { recursive: true });
    }
    // Of the packages those that are left when the development's have gone.
    const { stdout } = spawnSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
      cwd: packageRoot,
      encoding: 'utf8',
    });
    for (const path of stdout.trim().split('\n')) {
      const inside = relative(packageRoot, path);
      // One within another comes with it.
      if (!inside.startsWith('node_modules') || inside.indexOf('node_modules', 1) > 0) continue;
      mkdirSync(dirname(join(image, inside)), { recursive: true });
      cpSync(path, join(image, inside), { recursive: true });
    }
    symlinkSync(join(image, 'bin', 'extract'), join(image, 'extract'));
  });

  test.each([['csv'], ['xlsx'], ['parquet']])('is enough to write %s, with workers', (format) => {
    expect(existsSync(join(image, 'node_modules', 'vitest'))).toBe(false);
    const path = join(image, `records.${format}`);
    const words = [join(packageRoot, 'fixtures'), '-q', '--jobs', '2', '--timeout', '60', '-o', path];
    const { status, stderr } = spawnSync(join(image, 'extract'), words, { encoding: 'utf8', cwd: image });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(path).length).toBeGreaterThan(10_000);
  });

  test('is enough for the schemas and rules', () => {
    for (const words of [['schema', '--spark'], ['rules', 'explain', '新增就业12万人。'], ['--help']])
      expect(spawnSync(join(image, 'extract'), words, { cwd: image }).status).toBe(0);
  });
});
