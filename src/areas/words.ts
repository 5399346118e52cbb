// Small sets of words that are asked for at one position of a text.

/** Words by their first character. */
export type WordTable = Map<string, string[]>;

export const addWord = (table: WordTable, word: string): void => {
  const list = table.get(word.charAt(0));
  if (list) list.push(word);
  else table.set(word.charAt(0), [word]);
};

/** The longest word of the table that stands at `at`; '' for none. */
export const wordAt = (table: WordTable, text: string, at: number): string => {
  let longest = '';
  for (const word of table.get(text.charAt(at)) ?? []) {
    if (word.length > longest.length && text.startsWith(word, at)) longest = word;
  }
  return longest;
};
