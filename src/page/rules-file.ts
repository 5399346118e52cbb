// Rejections as a rule file: for each number that was found to count nothing a draft exclusion, with its sentence as the test.
import type { Mark } from '../annotations/model.js';
import type { IndicatorRecord } from '../records/schema.js';
import { MAX_FILE, MAX_PROSE, MAX_RULES } from '../rules/limits.js';

export interface Rejection {
  record: IndicatorRecord;
  mark: Extract<Mark, { became: 'record' }>;
  /** The text of the mark's block. */
  text: string;
  /** The other records of the sentence that stay, as corrected, in text order, each with the fields that were corrected. */
  stay: { record: IndicatorRecord; edited: readonly (keyof IndicatorRecord)[] }[];
  reason: string;
}

/** Characters beside the number that a draft rule asks for. */
const BESIDE = 4;

/** A string as YAML has it: JSON's notation, with what YAML would not print escaped too. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const scalar = (value: string | number | null): string => (typeof value === 'string' ? quoted(value) : String(value));

/** Where the sentence begins in its block. */
function sentenceStart({ record: { quote }, mark, text }: Rejection): number {
  const at = text.lastIndexOf(quote, mark.start);
  return at >= 0 && mark.end <= at + quote.length ? at : 0;
}

function partOf({ record, edited }: Rejection['stay'][number]): string {
  const names: (keyof IndicatorRecord)[] =
    record.value === null ? ['value_min', 'value_max', 'unit', 'measure'] : ['value', 'unit', 'measure'];
  const fields = [...new Set([...names, ...edited])];
  return `{ ${fields.map((name) => `${name}: ${scalar(record[name])}`).join(', ')} }`;
}

function ruleOf(rejection: Rejection): string {
  const { record, mark, text, stay, reason } = rejection;
  const from = sentenceStart(rejection);
  const before = text.slice(Math.max(from, mark.start - BESIDE), mark.start);
  const after = text.slice(mark.end, Math.min(from + record.quote.length, mark.end + BESIDE));
  const lines = [
    `  - id: exclusion.review-${record.id.replace(/[^a-z0-9]/g, '')}`,
    `    reason: ${quoted(reason.slice(0, MAX_PROSE))}`,
    `    number: [${quoted(text.slice(mark.start, mark.numberEnd))}]`,
    before === '' ? '    at: start' : `    before: [${quoted(before)}]`,
    ...(after === '' ? [] : [`    after: [${quoted(after)}]`]),
  ];
  if (record.quote.length > MAX_PROSE) return `${lines.join('\n')}\n`;
  return `${[
    ...lines,
    '    examples:',
    `      - text: ${quoted(record.quote)}`,
    ...(record.published === null ? [] : [`        published: ${record.published.slice(0, 10)}`]),
    ...(stay.length === 0
      ? ['        gives: []']
      : ['        gives:', ...stay.map((each) => `          - ${partOf(each)}`)]),
  ].join('\n')}\n`;
}

const HEAD = [
  '# Numbers that a reader of the review page rejected. Each rule is a draft that excludes this one number beside these words:\n',
  '# put the file into a folder of rules, run `extract rules test DIR`, and widen the conditions (docs/rules.md) to what is\n',
  '# true of all numbers of the kind. The examples then go on as their tests.\n',
  'kind: exclusions\nrules:\n',
].join('');

/** The rule files, each no larger than one may be. The same sentence in two articles gives one rule. */
export function ruleFilesOf(rejections: readonly Rejection[]): string[] {
  const rules = new Map(rejections.map((rejection) => [rejection.record.id, rejection]));
  const files: string[] = [];
  let file = '';
  let count = 0;
  for (const rejection of rules.values()) {
    const rule = ruleOf(rejection);
    if (file === '' || file.length + rule.length > MAX_FILE || count === MAX_RULES) {
      if (file !== '') files.push(file);
      file = HEAD;
      count = 0;
    }
    file += rule;
    count++;
  }
  return file === '' ? files : [...files, file];
}
