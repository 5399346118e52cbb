// One left-to-right pass over a sentence that finds its quantities: numeral, unit, modifiers, ranges, shared units.
import { type Decimal, decimal, exactText, scaleBy, toNumber } from './decimal.js';
import type { Modifier, Quantity, QuantityForm } from './model.js';
import { charClass, isArabic, type Numeral, readNumeral, SPACE } from './numerals.js';
import { modifierAfter, modifierBefore, type QuantityTables, type UnitForm, unitAt } from './tables.js';

/** A stretch of the sentence in which no quantity is looked for (a time expression). */
export interface Span {
  start: number;
  end: number;
}

/** Longer numerals are no numbers that an article reports: ciphers, lists of digits without marks. */
const LONGEST_NUMERAL = 100;

/** Where a run of numerals ends that is too long to be a number; `at` where it is not. One look-up a number, mostly. */
function endOfRun(text: string, at: number): number {
  if ((charClass[text.charCodeAt(at + LONGEST_NUMERAL)] ?? 0) === 0) return at;
  let end = at;
  while (end < text.length && charClass[text.charCodeAt(end)] !== 0) end++;
  return end - at > LONGEST_NUMERAL ? end : at;
}

/** Whether it can be told as a number: what no double holds is none that an article reports. */
const isTellable = ({ start, end, low, high }: Draft): boolean =>
  end - start <= LONGEST_NUMERAL &&
  Number.isFinite(toNumber(low)) &&
  (high === null || Number.isFinite(toNumber(high)));

/** The codes of characters: a text's own characters, taken one by one, would be strings of their own in V8. */
const codesOf = (characters: string): ReadonlySet<number> =>
  new Set(Array.from(characters, (character) => character.charCodeAt(0)));

const RANGE_MARKS = codesOf('-－—–~～至到―─∼');
/** 17和18日: what joins a number to a time. */
const JOINTS = codesOf('和、及与');
const RANK = { unit: null, code: null, dimension: 'rank' as const };
const PERCENT = { unit: '%', code: '%', dimension: 'percent' as const };

interface Draft {
  start: number;
  end: number;
  low: Decimal;
  high: Decimal | null;
  numeral: Numeral | null;
  unit: Pick<UnitForm, 'unit' | 'code' | 'dimension'> | null;
  rule: string;
  form: QuantityForm;
  script: 'arabic' | 'han';
  scaled: boolean;
  more: boolean;
  negative: boolean;
  /** Characters after it that belong to it but not to `raw` (三大指标). */
  tail?: number;
}

const rangeMark = (text: string, at: number): number => {
  let i = at;
  while (i < text.length && i - at < 2 && RANGE_MARKS.has(text.charCodeAt(i))) i++;
  return i - at;
};

/** Reads `分之` fractions and 百分之/千分之 percentages; null when `n` is no denominator. */
function readFraction(text: string, n: Numeral, start: number): Draft | null {
  if (!text.startsWith('分之', n.end)) return null;
  const numerator = readNumeral(text, n.end + 2);
  if (numerator === null) return null;
  const denominator = toNumber(n.low);
  const base = {
    start,
    end: numerator.end,
    numeral: numerator,
    script: numerator.script,
    scaled: true,
    more: numerator.more,
    negative: false,
  };
  if (denominator === 1000)
    return {
      ...base,
      low: numerator.low,
      high: numerator.high,
      unit: { unit: '‰', code: '[ppth]', dimension: 'percent' },
      rule: 'numeral.permille',
      form: 'plain',
    };
  if (denominator === 100)
    return { ...base, low: numerator.low, high: numerator.high, unit: PERCENT, rule: 'numeral.percent', form: 'plain' };
  const part = denominator < 2 ? null : share(toNumber(numerator.low), denominator);
  if (part === null) return null;
  return {
    ...base,
    low: part,
    high: null,
    unit: PERCENT,
    rule: 'numeral.fraction',
    form: 'fraction',
  };
}

/** a/b in percent as the nearest double's shortest decimal; null where no double holds it. */
function share(a: number, b: number): Decimal | null {
  const percent = (100 * a) / b;
  if (!Number.isFinite(percent)) return null;
  // 1.5e-7: tiny shares have an exponent of their own.
  const [number = '', power = '0'] = percent.toString().split('e');
  const [digits = '', fraction = ''] = number.split('.');
  return { digits: BigInt(digits + fraction), exponent: Number(power) - fraction.length };
}

/** 一半, 半数, 过半, 半小时. */
function readHalf(text: string, at: number, tables: QuantityTables): Draft | null {
  const one = text[at] === '一' && text[at + 1] === '半';
  const half = one ? at + 1 : at;
  if (text[half] !== '半') return null;
  const base = {
    start: at,
    high: null,
    numeral: null,
    script: 'han' as const,
    scaled: false,
    more: false,
    negative: false,
  };
  const next = text.charAt(half + 1);
  if (one && !'导径年岛天夜小个月场途成价'.includes(next))
    return { ...base, end: half + 1, low: decimal(50), unit: PERCENT, rule: 'numeral.half', form: 'half' };
  if (next === '数' && text[half + 2] !== '据')
    return { ...base, end: half + 2, low: decimal(50), unit: PERCENT, rule: 'numeral.half', form: 'half' };
  if (text[half - 1] === '过' && !'年天夜百导个'.includes(next))
    return { ...base, end: half + 1, low: decimal(50), unit: PERCENT, rule: 'numeral.half', form: 'half' };
  if (next === '小' || text.startsWith('个小时', half + 1)) {
    const unit = unitAt(tables, text, half + 1);
    if (unit?.dimension === 'duration')
      return { ...base, end: half + 1 + unit.text.length, low: decimal(5, -1), unit, rule: unit.rule, form: 'plain' };
  }
  return null;
}

/** 翻一番, 翻了两番, 翻番; 翻了3倍 is left to the plain reading. n doublings are 2^n - 1 times more, in percent. */
function readDoubling(text: string, at: number): Draft | null {
  let i = at + 1;
  if (text[i] === '了') i++;
  let times = 1;
  const numeral = readNumeral(text, i);
  if (numeral !== null) {
    times = toNumber(numeral.low);
    i = numeral.end;
  }
  if (text[i] !== '番' || !Number.isInteger(times) || times < 1 || times > 30) return null;
  return {
    start: at,
    end: i + 1,
    low: decimal((2n ** BigInt(times) - 1n) * 100n),
    high: null,
    numeral: null,
    unit: PERCENT,
    rule: 'numeral.doubling',
    form: 'double',
    script: 'han',
    scaled: true,
    more: false,
    negative: false,
  };
}

/** 第四, 首位, 榜首; whether it is a rank or mere numbering is for the observations to say. */
function readRank(text: string, at: number): Draft | null {
  const rank = (end: number, low: Decimal, numeral: Numeral | null, tail: number): Draft => ({
    start: at,
    end,
    low,
    high: null,
    numeral,
    unit: RANK,
    rule: 'numeral.rank',
    form: 'rank',
    script: numeral?.script ?? 'han',
    scaled: false,
    more: false,
    negative: false,
    tail,
  });
  if (text.startsWith('首位', at) || text.startsWith('榜首', at)) return rank(at + 2, decimal(1), null, 0);
  if (text[at] !== '第') return null;
  const numeral = readNumeral(text, at + 1);
  if (numeral === null) return null;
  let end = numeral.end;
  if ('位名'.includes(text.charAt(end)) && text.charAt(end) !== '') end++;
  const big = '大批届次期轮'.includes(text.charAt(end) || '，') ? 1 : 0;
  return rank(end, numeral.low, numeral, big);
}

/** 每平方米, 每秒, /吨 after a unit: a compound unit. */
function compoundUnit(
  tables: QuantityTables,
  text: string,
  unit: UnitForm,
  end: number,
): { unit: UnitForm; end: number } {
  const mark = text.charAt(end);
  if (mark !== '/' && mark !== '每') return { unit, end };
  const per = unitAt(tables, text, end + 1) ?? perWord(text, end + 1);
  if (per === null) return { unit, end };
  const stop = end + 1 + per.text.length;
  if (mark === '每' && text.charAt(stop) !== '' && !'，。、；）)'.includes(text.charAt(stop))) return { unit, end };
  return {
    unit: { ...unit, unit: (unit.unit ?? unit.text) + text.slice(end, stop), code: null, dimension: 'other' },
    end: stop,
  };
}

const perWord = (text: string, at: number): { text: string } | null => {
  const word = ['平方米', '月', '日', '年', '天'].find((w) => text.startsWith(w, at));
  return word === undefined ? null : { text: word };
};

/** 减负12亿元, 肩负14亿人的期盼: 负 is no sign. */
const BEFORE_BURDEN = codesOf('减肩担背抱自胜辜欠正');
/** Signs before a number. */
const MINUS = codesOf('-－−');
const COINS = codesOf('￥¥');
const [负] = [...codesOf('负')];

function readNumberAndUnit(text: string, at: number, tables: QuantityTables): Draft | null {
  let start = at;
  let from = at;
  let negative = false;
  if (text.startsWith('零下', at)) {
    negative = true;
    from = at + 2;
  } else if (text.charCodeAt(at) === 负 && !BEFORE_BURDEN.has(text.charCodeAt(at - 1))) {
    negative = true;
    from = at + 1;
  } else {
    // A minus sign stands where a number may begin; after a word it is a hyphen (歼-20).
    if (
      at > 0 &&
      MINUS.has(text.charCodeAt(at - 1)) &&
      isArabic(text.charCodeAt(at)) &&
      (at === 1 || '，。；：（( 、为至到达于约是'.includes(text.charAt(at - 2)))
    ) {
      negative = true;
      start = at - 1;
    }
  }
  const numeral = readNumeral(text, from);
  if (numeral === null) return null;
  const fraction = readFraction(text, numeral, start);
  if (fraction !== null) return { ...fraction, negative };
  let end = numeral.end;
  const draft: Draft = {
    start,
    end,
    low: numeral.low,
    high: numeral.high,
    numeral,
    unit: null,
    rule: 'numeral.bare',
    form: numeral.high === null ? 'plain' : 'vague',
    script: numeral.script,
    scaled: numeral.scaled,
    more: numeral.more,
    negative,
  };
  // 1/3, 2/3
  if (text[end] === '/' && numeral.script === 'arabic' && !numeral.scaled && isArabic(text.charCodeAt(end + 1))) {
    const below = readNumeral(text, end + 1);
    const a = toNumber(numeral.low);
    const b = below === null ? 0 : toNumber(below.low);
    const part = share(a, b);
    if (
      below !== null &&
      part !== null &&
      a > 0 &&
      a < b &&
      b < 100 &&
      Number.isInteger(a) &&
      Number.isInteger(b) &&
      text[below.end] !== '/' &&
      numeral.low.exponent === 0
    )
      return { ...draft, end: below.end, low: part, unit: PERCENT, rule: 'numeral.fraction', form: 'fraction' };
  }
  if (text.startsWith('位数', end) && !numeral.scaled) {
    const n = toNumber(numeral.low);
    if (Number.isInteger(n) && n >= 1 && n <= 4)
      return {
        ...draft,
        end: end + 2,
        low: decimal(1, n - 1),
        high: decimal(10n ** BigInt(n) - 1n),
        unit: PERCENT,
        rule: 'numeral.digits',
        form: 'vague',
      };
  }
  // 3个半小时, 两年半
  if (text.startsWith('个半', end)) {
    const unit = unitAt(tables, text, end + 2) ?? null;
    if (unit?.dimension === 'duration' || text.startsWith('个半月', end)) {
      const form = unit ?? unitAt(tables, '个月', 0);
      if (form !== null)
        return {
          ...draft,
          end: end + 2 + (unit === null ? 1 : unit.text.length),
          low: halfMore(numeral.low),
          unit: form,
          rule: form.rule,
        };
    }
  }
  // 3个多小时, 两个多月
  if (text.startsWith('个多', end)) {
    const long = unitAt(tables, `个${text.slice(end + 2, end + 6)}`, 0);
    if (long !== null && long.dimension === 'duration' && long.text.length > 1)
      return { ...draft, end: end + 1 + long.text.length, unit: long, rule: long.rule, more: true };
  }
  // ￥128: the one unit that stands before its number.
  if (start > 0 && COINS.has(text.charCodeAt(start - 1)) && numeral.script === 'arabic') {
    const unit = unitAt(tables, text.charAt(start - 1), 0);
    if (unit !== null) return { ...draft, start: start - 1, unit, rule: unit.rule };
  }
  const gap = numeral.script === 'arabic' && SPACE.test(text.charAt(end)) ? 1 : 0;
  const unit = unitAt(tables, text, end + gap);
  if (unit !== null) end += gap;
  if (unit !== null) {
    // 三大指标: the number alone is the quantity.
    if (unit.unit === null) return { ...draft, rule: unit.rule, tail: unit.text.length };
    const whole = compoundUnit(tables, text, unit, end + unit.text.length);
    end = whole.end;
    draft.unit = whole.unit;
    draft.rule = unit.rule;
    draft.end = end;
    if (unit.unit === '%' && (unit.text === '成' || unit.text === '折')) {
      draft.low = scaleBy(draft.low, 1);
      if (draft.high !== null) draft.high = scaleBy(draft.high, 1);
      if (unit.text === '成' && text[end] === '多') {
        // 六成多
        draft.more = true;
        draft.end = end + 1;
      } else if (text[end] === '半' && draft.low.exponent >= 0) {
        draft.low = { digits: draft.low.digits * 10n ** BigInt(draft.low.exponent) + 5n, exponent: 0 };
        draft.end = end + 1;
      } else if (unit.text === '成' && draft.high === null) {
        // 七成五: what follows 成 is a tenth of it, where nothing is counted by it.
        const tenth = '一二三四五六七八九'.indexOf(text.charAt(end)) + 1;
        if (tenth > 0 && draft.low.exponent >= 0 && /^(?:[的左以，。、；,]|$)/.test(text.slice(end + 1, end + 2))) {
          draft.low = { digits: draft.low.digits * 10n ** BigInt(draft.low.exponent) + BigInt(tenth), exponent: 0 };
          draft.end = end + 1;
        }
      }
    } else if (
      text[end] === '半' &&
      (unit.dimension === 'duration' || unit.text === '倍') &&
      !'导径年岛天夜'.includes(text.charAt(end + 1) || '，')
    ) {
      draft.low = halfMore(draft.low);
      draft.end = end + 1;
    } else if (
      !draft.more &&
      (text[end] === '多' || (text[end] === '余' && !NOUN_OF_REST.includes(text.charAt(end + 1) || '，'))) &&
      unit.dimension !== 'percent'
    ) {
      // 3年多, 两吨多: 多 after the unit.
      draft.more = true;
      draft.end = end + 1;
    }
  }
  return draft;
}

/** 三成, 打八折. */
const saysTenths = (text: string, { unit, numeral, end }: Draft): boolean =>
  unit !== null && unit.unit === '%' && /^[成折]/.test(text.slice(numeral?.end ?? end, end));

/** 36次余震, 5万元余款: after these 余 is the noun's and not the number's. */
const NOUN_OF_REST = '震额款粮热波温';

const halfMore = (d: Decimal): Decimal => ({
  digits: d.digits * 10n ** BigInt(Math.max(0, d.exponent + 1)) + 5n,
  exponent: -1,
});

/** 10—15℃, 3至5年, 4万桶至21万桶: joins the draft with the number after the range mark. */
function joinRange(text: string, first: Draft, tables: QuantityTables, skips: readonly Span[]): Draft {
  if (first.form !== 'plain' || first.more) return first;
  const mark = rangeMark(text, first.end);
  if (mark === 0) return first;
  const at = first.end + mark;
  if (skips.some((s) => at >= s.start && at < s.end)) return first;
  const negative = text.startsWith('零下', at);
  if (charClass[text.charCodeAt(at)] === 0 && text[at] !== '-') return first;
  const second = readNumberAndUnit(text, text[at] === '-' ? at + 1 : at, tables);
  if (second === null || second.form !== 'plain') return first;
  const word = text.charAt(first.end) === '至' || text.charAt(first.end) === '到';
  if (first.unit !== null && second.unit !== null && first.unit.unit !== second.unit.unit) return first;
  if (first.unit !== null && second.unit === null) return first;
  if (word && first.script !== second.script) return first;
  if (first.unit === null && second.unit === null && (word || first.script === 'han')) return first;
  // 一到两成: both are tenths.
  let low = first.unit === null && saysTenths(text, second) ? scaleBy(first.low, 1) : first.low;
  let high = second.low;
  if (!first.scaled && second.numeral !== null && second.numeral.power > 0) {
    const shared = scaleBy(low, second.numeral.power);
    if (toNumber(shared) < toNumber(high)) low = shared;
  }
  if (first.negative) low = { ...low, digits: -low.digits };
  if (negative || second.negative || text[at] === '-') high = { ...high, digits: -high.digits };
  // 零下5到10℃: the sign governs both.
  else if (first.negative && toNumber(high) > -toNumber(low) && first.unit === null)
    high = { ...high, digits: -high.digits };
  return {
    ...second,
    start: first.start,
    low,
    high,
    form: 'range',
    negative: false,
    scaled: first.scaled || second.scaled,
  };
}

/**
 * All quantities of a sentence, in text order, not yet judged (see exclusions.ts).
 * @param text the sentence's clean text
 * @param skips sorted stretches that hold no quantities
 * @param wordOver the word with numerals but no number (一带一路) that covers a place
 */
export function scanQuantities(
  text: string,
  tables: QuantityTables,
  skips: readonly Span[],
  wordOver: (text: string, at: number) => Span | null,
): Quantity[] {
  const drafts: Draft[] = [];
  let skip = 0;
  let i = 0;
  while (i < text.length) {
    if (OPENS[text.charCodeAt(i)] === 0) {
      i++;
      continue;
    }
    while (skip < skips.length && (skips[skip]?.end ?? 0) <= i) skip++;
    const span = skips[skip];
    if (span !== undefined && i >= span.start) {
      i = span.end;
      continue;
    }
    const runEnd = endOfRun(text, i);
    if (runEnd > i) {
      i = runEnd;
      continue;
    }
    const draft = readAt(text, i, tables, skips);
    if (draft !== null && !isTellable(draft)) {
      i = draft.end;
      continue;
    }
    if (draft === null) {
      i = Math.max(i + 1, wordOver(text, i)?.end ?? 0);
      continue;
    }
    if (draft.script === 'han' && draft.form !== 'double' && draft.form !== 'rank') {
      const word = wordOver(text, i);
      // 十一 is a word, 十一个 a number, 十分 a word, 十分之一 a fraction: such a word blocks only what does not go on after it.
      // Two digits (三七种植) are no number. One that began before the numeral (唯一) blocks all the same.
      if (
        word !== null &&
        !(word.start === i && word.end < draft.end && goesOn(text, i, word.end, draft)) &&
        // 近万家工厂: with a bound before it even 万家 is counted.
        !(word.start === i && draft.numeral?.bareScale === true && modifierBefore(tables, text, i) !== null)
      ) {
        i = word.end;
        continue;
      }
    }
    // 0—24时, 17和18日: a number that a time goes on from.
    const joint = rangeMark(text, draft.end) || (JOINTS.has(text.charCodeAt(draft.end)) ? 1 : 0);
    if (draft.unit === null && joint > 0 && beginsAt(skips, draft.end + joint)) {
      i = draft.end;
      continue;
    }
    drafts.push(draft);
    i = Math.max(draft.end, i + 1);
  }
  if (drafts.length === 0) return [];
  const structure = structureRatio(text, drafts);
  const quantities = drafts.map((d, k) => finish(text, d, tables, structure[k] === true));
  shareUnits(text, quantities);
  return quantities;
}

/** Not written in the loop above: what a function there took hold of, V8 would allocate anew at each character. */
const beginsAt = (spans: readonly Span[], place: number): boolean => spans.some(({ start }) => start === place);

/** By character code: whether a quantity may begin with it. */
const OPENS = charClass.map((cls, code) => (cls !== 0 || code === 0x7b2c || code === 0x8d1f ? 1 : 0)); // 第, 负

const goesOn = (text: string, start: number, end: number, draft: Draft): boolean =>
  draft.form === 'fraction' ||
  (isHanNumeral(text, start, end) && (draft.high !== null || SCALES.test(text.slice(start, end))));

const SCALES = /[十百千万亿两几数]/;

const isHanNumeral = (text: string, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) if (charClass[text.charCodeAt(i)] === 0) return false;
  return true;
};

const [第, 首, 榜, 翻, 半, 一] = [...codesOf('第首榜翻半一')];

function readAt(text: string, i: number, tables: QuantityTables, skips: readonly Span[]): Draft | null {
  const code = text.charCodeAt(i);
  if (code === 第 || code === 首 || code === 榜) return readRank(text, i);
  if (code === 翻) return readDoubling(text, i);
  if (code === 半 || (code === 一 && text.charCodeAt(i + 1) === 半)) {
    const half = readHalf(text, i, tables);
    if (half !== null || code === 半) return half;
  }
  const draft = readNumberAndUnit(text, i, tables);
  if (draft === null) return null;
  return joinRange(text, draft, tables, skips);
}

/** 15.3:35.5:49.2: three or more numbers with colons between them are the parts of a whole, in percent. */
function structureRatio(text: string, drafts: Draft[]): boolean[] {
  if (drafts.length < 3) return [];
  const flags = new Array<boolean>(drafts.length).fill(false);
  const colon = (k: number): boolean => {
    const a = drafts[k];
    const b = drafts[k + 1];
    return (
      a !== undefined &&
      b !== undefined &&
      a.unit === null &&
      b.start === a.end + 1 &&
      ':：∶'.includes(text.charAt(a.end))
    );
  };
  for (let k = 0; k + 2 < drafts.length; k++)
    if (colon(k) && colon(k + 1)) {
      flags[k] = flags[k + 1] = flags[k + 2] = true;
    }
  return flags;
}

function finish(text: string, d: Draft, tables: QuantityTables, structure: boolean): Quantity {
  let modifier: Modifier | null = d.more ? 'over' : null;
  let modifierRule: string | null = null;
  let outerStart = d.start;
  let outerEnd = d.end + (d.tail ?? 0);
  const before = modifierBefore(tables, text, d.start);
  if (before !== null && d.form !== 'rank') {
    // 约30多头: more than thirty, however much more.
    if (!(d.more && before.modifier === 'approx')) {
      modifier = before.modifier;
      modifierRule = before.rule;
    }
    outerStart = d.start - before.text.length;
  }
  // 10%（含）以上
  const bracket = text.startsWith('含', d.end + 1) && /^[（(]含[）)]/.test(text.slice(d.end, d.end + 3)) ? 3 : 0;
  const after = modifierAfter(tables, text, d.end + bracket);
  if (after !== null && d.form !== 'rank') {
    if (modifier === null || modifier === 'approx') {
      modifier = after.modifier;
      modifierRule = after.rule;
    }
    outerEnd = d.end + bracket + after.text.length;
  }
  const sign = d.negative ? -1 : 1;
  const low = sign * toNumber(d.low);
  const high = d.high === null ? null : sign * toNumber(d.high);
  const unit = structure ? PERCENT : d.unit;
  return {
    start: d.start,
    end: d.end,
    numberEnd: Math.min(d.end, d.numeral?.end ?? d.end),
    bareScale: d.numeral?.bareScale ?? false,
    outerStart,
    outerEnd,
    form: structure ? 'fraction' : d.form,
    script: d.script,
    value: high === null ? (low === 0 ? 0 : low) : null,
    exact: high === null && d.form !== 'fraction' && d.end - d.start > 15 ? exactText(d.low) : null,
    min: high === null ? null : Math.min(low, high),
    max: high === null ? null : Math.max(low, high),
    modifier,
    unit: unit?.unit ?? null,
    unitCode: unit?.code ?? null,
    dimension: unit?.dimension ?? 'count',
    scaled: d.scaled,
    rule: structure ? 'numeral.structure-ratio' : d.rule,
    modifierRule,
    excludedBy: null,
  };
}

/** 60和42平方公里: a number without a unit takes that of the next in the list. */
function shareUnits(text: string, quantities: Quantity[]): void {
  for (let k = quantities.length - 2; k >= 0; k--) {
    const q = quantities[k];
    const next = quantities[k + 1];
    if (q === undefined || next === undefined || next.unit === null || q.form !== 'plain') continue;
    // 5.5个、2.9个百分点
    const short = q.unit === '个' && next.dimension === 'percentage_point';
    if (q.unit !== null && !short) continue;
    const between = text.slice(q.end, next.outerStart);
    if (between !== '和' && between !== '、' && between !== '及' && between !== '与' && between !== '或') continue;
    if (q.script !== next.script || (q.rule !== 'numeral.bare' && !short)) continue;
    q.unit = next.unit;
    q.unitCode = next.unitCode;
    q.dimension = next.dimension;
    q.rule = next.rule;
  }
}
