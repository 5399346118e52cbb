// Calendar arithmetic on ISO dates and on periods as records write them. Pure text and numbers, no time zone.

const pad = (n: number): string => (n < 10 ? `0${n}` : String(n));

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);

/** The day may lie outside its month: the 0th is the last of the month before. */
const isoDate = (year: number, month: number, day: number): string => {
  if (year >= 1000 && day >= 1 && day <= daysInMonth(year, month)) return `${year}-${pad(month)}-${pad(day)}`;
  const d = new Date(Date.UTC(year, month - 1, day));
  return `${String(d.getUTCFullYear()).padStart(4, '0')}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())}`;
};

/** One end of a period: `2021`, `2021-H1`, `2021-Q3`, `2021-12`, `2021-12-31`. */
const SINGLE = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d\d)(?:-(\d\d))?))?$/;

/** First and last day of one end of a period; null where the text is no such thing (a 13th month, a 30 February). */
const singleBounds = (single: string): { start: string; end: string } | null => {
  const m = SINGLE.exec(single);
  if (!m) return null;
  const year = Number(m[1]);
  const months = (from: number, to: number) => ({
    start: isoDate(year, from, 1),
    end: isoDate(year, to, daysInMonth(year, to)),
  });
  if (m[2] !== undefined) return m[2] === '1' ? months(1, 6) : months(7, 12);
  if (m[3] !== undefined) return months(Number(m[3]) * 3 - 2, Number(m[3]) * 3);
  if (m[4] === undefined) return months(1, 12);
  const month = Number(m[4]);
  if (month < 1 || month > 12) return null;
  if (m[5] === undefined) return months(month, month);
  const day = Number(m[5]);
  return day >= 1 && day <= daysInMonth(year, month) ? { start: single, end: single } : null;
};

interface Bounds {
  readonly start: string;
  readonly end: string;
}

/** A run meets few different periods, and asks for the bounds of each again and again. */
const known = new Map<string, Bounds | null>();
const KNOWN = 5_000;

/** As `periodBounds`, but null for text that is no period or ends before it starts. */
export const boundsOrNull = (period: string): Bounds | null => {
  let bounds = known.get(period);
  if (bounds === undefined) {
    bounds = readBounds(period);
    if (known.size === KNOWN) known.clear();
    known.set(period, bounds);
  }
  return bounds;
};

const readBounds = (period: string): Bounds | null => {
  const slash = period.indexOf('/');
  const a = singleBounds(slash < 0 ? period : period.slice(0, slash));
  const b = slash < 0 ? a : singleBounds(period.slice(slash + 1));
  return a && b && a.start <= b.end ? { start: a.start, end: b.end } : null;
};

/**
 * The first and the last day of a period, ISO 8601 dates.
 * @param period as record.md writes it: `2021`, `2021-H1`, `2021-Q3`, `2021-12`, `2021-12-31`, or two of these with `/`
 * @throws RangeError on anything else: periods come from the scanner, so another text is a programming error.
 */
export const periodBounds = (period: string): Bounds => {
  const bounds = boundsOrNull(period);
  if (!bounds) throw new RangeError(`not a period: ${period}`);
  return bounds;
};

/** `count` months after an ISO date; the day is kept within the month (31 January and one month: 28 February). */
export const addMonths = (date: string, count: number): string => {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return isoDate(year, month, Math.min(Number(date.slice(8, 10)), daysInMonth(year, month)));
};

export const addDays = (date: string, count: number): string =>
  isoDate(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)) + count);

/** Days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Monday and Sunday of the week that holds a date (GB/T 7408 and ISO 8601: weeks begin on Monday). */
export const weekOf = (date: string): string => {
  const monday = addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
  return `${monday}/${addDays(monday, 6)}`;
};

export const quarterOf = (date: string): string =>
  `${date.slice(0, 4)}-Q${Math.floor((Number(date.slice(5, 7)) + 2) / 3)}`;

/** Adds years, quarters, months, weeks or days to one end of a period, keeping its grain; null where they do not fit. */
export const addTo = (single: string, count: number, unit: 'y' | 'q' | 'm' | 'w' | 'd'): string | null => {
  const bounds = singleBounds(single);
  if (!bounds) return null;
  if (unit === 'w') return single.length === 10 ? addDays(single, count * 7) : null;
  if (unit === 'd') return single.length === 10 ? addDays(single, count) : null;
  if (unit === 'y') {
    if (single.length === 10) return addMonths(single, count * 12);
    return `${String(Number(single.slice(0, 4)) + count).padStart(4, '0')}${single.slice(4)}`;
  }
  if (unit === 'q') return single.charAt(5) === 'Q' ? quarterOf(addMonths(bounds.start, count * 3)) : null;
  if (single.length === 10) return addMonths(single, count);
  return single.length === 7 && singleBounds(`${single}-01`) ? addMonths(bounds.start, count).slice(0, 7) : null;
};
