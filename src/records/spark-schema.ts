// What `extract schema --spark` prints: the record as Apache Spark types it, and as our own Parquet does.
import { storedType } from './columns.js';
import { RECORD_FIELDS } from './fields.js';
import { indicatorRecord } from './schema.js';

/** A StructType in Spark's own JSON (`StructType.fromJson`), indented, with a line feed at its end. */
export function recordSparkSchema(): string {
  const fields = RECORD_FIELDS.map((field) => ({
    name: field.name,
    type: storedType(field),
    nullable: field.nullable,
    // Spark shows the key `comment` as the column's comment.
    metadata: { comment: indicatorRecord.shape[field.name].description ?? '' },
  }));
  return `${JSON.stringify({ type: 'struct', fields }, null, 2)}\n`;
}
