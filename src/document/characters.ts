// Classes of characters, by UTF-16 code unit.

/** White space that is folded: ASCII, no-break space, the typographic spaces and the ideographic space U+3000. */
export const isSpace = (code: number): boolean =>
  code === 0x20 ||
  (code >= 0x09 && code <= 0x0d) ||
  code === 0xa0 ||
  code === 0x3000 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x202f ||
  code === 0x205f;

/**
 * Characters without width that editors leave behind; they would cut a number or a word in two. Marks of direction and
 * selectors of a character's variant are among them.
 */
export const isInvisible = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  (code >= 0xfe00 && code <= 0xfe0f) ||
  code === 0xfeff ||
  code === 0xad ||
  code === 0x34f ||
  code === 0x61c ||
  code === 0x180e;

/** Chinese characters and the punctuation that goes with them: written without spaces between. */
export const isCjk = (code: number): boolean =>
  (code >= 0x2e80 && code <= 0x9fff) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xff00 && code <= 0xffef) ||
  (code >= 0xd840 && code <= 0xd8ff) ||
  (code >= 0x2014 && code <= 0x2026);

/** Whether the code unit is a line feed or a carriage return. */
export const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;
