// Words that no name has elsewhere, but that stay where they stand inside a noun phrase: 首批试点, 直接投资, 其他成员国.
import type { Part } from '../model.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';

/**
 * Whether the token at `i` stays in the name.
 * @param parts what the name has before it
 */
type Stays = (tokens: readonly Token[], i: number, parts: readonly Part[]) => boolean;

export const staysInside: Stays = (tokens, i, parts) => REASONS.some((stays) => stays(tokens, i, parts));

/** Numerals that say which kind of thing the noun after them is: 首笔, 大宗, 二类, 两岸. */
const CLASS_NUMERAL =
  /^(首|大宗|百强|[百千万]亿|两岸|两市|两翼|第.+|[一二三四五六七八九十]+(类|级|等|次|线|流|期|国|产业))$/;
/** How far 在 and what closes it may be apart where both stay. */
const SHORT_ADVERBIAL = 4;

const isWord = (t: Token | undefined): t is Token => t?.kind === 'word';
const isLast = (parts: readonly Part[], t: Token | undefined): boolean => t !== undefined && parts.at(-1)?.token === t;
const namesThing = (t: Token): boolean =>
  /^(n|vn|j|l)/.test(t.tag) && !has(t, 'rise', 'fall', 'growth-noun', 'share-noun', 'exists');

/** 重污染天数: before a noun these are no predicates. */
const prefix: Stays = (tokens, i) => {
  const next = tokens[i + 1];
  return isWord(tokens[i]) && /^[高长宽深重]$/.test(tokens[i]?.text ?? '') && isWord(next) && isNoun(next);
};

/** 新品首发活动: an adverb between two nouns is part of the compound. */
const betweenNouns: Stays = (tokens, i, parts) => {
  const t = tokens[i];
  const next = tokens[i + 1];
  const before = tokens[i - 1];
  if (!isWord(t) || !isWord(next) || before === undefined || !isLast(parts, before)) return false;
  if (t.text.length < 2 && (t.lexeme !== null || !next.tag.startsWith('n'))) return false;
  // 需求量将达到日均…: what is said of the noun before.
  if (has(t, 'copula')) return false;
  if (!has(t, 'target') && !(/^(d|ad|m|mq)$/.test(t.tag) && t.lexeme === null)) return false;
  return isNoun(before) && isNoun(next) && !has(next, 'drop');
};

/** 亩均税收, 最大超深油田: what elsewhere stands before a number. */
const insideWord: Stays = (tokens, i, parts) => {
  const t = tokens[i];
  const next = tokens[i + 1];
  const before = tokens[i - 1];
  if (!isWord(t) || !/^[均超]$/.test(t.text) || !isWord(next) || before === undefined) return false;
  if (!isLast(parts, before) || isVerb(before)) return false;
  return t.text === '超' ? next.text === '深' : /^n/.test(next.tag) && before.text.length === 1 && isNoun(before);
};

/** 直接投资, 一次性补贴: a word that says which, directly before its noun. */
const attribute: Stays = (tokens, i) => {
  const t = tokens[i];
  const next = tokens[i + 1];
  if (!isWord(t) || !isWord(next)) return false;
  // 快速长途列车
  const noun = next.tag === 'b' ? tokens[i + 2] : next;
  if (has(t, 'attributive')) return isWord(noun) && namesThing(noun);
  return t.lexeme === null && /^(d|ad)$/.test(t.tag) && t.text.length > 1 && /^n(?!r|s|t)/.test(next.tag);
};

/** 特征较为明显的行业: an adjective and its degree before 的. */
const described: Stays = (tokens, i) => {
  const t = tokens[i];
  const next = tokens[i + 1];
  if (next?.text === '的')
    return t?.tag === 'a' && (has(t, 'drop') || has(tokens[i - 1], 'degree')) && i + 2 < tokens.length;
  return has(t, 'degree') && next?.tag === 'a' && tokens[i + 2]?.text === '的';
};

/** 首批试点, 二类疫苗, 三年期国债; 一、二类好水. */
const numeral: Stays = (tokens, i, parts) => {
  const t = tokens[i];
  const next = tokens[i + 1];
  if (!isWord(t) || t.tag !== 'm' || t.lexeme !== null || next === undefined) return false;
  if (/号$/.test(t.text) && isLast(parts, tokens[i - 1])) return true;
  if (next.text === '、') return /^[一二三]$/.test(t.text) && CLASS_NUMERAL.test(tokens[i + 2]?.text ?? '');
  if (!isWord(next)) return false;
  // 三年期, 千亿级: with all that the numeral is cut into.
  const after = tokens.slice(i + 1).find((u) => !isWord(u) || u.tag !== 'm');
  if (/^[期级岁]$/.test(after?.text ?? '')) return true;
  if (t.text === '岁') return isLast(parts, tokens[i - 1]);
  if (!CLASS_NUMERAL.test(t.text)) return false;
  const noun = next.tag === 'q' || /^[ab]$/.test(next.tag) ? tokens[i + 2] : next;
  return noun !== undefined && noun.kind === 'word' && (namesThing(noun) || has(noun, 'nominal', 'compounding'));
};

/** 增发国债第二批项目预算: an ordinal that no frame measures says which. */
const ordinal: Stays = (tokens, i) => {
  const next = tokens[i + 1];
  return tokens[i]?.quantity?.dimension === 'rank' && isWord(next) && isNoun(next);
};

/** 国家级夜间文化消费集聚区: a time of day that says which kind. */
const timeOfDay: Stays = (tokens, i, parts) => {
  const next = tokens[i + 1];
  return tokens[i]?.text === '夜间' && isLast(parts, tokens[i - 1]) && isWord(next) && namesThing(next);
};

/** 协定其他成员国: others than those just named; at the beginning it says nothing. */
const others: Stays = (tokens, i, parts) => {
  const next = tokens[i + 1];
  return /^其[他它]$/.test(tokens[i]?.text ?? '') && isLast(parts, tokens[i - 1]) && next !== undefined && isNoun(next);
};

/** 为中小企业减轻负担: for whom something is done, where a deed follows. */
const beneficiary: Stays = (tokens, i) => {
  const next = tokens[i + 1];
  if (tokens[i]?.text !== '为' || tokens[i]?.tag !== 'p' || next === undefined || !isNoun(next)) return false;
  for (const t of tokens.slice(i + 2)) {
    if (t.text === '的' || t.kind === 'quantity') return false;
    if (isVerb(t) && !has(t, 'copula', 'rise', 'fall', 'arrive')) return true;
  }
  return false;
};

/** 企业在光伏建设上的投资: 在 opens an adverbial that says which. */
const placeOfNoun: Stays = (tokens, i, parts) => {
  if (tokens[i]?.text !== '在' || parts.length === 0) return false;
  const close = tokens.findIndex((t, j) => j > i && has(t, 'adjunct-end'));
  return close > 0 && close - i <= SHORT_ADVERBIAL && tokens[close + 1]?.text === '的';
};

const REASONS: readonly Stays[] = [
  prefix,
  betweenNouns,
  insideWord,
  attribute,
  described,
  numeral,
  ordinal,
  timeOfDay,
  others,
  beneficiary,
  placeOfNoun,
];

/** PM2.5, Ⅰ~Ⅲ类: a mark between the characters of a code. */
export const insideCode = (tokens: readonly Token[], i: number): boolean =>
  /^[.~～]$/.test(tokens[i]?.text ?? '') &&
  [tokens[i - 1], tokens[i + 1]].every((t) => isWord(t) && /^[\wⅠ-Ⅹ]+$/.test(t.text));

/** 青岛至烟台的通行时间, 东北豹, 青岛海关: whether a place that opens a name is no area but part of a word or of a way. */
export function placeStays(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i + 1];
  if (tokens[i]?.place?.own !== null || next === undefined) return false;
  // 赴越游客, 驻韩使馆: the place is where the noun's deed goes.
  if (has(tokens[i - 1], 'goes-to') && isWord(next) && /^n/.test(next.tag)) return true;
  if (/^[至到]$/.test(next.text) && tokens[i + 2]?.tag === 'ns') return true;
  if (!isWord(next)) return false;
  if (has(next, 'after-origin')) return true;
  for (let j = i + 1; j <= i + 3; j++) {
    const t = tokens[j];
    if (!isWord(t) || !/^(n|vn|j|b)/.test(t.tag)) return false;
    if (has(t, 'named-after-place')) return true;
  }
  return false;
}
