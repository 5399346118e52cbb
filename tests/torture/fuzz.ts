// npm run fuzz [-- --tries N --seed S --jobs J]: random inputs against what must hold of every input (properties.ts), in
// threads of their own. Prints tries, faults and time, and each fault's smallest input; exit status 1 where there is one.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { createExtractor, type Extractor } from '../../src/extract.js';
import { anyTry } from './properties.js';

/** Tries between two reports of a thread: a fault is shrunk and told with the seed of its round. */
const ROUND = 500;
/** A round takes seconds, on a machine that does much else a minute: one that takes so long never ends. */
const HANG = 1_200_000;

interface Round {
  seed: number;
  tries: number;
}
interface Report extends Round {
  fault: { message: string; input: string } | null;
}

async function engine(): Promise<Extractor> {
  const made = await createExtractor();
  if (!made.ok) throw new Error('the built-in rules are not valid');
  return made.value;
}

/** One round: its first fault, shrunk. */
function play(extractor: Extractor, { seed, tries }: Round): Report {
  const details = fc.check(
    fc.property(anyTry, ([, check]) => check(extractor)),
    { seed, numRuns: tries },
  );
  if (!details.failed) return { seed, tries, fault: null };
  const [[kind, , shown] = ['?', null, null]] = details.counterexample ?? [];
  const message = String(details.errorInstance instanceof Error ? details.errorInstance.stack : details.errorInstance);
  return { seed, tries: details.numRuns, fault: { message, input: `${kind}: ${JSON.stringify(shown)}` } };
}

async function serve(): Promise<void> {
  const extractor = await engine();
  parentPort?.on('message', (round: Round) => parentPort?.postMessage(play(extractor, round)));
}

async function lead(): Promise<void> {
  const { values } = parseArgs({
    options: { tries: { type: 'string' }, seed: { type: 'string' }, jobs: { type: 'string' } },
  });
  const wanted = Number(values.tries ?? 1_000_000);
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  const jobs = Number(values.jobs ?? availableParallelism());
  if (![wanted, seed, jobs].every((n) => Number.isInteger(n) && n >= 0))
    throw new Error('--tries, --seed and --jobs are whole numbers');
  const began = performance.now();
  let asked = 0;
  let done = 0;
  let faults = 0;
  let told = 0;
  const next = (): Round | null => {
    if (asked >= wanted) return null;
    const round = { seed: (seed + asked) | 0, tries: Math.min(ROUND, wanted - asked) };
    asked += ROUND;
    return round;
  };
  const tell = (round: Round, what: string): void => {
    faults++;
    console.log(`FAULT (--seed ${round.seed} --tries ${round.tries})\n${what}\n`);
  };
  const thread = (): Promise<void> =>
    new Promise((resolve) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: 'serve' });
      let round: Round | null = null;
      let clock: NodeJS.Timeout | undefined;
      const end = (): void => {
        clearTimeout(clock);
        void worker.terminate().then(() => resolve());
      };
      const replace = (why: string): void => {
        if (round !== null) tell(round, why);
        clearTimeout(clock);
        worker.removeAllListeners();
        void worker.terminate().then(() => thread().then(resolve));
      };
      const step = (): void => {
        clearTimeout(clock);
        round = next();
        if (round === null) {
          end();
          return;
        }
        clock = setTimeout(() => replace('a try does not end'), HANG);
        worker.postMessage(round);
      };
      worker.on('message', ({ fault, ...report }: Report) => {
        done += report.tries;
        if (fault !== null) tell(report, `${fault.message}\n${fault.input}`);
        if (done - told >= 10_000) {
          told = done;
          console.error(`${done} tries, ${faults} faults, ${Math.round((performance.now() - began) / 1000)} s`);
        }
        step();
      });
      worker.on('error', (error) => replace(`its thread died: ${String(error)}`));
      step();
    });
  await Promise.all(Array.from({ length: jobs }, thread));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${done} tries, ${faults} faults, ${seconds} s (${jobs} threads, --seed ${seed})`);
  process.exitCode = faults > 0 ? 1 : 0;
}

await (isMainThread || workerData !== 'serve' ? lead() : serve());
