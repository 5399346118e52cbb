// Times that can be compared: two things measured by turns, so that what else the machine does falls on both.
import { spawnSync } from 'node:child_process';

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** Milliseconds that `task` takes. */
export function timed(task: () => void): number {
  const began = performance.now();
  task();
  return performance.now() - began;
}

export interface Pair {
  a: number;
  b: number;
  /** Median of the ratios a : b, round by round. */
  ratio: number;
}

/** Medians of two measures, taken by turns; each is warmed up once. */
export function compare(rounds: number, a: () => number, b: () => number): Pair {
  a();
  b();
  const as: number[] = [];
  const bs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    as.push(a());
    bs.push(b());
  }
  return { a: median(as), b: median(bs), ratio: median(as.map((value, i) => value / (bs[i] as number))) };
}

/** Written to file descriptor 3 when the process ends: the most memory that it held, in kilobytes. */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(
  `import { isMainThread } from 'node:worker_threads';
   import { writeSync } from 'node:fs';
   if (isMainThread) process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));`,
)}`;

export interface Finished {
  milliseconds: number;
  /** Megabytes; NaN where it was not asked for. */
  peak: number;
}

/** Runs a program of Node's to its end, as a process of its own. */
export function runProgram(words: readonly string[], tellPeak = false): Finished {
  const options = tellPeak ? [`--import=${TELL_PEAK}`] : [];
  const began = performance.now();
  const child = spawnSync(process.execPath, [...options, ...words], {
    stdio: ['ignore', 'ignore', 'pipe', tellPeak ? 'pipe' : 'ignore'],
  });
  const milliseconds = performance.now() - began;
  if (child.status !== 0) throw new Error(`${words.join(' ')}: exit status ${child.status}\n${child.stderr}`);
  return { milliseconds, peak: tellPeak ? Number(child.output[3]?.toString()) / 1024 : Number.NaN };
}
