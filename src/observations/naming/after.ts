// The name after a number, as an ordered list of cases: words that are no name, then predicates, then noun phrases.
import type { Quantity } from '../../quantities/index.js';
import type { Clause } from '../clauses.js';
import type { Reading } from '../reading.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { NOUN_CASES, withNoun } from './after-noun.js';
import { VERB_CASES } from './after-verb.js';
import { type Case, DEED_UNIT, type Following, following, governors, NO_NAME } from './following.js';
import { isLandmark } from './measures.js';
import { nounAfter } from './noun.js';
import { type Named, textOf } from './parts.js';
import { adverbialEnd } from './predicate.js';
import { verbAfter, verbBefore } from './verbs.js';

/**
 * @param to index of the last token of the number's frame
 * @param share whether the number is a share of what follows
 */
export function nameAfter(
  reading: Reading,
  clause: Clause,
  at: number,
  to: number,
  quantity: Quantity,
  share: boolean,
): Named | null {
  const what = following(reading, clause, at, to, quantity, share);
  if (what === null) return null;
  if (what.next.kind === 'quantity') return nameAfterBoth(what);
  if (isSame(what)) return nameAfterNext(what);
  const said = firstOf(OTHER_CASES, what) ?? firstOf(VERB_CASES, what) ?? firstOf(NOUN_CASES, withNoun(what));
  return said === NO_NAME ? null : said;
}

/** 35批次537件流失文物: two numbers of one thing. */
function nameAfterBoth({ reading, clause, at, from, next, share }: Following): Named | null {
  return next.quantity !== undefined && next.quantity.dimension !== 'percent' && from <= at + 2
    ? nameAfter(reading, clause, from, from, next.quantity, share)
    : null;
}

/** 311条、1310公里受损道路: whether the number after the comma counts the same in another unit. */
function isSame({ reading: { tokens }, clause, from, next, quantity }: Following): boolean {
  const other = tokens[from + 1]?.quantity;
  const noun = tokens[from + 2];
  if (next.text !== '、' || other === undefined || noun?.kind !== 'word' || from + 2 > clause.last) return false;
  if (other.unit === quantity.unit || quantity.unit === null || other.unit === null) return false;
  if (/^[省市县区国州镇村]/.test(quantity.unit)) return false;
  return [quantity, other].every((q) => /^(count|length|area)$/.test(q.dimension) && !/^[人名位]/.test(q.unit ?? ''));
}

function nameAfterNext({ reading, clause, at, from, share }: Following): Named | null {
  const other = reading.tokens[from + 1]?.quantity;
  const named = other === undefined ? null : nameAfter(reading, clause, from + 1, from + 1, other, share);
  return named === null ? null : { ...named, end: at + 1 };
}

function firstOf<T extends Following>(cases: readonly Case<T>[], what: T): ReturnType<Case> {
  for (const fit of cases) {
    const said = fit(what);
    if (said !== null) return said;
  }
  return null;
}

/** 4个国家级和17个省级集群: what the next number of the list is of, after a rank of its own. */
const sharedNoun: Case = ({ reading: { tokens }, clause, next, from, quantity, share }) => {
  if (share || quantity.dimension !== 'count' || !/^.{1,2}级$/.test(next.text) || from + 4 > clause.last) return null;
  const other = /^(、|和|及)$/.test(tokens[from + 1]?.text ?? '') ? tokens[from + 2]?.quantity : undefined;
  const rank = tokens[from + 3];
  if (other === undefined || other.unit !== quantity.unit || !/^.{1,2}级$/.test(rank?.text ?? '')) return null;
  const { parts } = nounAfter(tokens, from + 4, clause.last, quantity.unit ?? '');
  // 158个市级、530个县级编制规划: what they did.
  if (!/^n/.test(parts[0]?.token.tag ?? '')) return null;
  return { name: next.text + textOf(parts), parts, end: from + 1 };
};

/** 新建4500亩、改造3500亩农田: what the next number of the list is of, after a verb of its own. */
const sharedObject: Case = ({ reading, clause, at, next, from, quantity, share }) => {
  const { tokens } = reading;
  if (share || next.text !== '、' || !/^(area|length|count|mass)$/.test(quantity.dimension)) return null;
  let i = from + 1;
  while (i < from + 3 && i < clause.last && tokens[i]?.kind === 'word' && isVerb(tokens[i] as Token)) i++;
  const other = i > from + 1 ? tokens[i]?.quantity : undefined;
  const noun = tokens[i + 1];
  if (other === undefined || other.unit !== quantity.unit || i >= clause.last || noun?.kind !== 'word') return null;
  if (!/^n[gz]?$/.test(noun.tag)) return null;
  const verbs = verbBefore(tokens, Math.max(clause.first, reading.free), at);
  if (verbs.length === 0) return null;
  const { parts } = nounAfter(tokens, i + 1, clause.last, quantity.unit ?? '');
  return parts.length === 0 ? null : { name: textOf(verbs) + textOf(parts), parts, end: at + 1 };
};

/** Longest deed that is named by how often it was done, in characters. */
const LONGEST_DEED = 20;

/** 央行两次提高关键利率, 主席五次在会上致辞: what was done so often, with its object. */
const times: Case = (what) => {
  const { reading, clause, from, next, quantity, owned, share } = what;
  if (owned || share || from === clause.last || !/^[次轮回]$/.test(quantity.unit ?? '')) return null;
  const where = next.text === '在' ? adverbialEnd(reading.tokens, from, clause.last) : 0;
  const deed = reading.tokens[where > 0 ? where + 1 : from];
  if (deed === undefined || !isVerb(deed) || has(deed, 'copula', 'exists', 'report', 'arrive', 'than')) return null;
  if (governors(what).length > 0) return null;
  const said = verbAfter(reading.tokens, where > 0 ? where + 1 : from, clause.last);
  const name = textOf(said.parts);
  return said.end > clause.last && name.length > 3 && name.length <= LONGEST_DEED
    ? { name, parts: said.parts, end: said.end }
    : null;
};

/** 36个，…: a mark, but for those that open a name. */
const mark: Case = ({ next }) => (next.kind === 'mark' && !'“《'.includes(next.text) ? NO_NAME : null);

/** 5亿元比上年增长…: what the number is set against. */
const comparison: Case = ({ reading: { tokens }, clause, from, next, quantity }) => {
  // 带动2000人增收致富: what people did.
  const measured = tokens.slice(from, clause.last + 1).some((t) => t.kind === 'quantity');
  if (/^(人|户|名)$/.test(quantity.unit ?? '') && has(next, 'keeps') && !measured) return null;
  // 央行连续8次加息: what was done so often.
  if (DEED_UNIT.test(quantity.unit ?? '') && from === clause.last && has(next, 'keeps')) return null;
  if (!has(next, 'base', 'than', 'rise', 'fall', 'arrive', 'share') || next.tag === 'n') return null;
  // 10路高清信号, 5条快速通道: a quality of what is counted.
  const after = from < clause.last ? tokens[from + 1] : undefined;
  return next.tag === 'a' && after?.kind === 'word' && /^[nbt]/.test(after.tag) ? null : NO_NAME;
};

/** 5%左右的水平: a word that only says what kind of level the number is; 50项任务 and 目标任务数 are counted. */
const landmark: Case = ({ reading: { tokens }, clause, from, next, quantity, owned }) => {
  if (!isLandmark(next, tokens[from + 1]) || (has(next, 'counted-aim') && quantity.dimension === 'count' && !owned))
    return null;
  const after = from < clause.last ? tokens[from + 1] : undefined;
  // 设立百亿元规模的基金: the size of what follows.
  const sized = next.text === '规模' && !owned && after?.text === '的' && from + 1 < clause.last;
  return sized || (after !== undefined && (isNoun(after) || after.kind === 'quantity')) ? null : NO_NAME;
};

const OTHER_CASES: readonly Case[] = [sharedNoun, sharedObject, mark, times, comparison, landmark];
