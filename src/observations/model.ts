// The observation stage's plain data.
import type { Place } from '../areas/index.js';
import type { Quantity } from '../quantities/index.js';
import type { Sentence } from '../sentences/model.js';
import type { Token } from './tokens.js';

export type Measure = 'level' | 'change' | 'growth' | 'share' | 'rate' | 'ratio' | 'rank';
export type Basis = 'yoy' | 'mom' | 'qoq' | 'ytd' | 'avg' | 'other';
export type Status = 'actual' | 'target' | 'forecast';

export interface Observation {
  sentence: Sentence;
  quantity: Quantity;
  indicator: string;
  /** Signed for change and growth. */
  value: number | null;
  min: number | null;
  max: number | null;
  unit: string | null;
  unitCode: string | null;
  dimension: Quantity['dimension'];
  measure: Measure;
  basis: Basis | null;
  shareOf: string | null;
  status: Status;
  period: string | null;
  /** The words that said it; null when inherited. */
  periodText: string | null;
  area: Place | null;
  /** Indexes into the article's list of observations. */
  partOf: number | null;
  changedFrom: number | null;
  /** The frame's id. */
  rule: string;
}

/** A token in a name, and what of it the name shows. */
export interface Part {
  text: string;
  token: Token;
}

/** A name that a later clause may leave out; `observation`: the figure that had it, if one did. */
export interface NameEvent {
  parts: Part[];
  name: string;
  observation: Observation | null;
}
