// Blocks under construction: readers of each form hand over stretches of the source in order, the builder folds white
// space and keeps the map back to the source.
import { isCjk, isInvisible, isLineEnd, isSpace } from './characters.js';
import type { Block, BlockKind, SourceSpan } from './model.js';

/** A block with what only the document stage needs to know of it. */
export interface RawBlock extends Block {
  /** 1 to 6 for a heading that was marked as one; 0 else. */
  level: number;
  /** Every visible character is in bold type. */
  bold: boolean;
  /** Every visible character but separators is in a link. */
  linked: boolean;
}

// Between the links of a navigation line.
const SEPARATORS = '|｜/／·•>》»-—、，,[]【】<《«';

/** Collects the blocks of one source text. Offsets are UTF-16 offsets in that text and must not go back. */
export class BlockBuilder {
  readonly blocks: RawBlock[] = [];
  /** While true, a line end in the source is a line end in the text (`<pre>`). */
  preformatted = false;
  /** How many bold elements and links are open. */
  bold = 0;
  link = 0;
  /** The address of the last paragraph that was nothing but `<http://…>`. */
  loneLink: string | null = null;

  #parts: string[] = [];
  #spans: SourceSpan[] = [];
  #length = 0;
  #lastCode = 0x0a;
  #spaceStart = -1;
  #spaceEnd = -1;
  #spaceWraps = false;
  #breakStart = -1;
  #breakEnd = -1;
  #plain = 0;
  #unlinked = 0;
  #autolink: string | null = null;

  constructor(readonly source: string) {}

  /** Whether the block under construction has text. */
  get empty(): boolean {
    return this.#length === 0;
  }

  /** Source text without markup: [start, end) as it stands, its white space folded. */
  text(start: number, end: number): void {
    const { source } = this;
    let i = start;
    while (i < end) {
      const code = source.charCodeAt(i);
      if (isSpace(code)) {
        const from = i;
        let wraps = isLineEnd(code);
        i++;
        if (this.preformatted && wraps) {
          this.lineBreak(from, i);
          continue;
        }
        while (i < end) {
          const next = source.charCodeAt(i);
          if (!isSpace(next) || (this.preformatted && isLineEnd(next))) break;
          wraps ||= isLineEnd(next);
          i++;
        }
        this.#space(from, i, wraps);
        continue;
      }
      if (isInvisible(code)) {
        i++;
        continue;
      }
      const from = i;
      i++;
      while (i < end) {
        const next = source.charCodeAt(i);
        // Most characters of a Chinese text are above U+3000 and below U+FE00: one comparison each.
        if (next <= 0x3000 ? isSpace(next) || isInvisible(next) : next >= 0xfe00 && isInvisible(next)) break;
        i++;
      }
      this.#settle(code);
      this.#append(source.slice(from, i), from, i - from, true);
      this.#lastCode = source.charCodeAt(i - 1);
      this.#count(from, i);
    }
  }

  /** A character that the source writes otherwise (an entity): `text` stands for the source's [start, start + length). */
  put(text: string, start: number, length: number): void {
    const code = text.charCodeAt(0);
    if (isSpace(code)) {
      this.#space(start, start + length, isLineEnd(code));
      return;
    }
    if (isInvisible(code)) return;
    this.#settle(code);
    this.#append(text, start, length, false);
    this.#lastCode = text.charCodeAt(text.length - 1);
    if (this.bold === 0) this.#plain += text.length;
    if (this.link === 0) this.#unlinked += text.length;
  }

  /** A line break in the text (`<br>`), written in the source's [start, end). */
  lineBreak(start: number, end: number): void {
    if (this.#length === 0) return;
    this.#spaceStart = -1;
    if (this.#breakStart >= 0) return;
    this.#breakStart = start;
    this.#breakEnd = end;
  }

  /** An address in angle brackets; it gives no text. */
  autolink(address: string): void {
    this.#autolink = address;
  }

  /** Closes the block under construction, if it has text. */
  flush(kind: BlockKind, level = 0): void {
    if (this.#length > 0) {
      this.blocks.push({
        kind,
        level,
        text: this.#parts.length === 1 ? (this.#parts[0] as string) : this.#parts.join(''),
        section: null,
        spans: this.#spans,
        bold: this.#plain === 0,
        linked: this.#unlinked === 0,
      });
      this.#parts = [];
      this.#spans = [];
      this.#length = 0;
      // An element that was never closed must not make the rest of the article bold, or a link.
      this.bold = 0;
      this.link = 0;
    } else if (this.#autolink !== null) this.loneLink = this.#autolink;
    this.#autolink = null;
    this.#spaceStart = -1;
    this.#breakStart = -1;
    this.#plain = 0;
    this.#unlinked = 0;
    this.#lastCode = 0x0a;
  }

  #space(start: number, end: number, wraps: boolean): void {
    // White space at the start of a block or of a line is an indent.
    if (this.#length === 0 || this.#breakStart >= 0) return;
    if (this.#spaceStart < 0) {
      this.#spaceStart = start;
      this.#spaceWraps = false;
    }
    this.#spaceEnd = end;
    this.#spaceWraps ||= wraps;
  }

  /** Writes the white space that waits, now that text follows it: `code` is that text's first. */
  #settle(code: number): void {
    if (this.#breakStart >= 0) {
      this.#append('\n', this.#breakStart, this.#breakEnd - this.#breakStart, false);
      this.#breakStart = -1;
    } else if (this.#spaceStart >= 0) {
      // A line of the source that was wrapped beside a Chinese character had no space there.
      if (!this.#spaceWraps || !(isCjk(this.#lastCode) || isCjk(code))) {
        const length = this.#spaceEnd - this.#spaceStart;
        const verbatim = length === 1 && this.source.charCodeAt(this.#spaceStart) === 0x20;
        this.#append(' ', this.#spaceStart, length, verbatim);
      }
      this.#spaceStart = -1;
    }
  }

  #append(text: string, source: number, sourceLength: number, verbatim: boolean): void {
    const last = this.#spans[this.#spans.length - 1];
    if (verbatim && last?.verbatim && last.source + last.sourceLength === source) {
      last.length += text.length;
      last.sourceLength += sourceLength;
    } else this.#spans.push({ clean: this.#length, length: text.length, source, sourceLength, verbatim });
    this.#parts.push(text);
    this.#length += text.length;
  }

  #count(start: number, end: number): void {
    if (this.bold === 0) this.#plain += end - start;
    if (this.link > 0) return;
    // Separators only matter in short blocks; a long run is text anyway.
    if (end - start > 4) this.#unlinked += end - start;
    else for (let i = start; i < end; i++) if (!SEPARATORS.includes(this.source.charAt(i))) this.#unlinked++;
  }
}
