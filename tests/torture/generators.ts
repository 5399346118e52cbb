// Random inputs: articles that a grammar makes of the language's own pieces, markup that is never well-formed for long, and
// bytes. The pieces are those that the rules ask for, so that chance leads into the engine and not past it.
import fc from 'fast-check';

const of = (words: string): fc.Arbitrary<string> => fc.constantFrom(...words.split(' '));
const seq = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.tuple(...parts).map((t) => t.join(''));
const maybe = (part: fc.Arbitrary<string>, none = 2): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: part, weight: 1 }, { arbitrary: fc.constant(''), weight: none });

const digits = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat({ max: 9 }), fc.array(fc.nat({ max: 9 }), { maxLength: most - 1 }))
    .map(([a, rest]) => a + rest.join(''));

const HAN = '零 〇 一 二 两 三 四 五 六 七 八 九 十 百 千 万 亿 廿 卅 壹 贰 佰 仟 几 数 半 多 余 来 点';
const numeral: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: digits(6), weight: 5 },
  { arbitrary: seq(digits(4), fc.constant('.'), digits(3)), weight: 5 },
  { arbitrary: seq(digits(3), fc.constant(','), fc.integer({ min: 100, max: 999 }).map(String)), weight: 2 },
  { arbitrary: digits(25), weight: 1 },
  {
    arbitrary: digits(5).map((d) => d.replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))),
    weight: 1,
  },
  { arbitrary: fc.array(of(HAN), { minLength: 1, maxLength: 7 }).map((p) => p.join('')), weight: 4 },
  {
    arbitrary: of(
      '一千二百三十四 三十 两三百 十几 数百 上千 几十万 三分之一 百分之三十五 千分之二 过半 翻一番 翻了两番 第四',
    ),
    weight: 2,
  },
);
const scale = maybe(of('万 亿 千 百 万亿 多万 万余 千多万 余'));
const unit = of(
  '元 万元 美元 ％ % ‰ ℃ 成 倍 折 个 人 人次 个百分点 百分点 吨 公里 平方公里 千瓦时 亿千瓦时 户 家 件 台 小时 天 年 个月 岁 元/吨 吨/公顷 亩 升 位 名 次 项 大 条 公顷 米 千米 ㎡ km 号',
);
const modifierBefore = maybe(of('约 超 超过 近 逾 达 至少 不低于 最高 不足 将近 仅 突破 上'));
const modifierAfter = maybe(of('左右 以上 以下 以内 多 余 上下 起 之多'));
const rangeMark = of('— - 至 到 ～ ~ －');
const number = fc.oneof(
  { arbitrary: seq(numeral, scale), weight: 6 },
  { arbitrary: seq(numeral, rangeMark, numeral, scale), weight: 1 },
  { arbitrary: seq(of('零下 负 -'), numeral), weight: 1 },
);
/** A quantity, or nearly one. */
const quantity = seq(modifierBefore, number, maybe(fc.constant(' '), 8), unit, modifierAfter);

const time = of(
  '今年 去年 上半年 前三季度 1—9月 今年以来 截至6月底 2023年 2023年5月 5月10日 昨日 近日 “十四五”期间 春节假期 三年来 本月 一季度 年末 目前 2月30日 13月 到2030年 近5年 12时',
);
const place = of('全市 全国 我省 我市 南京市 江苏省 浙江 上海 全县 美国 该区 当地 长三角 北京市朝阳区 香港');
const noun = of(
  '新增就业 充电桩 地区生产总值 进出口总值 粮食产量 参保人数 营业收入 项目 企业 口袋公园 空气质量优良率 最低气温 研发经费投入 市场主体 居民人均可支配收入 旅客 结案率 “放管服”改革事项 失业率 用电量 新能源汽车出口 一带一路项目 三大指标',
);
const verb = of(
  '达到 为 新增 提供 完成 投入 下降 增长 提高 降至 增至 占 实现 建成 共有 同比增长 环比下降 比上年提高 较年初增加 居全国 预计 力争达到 由 从 是去年的 接待 办理',
);
const small = of(
  '的 和 及 、 其中 分别 共 已 均 同比 环比 比上年 较去年同期 占全市 每年 平均 日均 一 两 三 这 等 了 有',
);

const clause: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: seq(maybe(time), maybe(place), noun, verb, quantity), weight: 6 },
  { arbitrary: seq(maybe(of('其中 同比 环比 比上年 较年初 预计')), verb, quantity), weight: 3 },
  { arbitrary: seq(noun, of('由 从'), quantity, of('增加到 下降到 提高至 增至'), quantity), weight: 1 },
  {
    arbitrary: seq(
      noun,
      fc.constant('、'),
      noun,
      of('分别为 分别增长 各有 分别达'),
      quantity,
      of('、 和 ，'),
      quantity,
    ),
    weight: 2,
  },
  { arbitrary: seq(noun, fc.constant('占'), noun, fc.constant('的'), quantity), weight: 1 },
  { arbitrary: seq(quantity, noun), weight: 2 },
  { arbitrary: seq(time, maybe(place), of('天气转晴 会议召开 举行发布会 项目开工')), weight: 1 },
  {
    arbitrary: fc
      .array(fc.oneof(time, place, noun, verb, small, quantity, numeral, unit), { minLength: 1, maxLength: 6 })
      .map((p) => p.join('')),
    weight: 2,
  },
);
const bracketed = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(of('（） “” 《》 () ‘’ 【】 "" 「」'), inner).map(([pair, text]) => `${pair[0]}${text}${pair[1]}`);
const part = fc.oneof({ arbitrary: clause, weight: 8 }, { arbitrary: bracketed(clause), weight: 1 });
const sentence = seq(part, maybe(seq(of('， ， ， ； ： 、 ,'), part), 1), of('。 。 。 ！ ？ …… 。” ;'));

/** A paragraph that says nothing of any time, place or number, and leaves nothing to inherit. */
export const UNRELATED = [
  '记者看到，人们的脸上洋溢着笑容。',
  '“大家都很高兴。”他说。',
  '阳光照在河面上，孩子们笑着跑过。',
];

const TAGS = ['span', 'b', 'em', 'strong', 'font', 'u', 'a', 'i'];

/** The sentence as a page writes it: comments, elements and entities anywhere, what the reader sees being the same. */
const marked = (text: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.record({
        kind: of('comment element entity invisible'),
        at: fc.nat({ max: Math.max(0, [...text].length - 1) }),
        length: fc.nat({ max: 6 }),
        which: fc.nat({ max: TAGS.length - 1 }),
      }),
      { maxLength: 4 },
    )
    .map((edits) => {
      const shown = [...text].map((c) => (c === '<' ? '&lt;' : c === '&' ? '&amp;' : c));
      const last = shown.length - 1;
      for (const { kind, at, length, which } of edits) {
        const character = [...text][at] ?? '';
        if (kind === 'comment') shown[at] = `<!-- ${length} -->${shown[at]}`;
        else if (kind === 'invisible') shown[at] = `${shown[at]}\u200b`;
        else if (kind === 'entity') shown[at] = `&#${character.codePointAt(0)};`;
        else {
          const end = Math.min(last, at + length);
          shown[at] = `<${TAGS[which]} class="c">${shown[at]}`;
          shown[end] = `${shown[end]}</${TAGS[which]}>`;
        }
      }
      return shown.join('');
    });

/** How the paragraphs of an article are written. */
export type Dress = 'html' | 'markdown' | 'text';
export interface Article {
  dress: Dress;
  head: string;
  /** As they are to be written, one by one. */
  paragraphs: string[];
}

const paragraph = seq(sentence, maybe(sentence, 3));
const dress = fc.constantFrom<Dress>('html', 'markdown', 'text');
const head = fc.constantFrom(
  '---\ntitle: "测试文章"\ndate: 2024-07-08 09:00:00 +0800\n---\n',
  '---\ntitle: 南京市上半年经济运行情况\ndate: 2023-07-20\ncategories: [经济]\ntags: [江苏, 统计]\n---\n',
  '---\ntitle: 2022年统计公报\ndate: 2023-02-28\nsource: 新华社\n---\n',
);
export const article: fc.Arbitrary<Article> = fc
  .tuple(dress, head)
  .chain(([how, front]) =>
    fc
      .array(how === 'html' ? paragraph.chain(marked) : paragraph, { minLength: 1, maxLength: 3 })
      .map((paragraphs) => ({ dress: how, head: front, paragraphs })),
  );

/** The article as a file. */
export const written = ({ dress: how, head: front, paragraphs }: Article): string =>
  `${front}\n${paragraphs.map((p) => (how === 'html' ? `<p>${p}</p>\n` : `${p}\n\n`)).join('')}`;

const MARKUP = [
  '<p>',
  '</p>',
  '<div>',
  '</div>',
  '<b>',
  '</b>',
  '<span class="a">',
  '</span>',
  '<table>',
  '<tr>',
  '<td>',
  '</td>',
  '</tr>',
  '</table>',
  '<ul>',
  '<li>',
  '</li>',
  '</ul>',
  '<br>',
  '<br/>',
  '<hr>',
  '<h2>',
  '</h2>',
  '<a href="x">',
  '</a>',
  '<pre>',
  '</pre>',
  '<script>',
  '</script>',
  '<style>',
  '</style>',
  '<textarea>',
  '<title>',
  '</title>',
  '<svg>',
  '<math>',
  '<template>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  '<!DOCTYPE html>',
  '<',
  '>',
  '&',
  '&nbsp;',
  '&lt;',
  '&#x4E2D;',
  '&#0;',
  '&#xD800;',
  '&#99999999;',
  '&notanentity;',
  '&amp',
  '<p',
  "class='",
  '"',
  '</',
  '<1',
  '<img src="a" alt="',
  '<article>',
  '</article>',
  '<header>',
  '<footer>',
  '# ',
  '## ',
  '- ',
  '1. ',
  '* ',
  '> ',
  '| ',
  '|---|',
  '```\n',
  '~~~\n',
  '**',
  '__',
  '`',
  '](',
  '[',
  '![',
  '\\',
  '    ',
  '\t',
  '---\n',
  '===\n',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '　',
  '\u00a0',
  '\u200b',
  '\u202e',
  '\ufe0f',
  '\u0301',
  '\ue000',
  '\u2028',
  '\ufffd',
  '𠮷',
  '😀',
];
const FRONT = [
  'title: ',
  'date: 2024-01-01\n',
  '"',
  '[',
  '- ',
  '&a ',
  '*a',
  '{',
  ': ',
  '|\n',
  '>\n',
  '#',
  '标题: ',
  '!!js ',
  '<<: ',
  '...\n',
  '\t',
];
const scrap = fc.oneof(
  { arbitrary: fc.constantFrom(...MARKUP), weight: 6 },
  { arbitrary: quantity, weight: 3 },
  { arbitrary: clause, weight: 2 },
  { arbitrary: fc.oneof(time, place, noun, verb, small, numeral, unit), weight: 2 },
  { arbitrary: fc.constantFrom('。', '，', '；', '、', '：', '“', '”', '（', '）', '《', '》', '…'), weight: 1 },
);
const front = fc
  .array(fc.oneof(fc.constantFrom(...FRONT), noun), { maxLength: 8 })
  .map((p) => `---\n${p.join('')}\n---\n`);
/** Text in which markup is as likely as words. */
export const markup: fc.Arbitrary<string> = seq(
  maybe(front, 4),
  fc.array(scrap, { maxLength: 14 }).map((parts) => parts.join('')),
);

/** Bytes: any, those of a text that was torn or flipped, and those of other encodings. */
export const bytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.tuple(markup, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 })).map(([text, flips]) => {
    const out = Buffer.from(text);
    for (const [at, byte] of flips) if (out.length > 0) out[at % out.length] = byte;
    return out;
  }),
  fc.tuple(markup, fc.boolean()).map(([text, big]) => {
    const out = Buffer.from(`\ufeff${text}`, 'utf16le');
    return big ? out.swap16() : out;
  }),
  fc.string({ unit: 'binary', maxLength: 120 }).map((text) => Buffer.from(text)),
);

/** A document as it comes in a line of NDJSON: halves of surrogate pairs can come this way only. */
export const jsonText: fc.Arbitrary<string> = fc
  .tuple(
    markup,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('\ud800', '\udc00', '\udbff', '\u0000', '\u0007', '\uffff')), {
      maxLength: 4,
    }),
  )
  .map(([text, halves]) => {
    let out = text;
    for (const [at, half] of halves) {
      const where = at % (out.length + 1);
      out = out.slice(0, where) + half + out.slice(where);
    }
    return out;
  });
