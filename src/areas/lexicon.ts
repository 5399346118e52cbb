// Every word that the scanner knows, keyed by its first two characters: built once from the gazetteer and the rules.
import { divisionPlace, type Gazetteer, isInside, nameOf, nameStart, shortOf, unpack } from './gazetteer.js';
import type { AreaRule, AreaTables, OwnLevel, Place } from './model.js';
import { addWord, addWordBefore, type WordTable } from './words.js';

/** Names of this many characters are not part of a longer one. */
const longName = 6;
const firstHan = 0x4e00;
const hanCount = 0x5200;

export interface Entry {
  text: string;
  kind: 'mask' | 'own' | 'place' | 'division' | 'agent';
  own: OwnLevel | null;
  /** For `own` words: whether the article's own place (我市) or the nearest named one (全市) is meant first. */
  binds: 'own' | 'near';
  place: Place | null;
  /** For divisions: all of this name, highest first. */
  divisions: number[];
  /** Whether it is a short name (南昌), which may be part of another name (南昌大学). */
  short: boolean;
  /** Only read after a place that it lies in (辽宁朝阳). */
  guarded: boolean;
}

export interface Suffixes {
  words: WordTable;
  unless: WordTable;
}

/** Words beside a place that make it something to compare with. */
export interface Against {
  /** The places as written that it holds for; empty: for all. */
  of: Set<string>;
  /** By their last characters. */
  before: WordTable;
  after: WordTable;
}

/** Villages and towns by the form of their names. */
export interface Local {
  tails: WordTable;
  /** The first characters of the tails. */
  ends: Set<number>;
  breaks: Set<number>;
  never: string[];
  unless: WordTable;
  before: WordTable;
  /** The length of the longest word of `before`. */
  lead: number;
  /** Finds the tails of a text, one by one. */
  tail: RegExp;
  reach: number;
}

/** Short names of counties, and the codes of the characters that they begin with. */
export interface Counties {
  names: Map<string, number>;
  firsts: Set<number>;
}

export interface Lexicon {
  gazetteer: Gazetteer;
  /** By character code: bit 1 where it begins some word, bit 2 where it is a syllable of foreign names. */
  first: Uint8Array;
  /** By the first two characters, folded: 0 where no word begins so. */
  pairs: Uint8Array;
  /** By the first two characters; longest first. Without divisions. */
  buckets: Map<number, Entry[]>;
  /** The same with divisions, of the pairs that texts have asked for: a map that stays small. */
  met: Map<number, Entry[]>;
  /** The last division that begins with two characters; `before` leads to the ones before it (-1: none). */
  divisions: Map<number, number>;
  before: Int16Array;
  guarded: Set<string>;
  standalone: Set<string>;
  /** Short names of counties that are never read (比如, 资源). */
  never: Set<string>;
  /** Words that show that the last character of a full name begins another word: 市场, 区域. */
  boundary: WordTable;
  /** Natural features and the like: the last link is no place (杭州西湖). */
  linkSuffixes: Suffixes;
  /** Organisations: nothing here is a place (江西南昌大学). */
  nameSuffixes: Suffixes;
  /** Ports and stations: the place counts, but is no word of its own (天津港). */
  siteSuffixes: Suffixes;
  heads: { words: WordTable; unless: WordTable; stops: Set<number>; reach: number }[];
  /** 东部, 地区, 境内: belong to the place before them. */
  parts: WordTable;
  joints: Set<string>;
  etc: Suffixes;
  /** Before the last member of a list whose others are no places known here, by their last characters: 省份及. */
  listOpen: WordTable;
  against: Against[];
  foreign: { tails: WordTable; reach: number };
  localNames: Local[];
  relations: Set<string>;
  /** The last characters of counties' names that articles go on without. */
  countyTails: Set<number>;
  /** Words that begin like an agent and are none. */
  notAgents: WordTable;
  national: string[];
  local: string[];
  /** Short names of counties inside a division, by its index: made when first asked for. */
  children: Map<number, Counties>;
  china: Place;
}

/** Key of two characters; -1 where one is no Chinese character. Small enough to stay a small integer in V8. */
const pairKey = (text: string, at: number): number => {
  const a = text.charCodeAt(at) - firstHan;
  const b = text.charCodeAt(at + 1) - firstHan;
  return a >= 0 && a < hanCount && b >= 0 && b < hanCount ? (a << 15) | b : -1;
};

/** What `first` says about the character at `at`; 0 at the end of the text. */
export const firstFlag = ({ first }: Lexicon, text: string, at: number): number =>
  at < text.length ? (first[text.charCodeAt(at)] as number) : 0;

const pairSlot = (text: string, at: number): number => (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) & 0xffff;

/** Whether a word may begin with the two characters at `at`: half of all characters begin some word, few pairs do. */
export const mayBegin = ({ pairs }: Lexicon, text: string, at: number): boolean => pairs[pairSlot(text, at)] === 1;

/** The first place from `from` on where a word or a foreign name may begin, or the text's length. */
export const nextBeginning = (lexicon: Lexicon, text: string, from: number): number => {
  const { first } = lexicon;
  for (let at = from; at < text.length; at++) {
    const flag = first[text.charCodeAt(at)] as number;
    if (flag !== 0 && (flag !== 1 || mayBegin(lexicon, text, at))) return at;
  }
  return text.length;
};

/** An entry of this text and kind; the rest as given, or empty. */
const entryOf = (text: string, kind: Entry['kind'], rest: Partial<Entry> = {}): Entry => ({
  text,
  kind,
  own: null,
  binds: 'near',
  place: null,
  divisions: [],
  short: false,
  guarded: false,
  ...rest,
});

/** Puts the entry after longer ones of its bucket; `last`: after those of the same length too. */
const insert = (bucket: Entry[], entry: Entry, last: boolean): void => {
  const { length } = entry.text;
  let at = 0;
  for (let other = bucket[at]; other && (last ? other.text.length >= length : other.text.length > length); ) {
    other = bucket[++at];
  }
  bucket.splice(at, 0, entry);
};

const insertWord = (lexicon: Lexicon, entry: Entry): void => {
  const key = pairKey(entry.text, 0);
  if (key < 0) return;
  const first = entry.text.charCodeAt(0);
  lexicon.first[first] = (lexicon.first[first] ?? 0) | 1;
  lexicon.pairs[pairSlot(entry.text, 0)] = 1;
  const bucket = lexicon.buckets.get(key);
  lexicon.met.delete(key);
  if (bucket) insert(bucket, entry, false);
  else lexicon.buckets.set(key, [entry]);
};

/** Entries for the divisions from `last` back: full names, short names that are read alone, 延边州 and 峨山县. */
const addDivisions = (lexicon: Lexicon, bucket: Entry[], last: number): void => {
  const { gazetteer } = lexicon;
  const { depths } = gazetteer;
  const found: number[] = [];
  for (let index = last; index >= 0; index = lexicon.before[index] ?? -1) found.push(index);
  // Highest first: of 吉林 (province and city) the province is meant.
  found.sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0) || a - b);
  const add = (text: string, index: number, short: boolean): void => {
    if (depths[index] === 2 && lexicon.never.has(text)) return;
    const known = bucket.find((entry) => entry.kind === 'division' && entry.text === text);
    if (known) known.divisions.push(index);
    else
      insert(
        bucket,
        entryOf(text, 'division', { divisions: [index], short, guarded: lexicon.guarded.has(text) }),
        true,
      );
  };
  for (const index of found) {
    const name = nameOf(gazetteer, index);
    const short = shortOf(gazetteer, index);
    add(name, index, false);
    if (depths[index] !== 0 && name.includes('自治')) add(short + name.slice(-1), index, false);
    if (short !== '' && (depths[index] !== 2 || (lexicon.standalone.has(short) && name.endsWith('市')))) {
      add(short, index, true);
    }
  }
};

const none: Entry[] = [];

/** The entries that begin with the two characters at `at`, longest first. */
export const entriesAt = (lexicon: Lexicon, text: string, at: number): Entry[] => {
  const key = pairKey(text, at);
  return lexicon.met.get(key) ?? meet(lexicon, key);
};

/** The entries of two characters that are met for the first time. */
const meet = (lexicon: Lexicon, key: number): Entry[] => {
  const last = lexicon.divisions.get(key);
  let bucket = lexicon.buckets.get(key) ?? none;
  if (last !== undefined) {
    bucket = [...bucket];
    addDivisions(lexicon, bucket, last);
  }
  lexicon.met.set(key, bucket);
  return bucket;
};

/** The entry of exactly this text and kind. */
export const findEntry = (lexicon: Lexicon, text: string, kind: Entry['kind']): Entry | undefined =>
  entriesAt(lexicon, text, 0).find((entry) => entry.text === text && entry.kind === kind);

/**
 * In: the built tables and the rules. Out: the scanner's tables. Later rules of the same word win over earlier ones, and
 * rules over the gazetteer.
 */
export const buildLexicon = (tables: AreaTables, rules: readonly AreaRule[]): Lexicon => {
  const gazetteer = unpack(tables);
  const china: Place = gazetteer.countries.find(({ code }) => code === 'CN') ?? {
    name: '中国',
    code: 'CN',
    level: 'country',
    parents: [],
  };
  const lexicon: Lexicon = {
    gazetteer,
    first: new Uint8Array(0x10000),
    pairs: new Uint8Array(0x10000),
    buckets: new Map(),
    met: new Map(),
    divisions: new Map(),
    before: new Int16Array(gazetteer.items.length),
    guarded: new Set(),
    standalone: new Set(),
    never: new Set(),
    boundary: new Map(),
    linkSuffixes: { words: new Map(), unless: new Map() },
    nameSuffixes: { words: new Map(), unless: new Map() },
    siteSuffixes: { words: new Map(), unless: new Map() },
    heads: [],
    parts: new Map(),
    joints: new Set(),
    etc: { words: new Map(), unless: new Map() },
    listOpen: new Map(),
    against: [],
    foreign: { tails: new Map(), reach: 0 },
    localNames: [],
    relations: new Set(),
    countyTails: new Set(),
    notAgents: new Map(),
    national: [],
    local: [],
    children: new Map(),
    china,
  };
  const { never, guarded, standalone } = lexicon;
  for (const rule of rules) {
    if (rule.kind === 'never') for (const word of rule.words) never.add(word);
    if (rule.kind === 'guard') for (const word of rule.words) guarded.add(word);
    if (rule.kind === 'standalone') for (const word of rule.words) standalone.add(word);
    if (rule.kind === 'country') {
      for (const place of gazetteer.countries) place.name = rule.names[place.code ?? ''] ?? place.name;
    }
  }

  const countries = new Map<string, Place>();
  for (const place of gazetteer.countries) countries.set(place.code ?? '', place);
  for (const place of gazetteer.countries) {
    if (never.has(place.name)) continue;
    insertWord(lexicon, entryOf(place.name, 'place', { place, short: true, guarded: guarded.has(place.name) }));
  }

  const { items } = gazetteer;
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? '';
    const key = pairKey(item, nameStart);
    if (key < 0) continue;
    lexicon.first[item.charCodeAt(nameStart)] = 1;
    lexicon.pairs[pairSlot(item, nameStart)] = 1;
    lexicon.before[index] = lexicon.divisions.get(key) ?? -1;
    lexicon.divisions.set(key, index);
  }

  for (const rule of rules) {
    if (rule.kind === 'own') {
      const place = rule.own === 'country' ? china : null;
      for (const text of rule.words) {
        insertWord(lexicon, entryOf(text, 'own', { own: rule.own, binds: rule.binds, place }));
      }
    } else if (rule.kind === 'names') {
      for (const [text, name] of Object.entries(rule.words)) {
        const place: Place = { name, code: null, level: rule.level, parents: rule.within };
        // 海南热带雨林国家公园长臂猿: a long name is whole.
        const short = text.length < longName;
        insertWord(lexicon, entryOf(text, 'place', { place, short, guarded: guarded.has(text) }));
      }
    } else if (rule.kind === 'abroad') {
      for (const [country, names] of Object.entries(rule.places)) {
        for (const text of names) {
          const place: Place = { name: text, code: null, level: 'place', parents: [country] };
          insertWord(lexicon, entryOf(text, 'place', { place, short: true, guarded: guarded.has(text) }));
        }
      }
    } else if (rule.kind === 'country') {
      for (const [text, code] of Object.entries(rule.words)) {
        const place = countries.get(code) ?? { name: text, code, level: 'country', parents: [] };
        insertWord(lexicon, entryOf(text, 'place', { place, short: true }));
      }
    } else if (rule.kind === 'mask') {
      for (const text of rule.words) insertWord(lexicon, entryOf(text, 'mask'));
    } else if (rule.kind === 'boundary') {
      for (const text of rule.words) addWord(lexicon.boundary, text);
    } else if (rule.kind === 'part') {
      for (const text of rule.words) addWord(lexicon.parts, text);
    } else if (rule.kind === 'suffix') {
      const tables = { link: lexicon.linkSuffixes, all: lexicon.nameSuffixes, word: lexicon.siteSuffixes };
      const table = tables[rule.drops];
      for (const text of rule.words) addWord(table.words, text);
      for (const text of rule.unless) addWord(table.unless, text);
    } else if (rule.kind === 'head') {
      const table = {
        words: new Map(),
        unless: new Map(),
        stops: new Set([...rule.stops].map((stop) => stop.charCodeAt(0))),
        reach: rule.reach,
      };
      for (const text of rule.words) addWord(table.words, text);
      for (const text of rule.unless) addWord(table.unless, text);
      lexicon.heads.push(table);
    } else if (rule.kind === 'list') {
      for (const text of rule.words) lexicon.joints.add(text);
      for (const text of rule.etc) addWord(lexicon.etc.words, text);
      for (const text of rule.unless) addWord(lexicon.etc.unless, text);
      for (const text of rule.open) addWordBefore(lexicon.listOpen, text);
    } else if (rule.kind === 'against') {
      const against: Against = { of: new Set(rule.of), before: new Map(), after: new Map() };
      for (const text of rule.before) addWordBefore(against.before, text);
      for (const text of rule.after) addWord(against.after, text);
      lexicon.against.push(against);
    } else if (rule.kind === 'foreign') {
      lexicon.foreign.reach = rule.reach;
      for (const text of rule.syllables) {
        const at = text.charCodeAt(0);
        lexicon.first[at] = (lexicon.first[at] ?? 0) | 2;
      }
      for (const text of rule.tails) addWord(lexicon.foreign.tails, text);
    } else if (rule.kind === 'agent') {
      for (const text of rule.words) insertWord(lexicon, entryOf(text, 'agent', { place: china }));
      for (const text of rule.unless) addWord(lexicon.notAgents, text);
    } else if (rule.kind === 'local') {
      const codes = (text: string): Set<number> => new Set([...text].map((one) => one.charCodeAt(0)));
      const local: Local = {
        tails: new Map(),
        ends: codes(rule.tails.map((tail) => tail.charAt(0)).join('')),
        breaks: codes(rule.breaks),
        never: rule.never,
        unless: new Map(),
        before: new Map(),
        tail: new RegExp(rule.tails.map((tail) => tail.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g'),
        lead: Math.max(0, ...rule.before.map((word) => word.length)),
        reach: rule.reach,
      };
      for (const text of rule.tails) addWord(local.tails, text);
      for (const text of rule.unless) addWord(local.unless, text);
      for (const text of rule.before) addWord(local.before, text);
      lexicon.localNames.push(local);
    } else if (rule.kind === 'relation') {
      for (const text of rule.words) lexicon.relations.add(text);
    } else if (rule.kind === 'county-tail') {
      for (const text of rule.words) lexicon.countyTails.add(text.charCodeAt(0));
    } else if (rule.kind === 'source') {
      (rule.scope === 'national' ? lexicon.national : lexicon.local).push(...rule.words);
    }
  }
  return lexicon;
};

/** Short names of the counties in division `index`; of two counties with the same name neither is kept. */
export const countiesInside = (lexicon: Lexicon, index: number): Counties => {
  const known = lexicon.children.get(index);
  if (known) return known;
  const found = new Map<string, number>();
  const firsts = new Set<number>();
  const { gazetteer } = lexicon;
  for (let inner = index + 1; isInside(gazetteer, inner, index); inner++) {
    const short = shortOf(gazetteer, inner);
    if (gazetteer.depths[inner] !== 2 || short === '' || lexicon.never.has(short)) continue;
    found.set(short, found.has(short) ? -1 : inner);
    firsts.add(short.charCodeAt(0));
  }
  const counties = { names: found, firsts };
  lexicon.children.set(index, counties);
  return counties;
};

/** The division of this full name at `depth` (0 province, 1 city) as a place. */
export const divisionNamed = (lexicon: Lexicon, name: string, depth: number): Place | null => {
  const { gazetteer } = lexicon;
  const index = findEntry(lexicon, name, 'division')?.divisions.find((one) => gazetteer.depths[one] === depth);
  return index === undefined ? null : divisionPlace(gazetteer, index, false);
};
