// What zod finds wrong, in words: what was expected, and the nearest valid name.
import { z } from 'zod';
import { nearest } from '../nearest.js';
import { MAX_ERRORS } from './limits.js';
import type { Path } from './yaml.js';

export interface Complaint {
  path: Path;
  /** The key that is meant, where it is not the value. */
  key?: string;
  message: string;
}

type Issue = z.core.$ZodIssue;
interface Shape {
  properties?: Record<string, Shape>;
  propertyNames?: Shape;
  items?: Shape;
  additionalProperties?: Shape | boolean;
  anyOf?: Shape[];
  oneOf?: Shape[];
  type?: string;
  const?: unknown;
  enum?: unknown[];
}

/** @param schema what the value was checked against */
export function complaintsOf(schema: z.ZodType, value: unknown, issues: readonly Issue[]): Complaint[] {
  let shape: Shape | null = null;
  const fieldsAt = (path: Path): string[] => {
    shape ??= z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
    return fields(shape, path, value);
  };
  // Who has this many errors needs no more hints, and they take time.
  const plain = issues.slice(MAX_ERRORS).map(({ path, message }) => ({ path, message }));
  return [...issues.slice(0, MAX_ERRORS).flatMap((issue) => explain(issue, value, fieldsAt)), ...plain];
}

function explain(issue: Issue, root: unknown, fieldsAt: (path: Path) => string[]): Complaint[] {
  const { path } = issue;
  const value = valueAt(root, path);
  const said = (message: string): Complaint[] => [{ path, message }];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = fieldsAt(path);
      return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
        path,
        key,
        message: `there is no field "${cut(key)}" here${hint(key, known)}`,
      }));
    }
    case 'invalid_key': {
      const key = String(path.at(-1));
      const [inner] = issue.issues;
      const values = inner?.code === 'invalid_value' ? inner.values.map(String) : [];
      const what = values.length > 0 ? `there is no field "${cut(key)}"${hint(key, values)}` : (inner?.message ?? '');
      return [{ path: path.slice(0, -1), key, message: what }];
    }
    case 'invalid_value': {
      const names = issue.values.map(String);
      if (value === undefined) return said(`${missing(path)}: ${listed(names)}`);
      const message = `${shown(value)} is not ${listed(names)}`;
      return said(typeof value === 'string' && names.length > 1 ? message + hint(value, names) : message);
    }
    case 'invalid_type':
      if (value === undefined) return said(`${missing(path)}: ${typeName(issue.expected)}`);
      return said(`expected ${typeName(issue.expected)}, not ${shown(value)}`);
    case 'invalid_union': {
      if (issue.errors.length === 0) {
        const names = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
        if (value === undefined) return said(`${missing(path)}${names.length > 0 ? `: ${listed(names)}` : ''}`);
        return said(`${shown(value)} is not ${listed(names)}${hint(String(value), names)}`);
      }
      return branch(issue.errors, path, root, fieldsAt);
    }
    case 'too_big':
      return said(`${issue.origin === 'array' ? 'the list' : 'the value'} may have at most ${issue.maximum}`);
    case 'too_small':
      if (value === '' || (Array.isArray(value) && value.length === 0)) return said('this is empty');
      return said(`the value must be at least ${issue.minimum}`);
    case 'invalid_format':
      if (issue.format === 'date') return said(`${shown(value)} is not a date such as 2024-06-15`);
      return said(`${shown(value)}: ${issue.message}`);
    default:
      return said(issue.message);
  }
}

/** Of several shapes that a value may have, the complaints of the one that it comes nearest to. */
function branch(
  errors: readonly (readonly Issue[])[],
  path: Path,
  root: unknown,
  fieldsAt: (path: Path) => string[],
): Complaint[] {
  const types = errors.map((issues) => {
    const [only] = issues;
    return issues.length === 1 && only?.code === 'invalid_type' && only.path.length === 0 ? only.expected : null;
  });
  if (types.every((type) => type !== null)) {
    const value = valueAt(root, path);
    const expected = types.map((type) => typeName(type ?? '')).join(' or ');
    return [
      {
        path,
        message: value === undefined ? `${missing(path)}: ${expected}` : `expected ${expected}, not ${shown(value)}`,
      },
    ];
  }
  const inner = errors
    .filter((_, i) => types[i] === null)
    .reduce((best, issues) => (issues.length < best.length ? issues : best));
  return inner.flatMap((issue) => explain({ ...issue, path: [...path, ...issue.path] }, root, fieldsAt));
}

const missing = (path: Path): string => `the field "${String(path.at(-1) ?? 'kind')}" is missing`;
const listed = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]}` : `one of ${names.slice(0, 40).join(', ')}${names.length > 40 ? ', …' : ''}`;
const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
/** "did you mean", where anything is near. */
export const hint = (word: string, known: readonly string[]): string =>
  known.length === 0 ? '' : `; did you mean "${nearest(word, known)}"?`;

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${cut(value)}"`;
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'a mapping';
  return value === null ? 'nothing' : String(value);
}

function typeName(type: string): string {
  const names: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping',
    record: 'a mapping',
    null: 'null',
  };
  return names[type] ?? type;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

/** The fields that a mapping at the path may have; of several shapes the one whose fixed values are those of `value`. */
function fields(shape: Shape, path: Path, value: unknown): string[] {
  const alternatives = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  if (alternatives.length > 0) {
    const fitting = alternatives.filter((each) => fits(each, value));
    return (fitting.length > 0 ? fitting : alternatives).flatMap((each) => fields(each, path, value));
  }
  const [step, ...rest] = path;
  if (step === undefined)
    return Object.keys(shape.properties ?? {}).concat((shape.propertyNames?.enum ?? []).map(String));
  const inner =
    typeof step === 'number'
      ? shape.items
      : (shape.properties?.[String(step)] ??
        (typeof shape.additionalProperties === 'object' ? shape.additionalProperties : undefined));
  return inner === undefined ? [] : fields(inner, rest, valueAt(value, [step]));
}

const fits = (shape: Shape, value: unknown): boolean =>
  Object.entries(shape.properties ?? {}).every(([name, inner]) => {
    const own = valueAt(value, [name]);
    if (inner.const !== undefined) return own === inner.const;
    return inner.enum === undefined || own === undefined || inner.enum.includes(own);
  });
