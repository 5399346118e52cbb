// "Did you mean": the known word nearest to a mistyped one.

/** Levenshtein distance. Both words are short: names of fields and of their values. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The nearest of `known`; of equals the first. */
export function nearest(word: string, known: readonly string[]): string {
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const far = distance(word.slice(0, 64).toLowerCase(), candidate);
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}
