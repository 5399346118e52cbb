// Stage: sentences with quantities → observations. The one way in.
import type { OwnPlace, PlaceMention, PlaceScanner } from '../areas/index.js';
import type { FoundTime, TimeMention, TimeScanner } from '../periods/index.js';
import type { Quantity, QuantityScanner } from '../quantities/index.js';
import type { FrameRule, LexemeRule, OwnWord } from '../rules/model.js';
import type { Sentence } from '../sentences/model.js';
import { carry, enterItem, enterParagraph, glossed, leaveItems, openDiscourse, yearOfTitle } from './discourse.js';
import { compileFrames, createFrameChooser } from './frames.js';
import { compileLexicon } from './lexicon.js';
import type { Observation } from './model.js';
import { openReading, type Reading } from './reading.js';
import { segmenterFor } from './segmenter.js';
import { readSentence, remainsOf } from './sentence.js';
import { createTokenizer, cutAll, type Layout, layOut, type Token } from './tokens.js';

export type { Observation } from './model.js';
export { guardAddon } from './segmenter.js';

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
   * @param most when more observations than these are found, no more sentences are read
   * @returns observations in text order
   */
  observe(
    facts: ArticleFacts,
    sentences: readonly Sentence[],
    trace?: (sentence: SentenceTrace) => void,
    most?: number,
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

/** What is found in a sentence whatever is said before it. */
interface Sketch {
  times: readonly FoundTime[];
  /** All its places. */
  named: readonly PlaceMention[];
  /** Those outside of times. */
  places: readonly PlaceMention[];
  /** Those of them that are words, where words are looked at. */
  words: readonly PlaceMention[];
  /** All its quantities. */
  scanned: readonly Quantity[];
  /** Those that count as observations. */
  quantities: readonly Quantity[];
  /** Null where there are none: then the words are not looked at. */
  layout: Layout | null;
}

/** So many sentences are sketched, then cut into words together, then read: each step finds its own tables in the cache. */
const STRETCH = 400;

export function createObserver(parts: ObserverParts): Observer {
  const lexicon = compileLexicon(parts.lexemes);
  const tokenize = createTokenizer(lexicon);
  const frames = createFrameChooser(compileFrames(parts.frames));
  const sketch = ({ text }: Sentence, named: readonly PlaceMention[]): Sketch => {
    const times = parts.times.find(text);
    // 自7日本轮…: no place begins in a time.
    const places =
      times.length === 0 ? named : named.filter((p) => !times.some((t) => p.start < t.end && t.start < p.end));
    const scanned = parts.quantities.scan(text, times);
    const quantities = scanned.length === 0 ? scanned : scanned.filter((q) => q.excludedBy === null);
    if (quantities.length === 0) return { named, times, places, words: places, scanned, quantities, layout: null };
    const words = places.filter((p) => !p.silent);
    return { named, times, places, words, scanned, quantities, layout: layOut(text, quantities, times, words) };
  };
  return {
    observe(facts, sentences, trace, most = Number.POSITIVE_INFINITY) {
      const texts = sentences.map((s) => s.text);
      const mentions: PlaceMention[][] = parts.places.scanArticle(texts);
      const own: OwnPlace = parts.places.ownPlace(facts.placeHints, mentions);
      const published = facts.published?.slice(0, 10) ?? null;
      const state = openDiscourse(facts.title, published, own, parts.times);
      const titleYear = yearOfTitle(facts.title);
      const all: Observation[] = [];
      let block = -1;
      const segmenter = segmenterFor(texts, parts.ownWords);
      // Only in what has no narrower place of its own does a paragraph end the place before.
      const lastBlock = own.home?.level === 'country' ? lastBlocks(sentences, mentions) : null;
      const provinces = new Set(mentions.flat().flatMap(({ place }) => place?.code?.match(/^\d\d/)?.[0] ?? []));
      const onePlace = provinces.size === 1;
      for (let from = 0; from < sentences.length && all.length <= most; from += STRETCH) {
        const stretch = sentences.slice(from, from + STRETCH);
        const sketches = stretch.map((sentence, i) => sketch(sentence, mentions[from + i] ?? []));
        const row = cutAll(
          sketches.flatMap(({ layout }) => layout ?? []),
          segmenter,
        );
        for (const [i, sentence] of stretch.entries()) {
          if (all.length > most) break;
          const { named, times: found, places, words, scanned, quantities, layout } = sketches[i] as Sketch;
          const opening = sentence.block !== block;
          if (opening) {
            const comesBack = (lastBlock?.get(state.area?.name ?? '') ?? -1) >= sentence.block;
            enterParagraph(state, sentence, titleYear, comesBack, onePlace);
          }
          block = sentence.block;
          const isItem = enterItem(state, sentence.text, named, opening);
          const { year, period, wider, told, day } = state;
          const context = { published, year, period, wider, told, day };
          const times = glossed(state, parts.times.read(sentence.text, found, context));
          let tokens: Token[] = [];
          let reading: Reading | null = null;
          if (layout !== null) {
            tokens = tokenize(sentence.text, layout, quantities, times, words, row, segmenter);
            reading = openReading(sentence, tokens, places, frames, lexicon, parts.places, state, all);
            readSentence(reading);
            all.push(...reading.out);
          }
          trace?.({ sentence, times, places, quantities: scanned, tokens, observations: reading?.out ?? [] });
          carry(state, sentence, times, places, parts.places, reading === null ? null : remainsOf(reading), opening);
          // One that tells of no time, place or number is about nothing else, and leaves all as it was.
          if (opening && !isItem && times.length + named.length + scanned.length > 0) leaveItems(state);
        }
      }
      return all;
    },
  };
}

/** The last paragraph in which each place is named. */
function lastBlocks(sentences: readonly Sentence[], mentions: readonly PlaceMention[][]): Map<string, number> {
  const last = new Map<string, number>();
  mentions.forEach((found, i) => {
    for (const { place } of found) if (place !== null) last.set(place.name, sentences[i]?.block ?? -1);
  });
  return last;
}
