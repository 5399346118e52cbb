// Character references: `&nbsp;`, `&#20013;`, `&#x4e2d;`. cheerio knows what they mean, but its text has no positions
// inside: so the references are found here, and it decodes them on their own.
import { load } from 'cheerio/slim';

const REFERENCE = /&(?:#[xX][0-9A-Fa-f]{1,8}|#[0-9]{1,8}|[A-Za-z][0-9A-Za-z]{1,31});?/g;
const HERE = new RegExp(REFERENCE.source, 'y');

/** The character references of one text. */
export class Entities {
  #decoded: Map<string, string> | null = null;

  constructor(private readonly source: string) {}

  /**
   * Reads the character reference that starts at `at` (where `&` stands).
   * @returns its character and its length in the source, UTF-16; null where `&` is only an ampersand.
   */
  read(at: number): { text: string; length: number } | null {
    HERE.lastIndex = at;
    const reference = HERE.exec(this.source)?.[0];
    if (reference === undefined) return null;
    const text = this.#decode(reference, this.source.charAt(at + reference.length));
    return text === null ? null : { text, length: reference.length };
  }

  /** Decodes a text that stands in the source. */
  decode(text: string): string {
    return text.replace(REFERENCE, (whole, at: number) => this.#decode(whole, text.charAt(at + whole.length)) ?? whole);
  }

  #decode(reference: string, next: string): string | null {
    this.#decoded ??= decodeAll(this.source);
    const text = this.#decoded.get(reference);
    if (text === undefined || text === reference) return null;
    if (reference.endsWith(';')) return text.length > 2 ? null : text;
    // Without its semicolon a name must stand alone: &copy=1 is part of an address, &copyright no ©right.
    return reference.charAt(1) === '#' || (text.length === 1 && next !== '=') ? text : null;
  }
}

/** All references of a text in one go: a document for each would cost more than all else that is read of it. */
function decodeAll(source: string): Map<string, string> {
  const references = [...new Set(source.match(REFERENCE))];
  const $ = load(references.join('<br>'), { xml: { xmlMode: false } });
  const texts = $.root()
    .contents()
    .toArray()
    .filter((node) => node.nodeType === 3);
  return new Map(references.map((reference, i) => [reference, $(texts[i]).text()]));
}
