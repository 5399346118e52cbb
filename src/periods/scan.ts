// One pass over a sentence: finds the time mentions, and from the words around them what part they play.
import { addDays, addTo, boundsOrNull } from './dates.js';
import { createMatcher, type Match } from './match.js';
import type { Calendar, CompiledPeriodRules, TimeContext, TimeKind, TimeMention, TimeScanner } from './model.js';
import { createResolver, type Surroundings } from './resolve.js';

const isMatch = (taken: unknown): taken is Match => typeof taken === 'object' && taken !== null;

/** The rule's own kind, else that of the first inner match: 今天17时 is of the kind of 今天. */
const kindOf = (match: Match): TimeKind => {
  if (match.rule.kind) return match.rule.kind;
  for (const taken of match.values) if (isMatch(taken)) return kindOf(taken);
  return 'period';
};

/** Terms and number classes that fix the year by themselves. */
const YEAR_STATING = new Set(['year', 'plan']);

const statesYear = (match: Match): boolean => {
  if (YEAR_STATING.has(match.term)) return true;
  for (const [i, taken] of match.values.entries()) {
    if (isMatch(taken)) {
      if (statesYear(taken)) return true;
    } else if (typeof taken === 'number' && taken >= 1800 && match.names[i] !== 'n') return true;
  }
  return false;
};

const targets = (match: Match): boolean => {
  if (match.rule.target) return true;
  for (const taken of match.values) if (isMatch(taken) && targets(taken)) return true;
  return false;
};

/** Whether the words are of today alone: 目前, 截至目前. */
const saysNow = ({ rule, values }: Match): boolean =>
  rule.gives.some((template) => template.some((part) => typeof part !== 'string' && part.of === 'now')) ||
  (values.length === 1 && isMatch(values[0]) && saysNow(values[0]));

/** Whether one of the words ends at a place of a text. */
const endings = (words: readonly string[]): ((text: string, end: number) => boolean) => {
  const codes = new Set(words.map((word) => word.charCodeAt(word.length - 1)));
  return (text, end) => codes.has(text.charCodeAt(end - 1)) && words.some((word) => text.endsWith(word, end));
};

/** How far around a mention the words that change its part are looked for, in characters (`report`: in days). */
const REACH = { pair: 8, multiple: 8, futureBefore: 12, futureAfter: 30, name: 30, said: 12, report: 4 } as const;

/** 18日起，…参与为期两天的罢工; 2022年4月，全国启动为期半年的…: after a day or month, that something began then, and how long it lasts. */
const LASTS = /^([^。；]{0,30}?)为期(半年|[\d一二两三四五六七八九十]{1,3}(?:天|日|周|个月|年))/;
const BEGINS = /起$|开始|启动/;
const HAN_DIGITS = '一二三四五六七八九十';
const LENGTHS: Record<string, 'y' | 'm' | 'w' | 'd'> = { 天: 'd', 日: 'd', 周: 'w', 月: 'm', 年: 'y' };

/** The period of what begins in a period (a day or month) and lasts as long as the words after it say; null: they do not. */
const lastingFrom = (period: string, said: string, rest: string): string | null => {
  const [start] = period.split('/');
  if (start === undefined || !/^\d{4}-\d\d(?:-\d\d)?$/.test(start) || !rest.includes('为期')) return null;
  const [, between = '', length = ''] = LASTS.exec(rest) ?? [];
  if (length === '' || /\d{1,2}[月日]/.test(between) || (!BEGINS.test(said) && !BEGINS.test(between))) return null;
  const number = length.replace(/[天日周个月年]+$/, '').replace('两', '二');
  const count = number === '半' ? 6 : /^\d+$/.test(number) ? Number(number) : HAN_DIGITS.indexOf(number) + 1;
  const unit = number === '半' ? 'm' : LENGTHS[length.slice(-1)];
  if (count < 1 || unit === undefined) return null;
  const after = addTo(start, count, unit);
  const end = after === null ? null : addTo(after, -1, start.length === 7 ? 'm' : 'd');
  return end === null || end <= start ? null : `${start}/${end}`;
};

/** The year that is under way, where it stands alone. */
const THIS_YEAR = '今年的';

/** What the words of an instant that closes a count begin with. */
const AS_OF = '截';

/** Tells for places in ascending order whether they stand in 《》 or in “”, in one pass over the text. */
const createNesting = (text: string) => {
  let at = 0;
  let titles = 0;
  let quote = -1;
  return (place: number): { title: boolean; quote: number } => {
    for (; at < place; at++) {
      const c = text.charCodeAt(at);
      if (c === 0x300a) titles++;
      else if (c === 0x300b) titles = Math.max(0, titles - 1);
      else if (c === 0x201c) quote = at;
      else if (c === 0x201d) quote = -1;
    }
    return { title: titles > 0, quote };
  };
};

/**
 * Makes the scanner. Costs about a millisecond; use one for all texts.
 * @param rules what `parsePeriodRules` compiled from rules/periods.yaml
 * @param calendar what `buildCalendar` made: festivals and public holidays
 */
export const createTimeScanner = (rules: CompiledPeriodRules, calendar: Calendar): TimeScanner => {
  const matcher = createMatcher(rules);
  const resolve = createResolver(calendar);
  const { base } = rules;

  const looksAhead = (text: string, start: number, end: number): boolean => {
    const before = text.slice(Math.max(0, start - REACH.futureBefore), start);
    const after = text.slice(end, end + REACH.futureAfter);
    // 12月30日以来: what began is over or goes on, whatever is expected of it.
    if (text.slice(start, end + 2).includes('以来')) return false;
    const near = `${before.slice(before.search(/[^。；]*$/))}\u0000${after.slice(0, after.search(/[。；]|$/))}`;
    return rules.future.some((word) => {
      const i = near.indexOf(word);
      return i >= 0 && !rules.notFuture.some((w) => near.startsWith(w, i));
    });
  };

  const saysSo = (text: string, end: number): boolean => {
    const after = text.slice(end, end + REACH.said);
    const clause = after.slice(0, after.search(/[，。；、]|$/));
    return rules.tells.some((word) => clause.includes(word));
  };

  const beforeBase = endings(base.before);
  const notBeforeBase = endings(base.notBefore);
  const beforePair = endings(base.pairedBefore);
  const beforeTarget = endings(rules.targetBefore);

  /** Whether a time is what something is compared with: 比2019年, 与去年同期相比, 是2019年的2.5倍. */
  const isBase = (text: string, start: number, end: number): boolean => {
    if (beforeBase(text, start) && !notBeforeBase(text, start)) return true;
    if (beforePair(text, start)) {
      const next = text.slice(end, end + REACH.pair);
      const clause = next.slice(0, next.search(/[，。；]|$/));
      if (base.pairedAfter.some((w) => clause.includes(w))) return true;
    }
    if (text.charAt(end) !== '的') return false;
    return /^的(?:近|约|逾|超)?(?:\d{1,4}(?:\.\d{1,4})?|[一二两三四五六七八九十]{1,3})(?:多)?倍/.test(
      text.slice(end, end + REACH.multiple + 6),
    );
  };

  const find = (text: string): Match[] => {
    const found: Match[] = [];
    matcher.begin(text);
    for (let i = matcher.next(0); i < text.length; i = matcher.next(i)) {
      const match = matcher.at(i);
      if (match !== null) found.push(match);
      i = match?.end ?? matcher.past(i);
    }
    return found;
  };

  const read = (text: string, found: readonly Match[], context: TimeContext): TimeMention[] => {
    const mentions: TimeMention[] = [];
    if (found.length === 0) return mentions;
    const nesting = createNesting(text);
    const around: Surroundings = {
      pub: /^\d{4}-\d\d-\d\d/.test(context.published ?? '') ? (context.published ?? '').slice(0, 10) : null,
      year: context.year ?? null,
      after: null,
      month: null,
      ref: context.period ?? null,
      wider: context.wider ?? null,
      told: context.told ?? null,
      day: context.day ?? null,
      now: null,
      anchor: null,
      future: () => false,
    };
    around.now = around.pub;
    if (around.ref && around.year !== null && around.ref.length > 4 && around.ref.startsWith(String(around.year)))
      around.after = boundsOrNull(around.ref)?.start ?? null;
    for (const match of found) {
      const { start, end } = match;
      around.future =
        context.future === undefined
          ? () => targets(match) || looksAhead(text, start, end)
          : () => context.future === true;
      // 从2019年的3万亿元升至2022年的4万亿元；截至7月31日…: what is counted up to now is not counted up to a year that was spoken of.
      const recent = around.year !== null && around.pub !== null && text.startsWith(AS_OF, start);
      const dated =
        match.rule.gives.length === 0 ? null : resolve(match, recent ? { ...around, year: null, after: null } : around);
      let period = (dated && lastingFrom(dated, text.slice(start, end), text.slice(end))) ?? dated;
      let kind = kindOf(match);
      const last = mentions.at(-1);
      const joined = last?.kind === 'base' && base.joins.includes(text.slice(last.end, start));
      if (kind !== 'clock' && kind !== 'duration' && (joined || isBase(text, start, end))) kind = 'base';
      const place = nesting(start);
      const bounds = period === null ? null : boundsOrNull(period);
      const ahead = bounds !== null && around.pub !== null && bounds.end > around.pub;
      const stated = statesYear(match);
      // Never of a day to come, nor of one long past: that is the day of what is told.
      const tells =
        period?.length === 10 &&
        around.pub !== null &&
        period <= around.pub &&
        period >= addDays(around.pub, -REACH.report) &&
        saysSo(text, end);
      if (tells) around.told = period;
      // 2022年进口量…。政府1日发布的数据显示，2月…: what a report of these days tells is of the publication's year, whatever year was
      // spoken of before.
      if (tells) {
        around.year = null;
        around.after = null;
      }
      const present = saysNow(match);
      const days = kind === 'base' ? null : pairOf(text, last, start, dated);
      if (days !== null && last !== undefined) {
        last.period = days;
        period = days;
      }
      const closes = kind === 'asof' && period?.length === 10 && text.startsWith(AS_OF, start);
      if (around.pub !== null && period !== null && period <= around.pub && closes) around.now = period;
      const day = !present && kind !== 'base' && dated?.length === 10 ? dated : null;
      mentions.push({
        start,
        end,
        text: text.slice(start, end),
        kind,
        period,
        rule: match.rule.id,
        statesYear: stated,
        // 从2018年到今年: up to now.
        target: ahead && (targets(match) || (beforeTarget(text, start) && !text.startsWith(THIS_YEAR, start))),
        tells,
        present,
        day,
        named: place.title || isPartOfName(text, place.quote, start, end),
      });
      if (kind === 'base' || bounds === null || period === null) continue;
      const fine = /^\d{4}-\d\d(?!\d)/.test(period);
      if (stated) {
        around.year = Number(bounds.end.slice(0, 4));
        around.after = fine ? bounds.start : null;
      }
      if (fine) around.month = bounds.end.slice(0, 7);
      around.ref = period;
      if (day !== null) around.day = day;
    }
    return mentions;
  };
  return {
    find,
    // What is found is read by its finder alone.
    read: (text, found, context) => read(text, found as readonly Match[], context),
    scan: (text, context) => read(text, find(text), context),
  };
};

/** 1月26日、27日: two days that follow one another are told of together; null: they are not. */
const pairOf = (text: string, before: TimeMention | undefined, start: number, day: string | null): string | null =>
  before !== undefined &&
  day?.length === 10 &&
  before.period?.length === 10 &&
  /^[、和]$/.test(text.slice(before.end, start)) &&
  addDays(before.period, 1) === day
    ? `${before.period}/${day}`
    : null;

/** “2023年春季招聘会”: the quotation is short and holds more than the time. */
const isPartOfName = (text: string, open: number, start: number, end: number): boolean => {
  if (open < 0) return false;
  const close = text.slice(end, end + REACH.name).indexOf('”');
  return close >= 0 && start - open <= REACH.name && (open + 1 < start || close > 0);
};
