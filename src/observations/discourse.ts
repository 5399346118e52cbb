// What holds from one sentence to the next: period, year, place, and what 其中 goes on with.
import type { OwnPlace, Place, PlaceMention, PlaceScanner } from '../areas/index.js';
import { periodBounds, type TimeMention, type TimeScanner } from '../periods/index.js';
import type { Sentence } from '../sentences/model.js';
import type { Basis, Observation, Status } from './model.js';

export interface Discourse {
  published: string | null;
  own: OwnPlace;
  /** The time that governs; null also where a vague one (近日) has stopped it. */
  period: string | null;
  /** What the text before the first heading leaves, for each of the parts below; undefined: none was met. */
  lead: string | null | undefined;
  /** What 十年 stands for where the article says so (十年间（2012年—2021年）): the number as written and its period. */
  span: { years: string; period: string } | null;
  /** The last period that had begun: what is ahead (到2025年) governs plans alone. */
  begun: string | null;
  /** The year that the last sentence's plans were for, where what is now keeps its own time; null: none. */
  plan: string | null;
  /** What governed before the first of a list of headlines; null: there was none below this heading. */
  list: { period: string | null; area: Place | null } | null;
  /** The period before the place that the paragraph tells of now (在黑龙江，…今年…); undefined: none. */
  outer: string | null | undefined;
  /** The period that governed before, where this one is only a part of it: the holiday of which a day was told. */
  wider: string | null;
  /** The days that the paragraph's last sentence foresees (预计未来三天…): the next goes on about their weather; null: none. */
  outlook: string | null;
  /** What governed before the whole year that governs, and is a part of it: a new paragraph goes back to it; null: none. */
  narrower: string | null;
  /** The day of the report that the paragraph tells (卫生部门13日说); null: none. */
  told: string | null;
  /** The day that was named last, for 当天; null: none. */
  day: string | null;
  /** The year of bare months. */
  year: number | undefined;
  area: Place | null;
  /** The village or town that was named last, for 全村. */
  local: Place | null;
  /** Observations of the last sentence that had any, for 其中 and for ellipsis. */
  last: readonly Observation[];
  basis: Basis | null;
  status: Status;
}

/** What the figures of a sentence leave to the next. */
export interface Remains {
  observations: readonly Observation[];
  basis: Basis | null;
  status: Status;
  /** Undefined: the figures have no time of their own. */
  period: string | null | undefined;
}

/** Whether a time can be the period of a figure. */
export const governing = (t: TimeMention): boolean =>
  !t.named &&
  (t.kind === 'period' || t.kind === 'asof' || t.kind === 'vague' || (t.kind === 'duration' && t.period !== null));

/** The state before the first sentence: a period in the title holds until the text says another. */
export function openDiscourse(
  title: string | null,
  published: string | null,
  own: OwnPlace,
  times: TimeScanner,
): Discourse {
  const inTitle = title === null ? [] : times.scan(title, { published });
  return {
    published,
    own,
    period: inTitle.filter((t) => governing(t) && t.kind === 'period').at(-1)?.period ?? null,
    span: null,
    begun: null,
    plan: null,
    lead: undefined,
    outer: undefined,
    list: null,
    wider: null,
    narrower: null,
    outlook: null,
    told: null,
    day: null,
    year: undefined,
    area: null,
    local: null,
    last: [],
    basis: null,
    status: 'actual',
  };
}

/** A year in the title (2023年…公报) holds for the whole article. */
export function yearOfTitle(title: string | null): number | undefined {
  const year = /(\d{4})年/.exec(title ?? '')?.[1];
  return year === undefined ? undefined : Number(year);
}

export function enterParagraph(
  state: Discourse,
  sentence: Sentence,
  titleYear: number | undefined,
  comesBack: boolean,
  onePlace: boolean,
): void {
  if (sentence.heading) {
    // Each part below a heading starts from what the text above all of them said.
    if (state.lead === undefined && sentence.block > 0) state.lead = state.period;
    if (state.lead !== undefined) state.period = state.lead;
  }
  // 今年 said in passing says nothing of what the next paragraph tells of the day.
  if (state.narrower !== null && !sentence.heading) state.period = state.narrower;
  state.narrower = null;
  state.outlook = null;
  if (sentence.heading) {
    state.outer = undefined;
    state.day = null;
    state.list = null;
  }
  // A year said in a paragraph does not date the bare months of the next.
  state.year = titleYear;
  state.told = null;
  state.plan = null;
  // What one paragraph tells of a town, the next may tell of the country again. A village that the article comes back to goes on.
  const isDivision = /^\d/.test(state.area?.code ?? '');
  if (state.area !== null && (isDivision || !comesBack) && state.own.home?.level === 'country' && !onePlace)
    state.area = null;
  // （2）我国5G用户达6.76亿；: one of some headlines, each about something else.
  if (sentence.item && sentence.text.length <= LONGEST_HEADLINE) {
    state.list ??= { period: state.period, area: state.area };
    state.period = state.list.period;
    state.area = state.list.area;
  }
}

/** Longest item that is a headline, in characters: those of a report go on with what the one before said. */
const LONGEST_HEADLINE = 60;

/**
 * 在黑龙江，…今年…。在江西，…: what was said of the place before says nothing of the next, which goes back to the time
 * that governed before both.
 * @param opening whether the sentence opens its paragraph: then the place may stand without 在
 * @returns whether it begins with such a place
 */
export function enterItem(state: Discourse, text: string, places: readonly PlaceMention[], opening: boolean): boolean {
  // 国家统计局 tells, and is no item.
  const first = places.find((place) => !place.silent);
  const at = text.startsWith('在') ? 1 : opening ? 0 : -1;
  if (first === undefined || first.start !== at || first.own !== null) return false;
  const { period, outer } = state;
  // Of a long span the part that was told last still says more.
  const isPart = typeof outer === 'string' && period !== null && holds(outer, period) && daysOf(outer) > LONG;
  // A day that one place's item tells may be that of all; 这两年 is its own.
  const isOwn = typeof outer === 'string' ? !isPart : outer === null && period !== null && daysOf(period) > LONG;
  if (isOwn) state.period = outer ?? null;
  state.outer = state.period;
  return true;
}

/** A paragraph of something else follows the items. */
export function leaveItems(state: Discourse): void {
  state.outer = undefined;
}

/** A span of more days than this is a background, as 今年以来. */
const LONG = 31;

/** 2017年起，连续五年居第一: the five years from then on. */
const ROW = /^连续(\d+|[一二三四五六七八九十])年/;
const SINCE_YEAR = /(\d{4})年(?:起|开始)$/;
const HAN = '一二三四五六七八九十';

/** The times with those spans of years resolved that the article has told the years of. */
export function glossed(state: Discourse, times: readonly TimeMention[]): readonly TimeMention[] {
  if (!times.some((t) => t.kind === 'duration')) return times;
  return times.map((t, i) => {
    const row = ROW.exec(times[i + 1]?.text ?? '')?.[1];
    const first = row === undefined ? undefined : SINCE_YEAR.exec(t.text)?.[1];
    if (row !== undefined && first !== undefined) {
      const last = Number(first) + (HAN.indexOf(row) < 0 ? Number(row) : HAN.indexOf(row) + 1) - 1;
      return t.period !== null && last < Number(t.period.slice(-10, -6)) ? { ...t, period: `${first}/${last}` } : t;
    }
    const years =
      t.kind === 'duration' && t.period !== null ? /([\d一二三四五六七八九十]+)年/.exec(t.text)?.[1] : undefined;
    if (years === undefined || t.period === null) return t;
    if (/[（(]/.test(t.text)) state.span = { years, period: t.period };
    return state.span?.years === years ? { ...t, period: state.span.period } : t;
  });
}

/**
 * @param remains null where the sentence has no figures
 * @param opening whether the sentence opens its paragraph
 */
export function carry(
  state: Discourse,
  sentence: Sentence,
  times: readonly TimeMention[],
  places: readonly PlaceMention[],
  scanner: PlaceScanner,
  remains: Remains | null,
  opening: boolean,
): void {
  if (remains !== null) {
    state.last = remains.observations;
    state.basis = remains.basis;
    state.status = remains.status;
  }
  state.outlook = outlookOf(state, sentence.text, times, remains);
  const before = state.period;
  if (before !== null && !isAhead(state, before)) state.begun = before;
  carryTime(state, sentence.text, times, remains === null);
  // The reading of its figures knows better which of its times only belong to a noun.
  if (remains?.period !== undefined) state.period = remains.period;
  if (remains !== null && remains.status !== 'actual' && planOf(state.period, before)) {
    state.plan = state.period;
    state.period = before;
  } else if (remains?.period !== undefined) state.plan = null;
  if (state.period !== before) {
    // 2023年，… (…上半年…) 2023年，…: a year that is come back to, or that heads a paragraph, is what the article is about.
    const passing =
      planOf(state.period, before) && state.period !== state.wider && !headsParagraph(sentence, times, opening);
    state.narrower = passing ? before : null;
    state.wider = widerOf(state, before);
  }
  carryPlace(state, places, scanner);
}

/** What a sentence foresees; one without a time goes on with what was foreseen before it. */
function outlookOf(
  { published, outlook }: Discourse,
  text: string,
  times: readonly TimeMention[],
  remains: Remains | null,
): string | null {
  const last = times.filter(governing).at(-1);
  if (last === undefined) return remains === null || remains.status === 'forecast' ? outlook : null;
  const { period } = last;
  const foreseen = FORESEES.test(text) && published !== null && period !== null;
  return foreseen && periodBounds(period).end > published ? period : null;
}

const headsParagraph = ({ text }: Sentence, times: readonly TimeMention[], opening: boolean): boolean =>
  opening && times.some(({ start, end }) => start === 0 && text.charAt(end) === '，');

/** Of the periods before, the nearest one that the present one is a part of. */
function widerOf({ period, wider }: Discourse, before: string | null): string | null {
  if (period === null) return null;
  return [before, wider].find((outer) => outer !== null && holds(outer, period)) ?? null;
}

/** Whether a period is a part of another. */
function holds(outer: string, period: string): boolean {
  const [out, inside] = [periodBounds(outer), periodBounds(period)];
  return outer !== period && out.start <= inside.start && inside.end <= out.end;
}

function daysOf(period: string): number {
  const { start, end } = periodBounds(period);
  return (Date.parse(end) - Date.parse(start)) / 86_400_000;
}

/** 现在产量30万只，企业今年将超过120家: what the whole year is to bring does not make it the time of what is now. */
const planOf = (period: string | null, before: string | null): boolean =>
  period !== null && before !== null && /^\d{4}$/.test(period) && holds(period, before);

/** 大会将于3月5日召开。: the time of an event that is only announced. 未来三年 told in December begins with the next year, and is none. */
const isAhead = ({ published }: Discourse, period: string): boolean =>
  published !== null &&
  periodBounds(period).start > published &&
  !(/^\d{4}\/\d{4}$/.test(period) && Number(period.slice(0, 4)) === Number(published.slice(0, 4)) + 1);

/**
 * The last time that governs.
 * @param told whether the sentence only tells of something, without figures
 */
function carryTime(state: Discourse, text: string, times: readonly TimeMention[], told: boolean): void {
  const part = text.indexOf('其中');
  let found = false;
  for (const t of times) {
    if (t.tells) state.told = t.period;
    if (t.day !== null) state.day = t.day;
    if (!governing(t)) continue;
    // 由去年的…: where something comes from; 其中，11月份…: a part's own time. Neither goes on.
    const before = text.charAt(t.start - 1);
    if ((before === '由' && !/以来|起|开始/.test(t.text)) || (before === '从' && !/以来|起|开始|至|到/.test(t.text)))
      continue;
    if (found && part >= 0 && t.start > part) continue;
    // 警方12日称，…，目前…: the next sentence goes on with the report.
    if (t.present && times.some(({ tells }) => tells)) continue;
    // 三年内投入9亿元: what is to be done by then dates nothing else.
    if (t.kind === 'duration' && t.target) continue;
    if (t.kind === 'vague') {
      if (t.start === 0 || /[，。、；\s]/.test(before)) state.period = null;
    } else if (t.period !== null && !(told && (isAhead(state, t.period) || isAside(text, t, state.period, found)))) {
      state.period = t.period;
      found = true;
      if (t.statesYear && /\d{4}/.test(t.text)) state.year = Number(periodBounds(t.period).end.slice(0, 4));
    }
  }
}

/** The last village or town of some places. */
export const lastLocal = (places: readonly PlaceMention[]): Place | null =>
  places.findLast(({ place }) => place?.level === 'local')?.place ?? null;

const FORESEES = /预计|预报/;
const PLANS = /将|预计|计划|力争|年内/;
const DOCUMENT = /公报|报告|数据|统计|调查|年鉴|白皮书|情况|指数/;

/**
 * 交给2004年亚运会冠军李某。: amid a clause that tells of something else, a year that goes straight on is a noun's own.
 * 为全年丰收奠定基础, 今年的科普日, 9月16日，2023年科普日开幕: so is the year around the time that governs.
 * @param dated whether the sentence has a time before it
 */
function isAside(
  text: string,
  { start, end, period, kind, text: said, tells }: TimeMention,
  before: string | null,
  dated: boolean,
): boolean {
  // 峰会于18日至19日举行。发言人19日介绍…: the day of the report is the event's last.
  if (tells && before?.endsWith(`/${period}`) && daysOf(before) <= LONG) return true;
  const amid = start > 0 && !/[，。；：“\s自从在于到至]/.test(text.charAt(start - 1));
  const year = kind === 'period' && /^\d{4}$/.test(period ?? '');
  const ofNoun = amid || text.charAt(end) === '的' || (dated && text.charAt(end) !== '，');
  if (year && ofNoun && planOf(period, before)) return !PLANS.test(text);
  if (!year || !/\d{4}/.test(said) || !amid || !/[\u4e00-\u9fff]/.test(text.charAt(end))) return false;
  // 发布2022年统计公报: the year of what a document tells governs what it tells.
  const rest = text.slice(end);
  return !DOCUMENT.test(rest.slice(0, rest.search(/[，。；：]|$/)));
}

/** The last place that is not only compared with. */
function carryPlace(state: Discourse, places: readonly PlaceMention[], scanner: PlaceScanner): void {
  const local = lastLocal(places);
  for (const p of places) {
    if (p.against) continue;
    if (p.silent && p.place?.code === 'CN') {
      // 财政部…: what was said of a region before is at an end; in a local paper its own place goes on.
      state.area = null;
      continue;
    }
    const near = p.own === 'local' ? (local ?? state.local ?? state.area) : state.area;
    const place = scanner.resolve(p, state.own, near);
    // 领先全球的…: the world is the measure of one figure, and the next sentence is at home again.
    state.area = p.list > 0 || place?.level === 'world' ? null : place;
  }
  state.local = local ?? state.local;
}
