// JSON and NDJSON. Keys in the order of the chosen fields, null written out, numbers as ECMAScript writes them.
import type { IndicatorRecord } from '../records/schema.js';
import type { Sink, SinkOptions } from './index.js';
import type { Output } from './output.js';

/** JSON.stringify with a list of keys writes just these, in this order: record values are never nested. */
const lineOf = (record: IndicatorRecord, options: SinkOptions): string => JSON.stringify(record, [...options.fields]);

/** Opens a sink that writes one JSON object a line. */
export function openNdjson(output: Output, options: SinkOptions): Sink {
  return {
    async write(records) {
      if (records.length > 0) await output.write(records.map((record) => `${lineOf(record, options)}\n`).join(''));
    },
    async end() {},
  };
}

/** Opens a sink that writes one JSON array, a record a line, as the records come. */
export function openJson(output: Output, options: SinkOptions): Sink {
  let before = '[\n';
  return {
    async write(records) {
      if (records.length === 0) return;
      await output.write(before + records.map((record) => lineOf(record, options)).join(',\n'));
      before = ',\n';
    },
    async end() {
      await output.write(before === '[\n' ? '[]\n' : '\n]\n');
    },
  };
}
