// The notation of frame rules: a row of elements around one quantity, matched outwards from it in one pass on either side.
//
//   Q(percent)  the quantity; in brackets what it must be, a comma between alternatives, `!` before what it must not be
//   @rise       a lexeme of that class           增长     a word as written
//   T P V N     a time, place, verb, noun; J what else may open a noun phrase; X a word unknown to the dictionary  a|b      one or the other
//   ~           any words of the clause          ~~       the same, other quantities among them
//   ^ $         the clause begins, ends          x?  x*   at most one, any number
//
// The elements become a bit set of states, so that the cost is at most words × elements, whatever the rule.
import type { Quantity } from '../quantities/index.js';
import { has, type Token } from './tokens.js';

type Test = (token: Token) => boolean;

interface Element {
  /** null: a gap that takes any token (`~`), or an edge of the clause. */
  test: Test | null;
  gap: 'none' | 'words' | 'all';
  edge: boolean;
  optional: boolean;
  repeats: boolean;
  source: string;
}

export interface Pattern {
  source: string;
  left: Element[];
  right: Element[];
  quantity: (q: Quantity) => boolean;
  /** What a token of the clause must be on either side of the quantity, or the pattern does not fit. */
  needs: { left: string[]; right: string[] };
  /** How much the pattern asks for: what decides between two that fit. */
  specificity: number;
}

export interface Match {
  /** Index of the outermost token that the left side took, or the quantity's own index. */
  from: number;
  to: number;
}

const RELATIVE = new Set(['percent', 'ratio']);

function quantityTest(spec: string): (q: Quantity) => boolean {
  const alternatives = spec.split(',').map((part) => {
    const negated = part.startsWith('!');
    const name = negated ? part.slice(1) : part;
    const is = (q: Quantity): boolean => {
      if (name === 'relative') return RELATIVE.has(q.dimension);
      if (name === 'unitless') return q.unit === null;
      return q.dimension === name || q.form === name || q.unit === name || q.rule === name;
    };
    return { negated, is };
  });
  const positive = alternatives.filter((a) => !a.negated);
  const negative = alternatives.filter((a) => a.negated);
  return (q) => !negative.some((a) => a.is(q)) && (positive.length === 0 || positive.some((a) => a.is(q)));
}

/** What a single letter stands for. */
export const KINDS: Readonly<Record<string, Test>> = {
  T: (t) => t.kind === 'time',
  P: (t) => t.kind === 'place',
  V: (t) => t.kind === 'word' && t.tag.charCodeAt(0) === 118,
  J: (t) => t.kind === 'word' && /^(j|l|b|vn|a)/.test(t.tag),
  X: (t) => t.kind === 'word' && t.tag === 'x',
  N: (t) => t.kind === 'word' && t.tag.charCodeAt(0) === 110,
};

function atomTest(atom: string): Test {
  const tests = atom.split('|').map((part): Test => {
    if (part.startsWith('@')) {
      const name = part.slice(1);
      return (t) => has(t, name);
    }
    return KINDS[part] ?? ((t) => t.text === part);
  });
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (t) => tests.some((test) => test(t));
}

/** At most this many elements on either side: the states fit one 32-bit integer. */
const MAX_ELEMENTS = 24;

/** @throws Error with what is wrong in the pattern, for the rule checker to report */
export function compilePattern(source: string): Pattern {
  const words = source.trim().split(/\s+/);
  const at = words.findIndex((w) => w === 'Q' || /^Q\([^)]*\)$/.test(w));
  if (at < 0) throw new Error(`pattern has no Q: ${source}`);
  if (words.filter((w) => w === 'Q' || w.startsWith('Q(')).length > 1)
    throw new Error(`pattern has more than one Q: ${source}`);
  const element = (word: string): Element => {
    const suffix = /[?*]$/.exec(word)?.[0];
    const atom = suffix === undefined ? word : word.slice(0, -1);
    if (atom === '') throw new Error(`'${word}' repeats nothing: ${source}`);
    const gap = atom === '~' ? 'words' : atom === '~~' ? 'all' : 'none';
    const edge = atom === '^' || atom === '$';
    return {
      test: gap === 'none' && !edge ? atomTest(atom) : null,
      gap,
      edge,
      optional: suffix !== undefined || gap !== 'none',
      repeats: suffix === '*' || gap !== 'none',
      source: atom,
    };
  };
  const left = words.slice(0, at).map(element).reverse();
  const right = words.slice(at + 1).map(element);
  if (left.length > MAX_ELEMENTS || right.length > MAX_ELEMENTS)
    throw new Error(`pattern has more than ${MAX_ELEMENTS} elements on a side: ${source}`);
  const q = words[at] ?? 'Q';
  const spec = q === 'Q' ? '' : q.slice(2, -1);
  const isRequired = (e: Element): boolean => !e.optional;
  const required = [...left, ...right].filter(isRequired);
  const needed = (side: Element[]): string[] => side.filter((e) => isRequired(e) && !e.edge).map((e) => e.source);
  const weight = (e: Element): number =>
    e.edge ? 1 : e.source.includes('@') ? 2 : /^[TPVNXJ]$/.test(e.source) ? 1 : 3;
  return {
    source,
    left,
    right,
    quantity: spec === '' ? () => true : quantityTest(spec),
    needs: { left: needed(left), right: needed(right) },
    specificity: required.reduce((n, e) => n + weight(e), spec === '' ? 0 : 1),
  };
}

function close(elements: Element[], states: number): number {
  let s = states;
  for (let i = 0; i < elements.length; i++) if ((s & (1 << i)) !== 0 && elements[i]?.optional) s |= 1 << (i + 1);
  return s;
}

/** Walks outwards from the quantity; the index of the last token taken at the nearest accepting point, or -1. */
function walk(
  elements: Element[],
  tokens: readonly Token[],
  at: number,
  step: 1 | -1,
  first: number,
  last: number,
): number {
  const accept = 1 << elements.length;
  let states = close(elements, 1);
  let taken = at;
  let found = (states & accept) !== 0 ? at : -1;
  // A side that ends in an optional element takes as much as it can; else the nearest match is the one meant.
  const greedy = elements[elements.length - 1]?.optional ?? true;
  if (found >= 0 && !greedy) return found;
  for (let i = at + step; ; i += step) {
    const token = i >= first && i <= last ? tokens[i] : undefined;
    let next = 0;
    for (let k = 0; k < elements.length; k++) {
      if ((states & (1 << k)) === 0) continue;
      const e = elements[k];
      if (e === undefined) continue;
      if (token === undefined) {
        if (e.edge && k === elements.length - 1) return taken;
        continue;
      }
      const fits =
        e.test !== null ? e.test(token) : e.gap === 'all' || (e.gap === 'words' && token.kind !== 'quantity');
      if (!fits || e.edge) continue;
      next |= e.repeats ? (1 << k) | (1 << (k + 1)) : 1 << (k + 1);
    }
    if (token === undefined) return found;
    if (next === 0) {
      // Words that say nothing of the frame (已, 每桶) may stand between any two elements.
      if (found < 0 && (token.kind === 'time' || has(token, 'drop', 'per', 'forecast', 'target'))) continue;
      return found;
    }
    states = close(elements, next);
    taken = i;
    if ((states & accept) !== 0) {
      found = i;
      if (!greedy) return found;
    }
  }
}

/**
 * @param at index of the quantity's token
 * @param first index of the clause's first token
 * @param last index of the clause's last token
 */
export function matchPattern(
  pattern: Pattern,
  tokens: readonly Token[],
  at: number,
  first: number,
  last: number,
): Match | null {
  const quantity = tokens[at]?.quantity;
  if (quantity === undefined || !pattern.quantity(quantity)) return null;
  const from = walk(pattern.left, tokens, at, -1, first, last);
  if (from < 0) return null;
  const to = walk(pattern.right, tokens, at, 1, first, last);
  if (to < 0) return null;
  return { from, to };
}
