// What a number measures, in the article's words: the tokens beside it less all that a table row does not need.
import { has, type Token } from './tokens.js';

const isVerb = (t: Token): boolean =>
  t.kind === 'word' && t.tag.startsWith('v') && t.tag !== 'vn' && !has(t, 'measure-noun');
/** Characters that make a noun of the verb before them: 避难所, 集中安置点. */
const NOUN_SUFFIX = /^(所|点|站|量|率|机|器|员|者|区|厂|场|馆|店|线|仓|库|车|船|费|款|券|卡|金|证|书|品|业)$/;

const isNoun = (t: Token): boolean =>
  (t.kind === 'word' && NOUN_SUFFIX.test(t.text)) ||
  t.kind === 'quoted' ||
  t.kind === 'place' ||
  has(t, 'measure-noun') ||
  (t.kind === 'word' && (/^(n|vn|j|l|i|b|s|z|a|x|eng|g|t)/.test(t.tag) || t.tag === ''));

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
const KEPT_ADVERBS = new Set(['不', '未', '无', '非', '免', '共享', '再生', '互', '联合', '共同', '规模以上']);

const isDropped = (t: Token): boolean => {
  if (has(t, 'compound')) return false;
  if (t.text === '着') return true;
  if (t.kind === 'time' || t.kind === 'quantity') return true;
  if (t.kind !== 'word') return false;
  if (KEPT_ADVERBS.has(t.text)) return false;
  if (t.text.length > 1 && t.text.startsWith('每') && /^[^个次]/.test(t.text.slice(1))) return false;
  return has(t, ...DROPPED) || (DROPPED_TAGS.test(t.tag) && !has(t, 'act', 'predicate'));
};

/** The last index of a report word in the range, or -1: what comes before it says who reports. */
function afterReport(tokens: readonly Token[], from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) {
    const t = tokens[i];
    if (has(t, 'report') && !has(t, 'adjunct')) return i + 1;
    if (t?.text === '报告' && has(tokens[i + 1], 'act', 'forecast')) return i + 1;
  }
  return from;
}

interface Part {
  text: string;
  token: Token;
}

/**
 * The name in the tokens before a number.
 * @param from index of the first token that may belong to it
 * @param to index after the last
 * @param named whether the sentence has named a measure already: then what follows 比去年 is its base, not a name
 */
export function nameBefore(tokens: readonly Token[], from: number, to: number, named = false): Part[] {
  let start = afterReport(tokens, from, to);
  let end = to;
  // 由旧厂改造而成的展馆, 经口岸通行的班列: a clause that opens with a preposition ends at its 的.
  if (has(tokens[start], 'from') || tokens[start]?.text === '经') {
    const close = tokens.slice(start, end).findIndex((t) => t.text === '的');
    if (close > 1 && start + close < end - 1) start += close + 1;
  }
  // 将经济增长预期由…上调: 将 before a noun only moves the object forward.
  for (let i = start; i < end - 1; i++) {
    const next = tokens[i + 1];
    if (
      tokens[i]?.text === '将' &&
      next !== undefined &&
      (isNoun(next) || next.kind === 'time') &&
      next.kind !== 'quoted'
    )
      start = i + 1;
  }
  // 与去年相比: the whole phrase goes.
  for (let i = start; i < end; i++) {
    const t = tokens[i];
    if (t === undefined || !/^(与|同|和|跟|比)$/.test(t.text)) continue;
    const close = tokens.slice(i, end).findIndex((u) => u.text === '相比' || u.text === '相较' || u.text === '比较');
    if (close <= 0) continue;
    const before = tokens.slice(start, i);
    const after = tokens.slice(i + close + 1, end);
    return clean(withoutAdjuncts(clean(before).length > 0 ? [...before, ...after] : after));
  }
  // The base of a comparison and what it is reckoned from are no part of the name.
  for (let i = start; i < end; i++) {
    const t = tokens[i];
    if (t === undefined) continue;
    const next = tokens[i + 1];
    const opensBase =
      has(t, 'than') && !(i === start && tokens.slice(i, end).some((x) => x.text === '相比' || x.text === '相较'));
    if (opensBase && (t.text !== '同' || next?.kind === 'time')) {
      const rest = clean(tokens.slice(start, i));
      if (rest.length > 0) end = i;
      else if (next?.kind === 'time' && !named) start = i + 2;
      else return [];
      break;
    }
    if (
      has(t, 'from') &&
      i > start &&
      (!(next !== undefined && isVerb(next)) || closesSource(tokens, i, end)) &&
      clean(tokens.slice(start, i)).length > 0
    ) {
      end = i;
      break;
    }
  }
  return withoutAgent(clean(withoutAdjuncts(tokens.slice(start, end))));
}

/** 劳动监察机构查处欠薪案件: who acts is not what was measured. */
function withoutAgent(parts: Part[]): Part[] {
  for (let i = Math.min(parts.length - 3, 5); i >= 0; i--) {
    const next = parts[i + 1]?.token;
    const verb = next !== undefined && /^(a|d|ad)$/.test(next.tag) ? parts[i + 2]?.token : next;
    if (has(parts[i]?.token, 'organisation', 'agency') && verb !== undefined && isVerb(verb) && !has(verb, 'copula'))
      return parts.slice(i + 1);
  }
  return parts;
}

/** Whether 由 or 从 opens a starting point that reaches up to the number: 由发现之初的7只. */
const closesSource = (tokens: readonly Token[], from: number, to: number): boolean => {
  const last = tokens[to - 1];
  return last !== undefined && to - from > 2 && (last.text === '的' || last.kind === 'time');
};

/** Takes out 在…中, 通过…, 按照…: adverbials that say how and where, not what. */
function withoutAdjuncts(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i];
    if (t === undefined) continue;
    // 参议院通过1.7万亿美元的法案: before the number itself it is a verb.
    if (!has(t, 'adjunct') || t.kind !== 'word' || (t.text === '通过' && i === tokens.length - 1)) {
      kept.push(t);
      continue;
    }
    let close = -1;
    let verb = -1;
    for (let j = i + 1; j < tokens.length; j++) {
      const u = tokens[j];
      if (u === undefined) break;
      if (has(u, 'adjunct-end')) {
        close = j;
        break;
      }
      if (verb < 0 && j > i + 1 && isVerb(u) && !has(u, 'copula')) verb = j;
    }
    if (close >= 0) i = close;
    else if (verb >= 0) i = verb - 1;
    else if (tokens[i + 1]?.kind === 'place' || tokens[i + 1]?.kind === 'time') i += 1;
  }
  return kept;
}

/** 涉及制造业、服务业等行业: the examples before 等 go, the class stays. */
function withoutExamples(parts: Part[]): Part[] {
  const etc = parts.findIndex((p) => p.text === '等');
  const comma = parts.findIndex((p) => p.text === '、');
  if (etc < 1 || etc >= parts.length - 1 || comma < 0 || comma > etc) return parts;
  let start = comma;
  while (start > 0 && !/^(p|c)/.test(parts[start - 1]?.token.tag ?? '') && !isVerb(parts[start - 1]?.token as Token))
    start--;
  const after = parts.slice(etc + 1);
  const rest =
    after.length > 1 && /^(地|地区|地方|多地|方面|国|省|市|省份)$/.test(after[0]?.text ?? '') ? after.slice(1) : after;
  return [...parts.slice(0, start), ...rest];
}

function clean(tokens: readonly Token[]): Part[] {
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
      parts.push({ text: t.text, token: t }, { text: tokens[i + 1]?.text ?? '', token: tokens[i + 1] as Token });
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
    parts.push({ text: t.text, token: t });
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

function trim(parts: Part[]): Part[] {
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
  // A list of places before the name: 江苏、浙江等地备货量.
  return parts.slice(start, end);
}

export const textOf = (parts: readonly Part[]): string => parts.map((p) => p.text).join('');

export interface NounPhrase {
  parts: Part[];
  /** Index after the last token taken. */
  end: number;
}

/**
 * The noun phrase after a number: 113台[自助服务机]布局…
 * @param from index of the token after the number
 * @param last index of the clause's last token
 * @param event whether the unit counts what stands next to it: 14次航展的摄影师 counts 航展
 */
export function nounAfter(tokens: readonly Token[], from: number, last: number, event = false): NounPhrase {
  const parts: Part[] = [];
  let i = from;
  let depth = 0;
  const relative = relativeEnd(tokens, from, last);
  if (relative > 0) {
    // 两艘在海上行驶的[船只]; a short clause stays before its noun.
    const clause = clean(tokens.slice(from, relative));
    if (textOf(clause).length <= SHORT_CLAUSE) parts.push(...clause, { text: '的', token: tokens[relative] as Token });
    i = relative + 1;
  }
  const clauseParts = parts.length;
  for (; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity') break;
    if (t.kind === 'time') {
      if (parts.length > 0) continue;
      break;
    }
    const next = tokens[i + 1];
    if (t.kind === 'mark') {
      if ('（(['.includes(t.text) && parts.length > 0) depth++;
      else if ('）)]'.includes(t.text) && depth > 0) depth--;
      else if (!'“”‘’·-—/'.includes(t.text)) {
        if (
          t.text === '、' &&
          parts.length > 0 &&
          continuesList(tokens, i + 1, last) &&
          !belongsToNext(tokens, i + 1, last)
        ) {
          parts.push({ text: t.text, token: t });
          continue;
        }
        break;
      }
      parts.push({ text: t.text, token: t });
      continue;
    }
    if (depth > 0) {
      parts.push({ text: t.text, token: t });
      continue;
    }
    if (t.text === '等' || t.text === '之一' || t.text === '之多') break;
    if (/^(和|及|与|以及|或)$/.test(t.text) && parts.length > 0) {
      if (next?.kind === 'place' || !continuesList(tokens, i + 1, last)) break;
      parts.push({ text: t.text, token: t });
      continue;
    }
    if (t.text === '的') {
      if (parts.length === 0) continue;
      if (
        next === undefined ||
        i === last ||
        next.kind === 'quantity' ||
        (next.kind === 'mark' && !'“《'.includes(next.text))
      )
        break;
      // 43个国家和地区的企业: what is counted stands before the 的.
      if (
        has(unbracketed(parts), 'region-noun') ||
        (event &&
          parts.every((p) => isNoun(p.token) && !/^(a|v)$/.test(p.token.tag)) &&
          parts.some((p) => p.token.kind !== 'place'))
      )
        break;
      parts.push({ text: t.text, token: t });
      continue;
    }
    if (
      t.text === '被' &&
      next !== undefined &&
      isVerb(next) &&
      tokens[i + 2] !== undefined &&
      isNoun(tokens[i + 2] as Token)
    ) {
      parts.push({ text: t.text, token: t });
      continue;
    }
    // 与白俄罗斯边境口岸
    if (parts.length === 0 && /^(与|对|同|涉)$/.test(t.text) && next?.kind === 'place') {
      parts.push({ text: t.text, token: t });
      continue;
    }
    if (stopsNoun(t, next, parts.length > clauseParts, i === last)) break;
    parts.push({ text: t.text, token: t });
  }
  return { parts: trim(parts), end: i };
}

/** The last token before a bracket that closes the parts: 国家（地区）. */
function unbracketed(parts: readonly Part[]): Token | undefined {
  let i = parts.length - 1;
  if ('）)'.includes(parts[i]?.text ?? '，')) {
    while (i > 0 && !'（('.includes(parts[i]?.text ?? '，')) i--;
    i--;
  }
  return parts[i]?.token;
}

/** Longest relative clause that a name keeps, in characters. */
const SHORT_CLAUSE = 10;

/** Index of the 的 that closes a relative clause starting with a verb or preposition at `from`, or 0. */
function relativeEnd(tokens: readonly Token[], from: number, last: number): number {
  const opener = tokens[from];
  if (opener === undefined || opener.kind === 'mark') return 0;
  const opens = opener.kind === 'word' && (/^(v|p|d|a)/.test(opener.tag) || has(opener, 'adjunct', 'predicate'));
  let describes = false;
  for (let i = from + 1; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || (t.kind === 'mark' && !'“”‘’、《》'.includes(t.text))) return 0;
    const next = tokens[i + 1];
    if (t.text === '的')
      return (opens || describes) &&
        next !== undefined &&
        i < last &&
        next.kind !== 'mark' &&
        (isNoun(next) || /^(v|a|b)/.test(next.tag))
        ? i
        : 0;
    // 技能含量高、影响力较大的人才: nouns that an adjective closes; with a verb the first noun is what is counted.
    if (/^(了|着|过)$/.test(t.text) && !has(t, 'predicate')) return 0;
    if (t.kind === 'word' && t.tag === 'a') describes = true;
    if (!opens && (isVerb(t) || has(t, 'predicate'))) return 0;
  }
  return 0;
}

/** 111项发明专利、实用新型专利176项: nouns after 、 that a number of their own follows, with nothing after it. */
function belongsToNext(tokens: readonly Token[], from: number, last: number): boolean {
  for (let i = from; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || (t.kind === 'mark' && t.text === '、')) return false;
    if (t.kind === 'quantity') {
      const after = tokens[i + 1];
      return i > from && (after === undefined || i === last || after.kind === 'mark');
    }
  }
  return false;
}

/** Whether the list that a 、 or 和 opens goes on with nouns and not with the next number. */
function continuesList(tokens: readonly Token[], from: number, last: number): boolean {
  const t = tokens[from];
  return (
    t !== undefined &&
    from <= last &&
    (t.kind === 'place' ||
      t.kind === 'quoted' ||
      (t.kind === 'word' && (isNoun(t) || /^(v|a|p)/.test(t.tag)) && !has(t, 'predicate', 'rise', 'fall')))
  );
}

function stopsNoun(t: Token, next: Token | undefined, started: boolean, atEnd: boolean): boolean {
  if (t.kind === 'place' || t.kind === 'quoted') return false;
  if (has(t, 'base', 'than', 'forecast', 'distributive', 'part', 'share', 'report')) return true;
  if (has(t, 'rise', 'fall', 'arrive') && t.tag.startsWith('v') && started) return true;
  if (!started)
    return (
      /^(p|c|d|u|y)$/.test(t.tag) &&
      !has(t, 'act') &&
      !(t.tag === 'd' && t.lexeme === null && next !== undefined && isNoun(next))
    );
  // 28个村建设4.5万亩…: before the next number even a nominal verb is a verb.
  if (t.tag === 'vn' && started && next?.kind === 'quantity') return true;
  if (has(t, 'copula') && (next === undefined || next.kind === 'quantity' || t.tag === 'v')) return true;
  if (
    /^(ad|a|z)$/.test(t.tag) &&
    next !== undefined &&
    next.kind === 'word' &&
    (isVerb(next) || has(next, 'predicate'))
  )
    return true;
  if (has(t, 'predicate') && (t.text.length > 1 || /^[vp]/.test(t.tag))) return true;
  // An idiom after a noun is its predicate: 研学点串珠成线.
  if (t.tag === 'i' && atEnd) return true;
  // 就创指导: an adverb's character inside a compound.
  if (
    t.tag === 'd' &&
    t.text.length === 1 &&
    t.lexeme === null &&
    next?.tag.startsWith('n') &&
    !KEPT_ADVERBS.has(t.text)
  )
    return false;
  if (/^(p|c|d|y|r)/.test(t.tag) || t.tag === 'ul' || t.tag === 'uz' || t.tag === 'ug') return true;
  if (isVerb(t)) {
    if (has(t, 'copula', 'target')) return true;
    // 高频业务办理服务: a verb between nouns at the end of a clause is part of the compound; before anything else it is
    // the predicate.
    if (atEnd || next === undefined) return false;
    return !(isNoun(next) && next.kind === 'word') || next.tag === 'ns';
  }
  return false;
}

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
    verbs.unshift({ text: t.text, token: t });
  }
  return verbs.length > 0 ? [...recipient(tokens, from, i), ...verbs] : verbs;
}

/** 向乌克兰[提供], 为患者[减负]: the short phrase before a verb that says to whom. */
function recipient(tokens: readonly Token[], from: number, last: number): Part[] {
  for (let i = last; i >= from && i > last - 4; i--) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || t.kind === 'time' || t.kind === 'mark' || isVerb(t)) return [];
    if (/^(向|对|为|给|与)$/.test(t.text) && i < last)
      return tokens.slice(i, last + 1).map((token) => ({ text: token.text, token }));
  }
  return [];
}

/** The verb phrase after a number of people: 1007人[遇难], 68人[申报中级职称]. */
export function verbAfter(tokens: readonly Token[], from: number, last: number): NounPhrase {
  const parts: Part[] = [];
  let i = from;
  for (; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || (t.kind === 'mark' && !'“”《》、'.includes(t.text))) break;
    if (isDropped(t)) continue;
    if (t.text === '、' && (tokens[i + 1]?.kind === 'quantity' || /^(m|r|d)/.test(tokens[i + 1]?.tag ?? ''))) break;
    if (parts.length === 0 && t.kind === 'word' && /^(c|p|u)/.test(t.tag) && !has(t, 'adjunct') && t.text !== '被')
      continue;
    parts.push({ text: t.text, token: t });
  }
  // 因枪支暴力丧生: a short adverbial stays.
  if (textOf(parts).length <= SHORT_CLAUSE) return { parts: trim(parts), end: i };
  return {
    parts: trim(withoutAdjuncts(parts.map((p) => p.token)).map((token) => ({ text: token.text, token }))),
    end: i,
  };
}

/** The subject of a clause without a number: its first noun phrase. */
export function subjectOf(tokens: readonly Token[], from: number, last: number): Part[] {
  // 今年在冷链方面的投入，…: a clause that is one noun phrase with 的.
  const closing = tokens[last];
  if (
    closing !== undefined &&
    tokens[last - 1]?.text === '的' &&
    closing.kind === 'word' &&
    /^[nv]/.test(closing.tag)
  ) {
    let start = from;
    while (
      start < last &&
      (isDropped(tokens[start] as Token) || has(tokens[start], 'adjunct') || tokens[start]?.kind === 'mark')
    )
      start++;
    return clean(tokens.slice(start, last + 1));
  }
  const parts = clean(withoutAdjuncts(tokens.slice(afterReport(tokens, from, last + 1), last + 1)));
  const first = parts[0];
  if (first === undefined || isVerb(first.token) || has(first.token, 'adjunct', 'predicate')) return [];
  let end = 1;
  for (; end < parts.length; end++) {
    const t = parts[end]?.token;
    if (t === undefined) break;
    if (has(t, 'predicate', 'rise', 'fall', 'arrive')) break;
    if (isVerb(t) && !(parts[end + 1] !== undefined && isNoun(parts[end + 1]?.token as Token))) break;
    const next = parts[end + 1]?.token;
    if (
      t.kind === 'word' &&
      /^(p|a|ad|z)$/.test(t.tag) &&
      !(next !== undefined && (next.tag.startsWith('n') || next.kind === 'mark'))
    )
      break;
  }
  return trim(parts.slice(0, end));
}

export type { Part };
export { isNoun, isVerb, withoutExamples };
