// Stage: sentences with quantities → observations. The one way in.
import type { OwnPlace, PlaceMention, PlaceScanner } from '../areas/index.js';
import type { TimeMention, TimeScanner } from '../periods/index.js';
import type { Quantity, QuantityScanner } from '../quantities/index.js';
import type { FrameRule, LexemeRule, OwnWord } from '../rules/model.js';
import type { Sentence } from '../sentences/model.js';
import { type Discourse, governing, SentenceAnalysis } from './analyse.js';
import { compileFrames } from './frames.js';
import { compileLexicon } from './lexicon.js';
import type { Observation } from './model.js';
import { segmenterFor } from './segmenter.js';
import { createTokenizer, type Token } from './tokens.js';

export type { Observation } from './model.js';

export interface ArticleFacts {
  title: string | null;
  published: string | null;
  placeHints: string[];
}

/** What became of one sentence, for `rules explain` and `rules coverage`. */
export interface SentenceTrace {
  sentence: Sentence;
  times: readonly TimeMention[];
  places: readonly PlaceMention[];
  /** Those that are no observation among them. */
  quantities: readonly Quantity[];
  /** Empty where no quantity is left: then the words are not looked at. */
  tokens: readonly Token[];
  observations: readonly Observation[];
}

export interface Observer {
  /**
   * @param trace is told of every sentence
   * @returns observations in text order
   */
  observe(
    facts: ArticleFacts,
    sentences: readonly Sentence[],
    trace?: (sentence: SentenceTrace) => void,
  ): Observation[];
}

export interface ObserverParts {
  quantities: QuantityScanner;
  times: TimeScanner;
  places: PlaceScanner;
  lexemes: LexemeRule[];
  frames: FrameRule[];
  /** Words that the segmenter's built dictionary may lack. */
  ownWords: readonly OwnWord[];
}

export function createObserver(parts: ObserverParts): Observer {
  const tokenize = createTokenizer(compileLexicon(parts.lexemes));
  const frames = compileFrames(parts.frames);
  return {
    observe(facts, sentences, trace) {
      const mentions: PlaceMention[][] = sentences.map((s) => parts.places.scan(s.text));
      const own: OwnPlace = parts.places.ownPlace(facts.placeHints, mentions);
      const state: Discourse = {
        published: facts.published?.slice(0, 10) ?? null,
        own,
        period: null,
        year: undefined,
        area: null,
        last: [],
        basis: null,
        status: 'actual',
      };
      if (facts.title !== null)
        for (const t of parts.times.scan(facts.title, { published: state.published }))
          if (governing(t) && t.kind === 'period') state.period = t.period;
      const all: Observation[] = [];
      // A year in the title (2023年…公报) holds for the whole article; one said in a paragraph does not date the bare
      // months of the next.
      const titleYear = /(\d{4})年/.exec(facts.title ?? '')?.[1];
      let block = -1;
      const segmenter = segmenterFor(
        sentences.map(({ text }) => text),
        parts.ownWords,
      );
      sentences.forEach((sentence, i) => {
        if (sentence.block !== block) state.year = titleYear === undefined ? undefined : Number(titleYear);
        // What one paragraph tells of a town, the next may tell of the country again.
        if (
          sentence.block !== block &&
          state.area !== null &&
          /^\d/.test(state.area.code ?? '') &&
          own.home?.level === 'country'
        )
          state.area = null;
        block = sentence.block;
        const places = mentions[i] ?? [];
        const times = parts.times.scan(sentence.text, {
          published: state.published,
          year: state.year,
          period: state.period,
        });
        const scanned = parts.quantities.scan(sentence.text, times);
        const quantities = scanned.filter((q) => q.excludedBy === null);
        let period: string | null | undefined;
        let tokens: Token[] = [];
        let found: Observation[] = [];
        if (quantities.length > 0) {
          tokens = tokenize(sentence.text, quantities, times, places, segmenter);
          const analysis = new SentenceAnalysis(sentence, tokens, frames, parts.places, state, all.length, all);
          found = analysis.run();
          all.push(...found);
          if (found.length > 0) {
            state.last = found;
            state.basis = analysis.lastBasis;
            state.status = analysis.lastStatus;
            period = analysis.lastPeriod;
          }
        }
        trace?.({ sentence, times, places, quantities: scanned, tokens, observations: found });
        carry(state, sentence.text, times, places, parts.places, period);
      });
      return all;
    },
  };
}

/** What the sentence leaves to the next: the last time that governs, and the last place. */
function carry(
  state: Discourse,
  text: string,
  times: readonly TimeMention[],
  places: readonly PlaceMention[],
  scanner: PlaceScanner,
  period: string | null | undefined,
): void {
  const part = text.indexOf('其中');
  let found = false;
  for (const t of times) {
    if (!governing(t)) continue;
    // 由去年的…: where something comes from; 其中，11月份…: a part's own time. Neither goes on.
    const before = text.charAt(t.start - 1);
    if ((before === '由' || before === '从') && !/以来|起|开始|至|到/.test(t.text)) continue;
    if (found && part >= 0 && t.start > part) continue;
    if (t.kind === 'vague') {
      if (t.start === 0 || /[，。、；\s]/.test(before)) state.period = null;
    } else if (t.period !== null) {
      state.period = t.period;
      found = true;
      if (t.statesYear && /\d{4}/.test(t.text)) state.year = Number(t.period.slice(0, 4));
    }
  }
  // The sentence's own analysis knows better which of its times only belong to a noun.
  if (period !== undefined) state.period = period;
  for (const p of places) {
    // 高于全国, 占全省: a base of comparison.
    if (/(高于|低于|占|占到|比|较|优于|快于|慢于|好于)$/.test(text.slice(Math.max(0, p.start - 2), p.start))) continue;
    if (p.list > 0) {
      state.area = null;
      continue;
    }
    state.area = scanner.resolve(p, state.own, state.area);
  }
}
