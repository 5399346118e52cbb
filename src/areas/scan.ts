// One pass over a text that finds the places it names.
import { divisionPlace, isInside } from './gazetteer.js';
import {
  type Against,
  countiesInside,
  type Entry,
  entriesAt,
  firstFlag,
  type Lexicon,
  mayBegin,
  nextBeginning,
  type Suffixes,
} from './lexicon.js';
import type { Place, PlaceMention } from './model.js';
import { endsWord, wordAt } from './words.js';

/** A place in a chain: 江西 and 吉安 in 江西吉安. */
interface Link {
  end: number;
  place: Place | null;
  /** The division's index; -1 for other places. */
  division: number;
  short: boolean;
  /** The name of a village or town without what it lies in; else ''. */
  local?: string;
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

const isHan = (code: number): boolean => code >= 0x4e00 && code < 0xa000;

/** A village or town by its form, beginning at `at`: 团结村. */
const localAt = (lexicon: Lexicon, text: string, at: number, least: number): { end: number; name: string } | null => {
  for (const { tails, ends, breaks, never, unless, reach } of lexicon.localNames) {
    for (let end = at; end <= at + reach; end++) {
      const code = text.charCodeAt(end);
      if (end >= at + least && ends.has(code)) {
        const tail = wordAt(tails, text, end);
        if (tail !== '') {
          const stem = text.slice(at, end);
          // 山村, but 鸡鸣山社区.
          if (
            wordAt(unless, text, end) !== '' ||
            never.some((word) => (word.length > 1 ? stem.endsWith(word) : stem === word))
          )
            return null;
          return { end: end + tail.length, name: stem + tail };
        }
      }
      if (!isHan(code) || breaks.has(code)) break;
    }
  }
  return null;
};

/**
 * A village in a division, named as articles name it: with the city or district before it (眉山市团结村), but without a
 * county. `joined`: nothing stands between the two.
 */
const localPlace = (lexicon: Lexicon, division: number, name: string, joined: boolean): Place => {
  const { gazetteer } = lexicon;
  const outer = divisionPlace(gazetteer, division, true);
  const own = gazetteer.depths[division] ?? 2;
  const stands =
    joined && (own === 0 ? outer.name.endsWith('市') : own === 1 ? outer.name !== '' : outer.name.endsWith('区'));
  return {
    name: stands ? outer.name + name : name,
    code: null,
    level: 'local',
    parents: [outer.name, ...outer.parents],
  };
};

/** Villages and towns after the last link: 静安区江宁路街道, 眉山团结村, 庆阳肖金镇纸坊村, 义乌的鸡鸣山社区. */
const followLocal = (lexicon: Lexicon, text: string, links: Link[]): void => {
  const last = links.at(-1);
  if (last === undefined || last.division < 0) return;
  const push = (local: { end: number; name: string }, joined: boolean): void => {
    const place = localPlace(lexicon, last.division, local.name, joined);
    links.push({ end: local.end, place, division: -1, short: false, local: local.name });
  };
  const apart = text.charAt(last.end) === '的' ? 1 : 0;
  const first = localAt(lexicon, text, last.end + apart, 1 + apart);
  if (first === null) return;
  push(first, apart === 0);
  const second = localAt(lexicon, text, first.end, 1);
  if (second === null) return;
  // 金山街道红星社区3组: an address; the article is about the district.
  if (last.place?.name.endsWith('区') === true && apart === 0)
    links.push({ ...last, end: second.end, local: second.name });
  else push(second, apart === 0);
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
  level === 'province' ||
  level === 'city' ||
  level === 'county' ||
  ((level === 'region' || level === 'part') && parents.includes('中国'));

const mentionOf = (text: string, start: number, end: number, place: Place | null): PlaceMention => {
  const said = text.slice(start, end);
  return {
    start,
    end,
    text: said,
    place,
    own: null,
    list: 0,
    against: false,
    silent: false,
    local: '',
    written: said,
    common: null,
  };
};

/** The last place of a chain, which ends at `to` with its parts. */
const ofChain = (text: string, start: number, to: number, links: readonly Link[]): PlaceMention => {
  const last = links[links.length - 1] as Link;
  const mention = mentionOf(text, start, to, last.place);
  if (last.local !== undefined) mention.local = last.local;
  if (links.length > 1) {
    mention.written = text.slice(links[links.length - 2]?.end, last.end);
    mention.common = links[0]?.place ?? null;
  } else if (last.end < to) mention.written = text.slice(start, last.end);
  return mention;
};

/** `inNames`: read places inside names of organisations too (南昌 in 南昌日报), as source credits need. */
const readEntry = (lexicon: Lexicon, text: string, start: number, entry: Entry, inNames: boolean): Reading => {
  const end = start + entry.text.length;
  if (entry.kind === 'mask') return { end, mention: null };
  if (entry.place === lexicon.china && (entry.own === null || entry.binds === 'own')) {
    // 我国东北地区, 中国香港: the inner place is meant.
    const inner = inNames ? null : readAt(lexicon, text, end, false, true);
    if (inner?.mention?.place && isChinese(inner.mention.place)) {
      const mention = mentionOf(text, start, inner.mention.end, inner.mention.place);
      mention.silent = entry.kind === 'agent';
      return { end: inner.end, mention };
    }
  }
  if (entry.kind === 'own' || entry.kind === 'agent') {
    const longer = entry.kind === 'agent' ? wordAt(lexicon.notAgents, text, start) : '';
    if (longer !== '') return { end: start + longer.length, mention: null };
    const mention = mentionOf(text, start, end, entry.place);
    mention.own = entry.own;
    mention.silent = entry.kind === 'agent';
    return { end, mention };
  }

  const links: Link[] = [firstLink(lexicon, entry, end)];
  followChain(lexicon, text, links);
  let last = links.at(-1);
  let resume = last?.end ?? end;
  if (last && !inNames) {
    const from = last.end;
    const whole = last.short ? suffixAt(lexicon.nameSuffixes, text, from) : '';
    if (whole !== '') return { end: from + whole.length, mention: null };
    const site = last.short ? suffixAt(lexicon.siteSuffixes, text, from) : '';
    if (site !== '') {
      const mention = ofChain(text, start, from, links);
      mention.silent = true;
      return { end: from + site.length, mention };
    }
    const feature = last.short ? suffixAt(lexicon.linkSuffixes, text, from) : '';
    if (feature !== '') {
      links.pop();
      last = links.at(-1);
      resume = from + feature.length;
    } else if (goesOnToHead(lexicon, text, from)) return { end: from, mention: null };
    else {
      followLocal(lexicon, text, links);
      last = links.at(-1);
      resume = last?.end ?? resume;
    }
  }
  if (!last) return { end: resume, mention: null };
  let to = last.end;
  if (resume === to) {
    for (let part = wordAt(lexicon.parts, text, to); part !== ''; part = wordAt(lexicon.parts, text, to))
      to += part.length;
    resume = to;
  }
  return { end: resume, mention: ofChain(text, start, to, links) };
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
  return { end, mention: mentionOf(text, start, end, place) };
};

/** A county's name less its last character, where that leaves a name: 邵东 of 邵东市. */
const shortName = (lexicon: Lexicon, { level, name }: Place): string =>
  level === 'county' &&
  name.length >= 3 &&
  name.length <= 4 &&
  lexicon.countyTails.has(name.charCodeAt(name.length - 1))
    ? name.slice(0, -1)
    : '';

/** Names by which an article may go on to call a place, by their first character, longest first. */
export type Aliases = ReadonlyMap<number, readonly { text: string; place: Place; local: boolean }[]>;

/** A name at the beginning of a clause, or after what introduces one (在团结村): from each tail back to where it may begin. */
const introduced = (lexicon: Lexicon, text: string, found: Map<string, number>): void => {
  for (const { before, tail, reach, lead } of lexicon.localNames) {
    tail.lastIndex = 0;
    for (let past = 0, match = tail.exec(text); match !== null; match = tail.exec(text)) {
      let at = match.index;
      const least = Math.max(past, at - reach - lead);
      while (at > least && isHan(text.charCodeAt(at - 1))) at--;
      // A clause begins behind a mark. What counts (3个村) is no name.
      const mark = at > 0 ? text.charCodeAt(at - 1) : 0;
      if (at < past || isHan(mark) || (mark >= 48 && mark <= 57)) continue;
      past = at + 1;
      const word = wordAt(before, text, at);
      const local = localAt(lexicon, text, at + word.length, 2);
      if (local !== null) found.set(local.name, (found.get(local.name) ?? 0) + 1);
    }
  }
};

/** What an article goes on to call 团结村. A street keeps its district, as a district keeps its city. */
const localAlias = (place: Place, name: string): Place => {
  if (place.level === 'local') return name.endsWith('街道') ? place : { ...place, name };
  return { name, code: null, level: 'local', parents: [place.name, ...place.parents] };
};

/**
 * In: the sentences of an article and their places. Out: the counties that it named in full or after their province by their
 * short names, and its villages and towns, those that it named after a division and those that it names again and again.
 */
export const aliasesOf = (lexicon: Lexicon, texts: readonly string[], mentions: readonly PlaceMention[][]): Aliases => {
  const aliases = new Map<string, { place: Place; local: boolean }>();
  for (const ofSentence of mentions)
    for (const { place, local } of ofSentence) {
      if (place === null) continue;
      if (local !== '') aliases.set(local, { place: localAlias(place, local), local: true });
      const alias = shortName(lexicon, place);
      if (alias !== '') aliases.set(alias, { place, local: false });
    }
  const found = new Map<string, number>();
  for (const text of texts) introduced(lexicon, text, found);
  for (const [name, count] of found) {
    if (count > 1 && !aliases.has(name))
      aliases.set(name, { place: { name, code: null, level: 'local', parents: [] }, local: true });
  }
  const table = new Map<number, { text: string; place: Place; local: boolean }[]>();
  for (const [text, what] of [...aliases].sort(([a], [b]) => b.length - a.length)) {
    const code = text.charCodeAt(0);
    const list = table.get(code) ?? [];
    list.push({ text, ...what });
    table.set(code, list);
  }
  return table;
};

const readAlias = (lexicon: Lexicon, text: string, start: number, aliases: Aliases): Reading | null => {
  for (const { text: name, place, local } of aliases.get(text.charCodeAt(start)) ?? []) {
    if (!text.startsWith(name, start)) continue;
    const end = start + name.length;
    if (
      local
        ? lexicon.localNames.some(({ unless }) => wordAt(unless, text, end - 1) !== '')
        : suffixAt(lexicon.nameSuffixes, text, end) !== ''
    )
      continue;
    if (goesOnToHead(lexicon, text, end)) continue;
    return { end, mention: mentionOf(text, start, end, place) };
  }
  return null;
};

/** 广西与东盟的贸易额, 中国和哈萨克斯坦: what stands on the other side of a border, and no list. */
const isRelation = (lexicon: Lexicon, joint: string, before: PlaceMention, mention: PlaceMention): boolean => {
  const inside = ({ place }: PlaceMention): boolean => place !== null && (place === lexicon.china || isChinese(place));
  const outside = ({ place }: PlaceMention): boolean => place !== null && place !== lexicon.china && !isChinese(place);
  return lexicon.relations.has(joint) && inside(before) && outside(mention);
};

const enumerationComma = '、'.charCodeAt(0);

/** Gives the members of each list the list's number. */
const numberLists = (lexicon: Lexicon, text: string, mentions: PlaceMention[]): void => {
  let lists = 0;
  let before: PlaceMention | null = null;
  for (const mention of mentions) {
    if (mention.silent && mention.place === lexicon.china) continue;
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
    const goesOn = suffixAt(lexicon.etc, text, mention.end) !== '';
    const open = !goesOn && endsWord(lexicon.listOpen, text, mention.start);
    // 三江源、大熊猫等: the others are no places known here.
    const long =
      !goesOn &&
      text.charCodeAt(mention.end) === enumerationComma &&
      wordAt(lexicon.parts, text, mention.end + 1) === '' &&
      /^、[^，。；：]{1,24}等/.test(text.slice(mention.end, mention.end + 28));
    if (goesOn || open || long) mention.list = ++lists;
    // 省和江西崇义: of the others nothing is known.
    if (open) mention.common = null;
  }
};

const isAgainst = ({ of, before, after }: Against, text: string, { start, end, text: name }: PlaceMention): boolean =>
  (of.size === 0 || of.has(name)) && (endsWord(before, text, start) || wordAt(after, text, end) !== '');

/** Marks what is only compared with; 对欧盟、美国: the word before a list is before each of its members. */
const markAgainst = (lexicon: Lexicon, text: string, mentions: PlaceMention[]): void => {
  let before: PlaceMention | null = null;
  for (const mention of mentions) {
    const goesOn = before !== null && mention.list > 0 && before.list === mention.list && before.against;
    mention.against ||= goesOn || lexicon.against.some((rule) => isAgainst(rule, text, mention));
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
  const go = (from: number): number => (aliases === null ? nextBeginning(lexicon, text, from) : from);
  for (let at = go(0); at < text.length; at = go(at)) {
    const flag = firstFlag(lexicon, text, at);
    const known = aliases === null ? null : readAlias(lexicon, text, at, aliases);
    let reading: Reading | null =
      flag & 1 && mayBegin(lexicon, text, at) ? readAt(lexicon, text, at, inNames, false) : null;
    if (known !== null && known.end > (reading?.end ?? at)) reading = known;
    if (flag & 2 && at >= run) {
      run = at;
      while (firstFlag(lexicon, text, run) & 2) run++;
      const foreign = run - at < LEAST_SYLLABLES ? null : readForeign(lexicon, text, at);
      // 曼德勒地区 is more than 曼德勒; 叙利亚地区 is 叙利亚.
      const alone = reading?.mention?.place?.level === 'place' && reading.mention.common === null;
      if (foreign && foreign.end >= (reading?.end ?? at) + (alone ? 0 : 1)) reading = foreign;
    }
    if (reading === null) {
      at++;
      continue;
    }
    const { mention } = reading;
    if (mention) {
      const last = mentions.at(-1);
      const joined = last?.end === at;
      // 美国财政部 is none of ours.
      const foreign = joined && mention.silent && last.place !== lexicon.china;
      // 美国全国: the whole of that country.
      if (joined && mention.own === 'country' && last.place?.level === 'country') mention.place = last.place;
      if (!foreign) mentions.push(mention);
    }
    // What follows a reading begins a new run.
    at = reading.end;
    run = at;
  }
  numberLists(lexicon, text, mentions);
  markAgainst(lexicon, text, mentions);
  return mentions;
};
