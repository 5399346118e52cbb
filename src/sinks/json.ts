// JSON and NDJSON. Keys in the order of the chosen fields, null written out, numbers as ECMAScript writes them.
import type { OpenedSink, SinkOptions } from './index.js';
import type { Output, Piece } from './output.js';
import type { PieceMaker } from './pieces.js';

/** JSON.stringify with a list of keys writes just these, in this order: record values are never nested. */
function lines(fields: SinkOptions['fields'], between: string, last: string): PieceMaker {
  const keys = [...fields];
  return (records) => records.map((record) => JSON.stringify(record, keys)).join(between) + last;
}

/** Records a line each. */
export const jsonLines = (fields: SinkOptions['fields']): PieceMaker => lines(fields, '\n', '\n');
/** Elements of an array, without what stands before the first and after the last. */
export const jsonElements = (fields: SinkOptions['fields']): PieceMaker => lines(fields, ',\n', '');

/** Opens a sink that writes one JSON object a line. */
export function openNdjson(output: Output, { fields }: SinkOptions): OpenedSink {
  const make = jsonLines(fields);
  return {
    put: (piece) => output.write(piece),
    async write(records) {
      if (records.length > 0) await output.write(make(records));
    },
    async end() {},
  };
}

/** Opens a sink that writes one JSON array, a record a line, as the records come. */
export function openJson(output: Output, { fields }: SinkOptions): OpenedSink {
  const make = jsonElements(fields);
  let before = '[\n';
  const put = async (piece: Piece): Promise<void> => {
    const text = before;
    before = ',\n';
    await output.write(text);
    await output.write(piece);
  };
  return {
    put,
    async write(records) {
      if (records.length > 0) await put(make(records));
    },
    async end() {
      await output.write(before === '[\n' ? '[]\n' : '\n]\n');
    },
  };
}
