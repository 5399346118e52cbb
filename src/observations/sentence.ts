// One sentence: its clauses in order, in each its numbers alone or in lists, and what is left to the next sentence.
import { clauseBasisOf } from './basis.js';
import type { Clause } from './clauses.js';
import type { Remains } from './discourse.js';
import { openTotals } from './links.js';
import { groupsOf, observeList } from './lists.js';
import { comparedFrom, subjectOf, textOf } from './naming/index.js';
import { observe } from './observe.js';
import type { Reading } from './reading.js';
import { readStatus } from './status.js';
import { periodLeft } from './time.js';
import { has, type Token } from './tokens.js';

/** Fills the reading with the sentence's observations. */
export function readSentence(reading: Reading): void {
  const lastNumber = reading.tokens.findLastIndex(({ kind }) => kind === 'quantity');
  for (const clause of reading.clauses) readClause(reading, clause, lastNumber);
}

/** @param lastNumber index of the sentence's last number */
function readClause(reading: Reading, clause: Clause, lastNumber: number): void {
  const { tokens, out } = reading;
  reading.free = clause.first;
  const groups = groupsOf(tokens, clause);
  const before = out.length;
  let next = 0;
  for (let i = clause.first; i <= clause.last; i++) {
    readStatus(reading, i);
    openTotals(reading, i);
    const group = groups[next];
    if (group === undefined || group[0] !== i) continue;
    if (group.length > 1) observeList(reading, clause, group);
    else observe(reading, clause, i);
    i = group.at(-1) ?? i;
    next++;
  }
  // A comparison in a clause without numbers holds for the next one.
  reading.clauseBasis = groups.length > 0 ? null : clauseBasisOf(reading, clause);
  if (reading.clauseBasis !== null && reading.clauseBasis !== 'other') reading.basis = reading.clauseBasis;
  const compares = reading.clauseBasis !== null;
  // What no number comes after names none.
  if (clause.last > lastNumber) return;
  if (
    out.length === before &&
    (!compares || exceeds(tokens, clause) || comparedFrom(tokens, clause.first, clause.last) >= 0)
  )
    keepSubject(reading, clause);
}

/** 1至9月产值已超过去年全年，: the subject of a comparison that says no more than that it is more. */
const exceeds = (tokens: readonly Token[], { first, last }: Clause): boolean =>
  tokens[last]?.kind === 'time' && has(tokens[last - 1], 'bound-over') && last - 1 > first;

/** A clause without figures names what the next may measure: 夏粮丰收，产量… */
function keepSubject(reading: Reading, clause: Clause): void {
  const parts = subjectOf(reading.tokens, clause.first, clause.last);
  const name = textOf(parts);
  if (name.length >= 2) reading.events.push({ parts, name, observation: null });
}

/** Null where the sentence has no observation. */
export function remainsOf(reading: Reading): Remains | null {
  const { out, basis, status } = reading;
  return out.length === 0 ? null : { observations: out, basis, status, period: periodLeft(reading) };
}
