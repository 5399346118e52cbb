// Canonical names: one name for an indicator that articles name in several ways.
import type { SynonymRule } from '../rules/model.js';

/** A name as written, and the next name it stands for. */
export type NameTable = ReadonlyMap<string, string>;

/** Where two rules name the same words, the later overlay's holds, then the smaller id. */
export function canonicalNames(rules: readonly SynonymRule[]): NameTable {
  const sorted = [...rules].sort((a, b) => (a.layer ?? 0) - (b.layer ?? 0) || (a.id < b.id ? 1 : -1));
  const table = new Map<string, string>();
  for (const { name, words } of sorted) for (const word of words) if (word !== name) table.set(word, name);
  return table;
}

/** The canonical name of an indicator: itself where no rule gives one. A name that is itself another's leads on. */
export function canonicalName(table: NameTable, indicator: string): string {
  let name = indicator;
  // The rule checker refuses circles; the bound keeps this total all the same.
  for (let steps = 0; steps <= table.size; steps++) {
    const next = table.get(name);
    if (next === undefined) return name;
    name = next;
  }
  return name;
}

/** Names that lead to each other in a circle, or null. Linear time. */
export function circleOf(table: NameTable): string[] | null {
  const done = new Set<string>();
  for (const start of table.keys()) {
    const way: string[] = [];
    const onWay = new Set<string>();
    let name: string | undefined = start;
    while (name !== undefined && !done.has(name) && !onWay.has(name)) {
      way.push(name);
      onWay.add(name);
      name = table.get(name);
    }
    if (name !== undefined && onWay.has(name)) return way.slice(way.indexOf(name));
    for (const each of way) done.add(each);
  }
  return null;
}
