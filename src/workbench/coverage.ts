// How often each rule was of use on a body of articles, so that dead rules and rules for one article show.
import { type ArticleDocument, factsOf } from '../document/index.js';
import { createEngine } from '../extract.js';
import type { SentenceTrace } from '../observations/index.js';
import type { RuleBook, RuleKind } from '../rules/index.js';
import { splitSentences } from '../sentences/index.js';

export interface RuleUse {
  id: string;
  kind: RuleKind;
  /**
   * Records that a frame, unit or modifier made or a synonym named, numbers that an exclusion took, times that a period
   * rule read, words of sentences with records that a lexeme or vocabulary rule lists.
   */
  uses: number;
  articles: number;
}

export interface Coverage {
  read(document: ArticleDocument): void;
  /** Every rule that holds and whose use can be told (area rules' cannot), by kind, the most used first. */
  uses(): RuleUse[];
}

export function createCoverage(book: RuleBook): Coverage {
  const observer = createEngine(book.rules);
  const counted = new Map<string, { uses: number; articles: number }>();
  const synonyms = new Map(book.rules.synonyms.flatMap((rule) => rule.words.map((word) => [word, rule.id])));
  const vocabulary = new Map(book.rules.vocabulary.flatMap((rule) => rule.words.map((word) => [word, rule.id])));
  return {
    read(document) {
      const here = new Map<string, number>();
      const count = (id: string | null | undefined): void => {
        if (id !== null && id !== undefined) here.set(id, (here.get(id) ?? 0) + 1);
      };
      observer.observe(factsOf(document), splitSentences(document.blocks), (trace: SentenceTrace) => {
        for (const time of trace.times) count(time.rule);
        for (const q of trace.quantities) count(q.excludedBy);
        for (const o of trace.observations) {
          count(o.rule);
          count(o.quantity.rule);
          count(o.quantity.modifierRule);
          count(synonyms.get(o.indicator));
        }
        if (trace.observations.length > 0)
          for (const token of trace.tokens) {
            for (const id of [...(token.lexeme?.rules ?? []), ...(token.plain?.rules ?? [])]) count(id);
            count(vocabulary.get(token.text));
          }
      });
      for (const [id, uses] of here) {
        const sum = counted.get(id) ?? { uses: 0, articles: 0 };
        counted.set(id, { uses: sum.uses + uses, articles: sum.articles + 1 });
      }
    },
    uses() {
      const rows = book.entries
        .filter(({ kind, state }) => state === 'on' && kind !== 'areas')
        .map(({ id, kind }) => ({ id, kind, ...(counted.get(id) ?? { uses: 0, articles: 0 }) }));
      const kinds = [...new Set(rows.map(({ kind }) => kind))];
      return rows.sort(
        (a, b) =>
          kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || b.uses - a.uses || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
      );
    },
  };
}
