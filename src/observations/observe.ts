// One number becomes an observation: its frame, its name, and all that the words around it say of it.
import { basisFor } from './basis.js';
import type { Clause } from './clauses.js';
import type { FrameMatch } from './frames.js';
import { link } from './links.js';
import { isPartShare, measureOf, modifierApart, signed, wholeOf } from './measure.js';
import type { Observation } from './model.js';
import { type Named, nameOf } from './naming/index.js';
import { areaFor } from './place.js';
import type { Reading } from './reading.js';
import { statusOf } from './status.js';
import { buryTimes, periodFor, timeFor, widen } from './time.js';
import { has } from './tokens.js';

/** What a number has as a member of a list. */
interface Membership {
  /** Its place in the list, from 0. */
  nth: number;
  /** Null: it finds its own. */
  name: string | null;
  /** The frame of the list's first number. */
  frame: FrameMatch | null;
}

const ALONE: Membership = { nth: 0, name: null, frame: null };

/** Adds the observation of the quantity at token `at` to the reading; null where no frame fits. */
export function observe(reading: Reading, clause: Clause, at: number, member: Membership = ALONE): Observation | null {
  const { tokens } = reading;
  const q = tokens[at]?.quantity;
  if (q === undefined) return null;
  // In a list the first number's frame holds for all, unless one says for itself which way it moved.
  const listFrame = member.nth > 0 && !has(tokens[at - 1], 'rise', 'fall') ? member.frame : null;
  const frame = listFrame === null ? reading.frames.frameOf(tokens, at, clause) : { ...listFrame, from: at, to: at };
  if (frame === null) {
    // 国债第二批项目: an ordinal without a frame only says which.
    if (q.dimension !== 'rank') reading.free = at + 1;
    return null;
  }
  const rule = frame.frame;
  const from = (listFrame ?? frame).from;
  const named: Named =
    member.name !== null
      ? { name: member.name, parts: [], end: at + 1 }
      : nameOf(reading, clause, at, frame, q, member.nth);

  const time = periodTime(reading, clause, at, frame);
  const period = periodFor(reading, clause, at, time);
  const parallel = parallelTo(named, frame, q.dimension);
  const basis = basisFor(reading, clause, at, frame, from, member.nth, period) ?? parallel?.basis ?? null;
  q.modifier ??= modifierApart(tokens, frame, from, at);
  const observation: Observation = {
    sentence: reading.sentence,
    quantity: q,
    indicator: named.name,
    ...signed(tokens, frame, from, at, q),
    unit: q.unit,
    unitCode: q.unitCode,
    dimension: q.dimension,
    measure:
      parallel?.measure ?? (isPartShare(reading, frame, q, named.name) ? 'share' : measureOf(tokens, clause, frame, q)),
    basis,
    shareOf: wholeOf(reading, frame, from, at, named.parts),
    status: statusOf(reading, clause, at, time === undefined ? null : period),
    period,
    periodText: time?.text ?? null,
    area: areaFor(reading, at),
    partOf: null,
    changedFrom: null,
    rule: rule.id,
  };
  link(reading, clause, at, observation);
  reading.out.push(observation);
  reading.events.push({ parts: named.parts, name: named.name, observation });
  if (named.also !== undefined) reading.events.push({ ...named.also, observation: null });
  reading.free = Math.max(named.end, at + 1);
  return observation;
}

/** The time of the figure; those of its base are none for the figures after it. */
function periodTime(
  reading: Reading,
  clause: Clause,
  at: number,
  { frame: rule, from }: FrameMatch,
): ReturnType<typeof timeFor> {
  if (rule.basis === 'other' || rule.whole === 'gap' || rule.id === 'rate.of-base') buryTimes(reading, from, at);
  // 高于去年的3.8%: the time in the frame is the figure's own, and nobody else's.
  const own = rule.like === true ? reading.tokens.slice(from, at).find((t) => t.kind === 'time')?.time : undefined;
  const time = widen(reading, own ?? timeFor(reading, clause, at), at);
  if (rule.like === true) buryTimes(reading, from, at);
  return time;
}

/** 美国经济增长1.4%，欧元区0.7%: a clause with nothing but a place and a number says the same of another place. */
function parallelTo(
  named: Named,
  { frame: rule }: FrameMatch,
  dimension: Observation['dimension'],
): Observation | null {
  const like = named.from;
  const bare = (rule.priority ?? 0) < 0 || rule.like === true;
  return like != null && like.dimension === dimension && bare && like.measure !== 'change' ? like : null;
}
