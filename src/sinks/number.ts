// Numbers as people and spreadsheets read them.

/** Moves the decimal point of a plain digit string: shift('12.5', 3) is '12500', shift('1', -7) is '0.0000001'. */
function shift(digits: string, places: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  if (places >= 0) {
    const moved = fraction.padEnd(places, '0');
    const rest = moved.slice(places);
    return whole + moved.slice(0, places) + (rest && `.${rest}`);
  }
  const padded = whole.padStart(1 - places, '0');
  return `${padded.slice(0, places)}.${padded.slice(places)}${fraction}`;
}

/**
 * A finite number with all its digits and never an exponent: 1e21 is 1000000000000000000000, 1e-7 is 0.0000001. It is the
 * shortest decimal that reads back as the same number (ECMAScript's Number::toString).
 */
export function plainDecimal(value: number): string {
  const text = String(value);
  const exponent = text.indexOf('e');
  if (exponent < 0) return text;
  const sign = text.startsWith('-') ? '-' : '';
  return sign + shift(text.slice(sign.length, exponent), Number(text.slice(exponent + 1)));
}

/** The same with a comma after every third digit of the whole part, for eyes. */
export function groupedDecimal(value: number): string {
  const [whole = '', fraction] = plainDecimal(value).split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = whole.slice(sign.length);
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return sign + groups.join(',') + (fraction === undefined ? '' : `.${fraction}`);
}
