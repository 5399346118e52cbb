// extract PATH...: the documents of the command line read, their records written, what went wrong said.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { AnnotatedArticle } from '../annotations/index.js';
import {
  type Identity,
  type Input,
  identify,
  type Journal,
  journalOf,
  type Outcome,
  readDocuments,
  resumeJournal,
  startJournal,
  type Unfinished,
} from '../batch/index.js';
import { describeError, errorCode } from '../errors.js';
import { ANNOTATED, type Output, openFile, openStream, type Sink } from '../sinks/index.js';
import { describeOutput, inputsOf, prepare, reportOf, sinkFor } from './asked.js';
import { type FailureLog, openFailureLog } from './failures.js';
import { whenInterrupted } from './interrupt.js';
import { message } from './messages.js';
import type { Plan } from './options.js';
import { openProgress, type Progress, type Tally, withoutBar } from './progress.js';
import { STATUS, type World } from './world.js';

/** A run that cannot begin: what is said of which path. */
class Refusal extends Error {
  constructor(
    readonly path: string,
    what: string,
  ) {
    super(what);
  }
}

/** A journal to write, and what an earlier run left in it. */
interface Resumable extends Unfinished {
  journal: Journal;
}

/** What decides the bytes that a run writes, of all that was asked for (but for inputs and rules: their contents do). */
function lasting(plan: Plan): Identity['options'] {
  const { paths: _, jobs: _j, timeout: _t, resume: _r, errors: _e, quiet: _q, progress: _p, rules: _u, ...rest } = plan;
  return JSON.stringify(rest);
}

/** The journal of a run that may be gone on with: it writes a file, and reads nothing that cannot be read again. */
function openJournal(plan: Plan, inputs: readonly Input[]): Resumable | null {
  if (plan.output === null || inputs.some(({ path, pipe }) => path === '-' || pipe)) return null;
  const path = journalOf(plan.output);
  if (path === null) return null;
  const unfinished = existsSync(path);
  if (unfinished && !plan.resume)
    throw new Refusal(path, 'a run was stopped that is not finished: go on with --resume, or delete this file');
  if (inputs.length < 2 && !unfinished) return null;
  const identity = identify(plan.rules, lasting(plan), inputs);
  if (!unfinished) return { journal: startJournal(path, identity), done: 0, *replay() {} };
  const resumed = resumeJournal(path, identity, inputs);
  if (!resumed.ok) throw new Refusal(resumed.place, resumed.error);
  return resumed.value;
}

/** What the run writes to, opened. */
interface Outlets {
  resumable: Resumable | null;
  log: FailureLog;
  output: Output;
}

/** Opens everything that is written; throws a Refusal where one thing cannot be. */
function openOutlets(plan: Plan, world: World, inputs: readonly Input[]): Outlets {
  // What is being opened, for the message when that fails.
  let path = plan.output ?? '';
  let resumable: Resumable | null = null;
  try {
    resumable = openJournal(plan, inputs);
    path = plan.errors ?? '';
    const log = openFailureLog(plan.errors);
    path = plan.output ?? 'standard output';
    const output = plan.output === null ? openStream(world.stdout) : openFile(plan.output, resumable !== null);
    return { resumable, log, output };
  } catch (error) {
    if (resumable?.done === 0) resumable.journal.remove();
    if (error instanceof Refusal) throw error;
    throw new Refusal(path, `cannot be written: ${describeError(error)}`);
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** One run: where each outcome goes. */
class Run {
  readonly tally: Tally = { documents: 0, records: 0, failures: 0, bytes: 0 };
  progress: Progress;
  /** What is being written, for the message when that fails. */
  writing: string;

  constructor(
    private readonly plan: Plan,
    private readonly sink: Sink,
    private readonly outlets: Outlets,
    say: (text: string) => void,
  ) {
    this.progress = withoutBar(say);
    this.writing = this.target;
  }

  private get target(): string {
    return this.plan.output ?? 'standard output';
  }

  /** Takes an outcome: into the journal where it is new, its records to the sink, what was wrong to standard error. */
  async take(outcome: Outcome, isNew: boolean): Promise<void> {
    const { journal } = this.outlets.resumable ?? {};
    if (isNew && journal !== undefined) {
      this.writing = journal.path;
      journal.add(outcome);
      this.writing = this.target;
    }
    const { path } = outcome;
    if (outcome.kind === 'note') {
      if (isNew && !this.plan.quiet) this.progress.say(message(outcome.message, { path }));
      return;
    }
    this.tally.documents++;
    this.tally.bytes += outcome.seen?.size ?? 0;
    if (outcome.kind === 'failed') {
      this.tally.failures++;
      if (isNew) this.progress.say(message(outcome.message, { path, line: outcome.line ?? undefined }));
      this.writing = this.plan.errors ?? '';
      this.outlets.log.add({ source: path, line: outcome.line, message: outcome.message });
      this.writing = this.target;
      return;
    }
    if (isNew && !this.plan.quiet)
      for (const warning of outcome.warnings) this.progress.say(message(warning.message, { path, line: warning.line }));
    if (outcome.article !== undefined) await this.sink.begin?.(JSON.parse(outcome.article) as AnnotatedArticle);
    this.tally.records += outcome.records;
    for (const piece of outcome.pieces) await this.sink.put(piece);
  }

  /** The line that says how it went. */
  summary(milliseconds: number): string {
    const { documents, records, failures } = this.tally;
    const parts = [counted(documents, 'document'), counted(records, 'record'), counted(failures, 'failure')];
    return message(`${parts.join(', ')}, ${(milliseconds / 1000).toFixed(1)} seconds`);
  }
}

/** Outcomes between two turns of the event loop while an earlier run's are written again. */
const REPLAYED = 64;

/** Does what the command line asks for; returns the exit status. */
export async function extractArticles(plan: Plan, world: World): Promise<number> {
  const began = performance.now();
  const asked = await prepare(plan, world);
  if (asked === null) return STATUS.wrong;
  const { engine, format, onTerminal } = asked;
  const inputs = await inputsOf(plan, world, false);
  if (inputs === null) return STATUS.wrong;
  let outlets: Outlets;
  try {
    outlets = openOutlets(plan, world, inputs);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.say(message(error.message, { path: error.path }));
    return STATUS.wrong;
  }
  const { resumable, log, output } = outlets;
  const sink = await sinkFor(plan, asked, output, world);
  const run = new Run(plan, sink, outlets, world.say);
  const goOn = (): void => {
    if (resumable !== null)
      world.say(message('the run can be gone on with: --resume', { path: resumable.journal.path }));
  };
  const forget = whenInterrupted(() => {
    run.progress.end();
    goOn();
  });
  try {
    let done = 0;
    for (const outcome of resumable?.replay() ?? []) {
      await run.take(outcome, false);
      if (++done % REPLAYED === 0) await setImmediate();
    }
    if (done > 0 && !plan.quiet) world.say(message(`going on after ${done} of ${counted(inputs.length, 'input')}`));
    // Over a table that grows on the same terminal a progress bar would only be in the way.
    if (plan.progress && world.stderrIsTerminal && !onTerminal && inputs.length > 1)
      run.progress = await openProgress(inputs.length, done, run.tally.bytes, world.stderr());
    const options = {
      form: plan.form,
      rules: plan.rules,
      jobs: plan.jobs ?? availableParallelism(),
      timeout: plan.timeout,
      maxBytes: plan.maxBytes,
      annotated: ANNOTATED.has(format),
      ownProcess: true,
      wanted: { format, fields: plan.fields, header: plan.header, conditions: plan.conditions },
    };
    for await (const outcome of readDocuments(inputs.slice(done), engine, options, world.stdin)) {
      await run.take(outcome, true);
      run.progress.show(++done, run.tally);
    }
    run.progress.end();
    await sink.end(reportOf(plan, run.tally.documents, log));
    await output.commit();
    run.writing = 'datapackage.json';
    await describeOutput(plan, format);
    resumable?.journal.remove();
    if (!plan.quiet && inputs.length > 1) world.say(run.summary(performance.now() - began));
    return run.tally.failures === 0 ? STATUS.ok : STATUS.someFailed;
  } catch (error) {
    run.progress.end();
    output.discard();
    if (errorCode(error) === 'EPIPE') return STATUS.ok;
    world.say(message(`cannot be written: ${describeError(error)}`, { path: run.writing }));
    goOn();
    return STATUS.wrong;
  } finally {
    forget();
    resumable?.journal.close();
    log.close();
  }
}
