// Words by their characters in flat tables, so that a dictionary is read from its file as it stands and nothing of it is
// parsed or made into objects. A node is a slot of one hash table: which node it hangs below, and by which character.

export interface Trie {
  /** By slot: the node above, plus one; 0 where the slot is free. A power of two of them. */
  above: Int32Array;
  /** By slot: the character's UTF-16 code. */
  codes: Uint16Array;
  /** By slot: the number of the word that ends there; 0 for none. */
  words: Int32Array;
}

/** Of the nodes; all others are their slot plus one. */
export const ROOT = 0;
export const NOWHERE = -1;

const slotOf = ({ codes: { length } }: Trie, node: number, code: number): number =>
  (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> (Math.clz32(length) + 1);

/** The node below `node` by a character; NOWHERE where there is none. */
export function below(trie: Trie, node: number, code: number): number {
  const { above, codes } = trie;
  const last = above.length - 1;
  for (let slot = slotOf(trie, node, code); ; slot = (slot + 1) & last) {
    const there = above[slot] as number;
    if (there === 0) return NOWHERE;
    if (there === node + 1 && codes[slot] === code) return slot + 1;
  }
}

/** The number of the word that ends at the node; 0 for none. */
export const wordOf = ({ words }: Trie, node: number): number => words[node - 1] as number;

/**
 * The words, each with its place in the list plus one for its number.
 * @param more words that may be put in later
 */
export function trieOf(words: readonly string[], more: readonly string[] = []): Trie {
  const beginnings = new Set([...words, ...more].flatMap((word) => Array.from(word, (_, i) => word.slice(0, i + 1))));
  // Half of the slots and more stay free: a search finds its node, or that there is none, after few others.
  const slots = 2 ** Math.ceil(Math.log2(2 * beginnings.size + 1));
  const trie = { above: new Int32Array(slots), codes: new Uint16Array(slots), words: new Int32Array(slots) };
  for (const [i, word] of words.entries()) insert(trie, word, i + 1);
  return trie;
}

/** Puts a word into a trie that has room for it. */
export function insert(trie: Trie, word: string, number: number): void {
  const { above, codes, words } = trie;
  let node = ROOT;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    let next = below(trie, node, code);
    if (next === NOWHERE) {
      let slot = slotOf(trie, node, code);
      while (above[slot] !== 0) slot = (slot + 1) & (above.length - 1);
      above[slot] = node + 1;
      codes[slot] = code;
      next = slot + 1;
    }
    node = next;
  }
  words[node - 1] = number;
}

/** The words of a trie, by number. */
export function wordsOf({ above, codes, words }: Trie): string[] {
  const list: string[] = [];
  for (let slot = 0; slot < words.length; slot++) {
    const number = words[slot] as number;
    if (number === 0) continue;
    let word = '';
    for (let node = slot + 1; node !== ROOT; node = (above[node - 1] as number) - 1)
      word = String.fromCharCode(codes[node - 1] as number) + word;
    list[number - 1] = word;
  }
  return list;
}
