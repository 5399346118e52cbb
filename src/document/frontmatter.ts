// Front matter: YAML between two lines of dashes. Nearly all of it is `key: value`, read here; the yaml package (a tenth
// of a start-up) is loaded only for what is not, and what it refuses is read line by line all the same.
import { createRequire } from 'node:module';
import type { DocumentWarning } from './model.js';

export interface FrontMatter {
  /** Values by key in small letters; a list's members in order. */
  fields: Map<string, string[]>;
  /** Where the article begins, UTF-16. */
  end: number;
  warnings: DocumentWarning[];
}

/** Front matter beyond this is no front matter of an article. */
const LONGEST = 65_536;
const KEY = /^([A-Za-z_][\w-]{0,63}|标题|日期|时间|来源|分类|标签|链接)[ \t]*:(?:[ \t]+(.*))?$/;
const PLAIN_START = /^[^\s"'[\]{}&*!|>%@`#,?:-]|^[-?:][^\s]/;

interface Line {
  text: string;
  /** 1-based, counted from the opening line. */
  number: number;
  /** Offset after its line end. */
  end: number;
}

/** A scalar that needs no YAML; null where it does. */
const simpleScalar = (text: string): string | null => {
  const value = text.trim();
  if (value === '' || value === '~' || value === 'null') return '';
  if (/^"[^"\\]*"$/.test(value) || /^'[^']*'$/.test(value)) return value.slice(1, -1).trim();
  if (!PLAIN_START.test(value) || value.includes(': ') || value.endsWith(':')) return null;
  return value.includes(' #') ? value.slice(0, value.indexOf(' #')).trim() : value;
};

const simpleValue = (text: string): string[] | null => {
  const value = text.trim();
  const flow = /^\[([^[\]{}"'\\]*)\]$/.exec(value);
  if (flow !== null) {
    const members = (flow[1] as string).split(',').map((member) => member.trim());
    return members.every((member) => simpleScalar(member) !== null) ? members.filter((member) => member !== '') : null;
  }
  const scalar = simpleScalar(value);
  return scalar === null ? null : scalar === '' ? [] : [scalar];
};

/** As much of a value as can be had without YAML: quotation marks off, an escape left as it is. */
const roughValue = (text: string): string[] => {
  const value = text.trim().replace(/^\[|\]$/g, '');
  const parts = text.trim().startsWith('[') ? value.split(',') : [value];
  return parts
    .map((part) =>
      part
        .trim()
        .replace(/^["']|["']$/g, '')
        .trim(),
    )
    .filter((part) => part !== '' && !/^[|>][+-]?$/.test(part));
};

/** Reads `key: value` lines and lists under a key; `whole` is false where something was passed over or guessed. */
const readLines = (lines: readonly Line[]): { fields: Map<string, string[]>; whole: boolean; odd: number | null } => {
  const fields = new Map<string, string[]>();
  let whole = true;
  let odd: number | null = null;
  let list: string[] | null = null;
  for (const { text, number } of lines) {
    if (text.trim() === '' || /^\s*#/.test(text)) continue;
    const member = /^\s*-\s+(.*)$/.exec(text);
    if (member !== null && list !== null) {
      const value = simpleScalar(member[1] as string);
      if (value === null) whole = false;
      list.push(...(value === null ? roughValue(member[1] as string) : [value]));
      continue;
    }
    const match = KEY.exec(text);
    if (match === null) {
      whole = false;
      if (!/^\s/.test(text)) odd ??= number;
      list = null;
      continue;
    }
    const key = (match[1] as string).toLowerCase();
    const written = match[2] ?? '';
    const value = simpleValue(written);
    if (value === null) whole = false;
    const values = value ?? roughValue(written);
    list = written.trim() === '' ? values : null;
    if (fields.has(key)) whole = false;
    else fields.set(key, values);
  }
  return { fields, whole, odd };
};

const asStrings = (value: unknown): string[] => {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(asStrings);
  return typeof value === 'object' ? [] : [String(value).trim()].filter((text) => text !== '');
};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

/** Reads with the yaml package: its fields, or why it refuses and on which line of the block (1-based). */
const readYaml = (text: string): { fields: Map<string, string[]> } | { message: string; line: number | null } => {
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  try {
    const parsed = parseDocument(text, { logLevel: 'silent' });
    const [error] = parsed.errors;
    if (error !== undefined)
      return { message: firstLine(error).replace(/ at line \d+.*$/, ''), line: error.linePos?.[0].line ?? null };
    const value: unknown = parsed.toJS({ maxAliasCount: 20 });
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return { message: 'no keys', line: null };
    return { fields: new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase(), asStrings(member)])) };
  } catch (error) {
    // Nested too deep, or too many aliases.
    return { message: firstLine(error), line: null };
  }
};

/** Whether a line cannot be YAML's but is the article's: markup, or a sentence. */
const isArticle = (text: string): boolean =>
  /^\s*</.test(text) || text.length > 2000 || (!KEY.test(text) && /^[^\s#-].*。/.test(text));

/**
 * Reads a document's front matter.
 * @param text the whole file; `at` is where its first line starts (after a byte order mark).
 * @returns null where there is none. What is broken is read as far as its lines go, with a warning.
 */
export function readFrontMatter(text: string, at: number): FrontMatter | null {
  if (!text.startsWith('---', at)) return null;
  const head = text.slice(at, at + LONGEST);
  const opening = /^---[ \t]*(?:\r\n|\n|\r)/.exec(head);
  if (opening === null) return null;
  const lines: Line[] = [];
  let keys = 0;
  let closed = false;
  let end = opening[0].length;
  const pattern = /([^\r\n]*)(\r\n|\n|\r|$)/g;
  pattern.lastIndex = end;
  for (let number = 2; end < head.length; number++) {
    const match = pattern.exec(head);
    if (match === null) break;
    const line = match[1] as string;
    if (/^(?:---|\.\.\.)[ \t]*$/.test(line)) {
      end += match[0].length;
      closed = true;
      break;
    }
    if (isArticle(line)) break;
    if (KEY.test(line)) keys++;
    end += match[0].length;
    lines.push({ text: line, number, end });
  }
  if (keys === 0) return null;
  if (!closed) {
    // It goes on while there are keys; the first other line is the article's.
    let last = 0;
    while (last < lines.length && KEY.test((lines[last] as Line).text)) last++;
    const kept = lines.slice(0, last);
    return {
      fields: readLines(kept).fields,
      end: at + (kept[kept.length - 1]?.end ?? opening[0].length),
      warnings: [{ line: 1, message: 'front matter is not closed by a line ---' }],
    };
  }
  const { fields, whole, odd } = readLines(lines);
  if (whole) return { fields, end: at + end, warnings: [] };
  const yaml = readYaml(lines.map((line) => line.text).join('\n'));
  if ('fields' in yaml) return { fields: yaml.fields, end: at + end, warnings: [] };
  const line = yaml.line === null ? (odd ?? 2) : yaml.line + 1;
  return { fields, end: at + end, warnings: [{ line, message: `front matter: ${yaml.message}` }] };
}
