// Markdown within a paragraph: emphasis, links, images, code, escapes. Two passes: the first finds which marks are markup,
// the second makes steps of a reading of them and of the HTML that is left.
import { isLineEnd, isSpace } from './characters.js';
import type { Step } from './html.js';
import type { Markup } from './markup.js';

const SPECIAL = /[*_~`[\]\\!>]| {2}\r?\n/;
const ESCAPABLE = /[!-/:-@[-`{-~]/;
/** An address longer than this in `[text](address)` is none. */
const LONGEST_ADDRESS = 4000;
/** An address with more brackets in it is none; this also bounds the work on text that opens links and closes none. */
const DEEPEST_ADDRESS = 16;

type What = 'skip' | Step['what'];
interface Action {
  at: number;
  to: number;
  what: What;
}

const isAsciiWord = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;

/** The offset after `(address "title")` that starts at `at`; -1 where there is none. */
const addressEnd = (source: string, at: number, end: number): number => {
  if (source.charCodeAt(at) !== 0x28) return -1;
  let depth = 0;
  let quote = 0;
  const stop = Math.min(end, at + LONGEST_ADDRESS);
  for (let i = at; i < stop; i++) {
    const code = source.charCodeAt(i);
    if (isLineEnd(code)) return -1;
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x22 && isSpace(source.charCodeAt(i - 1))) quote = code;
    else if (code === 0x28) {
      if (++depth > DEEPEST_ADDRESS) return -1;
    } else if (code === 0x29 && --depth === 0) return i + 1;
  }
  return -1;
};

/** Where the last run of backticks of each length begins. */
function lastRuns(source: string, from: number, to: number): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (let i = from; i < to; i++) {
    if (source.charCodeAt(i) !== 0x60) continue;
    const at = i;
    while (i < to && source.charCodeAt(i) === 0x60) i++;
    last.set(i - at, at);
  }
  return last;
}

/** Finds the markup of one paragraph. */
class InlineMarks {
  readonly actions: Action[] = [];
  readonly #brackets: { at: number; image: boolean }[] = [];
  /** Where a run of `*`, `_` or `~` of a length was opened, by mark and length. */
  readonly #openRuns = new Map<string, number>();
  /** Where the last run of so many backticks begins: what is opened after it is never closed. Null: not looked for yet. */
  #lastTicks: ReadonlyMap<number, number> | null = null;

  readonly #source: string;

  constructor(
    private readonly markup: Markup,
    private readonly start: number,
    private readonly end: number,
    private readonly quoted: boolean,
    private readonly references: ReadonlySet<string>,
  ) {
    this.#source = markup.source;
  }

  find(): Action[] {
    const { end } = this;
    const source = this.#source;
    let i = this.start;
    while (i < end) {
      switch (source.charCodeAt(i)) {
        case 0x5c:
          i = this.#escape(i);
          break;
        case 0x60:
          i = this.#code(i);
          break;
        case 0x3c:
          i = this.markup.tokenAt(i, end)?.to ?? i + 1;
          break;
        case 0x21:
          if (source.charCodeAt(i + 1) === 0x5b) this.#brackets.push({ at: i++, image: true });
          i++;
          break;
        case 0x5b:
          this.#brackets.push({ at: i++, image: false });
          break;
        case 0x5d:
          i = this.#bracketEnd(i);
          break;
        case 0x2a:
        case 0x5f:
        case 0x7e:
          i = this.#run(i);
          break;
        case 0x0a:
          i = this.#lineEnd(i);
          break;
        default:
          i++;
      }
    }
    return this.actions.sort((a, b) => a.at - b.at);
  }

  #add(at: number, to: number, what: What): void {
    this.actions.push({ at, to, what });
  }

  #escape(at: number): number {
    const next = this.#source.charAt(at + 1);
    if (at + 1 >= this.end) return at + 1;
    if (next === '\n') this.#add(at, at + 2, 'break');
    else if (ESCAPABLE.test(next)) {
      this.#add(at, at + 1, 'skip');
      this.#add(at + 1, at + 2, 'literal');
    } else return at + 1;
    return at + 2;
  }

  #code(at: number): number {
    const { end } = this;
    const source = this.#source;
    let after = at;
    while (after < end && source.charCodeAt(after) === 0x60) after++;
    const length = after - at;
    this.#lastTicks ??= lastRuns(source, after, end);
    if ((this.#lastTicks.get(length) ?? -1) < after) return after;
    for (let i = after; i < end; i++) {
      if (source.charCodeAt(i) !== 0x60) continue;
      const from = i;
      while (i < end && source.charCodeAt(i) === 0x60) i++;
      if (i - from !== length) continue;
      this.#add(at, after, 'skip');
      this.#add(after, from, 'literal');
      this.#add(from, i, 'skip');
      return i;
    }
    return after;
  }

  #bracketEnd(at: number): number {
    const open = this.#brackets.pop();
    if (open === undefined) return at + 1;
    let to = addressEnd(this.#source, at + 1, this.end);
    if (to < 0 && this.#source.charCodeAt(at + 1) === 0x5b) {
      const close = this.#source.slice(at + 2, Math.min(this.end, at + 102)).indexOf(']');
      if (close > 0 && this.references.has(this.#source.slice(at + 2, at + 2 + close).toLowerCase()))
        to = at + 3 + close;
    }
    if (to < 0) return at + 1;
    if (open.image) this.#add(open.at, to, 'skip');
    else {
      this.#add(open.at, open.at + 1, 'linkOn');
      this.#add(at, to, 'linkOff');
    }
    return to;
  }

  #run(at: number): number {
    const { start, end } = this;
    const source = this.#source;
    const mark = source.charCodeAt(at);
    let after = at;
    while (after < end && source.charCodeAt(after) === mark) after++;
    const length = after - at;
    if (length > 3 || (mark === 0x7e && length !== 2)) return after;
    const before = at > start ? source.charCodeAt(at - 1) : 0x20;
    const next = after < end ? source.charCodeAt(after) : 0x20;
    let canOpen = !isSpace(next);
    let canClose = !isSpace(before);
    // 5*3 and file_name are no emphasis.
    if (mark === 0x5f || length === 1) {
      const inWord = isAsciiWord(before) && isAsciiWord(next);
      canOpen &&= !inWord;
      canClose &&= !inWord;
    }
    const key = `${source.charAt(at)}${length}`;
    const open = this.#openRuns.get(key);
    if (canClose && open !== undefined && open + length < at) {
      const strong = length > 1 && mark !== 0x7e;
      this.#add(open, open + length, strong ? 'boldOn' : 'skip');
      this.#add(at, after, strong ? 'boldOff' : 'skip');
      this.#openRuns.delete(key);
    } else if (canOpen) this.#openRuns.set(key, at);
    return after;
  }

  /** Two spaces before a line end are a line break; the next line may go on with the marks of a quotation. */
  #lineEnd(at: number): number {
    const { end } = this;
    const source = this.#source;
    let before = at;
    if (source.charCodeAt(before - 1) === 0x0d) before--;
    if (source.charCodeAt(before - 1) === 0x20 && source.charCodeAt(before - 2) === 0x20)
      this.#add(before, at + 1, 'break');
    if (!this.quoted) return at + 1;
    let i = at + 1;
    let mark = -1;
    while (i < end) {
      const code = source.charCodeAt(i);
      if (code === 0x3e) mark = i;
      else if (code !== 0x20 && code !== 0x09) break;
      i++;
    }
    if (mark >= 0) this.#add(at + 1, mark + 1, 'skip');
    return i;
  }
}

/**
 * Reads the Markdown of one paragraph, [start, end) of the source: adds its steps (its block is not closed here).
 * @param quoted the paragraph is in a block quotation: its later lines may begin with `>`.
 * @param references names of link definitions, in small letters.
 */
export function readInline(
  steps: Step[],
  markup: Markup,
  start: number,
  end: number,
  quoted: boolean,
  references: ReadonlySet<string>,
): void {
  const html = (at: number, to: number): void => {
    if (at < to) steps.push({ what: 'html', at, to });
  };
  if (!SPECIAL.test(markup.source.slice(start, end))) {
    html(start, end);
    return;
  }
  let done = start;
  for (const { at, to, what } of new InlineMarks(markup, start, end, quoted, references).find()) {
    // What is within an image has gone with it.
    if (at < done) continue;
    html(done, at);
    if (what !== 'skip') steps.push({ what, at, to });
    done = to;
  }
  html(done, end);
}
