// The punctuation that the sentence stage goes by.

/** Marks that close a sentence, and the full-width form that they are given as. */
export const SENTENCE_END: Readonly<Record<string, string>> = {
  '。': '。',
  '｡': '。',
  '！': '！',
  '？': '？',
  '!': '！',
  '?': '？',
};

const CLOSER_OF: Readonly<Record<string, string>> = {
  '（': '）',
  '(': ')',
  '［': '］',
  '[': ']',
  '【': '】',
  '〔': '〕',
  '｛': '｝',
  '{': '}',
  '《': '》',
  '〈': '〉',
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
};

const CLOSERS = new Set(Object.values(CLOSER_OF));

/** Half-width brackets are written for full-width ones and the other way round. */
const wide = (mark: string): string => (mark === ')' ? '）' : mark === ']' ? '］' : mark === '}' ? '｝' : mark);

export const isCloser = (mark: string): boolean => CLOSERS.has(mark) || mark === '"';
export const isTitle = (mark: string): boolean => mark === '《' || mark === '〈';

/** Offset of the closing mark by the offset of the opening one. */
export type Pairs = ReadonlyMap<number, number>;

/**
 * Pairs brackets and quotation marks. Marks without a partner are not in the result; a
 * closing mark passes over opening ones that were forgotten. `"` opens and closes by turns.
 */
export function pairBrackets(text: string): Pairs {
  const pairs = new Map<number, number>();
  const open: { at: number; closer: string }[] = [];
  // How many of each closing mark are awaited: tells without a search that a closing mark has no partner.
  const awaited = new Map<string, number>();
  for (let i = 0; i < text.length; i++) {
    if ((classOf(text.charCodeAt(i)) & OF_PAIR) === 0) continue;
    const mark = text.charAt(i);
    const closes = wide(mark);
    if ((CLOSERS.has(mark) || mark === '"') && (awaited.get(closes) ?? 0) > 0) {
      for (;;) {
        const top = open.pop() as { at: number; closer: string };
        awaited.set(top.closer, (awaited.get(top.closer) ?? 1) - 1);
        if (top.closer !== closes) continue;
        pairs.set(top.at, i);
        break;
      }
      continue;
    }
    const closer = mark === '"' ? '"' : CLOSER_OF[mark];
    if (closer === undefined) continue;
    open.push({ at: i, closer: wide(closer) });
    awaited.set(wide(closer), (awaited.get(wide(closer)) ?? 0) + 1);
  }
  return pairs;
}

/** Bits of `classOf`. */
const OF_PAIR = 1;
export const OF_SENTENCE = 2;
export const OF_TITLE = 4;

// One look-up tells that a character is none of the marks, which nearly all are: a text is gone through twice.
const classes = new Uint8Array(0x10000);
const classify = (marks: Iterable<string>, bit: number): void => {
  for (const mark of marks) {
    const code = mark.charCodeAt(0);
    classes[code] = (classes[code] as number) | bit;
  }
};
classify([...Object.keys(CLOSER_OF), ...CLOSERS, '"'], OF_PAIR);
classify([...Object.keys(SENTENCE_END), '.', '\n'], OF_SENTENCE);
classify('《〈', OF_TITLE);

/** What kinds of mark the code unit is; 0 for all other characters. */
export const classOf = (code: number): number => classes[code] as number;
