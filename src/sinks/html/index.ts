// The review page: one file that holds its data, its program and its style, and can load nothing else.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AnnotatedArticle } from '../../annotations/model.js';
import { builtData } from '../../assets.js';
import type { IndicatorRecord } from '../../records/schema.js';
import type { OpenedSink, SinkOptions } from '../index.js';
import type { Output } from '../output.js';
import { ARTICLE_CLASS, type PackedRun, packArticle, RUN_ID } from './data.js';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** JSON that cannot end the element it stands in, or begin another: text of an article is only ever data. */
const dataElement = (attribute: string, data: unknown): string =>
  `<script type="application/json" ${attribute}>${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>\n`;

function opening(script: string, style: string): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>指标审阅 Zhibiao</title>
<style>${style}</style>
</head>
<body>
<noscript><p>这个页面要用 JavaScript 打开。 This page needs JavaScript.</p></noscript>
`;
}

/** An article of which only the records are known. */
const unread = ({ source, title, published, category, url }: IndicatorRecord): AnnotatedArticle => ({
  ...{ source, title, published, category, url },
  blocks: [],
  marks: [],
});

/** Opens a sink that writes the review page. Articles are written as they come: memory does not grow with their number. */
export function openHtml(output: Output, options: SinkOptions): OpenedSink {
  const script = readFileSync(builtData('page.js'), 'utf8');
  const style = readFileSync(builtData('page.css'), 'utf8');
  const key = createHash('sha1');
  const rules = new Set<string>();
  let before = opening(script, style);
  let article: AnnotatedArticle | null = null;
  let records: IndicatorRecord[] = [];

  async function finish(): Promise<void> {
    if (article === null) return;
    // Records that --where left out are no marks.
    const ids = new Set(records.map(({ id }) => id));
    const marks = article.marks.filter((mark) => mark.became !== 'record' || ids.has(mark.id));
    for (const { id, rule } of records) {
      key.update(id);
      rules.add(rule);
    }
    for (const mark of marks) if ('rule' in mark && mark.rule !== null) rules.add(mark.rule);
    const element = dataElement(`class="${ARTICLE_CLASS}"`, packArticle({ ...article, marks }, records));
    article = null;
    records = [];
    await output.write(before + element);
    before = '';
  }

  return {
    async begin(next) {
      await finish();
      article = next;
    },
    async write(more) {
      for (const record of more) {
        if (article === null || article.source !== record.source) {
          await finish();
          article = unread(record);
        }
        records.push(record);
      }
    },
    async end({ version, documents, failures, failed }) {
      await finish();
      const known = options.reasons ?? new Map<string, string>();
      const run: PackedRun = {
        ...{ version, documents, failed, header: options.header },
        key: key.digest('hex').slice(0, 16),
        chosen: options.chosen ? [...options.fields] : null,
        fields: [...options.fields],
        reasons: Object.fromEntries([...rules].map((rule) => [rule, known.get(rule) ?? ''])),
        failures: failures.map(({ source, line, message }) => ({ source, line, message })),
      };
      await output.write(
        `${before}${dataElement(`id="${RUN_ID}"`, run)}<script>${script}</script>\n</body>\n</html>\n`,
      );
    },
  };
}
