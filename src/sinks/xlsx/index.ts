// XLSX: the records with typed cells, the data dictionary, and the run that made them.
import { dataDictionary } from '../../records/dictionary.js';
import type { RecordField } from '../../records/fields.js';
import { type Column, columnsOf, type Language } from '../columns.js';
import type { OpenedSink, RunReport, SinkOptions } from '../index.js';
import type { Output } from '../output.js';
import { LOOK, type StyledCell, type Value } from './cells.js';
import { type Row, Workbook } from './workbook.js';

export { LOOK } from './cells.js';
export { type Row, Workbook } from './workbook.js';

/** Widths of the columns that do not have the common one. */
const WIDTHS: Readonly<Partial<Record<RecordField['name'], number>>> = {
  title: 36,
  indicator: 32,
  indicator_name: 32,
  value: 18,
  value_min: 12,
  value_max: 12,
  value_text: 20,
  quote: 60,
  source: 28,
  id: 18,
  url: 20,
  section: 20,
  unit: 10,
  line: 8,
  start: 8,
  end: 8,
};
const COMMON_WIDTH = 13;

const DAYS: ReadonlySet<RecordField['name']> = new Set(['published', 'period_start', 'period_end']);
const POSITIONS: ReadonlySet<RecordField['name']> = new Set(['line', 'start', 'end']);
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?))?/;

/** An ISO 8601 date or date-time as its own clock shows it (a spreadsheet knows no time zones); other text as it is. */
function moment(text: string): Value {
  const match = MOMENT.exec(text);
  if (match === null) return text;
  const date = new Date(`${match[1]}T${match[2] ?? '00:00'}Z`);
  return Number.isNaN(date.getTime()) ? text : date;
}

function cellOf({ field: { name }, cell }: Column): (record: Parameters<Column['cell']>[0]) => Value | StyledCell {
  if (DAYS.has(name))
    return (record) => {
      const value = cell(record);
      return typeof value === 'string' ? moment(value) : value;
    };
  if (POSITIONS.has(name)) return (record) => ({ value: cell(record), look: LOOK.position });
  return cell;
}

const TEXTS = {
  en: {
    records: 'records',
    dictionary: 'dictionary',
    run: 'run',
    columns: ['field', 'heading', 'type', 'meaning', 'meaning (zh)', 'values'],
    about: ['what', 'line', 'detail'],
    version: 'extract, version',
    path: 'input',
    documents: 'documents',
    written: 'records',
    failed: 'failed documents',
    failure: 'failed',
    more: 'failures not listed',
  },
  zh: {
    records: '指标记录',
    dictionary: '数据字典',
    run: '运行',
    columns: ['字段', '列名', '类型', '含义（英文）', '含义', '取值'],
    about: ['项目', '行', '说明'],
    version: 'extract 版本',
    path: '输入',
    documents: '文档数',
    written: '记录数',
    failed: '失败的文档数',
    failure: '失败',
    more: '未列出的失败',
  },
} as const;

async function addDictionary(workbook: Workbook, language: Language): Promise<void> {
  const texts = TEXTS[language];
  const widths = [14, 12, 12, 60, 60, 40];
  await workbook.openSheet(
    texts.dictionary,
    texts.columns.map((heading, i) => ({ heading, width: widths[i] ?? COMMON_WIDTH })),
  );
  const rows = dataDictionary().map(({ name, label, type, nullable, meaning, meaningZh, values }): Row => {
    const words = values.map((each) => (each.label === each.value ? each.value : `${each.value} ${each.label}`));
    return [name, label, nullable ? `${type} / null` : type, meaning, meaningZh, words.join(', ')];
  });
  await workbook.addRows(rows);
  await workbook.closeSheet();
}

async function addRun(workbook: Workbook, language: Language, records: number, report: RunReport): Promise<void> {
  const texts = TEXTS[language];
  const widths = [28, 8, 80];
  await workbook.openSheet(
    texts.run,
    texts.about.map((heading, i) => ({ heading, width: widths[i] ?? COMMON_WIDTH })),
  );
  await workbook.addRows([
    [texts.version, null, report.version],
    [texts.documents, null, report.documents],
    [texts.written, null, records],
    [texts.failed, null, report.failed],
  ]);
  await workbook.addRows(report.paths.map((path) => [texts.path, null, path]));
  const failures = report.failures.map(
    ({ source, line, message }): Row => [texts.failure, line, `${source}: ${message}`],
  );
  await workbook.addRows(failures);
  const unlisted = report.failed - report.failures.length;
  if (unlisted > 0) await workbook.addRows([[texts.more, null, unlisted]]);
  await workbook.closeSheet();
}

/** Opens a sink that writes a workbook of three sheets: records, data dictionary, run. */
export function openXlsx(output: Output, options: SinkOptions): OpenedSink {
  const { header } = options;
  const columns = columnsOf(options.fields, header);
  const cells = columns.map(cellOf);
  const workbook = new Workbook(output);
  const opened = workbook.openSheet(
    TEXTS[header].records,
    columns.map(({ field, heading }) => ({ heading, width: WIDTHS[field.name] ?? COMMON_WIDTH })),
  );
  opened.catch(() => {});
  let written = 0;
  return {
    async write(records) {
      await opened;
      written += records.length;
      await workbook.addRows(records.map((record) => cells.map((cell) => cell(record))));
    },
    async end(report) {
      await opened;
      await workbook.closeSheet();
      await addDictionary(workbook, header);
      await addRun(workbook, header, written, report);
      await workbook.end();
    },
  };
}
