// Names are made of parts: tokens less all that a table row does not need.
import type { Observation, Part } from '../model.js';
import { has, hasAny, isNoun, type Token } from '../tokens.js';
import { insideCode, placeStays, staysInside } from './inner.js';

/** Classes whose words never stand in a name. */
const DROPPED = new Set([
  'copula',
  'drop',
  'base',
  'forecast',
  'target',
  'distributive',
  'part',
  'report',
  'than',
  'from',
  'arrive',
  'ought',
]);
/** Parts of speech that never do: adverbs, particles, pronouns, interjections, numerals left over. */
const DROPPED_TAGS = /^(d|ad|u[^j]|ul|ug|uz|y|e|o|r|m|mq|df|dg)$/;
/** The same by part of speech: there are few, and each word is asked for. */
const droppedTags = new Map<string, boolean>();
const isDroppedTag = (tag: string): boolean => {
  const known = droppedTags.get(tag);
  if (known !== undefined) return known;
  droppedTags.set(tag, DROPPED_TAGS.test(tag));
  return DROPPED_TAGS.test(tag);
};

/** Whether the token stands in no name, wherever it is. */
export const isDropped = (t: Token): boolean => {
  if (has(t, 'compound')) return false;
  if (t.text === '着') return true;
  if (t.kind === 'time' || t.kind === 'quantity') return true;
  if (t.kind !== 'word') return false;
  if (has(t, 'kept-adverb')) return false;
  if (t.text.length > 1 && t.text.startsWith('每') && /^[^个次]/.test(t.text.slice(1))) return false;
  return (
    hasAny(t, DROPPED) ||
    (isDroppedTag(t.tag) && !has(t, 'act', 'predicate') && !(t.tag === 'm' && has(t, 'noun-suffix')))
  );
};

export const textOf = (parts: readonly Part[]): string => parts.map((p) => p.text).join('');

export const asPart = (token: Token): Part => ({ text: token.text, token });

/** Words beside a number that a name is made of. */
export interface Phrase {
  parts: Part[];
  /** Index after the last token taken. */
  end: number;
}

/** The name of a number. */
export interface Named extends Phrase {
  name: string;
  /** The observation that it was inherited from. */
  from?: Observation | null;
  /** What the numbers after it are of, if not this name: 三大指标, or the list that they were summed up for. */
  also?: { name: string; parts: Part[] };
}

/** Longest relative clause that a name keeps, in characters. */
export const SHORT_CLAUSE = 10;

/** Parts of the tokens, without those that never stand in a name. */
export function clean(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i];
    if (t === undefined) continue;
    // （3）…: the number of an item.
    const item = parts.length === 0 && '（('.includes(t.text) ? itemEnd(tokens, i) : 0;
    if (item > 0) {
      i = item;
      continue;
    }
    // 4. 粮食产量…: the number of a headline.
    if (parts.length === 0 && t.start === 0 && /^\d{1,2}$/.test(t.text) && /^[.．]$/.test(tokens[i + 1]?.text ?? '')) {
      i++;
      continue;
    }
    // 土叙两国: how many they are, and what.
    if (t.tag === 'm' && t.text === '两' && /^[国省市县州区村校队]$/.test(tokens[i + 1]?.text ?? '')) {
      i += /^之?间$/.test(tokens[i + 2]?.text ?? '') ? 2 : 1;
      continue;
    }
    // 第31届运动会: the count of an event.
    const event = eventNumber(tokens, i);
    if (event > i) {
      i = event;
      continue;
    }
    // 从中国进口额: where it comes from is part of the name.
    if (has(t, 'from') && tokens[i + 1]?.kind === 'place' && /^[nv]/.test(tokens[i + 2]?.tag ?? '')) {
      parts.push(asPart(t), asPart(tokens[i + 1] as Token));
      i++;
      continue;
    }
    // 华北东部、江南西部等地气温: nor a list of places.
    if (t.text === '等' && /^(地|多地|地区)$/.test(tokens[i + 1]?.text ?? '') && parts.every(isRegion)) {
      parts.length = 0;
      i++;
      continue;
    }
    // 从青海向山东送电: nor from where, where it says where to.
    if (has(t, 'from') && tokens[i + 1]?.kind === 'place' && tokens[i + 2]?.text === '向') {
      i++;
      continue;
    }
    // 为甘肃实施项目: for which place is the record's area.
    if (t.text === '为' && parts.length === 0 && tokens[i + 1]?.kind === 'place') continue;
    // 于今天下达, 到2027年建成: a preposition whose time goes goes with it.
    if (/^(于|自|在|到|至)$/.test(t.text) && tokens[i + 1]?.kind === 'time') continue;
    // 承接的这类订单: the pronoun goes with its measure word.
    if (/^[这那该此]$/.test(t.text) && has(tokens[i + 1], 'pronoun-measure') && i + 2 < tokens.length) {
      i++;
      continue;
    }
    // 厚度精准地控制在: how it was done.
    if (t.text.length > 1 && isHow(t, tokens[i + 1])) {
      i++;
      continue;
    }
    if (has(t, 'can') && leadsToDeed(tokens, i)) continue;
    if (isDropped(t) && !staysInside(tokens, i, parts)) continue;
    if (t.kind === 'mark' && !'、“”‘’《》（）()·/—-－–'.includes(t.text) && !insideCode(tokens, i)) continue;
    // 湖北、安徽降雪量: nor are the marks between such places.
    if (parts.length === 0 && /^(、|和|及|与|以及)$/.test(t.text) && tokens[i - 1]?.kind === 'place') continue;
    // 水稻种植大省江苏的种植面积: nor what the place is, said before it.
    if (t.kind === 'place' && tokens[i + 1]?.text === '的' && has(parts.at(-1)?.token, 'place-title')) {
      parts.length = 0;
      i++;
      continue;
    }
    // A place that opens the name is the record's area, not its indicator.
    // 对我国投资: but the place that something is done to stays.
    const towards = parts.at(-1)?.text === '对' && tokens[i - 1]?.text === '对';
    if (t.kind === 'place' && !towards && (parts.length === 0 || t.place?.own !== null) && !placeStays(tokens, i)) {
      // 广东地区生产总值: the word is the measure's own.
      if (/.地区$/.test(t.text) && tokens[i + 1]?.text === '生产总值') parts.push({ text: '地区', token: t });
      continue;
    }
    parts.push(asPart(t));
  }
  return trim(parts);
}

/** 江南, 东部: a part of a list of places. */
const isRegion = ({ text, token }: Part): boolean =>
  /^(ns|f|s)$/.test(token.tag) || /^(、|和|及|.*[东西南北中]部|大部)$/.test(text);
/** 每年可节约标准煤, 可向下游供水: whether 可 says no more than that a deed can be done; 可移动文物, 可交付的服务 are things. */
function leadsToDeed(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i + 1];
  if (next?.kind !== 'word' || !/^(v|p|d)/.test(next.tag)) return false;
  for (let j = i + 1; j < tokens.length; j++) if (tokens[j]?.text === '的') return false;
  return tokens[i - 1]?.text !== '不';
}

/** 精准地, 源源不断地: whether a word says with the 地 after it how something is done. */
export const isHow = (t: Token, next: Token | undefined): boolean =>
  next?.text === '地' && next.tag === 'uv' && /^(a|ad|d|i|z|l)$/.test(t.tag);

/** Index of the bracket that closes the number of an item, which the segmenter may cut into its figures, or 0. */
function itemEnd(tokens: readonly Token[], i: number): number {
  let end = i + 1;
  while (/^\d$/.test(tokens[end]?.text ?? '')) end++;
  if (end === i + 1 && (tokens[end]?.text.length ?? 9) <= 2) end++;
  return end > i + 1 && end <= i + 3 && '）)'.includes(tokens[end]?.text ?? '，') ? end : 0;
}

/** Index of the last token of 第31届, which the segmenter cuts into its figures, or `i`. */
function eventNumber(tokens: readonly Token[], i: number): number {
  if (tokens[i]?.text !== '第') return i;
  let end = i + 1;
  while (/^\d+$/.test(tokens[end]?.text ?? '')) end++;
  return end > i + 1 && /^[届次轮]$/.test(tokens[end]?.text ?? '') ? end : i;
}

/** Whether a part can close no name. */
const isLooseEnd = ({ text, token }: Part): boolean => '、，—-：（('.includes(text) || has(token, 'loose-end');
/** Whether a part can open no name. */
const isLooseStart = ({ text, token }: Part): boolean => '、，）)—-：'.includes(text) || has(token, 'loose-start');

/** 产量[居], 储备库[全部], 气温[会]: the first words of a predicate whose rest went. */
function opensPredicate(parts: readonly Part[], i: number): boolean {
  const { token, text } = parts[i] as Part;
  const before = parts[i - 1]?.token;
  if (token.kind !== 'word' || before === undefined) return false;
  if (text === '所') return token.start > before.end;
  // 专题片共分4集; but 1小时30分.
  if (text === '分') return token.tag === 'v' && /^[nvj]/.test(before.tag);
  // 通胀率仍处高位: the adverb between them went.
  if (text === '处') return token.start > before.end;
  // 损失率平均
  return has(token, 'opens-predicate') || (has(token, 'level-word') && isNoun(before));
}

/** 里, 之下, 后; 每天. */
const isWhere = ({ token }: Part): boolean => (token.tag === 'f' && has(token, 'where-when')) || has(token, 'each');

/** 全球, 全国, 全市; 世界第一. */
const isWholeArea = ({ token }: Part): boolean =>
  has(token, 'whole-area') ||
  token.place?.place?.level === 'world' ||
  (token.place?.own != null && token.text.startsWith('全'));

/** Takes off what cannot open or close a name. */
export function trim(parts: Part[]): Part[] {
  let start = 0;
  let end = parts.length;
  while (
    end > start &&
    (isLooseEnd(parts[end - 1] as Part) ||
      has(parts[end - 1]?.token, 'per') ||
      has(parts[end - 1]?.token, 'locative') ||
      // 商场里, 高温警报之下, 地震发生后: where and when, not what.
      (end - start > 1 && isWhere(parts[end - 1] as Part)) ||
      // 勺嘴鹬全球: the place is the record's area.
      (end - start > 1 && isWholeArea(parts[end - 1] as Part)) ||
      (end - start > 1 && opensPredicate(parts, end - 1)))
  )
    end--;
  // 这座展馆: the measure word that the pronoun left.
  while (
    start < end &&
    (isLooseStart(parts[start] as Part) ||
      (end - start > 1 && has(parts[start]?.token, 'conjunction')) ||
      (start === 0 && end > 1 && has(parts[start]?.token, 'pronoun-measure')))
  )
    start++;
  // 快递业务量完成24亿件: a measure needs no verb.
  while (
    end - start > 1 &&
    has(parts[end - 1]?.token, 'achieves') &&
    (isNoun(parts[end - 2]?.token as Token) || parts[end - 2]?.text === '）')
  )
    end--;
  // 冬小麦播种工作: a deed needs no word for what it is.
  // 完成授权任务: but the tasks that were done are named by it.
  const done = has(parts[end - 3]?.token, 'complete');
  if (end - start > 2 && !done && has(parts[end - 1]?.token, 'mere-deed') && isDeed(parts[end - 2]?.token)) end--;
  return parts.slice(start, end);
}

export const isDeed = (t: Token | undefined): boolean => t?.kind === 'word' && /^vn?$/.test(t.tag);

/** A row of a table needs no more than this many characters; what stands before the last 的 goes first. */
export const LONG = 24;
/** Where all that a shorter name would keep is a bare general noun. */
const LONGEST = 36;

export function shorten(parts: readonly Part[]): string {
  const text = textOf(parts);
  if (text.length <= LONG) return text;
  const last = parts.length - 1;
  // 列入国家级非物质文化遗产代表性项目名录的项目: a bare general noun says nothing without its clause.
  if (parts[last - 1]?.text === '的' && text.length <= LONGEST && (parts[last]?.text.length ?? 0) <= 2) return text;
  for (let i = parts.length - 2; i >= 0; i--) if (has(parts[i]?.token, 'causative')) return shorten(parts.slice(i + 1));
  for (let i = 0; i < parts.length - 1; i++) {
    if (parts[i]?.text !== '的') continue;
    const rest = textOf(parts.slice(i + 1));
    if (rest.length >= 2 && rest.length <= LONG) return rest;
  }
  return text;
}
