// Publication dates as front matter, page metadata and datelines write them.

const DATE =
  /(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?(?!\d)(?:[T\s]{1,3}(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?/;
const COMPACT = /(?<!\d)(20\d{2}|19\d{2})(\d{2})(\d{2})(?!\d)/;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
const ENGLISH =
  /(?<!\d)(\d{1,2})\s(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s(\d{4})(?:\s(\d{1,2}):(\d{2})(?::(\d{2}))?\s?(Z|[+-]\d{4})?)?/i;

const two = (text: string | number): string => String(text).padStart(2, '0');

const day = (year: string, month: string, date: string): string | null => {
  const y = Number(year);
  const m = Number(month);
  const d = Number(date);
  // The day before the first of the next month is the last of this one.
  if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null;
  return `${year}-${two(month)}-${two(date)}`;
};

const withTime = (
  date: string | null,
  hour?: string,
  minute?: string,
  second?: string,
  zone?: string,
): string | null => {
  if (date === null || hour === undefined || minute === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return date;
  // Articles are dated in China's time unless they say otherwise.
  const offset = zone === undefined ? '+08:00' : zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return `${date}T${two(hour)}:${minute}:${second ?? '00'}${offset}`;
};

/**
 * The first date in the text, ISO 8601: `2022-01-19`, or with a time `2022-01-19T07:52:09+08:00` (China's offset where
 * none is written).
 * @returns null where there is no date of the calendar.
 */
export function toIsoDate(text: string): string | null {
  const head = text.slice(0, 200);
  const plain = DATE.exec(head);
  if (plain !== null) {
    const [, year, month, date, hour, minute, second, zone] = plain;
    const found = withTime(day(year as string, month as string, date as string), hour, minute, second, zone);
    if (found !== null) return found;
  }
  const english = ENGLISH.exec(head);
  if (english !== null) {
    const [, date, name, year, hour, minute, second, zone] = english;
    const month = MONTHS.indexOf((name as string).toLowerCase()) / 3 + 1;
    return withTime(day(year as string, String(month), date as string), hour, minute, second, zone);
  }
  const compact = COMPACT.exec(head);
  return compact === null ? null : day(compact[1] as string, compact[2] as string, compact[3] as string);
}
