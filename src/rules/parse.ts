// Reads and checks rule files. Only the build, the tests and rule commands load this: yaml and zod are slow to start.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { parseAreaRules } from '../areas/rules.js';
import { parsePeriodRules } from '../periods/rules.js';
import type { RuleError, RuleSet } from './model.js';
import { ruleFile } from './schema.js';

export type ParsedRules = { ok: true; value: RuleSet } | { ok: false; error: RuleError[] };

const emptyRules = (): Omit<RuleSet, 'periods' | 'areas'> => ({
  units: [],
  modifiers: [],
  exclusions: [],
  lexemes: [],
  frames: [],
});

export interface RuleText {
  file: string;
  text: string;
}

/** The list with `added` in it: in place of those of the same id, else at the end. */
function replaceById<T extends { id: string }>(list: readonly T[], added: readonly T[]): T[] {
  const byId = new Map(list.map((rule) => [rule.id, rule]));
  for (const rule of added) byId.set(rule.id, rule);
  return [...byId.values()];
}

/** The YAML files of a rule folder, sorted, with their texts. */
export function readRuleFolder(folder: string): RuleText[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
}

/** Parses and checks the texts of the built-in rule folder; all errors at once. */
export function parseRules(builtIn: readonly RuleText[], overlays: readonly (readonly RuleText[])[] = []): ParsedRules {
  const errors: RuleError[] = [];
  const set = emptyRules();
  let periods: RuleSet['periods'] | null = null;
  let areas: RuleSet['areas'] = [];
  for (const [layer, files] of [builtIn, ...overlays].entries()) {
    // Within a layer an id stands once; a later layer's rule takes the place of an earlier one's.
    const seen = new Map<string, string>();
    for (const { file, text } of files) {
      const name = basename(file).replace(/\.ya?ml$/, '');
      if (name === 'periods') {
        const parsed = parsePeriodRules(text, file, periods ?? undefined);
        if (parsed.ok) periods = parsed.value.compiled;
        else
          errors.push(
            ...parsed.error.map((e) => ({ file, line: e.line, column: 1, message: `${e.field}: ${e.message}` })),
          );
        continue;
      }
      if (name === 'areas') {
        const parsed = parseAreaRules(text, file);
        if (parsed.ok) areas = layer === 0 ? parsed.value.rules : replaceById(areas, parsed.value.rules);
        else
          errors.push({
            file,
            line: parsed.error.line,
            column: 1,
            message: `${parsed.error.field}: ${parsed.error.message}`,
          });
        continue;
      }
      parseFile(file, text, set, seen, errors);
    }
  }
  if (errors.length > 0) return { ok: false, error: errors };
  if (periods === null)
    return { ok: false, error: [{ file: 'periods.yaml', line: 1, column: 1, message: 'file is missing' }] };
  return { ok: true, value: { ...set, periods, areas } };
}

function parseFile(
  file: string,
  text: string,
  set: Omit<RuleSet, 'periods' | 'areas'>,
  seen: Map<string, string>,
  errors: RuleError[],
): void {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  for (const e of doc.errors) errors.push({ file, ...at(e.pos[0]), message: e.message });
  if (doc.errors.length > 0) return;
  const place = (path: readonly PropertyKey[]): { line: number; column: number } => {
    for (let n = path.length; n > 0; n--) {
      const node: unknown = doc.getIn(path.slice(0, n) as (string | number)[], true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
      if (Array.isArray(range) && typeof range[0] === 'number') return at(range[0]);
    }
    return { line: 1, column: 1 };
  };
  const parsed = ruleFile.safeParse(doc.toJS({ maxAliasCount: 100 }));
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      errors.push({
        file,
        ...place(issue.path),
        message: `${issue.path.map(String).join('.') || 'file'}: ${issue.message}`,
      });
    return;
  }
  const { kind, rules } = parsed.data;
  rules.forEach((rule, i) => {
    const before = seen.get(rule.id);
    if (before !== undefined)
      errors.push({ file, ...place(['rules', i, 'id']), message: `rule '${rule.id}' is already in ${before}` });
    seen.set(rule.id, file);
  });
  Object.assign(set, { [kind]: replaceById<{ id: string }>(set[kind], rules) });
}
