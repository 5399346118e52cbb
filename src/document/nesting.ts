// The depth of markup before it is parsed. cheerio's parser (htmlparser2) looks through its list of open elements at each
// tag: a page of 200,000 nested <div> would take it many seconds. So depth is counted first, in linear time.

/** Markup nested deeper than this is refused; no article comes near it. */
export const MOST_LEVELS = 1000;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

// The two tables are htmlparser2's (lib/Parser.js), and must be, or the count would not be that of its tree.
const VOID = words(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
);
const IMPLIED_ENDS = new Map<string, ReadonlySet<string>>(
  [
    ['tr', 'tr th td'],
    ['th', 'th'],
    ['td', 'thead th td'],
    ['tbody tfoot', 'thead tbody'],
    ['body', 'head link script'],
    ['li', 'li'],
    ['dd dt', 'dd dt'],
    ['rt rp', 'rt rp'],
    ['option', 'option'],
    ['optgroup', 'optgroup option'],
    ['select input output button datalist textarea', 'input option optgroup select button datalist textarea'],
    [
      'p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol pre section table ul',
      'p',
    ],
  ].flatMap(([starts, ends]) => [...words(starts as string)].map((start) => [start, words(ends as string)] as const)),
);

/** The open elements of a text whose tags are handed over in order; element names in small letters. */
export class Nesting {
  readonly #open: string[] = [];
  /** How many elements of each name are open: an end tag without a start tag is told without a search. */
  readonly #count = new Map<string, number>();

  /** How many elements are open. */
  get depth(): number {
    return this.#open.length;
  }

  /** Takes in a start tag. */
  start(name: string): void {
    const ends = IMPLIED_ENDS.get(name);
    if (ends !== undefined) while (ends.has(this.#open[this.#open.length - 1] ?? '')) this.#pop();
    if (VOID.has(name)) return;
    this.#open.push(name);
    this.#count.set(name, (this.#count.get(name) ?? 0) + 1);
  }

  /** Takes in an end tag; false where it ends nothing. */
  end(name: string): boolean {
    if ((this.#count.get(name) ?? 0) === 0) return false;
    while (this.#pop() !== name);
    return true;
  }

  #pop(): string {
    const name = this.#open.pop() as string;
    this.#count.set(name, (this.#count.get(name) as number) - 1);
    return name;
  }
}
