// HTML: cheerio builds the tree of elements, with the offsets where each begins and ends; the tree is walked (without
// recursion) along the steps of a reading, and every text goes to the builder from where it stands in the source.
import { load } from 'cheerio/slim';
import type { BlockBuilder } from './builder.js';
import { Entities } from './entities.js';
import type { Markup, Token } from './markup.js';
import type { BlockKind, DocumentError, Result } from './model.js';
import { MOST_LEVELS, Nesting } from './nesting.js';
import { CodePoints } from './positions.js';
import { BLOCK, DROPPED, isFurniture, KIND } from './tags.js';

/** What a page says about itself outside its text. */
export interface HtmlMeta {
  title: string | null;
  canonical: string | null;
  /** `<meta>` content by its name, property or itemprop in small letters. */
  meta: Map<string, string>;
}

/**
 * One step of a reading, by source offsets [at, to) in ascending order: a stretch of HTML, or what the marks of Markdown
 * around it say. `newBlock` ends the block before and the paragraph or heading that it may be in; `flush` ends the block
 * of the steps before it, as `kind` (left out: what the elements around it say).
 */
export interface Step {
  what: 'html' | 'literal' | 'break' | 'boldOn' | 'boldOff' | 'linkOn' | 'linkOff' | 'newBlock' | 'flush';
  at: number;
  to: number;
  kind?: BlockKind;
  level?: number;
}

type Tree = NonNullable<ReturnType<typeof parse>>;
type Node = Tree['children'][number];
type Element = Extract<Node, { attribs: unknown }>;

interface Open {
  readonly name: string;
  kind: BlockKind;
  /** 1 to 6 in a heading, else 0. */
  level: number;
}

// A heading that was left open ends where one of these begins.
const ENDS_HEADING = /^(?:p|h[1-6]|ul|ol|table)$/;
const PARAGRAPH = /^(?:p|h[1-6])$/;
// Attributes as every parser reads them; the others of a tag are left out.
const PLAIN_ATTRIBUTES =
  /^(?:[ \t\n\f\r]+[^ \t\n\f\r"'<>/=]+(?:=(?:"[^"]*"|'[^']*'|[^ \t\n\f\r"'<>=]+))?)*[ \t\n\f\r]*$/;
const LONGEST_ATTRIBUTES = 4000;

const parse = (text: string) =>
  load(text, {
    xml: { xmlMode: false, decodeEntities: false, recognizeCDATA: true, withStartIndices: true, withEndIndices: true },
  }).root()[0];

/** Markup that cheerio is not to read: as long as before, but a processing instruction, which gives a node without text. */
const blanked = (length: number): string => `<?${' '.repeat(length - 3)}>`;

/**
 * The stretches of HTML among the steps as cheerio is to read them, every character at its place: all else is blank, a
 * `<` that begins no markup is none, tags are plain, an end tag without a start tag is no tag.
 * @returns '' where there is no markup, or the offset where it is nested too deep.
 */
function wellFormed(markup: Markup, steps: readonly Step[]): Result<string, number> {
  const { source } = markup;
  const nesting = new Nesting();
  const pieces: string[] = [];
  let done = 0;
  let any = false;
  const replace = (from: number, text: string): void => {
    pieces.push(source.slice(done, from), text);
    done = from + text.length;
  };
  // Where the next `<` stands: sought from each step on, it would be sought to the end of the source again and again.
  let next = -1;
  const seek = (from: number): number => {
    if (next < from) {
      const at = source.indexOf('<', from);
      next = at < 0 ? source.length : at;
    }
    return next;
  };
  for (const { what, at, to } of steps) {
    if (what !== 'html') continue;
    pieces.push(' '.repeat(at - done));
    done = at;
    for (let i = seek(at); i < to; i = seek(i)) {
      const token = markup.tokenAt(i, to);
      if (token === null) replace(i++, ' ');
      else {
        any = true;
        if (token.what === 'start') {
          nesting.start(token.name);
          if (nesting.depth > MOST_LEVELS) return { ok: false, error: i };
        }
        const drop = token.what === 'other' || (token.what === 'end' && !nesting.end(token.name));
        if (drop) replace(i, blanked(token.to - i));
        else if (token.what !== 'note' && !hasPlainInside(source, token))
          replace(token.nameEnd, ' '.repeat(token.to - 1 - token.nameEnd));
        i = token.to;
      }
    }
    pieces.push(source.slice(done, to));
    done = to;
  }
  return { ok: true, value: any ? pieces.join('') : '' };
}

const hasPlainInside = (source: string, { nameEnd, to }: Token): boolean =>
  nameEnd === to - 1 || (to - nameEnd <= LONGEST_ATTRIBUTES && PLAIN_ATTRIBUTES.test(source.slice(nameEnd, to - 1)));

/** Plays the steps of a reading to a builder. */
class HtmlReader {
  readonly page: HtmlMeta = { title: null, canonical: null, meta: new Map() };
  readonly #source: string;
  readonly #entities: Entities;
  readonly #open: Open[] = [{ name: '', kind: 'paragraph', level: 0 }];
  /** The node that comes next, and whether it is its end that does. */
  #node: Node | null = null;
  #leaving = false;
  /** The element of a block that goes on after the parser has ended it. */
  #unfinished: Open | null = null;
  /** Where the element ends whose text was dropped last. */
  #droppedTo = 0;
  /** Where the next `&` stands. */
  #ampersand = -1;
  #articles = 0;

  constructor(
    private readonly builder: BlockBuilder,
    private readonly markup: Markup,
  ) {
    this.#source = markup.source;
    this.#entities = new Entities(markup.source);
  }

  /** @param tree the elements of all stretches; null where there is no markup. */
  play(steps: readonly Step[], tree: Tree | null): void {
    const { builder } = this;
    this.#node = tree?.children[0] ?? null;
    for (const step of steps) {
      const { what, at, to } = step;
      if (what === 'html') {
        if (tree === null) this.#text(at, to);
        else this.#advance(at, to);
      } else if (what === 'newBlock') {
        this.#flush();
        this.#endParagraph();
      } else if (what === 'flush') this.#flush(step);
      else if (at < this.#droppedTo) continue;
      else if (what === 'literal') builder.text(at, to);
      else if (what === 'break') builder.lineBreak(at, to);
      else if (what === 'boldOn') builder.bold++;
      else if (what === 'boldOff') builder.bold = Math.max(0, builder.bold - 1);
      else if (what === 'linkOn') builder.link++;
      else builder.link = Math.max(0, builder.link - 1);
    }
  }

  /** Plays the nodes that begin or end before `to`; of their text, what stands from `from` on. */
  #advance(from: number, to: number): void {
    while (this.#node !== null) {
      const node = this.#node;
      const start = node.startIndex ?? 0;
      const end = (node.endIndex ?? start) + 1;
      let child: Node | null = null;
      if (this.#leaving) {
        if (end > to) return;
        this.#leave(node as Element, end);
      } else {
        if (start >= to) return;
        if (node.nodeType === 3) {
          this.#text(Math.max(start, from), Math.min(end, to));
          if (end > to) return;
        } else if (node.nodeType === 4) this.builder.text(start + '<![CDATA['.length, end - ']]>'.length);
        else if ('attribs' in node) {
          if (this.#enter(node, start, end)) {
            child = node.children[0] ?? null;
            if (child === null) {
              this.#leaving = true;
              continue;
            }
          }
        } else if (node.nodeType === 1) this.#other(start, end);
      }
      this.#leaving = child === null && node.next === null;
      const around = node.parent;
      this.#node = child ?? node.next ?? (around !== null && 'attribs' in around ? around : null);
    }
  }

  #text(from: number, to: number): void {
    let done = from;
    for (let at = this.#nextAmpersand(from); at < to; at = this.#nextAmpersand(at + 1)) {
      const entity = this.#entities.read(at);
      if (entity === null || at + entity.length > to) continue;
      this.builder.text(done, at);
      this.builder.put(entity.text, at, entity.length);
      done = at + entity.length;
    }
    this.builder.text(done, to);
  }

  #nextAmpersand(from: number): number {
    if (this.#ampersand < from) {
      const at = this.#source.indexOf('&', from);
      this.#ampersand = at < 0 ? Number.POSITIVE_INFINITY : at;
    }
    return this.#ampersand;
  }

  /** Takes in a start tag; true where the element's content is to be read, and its end to be taken in. */
  #enter(element: Element, start: number, end: number): boolean {
    const { builder } = this;
    const { name, attribs } = element;
    switch (name) {
      case 'br':
        builder.lineBreak(start, end);
        return false;
      case 'hr':
        this.#flush();
        return false;
      case 'b':
      case 'strong':
        builder.bold++;
        return true;
      case 'a':
        builder.link++;
        return true;
      case 'meta':
      case 'link':
        this.#remember(attribs);
        return false;
    }
    const block = BLOCK.has(name);
    if (block) {
      this.#flush();
      if (ENDS_HEADING.test(name)) this.#endParagraph();
    }
    if (this.#isDropped(element, block, end)) {
      this.#droppedTo = end;
      return false;
    }
    if (!block) return true;
    const { kind, level } = this.#top;
    const own = KIND[name];
    const heading = /^h([1-6])$/.exec(name)?.[1];
    this.#open.push({ name, kind: own ?? kind, level: own === undefined ? level : Number(heading ?? 0) });
    if (name === 'pre') builder.preformatted = true;
    if (name === 'article' || name === 'main') this.#articles++;
    return true;
  }

  #leave({ name }: Element, end: number): void {
    const { builder } = this;
    if (name === 'b' || name === 'strong') builder.bold = Math.max(0, builder.bold - 1);
    else if (name === 'a') builder.link = Math.max(0, builder.link - 1);
    if (!BLOCK.has(name)) return;
    // <font><p>甲</font>乙</p>: for the parser </font> ends both, for a browser and the reader the paragraph goes on.
    const closedBy = /^<\/([a-z][a-z0-9]*)/i.exec(this.#lastTag(end))?.[1]?.toLowerCase();
    if (closedBy !== undefined && !BLOCK.has(closedBy)) this.#unfinished ??= this.#top;
    else this.#flush();
    this.#open.pop();
    if (name === 'pre') builder.preformatted = this.#open.some((element) => element.name === 'pre');
    else if (name === 'article' || name === 'main') this.#articles--;
  }

  /** What cheerio was not given: an address, a page's title, an end tag without a start tag. */
  #other(start: number, end: number): void {
    const source = this.#source;
    const address = this.markup.addressAt(start);
    if (address?.includes('://')) this.builder.autolink(this.#entities.decode(address));
    const name = /^<(\/?[a-z][a-z0-9]*)/i.exec(source.slice(start, start + 20))?.[1]?.toLowerCase() ?? '';
    if (name === '/br' || (name.startsWith('/') && BLOCK.has(name.slice(1)))) this.#flush();
    if (name !== 'title' || this.page.title !== null) return;
    const title = source.slice(source.indexOf('>', start) + 1, Math.min(end, start + LONGEST_ATTRIBUTES));
    const text = this.#entities.decode(title.replace(/<\/title[^<>]*>$/i, ''));
    this.page.title = text.replace(/\s+/g, ' ').trim() || null;
  }

  #isDropped({ name, attribs }: Element, block: boolean, end: number): boolean {
    const wanted = name === 'header' ? this.#articles === 0 : DROPPED.has(name) || (block && isFurniture(attribs));
    if (!wanted || name === 'body' || name === 'html') return false;
    // Without an end tag of its own it would take the rest of the article with it.
    return this.#lastTag(end).toLowerCase().startsWith(`</${name}`);
  }

  get #top(): Open {
    return this.#open[this.#open.length - 1] as Open;
  }

  /** How the last tag before `end` begins. */
  #lastTag(end: number): string {
    const at = this.#source.lastIndexOf('<', end - 1);
    return this.#source.slice(Math.max(at, 0), at + 24);
  }

  #flush({ kind, level }: { kind?: BlockKind; level?: number } = {}): void {
    const around = this.#unfinished ?? this.#top;
    this.#unfinished = null;
    this.builder.flush(kind ?? around.kind, level ?? around.level);
  }

  /** What follows in the paragraphs and headings that are open is not theirs any more. */
  #endParagraph(): void {
    let around = this.#open.length - 1;
    while (PARAGRAPH.test((this.#open[around] as Open).name)) around--;
    const { kind, level } = this.#open[around] as Open;
    for (const element of this.#open.slice(around + 1)) {
      element.kind = kind;
      element.level = level;
    }
  }

  #remember(attribs: Readonly<Record<string, string>>): void {
    const { rel, href, content } = attribs;
    if (rel?.toLowerCase() === 'canonical' && href !== undefined) this.page.canonical = this.#entities.decode(href);
    const key = (attribs.name ?? attribs.property ?? attribs.itemprop)?.toLowerCase();
    if (key !== undefined && content !== undefined && !this.page.meta.has(key))
      this.page.meta.set(key, this.#entities.decode(content).trim());
  }
}

/**
 * Reads the steps of one text into a builder.
 * @returns what the page says about itself, or why it is not read: markup nested too deep, and its line.
 */
export function readHtml(
  builder: BlockBuilder,
  markup: Markup,
  steps: readonly Step[],
): Result<HtmlMeta, DocumentError> {
  const text = wellFormed(markup, steps);
  if (!text.ok) {
    const line = new CodePoints(markup.source).lineOf(text.error);
    return {
      ok: false,
      error: { reason: `markup nested deeper than ${MOST_LEVELS.toLocaleString('en')} levels`, line },
    };
  }
  const reader = new HtmlReader(builder, markup);
  reader.play(steps, text.value === '' ? null : (parse(text.value) ?? null));
  return { ok: true, value: reader.page };
}
