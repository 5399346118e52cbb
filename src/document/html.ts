// HTML in one pass over the source: no tree, so the depth and the number of open elements cost nothing, and every
// character keeps its place. (A tree builder such as htmlparser2 or parse5 looks through its stack of open elements at
// each tag: quadratic in depth. A page of 160,000 nested <div> took it seven seconds.)
import type { BlockBuilder } from './builder.js';
import { isLineEnd, isSpace } from './characters.js';
import { readEntity } from './entities.js';
import type { BlockKind } from './model.js';
import { attribute, BLOCK, closedBy, DROPPED, isFurniture, KIND, RAW, VOID } from './tags.js';

/** What a page says about itself outside its text. */
export interface HtmlMeta {
  title: string | null;
  canonical: string | null;
  /** `<meta>` content by its name, property or itemprop in small letters. */
  meta: Map<string, string>;
}

const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
const AUTOLINK = /^(?:[a-z][a-z0-9+.-]{1,15}:\/\/|mailto:)[^\s<>]*$|^[^\s<>@:]+@[^\s<>@]+$/i;
const decodeAll = (text: string): string =>
  text.replace(/&[#\w]{2,32};?/g, (whole, at: number) => {
    const read = readEntity(text, at);
    return read === null ? whole : read.text + whole.slice(read.length);
  });

interface Open {
  readonly name: string;
  readonly kind: BlockKind;
}

// One object for each kind of element, however many millions are open.
const elements = new Map<BlockKind, Map<string, Open>>();
const openElement = (name: string, kind: BlockKind): Open => {
  const byName = elements.get(kind) ?? new Map<string, Open>();
  const element = byName.get(name) ?? { name, kind };
  byName.set(name, element);
  elements.set(kind, byName);
  return element;
};

/**
 * Reads stretches of HTML into a builder. Its open elements live on from one stretch to the next, so that Markdown may
 * stand between the start and the end of an element.
 */
export class HtmlScanner {
  readonly page: HtmlMeta = { title: null, canonical: null, meta: new Map() };
  readonly #source: string;
  readonly #builder: BlockBuilder;
  readonly #stack: Open[] = [];
  /** How many elements of each name are open: an end tag without a start tag is told without a search. */
  readonly #open = new Map<string, number>();
  /** Length of the stack when the outermost dropped element was opened; -1 where none is open. */
  #droppedAt = -1;
  /** Where the last end tag of a name stands, by name. */
  readonly #lastEnd = new Map<string, number>();
  /** The last answer of #find: `what` is nowhere in [from, at), or nowhere after `from` where `at` is -1. */
  readonly #found = new Map<string, { from: number; at: number }>();
  /** Characters that were looked at in tags that turned out to be none: bounds the work on broken markup. */
  #wasted = 0;

  constructor(builder: BlockBuilder) {
    this.#builder = builder;
    this.#source = builder.source;
  }

  /** What text at this place is, by the elements around it. */
  get kind(): BlockKind {
    return this.#stack[this.#stack.length - 1]?.kind ?? 'paragraph';
  }

  /** Ends the block under construction and the paragraph or heading that it may be in. */
  newBlock(): void {
    this.#flush();
    this.#closeWhile(closedBy('p'));
  }

  /**
   * The end of the tag, comment or address that starts at `at` (where `<` stands).
   * @returns the offset after it, or -1 where `<` is only a character.
   */
  markupEnd(at: number, end: number): number {
    const source = this.#source;
    const code = source.charCodeAt(at + 1);
    if (code === 0x21 || code === 0x3f) {
      if (source.startsWith('<!--', at)) {
        const close = this.#find('-->', at + 4, end);
        return close < 0 ? at + 4 : close + 3;
      }
      if (source.startsWith('<![CDATA[', at)) return at + 9;
      const close = this.#find('>', at, end);
      return close < 0 ? -1 : close + 1;
    }
    const letter = code === 0x2f ? source.charCodeAt(at + 2) : code;
    return isLetter(letter) ? this.#tagEnd(at, end) : -1;
  }

  /**
   * Reads [start, end) of the source into the builder.
   * @param stopAtBlank stop at the first blank line that stands in text (the end of an HTML block in Markdown).
   * @returns the offset where it stopped.
   */
  scan(start: number, end: number, stopAtBlank = false): number {
    const source = this.#source;
    const builder = this.#builder;
    let from = start;
    let i = start;
    while (i < end) {
      const code = source.charCodeAt(i);
      if (code === 0x3c) {
        const close = this.markupEnd(i, end);
        if (close < 0) {
          i++;
          continue;
        }
        builder.text(from, i);
        i = this.#markup(i, close, end);
        from = i;
      } else if (code === 0x26) {
        const entity = readEntity(source, i);
        if (entity === null || i + entity.length > end) {
          i++;
          continue;
        }
        builder.text(from, i);
        builder.put(entity.text, i, entity.length);
        i += entity.length;
        from = i;
      } else if (stopAtBlank && code === 0x0a) {
        let next = i + 1;
        while (next < end && isSpace(source.charCodeAt(next)) && !isLineEnd(source.charCodeAt(next))) next++;
        if (next >= end || isLineEnd(source.charCodeAt(next))) {
          builder.text(from, i);
          return i + 1;
        }
        i = next;
      } else i++;
    }
    builder.text(from, end);
    return end;
  }

  #flush(): void {
    const { kind } = this;
    this.#builder.flush(kind, kind === 'heading' ? this.#level() : 0);
  }

  #level(): number {
    for (let i = this.#stack.length - 1; i >= 0 && i > this.#stack.length - 8; i--) {
      const level = /^h([1-6])$/.exec((this.#stack[i] as Open).name)?.[1];
      if (level !== undefined) return Number(level);
    }
    return 6;
  }

  /** indexOf, but the source is never searched twice over the same stretch for the same thing. */
  #find(what: string, at: number, end: number): number {
    let known = this.#found.get(what);
    if (known === undefined || at < known.from || (known.at >= 0 && at > known.at)) {
      known = { from: at, at: this.#source.indexOf(what, at) };
      this.#found.set(what, known);
    }
    return known.at < 0 || known.at + what.length > end ? -1 : known.at;
  }

  /** The offset after a tag's `>`; quoted attribute values may hold any character. -1 where it is not closed. */
  #tagEnd(at: number, end: number): number {
    const source = this.#source;
    const quotes = this.#wasted <= 4 * source.length;
    let equals = false;
    let i = at + 1;
    for (; i < end; i++) {
      const code = source.charCodeAt(i);
      if (code === 0x3e) return i + 1;
      if (code === 0x3c) break;
      if (equals && quotes && (code === 0x22 || code === 0x27)) {
        const close = this.#find(code === 0x22 ? '"' : "'", i + 1, end);
        // A quotation mark that is never closed is left as it stands.
        if (close >= 0) i = close;
        equals = false;
      } else if (code === 0x3d) equals = true;
      else if (!isSpace(code)) equals = false;
    }
    this.#wasted += i - at;
    return -1;
  }

  /** Takes in the markup [at, close); returns where to go on. */
  #markup(at: number, close: number, end: number): number {
    const source = this.#source;
    const code = source.charCodeAt(at + 1);
    if (code === 0x21 || code === 0x3f) {
      if (!source.startsWith('<![CDATA[', at)) return close;
      const stop = this.#find(']]>', close, end);
      if (stop < 0) return close;
      this.#builder.text(close, stop);
      return stop + 3;
    }
    const ending = code === 0x2f;
    const nameStart = ending ? at + 2 : at + 1;
    let nameEnd = nameStart;
    // No element has a longer name; an address may.
    while (nameEnd < close - 1 && nameEnd - nameStart < 24) {
      const next = source.charCodeAt(nameEnd);
      if (isSpace(next) || next === 0x2f || next === 0x3e) break;
      nameEnd++;
    }
    const name = source.slice(nameStart, nameEnd).toLowerCase();
    if (ending) {
      this.#end(name);
      return close;
    }
    if (name.length > 1 && /[:@]/.test(source.slice(nameStart, Math.min(close - 1, nameStart + 80)))) {
      const inside = source.slice(nameStart, Math.min(close - 1, nameStart + 4000));
      if (AUTOLINK.test(inside)) {
        if (inside.includes('://')) this.#builder.autolink(decodeAll(inside));
        return close;
      }
    }
    return this.#start(name, at, nameEnd, close, end);
  }

  #start(name: string, at: number, nameEnd: number, close: number, end: number): number {
    const builder = this.#builder;
    switch (name) {
      case 'br':
        builder.lineBreak(at, close);
        return close;
      case 'hr':
        this.#flush();
        return close;
      case 'b':
      case 'strong':
        builder.bold++;
        return close;
      case 'a':
        builder.link++;
        return close;
      case 'meta':
      case 'link':
        this.#remember(name, this.#source.slice(nameEnd, close - 1));
        return close;
    }
    if (RAW.has(name)) return this.#raw(name, close, end);
    if (VOID.has(name)) return close;
    const block = BLOCK.has(name);
    if (block) {
      this.#flush();
      this.#closeWhile(closedBy(name));
    }
    const dropped = this.#isDropped(name, block, nameEnd, close);
    if (!block && !dropped) return close;
    this.#stack.push(openElement(name, KIND[name] ?? this.kind));
    this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
    if (name === 'pre') builder.preformatted = true;
    if (dropped && this.#droppedAt < 0) {
      this.#droppedAt = this.#stack.length - 1;
      builder.muted = true;
    }
    return close;
  }

  #end(name: string): void {
    const builder = this.#builder;
    if (name === 'b' || name === 'strong') builder.bold = Math.max(0, builder.bold - 1);
    else if (name === 'a') builder.link = Math.max(0, builder.link - 1);
    else if (name === 'br') this.#flush();
    if (BLOCK.has(name)) this.#flush();
    if ((this.#open.get(name) ?? 0) === 0) return;
    while (this.#pop() !== name);
  }

  #pop(): string {
    const { name } = this.#stack.pop() as Open;
    const left = (this.#open.get(name) ?? 1) - 1;
    this.#open.set(name, left);
    if (name === 'pre' && left === 0) this.#builder.preformatted = false;
    if (this.#stack.length === this.#droppedAt) {
      this.#droppedAt = -1;
      this.#builder.muted = false;
    }
    return name;
  }

  #closeWhile(names: ReadonlySet<string>): void {
    for (;;) {
      const top = this.#stack[this.#stack.length - 1];
      if (top === undefined || !names.has(top.name)) return;
      this.#pop();
    }
  }

  #isDropped(name: string, block: boolean, nameEnd: number, close: number): boolean {
    if (this.#droppedAt >= 0) return DROPPED.has(name);
    const wanted =
      name === 'header'
        ? !((this.#open.get('article') ?? 0) > 0 || (this.#open.get('main') ?? 0) > 0)
        : DROPPED.has(name) || (block && isFurniture(this.#source.slice(nameEnd, close - 1)));
    if (!wanted || name === 'body' || name === 'html' || this.#source.charCodeAt(close - 2) === 0x2f) return false;
    // Without an end tag it would take the rest of the article with it.
    return this.#endTagAfter(name, close);
  }

  #endTagAfter(name: string, at: number): boolean {
    let last = this.#lastEnd.get(name);
    if (last === undefined) {
      last = -1;
      for (const match of this.#source.matchAll(/<\/([a-z][a-z0-9-]{0,23})/gi))
        this.#lastEnd.set((match[1] as string).toLowerCase(), match.index);
      last = this.#lastEnd.get(name) ?? -1;
      this.#lastEnd.set(name, last);
    }
    return last >= at;
  }

  /** Passes over the content of an element that holds no markup; without an end tag, only over its start tag. */
  #raw(name: string, close: number, end: number): number {
    if (!this.#endTagAfter(name, close)) return name === 'script' || name === 'style' ? end : close;
    const pattern = new RegExp(`</${name}[^>]{0,40}>?`, 'gi');
    pattern.lastIndex = close;
    const match = pattern.exec(this.#source);
    if (match === null) return close;
    if (name === 'title' && this.page.title === null)
      this.page.title = decodeAll(this.#source.slice(close, Math.min(match.index, close + 2000)))
        .replace(/\s+/g, ' ')
        .trim();
    return Math.min(Math.max(match.index + match[0].length, close), Math.max(end, close));
  }

  #remember(name: string, attributes: string): void {
    if (name === 'link') {
      const href = attribute(attributes, 'href');
      if (href !== null && attribute(attributes, 'rel')?.toLowerCase() === 'canonical')
        this.page.canonical = decodeAll(href);
      return;
    }
    const key = attribute(attributes, 'name') ?? attribute(attributes, 'property') ?? attribute(attributes, 'itemprop');
    const content = attribute(attributes, 'content');
    if (key !== null && content !== null && !this.page.meta.has(key.toLowerCase()))
      this.page.meta.set(key.toLowerCase(), decodeAll(content).trim());
  }
}
