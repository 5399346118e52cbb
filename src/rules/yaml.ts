// YAML to plain data with a place for every value. Linear time and bounded memory, whatever the file: the yaml package only
// parses; its own conversion takes minutes for nested keys and checks keys for duplicates in quadratic time.
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { MAX_DEPTH, MAX_ERRORS, MAX_FILE, MAX_MARKS, MAX_VALUES } from './limits.js';
import type { RuleError } from './model.js';

export type Path = readonly PropertyKey[];

export interface YamlFile {
  file: string;
  value: unknown;
  /** Where the value at a path stands, or the nearest thing around it; with `key`, where that key of it stands. */
  place(path: Path, key?: string): { line: number; column: number };
}

export type YamlResult = { ok: true; value: YamlFile } | { ok: false; error: RuleError[] };

const MARKS = /[[\]{},:"'\n?&*!|>-]/g;

/** Thrown inside this module alone, to leave a deep walk. */
class Refused extends Error {
  constructor(
    readonly node: Node | null,
    message: string,
  ) {
    super(message);
  }
}

/** @returns the file as plain data, or every error of its notation */
export function readYaml(file: string, text: string): YamlResult {
  if (text.length > MAX_FILE)
    return refused(file, `the file has ${text.length} characters and may have ${MAX_FILE}: cut it into several`);
  const marks = text.match(MARKS)?.length ?? 0;
  if (marks > MAX_MARKS)
    return refused(
      file,
      `the file has ${marks} YAML marks ([ ] { } , : and the like) and may have ${MAX_MARKS}: cut it into several`,
    );
  const lines = new LineCounter();
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      merge: false,
      logLevel: 'silent',
    });
  } catch (error) {
    if (error instanceof RangeError) return refused(file, 'lists and mappings are nested too deeply');
    throw error;
  }
  if (document.errors.length > 0)
    return {
      ok: false,
      error: document.errors
        .slice(0, MAX_ERRORS)
        .map((e) => ({ file, ...at(e.pos[0]), message: `not YAML: ${e.message}` })),
    };
  try {
    const value = plainData(document.contents);
    return { ok: true, value: { file, value, place: (path, key) => placeOf(document.contents, at, path, key) } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return {
      ok: false,
      error: [{ file, ...at(error.node?.range?.[0] ?? 0), message: error.message }],
    };
  }
}

const refused = (file: string, message: string): YamlResult => ({
  ok: false,
  error: [{ file, line: 1, column: 1, message }],
});

function plainData(root: Node | null): unknown {
  const anchors = new Map<string, Node>();
  let count = 0;
  const read = (node: Node | null, depth: number, aliased: boolean): unknown => {
    if (node === null) return null;
    if (++count > MAX_VALUES) throw new Refused(node, `the file holds more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) throw new Refused(node, `lists and mappings are nested more than ${MAX_DEPTH} deep`);
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (aliased) throw new Refused(node, `*${node.source} stands within what another alias repeats`);
      if (target === undefined) throw new Refused(node, `there is no &${node.source} before this *${node.source}`);
      return read(target, depth, true);
    }
    if (node.tag !== undefined && !/^tag:yaml\.org,2002:(str|int|float|bool|null|seq|map)$/.test(node.tag))
      throw new Refused(node, `the tag ${node.tag} is not allowed`);
    if (isScalar(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    }
    let value: unknown;
    if (isSeq(node)) value = node.items.map((item) => read(item as Node | null, depth + 1, aliased));
    else if (isMap(node)) {
      const entries = new Map<string, unknown>();
      for (const pair of node.items) {
        const key = pair.key as Node | null;
        if (!isScalar(key) || key.value === null || typeof key.value === 'object')
          throw new Refused(key ?? node, 'a key must be a word');
        const name = String(key.value);
        if (name === '__proto__') throw new Refused(key, 'no field may be called __proto__');
        if (entries.has(name)) throw new Refused(key, `"${name}" is there twice`);
        entries.set(name, read(pair.value as Node | null, depth + 1, aliased));
      }
      value = Object.fromEntries(entries);
    }
    // After its content: an alias within its own anchor finds nothing.
    if ('anchor' in node && node.anchor !== undefined) anchors.set(node.anchor, node);
    return value;
  };
  return read(root, 0, false);
}

function placeOf(
  root: Node | null,
  at: (offset: number) => { line: number; column: number },
  path: Path,
  key: string | undefined,
): { line: number; column: number } {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  const steps = key === undefined ? path : [...path, key];
  for (const [depth, step] of steps.entries()) {
    let next: unknown = null;
    if (isSeq(node)) next = node.items[Number(step)];
    else if (isMap(node)) {
      const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(step));
      next = depth === path.length ? pair?.key : (pair?.value ?? pair?.key);
    }
    const range = typeof next === 'object' && next !== null && 'range' in next ? next.range : null;
    if (!Array.isArray(range) || typeof range[0] !== 'number') break;
    offset = range[0];
    node = next;
  }
  return at(offset);
}
