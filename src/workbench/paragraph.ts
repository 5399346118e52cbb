// A text of its own as an article of one paragraph: the examples of rules, and a sentence that somebody asks about.
import { type ArticleDocument, withReading } from '../document/index.js';

export function paragraphDocument(source: string, text: string, published: string): ArticleDocument {
  const { length } = text;
  const spans = [{ clean: 0, length, source: 0, sourceLength: length, verbatim: true }];
  return {
    ...{ source, text, published, title: null, category: null, url: null, placeHints: [] },
    blocks: [withReading({ kind: 'paragraph', text, section: null, spans })],
  };
}
