// A Frictionless Data Package (v1): datapackage.json, which tells programs and people what a file of records holds.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type DictionaryEntry, dataDictionary } from '../records/dictionary.js';
import type { RecordField } from '../records/fields.js';
import { headingOf, type Language, wordOf } from './columns.js';
import { openFile } from './output.js';

export interface PackageOptions {
  /** The file that is described, written and closed. */
  path: string;
  format: 'csv' | 'parquet';
  fields: readonly RecordField['name'][];
  header: Language;
  /** Whether some records were left out: then what they link to may be missing. */
  filtered: boolean;
  version: string;
  /** The paths of the command line that the records were made from. */
  sources: readonly string[];
}

/** Units of the columns whose unit is not the record's own. */
const UNITS: Readonly<Partial<Record<RecordField['name'], string>>> = {
  line: 'line',
  start: 'Unicode code point',
  end: 'Unicode code point',
};
/** Their unit is in the record's column `unit`. */
const MEASURED: ReadonlySet<RecordField['name']> = new Set(['value', 'value_min', 'value_max', 'value_text']);

interface Described {
  bytes: number;
  hash: string;
}

async function describe(path: string): Promise<Described> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, hash: `sha256:${hash.digest('hex')}` };
}

/** A name as the specification allows it; `records` where nothing of the file's name is left. */
function slug(path: string): string {
  const name = basename(path, extname(path))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-');
  return name.replace(/^-+|-+$/g, '') || 'records';
}

const typeIn = ({ name, type }: DictionaryEntry, format: PackageOptions['format']): string =>
  // In Parquet only the day of a date-time is left.
  name === 'published' && format === 'parquet' ? 'date' : type;

function fieldOf(entry: DictionaryEntry, { format, header, fields }: PackageOptions): object {
  const { name, label, nullable, meaning, meaningZh, values } = entry;
  const unit = MEASURED.has(name) && fields.includes('unit') ? { unitField: headingOf('unit', header) } : {};
  const known = UNITS[name] === undefined ? unit : { unit: UNITS[name] };
  const words = values.map(({ value }) => wordOf(name, value, header));
  const constraints = { ...(nullable ? {} : { required: true }), ...(words.length > 0 ? { enum: words } : {}) };
  return {
    name: headingOf(name, header),
    title: header === 'zh' ? name : label,
    type: typeIn(entry, format),
    ...(typeIn(entry, format) === 'date' ? { format: 'default' } : {}),
    description: `${meaning} ${meaningZh}`,
    ...known,
    ...(Object.keys(constraints).length > 0 ? { constraints } : {}),
  };
}

function schemaOf(options: PackageOptions): object {
  const { fields, header, filtered } = options;
  const dictionary = new Map(dataDictionary().map((entry) => [entry.name, entry]));
  const entries = fields.flatMap((name) => dictionary.get(name) ?? []);
  const has = (...names: RecordField['name'][]): boolean => names.every((name) => fields.includes(name));
  const id = headingOf('id', header);
  const links = (['part_of', 'changed_from'] as const).filter((name) => has('id', name) && !filtered);
  return {
    fields: entries.map((entry) => fieldOf(entry, options)),
    missingValues: [''],
    // The same article read from two files gives the same ids twice.
    ...(has('source', 'id') ? { primaryKey: [headingOf('source', header), id] } : {}),
    ...(links.length > 0
      ? {
          foreignKeys: links.map((name) => ({
            fields: headingOf(name, header),
            reference: { resource: '', fields: id },
          })),
        }
      : {}),
  };
}

const CSV = {
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
};
const PARQUET = { format: 'parquet', mediatype: 'application/vnd.apache.parquet' };

/** Writes datapackage.json beside a file of records and returns its path. Rejects with Node's error. */
export async function writeDataPackage(options: PackageOptions): Promise<string> {
  const { path, format, version, sources } = options;
  const csv = format === 'csv';
  const descriptor = {
    profile: csv ? 'tabular-data-package' : 'data-package',
    name: slug(path),
    title: 'Indicator records from Chinese news',
    description: `One record for every figure in the articles. Made by zhibiao ${version}.${
      csv ? ' Text that a spreadsheet would take for a formula has an apostrophe before it.' : ''
    }`,
    sources: sources.map((source) => ({ title: source === '-' ? 'standard input' : source })),
    resources: [
      {
        profile: csv ? 'tabular-data-resource' : 'data-resource',
        name: slug(path),
        path: basename(path),
        ...(csv ? CSV : PARQUET),
        ...(await describe(path)),
        schema: schemaOf(options),
      },
    ],
  };
  const target = join(dirname(path), 'datapackage.json');
  const output = openFile(target);
  try {
    await output.write(`${JSON.stringify(descriptor, null, 2)}\n`);
    await output.commit();
  } catch (error) {
    output.discard();
    throw error;
  }
  return target;
}
