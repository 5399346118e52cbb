// explain, coverage: the commands that read texts.
import { readFileSync, statSync } from 'node:fs';
import { listInputs } from '../../batch/index.js';
import { type ArticleDocument, decode, type Result, readDocument } from '../../document/index.js';
import { describeError } from '../../errors.js';
import type { IndicatorRecord } from '../../records/index.js';
import { EXAMPLES_PUBLISHED, type RuleEntry } from '../../rules/index.js';
import {
  createCoverage,
  type ExplainedNumber,
  type ExplainedSentence,
  explainDocument,
  paragraphDocument,
} from '../../workbench/index.js';
import { message } from '../messages.js';
import { columns } from './columns.js';
import { type Out, STATUS } from './index.js';
import { withRules } from './rules.js';

function readArticle(path: string): Result<ArticleDocument, string> {
  try {
    const text = decode(readFileSync(path));
    const document = text.ok ? readDocument(path, text.value, 'auto') : text;
    return document.ok ? document : { ok: false, error: document.error.reason };
  } catch (error) {
    return { ok: false, error: describeError(error) };
  }
}

const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

export const explainCommand = (
  text: string,
  overlays: string[],
  published: string | null,
  json: boolean,
  out: Out,
): Promise<number> =>
  withRules(overlays, out, async (book) => {
    const [, path = text, at] = /^(.*):(\d+)$/s.exec(text) ?? [];
    const fromFile = isFile(path);
    if (published !== null && (!/^\d{4}-\d{2}-\d{2}$/.test(published) || fromFile)) {
      out.say(
        message(fromFile ? '--published is for a sentence: a file has its own date' : `"${published}" is no date`),
      );
      return STATUS.wrong;
    }
    if (!fromFile && /^\S+\.(md|markdown|html?|txt)(:\d+)?$/.test(text)) {
      out.say(message('no such file', { path }));
      return STATUS.wrong;
    }
    const document: Result<ArticleDocument, string> = fromFile
      ? readArticle(path)
      : { ok: true, value: paragraphDocument('sentence', text, published ?? EXAMPLES_PUBLISHED) };
    if (!document.ok) {
      out.say(message(document.error, { path }));
      return STATUS.wrong;
    }
    const line = fromFile && at !== undefined ? Number(at) : null;
    const sentences = explainDocument(book, document.value, line);
    if (json) return out.print(`${JSON.stringify(sentences, null, 2)}\n`);
    if (sentences.length === 0) return out.print(line === null ? 'no number here\n' : 'no sentence on this line\n');
    const where = (sentence: ExplainedSentence): string => (fromFile ? `${path}:${sentence.line}\n` : '');
    return out.print(sentences.map((sentence) => where(sentence) + shown(sentence)).join('\n'));
  });

function shown({ text, words, numbers }: ExplainedSentence): string {
  const word = ({ text: written, kind, tag, classes }: ExplainedSentence['words'][number]): string => {
    if (kind === 'mark') return written;
    const labels = [kind === 'word' || kind === 'quoted' ? tag : kind, ...classes.map((name) => `@${name}`)];
    return `${written}/${labels.join(',')}`;
  };
  const cut = words.length > 0 ? `  words: ${words.map(word).join(' ')}\n` : '';
  const found = numbers.length > 0 ? numbers.map(shownNumber).join('') : '  no number here\n';
  return `${text}\n${cut}${found}`;
}

const reasoned = ({ id, reason }: { id: string; reason: string }): string => (reason ? `${id} (${reason})` : id);

function shownNumber(number: ExplainedNumber): string {
  const { text } = number;
  switch (number.became) {
    case 'excluded':
      return `\n  ${text}: no observation, by ${reasoned(number.by)}\n`;
    case 'unframed':
      return `\n  ${text}: no observation, no frame fits (unit: ${reasoned(number.unit)})\n`;
    case 'time':
      return `\n  ${text}: no observation, part of the time ${number.time} = ${number.period ?? 'no period'}, by ${reasoned(number.by)}\n`;
    case 'word':
      return `\n  ${text}: no number, part of the word ${number.word}${number.by ? `, by ${reasoned(number.by)}` : ' of the dictionary'}\n`;
    case 'record': {
      const rows = number.frames.map(({ id, took, priority, specificity, length, pattern, lost }) => [
        `      ${lost === null ? '✓' : '–'}`,
        id,
        took,
        `priority ${priority}, asks for ${specificity}, ${length} words`,
        pattern + (lost === null ? '' : `   ← ${lost}`),
      ]);
      return [
        `\n  ${text}: ${recordLine(number.record)}\n`,
        `    unit: ${reasoned(number.unit)}\n`,
        number.modifier ? `    modifier: ${reasoned(number.modifier)}\n` : '',
        `    frames: made by ${number.record.rule}\n`,
        columns(rows),
      ].join('');
    }
  }
}

/** The fields of a record that are not empty, but for those of the document. */
function recordLine(record: IndicatorRecord): string {
  const { indicator, indicator_name, value, value_min, value_max, modifier, unit, measure, basis } = record;
  const { share_of, status, period, area } = record;
  const number = value === null ? `${value_min}…${value_max}` : String(value);
  const name = indicator_name === indicator ? indicator : `${indicator} (${indicator_name})`;
  const rest = { modifier, unit, measure, basis, share_of, status, period, area };
  const said = Object.entries(rest).flatMap(([field, is]) => (is === null ? [] : [`${field} ${is}`]));
  return [`indicator ${name}`, `value ${number}`, ...said].join(', ');
}

export const coverageCommand = (paths: string[], overlays: string[], json: boolean, out: Out): Promise<number> =>
  withRules(overlays, out, async (book) => {
    const coverage = createCoverage(book);
    let failed = false;
    let articles = 0;
    for (const { path, problem, note } of await listInputs(paths)) {
      const document: Result<ArticleDocument, string> =
        problem === undefined
          ? note === undefined
            ? readArticle(path)
            : { ok: false, error: note }
          : { ok: false, error: problem };
      if (document.ok) {
        coverage.read(document.value);
        articles++;
        continue;
      }
      failed = true;
      out.say(message(document.error, { path }));
    }
    const status = failed ? STATUS.failed : STATUS.ok;
    const uses = coverage.uses();
    if (json) await out.print(`${JSON.stringify({ articles, rules: uses }, null, 2)}\n`);
    else {
      const reasons = new Map(book.entries.map((entry: RuleEntry) => [entry.id, entry.reason]));
      const rows = uses.map(({ id, kind, uses: n, articles: of }) => [
        id,
        kind,
        String(n),
        String(of),
        reasons.get(id) ?? '',
      ]);
      const never = uses.filter(({ uses: n }) => n === 0).length;
      const once = uses.filter(({ articles: of }) => of === 1).length;
      await out.print(
        columns([['id', 'kind', 'uses', 'articles', 'reason'], ...rows]) +
          `${articles} articles: ${uses.length} rules, ${never} of no use, ${once} in one article alone\n`,
      );
    }
    return status;
  });
