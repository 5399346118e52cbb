// The predicate after a counted noun, where it belongs to the name: 60所学校[损毁].
import type { Quantity } from '../../quantities/index.js';
import type { Clause } from '../clauses.js';
import type { Part } from '../model.js';
import { beforeAspect, has, isNoun, isVerb, type Token } from '../tokens.js';
import { PEOPLE_UNIT } from './noun.js';
import { type Phrase, textOf } from './parts.js';
import { exceeds, verbAfter } from './verbs.js';

/** Longest predicate that a counted noun takes into its name. */
const TAIL = 8;
/** The same where the noun is short, or the number only a part of something. */
const LONG_TAIL = 12;
/** The same where the noun says nothing at all: 单位获得…称号. */
const LONGEST_TAIL = 20;
/** Longest predicate with an object that a counted noun of more than SHORT_NOUN characters keeps: 大学生[参加见习]. */
const SHORT_TAIL = 4;
const SHORT_NOUN = 2;
/** Longest predicate that a short noun takes where no rule knows its verb as one. */
const BRIEF_TAIL = 3;

/** @param part whether the number is a part of something: its predicate says which part */
export function predicateAfter(
  tokens: readonly Token[],
  clause: Clause,
  at: number,
  noun: Phrase,
  part: boolean,
): string {
  if (causes(tokens, at)) {
    const result = textOf(verbAfter(tokens, noun.end, clause.last).parts).slice(0, TAIL);
    // 造成16名学生和2名教师受伤: the verb at the end is of all that are listed.
    return result !== '' ? result : shortPredicate(tokens, clause, noun, part, tokens[at]?.quantity);
  }
  return !part && isMoved(tokens, clause, at) ? '' : shortPredicate(tokens, clause, noun, part, tokens[at]?.quantity);
}

/** 造成上万户居民停电: what was caused is noun and verb together. */
function causes(tokens: readonly Token[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    const t = tokens[i];
    if (has(t, 'cause')) return true;
    if (t === undefined || !has(t, 'copula', 'drop')) return false;
  }
  return false;
}

/** 1591栋房屋、60所学校等建筑损毁: the short predicate that closes a list of counted things belongs to each. */
function shortPredicate(
  tokens: readonly Token[],
  clause: Clause,
  noun: Phrase,
  part: boolean,
  quantity: Quantity | undefined,
): string {
  const unit = quantity?.unit ?? '';
  // 30%的面积在大火中被毁
  const opens = (u: Token): boolean =>
    part && (has(u, 'part-predicate') || (/^[在为是]$/.test(u.text) && quantity?.dimension === 'percent'));
  let i = noun.end;
  let t = tokens[i];
  // 6个村800名村民脱贫: what the villagers did.
  if (t?.kind === 'quantity' && has(noun.parts.at(-1)?.token, 'region-noun')) return '';
  // Over the rest of the list to its end.
  let steps = 0;
  while (
    t !== undefined &&
    i <= clause.last &&
    steps++ < 24 &&
    (t.text === '、' ||
      t.text === '和' ||
      t.kind === 'quantity' ||
      t.text === '等' ||
      (steps > 1 && isNoun(t) && !has(t, 'predicate')))
  )
    t = tokens[++i];
  if (t === undefined || i > clause.last) return '';
  while (
    t !== undefined &&
    i < clause.last &&
    (t.kind === 'time' ||
      /^(d|ad)$/.test(t.tag) ||
      (has(t, 'drop', 'copula') &&
        !opens(t) &&
        !exceeds(tokens, i) &&
        !(t.text === '在' && adverbialEnd(tokens, i, clause.last) > 0)) ||
      has(t, 'plain-adverb'))
  )
    t = tokens[++i];
  // 10名学生在事故中受伤: where it happened, before what happened.
  const where = t?.text === '在' && !opens(t) ? adverbialEnd(tokens, i, clause.last) : 0;
  if (where > 0) {
    i = where + 1;
    t = tokens[i];
  }
  const share = part && quantity?.dimension === 'percent';
  // 8000立方米液化气船完工: what is so large is named by what it is.
  if (!part && quantity !== undefined && /^(power|mass|length|volume)$/.test(quantity.dimension)) return '';
  // 80万亩谷子喜迎丰收: what is measured and not counted says enough, however short.
  const short = textOf(noun.parts).length <= SHORT_NOUN && quantity?.dimension === 'count';
  const last = noun.parts.at(-1)?.token;
  // 187个城市开展试点: which places they are is what they did.
  const places = short && has(last, 'region-noun') && !has(last, 'vague', 'organisation');
  const vague = places || (short && has(last, 'vague'));
  // 500名毕业生实现了就业: what was brought about is a predicate though it is a noun.
  const achieved = has(beforeAspect(tokens, i), 'achieves');
  // 6名礼兵持枪肃立: a word for people says enough, however short.
  if (
    t === undefined ||
    !(
      has(t, 'predicate', 'act') ||
      exceeds(tokens, i) ||
      achieved ||
      opens(t) ||
      ((part || (short && (vague || !PEOPLE_UNIT.test(unit)))) && isVerb(t))
    )
  )
    return '';
  // 98个交易团前来洽谈: what for.
  if (has(t, 'comes')) return '';
  // 6.2级地震发生后
  if (has(t, 'exists') && i === clause.last) return '';
  const rest = withoutPlace(verbAfter(tokens, i, clause.last));
  // 67%的企业有研发计划: what they have is all that is said of them.
  const said = lightVerb(t) && rest.parts.length > 1 ? rest.parts.slice(1) : rest.parts;
  if (said.length === 0) return '';
  const held = has(t, 'part-predicate', 'opinion') || /^[为是]$/.test(t.text);
  const text = (held && t.text !== '被' && said[0]?.token !== t ? t.text : '') + textOf(said);
  if (rest.end <= clause.last || text.includes('的')) return '';
  // 60%的企业来自重庆: where a share's members come from is all that is said of them.
  if (!share && rest.parts.some(achieved ? isPlace : isAnyPlace)) return '';
  // 80万亩谷子喜迎丰收: of what is measured no more than what it suffered.
  if (quantity?.dimension === 'area' && !part && !/[被受遭毁淹]/.test(text)) return '';
  // A noun that says enough needs no more than what became of it; 职业农民取得中级职称 are 职业农民.
  const bare = rest.parts.every((p) => isVerb(p.token) || p.token.tag === 'vn' || has(p.token, 'predicate'));
  // 项目开始实施: no more than that something goes on.
  if (places) return text.length <= LONGEST_TAIL ? text : '';
  if ((has(t, 'proceeds') || has(rest.parts[0]?.token, 'proceeds')) && (bare || !part))
    // 六成的企业开始了数字化转型: of a part it is all that is said.
    return quantity?.dimension === 'percent' && has(rest.parts[0]?.token, 'proceeds')
      ? textOf(rest.parts.slice(1)).slice(0, LONG_TAIL)
      : '';
  if (vague) return text.length <= LONGEST_TAIL ? text : '';
  // 樱花迎春盛开, 13个部门联合出台文件: more than what became of them; but 贸易促进活动, 航班延误或取消.
  const known = part || has(t, 'predicate', 'act') || exceeds(tokens, i) || achieved || unit === '人次';
  const compound =
    text.length <= TAIL && isPlainNoun(rest.parts.at(-1)?.token) && !has(last, 'organisation') && !has(t, 'causative');
  if (!known && text.length > BRIEF_TAIL && !compound && !/[被遭或]|活动$/.test(text)) return '';
  if (part) return text.length <= LONG_TAIL ? text : '';
  // 选手参加角逐 are 选手: what people do with something is no kind of them; what they undergo is.
  const named = /^n/.test(last?.tag ?? '');
  if (named && !bare && has(t, 'predicate') && !achieved && !has(rest.parts[0]?.token, 'undergoes')) return '';
  return text.length <= (short ? LONG_TAIL : bare ? TAIL : SHORT_TAIL) ? text : '';
}

const isPlainNoun = (t: Token | undefined): boolean => t?.kind === 'word' && /^n/.test(t.tag) && !has(t, 'predicate');
const isAnyPlace = ({ token }: Part): boolean => token.kind === 'place';
/** A place where it was done; 全球 in 全球首发 is no such place. */
const isPlace = ({ token, text }: Part): boolean => token.kind === 'place' && !/^(全球|全国|世界)$/.test(text);

/** How many words a place may have between 在 and what closes it. */
const LONGEST_PLACE = 6;

/** 在平台上, 在冲突中: index of the word that closes the adverbial which 在 opens at `i`, with more after it, or 0. */
export function adverbialEnd(tokens: readonly Token[], i: number, last: number): number {
  for (let j = i + 2; j < last && j <= i + LONGEST_PLACE; j++) {
    const t = tokens[j];
    if (t === undefined || t.kind === 'quantity' || t.kind === 'mark') return 0;
    if (has(t, 'adjunct-end') && t.tag === 'f') return j;
    if (isVerb(t)) return 0;
  }
  return 0;
}

/** 居民被困在青山县: the place at the end is the record's area. */
function withoutPlace({ parts, end }: Phrase): Phrase {
  if (parts.at(-1)?.token.kind !== 'place' || parts[0]?.text.startsWith('被') !== true) return { parts, end };
  const rest = parts.slice(0, -1);
  if (/^[在到于]$/.test(rest.at(-1)?.text ?? '')) rest.pop();
  return { parts: rest, end };
}

/** 进行整治: a verb that only says that there is a deed. */
const lightVerb = (t: Token): boolean => t.text === '进行' && t.tag.startsWith('v');

/** Whether a preposition before the number governs the counted noun. */
function isMoved(tokens: readonly Token[], clause: Clause, at: number): boolean {
  for (let i = at - 1; i >= clause.first; i--) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || (t.kind === 'mark' && t.text !== '、')) return false;
    // 为300名学生[提供服务]: the verb after the noun is somebody else's.
    if (has(t, 'moves-object')) return true;
    if (isVerb(t) || has(t, 'there-are')) return false;
  }
  return false;
}

/** 向76个国家派遣医疗队, 以93分的成绩夺冠: whether a preposition governs the number, with nothing but nouns between. */
export function isGoverned(tokens: readonly Token[], clause: Clause, at: number): boolean {
  const owned = tokens[at + 1]?.text === '的';
  for (let i = at - 1; i >= clause.first; i--) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity') return false;
    if (t.text === '以') return owned;
    // 在湖州3名游客获救: the place is all that it governs.
    if (/^(被|为|对|向|给|把|将|在|使|让)$/.test(t.text))
      return !owned && !(t.text === '在' && tokens[at - 1]?.kind === 'place');
    if (!isNoun(t) && !/^(、|的|等|和|这|近|约)$/.test(t.text)) return false;
    if (t.tag === 'vn' || has(t, 'predicate', 'act')) return false;
  }
  return false;
}
