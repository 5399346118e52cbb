// Which words name a number, as an ordered list of namers: the first that finds a name gives it.
import type { Quantity } from '../../quantities/index.js';
import type { Clause } from '../clauses.js';
import type { FrameMatch } from '../frames.js';
import type { NameEvent, Part } from '../model.js';
import type { Reading } from '../reading.js';
import { beforeAspect, has, isNoun, isVerb, type Token } from '../tokens.js';
import { nameAfter } from './after.js';
import { leftOf } from './before.js';
import { hasContent, stripGhost, withoutExamples, withoutMembers } from './content.js';
import { timedDeed } from './following.js';
import { headFor, inherited } from './heads.js';
import { attributes, isLandmark } from './measures.js';
import { nounAfter } from './noun.js';
import { clean, LONG, type Named, shorten, textOf, trim } from './parts.js';
import { subjectOf } from './subject.js';
import { endsInVerb } from './verbs.js';

export type { Named };

interface Asked {
  reading: Reading;
  clause: Clause;
  /** Index of the number's token. */
  at: number;
  frame: FrameMatch;
  quantity: Quantity;
  /** Its place in a list of numbers, from 0. */
  nth: number;
  /** The words before the frame; only the first number of a list has any. */
  left: Part[];
  /** The same less examples, and less what is no name alone. */
  own: Part[];
}

type Namer = (asked: Asked) => Named | null;

/** In the order of choice; where none finds a name, whatever stands before the number is taken. */
const NAMERS: readonly Namer[] = [
  following,
  totalNamed,
  completed,
  made,
  preceding,
  changed,
  told,
  ahead,
  inheritedName,
];

/** The name of the quantity at token `at`; '' where the text has none. */
export function nameOf(
  reading: Reading,
  clause: Clause,
  at: number,
  frame: FrameMatch,
  quantity: Quantity,
  nth: number,
): Named {
  const { keeps } = frame.frame;
  const opener = reading.tokens[frame.from];
  const named = has(opener, 'keeps') || saysOfWhat(reading.tokens[frame.from - 1], opener);
  const limit = keeps === true ? at : named ? frame.from + 1 : frame.from;
  const left = nth === 0 ? leftOf(reading, clause, limit) : [];
  const own = stripGhost(withoutExamples(reading.tokens[limit - 1]?.text === '等' ? withoutMembers(left) : left));
  const asked: Asked = { reading, clause, at, frame, quantity, nth, left, own };
  for (const namer of NAMERS) {
    const named = namer(asked);
    if (named !== null) return named;
  }
  return { name: textOf(left), parts: left, end: at + 1 };
}

/** 市场份额, 水质优良比例: a share's noun that says of what it is belongs to the name; 占比 and 比重 do not. */
const saysOfWhat = (before: Token | undefined, noun: Token | undefined): boolean =>
  has(noun, 'share-noun') && (!has(noun, 'bare-share') || before?.text === '市场');

/** 新建36个口袋公园: what follows the number, where the number asks for it. */
function following(asked: Asked): Named | null {
  const { reading, clause, at, frame, quantity } = asked;
  const rule = frame.frame;
  if (at >= clause.last || reading.tokens[frame.to + 1] === undefined || !asksAfter(asked)) return null;
  const right = nameAfter(
    reading,
    clause,
    at,
    rule.whole === 'subject' ? frame.to : at,
    quantity,
    rule.name === 'after',
  );
  // 新增面积的四分之一来自福建: a place is the record's area.
  if (right === null) return null;
  if (quantity.dimension === 'percent' && right.parts.every((p) => p.token.kind === 'place')) return null;
  // 节约10%的能耗成本: the verb says which way, and is no part of the name.
  if (rule.name === 'after' && rule.measure === 'growth') return { ...right, name: textOf(right.parts) };
  return withScope(asked, right);
}

/** Whether the name stands after the number, if there is one. */
function asksAfter(asked: Asked): boolean {
  const { reading, clause, at, frame, quantity, nth, left } = asked;
  const rule = frame.frame;
  const before = reading.tokens[at - 1];
  const { unit, form, dimension } = quantity;
  const counts = unit === null ? form !== 'half' : dimension === 'count';
  const open = rule.name === undefined;
  return (
    rule.name === 'after' ||
    (counts && rule.name !== 'before' && !isStated(asked)) ||
    (rule.id === 'move.change' && (dimension === 'count' || isObject(asked))) ||
    (open && before?.text === '的') ||
    isSecondUnit(asked) ||
    has(before, 'pays', 'spends', 'allots') ||
    (has(before, 'there-are') && dimension !== 'money' && dimension !== 'percent') ||
    (open &&
      nth === 0 &&
      (endsInVerb(left) ||
        /^(了|过)$/.test(before?.text ?? '') ||
        isOfPlace(asked) ||
        isFirst(asked) ||
        isFacility(asked) ||
        isDone(asked) ||
        isLocation(asked) ||
        isExtent(asked) ||
        isTime(asked) ||
        isUndertaking(asked) ||
        isEquated(asked) ||
        attributes(reading, clause, at, left)))
  );
}

/** 311条、1310公里受损道路: the same in another unit. */
function isSecondUnit({ reading: { tokens }, clause, at, quantity }: Asked): boolean {
  const first = tokens[at - 1]?.text === '、' ? tokens[at - 2]?.quantity : undefined;
  const noun = at < clause.last ? tokens[at + 1] : undefined;
  if (first === undefined || first.unit === null || first.unit === quantity.unit || noun?.kind !== 'word') return false;
  return first.dimension === 'count' && /^(length|area)$/.test(quantity.dimension) && /^[nv]/.test(noun.tag);
}

/** 入驻企业达800家的园区: what the number is of stands before it, and what follows 的 has so many. */
function isStated(asked: Asked): boolean {
  const {
    reading: { tokens },
    at,
    quantity,
    own,
  } = asked;
  if (own.length === 0) return false;
  if (tokens[at + 1]?.text !== '的') return isKinds(asked);
  const before = tokens[at - 1];
  const noun = own.at(-1)?.token as Token;
  const bound = quantity.outerStart < quantity.start && before === noun;
  // 27个成员国超2万人的调查: a noun with a number of its own.
  const opener = tokens[tokens.indexOf(noun) - 1];
  if (own.length === 1 && opener?.kind === 'quantity') return false;
  // 能容纳超过300人的大厅: a verb after all.
  if (has(opener, 'can')) return false;
  return /^n/.test(noun.tag) && !has(noun, 'dependent') && (bound || (has(before, 'to') && has(before, 'copula')));
}

/** 茶叶超过30个品种, 客源地多达60个国家: what has so many kinds, or comes from so many places, stands before the number. */
function isKinds({ reading: { tokens }, clause, at, quantity, own }: Asked): boolean {
  const noun = own.at(-1)?.token;
  if (noun?.kind !== 'word' || !/^n/.test(noun.tag) || has(noun, 'dependent')) return false;
  // 新引进的茶叶: a clause about the noun, but no deed.
  if (own.slice(own.findLastIndex((p) => p.text === '的') + 1).some((p) => isVerb(p.token))) return false;
  // 两地超过50个县: regions of what stands before.
  const bound = quantity.outerStart < quantity.start && tokens[at - 1] === noun && has(tokens[at + 1], 'kind-noun');
  if (!bound && tokens[at - 1]?.text !== '多达') return false;
  const rest = tokens.slice(at + 1, clause.last + 1);
  return rest.every((t) => has(t, 'kind-noun', 'region-noun') || /^[和、]$/.test(t.text));
}

/** 每年增加25万吨化工原料: the noun directly after the number is what there is more of. */
function isObject({ reading: { tokens }, clause, at, quantity }: Asked): boolean {
  const next = at < clause.last ? tokens[at + 1] : undefined;
  return !/^(percent|money|rank|ratio)$/.test(quantity.dimension) && next?.kind === 'word' && /^n[gz]?$/.test(next.tag);
}

/** 临汾市10万亩红高粱, 屋顶上3万平方米的光伏板: between a place, or a word that is no measure, and what there is so much of. */
function isOfPlace({ reading: { tokens }, clause, at, quantity, left }: Asked): boolean {
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  if (left.length === 0 || next?.kind !== 'word' || at >= clause.last) return false;
  const { dimension } = quantity;
  // 临汾市10万亩红高粱
  const plain = next.tag === 'a' && at + 1 < clause.last ? tokens[at + 2] : next;
  const thing = plain?.kind === 'word' && /^n[gz]?$/.test(plain.tag);
  if (before?.kind === 'place' && !/^(percent|money|rank)$/.test(dimension) && thing) return true;
  const linked = next.text === '的';
  if (!/^(area|mass|volume|length|power)$/.test(dimension) || (linked && dimension === 'power')) return false;
  const stuff = linked && at + 1 < clause.last ? tokens[at + 2] : next;
  if (stuff?.kind !== 'word' || stuff.text.length < 2) return false;
  if (!/^n[gz]?$/.test(stuff.tag) && !(linked && stuff.tag === 'vn')) return false;
  if (has(stuff, 'measure-end', 'dependent', 'measure-noun', 'per', 'extent-place')) return false;
  if (isLandmark(stuff, tokens[at + 3]) || before === undefined || isMeasure(before)) return false;
  // 将5万亩林地划成小块, 给17万亩小麦追肥, 在10万亩草甸感受…
  // 距离在300公里以上: but what the measure is.
  const measured = tokens[at - 2];
  if (/^(给|把|将|在|对)$/.test(before.text))
    return measured === undefined || !(isMeasure(measured) || has(measured, 'extent-place'));
  if (dimension === 'length')
    return isNoun(before) && before.tag.startsWith('n') && !isDistance(tokens, clause.first, at);
  if (before.kind === 'place') return true;
  return (
    before.kind === 'word' && /^([nfsv]|uz)/.test(before.tag) && !has(before, 'copula', 'rise', 'fall', 'arrive', 'to')
  );
}

/** 距县城30公里的村子, 从县城到村里30公里的路: whether the length before token `at` is of a way. */
function isDistance(tokens: readonly Token[], first: number, at: number): boolean {
  for (let i = at - 1; i >= first; i--)
    if (/^(距|距离|离|从|到|至|由|位于|方向|徒步|步行|离岸)$/.test(tokens[i]?.text ?? '') || tokens[i]?.tag === 'f')
      return true;
  return false;
}

/** 全省首艘8000立方米液化气船: the first of which has that size. */
function isFirst({ reading: { tokens }, clause, at, quantity }: Asked): boolean {
  if (/^(percent|rank|duration)$/.test(quantity.dimension) || at >= clause.last) return false;
  const next = tokens[at + 1] as Token;
  if (next.kind !== 'word' || !(isNoun(next) || has(next, 'compounding'))) return false;
  for (let i = at - 1; i >= clause.first && i >= at - 3; i--) {
    const t = tokens[i];
    if (t?.kind !== 'word') return false;
    if (/^首./.test(t.text) && t.tag === 'm') return true;
    if (t.text === '首') return tokens[i + 1]?.tag === 'q';
    if (!/^[nqsb]/.test(t.tag)) return false;
  }
  return false;
}

/** 产量, 占地, 总面积: a word for what is measured, so that the number is its value. */
const isMeasure = (t: Token): boolean =>
  has(t, 'measure-end', 'extent-end', 'owned-measure', 'measure-noun', 'dependent', 'per');

/** 青山县10万千瓦光伏项目, 两地500千伏线路工程: the works of that size, after whose they are. */
function isFacility({ reading: { tokens }, clause, at, quantity, left }: Asked): boolean {
  if (/^(count|percent|percentage_point|money|rank|duration|index|ratio|temperature)$/.test(quantity.dimension))
    return false;
  const before = tokens[at - 1] as Token;
  const next = at < clause.last ? tokens[at + 1] : undefined;
  if (left.length === 0 || next?.kind !== 'word' || before.kind === 'quantity') return false;
  if (isMeasure(before) || isVerb(before) || has(before, 'copula', 'plant-measure', 'extends')) return false;
  if (!isNoun(next) && !has(next, 'compounding')) return false;
  const { parts } = nounAfter(tokens, at + 1, clause.last);
  return has(parts.findLast((p) => /^n/.test(p.token.tag))?.token, 'facility');
}

/** 完成90分钟空中试飞, 完成500公里巡护: what was done so long or so far. */
function isDone({ reading: { tokens }, clause, at, quantity }: Asked): boolean {
  const next = at < clause.last ? tokens[at + 1] : undefined;
  if (!/^(duration|length|area|mass|volume)$/.test(quantity.dimension) || next?.kind !== 'word') return false;
  const before = beforeAspect(tokens, at);
  if (!has(before, 'achieves')) return false;
  if (before?.text === '实现' && quantity.dimension === 'duration')
    return tokens[clause.last]?.tag.startsWith('v') ?? false;
  return (isNoun(next) || has(next, 'compounding')) && !has(next, 'predicate');
}

/** 旧址158处，其中九成以上都是砖木结构: what the part of the total is. */
function isEquated({ reading: { tokens, total }, frame, quantity }: Asked): boolean {
  if (quantity.dimension !== 'percent' || total === null) return false;
  return /^[都均全]$/.test(tokens[frame.to + 1]?.text ?? '') && /^[是为]$/.test(tokens[frame.to + 2]?.text ?? '');
}

/** 在200多亩荒地上建起大棚: where something was done. */
function isLocation({ reading: { tokens }, clause, at, quantity }: Asked): boolean {
  if (!/^正?在$/.test(tokens[at - 1]?.text ?? '') || /^(percent|money|rank|duration|length)$/.test(quantity.dimension))
    return false;
  const close = tokens.findIndex((t, j) => j > at + 1 && has(t, 'adjunct-end'));
  return close > 0 && close <= Math.min(at + 4, clause.last) && isNoun(tokens[close - 1] as Token);
}

/** 一百米长的退水口: what is that long. */
function isExtent({ reading: { tokens }, clause, at, quantity }: Asked): boolean {
  const noun = tokens[at + 3];
  if (!/^(length|mass)$/.test(quantity.dimension) || at + 3 > clause.last || noun === undefined) return false;
  return has(tokens[at + 1], 'extends') && tokens[at + 2]?.text === '的' && isNoun(noun);
}

/** 15分钟可直达机场, 3分钟就能换上电池: what takes that long. */
function isTime({ reading: { tokens }, clause, at, quantity }: Asked): boolean {
  return quantity.dimension === 'duration' && timedDeed(tokens, clause, at) > 0;
}

/** 救援人员40个小时的救援, 20多米的攀爬: the deed that took that long, whoever did it. */
function isUndertaking({ reading: { tokens }, clause, at, quantity }: Asked): boolean {
  const deed = tokens[at + 2];
  // 经过2个小时紧张抢修，
  const passed = /^(经过|历经|经历)$/.test(tokens[at - 1]?.text ?? '') && at < clause.last;
  if (quantity.dimension === 'duration' && passed && tokens[clause.last]?.tag.startsWith('v')) return true;
  if (!/^(duration|length)$/.test(quantity.dimension) || tokens[at + 1]?.text !== '的' || at + 2 > clause.last)
    return false;
  if (deed?.kind !== 'word' || deed.text.length < 2 || !/^vn?$/.test(deed.tag)) return false;
  // 在轨驻留的消耗品: no deed, but a part of what it says of a noun.
  const after = at + 2 < clause.last ? tokens[at + 3] : undefined;
  return after === undefined || (at + 3 === clause.last && /^vn?$/.test(after.tag));
}

/** 合作范围拓展至21个国家: what reached the number belongs to the name. */
function withScope({ reading, clause, frame }: Asked, right: Named): Named {
  if (frame.frame.id !== 'move.arrive') return right;
  const left = textOf(stripGhost(leftOf(reading, clause, frame.from)));
  // 拉回到2%的目标: the verb that reached it is in both.
  let shared = Math.min(2, right.name.length);
  while (shared > 0 && !left.endsWith(right.name.slice(0, shared))) shared--;
  const name = left + right.name.slice(shared);
  return left.length < 2 || name.length > LONG ? right : { ...right, name };
}

/** 绿色建材产业总产值36亿元，其中绿色建材…: the first words of the total's name stand for all of it. */
function totalNamed({ reading, at, own }: Asked): Named | null {
  const total = reading.total?.[0]?.indicator ?? '';
  const text = textOf(own);
  const begins = text.length >= 2 && text.length <= 4 && total !== text && total.startsWith(text);
  return begins ? { name: total, parts: own, end: at + 1 } : null;
}

/** 粮食收购完成计划的60%: the goal is part of the name. */
function completed(asked: Asked): Named | null {
  const { reading, at, frame, own } = asked;
  if (frame.frame.id !== 'rate.complete') return null;
  const goal = reading.tokens
    .slice(frame.from, at)
    .filter((t) => t.kind !== 'time' && !has(t, 'drop') && t.text !== '的' && t.text !== '了');
  // 完成年度计划投资的70%: the goal alone, where it says of what it is one.
  if (!hasContent(own) && !has(goal.at(-1), 'measure-noun', 'planned-sum')) return null;
  return { name: shorten(own) + goal.map((t) => t.text).join(''), parts: own, end: at + 1 };
}

/** 核心部件实现100%国产化: what was brought about of the subject. */
function made({ reading, clause, at, frame, own }: Asked): Named | null {
  if (frame.frame.id !== 'rate.made' || frame.to <= at || !hasContent(own)) return null;
  const said = nounAfter(reading.tokens, at + 1, clause.last);
  const name = textOf(own) + textOf(said.parts);
  return said.parts.length > 0 && name.length <= LONG ? { name, parts: own, end: said.end } : null;
}

/** Words that stand for what was measured last. */
const ANAPHOR = /^该?(指标|数字|数值|数据|比例)$|(这一|这个|上述)(指标|数字|数值|数据|比例)$/;

/** 粮食产量36万吨: the words before the number, with what they leave out because it was just said. */
function preceding(asked: Asked): Named | null {
  const { reading, clause, at, frame, own } = asked;
  if (!hasContent(own) || frame.frame.id === 'move.change-after') return null;
  // 这一指标环比上涨: the name said last.
  // 第二大经济体法国的这一数字为44.5: of another whole.
  if (ANAPHOR.test(textOf(own)) && inherited(reading) !== null) return null;
  // 达1.6亿户，比…净增1亿户: of what the number before was.
  if (own.length === 1 && has(own[0]?.token, 'act') && reading.events.at(-1)?.observation?.unit === asked.quantity.unit)
    return null;
  // 零售额增长6%，占…的比重提高2个百分点: whose share it is was said before.
  if (has(own[0]?.token, 'share')) return null;
  // 已收获10亿亩，完成80.1%: the verb of a rate says nothing alone.
  if (frame.frame.measure === 'rate' && own.length === 1 && has(own[0]?.token, 'achieves')) return null;
  const name = (headFor(reading, clause, own, asked.quantity.unit) || topicOf(asked)) + shorten(own) + growthOf(asked);
  return { name, parts: own, end: at + 1 };
}

/** 这样的公园，全市已建成36个; 受灾企业290家，已复工89家: a verb alone counts what the clause before was about. */
function topicOf({ reading: { events, tokens }, clause, at, own, quantity }: Asked): string {
  const topic = events.at(-1);
  if (topic === undefined || PEOPLE.test(quantity.unit ?? '') || textOf(own).length > 4) return '';
  if (!own.every((p) => isVerb(p.token) && !has(p.token, 'cause', 'noun-suffix'))) return '';
  // 造林5万亩、种草3万亩: in a list each is of its own.
  let opener = at;
  while (opener > clause.first && tokens[opener] !== own[0]?.token) opener--;
  const listed = tokens[opener - 1]?.text === '、';
  if (topic.observation !== null) return (listed ? '' : countedBefore(topic, quantity)) || actorBefore(topic);
  if (quantity.dimension !== 'count' || topic.name.length > LONGEST_TOPIC) return '';
  // 教育部启动评选，拟认定200个: who acts is not what is counted.
  return topic.parts.some((p) => isVerb(p.token) || has(p.token, 'organisation', 'agency')) ? '' : topic.name;
}

/** 办理案件360件，审结280件: the noun that was counted in the same unit, or ''. */
function countedBefore({ parts, observation }: NameEvent, { unit, dimension }: Quantity): string {
  if (observation?.unit !== unit || unit === '例' || !/^(count|length|area)$/.test(dimension)) return '';
  const deed = parts.findLastIndex(({ token: t }) => t.tag.startsWith('v') && !has(t, 'compounding', 'measure-noun'));
  const noun = trim(parts.slice(deed + 1));
  const last = noun.at(-1);
  if (last === undefined || isVerb(last.token) || !isNoun(last.token) || has(last.token, 'measure-end')) return '';
  const name = textOf(noun);
  return name.length >= 2 && name.length <= LONGEST_TOPIC ? name : '';
}

/** 班列开行600列、运送3万标箱: who did both, where the verb before has no object. */
function actorBefore({ parts, name }: NameEvent): string {
  const deed = parts.findIndex((p) => isVerb(p.token) || p.token.tag === 'vn');
  const actor = textOf(parts.slice(0, deed));
  const bare =
    deed > 0 &&
    parts.some((p) => isVerb(p.token)) &&
    parts.slice(deed).every((p) => isVerb(p.token) || p.token.tag === 'vn');
  return bare && name === textOf(parts) && actor.length >= 2 && actor.length <= LONGEST_TOPIC ? actor : '';
}

const PEOPLE = /^[人名位户]$/;
/** Longest topic that is said again, in characters. */
const LONGEST_TOPIC = 12;

/** 经济增长5%: a noun that is no measure takes the growth into its name. */
function growthOf({ reading, frame, own }: Asked): string {
  const rule = frame.frame;
  if (own.length !== 1 || !has(own[0]?.token, 'needs-growth') || rule.measure !== 'growth' || rule.keeps === true)
    return '';
  const moved = reading.tokens[frame.from];
  if (has(moved, 'fall')) return '';
  return has(moved, 'growth-noun') ? (moved?.text ?? '') : '增长';
}

/** 先后有3℃～6℃降温: the word after the number is all there is. */
function changed({ reading, at, frame, own }: Asked): Named | null {
  if (frame.to <= at || frame.frame.measure !== 'change') return null;
  const words = reading.tokens.slice(at + 1, frame.to + 1).map((t) => t.text);
  const name = words.join('').replace(/^的/, '');
  return { name: (hasContent(own) ? textOf(own) : '') + name, parts: [], end: frame.to + 1 };
}

/** 88亿元，这是全市去年的产值: a number alone, and what it is. */
function told({ reading: { tokens, clauses }, clause, at }: Asked): Named | null {
  if (clause.first !== at || clause.last !== at || tokens[at + 2]?.text !== '这' || tokens[at + 3]?.text !== '是')
    return null;
  const next = clauses.find(({ first }) => first === at + 2);
  if (next === undefined) return null;
  const parts = clean(tokens.slice(at + 4, next.last + 1));
  const name = shorten(parts);
  return hasContent(parts) && name.length <= LONG ? { name, parts, end: at + 1 } : null;
}

/** 从3亿元增长到9亿元，全县茶业规模…: a sentence that opens with where something came from says what it was in the next clause. */
function ahead({ reading: { tokens, clauses, events }, clause, own }: Asked): Named | null {
  if (own.length > 0 || clause !== clauses[0] || !has(tokens[clause.first], 'from')) return null;
  // Of its second number the first has found it.
  if (events.length > 0) return null;
  for (const next of clauses.slice(1, 3)) {
    const parts = tokens.slice(next.first, next.last + 1).some((t) => t.kind === 'quantity')
      ? []
      : subjectOf(tokens, next.first, next.last);
    // 规模再上台阶: up to the measure.
    const measure = parts.findIndex((p) => has(p.token, 'measure-end', 'state-end'));
    if (measure > 0) {
      const named = parts.slice(0, measure + 1);
      return { name: textOf(named), parts: named, end: clause.first };
    }
  }
  return null;
}

/** 出口额5亿元，同比增长8%: the name said last. */
function inheritedName({ reading, at, frame, quantity }: Asked): Named | null {
  // 项目1.7万个、投资72亿元，比去年同期多370个: a change is of what is counted in the same unit.
  const alike =
    frame.frame.measure === 'change' && quantity.dimension === 'count'
      ? reading.events.findLast((e) => e.observation?.unit === quantity.unit && e.name !== '')
      : undefined;
  const last = alike ?? inherited(reading);
  return last === null ? null : { name: last.name, parts: last.parts, end: at + 1, from: last.observation };
}
