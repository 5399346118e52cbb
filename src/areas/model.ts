// The place scanner's plain data: places, where a text names them, and the article's own place.

/** `part`: one of the parts into which a country is cut (东部地区); `local`: below the county; `place`: abroad, or a zone. */
export type PlaceLevel = 'world' | 'country' | 'region' | 'part' | 'province' | 'city' | 'county' | 'local' | 'place';

export interface Place {
  /** As records write it: 南昌市, 江西省, 内蒙古自治区, 缅甸, 中国, 世界, 长三角地区, 北京市朝阳区. */
  name: string;
  /** GB/T 2260, six digits, for places in China; ISO 3166-1 alpha-2 for countries; null for the rest. */
  code: string | null;
  level: PlaceLevel;
  /** Names of what it lies in, nearest first: 义乌市 has 金华市, 浙江省. China itself is left out. */
  parents: string[];
}

/** What a word like 全市 or 当地 asks for. */
export type OwnLevel = 'country' | 'province' | 'city' | 'county' | 'local' | 'here';

export interface PlaceMention {
  /** Offsets in the scanned text, UTF-16. A chain (江西吉安) and its 北部 or 地区 are one mention. */
  start: number;
  end: number;
  text: string;
  /** Null where only the article can tell (全市, 当地): see resolve(). */
  place: Place | null;
  own: OwnLevel | null;
  /** Id (from 1, in this text) of the list of places it stands in: joined by 、 or 和, or followed by 等. Else 0. */
  list: number;
  /** Only compared with, or only the field of a rank (高于全国, 对欧盟, 居全球第二): not where a figure is from. */
  against: boolean;
  /** No word of a place in the sentence, but it tells where: a body that acts for the country (财政部), a port (天津港). */
  silent: boolean;
  /** The name of a village or town without what it lies in (团结村 of 眉山市团结村); else ''. */
  local: string;
  /** The last name of a chain as written: 甘南 of 甘肃甘南. */
  written: string;
  /** What the names of a list lie in, where the first names it (青海玉树州、海北州). */
  common: Place | null;
}

/** The article's own place, one slot for each level that a word like 全省 may ask for. */
export interface OwnPlace {
  /** What a figure without any place is about; null where nothing tells. */
  home: Place | null;
  country: Place;
  province: Place | null;
  city: Place | null;
  county: Place | null;
  /** Names of the cities that the article gives anywhere: a district is written with its own. */
  cities: readonly string[];
  /** What told it. */
  from: 'hints' | 'text' | null;
}

/** dist/data/areas.json, made by src/build/areas.ts. */
export interface AreaTables {
  /**
   * Divisions of China in GB/T 2260 order, joined by `,`. Each is its depth (0 province, 1 city, 2 county), its own two
   * digits of the code (`--`: none) and its name, where `~` marks the end of the short name when that is not the name
   * without its last character. A city without a name only groups counties that stand directly under the province.
   */
  china: string;
  /** `CN中国,MM缅甸,…`: ISO 3166-1 alpha-2 and the usual Chinese name. */
  countries: string;
}

/** A rule of rules/areas.yaml as the scanner needs it: without reason and examples. */
export type AreaRule = { id: string } & (
  | { kind: 'own'; own: OwnLevel; binds: 'own' | 'near'; words: string[] }
  | { kind: 'names'; level: PlaceLevel; within: string[]; words: Record<string, string> }
  | { kind: 'abroad'; places: Record<string, string[]> }
  | { kind: 'country'; names: Record<string, string>; words: Record<string, string> }
  | { kind: 'mask' | 'guard' | 'standalone' | 'never' | 'boundary' | 'part' | 'people'; words: string[] }
  | { kind: 'suffix'; drops: 'link' | 'all' | 'word'; words: string[]; unless: string[] }
  | { kind: 'head'; words: string[]; unless: string[]; stops: string; reach: number }
  | { kind: 'list'; words: string[]; etc: string[]; open: string[]; unless: string[] }
  | { kind: 'against'; of: string[]; before: string[]; after: string[] }
  | { kind: 'foreign'; tails: string[]; syllables: string; reach: number }
  | { kind: 'agent'; words: string[]; unless: string[] }
  | {
      kind: 'local';
      tails: string[];
      breaks: string;
      never: string[];
      unless: string[];
      before: string[];
      reach: number;
    }
  | { kind: 'relation' | 'county-tail'; words: string[] }
  | { kind: 'source'; scope: 'national' | 'local'; words: string[] }
);
