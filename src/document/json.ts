// One JSON object as a document: a line of `--from ndjson`. Its text is read as any other; what the object says of the
// document goes before what the text says of itself.
import { toIsoDate } from './dates.js';
import type { GivenMetadata, InputForm, JsonDocumentError, Result } from './model.js';

/** A document's text and what the object around it says of it. */
export interface JsonDocument {
  id: string;
  text: string;
  form: InputForm;
  given: GivenMetadata;
}

/** The fields that hold the text, and how each is read. */
const TEXTS: readonly (readonly [name: string, form: InputForm])[] = [
  ['text', 'text'],
  ['html', 'html'],
  ['markdown', 'markdown'],
];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** An id may be a number in the object; it is text in the records. */
function idOf(object: Record<string, unknown>): string | null {
  const { id } = object;
  if (typeof id === 'string' && id !== '') return id;
  return typeof id === 'number' ? String(id) : null;
}

/** The id of a document that is a line of JSON, whatever else is wrong with it; null where it has none. */
export function jsonDocumentId(line: string): string | null {
  const object = parse(line);
  return isObject(object) ? idOf(object) : null;
}

/** What the object says of the document; the error names the field that is not text. */
function metadataOf(object: Record<string, unknown>): Result<GivenMetadata, string> {
  const given: GivenMetadata = {};
  for (const name of ['title', 'published', 'url', 'category'] as const) {
    const value = object[name] ?? null;
    if (value === null) continue;
    if (typeof value !== 'string') return { ok: false, error: `"${name}" is not a text` };
    if (value.trim() !== '') given[name] = value.trim();
  }
  if (given.published !== undefined) {
    const date = toIsoDate(given.published);
    if (date === null) return { ok: false, error: `"published" is not a date: ${given.published.slice(0, 40)}` };
    given.published = date;
  }
  return { ok: true, value: given };
}

/** Takes `{"id","title","published","url","category","text"|"html"|"markdown"}` apart. */
export function parseJsonDocument(line: string): Result<JsonDocument, JsonDocumentError> {
  const object = parse(line);
  if (!isObject(object)) return { ok: false, error: { id: null, reason: 'not a JSON object' } };
  const id = idOf(object);
  const failed = (reason: string): Result<never, JsonDocumentError> => ({ ok: false, error: { id, reason } });
  if (id === null) return failed('"id" is missing');
  const texts = TEXTS.filter(([name]) => (object[name] ?? null) !== null);
  const [first] = texts;
  if (first === undefined || texts.length > 1) return failed('one of "text", "html" and "markdown" is needed');
  const [name, form] = first;
  const text = object[name];
  if (typeof text !== 'string') return failed(`"${name}" is not a text`);
  const given = metadataOf(object);
  return given.ok ? { ok: true, value: { id, text, form, given: given.value } } : failed(given.error);
}
