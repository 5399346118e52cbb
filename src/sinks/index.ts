// The sink stage: records in, bytes out.
import type { IndicatorRecord } from '../records/schema.js';
import type { Output } from './output.js';

export { discardUnfinished, type Output, openFile, openStream } from './output.js';

/** The formats, in the order that help lists them. */
export const FORMATS = ['csv', 'json', 'ndjson', 'table'] as const;
export type Format = (typeof FORMATS)[number];

export interface SinkOptions {
  /** Which fields, in which order. */
  fields: readonly (keyof IndicatorRecord)[];
  /** Whether `fields` is the user's own choice; the table else shows columns of its own. */
  chosen: boolean;
  /** A UTF-8 byte order mark first (CSV only). */
  bom: boolean;
  /** Columns of the terminal, for the table; null where lines may be of any length. */
  width: number | null;
}

/** Takes records in order. `write` resolves when the next may come; it rejects with Node's error of the output. */
export interface Sink {
  write(records: readonly IndicatorRecord[]): Promise<void>;
  /** Writes what closes the format. The output is left open: commit it. */
  end(): Promise<void>;
}

const ENDINGS: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.txt': 'table',
};

/** The file endings that tell a format. */
export const KNOWN_ENDINGS: readonly string[] = Object.keys(ENDINGS);

/** The format that a file ending (with its dot) tells; null where it tells none. */
export const formatOfEnding = (ending: string): Format | null => ENDINGS[ending.toLowerCase()] ?? null;

/** Opens a sink on an output. Each format is loaded only when it is asked for. */
export async function openSink(format: Format, output: Output, options: SinkOptions): Promise<Sink> {
  switch (format) {
    case 'csv':
      return (await import('./csv.js')).openCsv(output, options);
    case 'json':
      return (await import('./json.js')).openJson(output, options);
    case 'ndjson':
      return (await import('./json.js')).openNdjson(output, options);
    case 'table':
      return (await import('./table.js')).openTable(output, options);
  }
}
