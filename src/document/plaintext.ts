// Plain text: one paragraph a line, or lines that a mail program or an editor wrapped.
import type { BlockBuilder } from './builder.js';
import { isSpace } from './characters.js';

/** A line that fills this much of the longest line of its group may have been wrapped. */
const FULL = 0.85;
/** A line shorter than this, in columns, was not wrapped but ended. */
const SHORTEST_WRAP = 36;
const ENDED = /[。！？!?；;：:”’」』）)…]$/;

interface Line {
  start: number;
  end: number;
  /** In columns, without white space (a text may be spaced out): a Chinese character takes two. */
  width: number;
  indented: boolean;
}

const widthOf = (source: string, start: number, end: number): number => {
  let width = 0;
  for (let i = start; i < end; i++) {
    const code = source.charCodeAt(i);
    if (!isSpace(code)) width += code >= 0x1100 ? 2 : 1;
  }
  return width;
};

const flushGroup = (builder: BlockBuilder, lines: readonly Line[]): void => {
  let widest = 0;
  for (const line of lines) widest = Math.max(widest, line.width);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    const next = lines[i + 1];
    const wrapped =
      next !== undefined &&
      !next.indented &&
      line.width >= SHORTEST_WRAP &&
      line.width >= widest * FULL &&
      !ENDED.test(builder.source.slice(Math.max(line.start, line.end - 1), line.end));
    // The line end goes with the wrapped line, so that white space is folded as a wrap.
    builder.text(line.start, wrapped ? next.start : line.end);
    if (!wrapped) builder.flush('paragraph');
  }
};

/** Reads the builder's source from `start` to its end as plain text. */
export function readPlainText(builder: BlockBuilder, start: number): void {
  const { source } = builder;
  let group: Line[] = [];
  for (let at = start; at < source.length; ) {
    let lineEnd = at;
    while (lineEnd < source.length && source.charCodeAt(lineEnd) !== 0x0a && source.charCodeAt(lineEnd) !== 0x0d)
      lineEnd++;
    let from = at;
    while (from < lineEnd && isSpace(source.charCodeAt(from))) from++;
    let to = lineEnd;
    while (to > from && isSpace(source.charCodeAt(to - 1))) to--;
    if (from === to) {
      // The LF of a CRLF is no blank line.
      if (!(source.charCodeAt(at) === 0x0a && source.charCodeAt(at - 1) === 0x0d)) {
        flushGroup(builder, group);
        group = [];
      }
    } else {
      const indented = from - at > 1 || source.charCodeAt(at) === 0x3000;
      group.push({ start: from, end: to, width: widthOf(source, from, to), indented });
    }
    at = lineEnd + 1;
  }
  flushGroup(builder, group);
}
