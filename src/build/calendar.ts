// Makes dist/data/calendar.json: festival days and public holidays, so that no calendar package is loaded at run time.
import { HolidayUtil, Lunar, Solar } from 'lunar-typescript';
import { addDays, weekOf } from '../periods/dates.js';
import type { Calendar } from '../periods/model.js';

const FIRST = 1990;
const LAST = 2050;

/** Day of the Chinese calendar in a year, as an ISO date. */
const lunarDay = (year: number, month: number, day: number): string =>
  Lunar.fromYmd(year, month, day).getSolar().toYmd();

const solarTerm = (year: number, name: string): string => {
  const day = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()[name];
  if (!day) throw new Error(`no solar term ${name} in ${year}`);
  return day.toYmd();
};

const DAYS: Record<string, (year: number) => string> = {
  newyear: (y) => `${y}-01-01`,
  spring: (y) => lunarDay(y, 1, 1),
  lantern: (y) => lunarDay(y, 1, 15),
  qingming: (y) => solarTerm(y, '清明'),
  mayday: (y) => `${y}-05-01`,
  duanwu: (y) => lunarDay(y, 5, 5),
  qixi: (y) => lunarDay(y, 7, 7),
  midautumn: (y) => lunarDay(y, 8, 15),
  chongyang: (y) => lunarDay(y, 9, 9),
  national: (y) => `${y}-10-01`,
  doubleeleven: (y) => `${y}-11-11`,
};

/** The names under which the State Council's arrangements are filed; those of 中秋 and 国庆 together have one of their own. */
const ARRANGED: Record<string, string[]> = {
  newyear: ['元旦节'],
  spring: ['春节'],
  qingming: ['清明节'],
  mayday: ['劳动节'],
  duanwu: ['端午节'],
  midautumn: ['中秋节', '国庆中秋'],
  national: ['国庆节', '国庆中秋'],
};

/** Days off as arranged, `start/end`; null where no arrangement is known. */
const arranged = (festival: string, year: number): string | null => {
  const target = DAYS[festival]?.(year);
  if (!target) return null;
  const names = ARRANGED[festival] ?? [];
  // An arrangement may begin in the year before (元旦) and is filed under its days.
  const days = [year - 1, year]
    .flatMap((y) => HolidayUtil.getHolidays(y))
    .filter((h) => !h.isWork() && names.includes(h.getName()))
    .map((h) => h.getDay())
    .filter((day) => day >= addDays(target, -9) && day <= addDays(target, 12))
    .sort();
  const first = days[0];
  const last = days.at(-1);
  return first !== undefined && last !== undefined && last >= target ? `${first}/${last}` : null;
};

/** Where the State Council has arranged nothing yet (or nothing is on file): the rule in force since 2025. */
const expected = (festival: string, day: string): string => {
  if (festival === 'spring') return `${addDays(day, -1)}/${addDays(day, 6)}`;
  if (festival === 'mayday') return `${day}/${addDays(day, 4)}`;
  if (festival === 'national') return `${day}/${addDays(day, 6)}`;
  const [monday = day, sunday = day] = weekOf(day).split('/');
  if (day >= addDays(sunday, -2)) return `${addDays(sunday, -2)}/${sunday}`;
  return day === monday ? `${addDays(day, -2)}/${day}` : `${day}/${day}`;
};

const add = (table: Record<string, string[]>, festival: string, day: string): void => {
  table[festival] = [...(table[festival] ?? []), day];
};

/** The table for 1990 to 2050. Public holidays follow the State Council's notices where lunar-typescript has them. */
export const buildCalendar = (): Calendar => {
  const calendar: Calendar = { first: FIRST, days: {}, holidays: {} };
  for (let year = FIRST; year <= LAST; year++) {
    for (const [festival, day] of Object.entries(DAYS)) add(calendar.days, festival, day(year));
    const windows: Record<string, string> = {};
    for (const festival of Object.keys(ARRANGED))
      windows[festival] = arranged(festival, year) ?? expected(festival, DAYS[festival]?.(year) ?? '');
    const [autumn, national] = [windows.midautumn ?? '', windows.national ?? ''];
    // 中秋国庆假期: both where they meet or overlap, else the longer one.
    const meet = addDays(autumn.slice(11), 1) >= national.slice(0, 10) && autumn.slice(0, 10) <= national.slice(11);
    const [from, to] = [
      [autumn, national].map((w) => w.slice(0, 10)).sort()[0],
      [autumn, national].map((w) => w.slice(11)).sort()[1],
    ];
    windows.autumns = meet ? `${from}/${to}` : national;
    for (const [festival, window] of Object.entries(windows)) add(calendar.holidays, festival, window);
  }
  return calendar;
};
