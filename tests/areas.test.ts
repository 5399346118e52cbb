import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaceScanner, type Place } from '../src/areas/index.js';
import { buildAreas } from '../src/build/areas.js';
import { loadRuleBook } from '../src/rules/index.js';

const book = await loadRuleBook([]);
if (!book.ok) throw new Error(JSON.stringify(book.error));
const rules = book.value.rules.areas;
const tables = buildAreas(rules);
const scanner = createPlaceScanner(tables, rules);
/** The only place of a text. */
const placeOf = (text: string): Place | null => {
  const mentions = scanner.scan(text);
  expect(mentions).toHaveLength(1);
  return mentions[0]?.place ?? null;
};

describe('places, their codes and what they lie in', () => {
  const table: [text: string, name: string, code: string | null, level: string, parents: string[]][] = [
    ['南昌新增岗位', '南昌市', '360100', 'city', ['江西省']],
    ['江西吉安', '吉安市', '360800', 'city', ['江西省']],
    ['江西省吉安市吉水县', '吉水县', '360822', 'county', ['吉安市', '江西省']],
    ['内蒙古今年', '内蒙古自治区', '150000', 'province', []],
    ['内蒙古呼伦贝尔市', '呼伦贝尔市', '150700', 'city', ['内蒙古自治区']],
    ['鄂尔多斯市鄂托克前旗', '鄂托克前旗', '150623', 'county', ['鄂尔多斯市', '内蒙古自治区']],
    ['浙江义乌', '义乌市', '330782', 'county', ['金华市', '浙江省']],
    ['海南三亚', '三亚市', '460200', 'city', ['海南省']],
    ['湖北仙桃市', '仙桃市', '429004', 'county', ['湖北省']],
    ['广东东莞', '东莞市', '441900', 'city', ['广东省']],
    ['北京朝阳区', '北京市朝阳区', '110105', 'county', ['北京市']],
    ['重庆市渝北区', '重庆市渝北区', '500112', 'county', ['重庆市']],
    ['重庆奉节', '奉节县', '500236', 'county', ['重庆市']],
    ['朝阳区新增车位', '朝阳区', null, 'county', []],
    ['吉林长春', '长春市', '220100', 'city', ['吉林省']],
    ['吉林市', '吉林市', '220200', 'city', ['吉林省']],
    ['延边朝鲜族自治州', '延边朝鲜族自治州', '222400', 'city', ['吉林省']],
    ['中国香港', '香港特别行政区', '810000', 'province', []],
    ['台湾高雄', '高雄市', null, 'city', ['台湾省']],
    ['我国东北地区', '东北地区', null, 'part', ['中国']],
    ['缅甸中部', '缅甸', 'MM', 'country', []],
    ['中国经济', '中国', 'CN', 'country', []],
    ['缅甸曼德勒地区', '曼德勒地区', null, 'place', ['缅甸']],
    ['阿联酋出口', '阿联酋', 'AE', 'country', []],
  ];
  for (const [text, name, code, level, parents] of table) {
    it(text, () => expect(placeOf(text)).toEqual({ name, code, level, parents }));
  }
});

describe('mentions in a text', () => {
  it('covers a chain and the part of the place after it', () => {
    const [mention] = scanner.scan('昨天，江西吉安北部地区降雨12毫米。');
    expect(mention).toMatchObject({ start: 3, end: 11, text: '江西吉安北部地区', own: null, list: 0 });
  });
  it('numbers lists apart', () => {
    const lists = scanner
      .scan('江苏、浙江和上海增长6%，广东增长5%，山西、陕西增长4%。')
      .map(({ text, list }) => [text, list]);
    expect(lists).toEqual([
      ['江苏', 1],
      ['浙江', 1],
      ['上海', 1],
      ['广东', 0],
      ['山西', 2],
      ['陕西', 2],
    ]);
  });
  const none = ['', '全', '，。', 'GDP 3.1%', '市场供应充足', '增加了3000多个'];
  for (const text of none) it(`finds nothing in “${text}”`, () => expect(scanner.scan(text)).toEqual([]));
  it('reads a long chain of the same word without nesting', () => {
    expect(scanner.scan('中国'.repeat(20_000))).toHaveLength(20_000);
  });
  it('gives mentions in order, inside the text, and never throws', () => {
    const words = [
      '中国',
      '我国',
      '江西',
      '南昌',
      '市场',
      '全省',
      '马里兰州',
      '巴西',
      '、',
      '等',
      '东部',
      '地区',
      '大学',
      '州',
      'é',
      '😀',
      '3',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words)), (parts) => {
        const text = parts.join('');
        let before = 0;
        for (const mention of scanner.scan(text)) {
          expect(mention.start).toBeGreaterThanOrEqual(before);
          expect(mention.end).toBeGreaterThan(mention.start);
          expect(text.slice(mention.start, mention.end)).toBe(mention.text);
          before = mention.end;
        }
      }),
    );
  });
});

describe("the article's own place", () => {
  const table: [why: string, hints: string[], sentences: string[], home: string | null, from: string | null][] = [
    ['a local paper', ['服务百姓', '南昌日报新闻'], ['全国新增岗位40万个。'], '南昌市', 'hints'],
    ['a local paper before the title', ['广东企业来访', '吉安日报'], [], '吉安市', 'hints'],
    ['national news', ['新闻联播'], ['我国铁路发送旅客31万人次。'], '中国', 'hints'],
    ['national news about one city', ['新闻联播'], ['哈尔滨场馆启用。', '哈尔滨新增座位900个。'], '哈尔滨市', 'text'],
    ['national news from abroad', ['新闻联播'], ['越南出口增长3%。', '泰国出口增长4%。'], null, null],
    ['a title that names a place', ['缅甸地震已致61人受伤', '新闻联播'], ['我国救援队82人抵达。'], '缅甸', 'hints'],
    ['a title that lists places', ['江苏、浙江出口增长', '新闻联播'], ['我国出口增长。'], '中国', 'hints'],
    ['a dateline outside the capital', ['新华社长沙3月2日电'], [], '长沙市', 'hints'],
    ['the text alone', [], ['吉安新增岗位3000个。', '吉安培训2000人。', '江苏企业来访。'], '吉安市', 'text'],
    ['nothing', [], ['全市新增岗位3000个。'], null, null],
  ];
  for (const [why, hints, sentences, home, from] of table) {
    it(why, () => {
      const own = scanner.ownPlace(hints, sentences.map(scanner.scan));
      expect([own.home?.name ?? null, own.from]).toEqual([home, from]);
      expect(own.country.code).toBe('CN');
    });
  }
  it('fills the levels above a county', () => {
    const own = scanner.ownPlace(['江西吉安吉水县'], []);
    expect([own.province?.name, own.city?.name, own.county?.name]).toEqual(['江西省', '吉安市', '吉水县']);
  });
});

describe('what a mention means in an article', () => {
  const table: [word: string, hint: string, near: string, name: string | null][] = [
    ['全市', '南昌日报', '', '南昌市'],
    ['全市', '南昌日报', '江西', '南昌市'],
    ['全市', '南昌日报', '广东佛山', '佛山市'],
    ['我市', '南昌日报', '广东佛山', '南昌市'],
    ['全省', '南昌日报', '', '江西省'],
    ['全省', '新闻联播', '海南', '海南省'],
    ['全省', '新闻联播', '江西吉安', '江西省'],
    ['全自治区', '新闻联播', '内蒙古', '内蒙古自治区'],
    ['全区', '新闻联播', '广西', '广西壮族自治区'],
    ['全市', '新闻联播', '北京', '北京市'],
    ['全市', '新闻联播', '浙江义乌', '义乌市'],
    ['全县', '新闻联播', '江西吉水县', '吉水县'],
    ['全市', '新闻联播', '', null],
    ['全市', '新闻联播', '缅甸', null],
    ['当地', '新闻联播', '缅甸', '缅甸'],
    ['当地', '南昌日报', '', '南昌市'],
    ['全国', '南昌日报', '江西', '中国'],
    ['全球', '南昌日报', '江西', '世界'],
    ['鼓楼区', '南京日报', '', '南京市鼓楼区'],
    ['鼓楼区', '新闻联播', '江苏徐州', '徐州市鼓楼区'],
    ['鼓楼区', '新闻联播', '', '鼓楼区'],
    ['江西', '南京日报', '广东', '江西省'],
  ];
  for (const [word, hint, near, name] of table) {
    it(`${word} with ${hint}${near && ` after ${near}`}`, () => {
      const [mention] = scanner.scan(word);
      const place = near === '' ? null : placeOf(near);
      expect(mention && scanner.resolve(mention, scanner.ownPlace([hint], []), place)?.name).toBe(name ?? undefined);
    });
  }
});

describe('the built table', () => {
  it('is small and holds all provinces', () => {
    expect(JSON.stringify(tables).length).toBeLessThan(60_000);
    expect(tables.china.split(',').filter((item) => item.startsWith('0'))).toHaveLength(34);
  });
  it('marks short names that are not the name without its last character', () => {
    for (const item of ['015内蒙古~自治区', '224延边~朝鲜族自治州', '129阿拉善盟']) {
      expect(tables.china.includes(item.slice(1))).toBe(true);
    }
  });
  it('leaves out what is no division or country', () => {
    expect(tables.china).not.toMatch(/市辖区|开发区|直辖县级/);
    expect(tables.countries).not.toMatch(/台湾|香港/);
  });
});

describe('the sentences of an article', () => {
  it('may call a county by the short name that another gives it in full', () => {
    const [first, second] = scanner.scanArticle(['湖南邵东年产打火机150亿只。', '在邵东新建的产业园，产值增长10%。']);
    expect(first?.map(({ place }) => place?.name)).toEqual(['邵东市']);
    expect(second?.map(({ text, place }) => [text, place?.name])).toEqual([['邵东', '邵东市']]);
    expect(scanner.scanArticle(['在邵东新建的产业园，产值增长10%。'])).toEqual([[]]);
  });

  it('may set a place against one abroad, which is no list', () => {
    const found = scanner.scan('广西与东盟进出口额2384亿元，广西和贵州用电量增长3%。');
    expect(found.map(({ text, list, against }) => [text, list > 0, against])).toEqual([
      ['广西', false, false],
      ['东盟', false, true],
      ['广西', true, false],
      ['贵州', true, false],
    ]);
  });
});
