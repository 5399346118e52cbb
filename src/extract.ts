// The pipeline in one screen: document → sentences → quantities → observations → records.
import { readFileSync } from 'node:fs';
import { type AnnotatedArticle, createAnnotator } from './annotations/index.js';
import { type AreaTables, createPlaceScanner } from './areas/index.js';
import { builtData } from './assets.js';
import {
  type ArticleDocument,
  type DocumentError,
  type DocumentWarning,
  decode,
  factsOf,
  type InputForm,
  type Result,
  readDocument,
  readJsonDocument,
} from './document/index.js';
import { checkInstallation } from './installation.js';
import { createObserver, type Observer } from './observations/index.js';
import { type Calendar, createTimeScanner } from './periods/index.js';
import { createQuantityScanner } from './quantities/index.js';
import { canonicalNames, type IndicatorRecord, toRecords } from './records/index.js';
import { loadRules } from './rules/load.js';
import type { RuleError, RuleSet } from './rules/model.js';
import { splitSentences } from './sentences/index.js';

/** A document's records with what was wrong with it though it could be read; or why it could not. */
export type Extraction =
  | {
      ok: true;
      value: IndicatorRecord[];
      warnings: readonly DocumentWarning[];
      /** Where it was asked for. */
      article?: AnnotatedArticle;
    }
  | { ok: false; error: { line?: number; message: string } };

/** The same of a document that was a JSON object; an error has its id where that could be told. */
export type JsonExtraction =
  | Extract<Extraction, { ok: true }>
  | { ok: false; error: { id: string | null; message: string } };

export interface Extractor {
  /**
   * Reads one document.
   * @param source its path or id, for the records and to tell the form by its ending
   * @param bytes the file as it is
   * @param form how to read it
   * @param annotated whether the article is wanted too, with all its numbers marked
   * @returns its records in text order, or why it can't be read (with the line where there is one)
   */
  extract(source: string, bytes: Uint8Array, form: 'auto' | InputForm, annotated?: boolean): Extraction;
  /** Reads one document that is a JSON object: a line of NDJSON. Its records' source is its id. */
  extractJson(line: string, annotated?: boolean): JsonExtraction;
}

/**
 * Observations that one document may have: a hundred times those of the longest day file, and what its memory is meant for. A
 * number needs no more than three bytes, and a record's quote may be a thousand characters.
 */
const MOST = 250_000;

/** What is said of a document that has more. */
const tooMany = (most: number): string =>
  `more than ${most.toLocaleString('en')} figures: no article has so many; cut the file in pieces`;

type Read = Extract<Extraction, { ok: true }> | { ok: false; error: DocumentError };

const table = <T>(name: string): T => JSON.parse(readFileSync(builtData(name), 'utf8')) as T;

/** The scanners of the rules; `rules explain` and the examples of rules use them one by one. */
export const createScanners = (rules: RuleSet) => ({
  quantities: createQuantityScanner(rules, readFileSync(builtData('numeral-words.txt'), 'utf8').split('\n')),
  times: createTimeScanner(rules.periods, table<Calendar>('calendar.json')),
  places: createPlaceScanner(table<AreaTables>('areas.json'), rules.areas),
});

const NO_WORDS: NonNullable<RuleSet['ownWords']> = [];

/** The engine of the rules, from sentences to observations. */
export function createEngine(rules: RuleSet, scanners = createScanners(rules)): Observer {
  checkInstallation();
  const { lexemes, frames } = rules;
  return createObserver({ ...scanners, lexemes, frames, ownWords: rules.ownWords ?? NO_WORDS });
}

export interface ExtractorOptions {
  /** Folders of rules to lay over the built-in ones, in this order. */
  rules?: readonly string[];
  /** Figures that one document may have; many times those of the longest article when left out. */
  most?: number;
}

/**
 * The engine with the built-in rules and what is laid over them. Errors are those of rule files, all at once.
 * @throws InstallationError
 */
export async function createExtractor(options: ExtractorOptions = {}): Promise<Result<Extractor, RuleError[]>> {
  // Before anything is read: else each document would seem to be at fault.
  const { most = MOST } = options;
  checkInstallation();
  const rules = await loadRules(options.rules ?? []);
  if (!rules.ok) return rules;
  // Made for the first document: where workers read them all, this thread needs none.
  let made: { scanners: ReturnType<typeof createScanners>; observer: Observer } | null = null;
  const engine = () => {
    if (made === null) {
      const scanners = createScanners(rules.value);
      made = { scanners, observer: createEngine(rules.value, scanners) };
    }
    return made;
  };
  const names = canonicalNames(rules.value.synonyms);
  const recordsOf = (document: ArticleDocument, annotated: boolean): Read => {
    const { blocks, warnings = [] } = document;
    const { scanners, observer } = engine();
    const annotator = annotated ? createAnnotator(scanners.quantities) : null;
    const observations = observer.observe(factsOf(document), splitSentences(blocks), annotator?.see, most);
    if (observations.length > most) return { ok: false, error: { reason: tooMany(most) } };
    const records = toRecords(document, observations, names);
    if (annotator === null) return { ok: true, value: records, warnings };
    return { ok: true, value: records, warnings, article: annotator.article(document, observations, records) };
  };
  return {
    ok: true,
    value: {
      extract(source, bytes, form, annotated = false) {
        const text = decode(bytes);
        if (!text.ok) return failed(text.error);
        const document = readDocument(source, text.value, form);
        if (!document.ok) return failed(document.error);
        const read = recordsOf(document.value, annotated);
        return read.ok ? read : failed(read.error);
      },
      extractJson(line, annotated = false) {
        const document = readJsonDocument(line);
        if (!document.ok) {
          const { id, reason } = document.error;
          return { ok: false, error: { id, message: reason } };
        }
        const read = recordsOf(document.value, annotated);
        return read.ok ? read : { ok: false, error: { id: document.value.source, message: read.error.reason } };
      },
    },
  };
}

const failed = ({ reason, line }: DocumentError): Extraction => ({
  ok: false,
  error: line === undefined ? { message: reason } : { line, message: reason },
});
