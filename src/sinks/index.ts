// The sink stage: records in, bytes out.
import type { AnnotatedArticle } from '../annotations/index.js';
import type { IndicatorRecord } from '../records/schema.js';
import type { Language } from './columns.js';
import type { Output, Piece } from './output.js';
import { recordsIn } from './pieces.js';

export { LANGUAGES, type Language } from './columns.js';
export { discardUnfinished, type Output, openFile, openStream, type Piece } from './output.js';
export { isWrittenAsMade, type PieceOptions, pieceMaker, recordsIn } from './pieces.js';

/** The formats, in the order that help lists them. */
export const FORMATS = ['csv', 'json', 'ndjson', 'xlsx', 'parquet', 'html', 'table'] as const;
export type Format = (typeof FORMATS)[number];

/** Formats of bytes, which a terminal cannot show. */
export const BINARY: ReadonlySet<Format> = new Set(['xlsx', 'parquet']);
/** Formats whose headings can be Chinese. The others are for programs: their keys never change. */
export const HEADED: ReadonlySet<Format> = new Set(['csv', 'xlsx', 'html', 'table']);
/** Formats that show the articles themselves, which are collected for no other. */
export const ANNOTATED: ReadonlySet<Format> = new Set(['html']);

export interface SinkOptions {
  /** Which fields, in which order. */
  fields: readonly (keyof IndicatorRecord)[];
  /** Whether `fields` is the user's own choice; the table else shows columns of its own. */
  chosen: boolean;
  /** A UTF-8 byte order mark first (CSV only). */
  bom: boolean;
  /** Columns of the terminal, for the table; null where lines may be of any length. */
  width: number | null;
  /** The language of headings and of the closed vocabularies, for the formats in HEADED. */
  header: Language;
  /** Why each rule exists, for the formats in ANNOTATED. */
  reasons?: ReadonlyMap<string, string>;
}

/** What a run did, for the formats that tell it (XLSX, HTML). Nothing in it differs between two runs over the same input. */
export interface RunReport {
  version: string;
  /** The paths of the command line. */
  paths: readonly string[];
  /** Documents that were to be read. */
  documents: number;
  failures: readonly { source: string; line: number | null; message: string }[];
  /** How many failed; `failures` may hold only the first of them. */
  failed: number;
}

/** Takes records in order. `write` resolves when the next may come; it rejects with Node's error of the output. */
export interface Sink {
  /** A document begins, whose records follow: only the formats in ANNOTATED are told. */
  begin?(article: AnnotatedArticle): Promise<void>;
  write(records: readonly IndicatorRecord[]): Promise<void>;
  /** The same with records that a `pieceMaker` of the format and options has made a piece of. */
  put(piece: Piece): Promise<void>;
  /** Writes what closes the format. The output is left open: commit it. */
  end(report: RunReport): Promise<void>;
}

/** A sink as its format opens it: without `put`, its pieces are records in JSON. */
export type OpenedSink = Omit<Sink, 'put'> & Partial<Pick<Sink, 'put'>>;

const ENDINGS: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.xlsx': 'xlsx',
  '.parquet': 'parquet',
  '.html': 'html',
  '.htm': 'html',
  '.txt': 'table',
};

/** The file endings that tell a format. */
export const KNOWN_ENDINGS: readonly string[] = Object.keys(ENDINGS);

/** The format that a file ending (with its dot) tells; null where it tells none. */
export const formatOfEnding = (ending: string): Format | null => ENDINGS[ending.toLowerCase()] ?? null;

/** Opens a sink on an output. */
export async function openSink(format: Format, output: Output, options: SinkOptions): Promise<Sink> {
  const sink = await openFormat(format, output, options);
  return { put: (piece) => sink.write(recordsIn(piece)), ...sink };
}

/** Each format is loaded only when it is asked for. */
async function openFormat(format: Format, output: Output, options: SinkOptions): Promise<OpenedSink> {
  switch (format) {
    case 'csv':
      return (await import('./csv.js')).openCsv(output, options);
    case 'json':
      return (await import('./json.js')).openJson(output, options);
    case 'ndjson':
      return (await import('./json.js')).openNdjson(output, options);
    case 'xlsx':
      return (await import('./xlsx/index.js')).openXlsx(output, options);
    case 'parquet':
      return (await import('./parquet.js')).openParquet(output, options);
    case 'html':
      return (await import('./html/index.js')).openHtml(output, options);
    case 'table':
      return (await import('./table.js')).openTable(output, options);
  }
}
