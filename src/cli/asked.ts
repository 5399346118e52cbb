// What every run that extracts does with its plan before the documents and after them.
import { packageVersion } from '../assets.js';
import { filesWritten, type Input, isOneFile, listInputs } from '../batch/index.js';
import type { Extractor } from '../extract.js';
import { ANNOTATED, type Format, type Output, openSink, type RunReport, type Sink } from '../sinks/index.js';
import type { FailureLog } from './failures.js';
import { message } from './messages.js';
import { misuse } from './misuse.js';
import type { Plan } from './options.js';
import type { World } from './world.js';

/** A plan with what it leaves open decided. */
export interface Asked {
  engine: Extractor;
  format: Format;
  /** The records go to a terminal. */
  onTerminal: boolean;
}

/** The engine and the format that a plan asks for; null where it cannot be, which has been said then. */
export async function prepare(plan: Plan, world: World): Promise<Asked | null> {
  const engine = await world.createEngine(plan.rules);
  if (!engine.ok) {
    for (const { file, line, column, message: what } of engine.error)
      world.say(message(what, { path: file, line, column }));
    return null;
  }
  const onTerminal = plan.output === null && world.terminal !== null;
  const format: Format = plan.format ?? (onTerminal ? 'table' : 'csv');
  const wrong = misuse(plan, format, onTerminal);
  if (wrong === null) return { engine: engine.value, format, onTerminal };
  world.say(message(wrong));
  return null;
}

/** The descriptor that standard output is, where it is one. */
const descriptorOf = ({ stdout }: World): number | null => ('fd' in stdout ? (stdout.fd as number) : null);

/** Whether the run would write over what it reads, or two things into one file, which has been said then. */
function wouldOverwrite(plan: Plan, inputs: readonly Input[], world: World): boolean {
  const { output, errors } = plan;
  const clash = inputs.find((input) => input.written);
  if (clash !== undefined) world.say(message('is read and would be written too: name another output', clash));
  else if (output !== null && errors !== null && isOneFile(output, errors))
    world.say(message('--output and --errors are one file', { path: errors }));
  else return false;
  return true;
}

/** The inputs of a plan; null where what is written would be among them, which has been said then. */
export async function inputsOf(plan: Plan, world: World, lines: boolean): Promise<Input[] | null> {
  const { paths, output, errors } = plan;
  const inputs = await listInputs(paths, lines, filesWritten([output ?? descriptorOf(world), errors]));
  return wouldOverwrite(plan, inputs, world) ? null : inputs;
}

/** Opens the sink that a plan asks for. */
export async function sinkFor(plan: Plan, { format, onTerminal }: Asked, output: Output, world: World): Promise<Sink> {
  const { fields, chosen, bom, header } = plan;
  const width = onTerminal ? (world.columns ?? world.terminal) : world.columns;
  const options = { fields, chosen, bom, header, width };
  if (!ANNOTATED.has(format)) return openSink(format, output, options);
  const { loadReasons } = await import('../rules/load.js');
  return openSink(format, output, { ...options, reasons: await loadReasons(plan.rules) });
}

/** What the run did, for outputs that tell it. */
export function reportOf({ paths }: Plan, documents: number, log: FailureLog): RunReport {
  return { version: packageVersion(), paths, documents, failures: log.first, failed: log.count };
}

/** Writes what is asked for beside the output, now that it is whole. */
export async function describeOutput(plan: Plan, format: Format): Promise<void> {
  if (!plan.datapackage || plan.output === null || (format !== 'csv' && format !== 'parquet')) return;
  const { writeDataPackage } = await import('../sinks/datapackage.js');
  const { output: path, fields, header, filtered, paths: sources } = plan;
  await writeDataPackage({ path, format, fields, header, filtered, version: packageVersion(), sources });
}
