// Which frame the words around a quantity make: the rule that says what the number measures.
import { onceForAlike } from '../quantities/index.js';
import type { FrameRule } from '../rules/model.js';
import type { Clause } from './clauses.js';
import { compilePattern, type Match, matchPattern, type Pattern } from './pattern.js';
import { createPresence, type Needs } from './presence.js';
import { has, type Token } from './tokens.js';

export interface Frame {
  rule: FrameRule;
  pattern: Pattern;
}

export interface FrameMatch extends Match {
  frame: FrameRule;
  pattern: Pattern;
}

/** All patterns, those that win over others first; the rest of what decides depends on the match. */
export const compileFrames = (rules: readonly FrameRule[]): Frame[] =>
  rules
    .flatMap((rule) => rule.when.map((source) => ({ rule, pattern: compilePattern(source) })))
    .sort((a, b) => ranking(b.rule, b.pattern, a.rule, a.pattern));

/** Above 0 where the first goes before the second whatever they match, below 0 the other way round. */
const ranking = (a: FrameRule, of: Pattern, b: FrameRule, than: Pattern): number =>
  (a.priority ?? 0) - (b.priority ?? 0) || of.specificity - than.specificity;

/**
 * Documented order of choice (docs/rules.md): priority, then what the pattern asks for, then the longer match, then a later
 * overlay, then the id; of one rule's patterns the first. `deciding` says which of these it was.
 */
function better(a: FrameMatch, b: FrameMatch): boolean {
  const rank = ranking(a.frame, a.pattern, b.frame, b.pattern);
  if (rank !== 0) return rank > 0;
  const length = a.to - a.from - (b.to - b.from);
  if (length !== 0) return length > 0;
  const layer = (a.frame.layer ?? 0) - (b.frame.layer ?? 0);
  return layer !== 0 ? layer > 0 : a.frame.id < b.frame.id;
}

/** What decides between two frames that fit. */
export function deciding(
  a: FrameMatch,
  b: FrameMatch,
): 'priority' | 'specificity' | 'length' | 'overlay' | 'id' | 'order' {
  if ((a.frame.priority ?? 0) !== (b.frame.priority ?? 0)) return 'priority';
  if (a.pattern.specificity !== b.pattern.specificity) return 'specificity';
  if (a.to - a.from !== b.to - b.from) return 'length';
  if ((a.frame.layer ?? 0) !== (b.frame.layer ?? 0)) return 'overlay';
  return a.frame.id === b.frame.id ? 'order' : 'id';
}

/** Every frame that fits the quantity at token `at`, the one that holds first. As a chooser does, for `rules explain`. */
export function fittingFrames(
  frames: readonly Frame[],
  tokens: readonly Token[],
  at: number,
  first: number,
  last: number,
): FrameMatch[] {
  const fitting = frames.flatMap(({ rule, pattern }): FrameMatch[] => {
    const match = matchPattern(pattern, tokens, at, first, last);
    return match === null ? [] : [{ ...match, frame: rule, pattern }];
  });
  return fitting.sort((a, b) => (better(a, b) ? -1 : better(b, a) ? 1 : 0));
}

/** Chooses frames. */
export interface FrameChooser {
  /** The frame of the quantity at token `at` of the clause, as its landmark allows; null where no frame fits. */
  frameOf(tokens: readonly Token[], at: number, clause: Clause): FrameMatch | null;
}

interface Candidate extends Frame {
  needs: Needs;
}

/** @param frames in the order of `compileFrames` */
export function createFrameChooser(frames: readonly Frame[]): FrameChooser {
  const presence = createPresence();
  const candidates = frames.map((frame): Candidate => ({ ...frame, needs: presence.needsOf(frame.pattern) }));
  const attributes = candidates.filter(({ rule }) => rule.whole === 'noun');
  const candidatesFor = onceForAlike((q) => {
    // A rank is nothing but a rank: 高出第二名韩国队6环.
    const rank = q.form === 'rank';
    return candidates.filter(({ rule, pattern }) => rank === (rule.measure === 'rank') && pattern.quantity(q));
  });

  const choose = (
    tokens: readonly Token[],
    at: number,
    clause: Clause,
    except: readonly Candidate[],
  ): FrameMatch | null => {
    const quantity = tokens[at]?.quantity;
    if (quantity === undefined) return null;
    presence.look(tokens, clause);
    let best: FrameMatch | null = null;
    for (const candidate of candidatesFor(quantity)) {
      const { rule, pattern, needs } = candidate;
      if (best !== null && ranking(best.frame, best.pattern, rule, pattern) > 0) break;
      if (!presence.has(needs, at) || except.includes(candidate)) continue;
      const match = matchPattern(pattern, tokens, at, clause.first, clause.last);
      if (match === null) continue;
      const found = { from: match.from, to: match.to, frame: rule, pattern };
      if (best === null || better(found, best)) best = found;
    }
    return best;
  };

  return {
    frameOf(tokens, at, clause) {
      const { last } = clause;
      const frame = choose(tokens, at, clause, []);
      if (frame?.frame.id !== 'share.part') return frame;
      // 位于60%以上的高位区间: a level that the noun only describes. 60%的受访者认为通胀仍在高位 describes nobody.
      let end = at + 1;
      while (end < last && !/^(?:mark|quantity)$/.test(tokens[end + 1]?.kind ?? '') && !has(tokens[end], 'person'))
        end++;
      return has(tokens[end], 'landmark') ? choose(tokens, at, clause, attributes) : frame;
    },
  };
}
