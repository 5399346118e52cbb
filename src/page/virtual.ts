// A list of rows of equal height of which only those in view are in the document. For print all are.
import { el } from './dom.js';

/** Rows kept above and below those in view. */
const SPARE = 10;

export class VirtualList {
  readonly #inner: HTMLElement;
  readonly #shown = new Map<number, HTMLElement>();
  #count = 0;
  #whole = false;

  /**
   * @param host scrolls; its content is the list
   * @param role of the element that holds the rows
   * @param head height of what stays at the top of the host
   * @param draw makes the row of a number
   */
  constructor(
    readonly host: HTMLElement,
    role: string,
    private readonly rowHeight: number,
    private readonly head: number,
    private readonly draw: (index: number) => HTMLElement,
  ) {
    this.#inner = el('div', { class: 'virtual', role });
    host.append(this.#inner);
    host.addEventListener('scroll', () => this.#fill(), { passive: true });
    new ResizeObserver(() => this.#fill()).observe(host);
  }

  /** All rows are others now. */
  reset(count: number): void {
    this.#count = count;
    this.#stretch();
    this.redraw();
  }

  /** The rows are the same, but look otherwise. */
  redraw(): void {
    this.#inner.replaceChildren();
    this.#shown.clear();
    this.#fill();
  }

  /** Puts all rows into the document, or only those in view again. */
  showWhole(whole: boolean): void {
    this.#whole = whole;
    this.#stretch();
    this.redraw();
  }

  /** On paper the rows stand one below the other, as high as they need. */
  #stretch(): void {
    this.#inner.style.height = this.#whole ? '' : `${this.#count * this.rowHeight}px`;
  }

  /** Scrolls as little as is needed for a row to be seen; -1 is none. */
  reveal(index: number): void {
    if (index < 0) return;
    const { host, rowHeight, head } = this;
    const top = index * rowHeight;
    const low = head + top + rowHeight - host.clientHeight;
    if (top < host.scrollTop) host.scrollTop = top;
    else if (low > host.scrollTop) host.scrollTop = low;
    this.#fill();
  }

  /** Rows that fit into view. */
  get page(): number {
    return Math.max(1, Math.floor((this.host.clientHeight - this.head) / this.rowHeight) - 1);
  }

  #fill(): void {
    const { host, rowHeight } = this;
    const from = this.#whole ? 0 : Math.max(0, Math.floor(host.scrollTop / rowHeight) - SPARE);
    const inView = Math.ceil(host.clientHeight / rowHeight) + 2 * SPARE;
    const to = this.#whole ? this.#count : Math.min(this.#count, from + inView);
    for (const [index, row] of this.#shown)
      if (index < from || index >= to) {
        row.remove();
        this.#shown.delete(index);
      }
    const added = document.createDocumentFragment();
    for (let index = from; index < to; index++) {
      if (this.#shown.has(index)) continue;
      const row = this.draw(index);
      if (!this.#whole) row.style.transform = `translateY(${index * rowHeight}px)`;
      this.#shown.set(index, row);
      added.append(row);
    }
    // Readers of the screen read in the document's order: rows above those that are there go before them.
    const [first] = this.#inner.children;
    const [lowest] = added.children;
    const above = first instanceof HTMLElement && lowest !== undefined && indexOf(lowest) < indexOf(first);
    if (above) this.#inner.prepend(added);
    else this.#inner.append(added);
  }
}

/** The list gives each row its number. */
const indexOf = (row: Element): number => Number(row.getAttribute('aria-rowindex') ?? 0);
