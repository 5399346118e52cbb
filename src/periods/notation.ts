// The small notation of rules/periods.yaml, compiled to plain data. Only the build, the tests and --rules need it.
//
// A pattern is read from left to right:
//   年             text as it stands
//   [上|中|下]      one of these texts
//   <month>        a number class (yyyy n m d q h hh mi tens), a word list, or a term defined earlier
//   <a:month>      the same, under a name of its own
//   ?              after a character, a [ ] or a < >: it may be missing
//   ~12            up to 12 characters without punctuation or numerals, as few as will do
// There is no unbounded repetition, so matching at one place costs a bounded time.
//
// A period is written as in records, with values in braces: {year}-{m1}/{year}-{m2}. After a name:
//   .from .to      the parts before and after the / of a range
//   .until         as .to, but an instant at the end of a month stands for the month
//   .first .last   first and last day    .year .quarter .month .week    the one that holds the last day
//   .day .holiday  of a festival, in the year of the words
//   +3:y -n:d      years (y), quarters (q), months (m), weeks (w), days (d) more or less; without unit: plain numbers
// Names: what the pattern took; pub (day of publication), year and month (taken or chosen), gyear (the year that
// governs), ref (the last period), refday, refmonth, refyear (where it is one), onemonth (where it is just a month),
// wider (the period that ref is a part of),
// now (the day that 目前 stands for), told (day of the report that the sentence is in, else pub), @spring … (festivals).
import type { NumberClass, Operation, Step, TemplatePart, Unit } from './model.js';

export type Compiled<T> = { ok: true; value: T } | { ok: false; error: string };

const NUMBER_CLASSES: readonly string[] = ['yyyy', 'n', 'm', 'd', 'q', 'h', 'hh', 'mi', 'tens'] satisfies NumberClass[];
const isNumberClass = (name: string): name is NumberClass => NUMBER_CLASSES.includes(name);

/** What a name between < and > may stand for. */
export interface Names {
  words: ReadonlySet<string>;
  terms: ReadonlySet<string>;
}

const reference = (inside: string, optional: boolean, names: Names): Compiled<Step> => {
  const colon = inside.indexOf(':');
  const target = inside.slice(colon + 1);
  const name = colon < 0 ? inside : inside.slice(0, colon);
  if (isNumberClass(target)) return { ok: true, value: { is: 'number', of: target, name, optional } };
  if (names.words.has(target)) return { ok: true, value: { is: 'words', set: target, name, optional } };
  if (names.terms.has(target)) return { ok: true, value: { is: 'term', term: target, name, optional } };
  return { ok: false, error: `<${target}> is no number class, word list or term defined above` };
};

/** Compiles a pattern. The error is a message without place. */
export const compilePattern = (pattern: string, names: Names): Compiled<Step[]> => {
  const steps: Step[] = [];
  let i = 0;
  while (i < pattern.length) {
    const c = pattern.charAt(i);
    let end = i + 1;
    if (c === '[' || c === '<') {
      end = pattern.indexOf(c === '[' ? ']' : '>', i) + 1;
      if (end === 0) return { ok: false, error: `${c} is never closed in ${pattern}` };
    } else if (c === '~') while (/\d/.test(pattern.charAt(end))) end++;
    const optional = pattern.charAt(end) === '?';
    const inside = pattern.slice(i + 1, end - 1);
    if (c === '<') {
      const step = reference(inside, optional, names);
      if (!step.ok) return step;
      steps.push(step.value);
    } else if (c === '[') {
      const words = inside.split('|').sort((a, b) => b.length - a.length);
      if (words.includes('')) return { ok: false, error: `[${inside}] has an empty choice` };
      steps.push({ is: 'text', words, optional });
    } else if (c === '~') {
      const most = Number(pattern.slice(i + 1, end));
      if (!(most > 0) || most > 40) return { ok: false, error: '~ takes a number from 1 to 40' };
      if (steps.every((s) => s.is !== 'gap' && s.optional))
        return { ok: false, error: 'a pattern cannot begin with a gap' };
      steps.push({ is: 'gap', most });
    } else if ('?]>'.includes(c)) return { ok: false, error: `${c} has nothing to belong to in ${pattern}` };
    else steps.push({ is: 'text', words: [c], optional });
    i = optional ? end + 1 : end;
  }
  if (steps.every((s) => s.is === 'gap' || s.optional))
    return { ok: false, error: `${pattern || 'the pattern'} may match nothing` };
  return { ok: true, value: joinText(steps) };
};

/** 季, 度 one after the other are the text 季度. */
const joinText = (steps: Step[]): Step[] => {
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    const plain = (s: Step | undefined): s is Extract<Step, { is: 'text' }> =>
      s !== undefined && s.is === 'text' && s.words.length === 1 && !s.optional;
    if (plain(last) && plain(step))
      joined[joined.length - 1] = { is: 'text', words: [`${last.words[0]}${step.words[0]}`], optional: false };
    else joined.push(step);
  }
  return joined;
};

const PLAIN_OPERATIONS = ['from', 'to', 'until', 'first', 'last', 'year', 'quarter', 'month', 'week', 'day', 'holiday'];
const OPERATION = /^(?:\.([a-z]+)|([+-])(\d+|[a-z]\w*)(?::([yqmwd]))?)/;

/** The names that a template may use besides what its pattern takes. */
const GIVEN = new Set([
  'pub',
  'year',
  'month',
  'gyear',
  'ref',
  'refday',
  'refmonth',
  'refyear',
  'onemonth',
  'wider',
  'told',
]);

const hole = (inside: string, taken: ReadonlySet<string>): Compiled<TemplatePart> => {
  const head = /^@?[a-z]\w*/.exec(inside);
  if (!head) return { ok: false, error: `{${inside}} does not begin with a name` };
  const of = head[0];
  const known = (name: string) => GIVEN.has(name) || taken.has(name);
  if (!of.startsWith('@') && !known(of))
    return { ok: false, error: `{${inside}}: nothing in the pattern is called ${of}` };
  const then: Operation[] = [];
  let rest = inside.slice(of.length);
  while (rest) {
    const m = OPERATION.exec(rest);
    if (!m) return { ok: false, error: `{${inside}}: cannot read ${rest}` };
    const [whole, plain, sign, amount, unit] = m;
    if (plain !== undefined) {
      if (!PLAIN_OPERATIONS.includes(plain))
        return { ok: false, error: `{${inside}}: no operation is called ${plain}` };
      then.push({ do: plain } as Operation);
    } else if (amount !== undefined) {
      const count = /^\d/.test(amount) ? Number(amount) : amount;
      if (typeof count === 'string' && !known(count))
        return { ok: false, error: `{${inside}}: nothing in the pattern is called ${count}` };
      then.push({ do: 'add', sign: sign === '-' ? -1 : 1, amount: count, unit: (unit ?? '') as Unit });
    }
    rest = rest.slice(whole.length);
  }
  return { ok: true, value: { of, then } };
};

/** Compiles a period template; `taken` are the names that every pattern of the rule may take. */
export const compileTemplate = (template: string, taken: ReadonlySet<string>): Compiled<TemplatePart[]> => {
  const parts: TemplatePart[] = [];
  let i = 0;
  while (i < template.length) {
    const open = template.indexOf('{', i);
    const text = template.slice(i, open < 0 ? undefined : open);
    if (text) parts.push(text);
    if (open < 0) break;
    const close = template.indexOf('}', open);
    if (close < 0) return { ok: false, error: `{ is never closed in ${template}` };
    const part = hole(template.slice(open + 1, close), taken);
    if (!part.ok) return part;
    parts.push(part.value);
    i = close + 1;
  }
  return { ok: true, value: parts };
};
