// Cases of the name after a number that a noun phrase makes: 113台[自助服务机].
import type { Part } from '../model.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { leftOf } from './before.js';
import { type Case, DEED_UNIT, type Following, governors, isLight, NO_NAME } from './following.js';
import { measureBefore, withoutMeasure } from './measures.js';
import { nounAfter } from './noun.js';
import { asPart, isDropped, type Phrase, textOf } from './parts.js';
import { isGoverned, predicateAfter } from './predicate.js';

export interface FollowingNoun extends Following {
  noun: Phrase;
  /** Whether the noun is the subject of a later number of the clause. */
  onward: boolean;
  counted: Part[];
}

export function withNoun(what: Following): FollowingNoun {
  const { reading, clause, at, from, quantity } = what;
  const governed = isGoverned(reading.tokens, clause, at);
  const noun = nounAfter(reading.tokens, from, clause.last, quantity.unit ?? '', governed);
  const onward = keepsFor(reading.tokens, noun.end, clause.last);
  const counted = onward
    ? withoutMeasure(noun.parts)
    : quantity.dimension === 'area'
      ? withoutHarvest(noun.parts)
      : noun.parts;
  const { share, next, acts, owned } = what;
  return { reading, clause, at, quantity, share, from, next, acts, owned, noun, onward, counted };
}

/** 1400万亩中稻收获已过两成: the crop that covers so much, without how far its harvest is. */
function withoutHarvest(parts: Part[]): Part[] {
  let end = parts.length;
  while (end > 1 && has(parts[end - 1]?.token, 'harvest')) end--;
  // 小麦正在抢收, 中稻全面成熟
  while (end > 1 && end < parts.length && has(parts[end - 1]?.token, 'plain-adverb', 'widely')) end--;
  return parts.slice(0, end);
}

/** 11个行业采购经理指数位于临界点以上: what is counted, without the measure of it that a predicate follows. */
function withoutState({ parts, end }: Phrase, last: number): Part[] {
  const measured = parts.length > 1 && has(parts.at(-1)?.token, 'state-end');
  if (!measured || end > last) return parts;
  if (has(parts[0]?.token, 'region-noun')) return parts.slice(0, 1);
  // 几十种鱼类数量增加: how many there are of what is counted.
  return /^(种群)?(数量|总量)$/.test(parts.at(-1)?.text ?? '') ? parts.slice(0, -1) : parts;
}

/** 24个行业利润同比增长: what of the regions or trades moved, and how, where that closes the clause. */
function movedState(tokens: readonly Token[], { parts, end }: Phrase, last: number): string {
  if (parts.length < 2 || !has(parts[0]?.token, 'region-noun') || end > last) return '';
  let i = end;
  while (i < last && has(tokens[i], 'base', 'drop', 'than', 'distributive')) i++;
  return i === last && has(tokens[i], 'rise', 'fall') ? (tokens[i]?.text ?? '') : '';
}

/** 4款疫苗新增产能20亿剂: whether another number of the clause follows the noun, with nothing but words between. */
function keepsFor(tokens: readonly Token[], end: number, last: number): boolean {
  for (let i = end; i <= last; i++) {
    const t = tokens[i];
    if (t?.kind === 'quantity') return true;
    if (t === undefined || t.kind === 'mark' || /^(和|及|以及|与)$/.test(t.text)) return false;
  }
  return false;
}

/** 两条设计时速350公里的高速铁路: a measured attribute stands before the noun. */
const attribute: Case<FollowingNoun> = (what) => {
  const { reading, clause, at, noun } = what;
  const inner = reading.tokens[noun.end]?.quantity;
  if (inner === undefined || inner.dimension === 'count') return null;
  const linked = reading.tokens[noun.end + 1]?.text === '的';
  const bounded = inner.outerEnd > inner.end;
  // 16台单机容量100万千瓦水轮发电机组: a measure before its number, and the noun at once.
  const next = reading.tokens[noun.end + 1];
  const measures = has(noun.parts.at(-1)?.token, 'measure-end') && noun.parts.length <= 2;
  const named =
    measures && noun.end < clause.last && next?.kind === 'word' && /^[nb]/.test(next.tag) && next.lexeme === null;
  if (!linked && !bounded && !named) return null;
  // 直径6米的天线, 时速350公里的高铁; but 3名船员6个月的给养: no measure, so that the number is not of the noun before it.
  const of = noun.parts.at(-1)?.token;
  if (of !== undefined && of.text.length > 1 && !has(of, 'measure-end', 'extent-end')) return null;
  const beyond = nounAfter(reading.tokens, noun.end + (linked ? 2 : 1), clause.last);
  if (beyond.parts.length === 0) return null;
  return { name: textOf(governors(what)) + textOf(beyond.parts), parts: beyond.parts, end: at + 1 };
};

/** 36个, 36座：: no noun, or too little of one. */
const nothing: Case<FollowingNoun> = ({ counted, noun }) =>
  noun.parts.every((p) => p.token.kind === 'word' && isDropped(p.token)) ||
  (textOf(counted).length < 2 && !noun.parts.some((p) => isNoun(p.token)))
    ? NO_NAME
    : null;

/** 36万吨扩产到…: what the number became. */
const arrival: Case<FollowingNoun> = ({ reading, clause, from, next }) =>
  (next.tag === 'x' && /[到至]$/.test(next.text)) ||
  // 16名观众到现场: a noun only goes there; 86种精简到…: but it moved.
  (from < clause.last && !isThing(next) && /^(到|至)$/.test(reading.tokens[from + 1]?.text ?? ''))
    ? NO_NAME
    : null;

const isThing = (t: Token): boolean => t.kind === 'word' && /^n/.test(t.tag) && !has(t, 'rise', 'fall');

/** 8场产销对接活动意向金额: verbs in a row that a noun of action closes. */
const compoundOf = ({ quantity, noun }: FollowingNoun): boolean =>
  quantity.dimension === 'count' && noun.parts.length > 1 && has(noun.parts.at(-1)?.token, 'action-noun');

/** Units of what happens. */
const EVENTS = /^[起宗桩]$/;

/** Longest subject that a counted deed takes into its name. */
const LONGEST_SUBJECT = 20;

/** 央行连续8次加息, 清单七次瘦身: what was done so often, and by or to what; the numbers after it are of that. */
const counted: Case<FollowingNoun> = (what) => {
  const { reading, clause, at, from, next, quantity, owned } = what;
  if (owned || from !== clause.last || !DEED_UNIT.test(quantity.unit ?? '')) return null;
  if (next.kind !== 'word' || next.text.length < 2 || !/^v[in]?$/.test(next.tag)) return null;
  if ((has(next, 'rise', 'fall') && !has(next, 'keeps')) || has(next, 'arrive', 'copula', 'exists')) return null;
  if (governors(what).length > 0) return null;
  const parts = [asPart(next)];
  const end = from + 1;
  const left = leftOf(reading, clause, at);
  // 双方先后5次会晤: with whom stands before.
  const whose = textOf(left);
  const subject =
    left.length > 0 &&
    whose.length <= LONGEST_SUBJECT &&
    left.every((p) => isNoun(p.token) && !isVerb(p.token)) &&
    !has(next, 'reciprocal');
  if (!subject) return { name: next.text, parts, end };
  return { name: whose + next.text, parts, end, also: { name: whose, parts: left } };
};

/** Verbs are no noun; but 提交了25万个签名: a lone verb at the end of the clause is the object of the verb before. */
const verbsAlone: Case<FollowingNoun> = (what) => {
  const { clause, quantity, noun, owned } = what;
  if (!noun.parts.every((p) => isVerb(p.token))) return null;
  // 两起抢劫发生在…: events are counted, whatever their word is.
  if (EVENTS.test(quantity.unit ?? '') && !noun.parts.some((p) => has(p.token, 'cause', 'predicate'))) return null;
  if (noun.end <= clause.last) return compoundOf(what) ? null : NO_NAME;
  // 40个小时的搜救
  if (isLight(what) || (owned && quantity.dimension === 'duration')) return null;
  if (quantity.dimension !== 'count') return NO_NAME;
  // 共计60场演出: or what is a noun as well.
  const nouns = noun.parts.every((p) => has(p.token, 'nominal') || p.token.tag === 'vn');
  return nouns || governors(what).length > 0 ? null : NO_NAME;
};

/** 三成企业, 带动三成企业增收: the whole of a share, after the verb that governs it or before its own. */
const whole: Case<FollowingNoun> = (what) => {
  const { reading, clause, at, share, noun, counted } = what;
  if (!share) return null;
  const left = leftOf(reading, clause, at);
  const led = left.length > 0 && isVerb(left[left.length - 1]?.token as Token);
  const name = led
    ? textOf(left) + textOf(counted)
    : textOf(counted) + predicateAfter(reading.tokens, clause, at, noun, share);
  return { name, parts: noun.parts, end: noun.end };
};

/** 造船业三大指标, 货运量、重箱率两项指标: what is said of the indicators as a whole is of all of them, or of those listed. */
const summary: Case<FollowingNoun> = (what) => {
  const { reading, clause, at, noun, counted, quantity } = what;
  const token = reading.tokens[at];
  if (quantity.dimension !== 'count' || token === undefined || !has(counted.at(-1)?.token, 'summary')) return null;
  const name = textOf(counted);
  const left = leftOf(reading, clause, at);
  const beside = left.at(-1)?.token.end === token.start;
  const listed = beside && left.some((p) => p.text === '、');
  const whole = [...(beside ? left : []), asPart(token), ...counted];
  const also = listed ? left : whole;
  return { name, parts: noun.parts, end: noun.end, also: { name: textOf(also), parts: also } };
};

/** 总投资135亿元的工厂 → 工厂总投资, 发现了16个问题 → 发现问题, 60所学校损毁 → 学校损毁. */
const thing: Case<FollowingNoun> = (what) => {
  const { reading, clause, at, owned, noun, onward, counted } = what;
  const name = textOf(counted);
  const end = onward ? at + 1 : noun.end;
  const measure = measureBefore(reading, clause, at, owned);
  if (measure !== '') return { name: name + measure, parts: noun.parts, end };
  // 载有72人的客机: the one that holds them.
  const holder = reading.tokens[at - 1];
  if (owned && what.quantity.unit === '人' && has(holder, 'holds'))
    return { name: name + (holder?.text ?? ''), parts: noun.parts, end };
  // 站在30度的山坡上: where it was done.
  const verbs = reading.tokens[at - 1]?.text === '在' && owned ? [] : governors(what);
  // 对36家企业实施处罚: what is done to the counted.
  const done = doneTo(what);
  if (done !== '') return { name: done + name, parts: noun.parts, end };
  // 组织260名学生参加研学: what the verb had the counted do, where they are nothing but 学生.
  const deed = isMade(what, verbs) ? predicateAfter(reading.tokens, clause, at, noun, true) : '';
  if (deed !== '') return { name: name + deed, parts: noun.parts, end };
  if (verbs.length > 0) return { name: (isTelling(what, verbs) ? textOf(verbs) : '') + name, parts: noun.parts, end };
  const moved = onward ? '' : movedState(reading.tokens, noun, clause.last);
  if (moved !== '') return { name: name + moved, parts: noun.parts, end };
  const state = predicateAfter(reading.tokens, clause, at, noun, false);
  // 两起枪击发生后: what is counted happens.
  if (EVENTS.test(what.quantity.unit ?? '') && state.startsWith('发生')) return { name, parts: noun.parts, end };
  const bare = state === '' && !onward ? textOf(withoutState({ parts: counted, end: noun.end }, clause.last)) : name;
  return { name: bare + state, parts: noun.parts, end };
};

/** 对36家企业实施处罚, 对210名学生进行家访: the deed that a preposition before the number leaves to a verb that says nothing. */
function doneTo({ reading: { tokens }, clause, at, noun, counted }: FollowingNoun): string {
  if (textOf(counted).length > SHORT_NOUN || noun.end >= clause.last) return '';
  let i = at - 1;
  while (i > clause.first && (tokens[i]?.kind === 'place' || tokens[i]?.text === '的')) i--;
  if (tokens[i]?.text !== '对') return '';
  let light = noun.end;
  while (light < clause.last && (tokens[light]?.kind === 'quantity' || /^[和、]$/.test(tokens[light]?.text ?? '')))
    light += 2;
  if (!has(tokens[light], 'light-verb')) return '';
  const deed = tokens[light + 1];
  return light + 1 === clause.last && deed?.kind === 'word' && /^vn?$/.test(deed.tag) ? deed.text : '';
}

/** Whether a verb before the number has the counted do something: 组织学生参加, 推动企业进入. */
function isMade(what: FollowingNoun, verbs: readonly Part[]): boolean {
  const { clause, at, noun, counted, quantity } = what;
  const { tokens } = what.reading;
  // 增发1万亿元国债支持灾后恢复重建: money is for something.
  if (quantity.dimension === 'money') return false;
  if (EVENTS.test(quantity.unit ?? '') || noun.end > clause.last || textOf(counted).length > SHORT_NOUN) return false;
  const before = tokens[at - 1];
  // 有650名伤员、500名医生: another of a list follows.
  if (tokens[noun.end]?.kind !== 'word' || /^[和及与]$/.test(tokens[noun.end]?.text ?? '')) return false;
  // 该校有260名学生报考军校
  return (
    (verbs.length > 0 || has(before, 'causative', 'there-are')) &&
    !verbs.some((p) => has(p.token, 'act', 'sends')) &&
    !(verbs.at(-1)?.text !== '的' && verbs.some((p) => has(p.token, 'holds')))
  );
}

/** Longest noun that says too little without its verb: 发现[问题], 开发[地块]. */
const SHORT_NOUN = 3;

/**
 * Whether the verb that governs the number carries meaning: 新建36个口袋公园, 削减30万桶出口量, 发现16个问题; 推出36条精品线路 is
 * about 精品线路.
 */
function isTelling(
  { reading: { tokens }, clause, quantity, noun, counted }: FollowingNoun,
  verbs: readonly Part[],
): boolean {
  if (quantity.dimension !== 'count' || verbs.some((p) => has(p.token, 'telling', 'act') || p.text.startsWith('新')))
    return true;
  const close = verbs[verbs.length - 1]?.text === '的' || verbs.every((p) => p.text.length > 1);
  // 带动23个村庄发展: a verb that has the counted do something.
  const next = noun.end <= clause.last ? tokens[noun.end] : undefined;
  const pivot = next !== undefined && (isVerb(next) || has(next, 'comes'));
  return close && !pivot && textOf(counted).length <= SHORT_NOUN;
}

/** 300万千瓦容量的电站 → 电站容量, 一百米长的退水口 → 退水口长: the measure stands between the number and what it is of. */
const measured: Case<FollowingNoun> = ({ reading: { tokens }, clause, from, next, quantity }) => {
  const thing = tokens[from + 2];
  if (quantity.dimension === 'count' || tokens[from + 1]?.text !== '的') return null;
  if (!has(next, 'measure-end', 'extends')) return null;
  if (from + 2 > clause.last || thing === undefined || !isNoun(thing)) return null;
  const noun = nounAfter(tokens, from + 2, clause.last);
  return noun.parts.length === 0 ? null : { name: textOf(noun.parts) + next.text, parts: noun.parts, end: noun.end };
};

export const NOUN_CASES: readonly Case<FollowingNoun>[] = [
  attribute,
  measured,
  counted,
  nothing,
  arrival,
  verbsAlone,
  whole,
  summary,
  thing,
];
