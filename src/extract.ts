// The pipeline in one screen: document → sentences → quantities → observations → records.
import { readFileSync } from 'node:fs';
import { type AreaTables, createPlaceScanner } from './areas/index.js';
import { builtData } from './assets.js';
import {
  type ArticleDocument,
  decode,
  type InputForm,
  type Result,
  readDocument,
  readJsonDocument,
} from './document/index.js';
import { createObserver, type Observer } from './observations/index.js';
import { type Calendar, createTimeScanner } from './periods/index.js';
import { createQuantityScanner } from './quantities/index.js';
import { type IndicatorRecord, toRecords } from './records/index.js';
import { loadRules } from './rules/load.js';
import type { RuleError, RuleSet } from './rules/model.js';
import { splitSentences } from './sentences/index.js';

export interface Extractor {
  /**
   * Reads one document.
   * @param source its path or id, for the records and to tell the form by its ending
   * @param bytes the file as it is
   * @param form how to read it
   * @returns its records in text order, or why it can't be read (with the line where there is one)
   */
  extract(
    source: string,
    bytes: Uint8Array,
    form: 'auto' | InputForm,
  ): Result<IndicatorRecord[], { line?: number; message: string }>;
  /**
   * Reads one document that is a JSON object: a line of NDJSON.
   * @returns its records in text order, or why it can't be read, with its id where that could be told
   */
  extractJson(line: string): Result<IndicatorRecord[], { id: string | null; message: string }>;
}

const table = <T>(name: string): T => JSON.parse(readFileSync(builtData(name), 'utf8')) as T;

function createEngine(rules: RuleSet): Observer {
  return createObserver({
    quantities: createQuantityScanner(rules, readFileSync(builtData('numeral-words.txt'), 'utf8').split('\n')),
    times: createTimeScanner(rules.periods, table<Calendar>('calendar.json')),
    places: createPlaceScanner(table<AreaTables>('areas.json'), rules.areas),
    lexemes: rules.lexemes,
    frames: rules.frames,
  });
}

export interface ExtractorOptions {
  /** Folders of rules to lay over the built-in ones, in this order. */
  rules?: readonly string[];
}

/** The engine with the built-in rules and what is laid over them. Errors are those of rule files, all at once. */
export async function createExtractor(options: ExtractorOptions = {}): Promise<Result<Extractor, RuleError[]>> {
  const rules = await loadRules(options.rules ?? []);
  if (!rules.ok) return rules;
  const observer = createEngine(rules.value);
  const recordsOf = (document: ArticleDocument): IndicatorRecord[] => {
    const { title, published, placeHints, blocks } = document;
    const observations = observer.observe({ title, published, placeHints }, splitSentences(blocks));
    return toRecords(document, observations);
  };
  return {
    ok: true,
    value: {
      extract(source, bytes, form) {
        const text = decode(bytes);
        if (!text.ok) return failed(text.error);
        const document = readDocument(source, text.value, form);
        if (!document.ok) return failed(document.error);
        return { ok: true, value: recordsOf(document.value) };
      },
      extractJson(line) {
        const document = readJsonDocument(line);
        if (document.ok) return { ok: true, value: recordsOf(document.value) };
        const { id, reason } = document.error;
        return { ok: false, error: { id, message: reason } };
      },
    },
  };
}

const failed = (error: {
  reason: string;
  line?: number;
}): { ok: false; error: { line?: number; message: string } } => ({
  ok: false,
  error: error.line === undefined ? { message: error.reason } : { line: error.line, message: error.reason },
});
