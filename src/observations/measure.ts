// What the frame's words make of the number: its measure where the frame leaves it open, its sign, a modifier that stands
// apart, and the whole of a share.
import type { Modifier, Quantity } from '../quantities/index.js';
import { type Clause, clauseAt } from './clauses.js';
import type { FrameMatch } from './frames.js';
import { endsIn } from './lexicon.js';
import type { Measure, Part } from './model.js';
import { textOf } from './naming/index.js';
import type { Reading } from './reading.js';
import { has, isNoun, type Token } from './tokens.js';

/** What there may be so many of in a minute, or for a thousand people. */
const COUNTED = /^(?!percent|rank|ratio|duration)/;

/** 利率升至5.25%, 占比升至60%, 增速回升至5%: a percentage that was arrived at is what its noun says. */
export function measureOf(tokens: readonly Token[], clause: Clause, frame: FrameMatch, q: Quantity): Measure {
  const { measure, priority } = frame.frame;
  const open = measure === 'level' || (measure === 'rate' && (priority ?? 0) < 0);
  if (measure === 'level' && /\/(?:小时|时|分钟|秒)$/.test(q.unit ?? '')) return 'rate';
  if (measure === 'level' && COUNTED.test(q.dimension) && saysPace(tokens, clause, frame)) return 'rate';
  if (!open || q.dimension !== 'percent') return measure;
  for (let i = frame.from; i >= Math.max(clause.first, frame.from - 3); i--) {
    if (has(tokens[i], 'share-noun', 'share')) return 'share';
    if (has(tokens[i], 'growth-noun')) return 'growth';
  }
  return measureBefore(tokens, clause, frame.from) ?? 'rate';
}

/** 其中国外作品超70%: a percentage of the total that 其中 opened, unless a noun says that it is a rate. */
export function isPartShare(reading: Reading, frame: FrameMatch, q: Quantity, name: string): boolean {
  const catchAll = frame.frame.measure === 'rate' && (frame.frame.priority ?? 0) < 0;
  return catchAll && q.dimension === 'percent' && reading.total !== null && !endsIn(reading.lexicon, name, 'rate-name');
}

/** 时速350公里, 每分钟可移栽1680株, 每千人拥有床位7.2张: whether the number counts by such a unit, named before it in the clause. */
function saysPace(tokens: readonly Token[], clause: Clause, frame: FrameMatch): boolean {
  // 时速由40公里提高到70公里: the number that it came from stands between.
  const crosses = frame.frame.id === 'move.arrive';
  for (let i = frame.from - 1; i >= clause.first; i--) {
    const t = tokens[i];
    if (t === undefined || (t.kind === 'quantity' && !crosses)) return false;
    if (has(t, 'per-time') || (t.text === '每' && /^[十百千万]/.test(tokens[i + 1]?.text ?? ''))) return true;
  }
  return false;
}

/** 占比较上年提高1.4个百分点，达到65.6%: what the subject of the clause before says, where this one has none. */
function measureBefore(tokens: readonly Token[], clause: Clause, from: number): 'share' | 'growth' | null {
  for (let i = clause.first; i < from; i++) if (isNoun(tokens[i] as Token)) return null;
  let found: 'share' | 'growth' | null = null;
  for (let i = clause.first - 2; i >= 0 && tokens[i]?.kind !== 'mark'; i--) {
    if (tokens[i]?.kind === 'quantity') found = null;
    if (has(tokens[i], 'share-noun')) found = 'share';
    else if (has(tokens[i], 'growth-noun')) found = 'growth';
  }
  return found;
}

/** The number, negative where the words from `from` on say that it fell. */
export function signed(
  tokens: readonly Token[],
  frame: FrameMatch,
  from: number,
  at: number,
  q: Quantity,
): Pick<Quantity, 'value' | 'min' | 'max'> {
  const { value, min, max } = q;
  const { sign } = frame.frame;
  if (sign === undefined || (sign === 'direction' && direction(tokens, from, at) >= 0)) return { value, min, max };
  return {
    // Zero has no sign.
    value: value === null || value === 0 ? value : -Math.abs(value),
    min: min !== null && max !== null ? -max : min,
    max: min !== null && max !== null ? -min : max,
  };
}

function direction(tokens: readonly Token[], from: number, at: number): number {
  for (let i = at - 1; i >= from; i--) {
    const sign = tokens[i]?.lexeme?.sign ?? 0;
    if (sign !== 0 && has(tokens[i], 'rise', 'fall', 'growth-noun', 'exceeds')) return sign;
  }
  // 3℃～6℃降温
  for (let i = at + 1; i <= at + 2; i++) {
    const sign = tokens[i]?.lexeme?.sign ?? 0;
    if (sign !== 0) return sign;
  }
  return 0;
}

/** A modifier that does not stand beside its number: 约占…的三分之一, 平均价格超过每平方米6000元. */
export function modifierApart(tokens: readonly Token[], frame: FrameMatch, from: number, at: number): Modifier | null {
  const { measure } = frame.frame;
  const beforeWhole = /^(share|rate|ratio)$/.test(measure) && from < at - 1 ? farModifier(tokens, from) : null;
  if (beforeWhole !== null) return beforeWhole;
  // 约有60万人
  if (has(tokens[at - 1], 'there-are')) return farModifier(tokens, at - 1);
  return has(tokens[at - 1], 'per') ? farModifier(tokens, at - 2) : null;
}

function farModifier(tokens: readonly Token[], from: number): Modifier | null {
  for (const t of [tokens[from], tokens[from - 1]])
    for (const [name, modifier] of BOUND_CLASSES) if (has(t, name)) return modifier;
  return null;
}

/** Lexeme classes of words that bound a number from afar. */
const BOUND_CLASSES: readonly [string, Modifier][] = [
  ['bound-approx', 'approx'],
  ['bound-over', 'over'],
  ['bound-under', 'under'],
  ['bound-at-most', 'at_most'],
  ['bound-at-least', 'at_least'],
];

/** What a share is a share of. */
export function wholeOf(
  reading: Reading,
  frame: FrameMatch,
  from: number,
  at: number,
  name: readonly Part[],
): string | null {
  const { tokens, clauses } = reading;
  const { whole } = frame.frame;
  if (whole === 'noun') return textOf(name) || null;
  if (whole === 'subject')
    return (
      tokens
        .slice(clauseAt(clauses, at)?.first ?? 0, from)
        .map((t) => (t.kind === 'time' ? '' : t.text))
        .join('') || null
    );
  if (whole !== 'gap') return null;
  const gap = tokens.slice(from + 1, at).filter((t) => t.kind !== 'time' && !has(t, 'copula', 'share-noun', 'drop'));
  while (gap.length > 0 && /^(的|总)$/.test(gap[gap.length - 1]?.text ?? '')) gap.pop();
  return gap.map((t) => t.text).join('') || null;
}
