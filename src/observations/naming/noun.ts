// The noun phrase after a number: 113台[自助服务机]布局…
import type { Part } from '../model.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { staysInside } from './inner.js';
import { asPart, clean, isHow, type Phrase, SHORT_CLAUSE, textOf, trim } from './parts.js';

/** Units that count what stands next to them: 14次航展的摄影师 counts 航展. */
const EVENT_UNIT = /^(次|届|场|轮|个|家|名|种|所|只|户|位|人|座|条|年)$/;
/** Units of people and of groups of them. */
export const PEOPLE_UNIT = /^(名|位|支|员)$/;
/** Units of buildings and sites, whose nouns are often made with a verb: 水文监测站. */
const SITE_UNIT = /^(座|所|处|家)$/;

/**
 * The noun phrase after a number: 113台[自助服务机]布局…
 * @param from index of the token after the number
 * @param last index of the clause's last token
 * @param unit what the number counts in: it says where the noun ends
 * @param moved whether a preposition governs the noun, so that a verb must follow it: 为2000个家庭[带来收入]
 */
export function nounAfter(tokens: readonly Token[], from: number, last: number, unit = '', moved = false): Phrase {
  const event = EVENT_UNIT.test(unit);
  const people = unit === '' || PEOPLE_UNIT.test(unit);
  const held = isHeld(tokens, from);
  const parts: Part[] = [];
  let i = from;
  let depth = 0;
  const relative = relativeEnd(tokens, from, last, people || /^[人户家个]$/.test(unit));
  if (relative > 0) {
    // 两艘在海上行驶的[船只]; a short clause stays before its noun.
    const clause = clean(tokens.slice(from, relative));
    // 200场丰富多彩的展台活动: no kind of them.
    const praise = clause.length === 1 && has(clause[0]?.token, 'praise');
    // 36名来自各地的代表: where they are from says nothing of what they are.
    if (
      !praise &&
      textOf(clause).length <= SHORT_CLAUSE &&
      !(clause[0]?.text === '来自' && tokens[from - 1]?.kind === 'quantity')
    )
      parts.push(...clause, { text: '的', token: tokens[relative] as Token });
    i = relative + 1;
  }
  const clauseParts = parts.length;
  for (; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity') break;
    const next = tokens[i + 1];
    if (t.kind === 'time') {
      // 30名同志2025年度五四奖章; but 数百名志愿者近日来到….
      if (parts.length > 0 && next !== undefined && i < last && next.kind !== 'mark' && isNoun(next)) {
        if (staysInside(tokens, i, parts)) parts.push(asPart(t));
        continue;
      }
      break;
    }
    // 1.7万亿元的《2023财年拨款法案》: a title that a time or a number is cut out of.
    const title = t.text === '《' ? tokens.findIndex((u, j) => j > i && j <= last && u.text === '》') : -1;
    if (title > 0) {
      parts.push(...tokens.slice(i, title + 1).map(asPart));
      i = title;
      continue;
    }
    if (t.kind === 'mark') {
      if ('（(['.includes(t.text) && parts.length > 0) depth++;
      else if (depth > 0 && !'）)]'.includes(t.text)) {
        // 31个省（自治区、直辖市）: all that the bracket holds.
      } else if ('）)]'.includes(t.text) && depth > 0) depth--;
      else if (!'“”‘’·-—/－–'.includes(t.text)) {
        if (
          t.text === '、' &&
          parts.length > 0 &&
          continuesList(tokens, i + 1, last) &&
          !belongsToNext(tokens, i + 1, last)
        ) {
          parts.push(asPart(t));
          continue;
        }
        break;
      }
      parts.push(asPart(t));
      continue;
    }
    if (depth > 0) {
      parts.push(asPart(t));
      continue;
    }
    // 100多项贸易、海关等领域协议: what the list is of.
    if (t.text === '等' && goesOn(parts, next)) {
      parts.push(asPart(t));
      continue;
    }
    if (t.text === '等' || t.text === '之一' || t.text === '之多') break;
    // 339个地级及以上城市: of that class and more.
    if (/^[和及]$/.test(t.text) && parts.length > 0 && /^以[上下]$/.test(next?.text ?? '') && i + 1 < last) {
      parts.push(asPart(t), asPart(next as Token));
      i++;
      continue;
    }
    if (/^(和|及|与|以及|或|及其)$/.test(t.text) && parts.length > 0) {
      if (
        // 36名越南和老挝学生: of places alone the list goes on.
        (next?.kind === 'place' && !parts.slice(clauseParts).every((p) => p.token.kind === 'place')) ||
        isDescribed(tokens, i + 1, last) ||
        !continuesList(tokens, i + 1, last) ||
        (t.text === '与' && isTogether(tokens, i + 1, last)) ||
        leadsToNumber(tokens, i + 1, last)
      )
        break;
      parts.push(asPart(t));
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
      // 43个国家和地区的企业: what is counted stands before the 的; 拥有800张床位的院区: so it does in a clause about the noun.
      if (
        has(unbracketed(parts), 'region-noun') ||
        (held && parts[parts.length - 1]?.token.kind === 'word' && isNoun(parts[parts.length - 1]?.token as Token)) ||
        (event &&
          !(/^[名位]$/.test(unit) && !isPerson(parts.at(-1)?.token) && leadsToPerson(tokens, i + 1, last)) &&
          !has(parts[parts.length - 1]?.token, 'kind-noun') &&
          !(parts.length === 1 && has(parts[0]?.token, 'weighty')) &&
          isCompound(parts, SITE_UNIT.test(unit)) &&
          parts.some((p) => !/^(place|quoted)$/.test(p.token.kind) && !'“”'.includes(p.text)))
      )
        break;
      parts.push(asPart(t));
      continue;
    }
    if (
      t.text === '被' &&
      next !== undefined &&
      isVerb(next) &&
      tokens[i + 2] !== undefined &&
      isNoun(tokens[i + 2] as Token)
    ) {
      parts.push(asPart(t));
      continue;
    }
    // 与白俄罗斯边境口岸
    if (parts.length === 0 && /^(与|对|同|涉)$/.test(t.text) && next?.kind === 'place') {
      parts.push(asPart(t));
      continue;
    }
    // 在28个村建设…: what was done there.
    if (moved && isVerb(t) && has(parts.at(-1)?.token, 'region-noun', 'place-title')) break;
    // 从10个方面提出…
    if (isVerb(t) && parts.at(-1)?.text === '方面') break;
    if (parts.length > clauseParts && (locates(parts, t, next, event) || (moved && isLastVerb(parts, tokens, i, last))))
      break;
    // 68个组织的[各界代表]: others than what is counted.
    if (parts.length > clauseParts && parts.at(-1)?.text === '的' && t.text.startsWith('各') && has(t, 'others')) break;
    const run = parts.length > clauseParts ? compoundRun(tokens, i, last) : 0;
    if (run > 0) {
      parts.push(...tokens.slice(i, i + run).map(asPart));
      i += run - 1;
      continue;
    }
    // 50次集群打击和1次…: before the next number of a list the noun phrase ends.
    const closes = i === last || (/^(、|和|及|与)$/.test(next?.text ?? '') && tokens[i + 2]?.kind === 'quantity');
    // 36个总投资约50亿元的项目: the measure that the next number is of.
    if (has(t, 'measure-noun') && parts.at(-1)?.token.tag === 'b' && next?.kind === 'quantity') {
      parts.push(asPart(t));
      continue;
    }
    if (people && endsWithPerson(parts, clauseParts) && leavesPerson(tokens, i, last)) break;
    const named = parts.slice(clauseParts).some((p) => !isVerb(p.token) && p.token.kind !== 'place' && !isRank(p));
    if (stopsNoun(t, next, parts.length > clauseParts, named, closes)) break;
    parts.push(asPart(t));
  }
  // 官兵火速, 野火仍: what says how the predicate holds.
  while (parts.length > clauseParts + 1 && isLoose(parts)) parts.pop();
  return { parts: trim(parts), end: i };
}

/** 市级, 县级: they say which, not what. */
const isRank = ({ text }: Part): boolean => text.length <= 3 && text.endsWith('级');

/** Whether a noun directly after 等 says what the list before it is of. */
const goesOn = (parts: readonly Part[], next: Token | undefined): boolean =>
  parts.some((p) => p.text === '、') && next?.kind === 'word' && /^n[gz]?$/.test(next.tag) && !has(next, 'predicate');

/** Whether a verb that says who has what counts stands before the number at the left of `from`: 拥有800张床位的院区. */
function isHeld(tokens: readonly Token[], from: number): boolean {
  let at = from - 1;
  while (at > 0 && tokens[at]?.kind !== 'quantity') at--;
  const before = tokens[at - 1]?.text === '着' || tokens[at - 1]?.text === '了' ? tokens[at - 2] : tokens[at - 1];
  return has(before, 'holds');
}

/** Whether the parts are nouns, or `mixed` with verbs that are between them: 水文监测站. */
const isCompound = (parts: readonly Part[], mixed: boolean): boolean =>
  parts.every((p, i) => {
    const inside = mixed && i > 0 && i < parts.length - 1 && p.token.tag === 'v' && p.token.lexeme === null;
    return inside || (isNoun(p.token) && !/^(a|v)$/.test(p.token.tag));
  });

/** 志愿者, 演奏家; of one character only 人 and 兵: 手 and 队 are none. */
const isPersonWord = (t: Token): boolean =>
  t.text.length > 1 ? has(t, 'person') && !has(t, 'no-person') : has(t, 'single-person');

const isPerson = (t: Token | undefined): boolean => t?.kind === 'word' && /^n(?!s)/.test(t.tag) && isPersonWord(t);

const endsWithPerson = (parts: readonly Part[], from: number): boolean =>
  parts.length > from && isPerson(parts[parts.length - 1]?.token);

/** 6名研究中心的[工作人员]: whether the noun after 的 is for people, as its number is. */
function leadsToPerson(tokens: readonly Token[], from: number, last: number): boolean {
  let i = from;
  while (
    i <= last &&
    tokens[i]?.kind === 'word' &&
    (isNoun(tokens[i] as Token) || has(tokens[i], 'compounding')) &&
    !has(tokens[i], 'predicate')
  )
    i++;
  return i > from && isPerson(tokens[i - 1]);
}

/**
 * 5000名建设者[加紧施工], 17支小分队[深入重点区域]: once the counted people are named, what acts is their predicate, unless the
 * compound goes on to a noun for people: 36名卫生[应急人员].
 */
function leavesPerson(tokens: readonly Token[], i: number, last: number): boolean {
  const t = tokens[i];
  // 安保人员罢工: one verb that ends the clause stays.
  if (t?.kind !== 'word' || (i === last && t.text.length > 1)) return false;
  // 演奏者现场齐奏, 学生自发捐款: where and how, before the deed.
  const how = tokens[i + 1] !== undefined && isVerb(tokens[i + 1] as Token) && has(t, 'crowd-manner');
  if (!how && !/^(v|a|i|l|p|d|z)/.test(t.tag) && !has(t, 'predicate', 'adverb')) return false;
  for (let j = i; j <= Math.min(last, i + 3); j++) {
    if (isPerson(tokens[j])) {
      const after = j < last ? tokens[j + 1] : undefined;
      return !(
        after === undefined ||
        after.kind === 'mark' ||
        isVerb(after) ||
        /^[pd]$/.test(after.tag) ||
        has(after, 'predicate')
      );
    }
    if (tokens[j]?.kind !== 'word' || !/^(vn|n|b|v|a)$/.test(tokens[j]?.tag ?? '')) return true;
  }
  return true;
}

/** Whether the token is the only verb of the clause, and closes no compound: 在10处马铃薯种植基地. */
const isLastVerb = (parts: readonly Part[], tokens: readonly Token[], at: number, last: number): boolean =>
  acting(tokens[at]) &&
  (tokens[at]?.text.length ?? 0) > 1 &&
  !parts.some((p) => acting(p.token)) &&
  !(at === last - 1 && /^n[gz]?$/.test(tokens[last]?.tag ?? '') && !has(tokens[at], 'predicate')) &&
  !tokens.slice(at + 1, last + 1).some(acting);

const acting = (t: Token | undefined): boolean => t !== undefined && (isVerb(t) || has(t, 'predicate'));

/** 5个公园[里]红旗招展, 10个村庄[附近]的道路, 8000亩早稻[中]的良种: where something is, not what is counted. */
const locates = (parts: readonly Part[], t: Token, next: Token | undefined, event: boolean): boolean =>
  t.kind === 'word' &&
  t.tag === 'f' &&
  // 俄中贸易, 灾后重建
  (t.text === '里' || (unbracketed(parts)?.text.length ?? 0) > 1) &&
  has(t, 'adjunct-end', 'vicinity') &&
  (/^(里|中)$/.test(t.text) ||
    (t.text === '上' && !event) ||
    next === undefined ||
    next.text === '的' ||
    !isNoun(next) ||
    // 36个国家前三大出口市场: a rank among them.
    /^\d/.test(next.text));

/** Whether the last part is none of the noun: 野火[仍], 展位[上], 农业强镇[的][基础上]. */
function isLoose(parts: readonly Part[]): boolean {
  const { token, text } = parts[parts.length - 1] as Part;
  if (text === '的') return true;
  if (token.kind !== 'word' || has(token, 'kept-adverb')) return false;
  // 企业线上线下对接, 药店统一拆零
  if (has(token, 'manner', 'crowd-manner') && !/^(集体|组团|重点)$/.test(text)) return true;
  if (/^(d|ad|c|p)$/.test(token.tag) || text === '仍' || text === '一共' || holds(token)) return true;
  if (has(token, 'adjunct-end')) return token.tag === 'f' || has(token, 'span-end');
  return has(token, 'landmark') && parts[parts.length - 2]?.text === '的';
}

/**
 * 生态[保护和修复]工程, 保护[修复治理]资金: how many tokens from `i` on are verbs in a row, joined or not, that a noun closes,
 * so that they are members of the compound; 0 where they are a predicate.
 */
function compoundRun(tokens: readonly Token[], i: number, last: number): number {
  let verbs = 0;
  let joined = has(tokens[i], 'nominal', 'compounding');
  let j = i;
  for (; j < last; j++) {
    const t = tokens[j];
    if (t === undefined || t.kind !== 'word') return 0;
    if (verbs > 0 && /^(和|与|及)$/.test(t.text)) {
      joined = true;
      continue;
    }
    if (!/^vn?$/.test(t.tag) || (t.lexeme !== null && !has(t, 'nominal', 'compounding')) || t.text.length < 2) break;
    verbs++;
  }
  let end = j;
  while (
    end <= last &&
    tokens[end]?.kind === 'word' &&
    /^n[gz]?$/.test(tokens[end]?.tag ?? '') &&
    !has(tokens[end], 'predicate')
  )
    end++;
  const after = end <= last ? tokens[end] : undefined;
  const acts = after?.kind === 'word' && (has(after, 'predicate', 'copula') || isVerb(after));
  // 预制菜创新示范产业园正加快建设: a predicate of their own shows that the verbs before the noun are none.
  if (!joined && !acts && !/^(d|ad)$/.test(after?.tag ?? '')) return 0;
  // 7家市级集中救治医院和27家…
  const listed = /^[和及与]$/.test(after?.text ?? '') && tokens[end + 1]?.kind === 'quantity';
  const ends = after === undefined || after.kind === 'mark' || acts || listed || /^(d|ad)$/.test(after.tag) || !joined;
  return verbs >= 2 && end > j && ends ? j - i : 0;
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

/**
 * Index of the 的 that closes a relative clause starting with a verb or preposition at `from`, or 0.
 * @param acts whether the counted can do something themselves: 36人参加了学校的活动, but 36台采用了新技术的设备
 */
function relativeEnd(tokens: readonly Token[], from: number, last: number, acts: boolean): number {
  const opener = tokens[from];
  if (opener === undefined || opener.kind === 'mark') return 0;
  const opens = opener.kind === 'word' && (/^(v|p|d|a|i)/.test(opener.tag) || has(opener, 'adjunct', 'predicate'));
  let describes = false;
  let experienced = false;
  for (let i = from + 1; i <= last; i++) {
    const t = tokens[i];
    // 606起造成至少4人死伤的枪击事件: a number of the clause's own.
    if (t?.kind === 'quantity' && isVerb(opener) && !acts && i <= from + 2 && i < last) continue;
    if (t === undefined || t.kind === 'quantity' || (t.kind === 'mark' && !'“”‘’、《》'.includes(t.text))) return 0;
    // 新举措让城市的绿地…: another clause begins.
    if (has(t, 'makes')) return 0;
    // 9支小队正趁着天晴的时候…: what the noun before is doing.
    if (i > from && /^[正已将]$/.test(t.text) && t.tag === 'd' && /^n/.test(tokens[i - 1]?.tag ?? '')) return 0;
    // 12个重点平台以及新园区的设施: another thing.
    if (t.text === '以及') return 0;
    const next = tokens[i + 1];
    if (t.text === '的')
      return (opens || describes) &&
        // 6个竞赛工种的角逐: no clause, but what is counted and what it does.
        !(opener.tag === 'vn' && next !== undefined && /^vn?$/.test(next.tag)) &&
        next !== undefined &&
        i < last &&
        next.kind !== 'mark' &&
        (isNoun(next) || /^(v|a|b)/.test(next.tag)) &&
        (!experienced || leadsToPerson(tokens, i + 1, last))
        ? i
        : 0;
    // 技能含量高、影响力较大的人才: nouns that an adjective closes; with a verb the first noun is what is counted.
    if (/^(了|着|过)$/.test(t.text) && !has(t, 'predicate') && (acts || i !== from + 1 || !isVerb(opener))) {
      // 36名参加过培训的学员: of people it is a clause where a noun for people follows.
      if (t.text !== '过' || i !== from + 1 || !isVerb(opener)) return 0;
      experienced = true;
    }
    // 15支球队从青山广场边的码头出发: a preposition after the noun opens its predicate.
    if (!opens && t.kind === 'word' && t.tag === 'p' && has(t, 'from', 'adjunct')) return 0;
    if (t.kind === 'word' && t.tag === 'a') describes = true;
    // 品质优良、带动能力强的企业: another such clause.
    const again = describes && tokens[i - 1]?.text === '、' && isVerb(t) && !has(t, 'predicate');
    if (!opens && !again && (isVerb(t) || has(t, 'predicate'))) return 0;
  }
  return 0;
}

/** 36处自然保护区和为数众多的保护小区: another thing, of which something else is said. */
function isDescribed(tokens: readonly Token[], from: number, last: number): boolean {
  if (!/^[ailzp]/.test(tokens[from]?.tag ?? '')) return false;
  for (let i = from + 1; i < Math.min(last, from + 4); i++) {
    if (tokens[i]?.kind !== 'word') return false;
    if (tokens[i]?.text === '的') return true;
  }
  return false;
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

/** 20个国家和联合国等4个国际组织: examples that the next number sums up. */
function leadsToNumber(tokens: readonly Token[], from: number, last: number): boolean {
  for (let i = from; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity') return false;
    if (t.text === '等') return tokens[i + 1]?.kind === 'quantity';
    if (t.text !== '、' && !isNoun(t)) return false;
  }
  return false;
}

/** 36家企业与院校签约: whether 与 opens those with whom the counted do something. */
function isTogether(tokens: readonly Token[], from: number, last: number): boolean {
  for (let i = from; i <= last; i++) {
    const t = tokens[i];
    if (t === undefined || t.kind === 'quantity' || t.text === '的') return false;
    if (i > from && has(t, 'reciprocal')) return i === last || !isNoun(tokens[i + 1] as Token);
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
      (t.kind === 'word' &&
        // 非洲国家及[其他]新兴市场国家
        (isNoun(t) || /^(v|a|p)/.test(t.tag) || has(t, 'others')) &&
        !has(t, 'predicate', 'rise', 'fall') &&
        (!has(t, 'causative') || has(t, 'nominal'))))
  );
}

/** Whether the word says how a predicate holds, and is no noun. */
const holds = (t: Token): boolean =>
  !has(t, 'compound') && (has(t, 'drop', 'adverb') || (has(t, 'dependent') && !/^n/.test(t.tag)));

/** Whether a noun stands after a word that is verb and noun, so that here it is a verb: 国家组织[专家]…. */
const takesObject = (next: Token | undefined): boolean =>
  next !== undefined &&
  next.kind !== 'mark' &&
  (next.kind !== 'word' || (isNoun(next) && !has(next, 'predicate')) || /^(m|r|ul|ug|uz)/.test(next.tag));

/**
 * @param started whether the phrase has begun
 * @param named whether it has a noun yet
 */
function stopsNoun(t: Token, next: Token | undefined, started: boolean, named: boolean, atEnd: boolean): boolean {
  if (t.kind === 'place' || t.kind === 'quoted') return false;
  // 6万平方米的光伏板投入使用
  if (started && t.text === '投入' && next !== undefined && (isVerb(next) || next.tag === 'vn')) return true;
  if (started && has(t, 'nominal') && !/^[了过]$/.test(next?.text ?? '') && (atEnd || !takesObject(next))) return false;
  if (started && holds(t) && !(next?.kind === 'word' && isNoun(next) && !holds(next))) return true;
  if (started && t.text.length > 1 && has(t, 'rank') && !has(t, 'nominal')) return true;
  if (has(t, 'base', 'than', 'forecast', 'distributive', 'part', 'share', 'report')) return true;
  if (has(t, 'rise', 'fall', 'arrive') && t.tag.startsWith('v') && started)
    return t.tag !== 'vn' || next?.kind !== 'word' || !next.tag.startsWith('n');
  if (!started)
    return (
      /^(p|c|d|u|y)$/.test(t.tag) &&
      !has(t, 'act') &&
      !(t.tag === 'd' && t.lexeme === null && next !== undefined && isNoun(next))
    );
  // 包括两名未成年人在内的; 5所高校多个项目: others.
  if (t.text === '在内' || (t.tag.startsWith('m') && /^(一些|多[个项名家])$/.test(t.text))) return true;
  // 向36万亩灌区供水7500万立方米
  if (next?.kind === 'quantity' && has(t, 'compounding')) return true;
  // 5万亩林地划成小块: what became of it.
  if (isVerb(t) && /^[成为]$/.test(next?.text ?? '')) return true;
  // 28个村建设4.5万亩…: before the next number even a nominal verb is a verb.
  // 77所大学建设了…
  if (t.tag === 'vn' && started && (next?.kind === 'quantity' || /^[了过着]$/.test(next?.text ?? ''))) return true;
  if (has(t, 'copula') && (next === undefined || next.kind === 'quantity' || t.tag === 'v')) return true;
  if (
    /^(ad|a|z)$/.test(t.tag) &&
    next !== undefined &&
    next.kind === 'word' &&
    (isVerb(next) || has(next, 'predicate'))
  )
    return true;
  // 市级集中救治医院: after nothing but its rank no predicate can stand.
  if (has(t, 'compounding') && !named && next?.kind === 'word' && (isNoun(next) || has(next, 'compounding')))
    return false;
  if (has(t, 'predicate') && (t.text.length > 1 || /^[vp]/.test(t.tag))) return true;
  // 移入4片新梁来确保安全: what it is done for.
  if (t.text === '来' && next !== undefined && isVerb(next)) return true;
  // An idiom after a noun is its predicate: 研学点串珠成线.
  if (t.tag === 'i' && atEnd) return true;
  // 3万平方米的光伏板一年可…: how long the predicate takes.
  if (started && t.tag === 'm' && /^一[年天月]$/.test(t.text)) return true;
  // 绿电源源不断地送往…: how something is done.
  if (isHow(t, next)) return true;
  // 就创指导: an adverb's character inside a compound.
  if (t.tag === 'd' && t.text.length === 1 && t.lexeme === null && next?.tag.startsWith('n') && !has(t, 'kept-adverb'))
    return false;
  // 韩国共同民主党议员
  if (t.tag === 'd' && has(t, 'kept-adverb') && next?.kind === 'word' && /^n/.test(next.tag)) return false;
  if (has(t, 'others') && next?.kind === 'word' && (isNoun(next) || has(next, 'others'))) return false;
  // 30名泰国本地员工
  if (has(t, 'qualifier') && next?.kind === 'word' && isNoun(next)) return false;
  if (/^(p|c|d|y|r)/.test(t.tag) || t.tag === 'ul' || t.tag === 'uz' || t.tag === 'ug') return true;
  if (isVerb(t)) {
    if (has(t, 'copula', 'target')) return true;
    // 水文监测站: a noun's last character.
    if (t.text.length === 1 && isNoun(t)) return false;
    // 高频业务办理服务: a verb between nouns at the end of a clause is part of the compound; before anything else it is
    // the predicate.
    if (atEnd || next === undefined) return false;
    if (named && t.text.length > 1 && !has(t, 'nominal', 'compounding')) return true;
    return !(isNoun(next) && next.kind === 'word') || next.tag === 'ns' || holds(next);
  }
  return false;
}
