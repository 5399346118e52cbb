// Cases of the name after a number that a predicate makes: 1007人[遇难], 投资2.5亿元[建设…].
import type { Part } from '../model.js';
import { beforeAspect, has, isNoun, isVerb } from '../tokens.js';
import { leftOf } from './before.js';
import { hasContent } from './content.js';
import { type Case, type Following, governors, isLight, isRelative, NO_NAME, timedDeed } from './following.js';
import { nounAfter } from './noun.js';
import { isDropped, LONG, type Named, type Phrase, textOf } from './parts.js';
import { adverbialEnd } from './predicate.js';
import { endsInVerb, verbAfter } from './verbs.js';

/** Longest deed that money is named by, in characters. */
const LONGEST_DEED = 16;
/** The same of what takes a time. */
const LONG_DEED = 20;
/** Shortest deed that time is named by: 到达 and 通达 say nothing. */
const SHORT_DEED = 4;
/** Longest name of what was named before that is said again after what its part is. */
const SHORT_HEAD = 8;

/** 160人在地震中遇难: what they did or suffered, without where. */
function deedOf({ reading: { tokens }, clause, from }: Following): Phrase {
  const where = tokens[from]?.text === '在' ? adverbialEnd(tokens, from, clause.last) : 0;
  return verbAfter(tokens, where > 0 ? where + 1 : from, clause.last);
}

const named = (phrase: Phrase, name: string, parts: Part[] = phrase.parts): Named => ({
  name,
  parts,
  end: phrase.end,
});

/** 56个场馆中，有44个是改建或临建: what the counted are. */
const equated: Case = ({ reading, clause, from, next }) => {
  const at = next.text === '都' ? from + 1 : from;
  if (at >= clause.last || !/^[是为]$/.test(reading.tokens[at]?.text ?? '')) return null;
  const what = nounAfter(reading.tokens, at + 1, clause.last);
  if (textOf(what.parts).length < 2) return NO_NAME;
  // 387人是首次参加…: what they did.
  if (what.parts.every((p) => isDropped(p.token))) {
    const done = verbAfter(reading.tokens, at + 1, clause.last);
    return done.parts.length > 0 ? named(done, textOf(done.parts)) : NO_NAME;
  }
  const event = reading.events.at(-1);
  const ends = event?.parts.at(-1)?.token;
  // 三名选手参赛，其中两人是同学: what they did was said before.
  const head = event?.observation == null || (ends !== undefined && isVerb(ends)) ? '' : event.name;
  return named(what, textOf(what.parts) + (head.length <= SHORT_HEAD ? head : ''));
};

/** 投资6亿元在重庆建设基地: the same without where. */
function afterPlace(what: Following): Following {
  const { reading, clause, from } = what;
  const { tokens } = reading;
  const verb = tokens[from]?.text === '在' && tokens[from + 1]?.kind === 'place' ? tokens[from + 2] : undefined;
  return verb !== undefined && from + 2 < clause.last && isVerb(verb) ? { ...what, from: from + 2, next: verb } : what;
}

/** 安排3亿元建设40个园区: a bare verb, and what a number of its own counts. */
function withObject({ reading: { tokens }, clause }: Following, deed: Phrase): Phrase {
  if (tokens[deed.end]?.kind !== 'quantity' || deed.parts.length !== 1 || deed.end >= clause.last) return deed;
  const { parts } = nounAfter(tokens, deed.end + 1, clause.last, tokens[deed.end]?.quantity?.unit ?? '');
  return { parts: [...deed.parts, ...parts], end: deed.end };
}

/** 投资2.5亿元建设智慧路网: the verb before the money and what it went into. */
const spent: Case = (what) => {
  const before = what.reading.tokens[what.at - 1];
  const allotted = has(before, 'allots');
  if (what.share || what.owned || !has(before, 'allots', 'spends')) return null;
  const placed = afterPlace(what);
  const { next } = placed;
  const builds = next.tag === 'vn' && what.reading.tokens[placed.from + 1]?.kind === 'quantity';
  if (!(allotted ? isVerb(next) || builds : next.tag.startsWith('v'))) return null;
  const deed = withObject(placed, deedOf(placed));
  const text = textOf(deed.parts);
  // 安排24亿元用于秋粮增产: the verb says no more than that there is money.
  const into = has(deed.parts[0]?.token, 'used-for') ? textOf(deed.parts.slice(1)) : text;
  const name = allotted ? into : (before?.text ?? '') + text;
  return text !== '' && text.length <= LONGEST_DEED ? named(deed, name) : null;
};

/** 经过2个小时紧张抢修: what was gone through. */
const passed: Case = ({ reading, clause, at, from, quantity }) => {
  const { tokens } = reading;
  const before = beforeAspect(tokens, at);
  // 业务实现1天办结
  const achieved = before?.text === '实现';
  if (quantity.dimension !== 'duration' || !(achieved || /^(经过|历经|经历)$/.test(before?.text ?? ''))) return null;
  if (!tokens[clause.last]?.tag.startsWith('v')) return null;
  const said = verbAfter(tokens, from, clause.last);
  if (said.parts.length === 0 || said.end <= clause.last) return null;
  const name = (achieved ? textOf(leftOf(reading, clause, at)) : '') + textOf(said.parts);
  return name.length <= (achieved ? LONG : LONGEST_DEED) ? named(said, name) : null;
};

/** 15分钟可直达机场: what takes that long, where more than an arrival is said of it. */
const taken: Case = (what) => {
  const { reading, clause, at, quantity } = what;
  const start = quantity.dimension === 'duration' ? timedDeed(reading.tokens, clause, at) : 0;
  if (start === 0) return null;
  // 用时5天抵达
  if (has(reading.tokens[at - 1], 'takes-time')) return NO_NAME;
  const said = verbAfter(reading.tokens, start, clause.last);
  const text = textOf(said.parts).replace(/^(就|便|即|能够?|可以?|把|将)+/, '');
  return text.length >= SHORT_DEED && text.length <= LONG_DEED ? named(said, text) : NO_NAME;
};

/** 3亿元用于灾后重建, 以30亿元收购港口: what is done with the money. */
const paid: Case = (what) => {
  const { reading, at, next, share, acts } = what;
  const uses = has(next, 'used-for') || (acts && has(reading.tokens[at - 1], 'pays'));
  if (share || !uses) return null;
  const deed = deedOf(what);
  return deed.parts.length > 0 ? named(deed, textOf(deed.parts)) : null;
};

/** 景区有36处已开放: the subject, and what its members do. */
const thereAre: Case = (what) => {
  const { reading, clause, at, next, quantity, acts, owned, share } = what;
  if (share || !acts || owned || isPeople(what) || quantity.dimension === 'money') return null;
  if (!has(reading.tokens[at - 1], 'there-are') || has(next, 'act')) return null;
  const left = leftOf(reading, clause, at);
  // 村庄附近有36处设施被毁: where they are.
  if (has(reading.tokens[at - 2], 'vicinity')) return null;
  const deed = deedOf(what);
  // 九大迁飞通道中有4条途经…: the whole was just counted itself.
  const whole = reading.tokens[at - 2]?.text === '中' && !hasContent(left) ? reading.events.at(-1) : undefined;
  if (whole !== undefined && whole.name.length <= LONGEST_DEED && deed.parts.length > 0)
    return named(deed, whole.name + textOf(deed.parts), whole.parts);
  return hasContent(left) && deed.parts.length > 0 ? named(deed, textOf(left) + textOf(deed.parts), left) : null;
};

/** 1007人遇难, 68人申报职称: what the counted did. */
const deed: Case = (what) => {
  const { reading, at, from, next, quantity, acts, share } = what;
  if (share || !acts) return null;
  // 球队由30人组成: the subject stands before the preposition.
  const whole = /^(组成|构成)$/.test(next.text) && reading.tokens[at - 1]?.text === '由';
  if (whole && reading.tokens[from + 1]?.text !== '的') return NO_NAME;
  if (!isPeople(what) && !(has(next, 'predicate') && quantity.dimension === 'count' && !isRelative(what))) return null;
  const said = deedOf(what);
  return said.parts.length > 0
    ? named(said, (leadOf(what) || headOf(what) || sideOf(what)) + textOf(said.parts))
    : NO_NAME;
};

/** 新路36公里建成通车: what is measured and not counted stands before the number. */
const measured: Case = (what) => {
  const { next, quantity, acts, owned, share } = what;
  const predicate = acts && !owned && !share && !has(next, 'act') && next.tag !== 'vn';
  if (!predicate || quantity.dimension === 'count' || isRelative(what) || isLight(what)) return null;
  return opensCompound(what) ? null : NO_NAME;
};

/** 建成2000亩育种展示基地, 60兆瓦调峰电站投产: no subject stands before the number, and the verb after it opens a compound noun. */
function opensCompound({ reading, clause, at, from, next }: Following): boolean {
  if (!has(next, 'compounding') || !endsInVerb(leftOf(reading, clause, at))) return false;
  const { parts, end } = nounAfter(reading.tokens, from, clause.last);
  const last = parts.at(-1)?.token;
  if (parts.length < 2 || last === undefined) return false;
  // 完成3000亩破损山体修复
  if (!/^n[gz]?$/.test(last.tag)) return end > clause.last && (last.tag === 'vn' || has(last, 'compounding'));
  const after = end <= clause.last ? reading.tokens[end] : undefined;
  return after === undefined || after.kind === 'mark' || isVerb(after) || has(after, 'predicate', 'to', 'drop');
}

/** 其中三成来自外地: what the part of the total does. */
const partOfTotal: Case = (what) => {
  const { reading, acts, owned, share } = what;
  if (!share || !acts || owned) return null;
  const said = deedOf(what);
  if (said.parts.length === 0) return null;
  const head = reading.total?.[0]?.indicator ?? '';
  // 其中7成处于失控状态
  const held = /^(处于|拥有)$/.test(what.next.text) && said.parts[0]?.token !== what.next ? what.next.text : '';
  return named(said, held + textOf(said.parts) + (head.length <= SHORT_HEAD ? head : ''));
};

export const VERB_CASES: readonly Case[] = [equated, spent, passed, taken, paid, thereAre, deed, measured, partOfTotal];

const isPeople = ({ quantity }: Following): boolean => /^(人|人次|户次|员)$/.test(quantity.unit ?? '');

/** 高校毕业生9000名，其中2000多人就业: what the people are a part of. */
function headOf({ reading, quantity }: Following): string {
  const total = reading.total?.[0];
  const parts = reading.events.find((e) => e.observation === total)?.parts ?? [];
  const noun = parts.at(-1)?.token;
  if (total === undefined || noun === undefined || !/^n[rz]?$/.test(noun.tag)) return '';
  const name = textOf(parts);
  const alike = total.unit === quantity.unit || (/^(名|位)$/.test(total.unit ?? '名') && quantity.unit === '人');
  const fits = alike && total.unit !== '人' && name.length <= SHORT_HEAD && !/[的、]/.test(name);
  return fits && !has(noun, 'measure-end') ? name : '';
}

/** 守方160人死亡，360人受伤: the side that the number before was of. */
function sideOf({ reading }: Following): string {
  const before = reading.events.at(-1);
  return before?.observation?.unit === '人' ? (/^[^的]{1,3}方/.exec(before.name)?.[0] ?? '') : '';
}

/** 吸纳5.1万人次就业, 企业代表160多人参加: a verb that governs the number, or the noun that it counts. */
function leadOf(what: Following): string {
  const { reading, clause, at } = what;
  const verbs = governors(what);
  if (verbs.length > 0) return textOf(verbs);
  const before = reading.tokens[at - 1];
  if (before === undefined || at - 1 < Math.max(clause.first, reading.free)) return '';
  if (before.kind !== 'word' || !/^n/.test(before.tag)) return '';
  if (before.lexeme !== null && !has(before, 'organisation')) return '';
  const left = leftOf(reading, clause, at);
  const start = left.findLastIndex((p) => !isNoun(p.token) || p.token.kind === 'place') + 1;
  const lead = textOf(left.slice(start));
  return lead.length <= 10 ? lead : '';
}
