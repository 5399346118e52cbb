// Which place an article is about, and what 全市, 我省 and 当地 mean in it.
import { divisionPlace, nameOf, parentOf } from './gazetteer.js';
import { divisionNamed, findEntry, type Lexicon } from './lexicon.js';
import type { OwnPlace, Place, PlaceMention } from './model.js';
import { scanPlaces } from './scan.js';

/** The place itself or what it lies in, at the level that an own word asks for. `word` tells 全市 from 全区. */
const atLevel = (
  lexicon: Lexicon,
  place: Place | null,
  level: 'province' | 'city' | 'county',
  word: string,
): Place | null => {
  if (!place) return null;
  if (level === 'county') {
    // 全区 is a district or an autonomous region.
    if (place.level === 'county') return place;
    return word.endsWith('区') && place.name.endsWith('自治区') ? place : null;
  }
  if (place.level === level) return place;
  if (level === 'city') {
    // 全市 of 义乌市 is 义乌市; 北京市 is a city too.
    if (place.level === 'county' && place.name.endsWith('市')) return place;
    if (place.level === 'province' && place.name.endsWith('市')) return place;
  }
  for (const name of place.parents) {
    const above = divisionNamed(lexicon, name, level === 'province' ? 0 : 1);
    if (above) return above;
    if (level === 'city' && name.endsWith('市')) return divisionNamed(lexicon, name, 0);
  }
  return null;
};

const ownOf = (lexicon: Lexicon, home: Place | null, cities: readonly string[], from: OwnPlace['from']): OwnPlace => ({
  home,
  country: lexicon.china,
  province: atLevel(lexicon, home, 'province', ''),
  city: atLevel(lexicon, home, 'city', ''),
  county: atLevel(lexicon, home, 'county', ''),
  cities,
  from: home ? from : null,
});

const single = (mentions: PlaceMention[]): Place | null => {
  const named = mentions.filter((one) => one.place !== null && !one.silent && one.place.level !== 'world');
  const first = named[0];
  if (!first?.place || named.some((one) => one.list > 0 || one.place?.name !== first.place?.name)) return null;
  return first.place;
};

/** The cities that the article names, 北京 among them. */
const citiesOf = (counts: PlaceMention[][]): string[] => {
  const cities = new Set<string>();
  for (const mentions of counts)
    for (const { place } of mentions) {
      if (place?.level === 'city' || (place?.level === 'province' && place.name.endsWith('市'))) cities.add(place.name);
    }
  return [...cities];
};

/** How often each place is named outside lists; a sentence's first counts twice, because it governs. */
const tally = (counts: PlaceMention[][]): Map<string, { place: Place; weight: number; times: number }> => {
  const found = new Map<string, { place: Place; weight: number; times: number }>();
  for (const mentions of counts) {
    let weight = 2;
    for (const { place, list, silent } of mentions) {
      if (!place || silent || list > 0 || place.level === 'world') continue;
      const entry = found.get(place.name);
      if (entry === undefined) found.set(place.name, { place, weight, times: 1 });
      else {
        entry.weight += weight;
        entry.times += 1;
      }
      weight = 1;
    }
  }
  return found;
};

/**
 * The article's own place.
 * In: words that may tell it (title, category, tags, source credit, dateline; best first) and the places of the text,
 * a list for each sentence. A local paper or a dateline outside Beijing decides; then a place that a hint names alone;
 * then the text: in national news China where 我国, 全国 or 中国 stands or nothing foreign is named, else the place that
 * most sentences are about.
 */
export const findOwnPlace = (lexicon: Lexicon, hints: readonly string[], counts: PlaceMention[][]): OwnPlace => {
  const cities = citiesOf(counts);
  let national = false;
  let named: Place | null = null;
  for (const hint of hints) {
    const isNational = lexicon.national.some((word) => hint.includes(word));
    national ||= isNational;
    const inside = scanPlaces(lexicon, hint, true);
    const isLocal = inside.some(({ end }) => lexicon.local.some((word) => hint.startsWith(word, end)));
    const place = single(isLocal || isNational ? inside : scanPlaces(lexicon, hint, false));
    if (!place || (isNational && place.name === '北京市')) continue;
    if (isLocal && place !== lexicon.china) return ownOf(lexicon, place, cities, 'hints');
    named ??= place;
  }
  if (named) return ownOf(lexicon, named, cities, 'hints');

  const found = [...tally(counts).values()];
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  const top = found.reduce<(typeof found)[number] | null>(
    (best, one) => (best && best.weight >= one.weight ? best : one),
    null,
  );
  const saysChina = counts.some((mentions) =>
    mentions.some(({ place, list, silent }) => place === lexicon.china && list === 0 && !silent),
  );
  if (national) {
    if (saysChina) return ownOf(lexicon, lexicon.china, cities, 'hints');
    if (top && top.times > 1 && top.weight * 2 > total) return ownOf(lexicon, top.place, cities, 'text');
    const abroad = counts.some((mentions) =>
      mentions.some(({ place }) => place?.level === 'country' && place.code !== 'CN'),
    );
    return ownOf(lexicon, abroad ? null : lexicon.china, cities, 'hints');
  }
  return ownOf(lexicon, top && top.weight * 2 > total ? top.place : null, cities, 'text');
};

/**
 * What a mention means in an article.
 * In: the mention, the article's own place, and the nearest place named before it in the sentence or paragraph (null for
 * none). Out: the place, or null where nothing tells (全市 in an article of no known city).
 */
export const resolveMention = (
  lexicon: Lexicon,
  mention: PlaceMention,
  own: OwnPlace,
  near: Place | null,
): Place | null => {
  const { place } = mention;
  if (mention.own === 'country') return place ?? own.country;
  if (mention.own === 'here' || mention.own === 'local') return near ?? own.home;
  if (mention.own !== null) {
    const word = mention.text;
    const ofNear = atLevel(lexicon, near, mention.own, word);
    const ofOwn = atLevel(lexicon, own.home, mention.own, word) ?? own[mention.own];
    return findEntry(lexicon, word, 'own')?.binds === 'own' ? (ofOwn ?? ofNear) : (ofNear ?? ofOwn);
  }
  if (place?.level !== 'county' || !place.name.endsWith('区')) return place;
  // 朝阳区: the one in the city that the article is about; else in one that it names.
  const { gazetteer } = lexicon;
  const outers = [near, own.county, own.city, own.province].map((outer) => outer?.name);
  for (const outer of [...outers, ...own.cities]) {
    if (outer === undefined) continue;
    for (const index of findEntry(lexicon, place.name, 'division')?.divisions ?? []) {
      for (let up = parentOf(gazetteer, index); up >= 0; up = parentOf(gazetteer, up)) {
        if (nameOf(gazetteer, up) === outer) return divisionPlace(gazetteer, index, true);
      }
    }
  }
  return place;
};
