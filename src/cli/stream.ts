// --from ndjson: documents come one a line, their records go out as they come. Constant memory on endless input.
import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { type Input, listInputs } from '../batch/index.js';
import { describeError, errorCode } from '../errors.js';
import type { Extractor, JsonExtraction } from '../extract.js';
import type { IndicatorRecord } from '../records/schema.js';
import { ANNOTATED, type Output, openFile, openStream, type Sink } from '../sinks/index.js';
import { describeOutput, prepare, reportOf, sinkFor } from './asked.js';
import { type FailureLog, openFailureLog } from './failures.js';
import { linesOf, type StreamLine } from './lines.js';
import { message } from './messages.js';
import type { Plan } from './options.js';
import type { Condition } from './where.js';
import { STATUS, type World } from './world.js';

interface StreamRun {
  engine: Pick<Extractor, 'extractJson'>;
  sink: Sink;
  output: Output;
  log: FailureLog;
  /** Which records are kept; null for all. */
  keep: Condition | null;
  /** Whether failures go between the records, as `{"id","error"}`. */
  errorsInStream: boolean;
  /** Whether the sink shows the articles too. */
  annotated: boolean;
  quiet: boolean;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function read({ engine, annotated }: StreamRun, { bytes }: StreamLine): JsonExtraction | null {
  const failed = (text: string): JsonExtraction => ({ ok: false, error: { id: null, message: text } });
  if (bytes === null) return failed('the line is too long');
  let line: string;
  try {
    line = UTF8.decode(bytes);
  } catch {
    return failed('not UTF-8');
  }
  if (line.trim() === '') return null;
  try {
    return engine.extractJson(line, annotated);
  } catch (error) {
    // The engine promises not to throw; a fault in it must still cost one document only.
    return failed(`internal error: ${describeError(error)}`);
  }
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
  const { sink, output, log, keep } = run;
  let documents = 0;

  async function fail(path: string, what: string, line: number | null, id: string | null): Promise<void> {
    log.add({ source: path, line, message: what, id });
    if (!run.errorsInStream) world.say(message(what, { path, line: line ?? undefined }));
    else {
      const place = line === null ? path : `line ${line}`;
      await output.write(`${JSON.stringify({ id, error: id === null ? `${place}: ${what}` : what })}\n`);
    }
  }

  async function processBatch(path: string, batch: readonly StreamLine[]): Promise<void> {
    let ready: IndicatorRecord[] = [];
    const flush = async (): Promise<void> => {
      const records = ready;
      ready = [];
      if (records.length > 0) await sink.write(records);
    };
    for (const line of batch) {
      const result = read(run, line);
      if (result === null) continue;
      documents++;
      if (result.ok) {
        for (const warning of run.quiet ? [] : result.warnings)
          world.say(message(warning.message, { path, line: line.number }));
        if (result.article !== undefined) {
          await flush();
          await sink.begin?.(result.article);
        }
        for (const record of result.value) if (keep === null || keep(record)) ready.push(record);
        continue;
      }
      await flush();
      await fail(path, result.error.message, line.number, result.error.id);
    }
    await flush();
  }

  for (const { path, problem, note } of inputs) {
    if (note !== undefined) {
      if (!run.quiet) world.say(message(note, { path }));
      continue;
    }
    try {
      if (problem !== undefined) throw new Error(problem);
      for await (const batch of linesOf(path === '-' ? world.stdin() : createReadStream(path))) {
        await processBatch(path, batch).catch(outputFailed);
        // Extraction never waits: without this turn of the event loop Ctrl-C would be heard only at the end.
        await setImmediate();
      }
    } catch (error) {
      if (error instanceof OutputError) throw error.cause;
      await fail(path, describeError(error), null, null);
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
  const inputs = await listInputs(plan.paths, true);
  // What is being opened or written, for the message when that fails.
  let path = plan.errors ?? '';
  let log: FailureLog | null = null;
  let output: Output | null = null;
  try {
    log = openFailureLog(plan.errors === '-' ? null : plan.errors);
    path = plan.output ?? 'standard output';
    output = plan.output === null ? openStream(world.stdout) : openFile(plan.output);
    const sink = await sinkFor(plan, asked, output, world);
    const keep = plan.filtered ? plan.keep : null;
    const { engine, format } = asked;
    const annotated = ANNOTATED.has(format);
    const run = { engine, sink, output, log, keep, errorsInStream: plan.errors === '-', annotated, quiet: plan.quiet };
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
    log?.close();
  }
}
