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

export function enterParagraph(state: Discourse, titleYear: number | undefined, comesBack: boolean): void {
  // A year said in a paragraph does not date the bare months of the next.
  state.year = titleYear;
  // What one paragraph tells of a town, the next may tell of the country again. A village that the article comes back to goes on.
  const isDivision = /^\d/.test(state.area?.code ?? '');
  if (state.area !== null && (isDivision || !comesBack) && state.own.home?.level === 'country') state.area = null;
}

/** @param remains null where the sentence has no figures */
export function carry(
  state: Discourse,
  sentence: Sentence,
  times: readonly TimeMention[],
  places: readonly PlaceMention[],
  scanner: PlaceScanner,
  remains: Remains | null,
): void {
  if (remains !== null) {
    state.last = remains.observations;
    state.basis = remains.basis;
    state.status = remains.status;
  }
  carryTime(state, sentence.text, times, remains === null);
  // The reading of its figures knows better which of its times only belong to a noun.
  if (remains?.period !== undefined) state.period = remains.period;
  carryPlace(state, places, scanner);
}

/** 大会将于3月5日召开。: the time of an event that is only announced. */
const isAhead = ({ published }: Discourse, period: string): boolean =>
  published !== null && periodBounds(period).start > published;

/**
 * The last time that governs.
 * @param told whether the sentence only tells of something, without figures
 */
function carryTime(state: Discourse, text: string, times: readonly TimeMention[], told: boolean): void {
  const part = text.indexOf('其中');
  let found = false;
  for (const t of times) {
    if (!governing(t)) continue;
    // 由去年的…: where something comes from; 其中，11月份…: a part's own time. Neither goes on.
    const before = text.charAt(t.start - 1);
    if ((before === '由' || before === '从') && !/以来|起|开始|至|到/.test(t.text)) continue;
    if (found && part >= 0 && t.start > part) continue;
    if (t.kind === 'vague') {
      if (t.start === 0 || /[，。、；\s]/.test(before)) state.period = null;
    } else if (t.period !== null && !(told && isAhead(state, t.period))) {
      state.period = t.period;
      found = true;
      if (t.statesYear && /\d{4}/.test(t.text)) state.year = Number(periodBounds(t.period).end.slice(0, 4));
    }
  }
}

/** The last village or town of some places. */
export const lastLocal = (places: readonly PlaceMention[]): Place | null =>
  places.findLast(({ place }) => place?.level === 'local')?.place ?? null;

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
