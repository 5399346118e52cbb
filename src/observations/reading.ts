// One sentence while it is read: what it is made of, and what has been found in it so far.
import type { PlaceMention, PlaceScanner } from '../areas/index.js';
import type { Sentence } from '../sentences/model.js';
import { type Clause, clausesOf } from './clauses.js';
import { type Discourse, governing } from './discourse.js';
import type { FrameChooser } from './frames.js';
import type { Lexicon } from './lexicon.js';
import type { Basis, NameEvent, Observation, Status } from './model.js';
import { has, type Token } from './tokens.js';

export interface Reading {
  readonly sentence: Sentence;
  readonly tokens: readonly Token[];
  /** The sentence's places, also those that are no token: bodies that act for the country. */
  readonly mentions: readonly PlaceMention[];
  readonly clauses: readonly Clause[];
  readonly frames: FrameChooser;
  readonly lexicon: Lexicon;
  readonly places: PlaceScanner;
  /** What the sentences before leave. */
  readonly state: Discourse;
  /** The article's observations before this sentence. */
  readonly earlier: readonly Observation[];

  readonly out: Observation[];
  /** Names in the order in which they were said. */
  readonly events: NameEvent[];
  /** Indexes of times that govern no figure. */
  readonly buried: Set<number>;
  status: Status;
  /** The days that the sentence before foresaw, where this one goes on about their weather; null: none. */
  readonly outlook: string | null;
  basis: Basis | null;
  /** 与去年相比，…: a comparison in a clause of its own holds for the next. */
  clauseBasis: Basis | null;
  /** Where the words that no number has used yet begin. */
  free: number;
  /** What 其中 has parts of. */
  total: readonly Observation[] | null;
  /** Names of the last list of numbers: 2群、10只，增长到6群、37只. */
  lastGroup: readonly string[];
}

export function openReading(
  sentence: Sentence,
  tokens: readonly Token[],
  mentions: readonly PlaceMention[],
  frames: FrameChooser,
  lexicon: Lexicon,
  places: PlaceScanner,
  state: Discourse,
  earlier: readonly Observation[],
): Reading {
  // A sentence that opens with 其中 goes on with the basis and the status of the one before.
  const goesOn = has(
    tokens.find((t) => t.kind !== 'mark'),
    'part',
  );
  const dated = tokens.some(({ time }) => time !== undefined && governing(time));
  const outlook = !dated && tokens.some((t) => has(t, 'weather')) ? state.outlook : null;
  return {
    sentence,
    tokens,
    mentions,
    clauses: clausesOf(tokens),
    frames,
    lexicon,
    places,
    state,
    earlier,
    out: [],
    events: [],
    buried: new Set(),
    status: outlook !== null ? 'forecast' : goesOn ? state.status : 'actual',
    outlook,
    basis: goesOn ? state.basis : null,
    clauseBasis: null,
    free: 0,
    total: null,
    lastGroup: [],
  };
}
