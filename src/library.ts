// The library's functions: the pipeline and the batch stage in the shape that a program wants them.
import { availableParallelism } from 'node:os';
import { DEFAULT_MAX_BYTES, listInputs, readDocuments, tooLarge } from './batch/index.js';
import type { DocumentWarning, InputForm } from './document/index.js';
import { createExtractor, type Extractor } from './extract.js';
import type { IndicatorRecord } from './records/index.js';
import type { RuleError } from './rules/model.js';
import { recordsIn } from './sinks/index.js';

/** Thrown where an article cannot be read. */
export class ExtractError extends Error {
  override readonly name = 'ExtractError';
  constructor(
    message: string,
    /** The path or id of the article. */
    readonly source: string,
    /** 1-based; null where the whole article is meant. */
    readonly line: number | null,
  ) {
    super(message);
  }
}

const lineOf = ({ file, line, column, message }: RuleError): string =>
  `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}`;

/** Thrown where rule files are not valid: all that is wrong in them. */
export class RulesError extends Error {
  override readonly name = 'RulesError';
  constructor(readonly problems: readonly RuleError[]) {
    super(problems.map(lineOf).join('\n'));
  }
}

interface CommonOptions {
  /** How to read; `auto`, by ending and content, when left out. */
  form?: 'auto' | InputForm;
  /** Folders of rules to lay over the built-in ones, in this order. */
  rules?: readonly string[];
  /** Bytes that one document may have (a text counts as UTF-8); 64 MB when left out. */
  maxBytes?: number;
}

export interface ExtractOptions extends CommonOptions {
  /** The article's path or id: the records' `source`. Its ending may tell the form, a date in it the publication date. */
  source?: string;
}

export interface ExtractAllOptions extends CommonOptions {
  /** Worker threads; as many as there are cores when left out. Small runs use none. */
  jobs?: number;
  /** Seconds that one document may take; 0: any time. */
  timeout?: number;
}

/** What came of one document. */
export type Extracted =
  | { source: string; ok: true; records: IndicatorRecord[]; warnings: readonly DocumentWarning[] }
  | { source: string; ok: false; error: { line: number | null; message: string } };

/** The engine with the built-in rules, made once. */
let builtIn: Promise<Extractor> | null = null;

async function make(rules: readonly string[]): Promise<Extractor> {
  const made = await createExtractor({ rules });
  if (!made.ok) throw new RulesError(made.error);
  return made.value;
}

function engineFor(rules: readonly string[] = []): Promise<Extractor> {
  if (rules.length > 0) return make(rules);
  builtIn ??= make([]);
  return builtIn;
}

/**
 * The records of one article, in text order.
 * @param article its text, or a file's bytes
 * @throws ExtractError, RulesError, InstallationError
 */
export async function extract(article: string | Uint8Array, options: ExtractOptions = {}): Promise<IndicatorRecord[]> {
  const engine = await engineFor(options.rules);
  const { source = '-', form = 'auto', maxBytes = DEFAULT_MAX_BYTES } = options;
  const bytes = typeof article === 'string' ? Buffer.from(article) : article;
  if (bytes.length > maxBytes) throw new ExtractError(tooLarge(maxBytes), source, null);
  const result = engine.extract(source, bytes, form);
  if (!result.ok) throw new ExtractError(result.error.message, source, result.error.line ?? null);
  return result.value;
}

/**
 * The records of many documents, one document after the other, in the order of the paths whatever the number of workers.
 * The next documents are read while one is looked at, and no more than a few: memory does not grow with their number.
 * @param paths files, folders (walked), patterns, `@list.txt`
 * @throws RulesError, InstallationError; a document that cannot be read is yielded as one that failed
 */
export async function* extractAll(
  paths: string | readonly string[],
  options: ExtractAllOptions = {},
): AsyncGenerator<Extracted, void, undefined> {
  const engine = await engineFor(options.rules);
  const inputs = await listInputs(typeof paths === 'string' ? [paths] : paths);
  const read = {
    form: options.form ?? 'auto',
    rules: options.rules ?? [],
    jobs: options.jobs ?? availableParallelism(),
    timeout: options.timeout ?? null,
    maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
  };
  for await (const outcome of readDocuments(inputs, engine, read, () => process.stdin)) {
    const { path: source } = outcome;
    if (outcome.kind === 'failed') yield { source, ok: false, error: { line: outcome.line, message: outcome.message } };
    else if (outcome.kind === 'read') {
      const records = [...outcome.pieces].flatMap(recordsIn);
      yield { source, ok: true, records, warnings: outcome.warnings };
    }
  }
}
