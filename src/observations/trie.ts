// Words by their characters in flat tables, so that a dictionary is read from its file as it stands and nothing of it is
// parsed or made into objects. A node is a slot of one hash table: which node it hangs below, and by which character.

/**
 * Of each slot, side by side so that they are fetched together: the node above plus one (0 where the slot is free), the
 * character's UTF-16 code, and the number of the word that ends there (0 for none). The slots are a power of two.
 */
export type Trie = Int32Array;

const WIDTH = 3;
const CODE = 1;
const WORD = 2;

/** The first of the nodes; all others are their slot plus one. */
const ROOT = 0;
export const NOWHERE = -1;

const slotOf = (node: number, code: number, last: number): number =>
  (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> Math.clz32(last);

/** The node below `node` by a character; NOWHERE where there is none. */
export function below(trie: Trie, node: number, code: number): number {
  const last = trie.length / WIDTH - 1;
  for (let slot = slotOf(node, code, last); ; slot = (slot + 1) & last) {
    const above = trie[WIDTH * slot] as number;
    if (above === 0) return NOWHERE;
    if (above === node + 1 && trie[WIDTH * slot + CODE] === code) return slot + 1;
  }
}

/** What words begin with: looked at first, since the trie is wider than what a processor keeps at hand. */
export interface Beginnings {
  /** By a first character's code: its node; NOWHERE where no word begins so. */
  nodes: Int32Array;
  /** By the first two characters (`pairSlot`): 0 where no word begins so. */
  pairs: Uint8Array;
}

export const pairSlot = (first: number, second: number): number => (first * 31 + second) & 0xffff;

export function beginningsOf(trie: Trie): Beginnings {
  const nodes = new Int32Array(0x10000).fill(NOWHERE);
  const pairs = new Uint8Array(0x10000);
  for (let node = 1; node <= trie.length / WIDTH; node++) {
    const above = (trie[WIDTH * (node - 1)] as number) - 1;
    const code = trie[WIDTH * (node - 1) + CODE] as number;
    if (above === ROOT) nodes[code] = node;
    else if (above > ROOT && trie[WIDTH * (above - 1)] === ROOT + 1)
      pairs[pairSlot(trie[WIDTH * (above - 1) + CODE] as number, code)] = 1;
  }
  return { nodes, pairs };
}

/** Notes what a word begins with that was put into the trie later. */
export function noteBeginning(trie: Trie, { nodes, pairs }: Beginnings, word: string): void {
  nodes[word.charCodeAt(0)] = below(trie, ROOT, word.charCodeAt(0));
  pairs[pairSlot(word.charCodeAt(0), word.charCodeAt(1))] = 1;
}

/** The number of the word that ends at the node; 0 for none. */
export const wordOf = (trie: Trie, node: number): number => trie[WIDTH * (node - 1) + WORD] as number;

/**
 * The words, each with its place in the list plus one for its number.
 * @param more words that may be put in later
 */
export function trieOf(words: readonly string[], more: readonly string[] = []): Trie {
  const beginnings = new Set([...words, ...more].flatMap((word) => Array.from(word, (_, i) => word.slice(0, i + 1))));
  // Half of the slots and more stay free: a search finds its node, or that there is none, after few others.
  const slots = 2 ** Math.ceil(Math.log2(2 * beginnings.size + 1));
  const trie = new Int32Array(WIDTH * slots);
  for (const [i, word] of words.entries()) insert(trie, word, i + 1);
  return trie;
}

/** Puts a word into a trie that has room for it. */
export function insert(trie: Trie, word: string, number: number): void {
  const last = trie.length / WIDTH - 1;
  let node = ROOT;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    let next = below(trie, node, code);
    if (next === NOWHERE) {
      let slot = slotOf(node, code, last);
      while (trie[WIDTH * slot] !== 0) slot = (slot + 1) & last;
      trie[WIDTH * slot] = node + 1;
      trie[WIDTH * slot + CODE] = code;
      next = slot + 1;
    }
    node = next;
  }
  trie[WIDTH * (node - 1) + WORD] = number;
}

/** The words of a trie, by number. */
export function wordsOf(trie: Trie): string[] {
  const list: string[] = [];
  for (let end = 1; end <= trie.length / WIDTH; end++) {
    const number = wordOf(trie, end);
    if (number === 0) continue;
    let word = '';
    for (let node = end; node !== ROOT; node = (trie[WIDTH * (node - 1)] as number) - 1)
      word = String.fromCharCode(trie[WIDTH * (node - 1) + CODE] as number) + word;
    list[number - 1] = word;
  }
  return list;
}
