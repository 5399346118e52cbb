// Speed as ratios within one run, so that they hold on any machine. Prints a table, and JSON with --json FILE (- for
// standard output).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from 'cheerio';
import { builtData, packageRoot } from '../../src/assets.js';
import { createExtractor, type Extractor } from '../../src/extract.js';
import { HOSTILE } from '../torture/adversarial.js';
import { copies, type Given, readGiven } from './archive.js';
import { compare, median, runProgram, timed } from './measure.js';

interface Line {
  name: string;
  /** What was measured, in words. */
  figures: string;
  ratio: number;
  /** What the ratio should be: at least or at most. */
  target: string;
  holds: boolean;
}

const ROUNDS = 5;
const program = join(packageRoot, 'bin', 'extract');
const require = createRequire(import.meta.url);
const lines: Line[] = [];

function atLeast(name: string, ratio: number, least: number, figures: string): void {
  lines.push({ name, figures, ratio, target: `≥ ${least}`, holds: ratio >= least });
}
function atMost(name: string, ratio: number, most: number, figures: string): void {
  lines.push({ name, figures, ratio, target: `≤ ${most}`, holds: ratio <= most });
}
const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

async function engine(): Promise<Extractor> {
  const made = await createExtractor();
  if (!made.ok) throw new Error('the built-in rules are not valid');
  return made.value;
}

interface Recognizers {
  Culture: { Chinese: string };
  recognizeNumber(text: string, culture: string): unknown;
  recognizePercentage(text: string, culture: string): unknown;
  recognizeCurrency(text: string, culture: string): unknown;
  recognizeDimension(text: string, culture: string): unknown;
}

/** Blocks at even distances over all documents, of about so many characters together. */
function sampleOf(given: readonly Given[], characters: number): string[] {
  const blocks = given.flatMap((each) => each.blocks);
  const all = blocks.reduce((sum, { length }) => sum + length, 0);
  const wanted = Math.max(1, Math.round((blocks.length * characters) / all));
  if (wanted >= blocks.length) return blocks;
  return Array.from({ length: wanted }, (_, n) => blocks[Math.floor(((n + 0.5) * blocks.length) / wanted)] as string);
}

/** The recognizers take hundreds of times as long: they get a sample of the text. */
function againstRecognizers(extractor: Extractor, given: readonly Given[]): void {
  const { Culture, ...recognize } = require('@microsoft/recognizers-text-suite') as Recognizers;
  const sample = sampleOf(given, 6000);
  const length = sample.reduce((sum, block) => sum + block.length, 0);
  const bytes = Buffer.from(sample.join('\n\n'));
  const { a, b, ratio } = compare(
    ROUNDS,
    () =>
      timed(() => {
        for (const text of sample) {
          recognize.recognizeNumber(text, Culture.Chinese);
          recognize.recognizePercentage(text, Culture.Chinese);
          recognize.recognizeCurrency(text, Culture.Chinese);
          recognize.recognizeDimension(text, Culture.Chinese);
        }
      }),
    // More than once, else the clock is too coarse.
    () => timed(() => repeat(10, () => extractor.extract('sample.txt', bytes, 'text'))) / 10,
  );
  atLeast('1 recognizers-text : engine', ratio, 100, `${ms(a)} : ${ms(b)}, ${length} characters`);
}

function repeat(times: number, task: () => void): void {
  for (let i = 0; i < times; i++) task();
}

interface Jieba {
  load(files: Record<string, string>): void;
  tag(text: string): unknown;
}

function againstTagger(extractor: Extractor, given: readonly Given[], times: number): void {
  const jieba = require('nodejieba') as Jieba;
  jieba.load({
    dict: builtData('jieba.dict.utf8'),
    hmmDict: builtData('hmm_model.utf8'),
    userDict: builtData('user.dict.utf8'),
    idfDict: builtData('idf.utf8'),
    stopWordDict: builtData('stop_words.utf8'),
  });
  const blocks = given.flatMap((each) => each.blocks);
  const clean = given.map(({ clean: text }) => Buffer.from(text));
  const { a, b, ratio } = compare(
    ROUNDS,
    () =>
      timed(() =>
        repeat(times, () => {
          for (const text of blocks) jieba.tag(text);
        }),
      ),
    () => timed(() => repeat(times, () => clean.forEach((bytes) => void extractor.extract('a.txt', bytes, 'text')))),
  );
  const characters = times * given.reduce((sum, { clean: text }) => sum + text.length, 0);
  atLeast('2 nodejieba.tag : engine', ratio, 1, `${ms(a)} : ${ms(b)}, ${characters} characters`);
}

function againstFloor(extractor: Extractor, given: readonly Given[], times: number): void {
  let length = 0;
  const { a, b, ratio } = compare(
    ROUNDS,
    () =>
      timed(() =>
        repeat(times, () => given.forEach(({ path }) => void extractor.extract(path, readFileSync(path), 'auto'))),
      ),
    () =>
      timed(() =>
        repeat(times, () =>
          given.forEach(({ path }) => {
            length += load(readFileSync(path, 'utf8')).text().length;
          }),
        ),
      ),
  );
  if (length === 0) throw new Error('the floor read nothing');
  atMost('3 engine : read, parse, text out', ratio, 4, `${ms(a)} : ${ms(b)}`);
}

function wholeProcess(folder: string, given: readonly Given[]): void {
  // The article nearest to 17 KB, or one made of its text.
  const wanted = 17_000;
  const nearest = [...given].sort(
    (x, y) => Math.abs(x.bytes.length - wanted) - Math.abs(y.bytes.length - wanted),
  )[0] as Given;
  const path = join(folder, 'article.md');
  const times = Math.max(1, Math.round(wanted / nearest.bytes.length));
  writeFileSync(
    path,
    Buffer.concat(
      Array.from({ length: times }, (_, n) => (n === 0 ? nearest.bytes : Buffer.from(`\n\n${nearest.clean}`))),
    ),
  );
  const { a, b, ratio } = compare(
    15,
    () => runProgram([program, path, '-f', 'csv']).milliseconds,
    () => runProgram(['-e', '0']).milliseconds,
  );
  atMost('4 bin/extract, one article : node -e 0', ratio, 4, `${ms(a)} : ${ms(b)}`);
}

const batch = (folder: string, jobs: number): string[] => [
  program,
  folder,
  '-o',
  join(folder, '..', 'out.csv'),
  '-q',
  '-j',
  String(jobs),
];

/** A loop that only computes, for what two cores of this machine are worth just now. */
const SPIN = 'let x = 0; for (let i = 0; i < 4e8; i++) x = (x * 31 + i) | 0;';
const SPIN_TWICE = `const { Worker } = require('node:worker_threads'); for (let i = 0; i < 2; i++) new Worker(${JSON.stringify(SPIN)}, { eval: true });`;

function workers(archive: string): void {
  const used: number[][] = [[], []];
  const measure = (jobs: 1 | 2) => (): number => {
    const { milliseconds, processor } = runProgram(batch(archive, jobs), true);
    used[jobs - 1]?.push(processor);
    return milliseconds;
  };
  const { a, b, ratio } = compare(ROUNDS, measure(1), measure(2));
  // What else the machine does makes times longer, and this hardly.
  const processor = used.map((seconds) => `${median(seconds).toFixed(1)} s`).join(' : ');
  const spin = compare(
    ROUNDS,
    () => 2 * runProgram(['-e', SPIN]).milliseconds,
    () => runProgram(['-e', SPIN_TWICE]).milliseconds,
  );
  const cores = `${availableParallelism()} cores; two bare loops at once: ${spin.ratio.toFixed(2)}`;
  atLeast('5 one worker : two workers', ratio, 1.7, `${ms(a)} : ${ms(b)}, processor ${processor}, ${cores}`);
}

function growthOfText(extractor: Extractor, given: readonly Given[]): void {
  const one = given
    .map(({ clean }) => clean)
    .join('\n\n')
    .slice(0, 60_000);
  const long = one.length < 60_000 ? one.repeat(Math.ceil(60_000 / one.length)) : one;
  const small = Buffer.from(long);
  const large = Buffer.from(`${long}\n\n`.repeat(10));
  const { a, b, ratio } = compare(
    ROUNDS,
    () => timed(() => void extractor.extract('a.txt', large, 'text')),
    () => timed(() => repeat(10, () => extractor.extract('a.txt', small, 'text'))) / 10,
  );
  atMost('6 ten times the text of one document', ratio, 11, `${ms(a)} : ${ms(b)}`);
}

function growthOfArchive(archive: string, tenfold: string): void {
  const peaks: number[][] = [[], []];
  const measure = (folder: string, which: number) => (): number => {
    const { milliseconds, peak } = runProgram(batch(folder, 1), true);
    peaks[which]?.push(peak);
    return milliseconds;
  };
  const { a, b, ratio } = compare(ROUNDS, measure(tenfold, 0), measure(archive, 1));
  const [large, small] = peaks.map(median) as [number, number];
  atMost('6 ten times the documents', ratio, 11, `${ms(a)} : ${ms(b)}`);
  atMost(
    '6 peak memory, ten times the documents',
    large / small,
    1.15,
    `${large.toFixed(0)} MB : ${small.toFixed(0)} MB`,
  );
  atMost('6 peak memory, one worker, MB', large, 300, `${large.toFixed(0)} MB`);
}

/** How often a document is made twice as long. */
const DOUBLINGS = 4;

/**
 * Documents made to break a reader: time at n, 2n, … 16n bytes. Linear is a ratio of 2 at each step, but for the one where a
 * document has outgrown the young heap.
 */
function growthOfHostile(extractor: Extractor, folder: string): void {
  const slope = (times: readonly number[]): number =>
    ((times.at(-1) as number) / (times[0] as number)) ** (1 / (times.length - 1));
  const name = (what: string): string => `7 ${what}`;
  for (const { name: what, form, make } of HOSTILE) {
    // As much as takes long enough to be measured.
    let bytes = 16_000;
    const read = (n: number): number => {
      const document = Buffer.from(make(n));
      // The processor's time: what else the machine does would bend the slope.
      const began = process.cpuUsage();
      extractor.extract('a', document, form);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    };
    read(bytes);
    while (read(bytes) < 3 && bytes < 250_000) bytes *= 2;
    const times = Array.from({ length: DOUBLINGS + 1 }, (_, k) =>
      // The least of three: garbage is collected now and then.
      Math.min(...Array.from({ length: 3 }, () => read(bytes << k))),
    );
    const steps = times.slice(1).map((time, k) => (time / (times[k] as number)).toFixed(1));
    atMost(name(what), slope(times), 2.6, `${bytes >> 10} KB: ${times.map(ms).join(', ')}; ×${steps.join(' ×')}`);
  }
  const path = join(folder, 'large.txt');
  const peaks = [1, 2].map((times) => {
    writeFileSync(path, `${'全市新增就业的工作正在有序推进。'.repeat(43)}新增就业12.5万人。\n`.repeat(times * 2000));
    return runProgram([program, path, '-f', 'csv', '-o', join(folder, 'large.csv'), '-q', '-j', '1'], true).peak;
  });
  const [small, large] = peaks as [number, number];
  atMost(
    '7 peak memory, one document of 8 MB : of 4 MB',
    large / small,
    2.2,
    `${large.toFixed(0)} MB : ${small.toFixed(0)} MB`,
  );
}

function table(): string {
  const rows = lines.map(({ name, ratio, target, holds, figures }) => [
    name,
    ratio.toFixed(2),
    target,
    holds ? 'holds' : 'MISSED',
    figures,
  ]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => (row[i] as string).length)));
  return rows.map((row) => `${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}\n`).join('');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, only: { type: 'string' } },
});
const given = await readGiven(positionals.length > 0 ? positionals : [join(packageRoot, 'fixtures')]);
const characters = given.reduce((sum, { clean }) => sum + clean.length, 0);
console.error(`${given.length} documents, ${characters} characters of clean text`);
const folder = mkdtempSync(join(tmpdir(), 'zhibiao-bench-'));
try {
  const extractor = await engine();
  // Few documents are read again and again, so that each figure stands for some 300,000 characters.
  const times = Math.max(1, Math.round(300_000 / characters));
  const archive = join(folder, 'archive');
  const tenfold = join(folder, 'tenfold');
  const { bytes } = copies(archive, given, 10_000_000);
  copies(tenfold, given, 10 * bytes);
  // The engine as it is in the middle of an archive: all code compiled.
  for (const { path, bytes: article } of given) extractor.extract(path, article, 'auto');
  const parts: [string, () => void][] = [
    ['1', () => againstRecognizers(extractor, given)],
    ['2', () => againstTagger(extractor, given, times)],
    ['3', () => againstFloor(extractor, given, times)],
    ['4', () => wholeProcess(folder, given)],
    ['5', () => workers(archive)],
    ['6', () => growthOfText(extractor, given)],
    ['6', () => growthOfArchive(archive, tenfold)],
    ['7', () => growthOfHostile(extractor, folder)],
  ];
  for (const [part, measure] of parts) if (values.only === undefined || values.only.includes(part)) measure();
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write(values.json === '-' ? '' : table());
const report = `${JSON.stringify({ node: process.version, documents: given.length, characters, lines }, null, 1)}\n`;
if (values.json === '-') process.stdout.write(report);
else if (values.json !== undefined) writeFileSync(values.json, report);
