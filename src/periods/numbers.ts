// The small whole numbers that dates are made of, in Arabic (also full-width) digits or Chinese numerals.
import type { NumberClass } from './model.js';

const HAN_DIGITS = '〇零一二三四五六七八九';
const hanDigit = (c: string): number => {
  const i = HAN_DIGITS.indexOf(c);
  return i < 0 ? -1 : i < 2 ? 0 : i - 1;
};
const HAN = new Uint8Array(0x10000);
for (const c of '〇零一二三四五六七八九十两廿卅百') HAN[c.charCodeAt(0)] = 1;

/** Every character that a number may begin with. */
export const NUMBER_STARTS = [...'0123456789０１２３４５６７８９〇零一二三四五六七八九十两廿卅百'];

/** Value of an Arabic digit, ASCII or full-width; -1 for anything else. */
export const arabicDigit = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 0xff10 && code <= 0xff19 ? code - 0xff10 : -1;
};

/** Where the run of Arabic digits, with the points and commas between them, ends. */
export const arabicRunEnd = (text: string, from: number): number => {
  let i = from;
  for (;;) {
    while (arabicDigit(text.charCodeAt(i)) >= 0) i++;
    const c = text.charCodeAt(i);
    if ((c === 46 || c === 44) && i > from && arabicDigit(text.charCodeAt(i + 1)) >= 0) i++;
    else return i;
  }
};

/** Where the run of Chinese numerals ends. */
export const hanRunEnd = (text: string, from: number): number => {
  let i = from;
  while (HAN[text.charCodeAt(i)] === 1) i++;
  return i;
};

/** Reads 七, 十七, 二十, 三十一, 廿三, 一百, 一百二十; null for a run that is no such number (三四, 百). */
const hanValue = (run: string): number | null => {
  let total = 0;
  let digit = -1;
  for (const c of run) {
    const d = c === '两' ? 2 : hanDigit(c);
    if (d > 0) {
      if (digit > 0) return null;
      digit = d;
    } else if (c === '百') {
      if (digit < 1 || total > 0) return null;
      total = digit * 100;
      digit = -1;
    } else if (c === '十') {
      if (total % 100 > 0) return null;
      total += (digit > 0 ? digit : 1) * 10;
      digit = -1;
    } else if (c === '廿' || c === '卅') {
      if (total > 0 || digit > 0) return null;
      total = c === '廿' ? 20 : 30;
    } else if (total === 0) return null; // 零, 〇 only as 一百零三
  }
  return total + Math.max(digit, 0) || null;
};

const LIMITS: Record<Exclude<NumberClass, 'yyyy'>, readonly [number, number]> = {
  n: [1, 999],
  m: [1, 12],
  d: [1, 31],
  q: [1, 4],
  h: [0, 24],
  hh: [0, 24],
  mi: [0, 59],
  tens: [10, 90],
};

const year = (text: string, at: number): number | null => {
  let value = 0;
  const arabic = arabicDigit(text.charCodeAt(at)) >= 0;
  for (let i = at; i < at + 4; i++) {
    const d = arabic ? arabicDigit(text.charCodeAt(i)) : i < text.length ? hanDigit(text.charAt(i)) : -1;
    if (d < 0) return null;
    value = value * 10 + d;
  }
  const runEnd = arabic ? arabicDigit(text.charCodeAt(at + 4)) < 0 : HAN[text.charCodeAt(at + 4)] !== 1;
  return runEnd && value >= 1800 && value < 2200 ? value : null;
};

/** Reads a number of a class at a place: its value and end, or null. It must be the whole run (not 2 of 2.5 or 12). */
export const readNumber = (text: string, at: number, of: NumberClass): { value: number; end: number } | null => {
  if (of === 'yyyy') {
    const value = year(text, at);
    return value === null ? null : { value, end: at + 4 };
  }
  const [least, most] = LIMITS[of];
  let value: number | null = null;
  let end = at;
  if (arabicDigit(text.charCodeAt(at)) >= 0) {
    value = 0;
    for (; end < at + 3; end++) {
      const d = arabicDigit(text.charCodeAt(end));
      if (d < 0) break;
      value = value * 10 + d;
    }
    const dated = of === 'm'; // 2021.12.28: the point after a month is no decimal point
    if (arabicDigit(text.charCodeAt(end)) >= 0 || (!dated && arabicRunEnd(text, at) > end)) return null;
    if (of === 'mi' && end - at !== 2) return null;
  } else if (of !== 'hh') {
    end = hanRunEnd(text, at);
    value = end - at <= 6 ? hanValue(text.slice(at, end)) : null;
  }
  if (value === null || value < least || value > most || (of === 'tens' && value % 10 > 0)) return null;
  return { value, end };
};
