// node tests/torture/run.mjs large [MEGABYTES]: the program on hostile documents of 50 MB, each in a process of its own. What is
// read, or refused in one clear line, holds; a crash, a hang past --timeout or more memory than LIMIT does not. Prints a line for
// each document; exit status 1 where one does not hold.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/assets.js';
import { watchProgram } from '../bench/measure.js';
import { HOSTILE } from './adversarial.js';

/** Those whose size is their danger. */
const NAMES = [
  'digits',
  '万',
  'numbers with commas between',
  'one paragraph without a full stop',
  'one paragraph of sentences',
  'nested <div>',
  'open <div>',
  'open <p>',
  'entities',
  'lists in lists',
  'lines of front matter',
  'aliases in front matter',
];
/** Seconds that a document may take: a limit of its own, so that a slow machine says "too slow" and not "broken". */
const TIMEOUT = 300;
/** Megabytes of memory for each megabyte of document, and what the program takes without one. */
const LIMIT = { each: 40, base: 400 };

const megabytes = Number(process.argv[2] ?? 50);
const folder = mkdtempSync(join(tmpdir(), 'zhibiao-large-'));
let broken = 0;
try {
  for (const name of NAMES) {
    const hostile = HOSTILE.find((each) => each.name === name);
    if (hostile === undefined) throw new Error(`no hostile document is called ${name}`);
    const form = hostile.form === 'auto' ? 'markdown' : hostile.form;
    const path = join(folder, 'large');
    writeFileSync(path, hostile.make(megabytes * 1_000_000));
    const options = ['--from', form, '--timeout', String(TIMEOUT), '-f', 'ndjson', '-o', join(folder, 'out')];
    const program = [join(packageRoot, 'bin', 'extract'), path, ...options];
    const { status, signal, milliseconds, peak, stderr } = watchProgram(program, true, TIMEOUT + 120);
    const told = stderr.trim().split('\n');
    const said = (told.find((line) => line.includes(path)) ?? told.at(-1) ?? '').replaceAll(`${path}: `, '');
    const clear = status === 0 || (status === 1 && said !== '' && !said.includes('internal error'));
    const bounded = peak <= LIMIT.base + LIMIT.each * megabytes;
    if (!clear || !bounded) broken++;
    const end = signal ?? `status ${status}`;
    const verdict = clear && bounded ? 'holds' : 'BROKEN';
    console.log(
      `${name.padEnd(34)} ${verdict}  ${(milliseconds / 1000).toFixed(0)} s, ${peak.toFixed(0)} MB, ${end}: ${said}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = broken > 0 ? 1 : 0;
