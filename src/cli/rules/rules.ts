// list, check, test, new: the commands about rule files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneLine } from '../../errors.js';
import { loadRuleBook, type RuleBook, type RuleError, type RuleKind, rulesFolder } from '../../rules/index.js';
import { message } from '../messages.js';
import { columns } from './columns.js';
import { type Out, STATUS } from './index.js';

/** Says what is wrong in rule files, a line each. */
export function sayErrors(errors: readonly RuleError[], out: Out): number {
  for (const { file, line, column, message: what } of errors)
    out.say(
      message(what, {
        path: file,
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      }),
    );
  return STATUS.wrong;
}

/** Does something with the rules that hold; where they are invalid, says so. */
export async function withRules(
  overlays: readonly string[],
  out: Out,
  use: (book: RuleBook) => Promise<number>,
): Promise<number> {
  const book = await loadRuleBook(overlays);
  return book.ok ? use(book.value) : sayErrors(book.error, out);
}

/** Built-in rules are named by their place in the package, not on this machine. */
const shownFile = (file: string): string =>
  file.startsWith(rulesFolder) ? `rules${file.slice(rulesFolder.length)}` : file;

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

export const listCommand = (overlays: string[], kind: RuleKind | null, json: boolean, out: Out): Promise<number> =>
  withRules(overlays, out, async ({ entries }) => {
    const rows = entries
      .filter((entry) => kind === null || entry.kind === kind)
      .map(({ id, kind: of, file, line, reason, layer, state, examples }) => ({
        ...{ id, kind: of, file: shownFile(file), line, reason, state, built_in: layer === 0 },
        examples: examples.length,
      }));
    if (json) return out.print(`${JSON.stringify(rows, null, 2)}\n`);
    const state = (row: (typeof rows)[number]): string => (row.state === 'on' ? '' : `(${row.state}) `);
    return out.print(
      columns([
        ['id', 'kind', 'file', 'reason'],
        ...rows.map((row) => [row.id, row.kind, `${row.file}:${row.line}`, oneLine(state(row) + row.reason)]),
      ]),
    );
  });

export const checkCommand = (folders: string[], out: Out): Promise<number> =>
  withRules(folders, out, async ({ entries }) => {
    const own = entries.filter(({ layer }) => layer > 0);
    const off = entries.filter(({ state }) => state === 'off').length;
    const replaced = entries.filter(({ state }) => state === 'replaced').length;
    const without = own.filter(({ examples }) => examples.length === 0);
    for (const { id, file, line } of without) out.say(message(`${id} has no example to test it`, { path: file, line }));
    const changes = [
      ...(replaced > 0 ? [`${replaced} replaced`] : []),
      ...(off > 0 ? [`${off} switched off`] : []),
    ].join(', ');
    return out.print(`${counted(own.length, 'rule')}, no errors${changes ? ` (${changes})` : ''}\n`);
  });

export const testCommand = (folders: string[], out: Out): Promise<number> =>
  withRules(folders, out, async ({ rules, entries }) => {
    const { runExamples } = await import('../../workbench/index.js');
    const own = folders.length > 0 ? entries.filter(({ layer }) => layer > 0) : entries;
    const results = runExamples(rules, own);
    const failed = results.filter(({ ok }) => !ok);
    const shown = failed.map(({ rule, file, line, text, expected, got }) => {
      const rows = Array.from({ length: Math.max(expected.length, got.length) }, (_, i) => [
        expected[i] === got[i] ? ' ' : '✗',
        expected[i] ?? '(nothing)',
        got[i] ?? '(nothing)',
      ]);
      const table = columns([['', 'expected', 'got'], ...rows])
        .replace(/^/gm, '  ')
        .trimEnd();
      return `${shownFile(file)}:${line}: ${rule}\n  ${oneLine(text)}\n${table}\n\n`;
    });
    await out.print(`${shown.join('')}${counted(results.length, 'example')}, ${failed.length} failed\n`);
    return failed.length > 0 ? STATUS.failed : STATUS.ok;
  });

export const newCommand = (kind: RuleKind, out: Out): Promise<number> =>
  out.print(readFileSync(join(rulesFolder, 'skeletons', `${kind}.yaml`), 'utf8'));
