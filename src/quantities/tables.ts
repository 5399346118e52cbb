// The unit and modifier rules compiled into look-up tables by first (or last) character, longest form first.
import type { ModifierRule, UnitRule } from '../rules/model.js';
import type { Dimension, Modifier } from './model.js';

export interface UnitForm {
  text: string;
  unit: string | null;
  code: string | null;
  dimension: Dimension;
  unlessBefore: string[];
  countsBareScale: boolean;
  rule: string;
  layer: number;
}

export interface ModifierForm {
  text: string;
  modifier: Modifier;
  unlessAfter: string[];
  unlessBefore: string[];
  rule: string;
  layer: number;
}

export interface QuantityTables {
  /** Keyed by the first character's code. */
  units: Map<number, UnitForm[]>;
  /** Keyed by the last character's. */
  before: Map<number, ModifierForm[]>;
  /** Keyed by the first character's. */
  after: Map<number, ModifierForm[]>;
}

const push = <T extends { text: string }>(map: Map<number, T[]>, key: number, form: T): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [form]);
  else list.push(form);
};

/** Order of choice: the longest form, then a later overlay's, then the smaller id's. */
const longestFirst = <T extends { text: string; layer: number; rule: string }>(map: Map<number, T[]>): void => {
  for (const list of map.values())
    list.sort((a, b) => b.text.length - a.text.length || b.layer - a.layer || (a.rule < b.rule ? -1 : 1));
};

export function compileTables(units: UnitRule[], modifiers: ModifierRule[]): QuantityTables {
  const tables: QuantityTables = { units: new Map(), before: new Map(), after: new Map() };
  for (const rule of units)
    for (const text of rule.forms)
      push(tables.units, text.charCodeAt(0), {
        text,
        unit: rule.unit === undefined ? text : rule.unit,
        code: rule.code ?? null,
        dimension: rule.dimension,
        unlessBefore: rule.unlessBefore ?? [],
        countsBareScale: rule.countsBareScale ?? false,
        rule: rule.id,
        layer: rule.layer ?? 0,
      });
  for (const rule of modifiers)
    for (const text of rule.forms) {
      const form = {
        text,
        modifier: rule.modifier,
        unlessAfter: rule.unlessAfter ?? [],
        unlessBefore: rule.unlessBefore ?? [],
        rule: rule.id,
        layer: rule.layer ?? 0,
      };
      if (rule.side === 'before') push(tables.before, text.charCodeAt(text.length - 1), form);
      else if (rule.side === 'after') push(tables.after, text.charCodeAt(0), form);
    }
  longestFirst(tables.units);
  longestFirst(tables.before);
  longestFirst(tables.after);
  return tables;
}

export function unitAt(tables: QuantityTables, text: string, at: number): UnitForm | null {
  const list = tables.units.get(text.charCodeAt(at));
  if (list === undefined) return null;
  for (const form of list) {
    if (!text.startsWith(form.text, at)) continue;
    const next = at + form.text.length;
    if (form.unlessBefore.some((word) => text.startsWith(word, next))) continue;
    return form;
  }
  return null;
}

export function modifierBefore(tables: QuantityTables, text: string, at: number): ModifierForm | null {
  const list = at > 0 ? tables.before.get(text.charCodeAt(at - 1)) : undefined;
  return (
    list?.find((form) => {
      const start = at - form.text.length;
      return (
        text.startsWith(form.text, start) &&
        !form.unlessAfter.some((word) => text.startsWith(word, start - word.length))
      );
    }) ?? null
  );
}

export function modifierAfter(tables: QuantityTables, text: string, at: number): ModifierForm | null {
  return (
    tables.after
      .get(text.charCodeAt(at))
      ?.find(
        (form) =>
          text.startsWith(form.text, at) &&
          !form.unlessBefore.some((word) => text.startsWith(word, at + form.text.length)),
      ) ?? null
  );
}
