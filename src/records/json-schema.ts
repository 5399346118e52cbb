// What `extract schema` prints.
import { z } from 'zod';
import { indicatorRecord } from './schema.js';

/** The JSON Schema (draft 2020-12) of one record, as indented JSON text that ends with a line feed. */
export function recordJsonSchema(): string {
  const { $schema, description, ...rest } = z.toJSONSchema(indicatorRecord, { target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, title: 'Indicator record', description, ...rest }, null, 2)}\n`;
}
