// --from ndjson: documents come one a line, their records go out as they come. Constant memory on endless input.
import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import {
  articleOf,
  type Input,
  type LineReader,
  type LineResult,
  openLineReader,
  openReadable,
  recordsOf,
} from '../batch/index.js';
import { describeError, errorCode } from '../errors.js';
import type { IndicatorRecord } from '../records/schema.js';
import type { Condition } from '../records/where.js';
import { ANNOTATED, type Output, openFile, openStream, type Sink } from '../sinks/index.js';
import { describeOutput, inputsOf, prepare, reportOf, sinkFor } from './asked.js';
import { type Failure, type FailureLog, openFailureLog } from './failures.js';
import { linesOf } from './lines.js';
import { message } from './messages.js';
import type { Plan } from './options.js';
import { STATUS, type World } from './world.js';

/** Records of one batch of lines beyond which they are written before its end. */
const MANY = 5_000;

interface StreamRun {
  reader: LineReader;
  sink: Sink;
  output: Output;
  log: FailureLog;
  /** Which records are kept; null for all. */
  keep: Condition | null;
  /** Whether failures go between the records, as `{"id","error"}`. */
  errorsInStream: boolean;
  /** Bytes that a line may have. */
  maxBytes: number;
  quiet: boolean;
}

/**
 * Reads the streams one after the other and writes their records, in order; whatever has come whole is written before more
 * is waited for. A bad line is a failure of that line alone.
 * @returns how many documents there were
 */
async function processStreams(
  inputs: readonly Input[],
  run: StreamRun,
  world: Pick<World, 'say' | 'stdin'>,
): Promise<number> {
  const { reader, sink, output, log, keep } = run;
  let documents = 0;

  /** @param place which line it was, where it has no id: not by its number, which depends on how the input was parted */
  async function fail(failure: Failure, place: string | null): Promise<void> {
    log.add(failure);
    const { source: path, line, message: what, id = null } = failure;
    if (!run.errorsInStream) world.say(message(what, { path, line: line ?? undefined }));
    else {
      const error = id === null && place !== null ? `${what}: ${place}` : what;
      await output.write(`${JSON.stringify({ id, error })}\n`);
    }
  }

  async function write(path: string, results: readonly LineResult[]): Promise<void> {
    let ready: IndicatorRecord[] = [];
    const flush = async (): Promise<void> => {
      const records = ready;
      ready = [];
      if (records.length > 0) await sink.write(records);
    };
    for (const { number: line, beginning, outcome } of results) {
      documents++;
      if (outcome.kind === 'failed') {
        await flush();
        await fail({ source: path, line, message: outcome.message, id: outcome.id }, beginning);
        continue;
      }
      for (const warning of run.quiet ? [] : outcome.warnings) world.say(message(warning.message, { path, line }));
      const article = articleOf(outcome);
      if (article !== undefined) {
        await flush();
        await sink.begin?.(article);
      }
      for (const records of recordsOf(outcome)) {
        for (const record of records) if (keep === null || keep(record)) ready.push(record);
        if (ready.length > MANY) await flush();
      }
    }
    await flush();
  }

  for (const { path, problem, note } of inputs) {
    if (note !== undefined) {
      if (!run.quiet) world.say(message(note, { path }));
      continue;
    }
    let stream: Readable | null = null;
    try {
      if (problem !== undefined) throw new Error(problem);
      stream = path === '-' ? world.stdin() : openReadable(path);
      for await (const results of reader.read(linesOf(stream, run.maxBytes)))
        await write(path, results).catch(outputFailed);
    } catch (error) {
      if (error instanceof OutputError) throw error.cause;
      await fail({ source: path, line: null, message: describeError(error), id: null }, path);
    } finally {
      // More of it may be awaited, which would keep the program from ending when nobody reads what it writes.
      stream?.destroy();
    }
  }
  return documents;
}

/** Keeps what fails in writing apart from what fails in reading. */
class OutputError extends Error {}

function outputFailed(cause: unknown): never {
  throw new OutputError('output', { cause });
}

/** Does what the command line asks for, where the inputs are streams of documents; returns the exit status. */
export async function extractStreams(plan: Plan, world: World): Promise<number> {
  const asked = await prepare(plan, world);
  if (asked === null) return STATUS.wrong;
  const inputs = await inputsOf(plan, world, true);
  if (inputs === null) return STATUS.wrong;
  // What is being opened or written, for the message when that fails.
  let path = plan.errors ?? '';
  let log: FailureLog | null = null;
  let output: Output | null = null;
  const { engine, format } = asked;
  const { form, rules, timeout, maxBytes } = plan;
  const jobs = plan.jobs ?? availableParallelism();
  const reader = openLineReader(engine, {
    form,
    rules,
    timeout,
    maxBytes,
    jobs,
    annotated: ANNOTATED.has(format),
    ownProcess: true,
  });
  try {
    log = openFailureLog(plan.errors === '-' ? null : plan.errors);
    path = plan.output ?? 'standard output';
    output = plan.output === null ? openStream(world.stdout) : openFile(plan.output);
    const sink = await sinkFor(plan, asked, output, world);
    const keep = plan.filtered ? plan.keep : null;
    const run = { reader, sink, output, log, keep, errorsInStream: plan.errors === '-', maxBytes, quiet: plan.quiet };
    const documents = await processStreams(inputs, run, world);
    await sink.end(reportOf(plan, documents, log));
    await output.commit();
    path = 'datapackage.json';
    await describeOutput(plan, format);
    return log.count === 0 ? STATUS.ok : STATUS.someFailed;
  } catch (error) {
    output?.discard();
    if (errorCode(error) === 'EPIPE') return STATUS.ok;
    world.say(message(`cannot be written: ${describeError(error)}`, { path }));
    return STATUS.wrong;
  } finally {
    await reader.close();
    log?.close();
  }
}
