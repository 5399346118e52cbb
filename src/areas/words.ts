// Small sets of words that are asked for at one position of a text.

/** Words by the code of their first character: a look-up by a character would make a string at every place of a text. */
export type WordTable = Map<number, string[]>;

export const addWord = (table: WordTable, word: string): void => {
  const list = table.get(word.charCodeAt(0));
  if (list) list.push(word);
  else table.set(word.charCodeAt(0), [word]);
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
