// The divisions of China and the countries, unpacked from dist/data/areas.json. Names are cut out only when asked for:
// most runs need a few of the three thousand.
import type { AreaTables, Place, PlaceLevel } from './model.js';

const levels: readonly PlaceLevel[] = ['province', 'city', 'county'];

/** Divisions by index, in GB/T 2260 order: what lies in a division follows it without gaps. */
export interface Gazetteer {
  /** As in AreaTables. */
  items: string[];
  /** 0 province, 1 city, 2 county. */
  depths: Uint8Array;
  /** Index of the division above; -1 for provinces. */
  parents: Int16Array;
  countries: Place[];
}

/** Where an item's name begins: after its depth and two digits. */
export const nameStart = 3;

/** In: the built tables. Out: the same, indexed. Linear in their size. */
export const unpack = (tables: AreaTables): Gazetteer => {
  const items = tables.china.split(',');
  const depths = new Uint8Array(items.length);
  const parents = new Int16Array(items.length);
  let province = -1;
  let city = -1;
  for (let index = 0; index < items.length; index++) {
    const depth = (items[index] ?? '').charCodeAt(0) - 48;
    depths[index] = depth;
    if (depth === 0) {
      parents[index] = -1;
      province = index;
    } else if (depth === 1) {
      parents[index] = province;
      city = index;
    } else parents[index] = city;
  }
  const countries = tables.countries
    .split(',')
    .map((item): Place => ({ name: item.slice(2), code: item.slice(0, 2), level: 'country', parents: [] }));
  return { items, depths, parents, countries };
};

/** Full name: 延边朝鲜族自治州. '' for a group of counties that stand directly under their province. */
export const nameOf = (g: Gazetteer, index: number): string => (g.items[index] ?? '').slice(nameStart).replace('~', '');

/** Short name: 南昌, 内蒙古, 延边; '' where there is none of two characters or more. */
export const shortOf = (g: Gazetteer, index: number): string => {
  const item = g.items[index] ?? '';
  const mark = item.indexOf('~');
  const short = item.slice(nameStart, mark < 0 ? item.length - 1 : mark);
  return short.length > 1 ? short : '';
};

export const parentOf = (g: Gazetteer, index: number): number => g.parents[index] ?? -1;

/** Whether division `inner` lies in division `outer`. */
export const isInside = (g: Gazetteer, inner: number, outer: number): boolean => {
  for (let up = parentOf(g, inner); up >= 0; up = parentOf(g, up)) if (up === outer) return true;
  return false;
};

const codeOf = (g: Gazetteer, index: number): string | null => {
  let digits = '';
  for (let at = index; at >= 0; at = parentOf(g, at)) digits = (g.items[at] ?? '').slice(1, nameStart) + digits;
  return digits.includes('-') ? null : digits.padEnd(6, '0');
};

/**
 * Division `index` as a place. A district (…区) is named with its city where `withCity` says that the article gives it
 * (record.md: 北京市朝阳区).
 */
export const divisionPlace = (g: Gazetteer, index: number, withCity: boolean): Place => {
  const parents: string[] = [];
  for (let up = parentOf(g, index); up >= 0; up = parentOf(g, up)) {
    const above = nameOf(g, up);
    if (above !== '') parents.push(above);
  }
  const name = nameOf(g, index);
  const depth = g.depths[index] ?? 2;
  const district = withCity && depth === 2 && name.endsWith('区');
  return {
    name: district ? (parents[0] ?? '') + name : name,
    code: codeOf(g, index),
    level: levels[depth] ?? 'county',
    parents,
  };
};
