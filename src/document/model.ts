// The document stage's plain data: what every later stage may know about an article.

/** A value, or why there is none. Stages hand errors on as values; nothing is thrown across a stage boundary. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

/** Why a file gave no document: one line for the user, and the 1-based line of the file where that can be told. */
export interface DocumentError {
  reason: string;
  line?: number;
}

/** Why a JSON object gave no document, and whose it was, where that could be told. */
export interface JsonDocumentError {
  id: string | null;
  reason: string;
}

/** What is known of a document from outside its text; it goes before what the text says. */
export interface GivenMetadata {
  title?: string;
  /** ISO 8601. */
  published?: string;
  category?: string;
  url?: string;
}

/** What was wrong with a document that could be read all the same. */
export interface DocumentWarning {
  /** 1-based line of the file. */
  line: number;
  message: string;
}

/** How an input is to be read. */
export type InputForm = 'markdown' | 'html' | 'text';

export type BlockKind = 'heading' | 'paragraph' | 'item' | 'caption' | 'cell';

/**
 * A stretch of clean text and the stretch of the source it came from. Units are UTF-16 code units. Where `verbatim`,
 * both have the same length and stand character for character; else (an entity, folded white space) the whole clean
 * stretch stands for the whole source stretch.
 */
export interface SourceSpan {
  /** Offset in the block's clean text. */
  clean: number;
  /** Length in the block's clean text. */
  length: number;
  /** Offset in the decoded source text. */
  source: number;
  /** Length in the decoded source text. */
  sourceLength: number;
  verbatim: boolean;
}

/** A clean text as it is read, where that is not as it stands. */
export interface ReadText {
  text: string;
  /** Offset in the clean text of each code unit, and of the end; null where each stands for one and they are the same. */
  at: Uint32Array | null;
  /** Whether some characters are read as others, not only passed over. */
  swapped: boolean;
}

export interface Block {
  kind: BlockKind;
  /** Clean text: no markup, entities decoded, white space folded. */
  text: string;
  /** The nearest heading above the block; null where there is none. */
  section: string | null;
  /** In text order, without gaps, covering all of `text`. */
  spans: SourceSpan[];
  /** How the text is read; left out where it is as it stands. Sentences and all that is found in them are of this text. */
  read?: ReadText;
}

export interface ArticleDocument {
  /** The path or id that the user gave. */
  source: string;
  /** The whole decoded file (a byte order mark is kept as U+FEFF so that offsets are the file's). */
  text: string;
  title: string | null;
  /** ISO 8601: a date, or a date-time with its offset. */
  published: string | null;
  category: string | null;
  url: string | null;
  /** Words that may tell the article's own place: dateline, source credit, tags, category, title. Best first. */
  placeHints: string[];
  blocks: Block[];
  /** Left out where nothing was wrong. */
  warnings?: DocumentWarning[];
}
