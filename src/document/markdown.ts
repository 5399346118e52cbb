// Markdown, line by line, with HTML blocks in it. As CommonMark, but for what Chinese writers do: an indent is no code,
// a line that begins with U+3000 begins a paragraph, `1.标题` and `1、标题` are items without a space after the number.
import { isSpace } from './characters.js';
import { beginsFurniture } from './furniture.js';
import type { Step } from './html.js';
import { readInline } from './inline.js';
import type { Markup } from './markup.js';
import type { BlockKind } from './model.js';
import { BLOCK, RAW } from './tags.js';

const REFERENCE_LINE = /^ {0,3}\[([^\]\n]{1,99})\]:[ \t]*\S/gm;
const MARKER = /^(?:[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))[ \t]*(?:\[[ xX]\][ \t]+)?/;
// `2.5` and `5、6月` are no numbering.
const BARE_MARKER = /^\d{1,3}[.．、](?=[^\d\s])/;
const BRACKETED_NUMBER = /^[（(][\d一二三四五六七八九十]{1,3}[）)]/;
const HEADING = /^(#{1,6})(?:[ \t]+|$)/;
// Without the space that CommonMark asks for: from two # on, for #话题# is no heading.
const TIGHT_HEADING = /^(#{2,6})(?=[^#\s])/;
const RULE = /^(?:\*[ \t]*){3,}$|^(?:-[ \t]*){3,}$|^(?:_[ \t]*){3,}$/;
const FENCE = /^(`{3,}|~{3,})/;
const HTML_NAME = /^<\/?([a-z][a-z0-9-]{0,23})(?=[\s/>]|$)/i;

interface Paragraph {
  start: number;
  end: number;
  kind: BlockKind | null;
  quoted: boolean;
}

const beginsHtml = (head: string): boolean => {
  if (head.charCodeAt(0) !== 0x3c) return false;
  if (head.startsWith('<!--') || head.startsWith('<![CDATA[') || /^<[!?][a-z]/i.test(head)) return true;
  const name = HTML_NAME.exec(head)?.[1]?.toLowerCase();
  return (
    name !== undefined && (BLOCK.has(name) || RAW.has(name) || name === 'hr' || name === 'meta' || name === 'link')
  );
};

/** The line under a table's head: nothing but bars, dashes, colons and white space. */
const isTableRule = (line: string): boolean =>
  line.length < 1000 && /-/.test(line) && /\|/.test(line) && /^[\s|:-]+$/.test(line);

/** Makes steps of one document's Markdown. */
class MarkdownReader {
  readonly steps: Step[] = [];
  readonly #source: string;
  readonly #end: number;
  #paragraph: Paragraph | null = null;
  #references: Set<string> | null = null;
  /** Lengths of code fences that are known never to be closed, by their mark. */
  readonly #openFences = new Map<string, number>();

  constructor(private readonly markup: Markup) {
    this.#source = markup.source;
    this.#end = markup.source.length;
  }

  read(start: number): void {
    let at = start;
    while (at < this.#end) at = this.#line(at);
    this.#close();
  }

  #lineEnd(at: number): number {
    const stop = this.#source.indexOf('\n', at);
    return stop < 0 || stop > this.#end ? this.#end : stop;
  }

  #close(kind?: BlockKind, level = 0): void {
    const paragraph = this.#paragraph;
    if (paragraph === null) return;
    this.#paragraph = null;
    const { start, end, quoted } = paragraph;
    this.steps.push({ what: 'newBlock', at: start, to: start });
    readInline(this.steps, this.markup, start, end, quoted, this.#definitions());
    this.#flush(end, kind ?? paragraph.kind, level);
  }

  #flush(at: number, kind: BlockKind | null, level = 0): void {
    this.steps.push({ what: 'flush', at, to: at, ...(kind === null ? {} : { kind, level }) });
  }

  #definitions(): ReadonlySet<string> {
    if (this.#references === null) {
      this.#references = new Set();
      for (const match of this.#source.matchAll(REFERENCE_LINE))
        this.#references.add((match[1] as string).toLowerCase());
    }
    return this.#references;
  }

  /** Takes in the line that starts at `at`; returns the start of the next one to read. */
  #line(at: number): number {
    const source = this.#source;
    const lineEnd = this.#lineEnd(at);
    const next = lineEnd + 1;
    let from = at;
    let wide = false;
    while (from < lineEnd && isSpace(source.charCodeAt(from))) wide = source.charCodeAt(from++) === 0x3000 || wide;
    if (from === lineEnd) {
      this.#close();
      return next;
    }
    let quoted = false;
    if (source.charCodeAt(from) === 0x3e) {
      quoted = true;
      while (from < lineEnd && (source.charCodeAt(from) === 0x3e || isSpace(source.charCodeAt(from)))) from++;
      if (this.#paragraph !== null && !this.#paragraph.quoted) this.#close();
      if (from === lineEnd) {
        this.#close();
        return next;
      }
    }
    if (wide) this.#close();
    // Every construct shows in the first characters of its line.
    const head = source.slice(from, Math.min(lineEnd, from + 300)).trimEnd();
    const first = head.charCodeAt(0);
    if (first === 0x3c && beginsHtml(head)) {
      this.#close();
      const stop = this.markup.blockEnd(from, this.#end);
      this.steps.push({ what: 'newBlock', at: from, to: from }, { what: 'html', at: from, to: stop });
      this.#flush(stop, null);
      return stop + 1;
    }
    if (first === 0x23) {
      const match = HEADING.exec(head) ?? TIGHT_HEADING.exec(head);
      if (match !== null) {
        this.#close();
        this.#heading(from + match[0].length, lineEnd, (match[1] as string).length);
        return next;
      }
    }
    if (first === 0x60 || first === 0x7e) {
      const fence = FENCE.exec(head)?.[1];
      const after = fence === undefined ? -1 : this.#afterFence(fence, next);
      if (after >= 0) {
        this.#close();
        return after;
      }
    }
    if ((first === 0x3d || first === 0x2d) && this.#underline(head)) return next;
    if ((first === 0x2a || first === 0x2d || first === 0x5f) && head.length < 300 && RULE.test(head)) {
      this.#close();
      return next;
    }
    if (first === 0x5b && /^\[[^\]]{1,99}\]:[ \t]*\S/.test(head)) {
      this.#close();
      return next;
    }
    if (head.includes('|') && next < this.#end) {
      const ruleEnd = this.#lineEnd(next);
      if (ruleEnd - next < 1000 && isTableRule(source.slice(next, ruleEnd))) {
        this.#close();
        return this.#table(from, lineEnd, ruleEnd + 1);
      }
    }
    this.#text(from, lineEnd, head, quoted);
    return next;
  }

  #text(from: number, lineEnd: number, head: string, quoted: boolean): void {
    const open = this.#paragraph;
    const inItems = open === null || open.kind === 'item';
    const marker = MARKER.exec(head) ?? (inItems ? BARE_MARKER.exec(head) : null);
    if (marker !== null || (inItems && BRACKETED_NUMBER.test(head))) {
      this.#close();
      const start = from + (marker?.[0].length ?? 0);
      this.#paragraph = { start, end: lineEnd, kind: 'item', quoted };
      return;
    }
    if (open !== null && beginsFurniture(head)) this.#close();
    if (this.#paragraph === null) this.#paragraph = { start: from, end: lineEnd, kind: null, quoted };
    else this.#paragraph.end = lineEnd;
  }

  #heading(start: number, lineEnd: number, level: number): void {
    let end = lineEnd;
    while (end > start && isSpace(this.#source.charCodeAt(end - 1))) end--;
    let marks = end;
    while (marks > start && this.#source.charCodeAt(marks - 1) === 0x23) marks--;
    if (marks < end && (marks === start || isSpace(this.#source.charCodeAt(marks - 1)))) end = marks;
    this.#paragraph = { start, end, kind: 'heading', quoted: false };
    this.#close('heading', level);
  }

  /** Whether the line underlines the paragraph before it, which is a heading then. */
  #underline(head: string): boolean {
    const paragraph = this.#paragraph;
    if (paragraph === null || paragraph.kind === 'item' || !/^(?:={2,}|-{2,})$/.test(head)) return false;
    // A rule drawn right under a paragraph is no underline.
    const length = paragraph.end - paragraph.start;
    if (length > 200 || /[。；！？!?;]$/.test(this.#source.slice(paragraph.start, paragraph.end).trimEnd()))
      return false;
    this.#close('heading', head.charCodeAt(0) === 0x3d ? 1 : 2);
    return true;
  }

  /** The start of the line after the closing fence; -1 where the code is never closed: then it is text. */
  #afterFence(fence: string, at: number): number {
    const mark = fence.charAt(0);
    if (fence.length >= (this.#openFences.get(mark) ?? Number.POSITIVE_INFINITY)) return -1;
    for (let i = at; i < this.#end; ) {
      const lineEnd = this.#lineEnd(i);
      let k = i;
      while (k < lineEnd && isSpace(this.#source.charCodeAt(k))) k++;
      const from = k;
      while (k < lineEnd && this.#source.charAt(k) === mark) k++;
      if (k - from >= fence.length) {
        while (k < lineEnd && isSpace(this.#source.charCodeAt(k))) k++;
        if (k === lineEnd) return lineEnd + 1;
      }
      i = lineEnd + 1;
    }
    this.#openFences.set(mark, fence.length);
    return -1;
  }

  #table(from: number, lineEnd: number, body: number): number {
    this.#row(from, lineEnd);
    let at = body;
    while (at < this.#end) {
      const end = this.#lineEnd(at);
      const line = this.#source.slice(at, end);
      if (!line.includes('|') || line.trim() === '') break;
      this.#row(at, end);
      at = end + 1;
    }
    return at;
  }

  #row(start: number, end: number): void {
    let from = start;
    for (let i = start; i <= end; i++) {
      const code = i < end ? this.#source.charCodeAt(i) : 0x7c;
      if (code === 0x5c) i++;
      else if (code === 0x7c) {
        this.#paragraph = { start: from, end: i, kind: 'cell', quoted: false };
        this.#close();
        from = i + 1;
      }
    }
  }
}

/** The steps of a reading of the source as Markdown, from `start` to its end. */
export function readMarkdown(markup: Markup, start: number): Step[] {
  const reader = new MarkdownReader(markup);
  reader.read(start);
  return reader.steps;
}
