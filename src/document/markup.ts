// Which `<` of a text begins markup, and where that ends. Markdown has to know it to find its own marks, and cheerio is
// given only what is markup: in news `x<y` and quotation marks that nobody closed are text, which a browser would swallow.
import { isLineEnd, isSpace } from './characters.js';
import { RAW } from './tags.js';

/** A stretch of markup. */
export interface Token {
  /** The offset after it. */
  to: number;
  /** `start` and `end`: a tag. `note`: a comment or CDATA. `other`: declarations, addresses, scripts with their content. */
  what: 'start' | 'end' | 'note' | 'other';
  /** A tag's name in small letters, and the offset after it; '' and `to` for the rest. */
  name: string;
  nameEnd: number;
}

const NAME = /<\/?([a-z][a-z0-9:._-]*)(?=[ \t\n\f\r/>])/iy;
const ADDRESS = /<((?:[a-z][a-z0-9+.-]{1,15}:\/\/|mailto:)[^\s<>]{0,4000}|[^\s<>@:]{1,100}@[^\s<>@]{1,200})>/iy;
/** A tag has at most so many characters beside quoted attribute values. This bounds the work on broken markup. */
const LONGEST_TAG = 2000;

const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);

/** Finds the markup of one text. Offsets are UTF-16; `end` is where the stretch that is looked at ends. */
export class Markup {
  /** The last answer for each pattern: it is nowhere in [from, at), or nowhere after `from` where `at` is -1. */
  readonly #found = new Map<string, { pattern: RegExp; from: number; at: number }>();

  constructor(readonly source: string) {}

  /** The address in angle brackets at `at`; null where there is none. */
  addressAt(at: number): string | null {
    ADDRESS.lastIndex = at;
    return ADDRESS.exec(this.source)?.[1] ?? null;
  }

  /** The markup that starts at `at`, where `<` stands; null where that is only a character. */
  tokenAt(at: number, end: number): Token | null {
    const { source } = this;
    const other = (to: number, what: 'note' | 'other' = 'other'): Token => ({ to, what, name: '', nameEnd: to });
    const code = source.charCodeAt(at + 1);
    if (code === 0x21 || code === 0x3f) {
      if (source.startsWith('<!--', at)) {
        const close = this.#find('-->', at + 2, end);
        // A comment that is never closed does not take the rest of the article with it.
        return close < 0 ? other(at + 4) : other(close + 3, 'note');
      }
      if (source.startsWith('<![CDATA[', at)) {
        const close = this.#find(']]>', at + 9, end);
        return close < 0 ? other(at + 9) : other(close + 3, 'note');
      }
      const close = this.#find('>', at, end);
      return close < 0 ? null : other(close + 1);
    }
    const ending = code === 0x2f;
    if (!isLetter(ending ? source.charCodeAt(at + 2) : code)) return null;
    const to = this.#tagEnd(at, end);
    if (to < 0) return null;
    if (this.addressAt(at) !== null) return other(to);
    NAME.lastIndex = at;
    const name = NAME.exec(source)?.[1];
    if (name === undefined) return null;
    const lower = name.toLowerCase();
    if (!ending && RAW.has(lower)) return other(this.#rawEnd(lower, to, end));
    return { to, what: ending ? 'end' : 'start', name: lower, nameEnd: NAME.lastIndex };
  }

  /** Where the HTML that starts at `start` ends in Markdown: before the first blank line that is not inside markup. */
  blockEnd(start: number, end: number): number {
    const { source } = this;
    for (let i = start; i < end; ) {
      const code = source.charCodeAt(i);
      if (code === 0x3c) i = this.tokenAt(i, end)?.to ?? i + 1;
      else if (code === 0x0a) {
        let next = i + 1;
        while (next < end && isSpace(source.charCodeAt(next)) && !isLineEnd(source.charCodeAt(next))) next++;
        if (next >= end || isLineEnd(source.charCodeAt(next))) return i;
        i = next;
      } else i++;
    }
    return end;
  }

  /** The first match of a pattern at or after `at`. The source is never searched twice over the same stretch for it. */
  #find(what: string, at: number, end: number): number {
    let known = this.#found.get(what);
    if (known === undefined || at < known.from || (known.at >= 0 && at > known.at)) {
      const pattern = known?.pattern ?? new RegExp(what, 'gi');
      pattern.lastIndex = at;
      known = { pattern, from: at, at: pattern.exec(this.source)?.index ?? -1 };
      this.#found.set(what, known);
    }
    return known.at < end ? known.at : -1;
  }

  /** The offset after a tag's `>`; quoted attribute values may hold any character. -1 where it is not closed. */
  #tagEnd(at: number, end: number): number {
    const { source } = this;
    let equals = false;
    let i = at + 1;
    for (let steps = 0; i < end && steps < LONGEST_TAG; i++, steps++) {
      const code = source.charCodeAt(i);
      if (code === 0x3e) return i + 1;
      if (code === 0x3c) return -1;
      if (equals && (code === 0x22 || code === 0x27)) {
        const close = this.#find(code === 0x22 ? '"' : "'", i + 1, end);
        // A quotation mark that is never closed is left as it stands.
        if (close >= 0) i = close;
        equals = false;
      } else if (code === 0x3d) equals = true;
      else if (!isSpace(code)) equals = false;
    }
    return -1;
  }

  /** The offset after an element that holds no markup; without an end tag, after its start tag, which ends at `to`. */
  #rawEnd(name: string, to: number, end: number): number {
    const ending = this.#find(`</${name}(?![\\w-])`, to, end);
    const close = ending < 0 ? -1 : this.#find('>', ending, end);
    if (close >= 0) return close + 1;
    return name === 'script' || name === 'style' ? end : to;
  }
}
