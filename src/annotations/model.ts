// The annotation stage's plain data: an article as it was read, and what became of each number in it.
import type { ArticleDocument, Block } from '../document/model.js';

/** A stretch of a block's clean text, UTF-16, and what was made of it. */
export type Mark = {
  /** Index of the block. */
  block: number;
  start: number;
  end: number;
} & (
  | {
      became: 'record';
      id: string;
      /** Where the number itself ends, before its unit. */
      numberEnd: number;
    }
  /** An exclusion rule says that it counts nothing. */
  | { became: 'excluded'; rule: string }
  /** No frame fits it. */
  | { became: 'unframed' }
  /** A time with a numeral in it; the period as records write it, null where it tells none. */
  | { became: 'time'; period: string | null }
  /** A word with a numeral in it: of an exclusion rule, or (null) of the dictionary. */
  | { became: 'word'; rule: string | null }
);

/** What a reader of the page sees of an article. */
export interface AnnotatedArticle extends Pick<ArticleDocument, 'source' | 'title' | 'published' | 'category' | 'url'> {
  blocks: Pick<Block, 'kind' | 'text'>[];
  /** In text order, none within another. */
  marks: Mark[];
}
