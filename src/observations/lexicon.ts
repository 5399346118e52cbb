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
  /** Endings of ordinary words and of names, by their last character. */
  endings: Map<string, { ending: string; says: Lexeme }[]>;
}

export function compileLexicon(rules: LexemeRule[]): Lexicon {
  const lexicon: Lexicon = { words: new Map(), plain: new Map(), endings: new Map() };
  const endings = new Map<string, Lexeme>();
  // Where two rules disagree, the one that comes last holds: of an overlay, then of the smaller id.
  const sorted = [...rules].sort((a, b) => (a.layer ?? 0) - (b.layer ?? 0) || (a.id < b.id ? 1 : -1));
  for (const rule of sorted)
    list(rule.as === 'ending' ? endings : rule.as === 'plain' ? lexicon.plain : lexicon.words, rule);
  for (const [ending, says] of endings) {
    const last = ending.slice(-1);
    lexicon.endings.set(last, [...(lexicon.endings.get(last) ?? []), { ending, says }]);
  }
  return lexicon;
}

/** Adds the rule's words to the table. */
function list(table: Map<string, Lexeme>, rule: LexemeRule): void {
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

const endingsOf = ({ endings }: Lexicon, text: string): Lexeme[] =>
  (endings.get(text.slice(-1)) ?? []).filter(({ ending }) => text.endsWith(ending)).map(({ says }) => says);

/** What an ordinary word is by the rules that only recognise it, whole or by its ending; null: nothing. */
export function plainLexeme(lexicon: Lexicon, word: string): Lexeme | null {
  const whole = lexicon.plain.get(word);
  const found = endingsOf(lexicon, word);
  if (found.length === 0) return whole ?? null;
  const all = whole === undefined ? found : [whole, ...found];
  return {
    classes: all.flatMap((l) => l.classes),
    sign: 0,
    basis: whole?.basis ?? null,
    rules: all.flatMap((l) => l.rules),
  };
}

/** The longest ending of the class that a name has, or ''. */
export const endingOf = ({ endings }: Lexicon, name: string, ofClass: string): string =>
  (endings.get(name.slice(-1)) ?? [])
    .filter(({ ending, says }) => name.endsWith(ending) && says.classes.includes(ofClass))
    .reduce((longest, { ending }) => (ending.length > longest.length ? ending : longest), '');

/** Whether a name ends in one of the class's endings. */
export const endsIn = (lexicon: Lexicon, name: string, ofClass: string): boolean =>
  endingsOf(lexicon, name).some(({ classes }) => classes.includes(ofClass));
