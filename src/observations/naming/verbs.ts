// Verbs beside a number that belong to its name.
import type { Part } from '../model.js';
import { has, isVerb, type Token } from '../tokens.js';
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
  if (tokens[i]?.text === '的' && i > from && isVerb(tokens[i - 1] as Token)) {
    const clause = clean(withoutAdjuncts(tokens.slice(from, i)));
    if (textOf(clause).length <= SHORT_CLAUSE) return [...clause, { text: '的', token: tokens[i] as Token }];
    i--;
  }
  const skip = (): void => {
    for (; i >= from; i--) {
      const t = tokens[i];
      if (t === undefined || !(isDropped(t) || t.text === '出' || t.text === '到' || t.text === '了')) break;
      if (t.kind === 'quantity') break;
    }
    // 打击了加沙地带2万个目标: the place where
    if (tokens[i]?.kind === 'place' && i > from && isVerb(tokens[i - 1] as Token)) i--;
    else if (tokens[i]?.kind === 'place' && tokens[i - 1]?.text === '了' && i > from + 1) i -= 2;
  };
  skip();
  if (tokens[i]?.text === '等') {
    // 打通社保、学历等16个数据系统: the first verb of the clause governs the list.
    let j = from;
    while (
      j < i &&
      !(
        isVerb(tokens[j] as Token) &&
        (tokens[j]?.text.length ?? 0) > 1 &&
        !has(tokens[j], 'copula', 'report', 'target', 'forecast', 'drop')
      )
    )
      j++;
    if (j >= i || tokens.slice(j, i).some((t) => t.kind === 'quantity')) return [];
    i = j;
  }
  const verbs: Part[] = [];
  for (; i >= from && verbs.length < 2; i--) {
    const t = tokens[i];
    if (
      t === undefined ||
      !(isVerb(t) || has(t, 'act')) ||
      has(t, 'cause', 'exists', 'report', 'forecast', 'target', 'copula', 'rise', 'fall', 'arrive', 'adjunct')
    )
      break;
    verbs.unshift(asPart(t));
  }
  return verbs.length > 0 ? [...recipient(tokens, from, i), ...verbs] : verbs;
}

/** 向乌克兰[提供], 为患者[减负]: the short phrase before a verb that says to whom. */
function recipient(tokens: readonly Token[], from: number, last: number): Part[] {
  for (let i = last; i >= from && i > last - 4; i--) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || t.kind === 'time' || t.kind === 'mark' || isVerb(t)) return [];
    if (/^(向|对|为|给|与)$/.test(t.text) && i < last) return tokens.slice(i, last + 1).map(asPart);
  }
  return [];
}

/** The verb phrase after a number of people: 1007人[遇难], 68人[申报中级职称]. */
export function verbAfter(tokens: readonly Token[], from: number, last: number): Phrase {
  const parts: Part[] = [];
  let i = from;
  for (; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || (t.kind === 'mark' && !'“”《》、'.includes(t.text))) break;
    if (isDropped(t)) continue;
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
  while (last > 0 && left[last]?.token.kind === 'place') last--;
  const end = left[last]?.token;
  if (end === undefined) return true;
  return (isVerb(end) || has(end, 'act', 'predicate')) && (end.tag !== 'vn' || left.length === 1);
}
