// Options that do not go together. What is wrong depends on the format, which is known only when the output is.
import { BINARY, type Format, HEADED } from '../sinks/index.js';
import type { Plan } from './options.js';

const list = (formats: Iterable<Format>): string => [...formats].join(', ').replace(/, ([^,]+)$/, ' and $1');

/** What is wrong with these options for this format; null where nothing is. */
export function misuse(plan: Plan, format: Format, onTerminal: boolean): string | null {
  if (plan.bom && format !== 'csv') return `--bom is for csv, and the format is ${format}`;
  if (plan.header !== 'en' && !HEADED.has(format))
    return `--header is for ${list(HEADED)}, and the keys of ${format} never change`;
  if (plan.datapackage && plan.output === null) return '--datapackage is written beside the output: give --output';
  if (plan.datapackage && format !== 'csv' && format !== 'parquet')
    return `--datapackage is for csv and parquet, and the format is ${format}`;
  if (plan.errors === '-' && format !== 'ndjson')
    return `--errors - puts error lines between the records, for which the format must be ndjson, not ${format}`;
  if (BINARY.has(format) && onTerminal) return `${format} is not for a terminal: give --output`;
  return null;
}
