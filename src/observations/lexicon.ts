// The lexeme rules compiled into one table: a word and what it means to the frames and names.
import type { LexemeRule } from '../rules/model.js';

export interface Lexeme {
  classes: string[];
  /** +1 or -1 for words that say which way something moved. */
  sign: number;
  basis: string | null;
  /** The rules that list the word. */
  rules: string[];
}

export interface Lexicon {
  words: Map<string, Lexeme>;
  /** Words that stay ordinary ones: only who asks for their class sees it. */
  plain: Map<string, Lexeme>;
}

export function compileLexicon(rules: LexemeRule[]): Lexicon {
  const lexicon: Lexicon = { words: new Map(), plain: new Map() };
  // Where two rules disagree, the one that comes last holds: of an overlay, then of the smaller id.
  const sorted = [...rules].sort((a, b) => (a.layer ?? 0) - (b.layer ?? 0) || (a.id < b.id ? 1 : -1));
  for (const rule of sorted) {
    const table = rule.plain === true ? lexicon.plain : lexicon.words;
    for (const word of rule.words) {
      const known = table.get(word);
      if (known === undefined)
        table.set(word, { classes: [rule.class], sign: rule.sign ?? 0, basis: rule.basis ?? null, rules: [rule.id] });
      else {
        if (!known.classes.includes(rule.class)) known.classes.push(rule.class);
        if (!known.rules.includes(rule.id)) known.rules.push(rule.id);
        if (rule.sign !== undefined) known.sign = rule.sign;
        if (rule.basis !== undefined) known.basis = rule.basis;
      }
    }
  }
  return lexicon;
}
