// Measures in names: words like 总额 and 产量 that say nothing without what they measure.
import type { Clause } from '../clauses.js';
import type { Part } from '../model.js';
import type { Reading } from '../reading.js';
import { has, isVerb, type Token } from '../tokens.js';
import { leftOf } from './before.js';
import { textOf } from './parts.js';

export const AMOUNT = /^(总额|金额|货值|产值|价值|投资|投资额)$/;
/** Measures that say nothing without a subject. */
export const BARE_MEASURE = /^(产量|销量|产值|面积|价格|收入|库存|客流|单产|总产|均价|产能|里程|总量|均值|总产量)$/;
/** More of them, where the thing has been measured just before. */
export const OTHER_MEASURE =
  /^(总产值|总面积|总收入|售价|亩产|平均亩产|播种面积|年产值|销售额|成交额|成交量|出口量|规模|总规模)$/;
export const MEASURE_WORD =
  /总?(产量|销量|产值|增加值|面积|价格|收入|库存|单产|均价|产能|里程|成交量|成交额|销售额|销售量|数量)$/;
export const MEASURE_END =
  /(量|额|率|值|价|面积|收入|支出|经费|结余|投资|产能|里程|规模|人数|单产|数量|库容|余额|增速|增加值|负荷|容量|体量|浓度)$/;

/** 一百米长的退水口. */
export const EXTENDS = /^[长宽高深重厚]$/;

/** Ends of what has an extent: 直径6米的天线, 时速350公里的高铁. */
export const EXTENT = /[径速龄长宽高厚深重期度距瓦拔]$/;

/** 9677座重点水库蓄水量达…: what is counted is the noun before the measure that the next number has. */
export function withoutMeasure(parts: readonly Part[]): Part[] {
  const bracket = parts.findIndex((p) => '（('.includes(p.text));
  const comma = parts.findIndex((p, i) => p.text === '、' && (bracket < 0 || i < bracket));
  let kept = comma > 0 ? parts.slice(0, comma) : [...parts];
  const measured = kept.findIndex((p, i) => i > 0 && MEASURE_END.test(p.text) && !p.text.endsWith('力量'));
  if (measured > 0) kept = kept.slice(0, measured);
  while (
    kept.length > 1 &&
    (kept[kept.length - 1]?.text === '的' ||
      (isVerb(kept[kept.length - 1]?.token as Token) && !has(kept[kept.length - 1]?.token, 'nominal')) ||
      has(kept[kept.length - 1]?.token, 'target', 'dependent'))
  )
    kept = kept.slice(0, -1);
  return kept;
}

/** 年产20万吨电池材料项目: what a plant makes in a time. */
const PER_YEAR = /^(年产|日产|年产能|日产能|年处理|日处理|单机容量|总装机容量|装机容量)$/;

/** 总投资135亿元的工厂 → 工厂总投资: the noun before the number says what of it was measured. */
/** Measures that stand between a thing's describing words and the number, so that 的 and the thing follow. */
const MEASURED =
  /^(全长|总长|海拔|直径|口径|厚度|深度|宽度|高度|埋深|水深|重量|总重|容量|面积|总面积|建筑面积|总建筑面积|灌溉面积|库容|年龄|跨度)$/;
const OF_MEASURE = /^(牵引|总|平均|最大|最高|建筑|灌溉|设计|单机)$/;

/** 村子在平均海拔5000米的高原: how many parts at the end are a measure with words of its own, where more stands before; or 0. */
function measureLength(left: readonly Part[]): number {
  if (!MEASURED.test(left.at(-1)?.text ?? '')) return 0;
  let n = 1;
  while (n < left.length && OF_MEASURE.test(left[left.length - 1 - n]?.text ?? '')) n++;
  return n < left.length ? n : 0;
}

export function measureBefore(reading: Reading, clause: Clause, at: number, owned: boolean): string {
  const left = leftOf(reading, clause, at);
  const last = left.at(-1)?.text ?? '';
  if (PER_YEAR.test(last)) return last;
  if (!owned) return '';
  if (last === '占地') return last;
  const own = measureLength(left);
  if (own > 0) return textOf(left.slice(-own));
  const text = textOf(left);
  return /^(计划|固定资产)?(总投资|投资|总面积|面积|全长|总长)$/.test(text) ? text : '';
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
    PER_YEAR.test(left.at(-1)?.text ?? '') &&
    close?.kind === 'word' &&
    /^([nv][gnz]?|[abjl])$/.test(close.tag) &&
    !has(close, 'predicate', 'copula')
  )
    return true;
  if (tokens[at + 1]?.text !== '的' || next === undefined || at + 2 > clause.last || isLandmark(next, tokens[noun + 1]))
    return false;
  const last = left[left.length - 1];
  if (measureLength(left) > 0 && !MEASURED.test(next.text) && next.kind !== 'mark') return true;
  // 提供新一轮价值1亿元的援助: a value is always of what follows.
  if (last === undefined || last.text === '价值' || isVerb(last.token) || (left.length === 1 && last.token.tag === 'x'))
    return true;
  return (
    /^(总额|总价值|总投资|投资|金额|总规模|面积|总面积|价值|全长|总长|长|全长约)$/.test(last.text) &&
    (left.length === 1 || isVerb(left[left.length - 2]?.token as Token))
  );
}
