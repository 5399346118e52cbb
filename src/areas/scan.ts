// One pass over a text that finds the places it names.
import { divisionPlace, isInside } from './gazetteer.js';
import { countiesInside, type Entry, entriesAt, firstFlag, type Lexicon, mayBegin, type Suffixes } from './lexicon.js';
import type { Place, PlaceMention } from './model.js';
import { wordAt } from './words.js';

/** A place in a chain: 江西 and 吉安 in 江西吉安. */
interface Link {
  end: number;
  place: Place | null;
  /** The division's index; -1 for other places. */
  division: number;
  short: boolean;
}

/** What is read at one position: a mention or nothing, and where to go on. */
interface Reading {
  end: number;
  mention: PlaceMention | null;
}

const suffixAt = (table: Suffixes, text: string, at: number): string =>
  wordAt(table.unless, text, at) === '' ? wordAt(table.words, text, at) : '';

/** Whether the last character of the full name before `end` begins another word: 南昌市场. */
const breaksWord = (lexicon: Lexicon, text: string, end: number): boolean =>
  wordAt(lexicon.boundary, text, end - 1) !== '';

/** Whether a name of an organisation goes on after the place: 江西赣江化工有限公司. */
const goesOnToHead = (lexicon: Lexicon, text: string, from: number): boolean => {
  for (const { words, unless, stops, reach } of lexicon.heads) {
    for (let at = from; at < from + reach && at < text.length; at++) {
      if (wordAt(words, text, at) !== '' && wordAt(unless, text, at) === '') return true;
      if (stops.has(text.charCodeAt(at))) break;
    }
  }
  return false;
};

/** The nearest link below `outer` that begins at `at`: a city or county, by full or short name. */
const innerLink = (lexicon: Lexicon, text: string, at: number, outer: number): Link | null => {
  const { gazetteer } = lexicon;
  const bucket = entriesAt(lexicon, text, at);
  const counties = countiesInside(lexicon, outer);
  let best: { index: number; end: number; short: boolean } | null = null;
  for (const entry of bucket) {
    if (best && entry.text.length <= best.end - at) break;
    if (!text.startsWith(entry.text, at)) continue;
    if (entry.kind === 'mask') return null;
    if (entry.kind !== 'division') continue;
    const end = at + entry.text.length;
    if (!entry.short && breaksWord(lexicon, text, end)) continue;
    const index = entry.divisions.find((one) => isInside(gazetteer, one, outer));
    if (index !== undefined) best = { index, end, short: entry.short };
  }
  // Short names of counties have two to seven characters; the longest goes first.
  const longest = counties.firsts.has(text.charCodeAt(at)) ? Math.min(7, text.length - at) : 0;
  for (let length = longest; length > 1; length--) {
    if (best && length <= best.end - at) break;
    const index = counties.names.get(text.slice(at, at + length));
    if (index === undefined || index < 0) continue;
    best = { index, end: at + length, short: true };
  }
  if (!best) return null;
  return { end: best.end, place: divisionPlace(gazetteer, best.index, true), division: best.index, short: best.short };
};

/** A foreign place by its form: name syllables and a tail (加利福尼亚州). `least` syllables are needed. */
const foreignAt = (lexicon: Lexicon, text: string, at: number, least: number, parents: string[]): Link | null => {
  const { tails, reach } = lexicon.foreign;
  let end = at;
  while (end - at < reach && firstFlag(lexicon, text, end) & 2) end++;
  if (end - at < least) return null;
  const tail = wordAt(tails, text, end);
  if (tail === '' || breaksWord(lexicon, text, end + 1)) return null;
  const name = text.slice(at, end) + tail;
  return { end: end + tail.length, place: { name, code: null, level: 'place', parents }, division: -1, short: false };
};

/** Links after the first, for places in China and abroad. */
const followChain = (lexicon: Lexicon, text: string, links: Link[]): void => {
  for (let last = links.at(-1); last; last = links.at(-1)) {
    let next: Link | null = null;
    if (last.division >= 0) next = innerLink(lexicon, text, last.end, last.division);
    else if (
      last.place &&
      (last.place.level === 'country' || last.place.level === 'place') &&
      last.place !== lexicon.china
    ) {
      // 美国加利福尼亚州南部洛杉矶地区: a part may stand between.
      const from = last.end + wordAt(lexicon.parts, text, last.end).length;
      const inside = [last.place.name, ...last.place.parents];
      next = foreignAt(lexicon, text, from, 2, inside);
      for (const entry of next ? [] : entriesAt(lexicon, text, from)) {
        const place = entry.place;
        if (entry.kind !== 'place' || place?.level !== 'place' || !text.startsWith(entry.text, from)) continue;
        if (!inside.some((name) => place.parents.includes(name))) continue;
        next = { end: from + entry.text.length, place, division: -1, short: true };
        break;
      }
    }
    if (!next) return;
    links.push(next);
  }
};

const firstLink = (lexicon: Lexicon, entry: Entry, end: number): Link => {
  const { gazetteer } = lexicon;
  const index = entry.divisions[0];
  if (index === undefined) return { end, place: entry.place, division: -1, short: entry.short };
  const same = entry.divisions.filter((one) => gazetteer.depths[one] === gazetteer.depths[index]);
  if (same.length === 1) {
    return { end, place: divisionPlace(gazetteer, index, false), division: index, short: entry.short };
  }
  // 朝阳区: which of several only the article tells; resolve() asks it.
  return {
    end,
    place: { name: entry.text, code: null, level: 'county', parents: [] },
    division: -1,
    short: entry.short,
  };
};

/** A division or a region of China; 世界 and 东盟 are not. */
const isChinese = ({ level, parents }: Place): boolean =>
  level === 'province' || level === 'city' || level === 'county' || (level === 'region' && parents.includes('中国'));

/** `inNames`: read places inside names of organisations too (南昌 in 南昌日报), as source credits need. */
const readEntry = (lexicon: Lexicon, text: string, start: number, entry: Entry, inNames: boolean): Reading => {
  const end = start + entry.text.length;
  const mention = (to: number, place: Place | null, own: PlaceMention['own']): PlaceMention => ({
    start,
    end: to,
    text: text.slice(start, to),
    place,
    own,
    list: 0,
    against: false,
  });
  if (entry.kind === 'mask') return { end, mention: null };
  if (entry.place === lexicon.china && (entry.own === null || entry.binds === 'own')) {
    // 我国东北地区, 中国香港: the inner place is meant.
    const inner = inNames ? null : readAt(lexicon, text, end, false, true);
    if (inner?.mention?.place && isChinese(inner.mention.place)) {
      return { end: inner.end, mention: mention(inner.mention.end, inner.mention.place, null) };
    }
  }
  if (entry.kind === 'own') return { end, mention: mention(end, entry.place, entry.own) };

  const links = [firstLink(lexicon, entry, end)];
  followChain(lexicon, text, links);
  let last = links.at(-1);
  let resume = last?.end ?? end;
  if (last && !inNames) {
    const from = last.end;
    const whole = last.short ? suffixAt(lexicon.nameSuffixes, text, from) : '';
    if (whole !== '') return { end: from + whole.length, mention: null };
    const feature = last.short ? suffixAt(lexicon.linkSuffixes, text, from) : '';
    if (feature !== '') {
      links.pop();
      last = links.at(-1);
      resume = from + feature.length;
    } else if (goesOnToHead(lexicon, text, from)) return { end: from, mention: null };
  }
  if (!last) return { end: resume, mention: null };
  let to = last.end;
  if (resume === to) {
    for (let part = wordAt(lexicon.parts, text, to); part !== ''; part = wordAt(lexicon.parts, text, to))
      to += part.length;
    resume = to;
  }
  return { end: resume, mention: mention(to, last.place, null) };
};

/** `nested`: right after 中国, where another 中国 is not read (so that the reading goes one level deep). */
const readAt = (lexicon: Lexicon, text: string, at: number, inNames: boolean, nested: boolean): Reading | null => {
  for (const entry of entriesAt(lexicon, text, at)) {
    if ((entry.guarded && !inNames) || !text.startsWith(entry.text, at)) continue;
    if (nested && entry.place === lexicon.china) return null;
    if (entry.kind === 'division' && !entry.short && breaksWord(lexicon, text, at + entry.text.length)) continue;
    return readEntry(lexicon, text, at, entry, inNames);
  }
  return null;
};

/** Syllables that show a foreign name without its country. */
const LEAST_SYLLABLES = 3;

/** A foreign place known by its form alone: 曼德勒地区, 马里兰州 (where 马里 is no country). */
const readForeign = (lexicon: Lexicon, text: string, start: number): Reading | null => {
  const links: Link[] = [];
  const link = foreignAt(lexicon, text, start, LEAST_SYLLABLES, []);
  if (!link || suffixAt(lexicon.nameSuffixes, text, link.end) !== '') return null;
  links.push(link);
  followChain(lexicon, text, links);
  const { end, place } = links.at(-1) ?? link;
  return { end, mention: { start, end, text: text.slice(start, end), place, own: null, list: 0, against: false } };
};

/** A county's name less its last character, where that leaves a name: 邵东 of 邵东市. */
const shortName = ({ level, name }: Place): string =>
  level === 'county' && name.length >= 3 && name.length <= 4 && /[市县]$/.test(name) ? name.slice(0, -1) : '';

/** Names by which an article may go on to call the counties that it named in full, or after their province. */
export type Aliases = ReadonlyMap<string, Place>;

export const aliasesOf = (mentions: readonly PlaceMention[][]): Aliases => {
  const aliases = new Map<string, Place>();
  for (const ofSentence of mentions)
    for (const { place } of ofSentence) {
      const alias = place === null ? '' : shortName(place);
      if (place !== null && alias !== '') aliases.set(alias, place);
    }
  return aliases;
};

const readAlias = (lexicon: Lexicon, text: string, start: number, aliases: Aliases): Reading | null => {
  const length = 2 + (aliases.has(text.slice(start, start + 3)) ? 1 : 0);
  const place = aliases.get(text.slice(start, start + length));
  const end = start + length;
  if (place === undefined || suffixAt(lexicon.nameSuffixes, text, end) !== '' || goesOnToHead(lexicon, text, end))
    return null;
  return { end, mention: { start, end, text: text.slice(start, end), place, own: null, list: 0, against: false } };
};

/** 广西与东盟的贸易额, 中国和哈萨克斯坦: what stands on the other side of a border, and no list. */
const isRelation = (lexicon: Lexicon, joint: string, before: PlaceMention, mention: PlaceMention): boolean => {
  const inside = ({ place }: PlaceMention): boolean => place !== null && (place === lexicon.china || isChinese(place));
  const outside = ({ place }: PlaceMention): boolean => place !== null && place !== lexicon.china && !isChinese(place);
  return /^[与和同跟]$/.test(joint) && inside(before) && outside(mention);
};

/** Gives the members of each list the list's number. */
const numberLists = (lexicon: Lexicon, text: string, mentions: PlaceMention[]): void => {
  let lists = 0;
  let before: PlaceMention | null = null;
  for (const mention of mentions) {
    const gap = before ? mention.start - before.end : 0;
    const joint = before && gap > 0 && gap < 4 ? text.slice(before.end, mention.start) : '';
    if (before && before.list === 0 && isRelation(lexicon, joint, before, mention)) {
      mention.against = true;
      continue;
    }
    if (before && joint !== '' && lexicon.joints.has(joint)) {
      if (before.list === 0) before.list = ++lists;
      mention.list = before.list;
    }
    before = mention;
    if (mention.list > 0 || mention.own !== null) continue;
    const goesOn =
      lexicon.etc.some((word) => text.startsWith(word, mention.end)) &&
      !lexicon.etcUnless.some((word) => text.startsWith(word, mention.end));
    if (goesOn || lexicon.listOpen.some((word) => text.startsWith(word, mention.start - word.length)))
      mention.list = ++lists;
  }
};

/** Marks what is only compared with; 对欧盟、美国: the word before a list is before each of its members. */
const markAgainst = (lexicon: Lexicon, text: string, mentions: PlaceMention[]): void => {
  let before: PlaceMention | null = null;
  for (const mention of mentions) {
    const goesOn = before !== null && mention.list > 0 && before.list === mention.list && before.against;
    mention.against ||=
      goesOn ||
      lexicon.against.some(
        (rule) =>
          (rule.of.size === 0 || rule.of.has(mention.text)) &&
          (rule.before.some((word) => text.startsWith(word, mention.start - word.length)) ||
            rule.after.some((word) => text.startsWith(word, mention.end))),
      );
    before = mention;
  }
};

/**
 * In: the tables and a text (plain, a sentence or more). Out: the places that it names, in text order, not overlapping.
 * Time is linear in the text: every position is looked at once, each time with words of bounded length.
 */
export const scanPlaces = (
  lexicon: Lexicon,
  text: string,
  inNames: boolean,
  aliases: Aliases | null = null,
): PlaceMention[] => {
  const mentions: PlaceMention[] = [];
  /** End of the last run of foreign syllables, so that each is read once. */
  let run = 0;
  for (let at = 0; at < text.length; ) {
    const flag = firstFlag(lexicon, text, at);
    if (flag === 0) {
      at++;
      continue;
    }
    let reading: Reading | null =
      flag & 1 && mayBegin(lexicon, text, at) ? readAt(lexicon, text, at, inNames, false) : null;
    if (flag & 2 && at >= run) {
      run = at;
      while (firstFlag(lexicon, text, run) & 2) run++;
      const foreign = run - at < LEAST_SYLLABLES ? null : readForeign(lexicon, text, at);
      if (foreign && foreign.end > (reading?.end ?? at)) reading = foreign;
    }
    if (aliases !== null && reading === null) reading = readAlias(lexicon, text, at, aliases);
    if (reading?.mention) mentions.push(reading.mention);
    at = reading?.end ?? at + 1;
    // What follows a reading begins a new run.
    if (reading) run = at;
  }
  numberLists(lexicon, text, mentions);
  markAgainst(lexicon, text, mentions);
  return mentions;
};
