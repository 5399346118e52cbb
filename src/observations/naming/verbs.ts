// Verbs beside a number that belong to its name.
import type { Part } from '../model.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { withoutAdjuncts } from './adjuncts.js';
import { hasContent } from './content.js';
import { asPart, clean, isDropped, type Phrase, SHORT_CLAUSE, textOf, trim } from './parts.js';

/** The verbs directly before a number, for 发现了16个问题 → 发现问题; crosses a list closed by 等. */
export function verbBefore(tokens: readonly Token[], from: number, at: number): Part[] {
  let i = at - 1;
  // 在新材料、高端装备制造等19个展区: a place, not a deed.
  const opener = tokens.slice(from, at).find((t) => t.kind !== 'mark' && t.kind !== 'time');
  if (opener?.text === '在' && tokens[at - 1]?.text === '等') return [];
  // 转移安置的3万名群众: a short clause before 的 stays whole.
  if (
    tokens[i]?.text === '的' &&
    i > from &&
    isVerb(tokens[i - 1] as Token) &&
    !has(tokens[i - 1], 'nominal', 'exists')
  ) {
    // 组织人员对受损的28座桥梁…: what the preposition governs.
    let start = i;
    while (start > from && !/^(对|为|把|将|向|给|被|于)$/.test(tokens[start - 1]?.text ?? '')) start--;
    // 救援队在山区倒塌的两栋楼中…: where that is.
    if (start === from && tokens[i - 2]?.kind === 'place' && tokens[i - 3]?.text === '在') start = i - 1;
    const clause = clean(withoutAdjuncts(tokens.slice(start, i)));
    if (textOf(clause).length <= SHORT_CLAUSE) return [...clause, { text: '的', token: tokens[i] as Token }];
    i--;
  }
  // 盘活了5万平方米物业: before 了 even what the dictionary takes for a noun is a verb.
  let completed = false;
  const skip = (): void => {
    for (; i >= from; i--) {
      const t = tokens[i];
      if (t === undefined || !(isDropped(t) || t.text === '出' || t.text === '到' || t.text === '了' || isPace(t)))
        break;
      if (t.kind === 'quantity') break;
      if (/^(了|过)$/.test(t.text)) completed = true;
    }
    // 打击了加沙地带2万个目标: the place where
    if (tokens[i]?.kind === 'place' && i > from && isVerb(tokens[i - 1] as Token)) i--;
    else if (tokens[i]?.kind === 'place' && tokens[i - 1]?.text === '了' && i > from + 1) i -= 2;
    // 惠及沿线80个城市, 连通境内36个县
    else if (isLocative(tokens[i]) && i > from && isVerb(tokens[i - 1] as Token)) i--;
  };
  skip();
  // 打通社保、学历等16个数据系统: what governs a list is too far off to tell its verb from a member's.
  if (tokens[i]?.text === '等') return [];
  const verbs: Part[] = [];
  for (; i >= from && verbs.length < 2; i--) {
    const t = tokens[i];
    if (
      t === undefined ||
      !(isVerb(t) || has(t, 'act') || (t.kind === 'word' && verbs.length === 0 && (completed || isDeed(tokens, i)))) ||
      has(t, 'drop', 'makes', 'brings') ||
      has(t, 'cause', 'exists', 'report', 'forecast', 'target', 'can', 'ought', 'identity') ||
      has(t, 'copula', 'arrive', 'adjunct') ||
      // 改造提升900亩农田: after works a verb of direction says what was done, too.
      (has(t, 'rise', 'fall') && !has(tokens[i - 1], 'works'))
    )
      break;
    verbs.unshift(asPart(t));
  }
  // 新发现17个新物种
  if (verbs.length > 0 && i >= from && tokens[i]?.text === '新') verbs.unshift(asPart(tokens[i] as Token));
  return verbs.length > 0 ? [...recipient(tokens, from, i), ...verbs] : verbs;
}

/** 沿线, 境内, 当地: a word for a place that may stand where a place does. */
const isLocative = (t: Token | undefined): boolean =>
  t?.kind === 'word' &&
  /^[fs]$/.test(t.tag) &&
  t.text.length > 1 &&
  !/^[地水空高海][下上中空]$/.test(t.text) &&
  !has(t, 'adjunct-end');

/** 参与[建设]6000公里铁路; but 推进设施建设三项主张: a noun of action is a verb where it closes no noun. */
function isDeed(tokens: readonly Token[], i: number): boolean {
  const t = tokens[i];
  const before = tokens[i - 1];
  if (t?.tag !== 'vn') return false;
  // 决定规划建设8条线路
  return before === undefined || before.kind !== 'word' || !/^[nba]/.test(before.tag) || has(before, 'plan-noun');
}

/** 执行[日均]100万桶的减产措施, 削减[每天]30万桶出口量: says of the number how often it is. */
const isPace = (t: Token | undefined): boolean => has(t, 'pace');

/** 向乌克兰[提供], 为患者[减负]: the short phrase before a verb that says to whom. */
function recipient(tokens: readonly Token[], from: number, last: number): Part[] {
  for (let i = last; i >= from && i > last - 4; i--) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || t.kind === 'time' || t.kind === 'mark' || isVerb(t)) return [];
    if (!/^(向|对|为|给|与)$/.test(t.text) || i === last) continue;
    const whom = tokens.slice(i + 1, last + 1);
    // 给当地留下…: the place is the record's area.
    if (/^[为给]$/.test(t.text) && whom.every((u) => u.kind === 'place' || u.text === '当地')) return [];
    return [asPart(t), ...whom.map(asPart)];
  }
  return [];
}

/** 河流超警戒水位: 超 before a noun is a predicate, as it is before no number. */
export const exceeds = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.text === '超' && tokens[i + 1]?.kind === 'word' && isNoun(tokens[i + 1] as Token);

/** The verb phrase after a number of people: 1007人[遇难], 68人[申报中级职称]. */
export function verbAfter(tokens: readonly Token[], from: number, last: number): Phrase {
  const parts: Part[] = [];
  let i = from;
  for (; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || (t.kind === 'mark' && !'“”《》、'.includes(t.text))) break;
    // 3人死亡多人受伤: what befell others.
    if (parts.length > 0 && t.tag === 'm' && tokens[i + 1]?.text === '人') break;
    // 157人全部遇难
    if (has(t, 'plain-adverb')) continue;
    // 有研发计划: at the end of the clause a noun.
    if (
      isDropped(t) &&
      !exceeds(tokens, i) &&
      !(i === last && has(t, 'target', 'forecast') && isNoun(tokens[i - 1] as Token))
    )
      continue;
    if (t.text === '、' && (tokens[i + 1]?.kind === 'quantity' || /^(m|r|d)/.test(tokens[i + 1]?.tag ?? ''))) break;
    if (parts.length === 0 && t.kind === 'word' && /^(c|p|u)/.test(t.tag) && !has(t, 'adjunct') && t.text !== '被')
      continue;
    parts.push(asPart(t));
  }
  // 因枪支暴力丧生: a short adverbial stays.
  if (textOf(parts).length <= SHORT_CLAUSE) return { parts: trim(parts), end: i };
  return {
    parts: trim(withoutAdjuncts(parts.map((p) => p.token)).map(asPart)),
    end: i,
  };
}

/** Whether the words before a number end in a verb that waits for its object: 完成6.1公里河道修复. */
export function endsInVerb(left: readonly Part[]): boolean {
  if (!hasContent(left)) return true;
  // 展示了中国5635万公顷湿地: a place between the verb and the number.
  let last = left.length - 1;
  while (
    last > 0 &&
    (left[last]?.token.kind === 'place' ||
      isLocative(left[last]?.token) ||
      isPace(left[last]?.token) ||
      /^(、|和|等)$/.test(left[last]?.text ?? ''))
  )
    last--;
  const end = left[last]?.token;
  if (end === undefined) return true;
  if (end.tag === 'vn') return last === 0 || isVerb(left[last - 1]?.token as Token);
  return isVerb(end) || has(end, 'act', 'predicate');
}
