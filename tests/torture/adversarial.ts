// Documents that are made to break a reader, of any size: each is one thing again and again.

export interface Hostile {
  name: string;
  form: 'auto' | 'markdown' | 'html' | 'text';
  /** About so many bytes of it. */
  make(bytes: number): string;
}

const size = (text: string): number => Buffer.byteLength(text);
const repeated = (text: string, bytes: number): string => text.repeat(Math.max(1, Math.round(bytes / size(text))));
const again =
  (text: string, before = '', after = '') =>
  (bytes: number): string =>
    before + repeated(text, bytes) + after;

const SENTENCE = '全市新增就业12.5万人，同比增长8.3%，';

/** Depth grows with the size; what is inside them is read or the whole is refused, either at once. */
const nested = (open: string, close: string) => (bytes: number) => {
  const depth = Math.round(bytes / (size(open) + size(close)));
  return `${open.repeat(depth)}新增就业12.5万人。${close.repeat(depth)}`;
};

const list = (bytes: number): string => {
  let text = '';
  // Each line is indented one step more than the one before it, up to a depth that no reader draws.
  for (let i = 0; text.length < bytes; i++) text += `${'  '.repeat(i % 100)}- 第${i}项12万元\n`;
  return text;
};

/** YAML aliases, each list of ten of the one before: a billion laughs. */
const laughs = (bytes: number): string => {
  let text = '---\ntitle: 笑\na0: &a0 [哈哈]\n';
  for (let i = 1; text.length < Math.min(bytes, 60_000); i++)
    text += `a${i}: &a${i} [${Array(10).fill(`*a${i - 1}`)}]\n`;
  return `${text}---\n\n${again(`${SENTENCE}。\n\n`)(bytes)}`;
};

export const HOSTILE: readonly Hostile[] = [
  { name: 'digits', form: 'text', make: again('7') },
  { name: 'digits with a point in them', form: 'text', make: (n) => `3.${again('1')(n)}万人` },
  { name: '万', form: 'text', make: again('万', '三') },
  { name: '千百十万亿', form: 'text', make: again('千百十万亿') },
  { name: 'Chinese digits', form: 'text', make: again('一二三四五六七八九') },
  { name: '两三两三', form: 'text', make: again('两三') },
  { name: '零下', form: 'text', make: again('零下') },
  { name: '第', form: 'text', make: again('第') },
  { name: '分之', form: 'text', make: again('三分之') },
  { name: '翻', form: 'text', make: again('翻') },
  { name: 'numbers with commas between', form: 'text', make: again('12,') },
  { name: 'groups of three digits', form: 'text', make: again('123,') },
  { name: 'numbers with 、 between', form: 'text', make: again('12万元、') },
  { name: 'numbers with colons between', form: 'text', make: again('1.5:') },
  { name: 'numbers with dashes between', form: 'text', make: again('12—') },
  { name: 'one paragraph without a full stop', form: 'text', make: again(SENTENCE) },
  { name: 'one paragraph of sentences', form: 'text', make: again(`${SENTENCE}。`) },
  { name: 'one paragraph without marks', form: 'text', make: again('全市新增就业12.5万人同比增长8.3%') },
  { name: 'one line of letters', form: 'text', make: again('a') },
  { name: 'one long word of Chinese', form: 'text', make: again('国') },
  { name: 'times', form: 'text', make: again('2023年5月') },
  { name: 'dates half said', form: 'text', make: again('年月日') },
  { name: 'places', form: 'text', make: again('江苏省南京市') },
  { name: 'foreign syllables', form: 'text', make: again('斯坦尼夫') },
  { name: 'open quotation marks', form: 'text', make: again('“12万元') },
  { name: 'closing quotation marks', form: 'text', make: again('12万元”') },
  { name: 'open titles', form: 'text', make: again('《12万元') },
  { name: 'brackets in brackets', form: 'text', make: nested('（', '）') },
  { name: 'ends of sentences', form: 'text', make: again('。”') },
  { name: 'empty lines', form: 'text', make: again('\n \n\t\n', '甲') },
  { name: 'spaces in a line', form: 'text', make: again(' ', '新增12', '万人') },
  { name: 'characters without width', form: 'text', make: again('\u200b', '新增12', '万人') },
  { name: 'combining marks', form: 'text', make: again('\u0301', '新增12', '万人') },
  { name: 'marks of direction', form: 'text', make: again('\u202e\u202c', '新增12', '万人') },
  { name: 'private use', form: 'text', make: again('\ue000\uf8ff') },
  { name: 'characters beyond the first plane', form: 'text', make: again('𠮷😀') },
  { name: 'nested <div>', form: 'html', make: nested('<div>', '</div>') },
  { name: 'nested <b> in Markdown', form: 'markdown', make: nested('<b>', '</b>') },
  { name: 'open <div>', form: 'html', make: again('<div>') },
  { name: 'open <p>', form: 'html', make: again('<p>12万元') },
  { name: 'open <li>', form: 'html', make: again('<li>') },
  { name: 'open <b>', form: 'markdown', make: again('<b>12万元') },
  { name: 'end tags alone', form: 'html', make: again('</div>') },
  { name: 'ampersands of elements', form: 'html', make: again('<') },
  { name: 'half tags', form: 'html', make: again('<a href="') },
  { name: 'open comments', form: 'html', make: again('<!-- ') },
  { name: 'comments in a number', form: 'html', make: (n) => `<p>新增12${again('<!-- 3 -->')(n)}万人。</p>` },
  { name: 'attributes', form: 'html', make: (n) => `<p ${again('a="1" ')(n)}>新增12万人。</p>` },
  { name: 'entities', form: 'html', make: again('&#19975;') },
  {
    name: 'different entities',
    form: 'html',
    make: (n) => Array.from({ length: Math.round(n / 8) }, (_, i) => `&#${19968 + (i % 20000)};`).join(''),
  },
  { name: 'ampersands', form: 'html', make: again('&') },
  { name: 'open scripts', form: 'html', make: again('<script>') },
  { name: 'tables in tables', form: 'html', make: nested('<table><tr><td>', '</td></tr></table>') },
  { name: 'quotes in Markdown', form: 'markdown', make: again('> ') },
  { name: 'stars', form: 'markdown', make: again('*') },
  { name: 'open stars', form: 'markdown', make: again('*a **b ') },
  { name: 'open square brackets', form: 'markdown', make: again('[') },
  { name: 'half links', form: 'markdown', make: again('[a](') },
  {
    name: 'backticks',
    form: 'markdown',
    make: (n) => Array.from({ length: Math.round(Math.sqrt(2 * n)) }, (_, i) => '`'.repeat(i)).join('a'),
  },
  { name: 'fences', form: 'markdown', make: again('```\n') },
  { name: 'bars', form: 'markdown', make: again('|') },
  {
    name: 'a wide table',
    form: 'markdown',
    make: (n) => `${again('|12万元')(n / 2)}|\n${again('|---')(900)}|\n${again('|12万元')(n / 2)}|`,
  },
  { name: 'lists in lists', form: 'markdown', make: list },
  { name: 'headings', form: 'markdown', make: again('# 12\n') },
  { name: 'reference definitions', form: 'markdown', make: again('[a]: b\n') },
  { name: 'backslashes', form: 'markdown', make: again('\\') },
  {
    name: 'lines of front matter',
    form: 'auto',
    make: again('key: value\n', '---\ntitle: 甲\n', '---\n\n新增12万人。\n'),
  },
  { name: 'front matter that is never closed', form: 'auto', make: again('key: [\n', '---\n') },
  { name: 'aliases in front matter', form: 'auto', make: laughs },
  {
    name: 'nested lists in front matter',
    form: 'auto',
    make: (n) => `---\ntitle: 甲\na: ${again('[')(Math.min(n, 60_000))}\n---\n\n${again(`${SENTENCE}。\n\n`)(n)}`,
  },
];
