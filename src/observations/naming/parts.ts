// Names are made of parts: tokens less all that a table row does not need.
import type { Observation, Part } from '../model.js';
import { has, isNoun, type Token } from '../tokens.js';

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
    if (isDropped(t) && !isPrefix && !insideNoun(tokens, i, parts)) continue;
    if (t.kind === 'mark' && !'、“”‘’《》（）()·/—-'.includes(t.text)) continue;
    // 湖北、安徽降雪量: nor are the marks between such places.
    if (parts.length === 0 && /^(、|和|及|与|以及)$/.test(t.text) && tokens[i - 1]?.kind === 'place') continue;
    // A place that opens the name is the record's area, not its indicator.
    if (t.kind === 'place' && (parts.length === 0 || t.place?.own !== null)) continue;
    parts.push(asPart(t));
  }
  return trim(parts);
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
    isNoun(next)
  );
}

const LOOSE_END =
  /^(的|地|得|等|和|与|及|以及|并|且|而|或|、|，|对|向|在|于|从|由|把|被|让|使|给|之|其|其中|中|个|了|着|过|下|稳定|—|-|：|（|\()$/;
const LOOSE_START =
  /^(不仅|不但|而且|并且|同时|包括|含|包含|的|等|和|与|及|以及|并|且|而|或|、|，|）|\)|—|-|：|了|着|过|之|下)$/;

/** Takes off what cannot open or close a name. */
export function trim(parts: Part[]): Part[] {
  let start = 0;
  let end = parts.length;
  while (
    end > start &&
    (LOOSE_END.test(parts[end - 1]?.text ?? '') ||
      has(parts[end - 1]?.token, 'per') ||
      has(parts[end - 1]?.token, 'locative'))
  )
    end--;
  // 这座展馆: the measure word that the pronoun left.
  while (
    start < end &&
    (LOOSE_START.test(parts[start]?.text ?? '') ||
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

export function shorten(parts: readonly Part[]): string {
  const text = textOf(parts);
  if (text.length <= LONG) return text;
  for (let i = parts.length - 2; i >= 0; i--) if (has(parts[i]?.token, 'causative')) return shorten(parts.slice(i + 1));
  for (let i = 0; i < parts.length - 1; i++) {
    if (parts[i]?.text !== '的') continue;
    const rest = textOf(parts.slice(i + 1));
    if (rest.length >= 2 && rest.length <= LONG) return rest;
  }
  return text;
}
