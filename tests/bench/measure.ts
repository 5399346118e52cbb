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

/** Written to file descriptor 3 when the process ends: the most memory that it held, in kilobytes, and its processor time. */
const TELL = `data:text/javascript,${encodeURIComponent(
  `import { isMainThread } from 'node:worker_threads';
   import { writeSync } from 'node:fs';
   if (isMainThread) process.on('exit', () => {
     const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
     writeSync(3, maxRSS + ' ' + (userCPUTime + systemCPUTime));
   });`,
)}`;

export interface Finished {
  milliseconds: number;
  /** Megabytes; NaN where it was not asked for. */
  peak: number;
  /** Seconds of all threads; NaN likewise. */
  processor: number;
}

export interface Watched extends Finished {
  status: number | null;
  /** What ended it, if it did not end by itself. */
  signal: NodeJS.Signals | null;
  stderr: string;
}

/** Runs a program of Node's until it ends, or has had so many seconds, as a process of its own. */
export function watchProgram(words: readonly string[], tell: boolean, seconds?: number): Watched {
  const options = tell ? [`--import=${TELL}`] : [];
  const began = performance.now();
  const { status, signal, stderr, output } = spawnSync(process.execPath, [...options, ...words], {
    stdio: ['ignore', 'ignore', 'pipe', tell ? 'pipe' : 'ignore'],
    encoding: 'utf8',
    timeout: seconds === undefined ? undefined : seconds * 1000,
    killSignal: 'SIGKILL',
  });
  const milliseconds = performance.now() - began;
  const [kilobytes = '', microseconds = ''] = output[3]?.split(' ') ?? [];
  const told = (figure: string, unit: number): number => (figure === '' ? Number.NaN : Number(figure) / unit);
  return {
    status,
    signal,
    stderr,
    milliseconds,
    peak: told(kilobytes, 1024),
    processor: told(microseconds, 1e6),
  };
}

/** Runs a program of Node's to its end, which must be a good one. */
export function runProgram(words: readonly string[], tell = false): Finished {
  const { status, stderr, ...finished } = watchProgram(words, tell);
  if (status !== 0) throw new Error(`${words.join(' ')}: exit status ${status}\n${stderr}`);
  return finished;
}
