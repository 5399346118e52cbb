// The place scanner: where a text names places, and which place an article is about.
import { buildLexicon } from './lexicon.js';
import type { AreaRule, AreaTables, OwnPlace, Place, PlaceMention } from './model.js';
import { findOwnPlace, resolveMention } from './own.js';
import { aliasesOf, scanPlaces } from './scan.js';

export type { AreaRule, AreaTables, OwnPlace, Place, PlaceMention } from './model.js';

export interface PlaceScanner {
  /** Places in a text (a sentence or more), in text order, not overlapping; offsets in UTF-16. Linear time. */
  scan(text: string): PlaceMention[];
  /** The same for the sentences of an article: a county that one names in full (湖南邵东) the others may call 邵东. */
  scanArticle(texts: readonly string[]): PlaceMention[][];
  /**
   * The article's own place. In: title, category, tags, source credit and dateline (best first); the mentions of the
   * text, a list for each sentence.
   */
  ownPlace(hints: readonly string[], counts: PlaceMention[][]): OwnPlace;
  /**
   * What a mention means: 全市 is the city of `near` (the nearest place named before it in the sentence or paragraph),
   * else the article's own. Null where nothing tells.
   */
  resolve(mention: PlaceMention, own: OwnPlace, near?: Place | null): Place | null;
}

const FULL = '地区';

/** An article that says 长三角地区 means it by 长三角. */
function inFull(mentions: PlaceMention[][]): PlaceMention[][] {
  const full = new Map<string, Place>();
  for (const { place } of mentions.flat())
    if (place?.level === 'region' && place.name.endsWith(FULL)) full.set(place.name.slice(0, -FULL.length), place);
  if (full.size === 0) return mentions;
  const named = (mention: PlaceMention): PlaceMention => {
    const place = full.get(mention.place?.name ?? '');
    return place === undefined ? mention : { ...mention, place };
  };
  return mentions.map((ofSentence) => ofSentence.map(named));
}

/** In: dist/data/areas.json and the rules of rules/areas.yaml, checked. Out: the scanner; it keeps no state of a text. */
export const createPlaceScanner = (areas: AreaTables, rules: readonly AreaRule[]): PlaceScanner => {
  const lexicon = buildLexicon(areas, rules);
  return {
    scan: (text) => scanPlaces(lexicon, text, false),
    scanArticle(texts) {
      const mentions = texts.map((text) => scanPlaces(lexicon, text, false));
      const aliases = aliasesOf(lexicon, texts, mentions);
      if (aliases.size === 0) return inFull(mentions);
      const names = [...aliases.values()].flat().map(({ text }) => text);
      return inFull(
        mentions.map((found, i) => {
          const text = texts[i] ?? '';
          return names.some((name) => text.includes(name)) ? scanPlaces(lexicon, text, false, aliases) : found;
        }),
      );
    },
    ownPlace: (hints, counts) => findOwnPlace(lexicon, hints, counts),
    resolve: (mention, own, near = null) => resolveMention(lexicon, mention, own, near),
  };
};
