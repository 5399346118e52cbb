// extract pivot: records that were written before, as a wide sheet.
import { isOneFile, openReadable } from '../batch/index.js';
import { describeError, errorCode } from '../errors.js';
import { type FieldName, Pivot } from '../pivot/index.js';
import { RECORD_FIELDS } from '../records/fields.js';
import type { IndicatorRecord } from '../records/schema.js';
import { type Output, openFile, openStream } from '../sinks/index.js';
import { writeWide } from '../sinks/wide.js';
import { linesOf } from './lines.js';
import { message } from './messages.js';
import type { PivotPlan } from './options.js';
import { STATUS, type World } from './world.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A record out of JSON, as far as a sheet needs one: fields of the right type, those that --fields left out null.
 * @returns what is wrong with it where it is no record
 */
function toRecord(value: unknown, needed: readonly FieldName[]): IndicatorRecord | string {
  if (!isObject(value)) return 'not a record';
  const record: Record<string, string | number | null> = {};
  for (const { name, type } of RECORD_FIELDS) {
    const field = value[name] ?? null;
    if (field === null && value[name] === undefined && needed.includes(name))
      return `the record has no field "${name}"`;
    if (field !== null && typeof field !== type) return `"${name}" is not a ${type}`;
    record[name] = field as string | number | null;
  }
  return record as unknown as IndicatorRecord;
}

interface Found {
  line: number;
  value: unknown;
}

/** Records of NDJSON, or of a JSON array: of one line a record as this program writes it, or however it is laid out. */
async function* parse(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Found, void, undefined> {
  let whole: string[] | null = null;
  let begun = false;
  for await (const batch of linesOf(stream)) {
    for (const { number, bytes } of batch) {
      const text = bytes?.toString('utf8').replace(/^\ufeff/, '') ?? '';
      if (text.trim() === '') continue;
      if (!begun && text.trimStart().startsWith('[')) whole = [];
      begun = true;
      if (whole === null) yield { line: number, value: parsed(text) };
      else whole.push(text);
    }
  }
  if (whole === null) return;
  const values = parsed(whole.join('\n'));
  if (!Array.isArray(values)) yield { line: 1, value: undefined };
  else for (const value of values) yield { line: 1, value };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Runs `extract pivot`; the exit status is that of a run. */
export async function pivot(plan: PivotPlan, world: World): Promise<number> {
  const { path, keep, rows, columns, values, header, bom } = plan;
  const onTerminal = plan.output === null && world.terminal !== null;
  const format = plan.format ?? (onTerminal ? 'table' : 'csv');
  const refuse = (what: string): number => {
    world.say(message(what));
    return STATUS.wrong;
  };
  if (bom && format !== 'csv') return refuse(`--bom is for csv, and the format is ${format}`);
  if (format === 'xlsx' && onTerminal) return refuse('xlsx is not for a terminal: give --output');

  if (plan.output !== null && isOneFile(path, plan.output))
    return refuse('the records and the output are one file: name another output');

  const sheet = new Pivot({ rows, columns, values });
  let failed = 0;
  const fail = (what: string, line?: number): void => {
    failed++;
    world.say(message(what, { path, line }));
  };
  try {
    for await (const { line, value } of parse(path === '-' ? world.stdin() : openReadable(path))) {
      const record = toRecord(value, [...rows, ...columns, values]);
      if (typeof record === 'string') fail(record, line);
      else if (keep(record)) sheet.add(record);
    }
  } catch (error) {
    fail(describeError(error));
  }

  const place = plan.output ?? 'standard output';
  let output: Output | null = null;
  try {
    output = plan.output === null ? openStream(world.stdout) : openFile(plan.output);
    const made = sheet.sheet();
    const width = onTerminal ? (world.columns ?? world.terminal) : world.columns;
    await writeWide(output, made, { format, bom, header, width });
    await output.commit();
    const disagreeing = made.lines.flatMap(({ cells }) => cells).filter((cell) => cell.length > 1).length;
    if (disagreeing > 0 && !plan.quiet)
      world.say(message(`cells whose sources disagree, marked with ≠: ${disagreeing}`));
    return failed === 0 ? STATUS.ok : STATUS.someFailed;
  } catch (error) {
    output?.discard();
    if (errorCode(error) === 'EPIPE') return STATUS.ok;
    world.say(message(`cannot be written: ${describeError(error)}`, { path: place }));
    return STATUS.wrong;
  }
}
