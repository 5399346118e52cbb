// Where clauses begin and end.
import { CLAUSE_END, classOf, isDigit, isQuote, OF_CLAUSE, OF_PAIR, pairBrackets } from './marks.js';
import type { Clause } from './model.js';

/** What a quotation of at least this many characters holds is speech, with clauses of its own; a shorter one is a name. */
const SHORTEST_SPEECH = 20;

const digitAt = (text: string, at: number): boolean => isDigit(text.charCodeAt(at));

/** Whether the mark is written within a number, a time, a ratio or an address: 1,234, 12:30, 15.3：35.5, http://. */
const isWithinNumber = (text: string, at: number): boolean => {
  const mark = text.charAt(at);
  if (mark === ':' && text.charAt(at + 1) === '/' && text.charAt(at + 2) === '/') return true;
  if (!digitAt(text, at - 1) || !digitAt(text, at + 1)) return false;
  if (mark === ':' || mark === '：') return true;
  // A separator of thousands has three digits after it, and no more.
  return mark === ',' && digitAt(text, at + 2) && digitAt(text, at + 3) && !digitAt(text, at + 4);
};

/**
 * The clauses of a sentence: what stands between its marks at the outermost level. What is in brackets, in 《》 and in a
 * short quotation is never cut. Clauses without text are left out.
 */
export function clausesOf(sentence: string): Clause[] {
  const pairs = pairBrackets(sentence);
  const clauses: Clause[] = [];
  let start = 0;
  const add = (end: number, closer: string): void => {
    let from = start;
    let to = end;
    while (from < to && /\s/.test(sentence.charAt(from))) from++;
    while (to > from && /\s/.test(sentence.charAt(to - 1))) to--;
    // Closing quotation marks after a full stop are no clause.
    if (/[^”’」』）)】》"\s]/.test(sentence.slice(from, to))) clauses.push({ start: from, end: to, closer });
  };
  for (let i = 0; i < sentence.length; i++) {
    if ((classOf(sentence.charCodeAt(i)) & (OF_PAIR | OF_CLAUSE)) === 0) continue;
    const mark = sentence.charAt(i);
    const close = pairs.get(i);
    if (close !== undefined) {
      if (!isQuote(mark) || close - i - 1 < SHORTEST_SPEECH) i = close;
      continue;
    }
    const closer = CLAUSE_END[mark];
    if (closer === undefined || isWithinNumber(sentence, i)) continue;
    add(i, closer);
    start = i + 1;
  }
  add(sentence.length, '');
  return clauses;
}
