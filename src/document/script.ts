// Clean text as it is read: what is written in traditional characters, in full-width or other forms of a character, or with
// spaces and marks between its characters, is read as the same in plain simplified ones. The text itself stays as it is, for
// quotes; where nothing is written so, which one look-up a character tells, it is its own reading.
import { readFileSync } from 'node:fs';
import { builtData } from '../assets.js';
import { isCjk } from './characters.js';
import type { ReadText } from './model.js';

/** What the tables hold for characters that are read as themselves, and for those that depend on their neighbours. */
const ITSELF = 0;
const DEPENDS = 1;

let table: Uint16Array | null = null;

function makeTable(): Uint16Array {
  const made = new Uint16Array(0x10000).fill(ITSELF);
  const pairs = readFileSync(builtData('characters.txt'), 'utf8');
  for (let i = 0; i < pairs.length; i += 2) made[pairs.charCodeAt(i)] = pairs.charCodeAt(i + 1);
  made[0x20] = DEPENDS;
  // Combining marks, and the first half of variation selectors that choose a character's form.
  for (let code = 0x300; code < 0x370; code++) made[code] = DEPENDS;
  for (let code = 0x20d0; code < 0x20f1; code++) made[code] = DEPENDS;
  made[0xdb40] = DEPENDS;
  return made;
}

const isDigit = (code: number): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19);
const isIdeograph = (code: number): boolean =>
  (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || code === 0x3007;
/** Full-width punctuation: nothing is parted by a space beside it. */
const isMark = (code: number): boolean => isCjk(code) && !isIdeograph(code) && !isDigit(code);
/** Signs that stand behind a number: % ％ ‰ ℃. */
const isSign = (code: number): boolean => code === 0x25 || code === 0xff05 || code === 0x2030 || code === 0x2103;

/** Whether the character at `at` stands alone between spaces, marks or numbers, as those of a text that is spaced out do. */
const isLone = (text: string, at: number): boolean =>
  !isIdeograph(text.charCodeAt(at - 1)) && !isIdeograph(text.charCodeAt(at + 1));

/** Which spaces of a text are typesetting and part nothing: those beside its numbers, those between its characters. */
interface Spacing {
  numbers: boolean;
  words: boolean;
}

/**
 * Whether a text is spaced out. A habit holds for nearly all of a text: in `枪击案 6人受伤` one side of the number is tight, so
 * the space parts two headlines.
 */
function spacingOf(text: string): Spacing {
  const tight = { numbers: 0, words: 0 };
  const spaced = { numbers: 0, words: 0 };
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isSpace = code === 0x20;
    const before = text.charCodeAt(i - 1);
    const after = isSpace ? text.charCodeAt(i + 1) : code;
    const counts = isSpace ? spaced : tight;
    if (isIdeograph(before) && isIdeograph(after)) {
      if (!isSpace || isLone(text, i - 1) || isLone(text, i + 1)) counts.words++;
    } else if ((isDigit(before) && isIdeograph(after)) || (isIdeograph(before) && isDigit(after))) counts.numbers++;
  }
  const words = spaced.words >= 3 && 4 * tight.words <= spaced.words;
  return { words, numbers: words || (spaced.numbers >= 2 && 4 * tight.numbers <= spaced.numbers) };
}

/** Whether the space at `at` parts nothing in a text that is spaced out: 增长 8.3 %, 12 万, 新 增 就 业. */
function isSpacing(text: string, at: number, { numbers, words }: Spacing): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  if (isDigit(before)) return numbers && (isIdeograph(after) || isSign(after) || isMark(after));
  if (isDigit(after)) return numbers && (isIdeograph(before) || isMark(before));
  if (isSign(before)) return numbers && (isIdeograph(after) || isMark(after));
  if (!words) return false;
  if (isMark(before) || isMark(after)) return true;
  return isIdeograph(before) && isIdeograph(after) && (isLone(text, at - 1) || isLone(text, at + 1));
}

/** How many code units from `at` on are not read; 0 where the character there is read as it stands. */
function passedOver(text: string, at: number, spacing: Spacing): number {
  const code = text.charCodeAt(at);
  if (code === 0x20) return isSpacing(text, at, spacing) ? 1 : 0;
  if (code === 0xdb40) {
    const low = text.charCodeAt(at + 1);
    return low >= 0xdd00 && low <= 0xddef ? 2 : 0;
  }
  // A mark on a number or an ideograph is drawn over it; on a letter it is part of it.
  let base = at - 1;
  while (base > 0 && at - base < 8 && table?.[text.charCodeAt(base)] === DEPENDS && text.charCodeAt(base) !== 0x20)
    base--;
  const under = text.charCodeAt(base);
  return isDigit(under) || isIdeograph(under) || under === 0x2e ? 1 : 0;
}

/** Words of rules in the characters that texts are read in: a rule may be written in traditional or full-width ones too. */
export function plainCharacters(text: string): string {
  table ??= makeTable();
  let plain = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const as = table[code] as number;
    plain += String.fromCharCode(as > DEPENDS ? as : code);
  }
  return plain;
}

/**
 * A clean text as it is read; null where it is read as it stands.
 * Linear in its length: each character is looked at with a bounded number of those around it.
 */
export function asRead(text: string): ReadText | null {
  table ??= makeTable();
  let i = 0;
  while (i < text.length && table[text.charCodeAt(i)] === ITSELF) i++;
  if (i === text.length) return null;
  const codes = new Uint16Array(text.length);
  const at = new Uint32Array(text.length + 1);
  let length = 0;
  let swapped = false;
  let spacing: Spacing | null = null;
  for (i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const as = table[code] as number;
    if (as === DEPENDS) {
      spacing ??= spacingOf(text);
      const passed = passedOver(text, i, spacing);
      i += Math.max(0, passed - 1);
      if (passed > 0) continue;
    }
    at[length] = i;
    codes[length++] = as > DEPENDS ? as : code;
    swapped ||= as > DEPENDS;
  }
  if (!swapped && length === text.length) return null;
  at[length] = text.length;
  return {
    text: textOf(codes.subarray(0, length)),
    at: length === text.length ? null : at.slice(0, length + 1),
    swapped,
  };
}

/** Code units as a string; in pieces, since a call has only so many arguments. */
function textOf(codes: Uint16Array): string {
  let text = '';
  for (let i = 0; i < codes.length; i += 8192) text += String.fromCharCode(...codes.subarray(i, i + 8192));
  return text;
}
