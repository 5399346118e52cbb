// Quantities that are alike in all but their number and place: what a rule asks of them is the same for each.
import type { Quantity, QuantityForm } from './model.js';

const FORMS: Readonly<Record<QuantityForm, number>> = {
  plain: 0,
  range: 1,
  vague: 2,
  fraction: 3,
  half: 4,
  double: 5,
  rank: 6,
};

/**
 * A function that works something out once for all quantities that are alike.
 * @param workOut may look at rule, unit, dimension, form, script, `scaled`, `bareScale`, and whether there is a modifier
 */
export function onceForAlike<T>(workOut: (q: Quantity) => T): (q: Quantity) => T {
  // Look-ups go by the strings that the rules share: a key made for each quantity would be a string of its own.
  const known = new Map<string, Map<string | null, Map<string, T[]>>>();
  const listFor = ({ rule, unit, dimension }: Quantity): T[] => {
    const byUnit = known.get(rule) ?? new Map<string | null, Map<string, T[]>>();
    known.set(rule, byUnit);
    const byDimension = byUnit.get(unit) ?? new Map<string, T[]>();
    byUnit.set(unit, byDimension);
    const list: T[] = [];
    byDimension.set(dimension, list);
    return list;
  };
  return (q) => {
    const list = known.get(q.rule)?.get(q.unit)?.get(q.dimension) ?? listFor(q);
    const place =
      FORMS[q.form] * 16 +
      (q.script === 'han' ? 8 : 0) +
      (q.scaled ? 4 : 0) +
      (q.bareScale ? 2 : 0) +
      (q.modifier === null ? 0 : 1);
    let result = list[place];
    if (result === undefined) {
      result = workOut(q);
      list[place] = result;
    }
    return result;
  };
}
