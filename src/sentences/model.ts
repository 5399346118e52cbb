// The sentence stage's plain data.

export interface Sentence {
  /** Index of its block in the document. */
  block: number;
  /** Offset of its text in the block's text as it is read, UTF-16. */
  start: number;
  text: string;
  /** Its block is a heading. */
  heading: boolean;
  /** Its block is an item of a list. */
  item: boolean;
}
