// Numerals: Arabic, Chinese, formal and mixed, read left to right in one pass.
import { add, type Decimal, decimal, scaleBy, toNumber } from './decimal.js';

const HAN_DIGITS: Record<string, number> = {
  〇: 0,
  零: 0,
  '○': 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
/** 廿 and 卅 are tens of their own. */
const HAN_TENS: Record<string, number> = { 廿: 20, 卅: 30 };
const SMALL_SCALES: Record<string, number> = { 十: 1, 百: 2, 千: 3, 拾: 1, 佰: 2, 仟: 3 };
const BIG_SCALES: Record<string, number> = { 万: 4, 亿: 8, 萬: 4, 億: 8 };

// Character classes, one byte a code unit, so that the scan over plain text is one table look-up a character.
const ARABIC = 1;
const HAN_DIGIT = 2;
const SMALL_SCALE = 3;
const BIG_SCALE = 4;
const HAN_TEN = 5;
const LEADER = 6;

export const charClass = new Uint8Array(65536);
const charValue = new Uint8Array(65536);
const set = (table: Record<string, number>, cls: number): void => {
  for (const [ch, value] of Object.entries(table)) {
    charClass[ch.charCodeAt(0)] = cls;
    charValue[ch.charCodeAt(0)] = value;
  }
};
for (let i = 0; i < 10; i++) {
  for (const zero of [0x30, 0xff10]) {
    charClass[zero + i] = ARABIC;
    charValue[zero + i] = i;
  }
}
set(HAN_DIGITS, HAN_DIGIT);
set(HAN_TENS, HAN_TEN);
set(SMALL_SCALES, SMALL_SCALE);
set(BIG_SCALES, BIG_SCALE);
// Characters that may open a quantity without being a numeral: 数百, 几十, 上千, 半数, 翻番, 零下 (零 is a digit already).
for (const ch of '数几上半翻过加首榜') charClass[ch.charCodeAt(0)] = LEADER;

export const isArabic = (code: number): boolean => charClass[code] === ARABIC;

export interface Numeral {
  end: number;
  /** Exact value; for vague numbers and approximations the lower bound. */
  low: Decimal;
  /** Upper bound of a vague number (数百, 十几, 两三百), else null. */
  high: Decimal | null;
  script: 'arabic' | 'han';
  scaled: boolean;
  /** 多, 余, 来 inside or after the numeral. */
  more: boolean;
  /** Only a scale is written (百, 万): a number only before a measure word or after a modifier. */
  bareScale: boolean;
  /** How far a later 万/亿 in a range reaches back (10—15万): the power of ten of the last big scale. */
  power: number;
}

const isMore = (ch: string | undefined): boolean => ch === '多' || ch === '余';
const ONE = decimal(1);

/** 千分位: a comma counts when exactly three digits follow it. */
function thousandsComma(text: string, i: number): boolean {
  return (
    isArabic(text.charCodeAt(i + 1)) &&
    isArabic(text.charCodeAt(i + 2)) &&
    isArabic(text.charCodeAt(i + 3)) &&
    !isArabic(text.charCodeAt(i + 4))
  );
}

function readArabicDigits(text: string, from: number): { end: number; value: Decimal } {
  let i = from;
  let digits = '';
  let exponent = 0;
  let grouped = false;
  for (;;) {
    const code = text.charCodeAt(i);
    if (isArabic(code)) {
      digits += charValue[code];
      i++;
    } else if (
      (code === 0x2c || code === 0xff0c) &&
      i > from &&
      (grouped || i - from <= 3) &&
      thousandsComma(text, i) &&
      (code === 0x2c || grouped)
    ) {
      grouped = true;
      i++;
    } else break;
  }
  const dot = text.charCodeAt(i);
  if ((dot === 0x2e || dot === 0xff0e) && isArabic(text.charCodeAt(i + 1))) {
    i++;
    while (isArabic(text.charCodeAt(i))) {
      digits += charValue[text.charCodeAt(i)];
      exponent--;
      i++;
    }
  }
  // Short numbers, nearly all there are, need no big integer until they are added to another.
  return { end: i, value: { digits: BigInt(digits), exponent } };
}

interface Scales {
  end: number;
  power: number;
  more: boolean;
  big: number;
}

/** 多, 余, 来, 几 and scales after a number: 万, 千万, 万亿, 多万, 万余. */
function readScales(text: string, from: number): Scales {
  let i = from;
  let power = 0;
  let big = 0;
  let more = false;
  for (;;) {
    const ch = text[i];
    if (isMore(ch)) {
      if (more) break;
      more = true;
      i++;
      continue;
    }
    const code = text.charCodeAt(i);
    const cls = charClass[code];
    if (
      cls === BIG_SCALE ||
      (cls === SMALL_SCALE && (ch === '百' || ch === '千' || ch === '十') && followsScale(text, i, power > 0))
    ) {
      power += charValue[code] ?? 0;
      if (cls === BIG_SCALE) big = charValue[code] ?? 0;
      i++;
      continue;
    }
    break;
  }
  return { end: i, power, more, big };
}

/** Words that begin with a scale character: units and nouns, no scale (3千米, 5亿千瓦, 百分之). */
const SCALE_WORDS = ['千米', '千克', '千瓦', '千伏', '千卡', '千赫', '千帕', '千公顷', '百分', '百货', '百姓', '千兆'];

const startsScaleWord = (text: string, i: number): boolean => SCALE_WORDS.some((word) => text.startsWith(word, i));

/** Whether the 百/千/十 at `i` is a scale (3千万, 5百亿, 3千多万), not the start of a word. */
function followsScale(text: string, i: number, scaled: boolean): boolean {
  if (startsScaleWord(text, i)) return false;
  const next = text[i + 1];
  return (
    scaled || next === '万' || next === '亿' || next === '多' || next === '余' || next === '百' || text[i] !== '十'
  );
}

const SPACE = /[ \u00a0\u2009\u202f\u3000]/;

function readArabic(text: string, from: number): Numeral {
  const first = readArabicDigits(text, from);
  // 1,284.5 亿元: a space between the number and its scale is typesetting.
  if (SPACE.test(text.charAt(first.end)) && /[万亿]/.test(text.charAt(first.end + 1))) first.end++;
  let scales = readScales(text, first.end);
  let value = scaleBy(first.value, scales.power);
  let end = scales.end;
  let more = scales.more;
  let lastBig = scales.big;
  // 1亿5000万: a smaller scale continues the number.
  while (lastBig > 4 && !more && isArabic(text.charCodeAt(end))) {
    const next = readArabicDigits(text, end);
    const nextScales = readScales(text, next.end);
    if (nextScales.big === 0 || nextScales.big >= lastBig) break;
    value = add(value, scaleBy(next.value, nextScales.power));
    end = nextScales.end;
    more = nextScales.more;
    lastBig = nextScales.big;
    scales = nextScales;
  }
  return {
    end,
    low: value,
    high: null,
    script: 'arabic',
    scaled: scales.power > 0,
    more,
    bareScale: false,
    power: scales.power,
  };
}

/** 陆路, 队伍, 大陆: formal digits are words unless a scale, a coin or another of them follows. */
const FORMAL = /[壹贰叁肆伍陆柒捌玖拾佰仟]/;

function readHan(text: string, from: number): Numeral | null {
  if (FORMAL.test(text.charAt(from)) && !/[壹贰叁肆伍陆柒捌玖拾佰仟万萬亿億元圆角分整]/.test(text.charAt(from + 1)))
    return null;
  let i = from;
  let total = decimal(0);
  let section = 0;
  let digit = -1;
  let sawDigit = false;
  let scaled = false;
  let more = false;
  let power = 0;
  let lastScale = 0;
  let high: Decimal | null = null;
  let approximate = 0;
  let fraction = '';
  const plain: number[] = [];
  loop: for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const ch = text[i];
    switch (charClass[code]) {
      case HAN_DIGIT: {
        const value = charValue[code] ?? 0;
        if (more) break loop;
        if (
          digit > 0 &&
          value === digit + 1 &&
          approximate === 0 &&
          charClass[text.charCodeAt(i + 1)] !== HAN_DIGIT &&
          plain.length === 1
        ) {
          approximate = value; // 两三百, 七八个
          continue;
        }
        if (digit >= 0 && ch !== '零' && ch !== '〇' && scaled && digit !== 0) break loop;
        digit = value;
        sawDigit = true;
        plain.push(value);
        continue;
      }
      case HAN_TEN:
        if (sawDigit || scaled) break loop;
        section += charValue[code] ?? 0;
        scaled = true;
        lastScale = 1;
        continue;
      case SMALL_SCALE: {
        if (more && !scaled) break loop;
        const small = charValue[code] ?? 0;
        section += (digit > 0 ? digit : digit === 0 ? 0 : 1) * 10 ** small;
        if (approximate > 0) high = decimal(approximate * 10 ** small);
        if (digit < 0 && section === 10 ** small && small > 1 && i > from) break loop;
        digit = -1;
        scaled = true;
        lastScale = small;
        continue;
      }
      case BIG_SCALE: {
        const big = charValue[code] ?? 0;
        const head = section + Math.max(digit, 0);
        const base = head === 0 && i === from ? ONE : decimal(head);
        if (head === 0 && i !== from && total.digits === 0n) break loop;
        if (high !== null) high = scaleBy(high, big);
        else if (approximate > 0) high = decimal(approximate, big);
        total = head === 0 && total.digits > 0n ? scaleBy(total, big) : add(total, scaleBy(base, big));
        section = 0;
        digit = -1;
        scaled = true;
        power = head === 0 ? power + big : big;
        lastScale = big;
        continue;
      }
      default:
        if (isMore(ch) && (sawDigit || scaled) && !more) {
          const next = charClass[text.charCodeAt(i + 1)];
          if (!scaled && next !== BIG_SCALE) break loop; // 三多 is no number; 十多, 三百多, 三多万 are
          more = true;
          continue;
        }
        if (ch === '来' && scaled && lastScale === 1 && digit < 0 && charClass[text.charCodeAt(i + 1)] !== HAN_DIGIT) {
          more = true;
          continue;
        }
        if (ch === '几' && scaled && digit < 0 && section > 0 && lastScale === 1) {
          // 十几, 二十几: an upper bound nine above.
          high = decimal(section + 9);
          section += 1;
          digit = -1;
          continue;
        }
        if (ch === '点' && sawDigit && charClass[text.charCodeAt(i + 1)] === HAN_DIGIT) {
          let j = i + 1;
          while (charClass[text.charCodeAt(j)] === HAN_DIGIT) fraction += charValue[text.charCodeAt(j++)];
          i = j - 1;
          continue;
        }
        break loop;
    }
  }
  if (!sawDigit && !scaled) return null;
  let low: Decimal;
  if (!scaled && plain.length > 1 && approximate === 0) {
    // 二〇二三 and other digit strings: read as written.
    low = decimal(BigInt(plain.join('')));
  } else {
    // 三百二, 两万五: the last digit stands one scale below. 一百零三点五: not before a point.
    let tail = Math.max(digit, 0);
    if (
      tail > 0 &&
      fraction === '' &&
      scaled &&
      lastScale > 1 &&
      text[i - 2] !== '零' &&
      text[i - 2] !== '〇' &&
      charClass[text.charCodeAt(i - 2)] !== HAN_DIGIT
    )
      tail *= 10 ** (lastScale - 1);
    low = add(total, decimal(section + tail));
    if (approximate > 0 && high === null) high = decimal(approximate);
  }
  if (fraction !== '') low = add(low, { digits: BigInt(fraction), exponent: -fraction.length });
  const bareScale = !sawDigit && i - from - (more ? 1 : 0) <= 2 && charClass[text.charCodeAt(from)] !== HAN_TEN;
  // 十六 alone is no scale: names are numbered that way (神舟十六号).
  const big = scaled && toNumber(low) >= 100;
  return { end: i, low, high, script: 'han', scaled: big, more, bareScale: bareScale && text[from] !== '十', power };
}

/** 数百, 几十万, 上千, 数以万计: a leader and a bare scale; bounds are one digit of that scale to its nines. */
function readVague(text: string, from: number): Numeral | null {
  const leader = text[from];
  const counted = text.startsWith('数以', from);
  let i = from + (counted ? 2 : 1);
  let power = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    const cls = charClass[code];
    if (cls !== SMALL_SCALE && cls !== BIG_SCALE) break;
    // 上亿千瓦: the unit begins here.
    if (power > 0 && startsScaleWord(text, i)) break;
    power += charValue[code] ?? 0;
    i++;
  }
  let more = false;
  if (power === 0) {
    if (leader !== '几') return null;
    return { end: i, low: decimal(1), high: decimal(9), script: 'han', scaled: false, more, bareScale: false, power };
  }
  if (counted) {
    if (text[i] !== '计') return null;
    i++;
  }
  if (isMore(text[i])) {
    more = true;
    i++;
  }
  return {
    end: i,
    low: decimal(1, power),
    high: decimal(10n ** BigInt(power + 1) - 1n),
    script: 'han',
    scaled: true,
    more,
    bareScale: false,
    power,
  };
}

/**
 * The numeral that starts at `from`, or null. Linear in its length.
 * @param text a sentence
 * @param from UTF-16 offset of the numeral's first character
 */
export function readNumeral(text: string, from: number): Numeral | null {
  switch (charClass[text.charCodeAt(from)]) {
    case ARABIC:
      return readArabic(text, from);
    case HAN_DIGIT:
    case SMALL_SCALE:
    case BIG_SCALE:
    case HAN_TEN:
      return readHan(text, from);
    case LEADER:
      return text[from] === '数' || text[from] === '几' || text[from] === '上' ? readVague(text, from) : null;
    default:
      return null;
  }
}

export { SPACE };
