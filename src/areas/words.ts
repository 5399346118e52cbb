// Small sets of words that are asked for at one position of a text.

/** Words by the code of their first character: a look-up by a character would make a string at every place of a text. */
export type WordTable = Map<number, string[]>;

export const addWord = (table: WordTable, word: string): void => {
  const list = table.get(word.charCodeAt(0));
  if (list) list.push(word);
  else table.set(word.charCodeAt(0), [word]);
};

/** Words by the code of their last character, for those that may stand before a position. */
export const addWordBefore = (table: WordTable, word: string): void => {
  const last = word.charCodeAt(word.length - 1);
  const list = table.get(last);
  if (list) list.push(word);
  else table.set(last, [word]);
};

/** Whether a word of a table made by `addWordBefore` ends at `end`. */
export const endsWord = (table: WordTable, text: string, end: number): boolean => {
  const words = end > 0 ? table.get(text.charCodeAt(end - 1)) : undefined;
  return words?.some((word) => text.startsWith(word, end - word.length)) === true;
};

/** The longest word of the table that stands at `at`; '' for none. */
export const wordAt = (table: WordTable, text: string, at: number): string => {
  const words = table.get(text.charCodeAt(at));
  if (words === undefined) return '';
  let longest = '';
  for (const word of words) {
    if (word.length > longest.length && text.startsWith(word, at)) longest = word;
  }
  return longest;
};
