// Measures in names: words like 总额 and 产量 that say nothing without what they measure.
import type { Clause } from '../clauses.js';
import type { Part } from '../model.js';
import type { Reading } from '../reading.js';
import { has, isVerb, type Token } from '../tokens.js';
import { leftOf } from './before.js';
import { textOf } from './parts.js';

/** 9677座重点水库蓄水量达…: what is counted is the noun before the measure that the next number has. */
export function withoutMeasure(parts: readonly Part[]): Part[] {
  const bracket = parts.findIndex((p) => '（('.includes(p.text));
  const comma = parts.findIndex((p, i) => p.text === '、' && (bracket < 0 || i < bracket));
  let kept = comma > 0 ? parts.slice(0, comma) : [...parts];
  const measured = kept.findIndex(
    (p, i) => i > 0 && has(p.token, 'measure-end', 'share-noun') && !has(p.token, 'no-measure'),
  );
  if (measured > 0) {
    kept = kept.slice(0, measured);
    // 9个站点三类及以上水体比例: which class of them is measured.
    const classed = kept.findIndex((p, i) => i > 0 && p.token.tag === 'm');
    if (classed > 0) kept = kept.slice(0, classed);
  }
  while (
    kept.length > 1 &&
    (/^[的和、及与]$/.test(kept[kept.length - 1]?.text ?? '') ||
      (isVerb(kept[kept.length - 1]?.token as Token) && !has(kept[kept.length - 1]?.token, 'nominal')) ||
      has(kept[kept.length - 1]?.token, 'target', 'dependent'))
  )
    kept = kept.slice(0, -1);
  return kept;
}

/** 村子在平均海拔5000米的高原: how many parts at the end are a measure with words of its own, where more stands before; or 0. */
function measureLength(left: readonly Part[]): number {
  const measure = left.at(-1)?.token;
  const physical = has(measure, 'physical-measure');
  if (!physical && (!has(measure, 'measure-end', 'thing-measure', 'owned-measure') || has(measure, 'value-word')))
    return 0;
  let n = 1;
  while (n < left.length && has(left[left.length - 1 - n]?.token, 'measure-prefix')) n++;
  if (n === left.length) return 0;
  // 设立总规模20亿元的基金, 生产射程300公里的导弹: what the verb before is done with follows.
  const before = left[left.length - 1 - n]?.token;
  if (physical) return n;
  if (before === undefined) return 0;
  if (has(measure, 'owned-measure')) return isVerb(before) || before.tag === 'vn' ? n : 0;
  return isVerb(before) && (n === left.length - 1 || !has(before, 'nominal', 'compounding')) ? n : 0;
}

/** 总投资135亿元的工厂 → 工厂总投资: the noun before the number says what of it was measured. */
export function measureBefore(reading: Reading, clause: Clause, at: number, owned: boolean): string {
  const left = leftOf(reading, clause, at);
  const last = left.at(-1)?.text ?? '';
  if (has(left.at(-1)?.token, 'plant-measure')) return last;
  if (!owned) return '';
  if (last === '占地') return last;
  const own = measureLength(left);
  if (own > 0) return textOf(left.slice(-own));
  const prefix = left.length === 2 && has(left[0]?.token, 'measure-prefix', 'size-prefix');
  return has(left.at(-1)?.token, 'owner-measure') && (left.length === 1 || prefix) ? textOf(left) : '';
}

/** 20万吨的规模, 1966万人次的历史新高: a word that only says what kind of level the number is. */
export const isLandmark = (t: Token, after: Token | undefined): boolean =>
  has(t, 'landmark') || (t.text === '历史' && has(after, 'landmark'));

/**
 * 批准总额350亿元的预算案: a measured amount before 的 belongs to the noun after it, unless a subject stands before.
 * @param left the name before the number
 */
export function attributes({ tokens }: Reading, clause: Clause, at: number, left: readonly Part[]): boolean {
  const noun = tokens[at + 2]?.kind === 'time' ? at + 3 : at + 2;
  const next = tokens[noun];
  const close = tokens[at + 1];
  if (
    has(left.at(-1)?.token, 'plant-measure') &&
    close?.kind === 'word' &&
    /^([nv][gnz]?|[abjl])$/.test(close.tag) &&
    !has(close, 'predicate', 'copula')
  )
    return true;
  if (tokens[at + 1]?.text !== '的' || next === undefined || at + 2 > clause.last || isLandmark(next, tokens[noun + 1]))
    return false;
  // 创下最高气温超过43℃的纪录, 恢复到2%的中期目标: the number's own.
  if ([next, tokens[noun + 1]].some((t) => has(t, 'feat') || (t !== next && has(t, 'landmark')))) return false;
  const last = left[left.length - 1];
  let of = at - 1;
  while (of > clause.first && has(tokens[of], 'copula', 'drop', 'to')) of--;
  const stated = tokens[of] === last?.token || has(last?.token, 'physical-measure');
  const sum =
    has(next, 'physical-measure') || (!has(last?.token, 'physical-measure') && tokens[noun + 1]?.text === '数');
  if (stated && measureLength(left) > 0 && !sum && next.kind !== 'mark') return true;
  // 提供新一轮价值1亿元的援助: a value is always of what follows.
  if (last === undefined || last.text === '价值' || isVerb(last.token) || (left.length === 1 && last.token.tag === 'x'))
    return true;
  // 设立总规模30亿元的基金
  const prefixed = has(left[left.length - 2]?.token, 'measure-prefix', 'size-prefix');
  const from = left.length - (prefixed ? 2 : 1);
  return (
    (has(last.token, 'whole-measure', 'owner-measure') || (prefixed && last.text === '规模')) &&
    (from === 0 || isVerb(left[from - 1]?.token as Token))
  );
}
