// The batch stage's plain data: a document to read and what came of it. Both cross threads, and the second the journal.
import type { AnnotatedArticle } from '../annotations/index.js';
import type { DocumentWarning, InputForm } from '../document/index.js';
import type { IndicatorRecord } from '../records/index.js';
import type { Pack, Wanted } from './pack.js';

/** How a run reads its documents. */
export interface ReadOptions {
  form: 'auto' | InputForm;
  /** Folders of rules over the built-in ones. */
  rules: readonly string[];
  /** Worker threads. */
  jobs: number;
  /** Seconds that one document may take; null: the default, 0: any time. */
  timeout: number | null;
  /** Bytes that one document may have; the default when left out. */
  maxBytes?: number;
  /** Whether the articles are wanted too, with their numbers marked: for the review page. */
  annotated?: boolean;
  /** Whether the process is the program's own, so that V8 may be told what suits the workers. */
  ownProcess?: boolean;
  /** How the records of files are packed; all as JSON when left out. */
  wanted?: Wanted | undefined;
}

/** What tells that a file is no longer the one that was read. */
export interface Seen {
  size: number;
  /** Milliseconds, with their fraction. */
  modified: number;
}

/** What came of one document that was a line of JSON. */
export type LineOutcome =
  | {
      kind: 'read';
      /** Arrays of records, in text order; as JSON where they crossed threads. */
      pieces: readonly (string | IndicatorRecord[])[];
      warnings: readonly DocumentWarning[];
      /** The annotated article, where it was asked for; as JSON where it crossed threads. */
      article?: string | AnnotatedArticle;
    }
  /** The document's id, where it could be told. */
  | { kind: 'failed'; id: string | null; message: string };

/** What came of one input. */
export type Outcome = {
  path: string;
  /** Null for what is no file (standard input, a device), or could not be looked at. */
  seen: Seen | null;
} /** Its records, in text order: as they are packed they cross threads, enter the journal and go to the sink. */ & (
  | (Pack & {
      kind: 'read';
      warnings: readonly DocumentWarning[];
      /** The annotated article as JSON, where it was asked for. */
      article?: string;
    })
  | { kind: 'failed'; line: number | null; message: string }
  /** Nothing to read here, and no failure. */
  | { kind: 'note'; message: string }
);
