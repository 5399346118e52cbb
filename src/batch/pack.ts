// A document's records packed as the run's output wants them, where they were made: the thread that writes has then little
// more to do than to put packs in order.
import type { IndicatorRecord } from '../records/schema.js';
import { parseWheres } from '../records/where.js';
import { isWrittenAsMade, type Piece, type PieceOptions, pieceMaker } from '../sinks/index.js';

/** What is wanted of the records. Plain data: workers are told. */
export interface Wanted extends PieceOptions {
  /** As `--where` takes them; only records that meet them all. */
  conditions: readonly string[];
}

export interface Pack {
  /** How many records are in it. */
  records: number;
  /** For the output's sink; made one by one as they are asked for, since together they may be a thousand times the document. */
  pieces: Iterable<Piece>;
}

export type Packer = (records: readonly IndicatorRecord[]) => Pack;

/** Records go on in pieces of this many, so that no piece outgrows a string. */
const PIECE = 5_000;

/** Cuts records into pieces. */
export function* cut(records: readonly IndicatorRecord[]): Generator<readonly IndicatorRecord[], void, undefined> {
  for (let at = 0; at < records.length; at += PIECE) yield records.slice(at, at + PIECE);
}

const UTF8 = new TextEncoder();

/** @param wanted all records, as JSON, when left out */
export async function createPacker(wanted?: Wanted): Promise<Packer> {
  const make = wanted === undefined ? JSON.stringify : await pieceMaker(wanted);
  const asBytes = wanted !== undefined && isWrittenAsMade(wanted.format);
  const conditions = parseWheres(wanted?.conditions ?? []);
  if (!conditions.ok) throw new Error(conditions.error);
  const keep = conditions.value;
  return (all) => {
    const records = wanted === undefined || wanted.conditions.length === 0 ? all : all.filter(keep);
    const pieces = function* (): Generator<Piece, void, undefined> {
      for (const some of cut(records)) yield asBytes ? UTF8.encode(make(some)) : make(some);
    };
    return { records: records.length, pieces: { [Symbol.iterator]: pieces } };
  };
}
