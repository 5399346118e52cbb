// Exact decimal arithmetic for what numerals need: digits times a power of ten, and sums of such numbers.

/** A non-negative decimal: `digits` × 10^`exponent`, exactly. */
export interface Decimal {
  digits: bigint;
  exponent: number;
}

export const decimal = (digits: bigint | number, exponent = 0): Decimal => ({ digits: BigInt(digits), exponent });

export const scaleBy = (d: Decimal, power: number): Decimal => ({ digits: d.digits, exponent: d.exponent + power });

export function add(a: Decimal, b: Decimal): Decimal {
  if (a.digits === 0n) return b;
  if (b.digits === 0n) return a;
  const exponent = Math.min(a.exponent, b.exponent);
  const digits = a.digits * 10n ** BigInt(a.exponent - exponent) + b.digits * 10n ** BigInt(b.exponent - exponent);
  return { digits, exponent };
}

/** Digits that a double keeps whatever they are. */
const SAFE_DIGITS = 15;

/** The decimal written out, without exponent and needless zeros; null where its nearest double tells all of its digits. */
export function exactText({ digits, exponent }: Decimal): string | null {
  const whole = digits < 0n ? -digits : digits;
  const significant = whole.toString().replace(/0+$/, '');
  if (significant.length <= SAFE_DIGITS) return null;
  const shift = exponent + whole.toString().length - significant.length;
  if (shift >= 0) return significant + '0'.repeat(shift);
  const padded = significant.padStart(1 - shift, '0');
  return `${padded.slice(0, shift)}.${padded.slice(shift)}`;
}

/** Powers of ten that doubles hold exactly. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** The nearest double: 751.86万 is 7518600. */
export function toNumber({ digits, exponent }: Decimal): number {
  const whole = Number(digits);
  const power = POWERS[Math.abs(exponent)];
  // Of two numbers that doubles hold exactly the product or quotient is rounded once.
  if (power !== undefined && Number.isSafeInteger(whole)) return exponent < 0 ? whole / power : whole * power;
  // So is a text that the runtime reads.
  return Number(`${digits}e${exponent}`);
}
