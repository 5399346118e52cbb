// From clean text to the source, and the one place where UTF-16 offsets become code points and lines.
import type { Block, SourceSpan } from './model.js';

/** Index of the last span that starts at or before `offset`, in an ordered list without gaps. */
const spanAt = (spans: readonly SourceSpan[], offset: number): number => {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle] as SourceSpan).clean <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

const sourceStart = (span: SourceSpan, offset: number): number =>
  span.verbatim ? span.source + (offset - span.clean) : span.source;

/**
 * Where a stretch of a block's clean text stands in the source.
 * @param start, end clean offsets, UTF-16, `end` exclusive; put within the text if they are outside.
 * @returns UTF-16 offsets in the document's text, from the source of the first clean character to the end of the source
 * of the last one: markup between them is included, markup before and after is not. An empty stretch gives an empty range.
 */
export function sourceRange(block: Block, start: number, end: number): { start: number; end: number } {
  const { spans, text } = block;
  const from = Math.max(0, Math.min(start, text.length));
  const to = Math.max(from, Math.min(end, text.length));
  const first = spans[spanAt(spans, from)];
  if (first === undefined) return { start: 0, end: 0 };
  if (from === text.length) {
    const at = first.source + first.sourceLength;
    return { start: at, end: at };
  }
  const begin = sourceStart(first, from);
  if (to === from) return { start: begin, end: begin };
  const last = spans[spanAt(spans, to - 1)] as SourceSpan;
  const finish = last.verbatim ? last.source + (to - last.clean) : last.source + last.sourceLength;
  return { start: begin, end: finish };
}

/** Where a stretch of the text as it is read stands in the clean text; what is passed over at its ends is left out. */
export function cleanRange({ read }: Pick<Block, 'read'>, start: number, end: number): { start: number; end: number } {
  const at = read?.at ?? null;
  if (at === null) return { start, end };
  const from = at[start] ?? 0;
  return { start: from, end: end > start ? (at[end - 1] ?? 0) + 1 : from };
}

/**
 * The block with only the clean stretch [from, to) of its text; what is left out stays in the source.
 * A stretch that cuts a non-verbatim span keeps the span's whole source.
 */
export function cutBlock<T extends Block>(block: T, from: number, to: number): T {
  const spans: SourceSpan[] = [];
  for (const span of block.spans) {
    const start = Math.max(span.clean, from);
    const end = Math.min(span.clean + span.length, to);
    if (end <= start) continue;
    const length = end - start;
    spans.push(
      span.verbatim
        ? {
            clean: start - from,
            length,
            source: span.source + start - span.clean,
            sourceLength: length,
            verbatim: true,
          }
        : { ...span, clean: start - from, length },
    );
  }
  return { ...block, text: block.text.slice(from, to), spans };
}

/** Index of the first of the ordered numbers that is not below `value`. */
const lowerBound = (numbers: Uint32Array, value: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Offsets of the last unit of each line end: LF, CRLF or a lone CR. */
const lineEnds = (text: string): Uint32Array => {
  const found: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found.push(at);
  let lone = false;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1))
    if (text.charCodeAt(at + 1) !== 0x0a) {
      found.push(at);
      lone = true;
    }
  const ends = Uint32Array.from(found);
  return lone ? ends.sort() : ends;
};

/** Offsets of the second halves of surrogate pairs. */
const secondHalves = (text: string): Uint32Array => {
  const found: number[] = [];
  for (const { index } of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) found.push(index + 1);
  return Uint32Array.from(found);
};

/**
 * Code points and lines of one text. Build it once a document; its two indexes are made when first asked for, in one pass
 * each, and an offset then costs a binary search (nothing at all in a text without surrogate pairs).
 */
export class CodePoints {
  #pairs: Uint32Array | null = null;
  #lines: Uint32Array | null = null;

  constructor(private readonly text: string) {}

  /**
   * @param utf16 offset in UTF-16 code units, 0 to the text's length.
   * @returns how many code points stand before it (a lone surrogate counts as one, as in `Array.from`).
   */
  toCodePoint(utf16: number): number {
    // Every one before `utf16` is a unit that is no code point of its own.
    this.#pairs ??= secondHalves(this.text);
    return this.#pairs.length === 0 ? utf16 : utf16 - lowerBound(this.#pairs, utf16);
  }

  /**
   * @param utf16 offset in UTF-16 code units.
   * @returns the 1-based line; lines end with LF, CRLF or a lone CR.
   */
  lineOf(utf16: number): number {
    // A line end belongs to the line that it closes.
    this.#lines ??= lineEnds(this.text);
    return lowerBound(this.#lines, utf16) + 1;
  }
}
