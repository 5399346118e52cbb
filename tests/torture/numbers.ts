// Numbers in all notations, each with its exact decimal. What a numeral says is worked out here with integers of any size, and
// shares nothing with the engine.
import fc from 'fast-check';

export interface Written {
  text: string;
  /** The decimal written out, without exponent and needless zeros. */
  exact: string;
}

/** digits × 10^power, written out. */
function decimal(digits: bigint, power: number): string {
  if (power >= 0) return (digits * 10n ** BigInt(power)).toString();
  const all = digits.toString().padStart(1 - power, '0');
  return `${all.slice(0, power)}.${all.slice(power)}`.replace(/\.?0+$/, '');
}

const DIGITS = '零一二三四五六七八九';
const FORMAL = '零壹贰叁肆伍陆柒捌玖';

/** A whole number below 10,000 in Chinese, as written in full: 一千零三十. */
function section(value: number, digits: string, [ten, hundred, thousand]: readonly [string, string, string]): string {
  const scales = [thousand, hundred, ten, ''] as const;
  const places = String(value).padStart(4, '0');
  let text = '';
  let gap = false;
  for (const [i, scale] of scales.entries()) {
    const digit = Number(places[i]);
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? digits.charAt(0) : ''}${digits.charAt(digit)}${scale}`;
    gap = false;
  }
  return text;
}

/** A whole number below 10^12 in Chinese. */
function chinese(
  value: bigint,
  digits = DIGITS,
  scales: readonly [string, string, string] = ['十', '百', '千'],
): string {
  const parts: string[] = [];
  let later = false;
  for (const [scale, power] of [
    ['亿', 8n],
    ['万', 4n],
    ['', 0n],
  ] as const) {
    const part = Number((value / 10n ** power) % 10_000n);
    if (part === 0) {
      later = parts.length > 0;
      continue;
    }
    if ((later || part < 1000) && parts.length > 0) parts.push(digits.charAt(0));
    parts.push(section(part, digits, scales) + scale);
    later = false;
  }
  const text = parts.join('');
  // 十二, not 一十二.
  return digits === DIGITS ? text.replace(/^一十/, '十') : text;
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');
const wide = (text: string): string => text.replace(/[\d.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

const whole = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.bigInt({ min: 0n, max: 10n ** BigInt(most) - 1n }))
    .map(([length, digits]) => digits % 10n ** BigInt(length));
/** One and two are articles as often as numbers, and 1900 to 2099 may be years: left out. */
const count = (most: number) => whole(most).filter((n) => n > 2n && !(n >= 1900n && n < 2100n));
const SCALES = { '': 0, 万: 4, 亿: 8, 百万: 6, 千万: 7, 万亿: 12 } as const;
const scale = fc.constantFrom(...(Object.keys(SCALES) as (keyof typeof SCALES)[]));
const fraction = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }));

const arabic = fc
  .tuple(count(20), scale)
  .map(([n, s]): Written => ({ text: `${n}${s}`, exact: decimal(n, SCALES[s]) }));
const point = fc.tuple(count(12), fraction, scale).map(([n, [places, rest], s]): Written => {
  const after = (rest % 10n ** BigInt(places)).toString().padStart(places, '0');
  return { text: `${n}.${after}${s}`, exact: decimal(BigInt(`${n}${after}`), SCALES[s] - places) };
});
const han = count(12).map((n): Written => ({ text: chinese(n), exact: decimal(n, 0) }));

/** Numbers by their notation. */
export const written: Readonly<Record<string, fc.Arbitrary<Written>>> = {
  'digits, with 万 and 亿': arabic,
  'digits with a point': point,
  'groups of three': count(18).map((n) => ({ text: grouped(n.toString()), exact: decimal(n, 0) })),
  'full-width digits': point.map(({ text, exact }) => ({ text: wide(text), exact })),
  '1亿5000万': fc
    .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }))
    .map(([a, b]) => ({ text: `${a}亿${b}万`, exact: decimal(BigInt(a) * 10_000n + BigInt(b), 4) })),
  'Chinese numerals': han,
  // 叁人: one of them alone is a word (陆路, 队伍).
  'formal Chinese numerals': count(12)
    .filter((n) => n > 9n)
    .map((n) => ({
      text: chinese(n, FORMAL, ['拾', '佰', '仟']),
      exact: decimal(n, 0),
    })),
  // 十点五 is taken for a time of day.
  'Chinese numerals with a point': fc
    .tuple(
      count(4).filter((n) => n !== 10n),
      fraction,
    )
    .map(([n, [places, rest]]) => {
      const after = (rest % 10n ** BigInt(places)).toString().padStart(places, '0');
      const said = after.replace(/\d/g, (d) => DIGITS.charAt(Number(d)));
      return { text: `${chinese(n)}点${said}`, exact: decimal(BigInt(`${n}${after}`), -places) };
    }),
};
