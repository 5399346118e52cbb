// The sentence stage's plain data.

/** A clause: what stands between two of ，；：。 at the outermost level (brackets and quotation marks nest). */
export interface Clause {
  /** Offsets in the sentence's text, UTF-16; `end` is before the closing mark. */
  start: number;
  end: number;
  /** The mark that closes it: '，' '；' '：' '。' '！' '？' or '' at the end of a block. */
  closer: string;
}

export interface Sentence {
  /** Index of its block in the document. */
  block: number;
  /** Offset of its text in the block's text as it is read, UTF-16. */
  start: number;
  text: string;
  clauses: Clause[];
}
