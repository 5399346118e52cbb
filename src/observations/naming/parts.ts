// Names are made of parts: tokens less all that a table row does not need.
import type { Observation, Part } from '../model.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';

/** Classes whose words never stand in a name. */
const DROPPED = [
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
];
/** Parts of speech that never do: adverbs, particles, pronouns, interjections, numerals left over. */
const DROPPED_TAGS = /^(d|ad|u[^j]|ul|ug|uz|y|e|o|r|m|mq|df|dg)$/;

/** Adverbs that do belong to names: 未成年人, 再生水. */
export const KEPT_ADVERBS = new Set(['不', '未', '无', '非', '免', '共享', '再生', '互', '联合', '共同', '规模以上']);

/** Whether the token stands in no name, wherever it is. */
export const isDropped = (t: Token): boolean => {
  if (has(t, 'compound')) return false;
  if (t.text === '着') return true;
  if (t.kind === 'time' || t.kind === 'quantity') return true;
  if (t.kind !== 'word') return false;
  if (KEPT_ADVERBS.has(t.text)) return false;
  if (t.text.length > 1 && t.text.startsWith('每') && /^[^个次]/.test(t.text.slice(1))) return false;
  return has(t, ...DROPPED) || (DROPPED_TAGS.test(t.tag) && !has(t, 'act', 'predicate'));
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
    if (
      parts.length === 0 &&
      '（('.includes(t.text) &&
      tokens[i + 2] !== undefined &&
      '）)'.includes(tokens[i + 2]?.text ?? '') &&
      (tokens[i + 1]?.text.length ?? 9) <= 2
    ) {
      i += 2;
      continue;
    }
    // 从中国进口额: where it comes from is part of the name.
    if (has(t, 'from') && tokens[i + 1]?.kind === 'place' && /^[nv]/.test(tokens[i + 2]?.tag ?? '')) {
      parts.push(asPart(t), asPart(tokens[i + 1] as Token));
      i++;
      continue;
    }
    // 重污染天数: before a noun these are no predicates.
    const isPrefix =
      /^[高长宽深重]$/.test(t.text) &&
      t.kind === 'word' &&
      isNoun(tokens[i + 1] ?? t) &&
      tokens[i + 1]?.kind === 'word';
    if (isDropped(t) && !isPrefix && !insideNoun(tokens, i, parts) && !attributeOfNoun(tokens, i)) continue;
    if (t.kind === 'mark' && !'、“”‘’《》（）()·/—-'.includes(t.text) && !insideCode(tokens, i)) continue;
    // 增发国债第二批项目预算: an ordinal that measures nothing says which.
    if (t.quantity?.dimension === 'rank' && tokens[i + 1]?.kind === 'word' && isNoun(tokens[i + 1] as Token)) {
      parts.push(asPart(t));
      continue;
    }
    // RCEP其他成员国: others than those just named; at the beginning it says nothing.
    if (/^其[他它]$/.test(t.text) && isLast(parts, tokens[i - 1]) && isNoun(tokens[i + 1] ?? t)) {
      parts.push(asPart(t));
      continue;
    }
    // 为中小企业减轻负担: for whom something is done, where a deed follows.
    if (t.text === '为' && t.tag === 'p' && actsFor(tokens, i)) {
      parts.push(asPart(t));
      continue;
    }
    if (t.text === '在' && parts.length > 0 && i > 0 && opensAttribute(tokens, i)) {
      parts.push(asPart(t));
      continue;
    }
    // 于今天下达: a preposition whose time goes goes with it.
    if (/^(于|自|在)$/.test(t.text) && tokens[i + 1]?.kind === 'time') continue;
    // 湖北、安徽降雪量: nor are the marks between such places.
    if (parts.length === 0 && /^(、|和|及|与|以及)$/.test(t.text) && tokens[i - 1]?.kind === 'place') continue;
    // 青岛至烟台的通行时间, 东北豹: but not the ends of a way, nor what only says which kind.
    if (t.kind === 'place' && t.place?.own == null && (endsWay(tokens, i) || saysKind(tokens, i))) {
      parts.push(asPart(t));
      continue;
    }
    // A place that opens the name is the record's area, not its indicator.
    if (t.kind === 'place' && (parts.length === 0 || t.place?.own !== null)) continue;
    parts.push(asPart(t));
  }
  return trim(parts);
}

/** PM2.5: a point between the characters of a code. */
const insideCode = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.text === '.' && [tokens[i - 1], tokens[i + 1]].every((t) => t?.kind === 'word' && /^[\w]+$/.test(t.text));

const isLast = (parts: readonly Part[], t: Token | undefined): boolean =>
  t !== undefined && parts[parts.length - 1]?.token === t;

/** 在光伏建设上的投资: whether 在 opens an adverbial that says which. */
function opensAttribute(tokens: readonly Token[], i: number): boolean {
  const close = tokens.findIndex((t, j) => j > i && has(t, 'adjunct-end'));
  return close > 0 && close - i <= 4 && tokens[close + 1]?.text === '的';
}

/** Whether a noun and then a verb follow the preposition at `i`. */
function actsFor(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i + 1];
  if (next === undefined || !isNoun(next) || isVerb(next)) return false;
  for (let j = i + 2; j < tokens.length; j++) {
    const t = tokens[j] as Token;
    if (t.text === '的' || t.kind === 'quantity') return false;
    if (isVerb(t) && !has(t, 'copula', 'rise', 'fall', 'arrive')) return true;
  }
  return false;
}

/** Whether the place at `i` is where a way begins. */
const endsWay = (tokens: readonly Token[], i: number): boolean =>
  /^[至到]$/.test(tokens[i + 1]?.text ?? '') && tokens[i + 2]?.kind === 'place';

/** Whether the place at `i` is one word with the character after it. */
const saysKind = (tokens: readonly Token[], i: number): boolean =>
  tokens[i + 1]?.kind === 'word' && /^[裔籍族人虎豹象猿鹤菜语军]$/.test(tokens[i + 1]?.text ?? '');

/** Numerals that say which kind of thing the noun after them is: 首笔, 大宗, 二类, 两岸. */
const CLASS_NUMERAL = /^(首|大宗|两岸|两市|两翼|第.+|[一二三四五六七八九十]+(类|级|等|次|线|流|期|国|产业))$/;

/** 首批试点, 一次性补贴, 二类疫苗, 直接投资: a word that says which, directly before its noun. */
function attributeOfNoun(tokens: readonly Token[], i: number): boolean {
  const t = tokens[i];
  const next = tokens[i + 1];
  if (t === undefined || next === undefined || t.kind !== 'word' || next.kind !== 'word') return false;
  // 特征较为明显的行业: an adjective and its degree before 的.
  if (next.text === '的' && t.tag === 'a' && has(t, 'drop')) return i + 2 < tokens.length;
  if (/^(较|较为|最|更|更为|比较)$/.test(t.text) && next.tag === 'a' && tokens[i + 2]?.text === '的') return true;
  const noun = /^(n|vn|j|l)/.test(next.tag) && !has(next, 'rise', 'fall', 'growth-noun', 'share-noun', 'exists');
  if (has(t, 'attributive')) return noun;
  if (t.lexeme !== null) return false;
  if (t.tag === 'm')
    return CLASS_NUMERAL.test(t.text) && (noun || (next.tag === 'q' && /^(n|vn)/.test(tokens[i + 2]?.tag ?? '')));
  return /^(d|ad)$/.test(t.tag) && t.text.length > 1 && /^n(?!r|s|t)/.test(next.tag);
}

/** 新品首发活动: an adverb between two nouns is part of the compound. */
function insideNoun(tokens: readonly Token[], i: number, parts: readonly Part[]): boolean {
  const t = tokens[i];
  const next = tokens[i + 1];
  const before = parts[parts.length - 1]?.token;
  if (
    t === undefined ||
    t.kind !== 'word' ||
    (t.text.length < 2 && (t.lexeme !== null || !(next?.tag.startsWith('n') ?? false))) ||
    !(has(t, 'target') || (/^(d|ad|m|mq)$/.test(t.tag) && t.lexeme === null))
  )
    return false;
  return (
    before !== undefined &&
    before === tokens[i - 1] &&
    isNoun(before) &&
    next !== undefined &&
    next.kind === 'word' &&
    isNoun(next) &&
    !has(next, 'drop')
  );
}

const LOOSE_END =
  /^(的|地|得|等|和|与|及|以及|并|且|而|或|、|，|对|向|在|于|从|由|把|被|让|使|给|之|其|其中|中|个|了|着|过|下|稳定|—|-|：|（|\()$/;
const LOOSE_START =
  /^(不仅|不但|加上|一批|而且|并且|同时|包括|含|包含|的|等|和|与|及|以及|并|且|而|或|、|，|）|\)|—|-|：|了|着|过|之|下)$/;

/** 产量居, 储备库全部, 气温会: the first words of a predicate whose rest went. */
const OPENS_PREDICATE = /^(居|位居|排|保持|正在|正|全部|先后|首次|接连|相继|只需|需要|需|可|可能|能|仍|仍处|均|都)$/;
/** Conjunctions of clauses. */
const JOINS =
  /^(但|但是|而|而且|然而|不过|因此|所以|因而|虽然|尽管|即便|即使|如果|若|此时|同时|于是|那么|只要|只有|无论|不论)$/;
const opensPredicate = (t: Token | undefined): boolean =>
  t !== undefined && t.kind === 'word' && OPENS_PREDICATE.test(t.text);

/** Takes off what cannot open or close a name. */
export function trim(parts: Part[]): Part[] {
  let start = 0;
  let end = parts.length;
  while (
    end > start &&
    (LOOSE_END.test(parts[end - 1]?.text ?? '') ||
      has(parts[end - 1]?.token, 'per') ||
      has(parts[end - 1]?.token, 'locative') ||
      (end - start > 1 && opensPredicate(parts[end - 1]?.token)))
  )
    end--;
  // 这座展馆: the measure word that the pronoun left.
  while (
    start < end &&
    (LOOSE_START.test(parts[start]?.text ?? '') ||
      (end - start > 1 && JOINS.test(parts[start]?.text ?? '')) ||
      (start === 0 &&
        end > 1 &&
        /^(座|条|项|家|所|批|种|个|名|位|场|款|台|艘|件|组|类)$/.test(parts[start]?.text ?? '')))
  )
    start++;
  // 快递业务量完成24亿件: a measure needs no verb.
  while (
    end - start > 1 &&
    /^(完成|实现|达成)$/.test(parts[end - 1]?.text ?? '') &&
    isNoun(parts[end - 2]?.token as Token)
  )
    end--;
  return parts.slice(start, end);
}

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
