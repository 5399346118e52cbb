// One run of the program, free of the process around it: the world comes in as arguments, the exit status goes out.
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { packageVersion } from '../assets.js';
import type { Result } from '../document/model.js';
import { describeError, errorCode } from '../errors.js';
import type { Extraction, Extractor } from '../extract.js';
import { discardUnfinished, type Output, openFile, openSink, openStream, type Sink } from '../sinks/index.js';
import { type FailureLog, openFailureLog } from './failures.js';
import { type Input, listInputs } from './inputs.js';
import { message } from './messages.js';
import { misuse } from './misuse.js';
import { type Form, type Plan, parseCommandLine } from './options.js';
import { createProgress, type Progress } from './progress.js';
import { processStreams } from './stream.js';
import { STATUS, type World } from './world.js';

/** Records of one document go to the sink in pieces of this many, so that no piece outgrows a string. */
const PIECE = 10_000;

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function readInput(path: string, world: World): Promise<Result<Uint8Array, string>> {
  try {
    return { ok: true, value: path === '-' ? await readAll(world.stdin()) : readFileSync(path) };
  } catch (error) {
    return { ok: false, error: describeError(error) };
  }
}

/** The engine promises not to throw; a fault in it must still cost one document only, and show no stack trace. */
function extractSafely(engine: Extractor, path: string, bytes: Uint8Array, form: Form): Extraction {
  try {
    return engine.extract(path, bytes, form);
  } catch (error) {
    return { ok: false, error: { message: `internal error: ${describeError(error)}` } };
  }
}

interface Run {
  plan: Plan;
  world: World;
  engine: Extractor;
  sink: Sink;
  log: FailureLog;
  progress: Progress;
}

/** Reads one document and writes its records. False where it failed. */
async function processInput(run: Run, input: Input): Promise<boolean> {
  const { plan, world, progress } = run;
  const { path } = input;
  const fail = (what: string, line?: number): false => {
    progress.clear();
    world.say(message(what, { path, line }));
    run.log.add({ source: path, line: line ?? null, message: what });
    return false;
  };
  if (input.problem !== undefined) return fail(input.problem);
  if (input.note !== undefined) {
    progress.clear();
    if (!plan.quiet) world.say(message(input.note, { path }));
    return true;
  }
  const bytes = await readInput(path, world);
  if (!bytes.ok) return fail(bytes.error);
  const result = extractSafely(run.engine, path, bytes.value, plan.form);
  if (!result.ok) return fail(result.error.message, result.error.line);
  for (const warning of plan.quiet ? [] : result.warnings) {
    progress.clear();
    world.say(message(warning.message, { path, line: warning.line }));
  }
  const records = plan.filtered ? result.value.filter(plan.keep) : result.value;
  for (let at = 0; at < records.length; at += PIECE) await run.sink.write(records.slice(at, at + PIECE));
  return true;
}

async function processAll(run: Run, inputs: readonly Input[]): Promise<boolean> {
  let allRead = true;
  for (const [done, input] of inputs.entries()) {
    run.progress.step(done, input.path);
    if (!(await processInput(run, input))) allRead = false;
    // Extraction never waits: without this turn of the event loop Ctrl-C would be heard only at the end.
    if (inputs.length > 1) await setImmediate();
  }
  run.progress.clear();
  return allRead;
}

async function extract(plan: Plan, world: World): Promise<number> {
  const engine = await world.createEngine(plan.rules);
  if (!engine.ok) {
    for (const { file, line, column, message: what } of engine.error)
      world.say(message(what, { path: file, line, column }));
    return STATUS.wrong;
  }
  const onTerminal = plan.output === null && world.terminal !== null;
  const format = plan.format ?? (onTerminal ? 'table' : 'csv');
  const wrong = misuse(plan, format, onTerminal);
  if (wrong !== null) {
    world.say(message(wrong));
    return STATUS.wrong;
  }
  const inputs = await listInputs(plan.paths, plan.lines);
  // What is being opened or written, for the message when that fails.
  let path = plan.errors ?? '';
  let log: FailureLog;
  let output: Output;
  try {
    log = openFailureLog(plan.errors === '-' ? null : plan.errors);
    path = plan.output ?? 'standard output';
    output = plan.output === null ? openStream(world.stdout) : openFile(plan.output);
  } catch (error) {
    world.say(message(`cannot be written: ${describeError(error)}`, { path }));
    return STATUS.wrong;
  }
  try {
    const width = onTerminal ? (world.columns ?? world.terminal) : world.columns;
    const { fields, chosen, bom, header } = plan;
    const sink = await openSink(format, output, { fields, chosen, bom, header, width });
    let documents = inputs.length;
    if (plan.lines) {
      const keep = plan.filtered ? plan.keep : null;
      const errorsInStream = plan.errors === '-';
      const stream = { engine: engine.value, sink, output, log, keep, errorsInStream, quiet: plan.quiet };
      documents = await processStreams(inputs, stream, world);
    } else {
      // Over a table that grows on the same terminal a progress line would only be in the way.
      const shown = plan.progress && world.stderrIsTerminal && !onTerminal && inputs.length > 1;
      const progress = createProgress(shown, inputs.length, world.say);
      await processAll({ plan, world, engine: engine.value, sink, log, progress }, inputs);
    }
    const { count: failed, first: failures } = log;
    await sink.end({ version: packageVersion(), paths: plan.paths, documents, failures, failed });
    await output.commit();
    if (plan.datapackage && plan.output !== null && (format === 'csv' || format === 'parquet')) {
      path = 'datapackage.json';
      const { writeDataPackage } = await import('../sinks/datapackage.js');
      const { output: file, filtered, paths: sources } = plan;
      await writeDataPackage({ path: file, format, fields, header, filtered, version: packageVersion(), sources });
    }
    return failed === 0 ? STATUS.ok : STATUS.someFailed;
  } catch (error) {
    output.discard();
    if (errorCode(error) === 'EPIPE') return STATUS.ok;
    world.say(message(`cannot be written: ${describeError(error)}`, { path }));
    return STATUS.wrong;
  } finally {
    log.close();
  }
}

/** Writes a short text to standard output; a reader that has gone away is no error. */
async function print(world: World, text: string): Promise<number> {
  try {
    await openStream(world.stdout).write(text);
  } catch (error) {
    if (errorCode(error) !== 'EPIPE') throw error;
  }
  return STATUS.ok;
}

/**
 * Runs the program with the words of its command line and returns its exit status: 0 all documents read, 1 some failed, 2
 * wrong usage, invalid rules or an output that cannot be written (cli.md). Records go to standard output or the output
 * file; everything else is said on standard error.
 */
export async function run(words: readonly string[], world: World): Promise<number> {
  const request = parseCommandLine(words);
  if (!request.ok) {
    world.say(message(request.error));
    return STATUS.wrong;
  }
  try {
    switch (request.value.kind) {
      case 'help':
        return await print(world, request.value.text);
      case 'version':
        return await print(world, `extract ${packageVersion()}\n`);
      case 'schema':
        return await print(world, (await import('../records/json-schema.js')).recordJsonSchema());
      case 'pivot':
        return await (await import('./pivot.js')).pivot(request.value.plan, world);
      case 'extract':
        return await extract(request.value.plan, world);
    }
  } catch (error) {
    discardUnfinished();
    world.say(message(`internal error: ${describeError(error)}`));
    return STATUS.wrong;
  }
}
