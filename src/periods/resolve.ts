// Turns a match into a period: fills the rule's template, and finds the year or month that the words leave out.
import { addDays, addMonths, addTo, boundsOrNull, daysBetween, quarterOf, weekOf } from './dates.js';
import { type Match, type Taken, takenBy } from './match.js';
import type { Calendar, Operation, TemplatePart } from './model.js';

export interface Surroundings {
  /** Day of publication, ISO. */
  pub: string | null;
  /** The year that governs, and the period in it after which a bare month is likelier to lie. */
  year: number | null;
  after: string | null;
  /** The month (YYYY-MM) that this sentence named last, for bare days. */
  month: string | null;
  /** The last governing period. */
  ref: string | null;
  /** The period spoken of before, where the last one is only a part of it. */
  wider: string | null;
  /** The day of the report that says it (卫生部门13日说…); null: none but the article itself. */
  told: string | null;
  /** The day that was named last, for 当天; null: none. */
  day: string | null;
  /** The day that 目前 stands for: of publication, but of a count that the sentence dates (截至10日) its day. */
  now: string | null;
  /** Where a range began: its end lies there or later. */
  anchor: string | null;
  /** Whether what is told of lies ahead. */
  future: () => boolean;
}

/** A year is put in for the words' missing one, and looked at again. */
interface Assumed {
  year: number | null;
  month: string | null;
}

const NOTHING: Assumed = { year: null, month: null };

const yearOf = (date: string): number => Number(date.slice(0, 4));
const to = (period: string): string => period.slice(period.indexOf('/') + 1);
const from = (period: string): string => (period.includes('/') ? period.slice(0, period.indexOf('/')) : period);

export const createResolver = (calendar: Calendar): ((match: Match, around: Surroundings) => string | null) => {
  const festival = (table: Record<string, string[]>, key: string, year: number): string | null =>
    table[key]?.[year - calendar.first] || null;

  /** Applies one operation; null where it does not fit the value. */
  const apply = (
    value: number | string,
    op: Operation,
    look: (name: string) => number | string | null,
    year: number | null,
  ): number | string | null => {
    if (op.do === 'add') {
      const amount = typeof op.amount === 'number' ? op.amount : look(op.amount);
      if (typeof amount !== 'number') return null;
      const count = op.sign * amount;
      if (op.unit === '') return typeof value === 'number' ? value + count : null;
      return addTo(String(value), count, op.unit);
    }
    const text = String(value);
    if (op.do === 'day' || op.do === 'holiday') {
      if (year === null) return null;
      return festival(op.do === 'day' ? calendar.days : calendar.holidays, text, year);
    }
    if (op.do === 'from') return from(text);
    if (op.do === 'to') return to(text);
    const bounds = boundsOrNull(text);
    if (!bounds) return null;
    if (op.do === 'until') {
      const start = look('a');
      const byDays = typeof start === 'string' && from(start).length === 10;
      const end = to(text);
      const endOfMonth = end.length === 10 && addDays(end, 1).endsWith('-01');
      return endOfMonth && !byDays ? end.slice(0, 7) : end;
    }
    if (op.do === 'first') return bounds.start;
    if (op.do === 'last') return bounds.end;
    if (op.do === 'year') return bounds.end.slice(0, 4);
    if (op.do === 'month') return bounds.end.slice(0, 7);
    return op.do === 'quarter' ? quarterOf(bounds.end) : weekOf(bounds.end);
  };

  const write = (template: TemplatePart[], match: Match, around: Surroundings, assumed: Assumed): string | null => {
    const read = (taken: Taken): number | string | null => (typeof taken === 'object' ? resolve(taken, around) : taken);
    const look = (name: string): number | string | null => {
      const taken = takenBy(match, name);
      if (taken !== undefined) {
        // 截至目前（12月22日）: what stands in brackets is of the year of publication, whatever year was spoken of before.
        if (name === 't2' && typeof taken === 'object') return resolve(taken, { ...around, year: null, after: null });
        if (name !== 'b') return read(taken);
        // The end of a range is read from its beginning on.
        const start = look('a');
        const anchor = typeof start === 'string' ? (boundsOrNull(start)?.start ?? null) : null;
        return typeof taken === 'object' ? resolve(taken, { ...around, anchor }) : taken;
      }
      const ref = around.ref === null ? null : from(around.ref) === to(around.ref) ? around.ref : null;
      switch (name) {
        case 'pub':
          return around.pub;
        case 'year':
          return assumed.year === null ? null : String(assumed.year);
        case 'month':
          return assumed.month;
        case 'gyear':
          if (around.ref !== null) return to(around.ref).slice(0, 4);
          if (around.year !== null) return String(around.year);
          return around.pub?.slice(0, 4) ?? null;
        case 'ref':
          return around.ref;
        case 'refday':
          return around.anchor ?? around.day ?? (ref?.length === 10 ? ref : null);
        case 'now':
          return around.now;
        case 'refmonth':
          return ref !== null && /^\d{4}-\d\d/.test(ref) ? ref.slice(0, 7) : null;
        case 'onemonth':
          return ref !== null && /^\d{4}-\d\d$/.test(ref) ? ref : null;
        case 'wider':
          return around.wider;
        case 'told':
          return around.told ?? around.pub;
        case 'refyear':
          return around.ref === null ? null : to(around.ref).slice(0, 4);
        default:
          return null;
      }
    };
    const takenYear = match.names.includes('year') ? look('year') : null;
    const year = typeof takenYear === 'string' ? yearOf(takenYear) : assumed.year;
    let out = '';
    for (const part of template) {
      if (typeof part === 'string') {
        out += part;
        continue;
      }
      let value = part.of.startsWith('@')
        ? year === null
          ? null
          : festival(calendar.days, part.of.slice(1), year)
        : look(part.of);
      for (const op of part.then) {
        if (value === null) return null;
        value = apply(value, op, look, year);
      }
      if (value === null) return null;
      out += typeof value === 'number' && value < 10 && out.endsWith('-') ? `0${value}` : String(value);
    }
    return factsOf(template).sharesYear ? acrossNewYear(out) : out;
  };

  const resolve = (match: Match, around: Surroundings): string | null => {
    for (const template of match.rule.gives) {
      const attempt = (assumed: Assumed): string | null => write(template, match, around, assumed);
      const { month: asksMonth, year: asksYear, handsOn } = factsOf(template);
      const inner = handsOn === null ? undefined : takenBy(match, handsOn);
      const period =
        typeof inner === 'object'
          ? resolve(inner, around)
          : asksMonth && !match.names.includes('month')
            ? chooseMonth(around, (month) => attempt({ year: yearOf(month), month }))
            : asksYear && !match.names.includes('year')
              ? chooseYear(match, around, (year) => attempt({ year, month: null }))
              : attempt(NOTHING);
      if (period !== null && boundsOrNull(period)) return from(period) === to(period) ? from(period) : period;
    }
    // 从除夕到今天预计…: what is foreseen is the count, not the day it began.
    return match.rule.gives.length > 0 && around.future() ? resolve(match, { ...around, future: () => false }) : null;
  };
  return resolve;
};

/** What a template asks for. */
interface Facts {
  month: boolean;
  year: boolean;
  /** Whether both ends of a range are put in the same year. */
  sharesYear: boolean;
  /** The name of the step whose period it gives as it is: most terms only hand on that of an inner one. */
  handsOn: string | null;
}

/** Of what these take the surroundings are not those of the words around. */
const READ_APART = ['b', 't2'];

/** Of each template that was met: looked through once. */
const facts = new WeakMap<TemplatePart[], Facts>();

const factsOf = (template: TemplatePart[]): Facts => {
  let known = facts.get(template);
  if (known === undefined) {
    const holes = template.filter((part) => typeof part !== 'string');
    const [only] = holes;
    const single =
      only !== undefined && template.length === 1 && only.then.length === 0 && !READ_APART.includes(only.of);
    known = {
      month: holes.some(({ of }) => of === 'month'),
      year: holes.some(
        ({ of, then }) =>
          of === 'year' || of.startsWith('@') || then.some((op) => op.do === 'day' || op.do === 'holiday'),
      ),
      handsOn: single ? only.of : null,
      sharesYear: holes.filter(({ of, then }) => of === 'year' && then.length === 0).length > 1,
    };
    facts.set(template, known);
  }
  return known;
};

/** 11月至2月: a range that ends before it starts ends in the year after. */
const acrossNewYear = (period: string): string => {
  if (!period.includes('/') || boundsOrNull(period)) return period;
  const later = addTo(to(period), 1, 'y');
  return later === null ? period : `${from(period)}/${later}`;
};

type Attempt<T> = (assumed: T) => string | null;

const startOf = (period: string | null): string => (period === null ? '9999' : (boundsOrNull(period)?.start ?? '9999'));
const endOf = (period: string | null): string => (period === null ? '0000' : (boundsOrNull(period)?.end ?? '0000'));

/** By which day a period must have begun to have been told of: for 1—11月 the day its last month begins; 3月—5月 may be under way. */
const toldFrom = (period: string | null): string => {
  if (period === null) return '9999';
  const last = to(period);
  if (!from(period).endsWith('-01')) return startOf(period);
  return last.length < 10 && last.slice(0, 4) === period.slice(0, 4) ? startOf(last) : startOf(period);
};

/**
 * The year that the words leave out. `governing`: the year that governs, else that of publication. `near`: the same,
 * but not more than a month after publication unless the sentence looks ahead. `elapsed`: as near, without the month.
 * `whole`: as governing, but told in January or February, or where the year before is spoken of, it is the last one. `closest`: the festival nearest to
 * publication.
 */
const chooseYear = (match: Match, around: Surroundings, attempt: Attempt<number>): string | null => {
  const { pub, anchor } = around;
  if (anchor !== null) {
    const same = attempt(yearOf(anchor));
    return endOf(same) >= anchor ? same : attempt(yearOf(anchor) + 1);
  }
  const choice = match.rule.year;
  const pubYear = pub === null ? null : yearOf(pub);
  const base = around.year ?? pubYear;
  if (base === null) return null;
  if (pub === null || pubYear === null || choice === 'governing') return attempt(base);
  if (choice === 'closest') return closest(pub, around, attempt);
  if (choice === 'whole') {
    if (around.year !== null || around.future()) return attempt(base);
    // Before November the whole year is the last one where that is spoken of: 截至去年底，…。全年新增…
    const spoken = around.ref === null ? base : yearOf(endOf(around.ref));
    if (pub.slice(5, 7) <= '10' && spoken === base - 1) return attempt(spoken);
    return attempt(pub.slice(5, 7) <= '02' ? base - 1 : base);
  }
  const limit = choice === 'near' ? addMonths(pub, 1) : pub;
  if (around.year !== null) {
    const inYear = attempt(around.year);
    if (around.after !== null && startOf(inYear) < around.after) {
      const next = attempt(around.year + 1);
      if (toldFrom(next) <= limit) return next;
    }
    if (toldFrom(inYear) <= limit || (inYear !== null && around.future())) return inYear;
  }
  const inPubYear = attempt(pubYear);
  if (toldFrom(inPubYear) > limit) return around.future() && inPubYear !== null ? inPubYear : attempt(pubYear - 1);
  // Half a year back is too far for what lies ahead: 1月 told in December.
  return endOf(inPubYear) < addMonths(pub, -6) && around.future() ? attempt(pubYear + 1) : inPubYear;
};

const closest = (pub: string, around: Surroundings, attempt: Attempt<number>): string | null => {
  let best: string | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (const year of [yearOf(pub), yearOf(pub) - 1, yearOf(pub) + 1]) {
    const bounds = boundsOrNull(attempt(year) ?? '');
    if (!bounds) continue;
    const days =
      bounds.end < pub ? daysBetween(bounds.end, pub) : bounds.start > pub ? daysBetween(pub, bounds.start) : 0;
    const wrongSide = bounds.end < pub && around.future() ? 400 : 0;
    if (days + wrongSide < distance) {
      distance = days + wrongSide;
      best = attempt(year);
    }
  }
  return best;
};

/**
 * The month of a bare day: the one just named, else that of publication; or the one before, if the day is not yet come
 * and farther ahead than that one is past.
 */
const chooseMonth = (around: Surroundings, attempt: Attempt<string>): string | null => {
  const { pub, anchor } = around;
  const shift = (month: string, by: number) => addMonths(`${month}-01`, by).slice(0, 7);
  if (anchor !== null) {
    const same = attempt(anchor.slice(0, 7));
    return startOf(same) >= anchor && same !== null ? same : attempt(shift(anchor.slice(0, 7), 1));
  }
  if (around.month !== null) {
    const named = attempt(around.month);
    if (boundsOrNull(named ?? '') && (pub === null || startOf(named) <= pub || around.future())) return named;
  }
  if (pub === null) return null;
  const here = attempt(pub.slice(0, 7));
  if (startOf(here) > pub) {
    const before = attempt(shift(pub.slice(0, 7), -1));
    if (startOf(here) === '9999') return before;
    const near =
      boundsOrNull(before ?? '') !== null && daysBetween(pub, startOf(here)) < daysBetween(endOf(before), pub);
    return near || around.future() ? here : before;
  }
  return endOf(here) < addDays(pub, -15) && around.future() ? attempt(shift(pub.slice(0, 7), 1)) : here;
};
