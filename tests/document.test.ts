import { load } from 'cheerio/slim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArticleDocument,
  CodePoints,
  decode,
  type InputForm,
  readDocument,
  sourceRange,
} from '../src/document/index.js';
import { Nesting } from '../src/document/nesting.js';

const read = (text: string, form: 'auto' | InputForm = 'auto', source = 'a.md'): ArticleDocument => {
  const result = readDocument(source, text, form);
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};
const texts = (text: string, form: 'auto' | InputForm = 'auto', source = 'a.md'): string[] =>
  read(text, form, source).blocks.map((block) => block.text);
const kinds = (text: string, form: 'auto' | InputForm = 'auto'): [string, string][] =>
  read(text, form).blocks.map((block) => [block.kind, block.text]);
const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return little ? bytes : bytes.swap16();
};
/** The source of a stretch of clean text: the first block that holds it. */
const sourceOf = (text: string, clean: string, form: InputForm = 'html'): string | null => {
  const document = read(text, form);
  for (const block of document.blocks) {
    const at = block.text.indexOf(clean);
    if (at < 0) continue;
    const { start, end } = sourceRange(block, at, at + clean.length);
    return document.text.slice(start, end);
  }
  return null;
};

// 鲸湖市粮产 in GB18030.
const GB = [0xbe, 0xa8, 0xba, 0xfe, 0xca, 0xd0, 0xc1, 0xb8, 0xb2, 0xfa];

describe('decode', () => {
  const long = '鲸湖市今年种植水稻3.2万亩，产量增长4%。';
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from('鲸湖市'), '鲸湖市'],
    ['UTF-8 with BOM', Buffer.from('\ufeff鲸湖市'), '\ufeff鲸湖市'],
    ['UTF-16 LE with BOM', utf16('\ufeff鲸湖市', true), '\ufeff鲸湖市'],
    ['UTF-16 BE with BOM', utf16('\ufeff鲸湖市', false), '\ufeff鲸湖市'],
    ['UTF-16 LE without BOM', utf16(long, true), long],
    ['UTF-16 BE without BOM', utf16(long, false), long],
    ['GB18030', Uint8Array.from(GB), '鲸湖市粮产'],
    ['GB18030 among ASCII', Uint8Array.from([0x33, 0x25, ...GB, 0x0a]), '3%鲸湖市粮产\n'],
    ['GB18030, four bytes', Uint8Array.from([...GB, 0x95, 0x32, 0x82, 0x36]), '鲸湖市粮产𠀀'],
  ])('%s', (_, bytes, value) => {
    expect(decode(bytes)).toEqual({ ok: true, value });
  });

  it.each<[string, Uint8Array, { reason: string; line?: number }]>([
    ['nothing', new Uint8Array(), { reason: 'empty file' }],
    ['white space', Buffer.from(' \n\t'), { reason: 'empty file' }],
    ['a BOM alone', Buffer.from('\ufeff'), { reason: 'empty file' }],
    ['NUL bytes', Uint8Array.from([0x89, 0x50, 0, 0, 0, 0x0d, 0, 3]), { reason: 'binary file' }],
    ['control characters', Uint8Array.from([1, 2, 3, 4, 0x61, 0x62]), { reason: 'binary file' }],
    ['PDF', Buffer.from('%PDF-1.4 and so on'), { reason: 'binary file' }],
    ['a NUL after much text', Buffer.from(`${'字'.repeat(9000)}\0`), { reason: 'binary file' }],
    [
      'UTF-8 with a broken byte',
      Uint8Array.from([...Buffer.from('第一行的文字\n第二行'), 0xff, ...Buffer.from('文字')]),
      { reason: 'invalid UTF-8 at byte 28', line: 2 },
    ],
    [
      'bytes of no encoding',
      Uint8Array.from([0x61, 0xff, 0xff, 0xc0]),
      { reason: 'in no encoding that can be read (UTF-8, UTF-16, GB18030)' },
    ],
    [
      'half a UTF-16 character',
      Uint8Array.from([0xff, 0xfe, 0x61]),
      { reason: 'not valid UTF-16, which its byte order mark says it is' },
    ],
  ])('refuses %s', (_, bytes, error) => {
    expect(decode(bytes)).toEqual({ ok: false, error });
  });
});

describe('front matter', () => {
  const front = (lines: string): string => `---\n${lines}\n---\n正文在此。\n`;

  it('gives title, date, category, url and place hints', () => {
    const document = read(
      front(
        'layout: post\ntitle: "鲸湖开渔"\ndate: 2031-03-05 07:08:09 +0800\ncategories: bendi\ntags: 鲸湖晚报\nurl: http://a.example/1',
      ),
    );
    expect(document).toMatchObject({
      title: '鲸湖开渔',
      published: '2031-03-05T07:08:09+08:00',
      category: 'bendi',
      url: 'http://a.example/1',
      placeHints: ['鲸湖晚报', 'bendi', '鲸湖开渔'],
    });
    expect(document.warnings).toBeUndefined();
    expect(document.blocks.map((block) => block.text)).toEqual(['正文在此。']);
  });

  it.each<[string, string, string | null]>([
    ['a day', 'date: 2031-03-05', '2031-03-05'],
    ['a day in Chinese', '日期: 2031年3月5日', '2031-03-05'],
    ['ISO 8601', 'published: 2031-03-05T07:08:09Z', '2031-03-05T07:08:09Z'],
    ["China's time where none is said", "date: '2031-03-05 07:08'", '2031-03-05T07:08:00+08:00'],
    ['digits alone', 'date: 20310305', '2031-03-05'],
    ['RFC 2822', 'date: Wed, 05 Mar 2031 07:08:09 +0800', '2031-03-05T07:08:09+08:00'],
    ['no day of the calendar', 'date: 2031-02-30', null],
    ['no date', 'date: soon', null],
  ])('reads %s', (_, line, published) => {
    expect(read(front(line)).published).toBe(published);
  });

  it.each<[string, string, string[]]>([
    ['a list', 'tags:\n  - 鲸湖\n  - 开渔', ['鲸湖', '开渔']],
    ['a flow list', 'tags: [鲸湖, 开渔]', ['鲸湖', '开渔']],
    ['what only YAML reads', 'tags: ["鲸\\u6e56", \'开渔\']', ['鲸湖', '开渔']],
    ['a folded text', 'tags: >-\n  鲸湖\n  开渔', ['鲸湖 开渔']],
  ])('reads %s', (_, lines, hints) => {
    const document = read(front(lines));
    expect(document.placeHints).toEqual(hints);
    expect(document.warnings).toBeUndefined();
  });

  it.each<[string, string, number, string]>([
    ['an open quotation', `---\ntitle: 鲸湖\ntags: "开渔\n---\n正文在此。\n`, 3, '鲸湖'],
    ['a colon in a value', `---\nlayout: post\ntitle: 鲸湖: 开渔\n---\n正文在此。\n`, 3, '鲸湖: 开渔'],
    ['a line that is none', `---\ntitle: 鲸湖\n%%%\n---\n正文在此。\n`, 3, '鲸湖'],
    ['no end', '---\ntitle: 鲸湖\n\n正文在此。\n', 1, '鲸湖'],
    ['no end, and a rule later', '---\ntitle: 鲸湖\n<p>正文在此。</p>\n\n---\n', 1, '鲸湖'],
  ])('goes on with %s, and warns', (_, text, line, title) => {
    const document = read(text);
    expect(document.title).toBe(title);
    expect(document.warnings?.map((warning) => warning.line)).toEqual([line]);
    expect(document.blocks.map((block) => block.text)).toEqual(['正文在此。']);
  });

  it('is not seen in rules', () => {
    expect(texts('---\n\n正文在此。\n\n---\n\n还有。')).toEqual(['正文在此。', '还有。']);
  });

  it('is found after a byte order mark and with CRLF', () => {
    const document = read('\ufeff---\r\ntitle: 鲸湖\r\n---\r\n正文在此。\r\n');
    expect(document.title).toBe('鲸湖');
    expect(sourceRange(document.blocks[0]!, 0, 2)).toEqual({ start: 22, end: 24 });
  });
});

describe('forms', () => {
  it.each<[string, string, string, string[]]>([
    ['markup in Markdown', 'a.md', '<p>甲</p><p>乙</p>\n\n丙 **丁**\n', ['甲', '乙', '丙 丁']],
    ['a page by its ending', 'a.html', '甲<p>*乙*', ['甲', '*乙*']],
    ['a page by its content', '-', '<!DOCTYPE html><p>甲</p>', ['甲']],
    ['Markdown by its content', '-', '# 甲\n\n乙', ['甲', '乙']],
    ['text by its ending', 'a.txt', '甲<b>甲\n**乙**。', ['甲<b>甲', '**乙**。']],
    ['text by its content', '-', '渔船出海。\n渔获增加。', ['渔船出海。', '渔获增加。']],
  ])('%s', (_, source, text, blocks) => {
    expect(texts(text, 'auto', source)).toEqual(blocks);
  });

  it('refuses a text without text', () => {
    expect(readDocument('a.md', '\ufeff \n', 'auto')).toEqual({ ok: false, error: { reason: 'empty file' } });
  });
});

describe('HTML', () => {
  it.each<[string, string, [string, string][]]>([
    [
      'paragraphs',
      '<p>甲</p> <p>乙</p>',
      [
        ['paragraph', '甲'],
        ['paragraph', '乙'],
      ],
    ],
    [
      'unclosed paragraphs',
      '<p>甲<p>乙',
      [
        ['paragraph', '甲'],
        ['paragraph', '乙'],
      ],
    ],
    [
      'a heading left open',
      '<h2>甲<p>乙',
      [
        ['heading', '甲'],
        ['paragraph', '乙'],
      ],
    ],
    [
      'inline elements that cross blocks',
      '<font><h2>甲</font>乙</h2><b><li>丙</b>丁</li><p><i>戊</p><p>己</i>庚</p>',
      [
        ['heading', '甲乙'],
        ['item', '丙丁'],
        ['paragraph', '戊'],
        ['paragraph', '己庚'],
      ],
    ],
    ['an empty comment', '<p>甲<!-->乙', [['paragraph', '甲乙']]],
    [
      'a division in a heading',
      '<h2><div>甲</div></h2>乙',
      [
        ['heading', '甲'],
        ['paragraph', '乙'],
      ],
    ],
    [
      'items',
      '<ul><li>甲<li><p>乙</p></ul>丙',
      [
        ['item', '甲'],
        ['item', '乙'],
        ['paragraph', '丙'],
      ],
    ],
    [
      'cells',
      '<table><caption>表</caption><tr><td>甲<td><p>乙</table>',
      [
        ['caption', '表'],
        ['cell', '甲'],
        ['cell', '乙'],
      ],
    ],
    ['captions', '<figure><img src=a><figcaption>图</figcaption></figure>', [['caption', '图']]],
    [
      'end tags without a start',
      '</div>甲</p>乙</span>丙',
      [
        ['paragraph', '甲'],
        ['paragraph', '乙丙'],
      ],
    ],
    ['inline elements', '甲<span>乙</span><em>丙</em>', [['paragraph', '甲乙丙']]],
    ['a line break', '<p>甲<br>乙<br/><br>丙<br></p>', [['paragraph', '甲\n乙\n丙']]],
    ['preformatted text', '<pre>甲\n乙</pre>', [['paragraph', '甲\n乙']]],
    ['entities', '<p>&lt;5%&nbsp;&#20013;&#x6587;&hellip;&amp;&bogus;&</p>', [['paragraph', '<5% 中文…&&bogus;&']]],
    ['entities of old pages', '<p>&nbsp 甲&#150;乙&#0;</p>', [['paragraph', '甲–乙\ufffd']]],
    ['indents', '<p>&nbsp;&nbsp;　　甲 </p>', [['paragraph', '甲']]],
    ['wrapped lines', '<p>渔船\n  出海\nthree\nships</p>', [['paragraph', '渔船出海three ships']]],
    ['spaces', '<p>甲  乙　丙</p>', [['paragraph', '甲 乙 丙']]],
    ['comments', '<p>甲<!-- <p>x</p> -->乙<!---->丙<!--丁</p>', [['paragraph', '甲乙丙丁']]],
    ['scripts and styles', '<style>p{}</style><p>甲<script>if (a<b) "</p>"</script>乙</p>', [['paragraph', '甲乙']]],
    ['navigation', '<nav><ul><li>首页</ul></nav><p>甲</p><footer>版权</footer>', [['paragraph', '甲']]],
    [
      'navigation by class',
      '<div class="site-nav"><div>首页</div></div><p class="content">甲</p>',
      [['paragraph', '甲']],
    ],
    ['navigation left open', '<nav><p>甲</p>', [['paragraph', '甲']]],
    ['a header', '<header>网站</header><article><header><p>甲</p></header></article>', [['paragraph', '甲']]],
    ['what is hidden', '<p hidden>甲</p><div style="display: none">乙</div><p>丙</p>', [['paragraph', '丙']]],
    ['less than', '<p>1<2，x<y。a < b</p>', [['paragraph', '1<2，x<y。a < b']]],
    ['quoted attributes', '<p title="a>b" class=\'c\'>甲</p>', [['paragraph', '甲']]],
    [
      'an open quotation in a tag',
      '<p title="a>甲</p><p>乙</p>',
      [
        ['paragraph', '甲'],
        ['paragraph', '乙'],
      ],
    ],
    ['characters without width', '<p>1\u200b2\u00ad3</p>', [['paragraph', '123']]],
    ['CDATA', '<p>甲<![CDATA[乙<丙]]>丁</p>', [['paragraph', '甲乙<丙丁']]],
  ])('%s', (_, source, blocks) => {
    expect(kinds(source, 'html')).toEqual(blocks);
  });

  it('reads a page’s own data', () => {
    const page = `<html><head><title>开渔了_鲸湖网</title><meta property="article:published_time" content="2031-03-05T07:08:09+08:00">
      <link rel="canonical" href="http://a.example/?a=1&amp;b=2"></head><body><p>正文在此。</p></body></html>`;
    expect(read(page, 'auto', 'x.html')).toMatchObject({
      title: '开渔了',
      published: '2031-03-05T07:08:09+08:00',
      url: 'http://a.example/?a=1&b=2',
    });
    expect(read('<title>甲 - 乙</title><h1>开渔了</h1><p>文</p>', 'html').title).toBe('开渔了');
    expect(read('<meta name="PubDate" content="2031-03-05"><p>文</p>', 'html').published).toBe('2031-03-05');
  });

  it.each<[string, string, string[]]>([
    ['a script left open', '<p>甲</p><script>乙', ['甲']],
    ['a title left open', '<title>甲', ['甲']],
    ['a frame and a picture', '甲<iframe><p>乙</p></iframe><svg><path/><text>丙</text></svg>丁', ['甲丁']],
    ['names that no element has', '<A股>涨5%，<p.q>跌', ['<A股>涨5%，跌']],
    ['attributes that no parser agrees on', '<p a==">" b = "<b>"><p c="" d=\'>\'e>甲', ['甲']],
    ['names without their semicolon', '<p>R&D&nbsp;&copy=1&ampx;&lt', ['R&D &copy=1&ampx;<']],
    ['names of HTML 5', '<p>5&nbsp;&percnt;&hearts;&NotEqualTilde;&semi;', ['5 %♥≂̸;']],
    ['a tag that is not closed', '<p>甲</p>乙<p', ['甲', '乙<p']],
    ['elements that are closed by others', '<div><nav><p>甲</div><b>乙<p>丙</b>丁', ['甲', '乙', '丙丁']],
  ])('%s', (_, source, blocks) => {
    expect(texts(source, 'html')).toEqual(blocks);
  });

  const MANY = 100_000;
  it.each<[string, string, number]>([
    ['divisions', `甲\n${'<div>'.repeat(MANY)}`, 2],
    ['inline elements', '<b>\n'.repeat(MANY), 1001],
    ['paragraphs in cells', '<td><p>\n'.repeat(MANY), 501],
    ['elements that nobody knows, in quoted attributes too', `<a b=="<x>">${'<x>'.repeat(MANY)}`, 1],
    ['foreign elements', `<math>${'<g/>\n'.repeat(MANY)}`, 1000],
  ])('refuses deep markup: %s', (_, source, line) => {
    const error = { reason: 'markup nested deeper than 1,000 levels', line };
    for (const form of ['html', 'markdown'] as const)
      expect(readDocument('x', source, form)).toEqual({ ok: false, error });
  });

  it('takes any amount of markup that is not deep', () => {
    const source = '<div><p><b>甲</p><li>乙<li>丙</div></x><br><p>'.repeat(1001);
    expect(texts(source, 'html').join('')).toBe('甲乙丙'.repeat(1001));
    expect(texts(`${'<div>'.repeat(1000)}甲`, 'html')).toEqual(['甲']);
  });

  it('counts depth as the parser does', () => {
    const names =
      'p div li ul td th tr tbody thead table dd dt b a h2 select option input br svg title2 body head rp'.split(' ');
    const tag = fc.tuple(fc.boolean(), fc.constantFrom(...names));
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 40 }), (tags) => {
        const nesting = new Nesting();
        let source = '';
        for (const [start, name] of tags) {
          if (start) nesting.start(name);
          else if (!nesting.end(name)) continue;
          source += start ? `<${name}>` : `</${name}>`;
        }
        const $ = load(`${source}<i id="last">`, { xml: { xmlMode: false } });
        expect($('#last').parents().length).toBe(nesting.depth);
      }),
    );
  });
});

describe('Markdown', () => {
  it.each<[string, string, [string, string][]]>([
    [
      'headings',
      '# 甲 #\n##乙\n丙\n===\n丁\n---\n',
      [
        ['heading', '甲'],
        ['heading', '乙'],
        ['heading', '丙'],
        ['heading', '丁'],
      ],
    ],
    ['a hash tag', '#开渔# 来了', [['paragraph', '#开渔# 来了']]],
    ['a rule under a paragraph', '渔船出海。\n---\n', [['paragraph', '渔船出海。']]],
    ['wrapped lines', '渔船\n出海\nthree\nships', [['paragraph', '渔船出海three ships']]],
    [
      'an indented line',
      '渔船出海\n　　渔获增加',
      [
        ['paragraph', '渔船出海'],
        ['paragraph', '渔获增加'],
      ],
    ],
    ['hard breaks', '甲  \n乙\\\n丙', [['paragraph', '甲\n乙\n丙']]],
    [
      'items',
      '- 甲\n* 乙\n  丙\n1. 丁\n2) 戊',
      [
        ['item', '甲'],
        ['item', '乙丙'],
        ['item', '丁'],
        ['item', '戊'],
      ],
    ],
    [
      'items without a space',
      '1.甲\n2、乙\n\n（3）丙',
      [
        ['item', '甲'],
        ['item', '乙'],
        ['item', '（3）丙'],
      ],
    ],
    [
      'numbers at the start of a line',
      '2.5%的船\n\n5、6月出海',
      [
        ['paragraph', '2.5%的船'],
        ['paragraph', '5、6月出海'],
      ],
    ],
    ['a negative number', '-5℃的海面', [['paragraph', '-5℃的海面']]],
    [
      'tables',
      '|年|船|\n|--|--|\n|2031|5艘|',
      [
        ['cell', '年'],
        ['cell', '船'],
        ['cell', '2031'],
        ['cell', '5艘'],
      ],
    ],
    [
      'quotations',
      '> 甲\n> 乙\n>\n> 丙',
      [
        ['paragraph', '甲乙'],
        ['paragraph', '丙'],
      ],
    ],
    ['emphasis', '甲**乙**丙*丁*戊~~己~~庚__辛__', [['paragraph', '甲乙丙丁戊己庚辛']]],
    ['no emphasis', '5*3*2，a_b_c，2~3', [['paragraph', '5*3*2，a_b_c，2~3']]],
    ['links and images', '见[渔(讯)](http://a.example/(b) "c")![图](d.png)。[x](', [['paragraph', '见渔(讯)。[x](']]],
    ['reference links', '见[渔讯][1]。\n\n[1]: http://a.example/', [['paragraph', '见渔讯。']]],
    [
      'code',
      '见`a*b*`。\n\n```\nx = 5\n```\n\n完',
      [
        ['paragraph', '见a*b*。'],
        ['paragraph', '完'],
      ],
    ],
    ['a fence left open', '```\n渔船5艘', [['paragraph', '```渔船5艘']]],
    ['escapes', '5\\*3\\*2 \\<b>', [['paragraph', '5*3*2 <b>']]],
    [
      'HTML between',
      '甲\n<p>乙\n\n*丙*</p>\n丁',
      [
        ['paragraph', '甲'],
        ['paragraph', '乙'],
        ['paragraph', '丙'],
        ['paragraph', '丁'],
      ],
    ],
    ['a comment with blank lines', '<!-- 甲\n\n乙 -->\n丙', [['paragraph', '丙']]],
    ['a script with blank lines', '<script>\n\n甲\n\n</script>\n\n乙', [['paragraph', '乙']]],
    ['addresses', '见<http://a.example/>。', [['paragraph', '见。']]],
  ])('%s', (_, source, blocks) => {
    expect(kinds(source, 'markdown')).toEqual(blocks);
  });

  it('takes url from an address that stands alone', () => {
    expect(read('<p>甲</p>\n\n<http://a.example/x?y=1>\n').url).toBe('http://a.example/x?y=1');
    expect(read('甲 <http://a.example/>\n').url).toBeNull();
  });

  it('reads day files', () => {
    const source =
      '# 《晨讯》 (20310305)\n\n## 详细\n\n### 开渔\n\n<p>甲</p>\n\n[查看原文](http://a.example/)\n\n### 收船\n\n乙';
    const document = read(source);
    expect(document.published).toBe('2031-03-05');
    expect(document.blocks.map((block) => [block.section, block.text])).toEqual([
      [null, '《晨讯》 (20310305)'],
      ['《晨讯》 (20310305)', '详细'],
      ['详细', '开渔'],
      ['开渔', '甲'],
      ['开渔', '收船'],
      ['收船', '乙'],
    ]);
    expect(read('甲', 'auto', 'news/20310305.md').published).toBe('2031-03-05');
    expect(read('甲', 'auto', '20310305/a.md').published).toBeNull();
  });
});

describe('plain text', () => {
  const line = '鲸湖市农业农村局负责人介绍，今年全市共有渔船戊百艘出海作业，';
  it.each<[string, string, string[]]>([
    ['a paragraph a line', '渔船出海。\n渔获增加。\r\n\r\n价格平稳。', ['渔船出海。', '渔获增加。', '价格平稳。']],
    ['wrapped lines', `${line}\n${line}\n比上年多。\n\n完。`, [`${line}${line}比上年多。`, '完。']],
    ['indented lines', `　　${line}\n　　${line}`, [line, line]],
    ['old Macintosh line ends', '渔船出海。\r渔获增加。', ['渔船出海。', '渔获增加。']],
  ])('%s', (_, source, blocks) => {
    expect(texts(source, 'text')).toEqual(blocks);
  });

  it('takes the first line for the title', () => {
    expect(read('鲸湖开渔\n\n渔船出海。', 'text')).toMatchObject({
      title: '鲸湖开渔',
      blocks: [{ kind: 'heading' }, { kind: 'paragraph', section: '鲸湖开渔' }],
    });
    expect(read('渔船出海。\n渔获增加。', 'text').title).toBeNull();
  });
});

describe('furniture', () => {
  it.each([
    '（文章来源：鲸湖晚报）',
    '来源：鲸湖晚报',
    '责任编辑：王甲乙',
    '□王甲乙',
    '本报记者王甲乙',
    '鲸湖晚报记者 王甲 李乙丙 文/图',
    '记者王甲、通讯员李乙丙',
    '2031年03月05日 07:08 来源：鲸湖晚报',
    '[返回渔讯](http://a.example/)｜[返回首页](/)',
    '<a href="/">首页</a> > <a href="/b">更多</a>',
    '（《晨讯》 20310305 19:00）',
  ])('drops %s', (line) => {
    expect(texts(`正文在此。\n\n${line}\n\n还有。`)).toEqual(['正文在此。', '还有。']);
  });

  it.each([
    '记者了解到这些。',
    '首次记者职业资格考试举行',
    '来源多样，增长5%。',
    '[渔船出海5艘](http://a.example/)',
    '编辑部有5人。',
    '作者：全书共5卷，售价80元。',
  ])('keeps %s', (line) => {
    expect(texts(`正文在此。\n\n${line}\n\n还有。`)).toHaveLength(3);
  });

  it.each<[string, string, string[]]>([
    ['<p><strong>央视网消息</strong>（晨讯）：渔船出海。</p>', '渔船出海。', []],
    ['<p>本报鲸湖讯 渔船出海。</p>', '渔船出海。', ['鲸湖']],
    ['<p>本报讯（记者王甲乙）渔船出海。</p>', '渔船出海。', []],
    ['<p>本报讯 记者王甲乙报道：渔船出海。</p>', '渔船出海。', []],
    ['<p>新华社鲸湖3月5日电（记者王甲、李乙）渔船出海。</p>', '渔船出海。', ['鲸湖']],
    ['<p>中新网鲸湖3月5日电 (记者 王甲)渔船出海。</p>', '渔船出海。', ['鲸湖']],
    ['<p>鲸湖晚报讯：渔船出海。</p>', '渔船出海。', []],
    ['<p>新华社通讯员说，渔船出海。</p>', '新华社通讯员说，渔船出海。', []],
    ['<p>新华社电台有5座。</p>', '新华社电台有5座。', []],
    ['<p>渔船出海。（来源：鲸湖晚报）</p>', '渔船出海。', ['鲸湖晚报']],
    ['<p>渔船出海（5艘）</p>', '渔船出海（5艘）', []],
  ])('%s', (source, text, hints) => {
    const document = read(source);
    expect(document.blocks.map((block) => block.text)).toEqual([text]);
    expect(document.placeHints).toEqual(hints);
    // What was cut off is not in the source range either.
    const { start, end } = sourceRange(document.blocks[0]!, 0, text.length);
    expect(document.text.slice(start, end)).toBe(text);
  });
});

describe('sections', () => {
  it('are marked by single letters, bold lines and headings', () => {
    const source = `<p>引子。</p><p>A</p><p>“两网”提速</p><p>一。</p><p><b>渔获</b><br></p><p>二。</p><p>B</p><p>这是句子。</p><h3>三</h3><p>四。</p>`;
    expect(read(source).blocks.map((block) => [block.kind, block.section, block.text])).toEqual([
      ['paragraph', null, '引子。'],
      ['heading', null, '“两网”提速'],
      ['paragraph', '“两网”提速', '一。'],
      ['heading', '“两网”提速', '渔获'],
      ['paragraph', '渔获', '二。'],
      ['paragraph', '渔获', 'B'],
      ['paragraph', '渔获', '这是句子。'],
      ['heading', '渔获', '三'],
      ['paragraph', '三', '四。'],
    ]);
  });
});

describe('source map', () => {
  it.each<[string, string, string, InputForm]>([
    ['2<span>.</span>5%', '2.5%', '2<span>.</span>5%', 'html'],
    ['<p>约<b>2.5%</b>的船</p>', '2.5%', '2.5%', 'html'],
    ['<p>约<b>2.5</b>%的船</p>', '2.5%', '2.5</b>%', 'html'],
    ['<p>约2&#46;5&#x25;的船</p>', '2.5%', '2&#46;5&#x25;', 'html'],
    ['<p>约2.5&nbsp;&nbsp;万吨</p>', '2.5 万', '2.5&nbsp;&nbsp;万', 'html'],
    ['<p>约25\n  万吨</p>', '25万', '25\n  万', 'html'],
    ['<p>约25<!-- x -->万吨</p>', '25万', '25<!-- x -->万', 'html'],
    ['<p>约25<br>万吨</p>', '25\n万', '25<br>万', 'html'],
    ['约**25**万吨', '25', '25', 'markdown'],
    ['约**25**万吨', '25万', '25**万', 'markdown'],
    ['约[25](http://a.example/)万吨', '25万', '25](http://a.example/)万', 'markdown'],
    ['> 约25\n> 万吨', '25万', '25\n> 万', 'markdown'],
    ['约25\u200b万吨', '25万', '25\u200b万', 'text'],
  ])('%s: %s', (source, clean, slice, form) => {
    expect(sourceOf(source, clean, form)).toBe(slice);
  });

  it('puts ranges within the text', () => {
    const [block] = read('<p>约<b>25</b>吨</p>').blocks;
    expect(sourceRange(block!, -3, 99)).toEqual({ start: 3, end: 14 });
    expect(sourceRange(block!, 1, 1)).toEqual({ start: 7, end: 7 });
    expect(sourceRange(block!, 4, 4)).toEqual({ start: 14, end: 14 });
  });

  // A character as the source may write it; `at` and `length` are where it stands in that.
  const inside = fc.constantFrom(
    '<b>',
    '</b>',
    '<i class="a>b">',
    '</i>',
    '<!-- 5% -->',
    '\u200b',
    '</x>',
    '<font\n>',
    '<wbr>',
  );
  const written = fc.tuple(
    fc.constantFrom('增', '长', '5', '.', '%', '，', '。', '𠮷', '&', '<', 'a'),
    fc.boolean(),
    fc.array(inside, { maxLength: 3 }),
  );

  it('holds whatever the markup around known text', () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 40 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        let source = '<p>甲';
        let clean = '甲';
        const starts: number[] = [];
        const ends: number[] = [];
        for (const [character, entity, markup] of pieces) {
          source += markup.join('');
          const form = entity || character === '&' || character === '<' ? `&#${character.codePointAt(0)};` : character;
          for (let k = 0; k < character.length; k++) {
            // Halves of a pair written as an entity share its whole source.
            const whole = form !== character;
            starts.push(whole ? source.length : source.length + k);
            ends.push(whole ? source.length + form.length : source.length + k + 1);
          }
          source += form;
          clean += character;
        }
        source += '</p>';
        const document = read(source, 'html');
        expect(document.blocks.map((block) => block.text)).toEqual([clean]);
        const from = a % starts.length;
        const to = from + 1 + (b % (starts.length - from));
        expect(sourceRange(document.blocks[0]!, 1 + from, 1 + to)).toEqual({ start: starts[from], end: ends[to - 1] });
      }),
    );
  });

  const scrap = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<div class="nav">',
      '<',
      '>',
      '</',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '<li>',
      '<td',
      '"',
      "'",
      '=',
    ],
    ...[
      '&',
      '&#x',
      '&nbsp;',
      '#',
      '**',
      '*',
      '_',
      '[',
      '](',
      ')',
      '!',
      '`',
      '```',
      '\\',
      '|',
      '---',
      '>',
      '- ',
      '1.',
      '\n',
      '\n\n',
    ],
    ...[
      '\r\n',
      ' ',
      '　',
      '\u200b',
      '\ufeff',
      '\0',
      '\ud842',
      '增长',
      '5%',
      '，',
      '。',
      '”',
      '本报讯',
      '（来源：',
      'A',
      'title: x',
      '---\n',
    ],
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join('')),
  );

  it('never throws, covers the text without gaps, and is the same every time', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom<'auto' | InputForm>('auto', 'markdown', 'html', 'text'), (text, form) => {
        const result = readDocument('x', text, form);
        expect(readDocument('x', text, form)).toEqual(result);
        if (!result.ok) return;
        let last = 0;
        for (const block of result.value.blocks) {
          expect(block.text).toMatch(/\S/);
          let clean = 0;
          for (const span of block.spans) {
            expect(span.clean).toBe(clean);
            expect(span.source).toBeGreaterThanOrEqual(last);
            clean += span.length;
            last = span.source + span.sourceLength;
            if (span.verbatim)
              expect(text.slice(span.source, last)).toBe(block.text.slice(span.clean, span.clean + span.length));
          }
          expect(clean).toBe(block.text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('decodes any bytes or says why not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const result = decode(bytes);
        if (result.ok) expect(result.value).toMatch(/\S/);
        else expect(result.error.reason).toMatch(/^[^\n]+$/);
      }),
    );
  });
});

describe('CodePoints', () => {
  it('counts code points as Array.from does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('𠮷', '增', '5', '\ud842', '\udfb7', '\n')), (parts) => {
        const text = parts.join('');
        const points = new CodePoints(text);
        let utf16 = 0;
        let count = 0;
        for (const character of text) {
          expect(points.toCodePoint(utf16)).toBe(count);
          utf16 += character.length;
          count++;
        }
        expect(points.toCodePoint(utf16)).toBe(count);
      }),
    );
  });

  it('counts lines that end with LF, CRLF or CR', () => {
    const text = 'a\nb\r\nc\rd\n\ne';
    const points = new CodePoints(text);
    expect([...'abcde'].map((letter) => points.lineOf(text.indexOf(letter)))).toEqual([1, 2, 3, 4, 6]);
    expect(points.lineOf(text.indexOf('\r\n'))).toBe(2);
  });
});
