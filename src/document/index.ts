// The document stage: a file's bytes to an article of clean blocks with a map back to the source.
import { BlockBuilder, type RawBlock } from './builder.js';
import { toIsoDate } from './dates.js';
import { guessForm } from './form.js';
import { readFrontMatter } from './frontmatter.js';
import { readDateline, readFurniture, trailingCredit } from './furniture.js';
import { type HtmlMeta, readHtml } from './html.js';
import { jsonDocumentId, parseJsonDocument } from './json.js';
import { readMarkdown } from './markdown.js';
import { Markup } from './markup.js';
import type {
  ArticleDocument,
  Block,
  DocumentError,
  GivenMetadata,
  InputForm,
  JsonDocumentError,
  Result,
} from './model.js';
import { readPlainText } from './plaintext.js';
import { cleanRange, cutBlock } from './positions.js';
import { asRead } from './script.js';
import { setSections } from './sections.js';

export { decode } from './encoding.js';
export type {
  ArticleDocument,
  Block,
  DocumentError,
  DocumentWarning,
  InputForm,
  JsonDocumentError,
  Result,
} from './model.js';
export { CodePoints, cleanRange, sourceRange } from './positions.js';
export { jsonDocumentId };

/** What the blocks tell about the article while furniture is taken out of them. */
interface Found {
  credits: string[];
  date: string | null;
  place: string | null;
}

/** How far down a publication date may stand as a line of its own. */
const DATE_WITHIN = 8;

const withoutFurniture = (blocks: readonly RawBlock[]): { kept: RawBlock[]; found: Found } => {
  const found: Found = { credits: [], date: null, place: null };
  const kept: RawBlock[] = [];
  for (const [index, block] of blocks.entries()) {
    const text = block.read?.text ?? block.text;
    const furniture = readFurniture(text, block.linked);
    if (furniture !== null) {
      if (furniture.credit !== undefined) found.credits.push(furniture.credit);
      if (furniture.date !== undefined && index < DATE_WITHIN) found.date ??= toIsoDate(furniture.date);
      continue;
    }
    let from = 0;
    let to = text.length;
    const credit = trailingCredit(text);
    if (credit !== null) {
      to = credit.start;
      if (credit.credit !== null) found.credits.push(credit.credit);
    }
    if (block.kind === 'paragraph') {
      const dateline = readDateline(text);
      if (dateline !== null) {
        from = Math.min(dateline.length, to);
        found.place ??= dateline.place;
        while (from < to && /\s/.test(text.charAt(from))) from++;
      }
    }
    if (from === 0 && to === text.length) kept.push(block);
    else if (from < to) {
      const clean = cleanRange(block, from, to);
      kept.push(withReading(cutBlock(block, clean.start, clean.end)));
    }
  }
  return { kept, found };
};

/** The first heading that was marked as one, of the highest level. */
const topHeading = (blocks: readonly RawBlock[]): string | null => {
  let best: RawBlock | null = null;
  for (const block of blocks) if (block.level > 0 && (best === null || block.level < best.level)) best = block;
  return best?.text ?? null;
};

/** A page's <title> without the name of the site behind it. */
const withoutSite = (title: string): string =>
  title.replace(/\s*(?:[_|｜]|\s[-–—]{1,2}\s).{1,60}$/, '').trim() || title;

/** The first line of a plain text, where it is a title: short, no sentence, and more follows. */
const firstLineTitle = (blocks: RawBlock[]): void => {
  const [first] = blocks;
  const text = first?.read?.text ?? first?.text ?? '';
  if (first === undefined || blocks.length < 2 || text.length > 50 || /[。；;，：:]$/.test(text)) return;
  blocks[0] = { ...first, kind: 'heading', level: 1 };
};

const firstOf = (...values: (string | null | undefined)[]): string | null => {
  for (const value of values) if (value !== null && value !== undefined && value.trim() !== '') return value.trim();
  return null;
};

const pageDate = ({ meta }: HtmlMeta): string | null => {
  const names = [
    'article:published_time',
    'og:published_time',
    'pubdate',
    'publishdate',
    'publish_date',
    'publishtime',
  ];
  for (const name of [
    ...names,
    'datepublished',
    'firstpublishedtime',
    'releasedate',
    'dc.date.issued',
    'dc.date',
    'date',
  ]) {
    const value = meta.get(name);
    const date = value === undefined ? null : toIsoDate(value);
    if (date !== null) return date;
  }
  return null;
};

const unique = (words: readonly (string | null)[]): string[] => [
  ...new Set(words.filter((word): word is string => word !== null && word !== '')),
];

/** The block with how its text is read. */
export const withReading = <T extends Block>({ read: _, ...block }: T): Omit<T, 'read'> & Pick<Block, 'read'> => {
  const read = asRead(block.text);
  return read === null ? block : { ...block, read };
};

const plainBlock = ({ kind, text, section, spans, read }: RawBlock): Block =>
  read === undefined ? { kind, text, section, spans } : { kind, text, section, spans, read };

const textAsRead = (text: string): string => asRead(text)?.text ?? text;

/** What an article says of itself, as it is read. */
export const factsOf = ({ title, published, placeHints }: ArticleDocument) => ({
  title: title === null ? null : textAsRead(title),
  published,
  placeHints: placeHints.map(textAsRead),
});

/** Reads the body, from `start` to the end of the text; returns what a page says about itself. */
const readBody = (builder: BlockBuilder, form: InputForm, start: number): Result<HtmlMeta, DocumentError> => {
  if (form === 'text') {
    readPlainText(builder, start);
    return { ok: true, value: { title: null, canonical: null, meta: new Map() } };
  }
  const markup = new Markup(builder.source);
  const end = builder.source.length;
  if (form === 'markdown') return readHtml(builder, markup, readMarkdown(markup, start));
  return readHtml(builder, markup, [
    { what: 'html', at: start, to: end },
    { what: 'newBlock', at: end, to: end },
  ]);
};

/**
 * Reads one article.
 * @param source the path or id that the user gave; its ending tells the form, a date in it the day of publication.
 * @param text the decoded file, with its byte order mark if it has one.
 * @param form how to read it; `auto` goes by ending and content.
 * @param given what is known of the article from outside the file; it goes before what the file says.
 * @returns the document (also one without blocks); broken front matter is a warning on it. The errors are `empty file`
 * and markup nested too deep, with its line.
 */
export function readDocument(
  source: string,
  text: string,
  form: 'auto' | InputForm,
  given: GivenMetadata = {},
): Result<ArticleDocument, DocumentError> {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (text.slice(start).trim() === '') return { ok: false, error: { reason: 'empty file' } };
  const front = readFrontMatter(text, start);
  const bodyAt = front?.end ?? start;
  const read = form === 'auto' ? guessForm(source, text.slice(bodyAt, bodyAt + 5000), front !== null) : form;

  const builder = new BlockBuilder(text);
  const body = readBody(builder, read, bodyAt);
  if (!body.ok) return body;
  const raw = builder.blocks.map(withReading);
  if (read === 'text' && front === null && given.title === undefined) firstLineTitle(raw);
  const { kept, found } = withoutFurniture(raw);
  const blocks = setSections(kept);

  const { value: page } = body;
  const field = (...names: string[]): string[] => names.flatMap((name) => front?.fields.get(name) ?? []);
  const heading = topHeading(raw);
  const title = firstOf(
    given.title,
    field('title', '标题')[0],
    page.meta.get('og:title'),
    heading,
    page.title === null ? null : withoutSite(page.title),
  );
  const fieldDate = field('date', 'published', 'pubdate', 'publish_date', '日期', '时间')[0];
  const published =
    given.published ??
    (fieldDate === undefined ? null : toIsoDate(fieldDate)) ??
    pageDate(page) ??
    found.date ??
    toIsoDate(textAsRead(heading ?? '').slice(-20)) ??
    toIsoDate(/[^/\\]*$/.exec(source)?.[0] ?? '');
  const category = firstOf(
    given.category,
    field('categories', 'category', '分类')[0],
    page.meta.get('article:section'),
  );
  const tags = field('tags', 'tag', 'keywords', '标签');
  const credits = [...found.credits, ...field('source', 'author', '来源'), page.meta.get('source') ?? null];
  const document: ArticleDocument = {
    source,
    text,
    title,
    published,
    category,
    url: firstOf(
      given.url,
      field('url', 'link', 'source_url', 'original_url', '链接')[0],
      page.canonical,
      page.meta.get('og:url'),
      builder.loneLink,
    ),
    placeHints: unique([found.place, ...credits, ...tags, category, title]),
    blocks: blocks.map(plainBlock),
  };
  if (front !== null && front.warnings.length > 0) document.warnings = front.warnings;
  return { ok: true, value: document };
}

/**
 * Reads one JSON object, a line of an NDJSON input, as an article. Its source is the object's id; its offsets are those of
 * the field that holds the text.
 */
export function readJsonDocument(line: string): Result<ArticleDocument, JsonDocumentError> {
  const parsed = parseJsonDocument(line);
  if (!parsed.ok) return parsed;
  const { id, text, form, given } = parsed.value;
  const document = readDocument(id, text, form, given);
  if (document.ok) return document;
  const { reason } = document.error;
  return { ok: false, error: { id, reason: reason === 'empty file' ? 'the text is empty' : reason } };
}
