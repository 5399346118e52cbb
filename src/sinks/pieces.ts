// Records as their format's sink takes them from other threads and from journals: what can be made of some records without
// knowing what stands before and after them is made where they are, and this is most of the work.
import type { IndicatorRecord } from '../records/schema.js';
import type { Language } from './columns.js';
import type { Format } from './index.js';
import type { Piece } from './output.js';

/** Records between their format's opening and closing, in the format itself or in JSON: as `pieceMaker` makes them. */
export interface PieceOptions {
  format: Format;
  fields: readonly (keyof IndicatorRecord)[];
  /** The language of the closed vocabularies, for the formats that speak any. */
  header: Language;
}

/** Makes a piece of some records, at least one. */
export type PieceMaker = (records: readonly IndicatorRecord[]) => string;

/** What makes the pieces that `Sink.put` of the format takes. */
export async function pieceMaker({ format, fields, header }: PieceOptions): Promise<PieceMaker> {
  switch (format) {
    case 'csv':
      return (await import('./csv.js')).csvRows(fields, header);
    case 'json':
      return (await import('./json.js')).jsonElements(fields);
    case 'ndjson':
      return (await import('./json.js')).jsonLines(fields);
    default:
      return JSON.stringify;
  }
}

/** Whether the format's pieces are what will be written: bytes then, rather than text, need not be encoded once more. */
export const isWrittenAsMade = (format: Format): boolean =>
  format === 'csv' || format === 'json' || format === 'ndjson';

/** The records of a piece that is JSON. */
export const recordsIn = (piece: Piece): IndicatorRecord[] =>
  JSON.parse(typeof piece === 'string' ? piece : Buffer.from(piece).toString()) as IndicatorRecord[];
