// Bytes to text. UTF-8 first, because its structure can hardly be met by chance; GB18030 (which holds GBK and GB 2312)
// takes nearly any bytes, so it comes last and must look like Chinese.

import type { DocumentError, Result } from './model.js';
import { CodePoints } from './positions.js';

/** How much of a file is looked at to tell text from binary and to guess UTF-16. */
const SAMPLE = 8192;

const fail = (reason: string, line?: number): Result<string, DocumentError> => ({
  ok: false,
  error: line === undefined ? { reason } : { reason, line },
});

const decodeAs = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** NUL bytes of the sample at even and at odd offsets: in UTF-16 those of digits, spaces and line ends share a parity. */
const countNuls = (sample: Uint8Array): { even: number; odd: number } => {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  return { even, odd };
};

const isControl = (code: number): boolean => code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1b;

/** More than one control character in fifty: no text has that, compiled files and pictures do. */
const controlHeavy = (codes: ArrayLike<number>): boolean => {
  let controls = 0;
  for (let i = 0; i < codes.length; i++) if (isControl(codes[i] as number)) controls++;
  return controls * 50 > codes.length;
};

const codesOf = (text: string): number[] => {
  const codes: number[] = [];
  for (let i = 0; i < text.length && i < SAMPLE; i++) codes.push(text.charCodeAt(i));
  return codes;
};

/**
 * How far the bytes are UTF-8: offset of the first byte that breaks it, well-formed multi-byte characters and breaks.
 * Overlong forms and surrogates count as well-formed: this only weighs, TextDecoder has already refused the bytes.
 */
const weighUtf8 = (bytes: Uint8Array): { broken: number; good: number; bad: number } => {
  let broken = -1;
  let good = 0;
  let bad = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] as number;
    const more =
      lead < 0x80
        ? 0
        : lead >= 0xc2 && lead < 0xe0
          ? 1
          : lead >= 0xe0 && lead < 0xf0
            ? 2
            : lead >= 0xf0 && lead < 0xf5
              ? 3
              : -1;
    let k = 1;
    while (k <= more && ((bytes[i + k] ?? 0) & 0xc0) === 0x80) k++;
    if (more < 0 || k <= more) {
      if (broken < 0) broken = i;
      bad++;
      i += k;
      continue;
    }
    if (more > 1) good++;
    i += more + 1;
  }
  return { broken, good, bad };
};

/** Chinese text decoded as GB18030 is nearly all Han; other bytes come out as private-use and rare characters. */
const looksChinese = (text: string): boolean => {
  let other = 0;
  let strange = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    other++;
    if ((code >= 0xe000 && code <= 0xf8ff) || (code >= 0x80 && code < 0xa0) || code === 0x20ac) strange++;
  }
  return strange * 10 <= other;
};

const checked = (text: string): Result<string, DocumentError> => {
  if (/\S/.test(text.slice(0, SAMPLE)) || /\S/.test(text)) return { ok: true, value: text };
  return fail('empty file');
};

/**
 * Decodes a file: UTF-8 with or without BOM, UTF-16 (by BOM, or by where its NUL bytes stand), GB18030/GBK.
 * A byte order mark stays as U+FEFF, so that offsets in the text are the file's.
 * @returns the text, or one line of reason: `empty file` (also one of white space only), `binary file`, or an encoding
 * error with the line of the first bad byte where the file is plainly meant as UTF-8.
 */
export function decode(bytes: Uint8Array): Result<string, DocumentError> {
  if (bytes.length === 0) return fail('empty file');
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    const text = decodeAs(bytes, first === 0xff ? 'utf-16le' : 'utf-16be');
    if (text === null) return fail('not valid UTF-16, which its byte order mark says it is');
    return controlHeavy(codesOf(text)) ? fail('binary file') : checked(text);
  }
  const sample = bytes.subarray(0, SAMPLE);
  const { even, odd } = countNuls(sample);
  if (even + odd > 0) {
    const encoding = even === 0 ? 'utf-16le' : odd === 0 ? 'utf-16be' : null;
    const text = encoding === null ? null : decodeAs(bytes, encoding);
    const codes = text === null ? [] : codesOf(text);
    if (text === null || controlHeavy(codes) || codes.includes(0)) return fail('binary file');
    return checked(text);
  }
  if (controlHeavy(sample) || decodeAs(bytes.subarray(0, 5), 'latin1') === '%PDF-') return fail('binary file');
  const utf8 = decodeAs(bytes, 'utf-8');
  if (utf8 !== null) return utf8.includes('\0') ? fail('binary file') : checked(utf8);
  const { broken, good, bad } = weighUtf8(bytes);
  if (good <= 4 * bad) {
    const chinese = decodeAs(bytes, 'gb18030');
    if (chinese?.includes('\0')) return fail('binary file');
    if (chinese !== null && looksChinese(chinese)) return checked(chinese);
    return fail('in no encoding that can be read (UTF-8, UTF-16, GB18030)');
  }
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, broken));
  return fail(`invalid UTF-8 at byte ${broken}`, new CodePoints(before).lineOf(before.length));
}
