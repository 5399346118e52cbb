// Parquet: typed columns. Numbers are DOUBLE and positions INT32, days are DATE, text is UTF-8, dictionary-encoded where that
// is shorter; a field that is never null is a required column.
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { storedType } from '../records/columns.js';
import { RECORD_FIELDS, type RecordField } from '../records/fields.js';
import type { IndicatorRecord } from '../records/schema.js';
import type { OpenedSink, SinkOptions } from './index.js';
import type { Output } from './output.js';

/** Records in a row group: what is held in memory at a time. */
const GROUP = 20_000;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
type Element = Schema[number];

/** Hands on what has been written and forgets it. */
class Drain extends ByteWriter {
  constructor(private readonly output: Output) {
    super();
  }

  async flush(): Promise<void> {
    const bytes = this.getBytes().slice();
    this.index = 0;
    if (bytes.length > 0) await this.output.write(bytes);
  }

  override finish(): Promise<void> {
    return this.flush();
  }
}

function elementOf(field: RecordField): Element {
  const { name } = field;
  const repetition_type = field.nullable ? 'OPTIONAL' : 'REQUIRED';
  switch (storedType(field)) {
    case 'date':
      return { name, repetition_type, type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } };
    case 'integer':
      return { name, repetition_type, type: 'INT32' };
    case 'double':
      return { name, repetition_type, type: 'DOUBLE' };
    case 'string':
      return { name, repetition_type, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
  }
}

const DAY = 86_400_000;

/** Days since 1970 of an ISO 8601 date, or of a date-time's own calendar day. */
function dayNumber(text: string | number | null): number | null {
  if (typeof text !== 'string') return null;
  const time = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / DAY;
}

/** Opens a sink that writes one Parquet file, a row group at a time. */
export function openParquet(output: Output, options: SinkOptions): OpenedSink {
  const fields = options.fields.flatMap((name) => RECORD_FIELDS.find((field) => field.name === name) ?? []);
  const schema: Schema = [{ name: 'record', num_children: fields.length }, ...fields.map(elementOf)];
  const writer = new Drain(output);
  const parquet = new ParquetWriter({ writer, schema, createdBy: 'zhibiao' });
  let waiting: IndicatorRecord[] = [];

  async function writeGroup(): Promise<void> {
    const group = waiting;
    waiting = [];
    const columnData = fields.map((field) => {
      const { name } = field;
      const isDay = storedType(field) === 'date';
      const data = group.map((record) => (isDay ? dayNumber(record[name]) : record[name]));
      return { name, data };
    });
    await parquet.write({ columnData, rowGroupSize: GROUP });
  }

  return {
    async write(records) {
      for (const record of records) {
        waiting.push(record);
        if (waiting.length === GROUP) await writeGroup();
      }
    },
    async end() {
      if (waiting.length > 0) await writeGroup();
      await parquet.finish();
    },
  };
}
