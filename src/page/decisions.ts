// What the reader decided about records. Kept in the browser, so that closing the page loses nothing.
import type { IndicatorRecord } from '../records/schema.js';

export type Verdict = 'accepted' | 'rejected';

export interface Decision {
  verdict: Verdict;
  /** The fields that were corrected, with their new values. */
  edits: Partial<IndicatorRecord>;
}

/** Where the browser keeps texts; not every browser lets a page from disk do so. */
export interface Keeper {
  get(): string | null;
  set(text: string): void;
}

export const keeperOf = (key: string): Keeper => ({
  get() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(text) {
    try {
      localStorage.setItem(key, text);
    } catch {
      // Then it lasts as long as the page.
    }
  },
});

export class Decisions {
  readonly #made = new Map<number, Decision>();

  constructor(private readonly keeper: Keeper) {
    try {
      const kept = JSON.parse(keeper.get() ?? '[]') as [number, Decision][];
      for (const [entry, decision] of kept) this.#made.set(entry, decision);
    } catch {
      // What is kept is not ours.
    }
  }

  get(entry: number): Decision | null {
    return this.#made.get(entry) ?? null;
  }

  get count(): number {
    return this.#made.size;
  }

  set(entry: number, decision: Decision | null): void {
    if (decision === null) this.#made.delete(entry);
    else this.#made.set(entry, decision);
    this.keeper.set(JSON.stringify([...this.#made]));
  }
}
