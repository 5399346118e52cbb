// npm run bench -- --stream [LINES] [--jobs N] [--json FILE]: as many tiny documents as asked for (10 million when left out)
// through one process, what it writes checked line by line, its memory looked at on the way.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/assets.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { stream: { type: 'boolean' }, jobs: { type: 'string' }, json: { type: 'string' } },
});
const total = Number(positionals[0] ?? 10_000_000);
const jobs = Number(values.jobs ?? 1);
if (!(total >= 10 && jobs >= 1)) throw new Error('--stream [LINES, at least 10] [--jobs N]');

/** Documents handed over at a time. */
const PIECE = 1000;

let fed = 0;
function* input(): Generator<string, void, undefined> {
  for (let from = 1; from <= total; from += PIECE) {
    let piece = '';
    for (let n = from; n < from + PIECE && n <= total; n++) piece += `{"id":"${n}","text":"就业${n}人。"}\n`;
    fed += Buffer.byteLength(piece);
    yield piece;
  }
}

/** Megabytes of the process's own count of its peak; null where the system does not tell (only Linux does so this way). */
function peakOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

const words = ['--from', 'ndjson', '--format', 'ndjson', '--fields', 'source,value', '--jobs', String(jobs), '-'];
const began = performance.now();
const child = spawn(process.execPath, [join(packageRoot, 'bin', 'extract'), ...words], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const ended = once(child, 'exit');
const feeding = pipeline(Readable.from(input()), child.stdin);

let seen = 0;
let peak: number | null = null;
const peaks: { lines: number; megabytes: number | null; seconds: number }[] = [];
let rest = '';
child.stdout.setEncoding('utf8');
for await (const piece of child.stdout) {
  const lines = (rest + piece).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    seen++;
    if (line !== `{"source":"${seen}","value":${seen}}`) throw new Error(`line ${seen} of the output is ${line}`);
    if (seen % Math.floor(total / 10) !== 0) continue;
    peak = peakOf(child.pid) ?? peak;
    peaks.push({ lines: seen, megabytes: peak, seconds: (performance.now() - began) / 1000 });
    const last = peaks.at(-1);
    console.error(`${seen} lines, peak ${peak?.toFixed(0)} MB, ${last?.seconds.toFixed(0)} s`);
  }
}
await feeding;
const [status] = await ended;
if (status !== 0 || seen !== total) throw new Error(`exit status ${status}, ${seen} of ${total} lines`);

const seconds = (performance.now() - began) / 1000;
const [first] = peaks;
const growth = peak !== null && first?.megabytes ? peak / first.megabytes : null;
const holds = growth === null ? 'not told' : growth <= 1.5 ? 'holds' : 'MISSED';
const report = {
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  jobs,
  lines: total,
  megabytes: fed / 1e6,
  seconds,
  peaks,
};
process.stdout.write(
  `${total} lines, ${(fed / 1e6).toFixed(0)} MB, ${jobs} jobs: ${seconds.toFixed(0)} s, ` +
    `${Math.round(total / seconds)} lines/s, peak ${peak?.toFixed(0)} MB\n` +
    `peak after all : after a tenth  ${growth?.toFixed(2)}  ≤ 1.5  ${holds}\n`,
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 1)}\n`);
