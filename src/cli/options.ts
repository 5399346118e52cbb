// The options: what commander knows of them, and what the program makes of them.
import { extname } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_MAX_BYTES } from '../batch/limits.js';
import type { Result } from '../document/model.js';
import { parseFields } from '../records/choice.js';
import { RECORD_FIELDS } from '../records/fields.js';
import { type Condition, parseWheres } from '../records/where.js';
import { FORMATS, type Format, formatOfEnding, KNOWN_ENDINGS, LANGUAGES, type Language } from '../sinks/index.js';

const FORMS = ['auto', 'markdown', 'html', 'text', 'ndjson'] as const;
/** How a file is read that is one document. */
export type Form = Exclude<(typeof FORMS)[number], 'ndjson'>;

type RecordName = (typeof RECORD_FIELDS)[number]['name'];

const PIVOT_FORMATS = ['csv', 'xlsx', 'table'] as const;
export type PivotFormat = (typeof PIVOT_FORMATS)[number];

/** A run as the command line asked for it, checked. */
export interface Plan {
  paths: string[];
  /** Null: a table on a terminal, else CSV. */
  format: Format | null;
  output: string | null;
  form: Form;
  /** Whether the inputs are streams of documents, one JSON object a line. */
  lines: boolean;
  rules: string[];
  fields: RecordName[];
  /** Whether --fields was given. */
  chosen: boolean;
  keep: Condition;
  /** Whether --where was given. */
  filtered: boolean;
  /** --where as it was written: `keep` is made of it. */
  conditions: string[];
  /** Worker threads; null: as many as there are cores. */
  jobs: number | null;
  /** Seconds that one document may take, 0 for any; null: not said. */
  timeout: number | null;
  /** Bytes that one document may have. */
  maxBytes: number;
  resume: boolean;
  errors: string | null;
  bom: boolean;
  header: Language;
  datapackage: boolean;
  quiet: boolean;
  progress: boolean;
}

/** A wide sheet made of records, as the command line asked for it, checked. */
export interface PivotPlan {
  path: string;
  rows: RecordName[];
  columns: RecordName[];
  values: RecordName;
  /** Null: a table on a terminal, else CSV. */
  format: PivotFormat | null;
  output: string | null;
  keep: Condition;
  bom: boolean;
  header: Language;
  quiet: boolean;
}

export type Request =
  | { kind: 'extract'; plan: Plan }
  | { kind: 'pivot'; plan: PivotPlan }
  | { kind: 'schema'; of: 'record' | 'rules' | 'spark' }
  /** The words after `rules`, which src/cli/rules reads. */
  | { kind: 'rules'; words: string[] }
  | { kind: 'version' }
  /** Help was asked for: text for standard output. */
  | { kind: 'help'; text: string };

/** commander's own option values, as declared in `declare`. */
interface Given {
  format?: Format;
  output?: string;
  from: Form | 'ndjson';
  rules?: string[];
  fields?: string;
  where?: string[];
  jobs?: number;
  timeout?: number;
  maxBytes: number;
  resume?: boolean;
  errors?: string;
  bom?: boolean;
  header: Language;
  datapackage?: boolean;
  quiet?: boolean;
  progress: boolean;
  version?: boolean;
}

/** The same for `extract pivot`. */
interface PivotGiven {
  rows: string;
  columns: string;
  values: string;
  format?: PivotFormat;
  output?: string;
  where?: string[];
  bom?: boolean;
  header: Language;
  quiet?: boolean;
}

/** Reads an option's value that is a whole number. */
const wholeNumber =
  (least: number, most: number) =>
  (value: string): number => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

/** What a size may be: no text of more bytes fits into one of Node's strings. */
const MOST_BYTES = 512_000_000;
const SUFFIXES: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Reads an option's value that is a size, as ripgrep's --max-filesize: bytes, or with K, M or G after them. */
function byteSize(value: string): number {
  const [, digits = '', suffix = ''] = /^(\d{1,9})([KMG]?)$/i.exec(value) ?? [];
  const size = digits === '' ? Number.NaN : Number(digits) * (SUFFIXES[suffix.toUpperCase()] ?? Number.NaN);
  if (size >= 1 && size <= MOST_BYTES) return size;
  throw new InvalidArgumentError(`It must be a number of bytes up to ${MOST_BYTES}; K, M and G may stand after it.`);
}

const append = (value: string, values: string[] = []): string[] => [...values, value];

const EXAMPLES = `
What a record holds: extract schema; to Apache Spark: extract schema --spark.
Fields, for --fields and --where:
${wrap(RECORD_FIELDS.map((field) => field.name).join(' '))}

--where takes FIELD OP VALUE; quote it for the shell. Given more than once, all must hold.
  =  !=           equals or not; with no value: is empty or not
  ~  !~           contains or not (text)
  >  >=  <  <=    numbers and dates (published, period_start, period_end)

Examples:
  extract article.md                          a table on a terminal, CSV in a pipe
  extract articles/ -o records.csv            every article below a folder
  extract articles/ -o records.csv --resume   the same, after it was stopped
  extract *.md --format ndjson | jq .value    one record a line
  cat article.html | extract - --format json  standard input
  extract article.md --fields indicator,value,unit,period,area
  extract articles/ --where measure=growth --where 'indicator~人数' --where 'value>=10'
  extract articles/ -o records.xlsx --header zh
  extract articles/ -o review.html            a page to read, check and correct them
  extract pivot records.ndjson --rows indicator --columns period
  extract --from ndjson -f ndjson --errors - - < documents.ndjson

Exit status: 0 all documents read, 1 some failed, 2 wrong usage or invalid rules, 130 interrupted.`;

function wrap(words: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line.length + word.length > 76) {
      lines.push(line);
      line = '';
    }
    line += `${line ? ' ' : '  '}${word}`;
  }
  return [...lines, line].join('\n');
}

function declare(): Command {
  return new Command('extract')
    .description(
      'Reads Chinese news articles and writes one typed record for every figure in them.\n从中文新闻里提取指标：文中每个数字写成一条记录。',
    )
    .argument('[path...]', 'files, folders (walked), patterns, @LIST (a file of paths), or - for standard input')
    .addOption(
      new Option('-f, --format <format>', 'by the ending of --output; else table on a terminal, csv in a pipe').choices(
        FORMATS,
      ),
    )
    .option('-o, --output <file>', 'write there, whole or not at all')
    .addOption(new Option('--from <form>', 'how to read the input').choices(FORMS).default('auto'))
    .option('--rules <dir>', 'add or override rules; may be repeated', append)
    .option('--fields <a,b,c>', 'which columns, in which order')
    .option('--where <condition>', 'keep only these records; may be repeated', append)
    .option('-j, --jobs <n>', 'worker threads (default: the cores)', wholeNumber(1, 256))
    .option('--timeout <seconds>', 'give up a document that takes longer (0: never)', wholeNumber(0, 86_400))
    .option(
      '--max-bytes <size>',
      'pass a document that is larger, as one that failed: bytes, or with K, M or G (default: 64M)',
      byteSize,
      DEFAULT_MAX_BYTES,
    )
    .option('--resume', 'go on with a run that was stopped: the same command again, and --output')
    .option(
      '--errors <file>',
      'write failed documents there as NDJSON: source, line, message; - with --from ndjson: into the stream',
    )
    .option('--bom', BOM_HELP)
    .addOption(headerOption())
    .option('--datapackage', 'write a datapackage.json (Frictionless) beside the CSV or Parquet file')
    .option('-q, --quiet', 'no progress and no notes, only errors')
    .option('--no-progress', 'no progress bar (it shows only when standard error is a terminal)')
    .option('-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);
}

const BOM_HELP = 'start CSV with a UTF-8 byte order mark, for spreadsheet programs that need one';

const headerOption = (): Option =>
  new Option('--header <language>', 'headings, and the words of measure, basis, modifier and status')
    .choices(LANGUAGES)
    .default('en');

function declarePivot(program: Command): Command {
  return program
    .command('pivot')
    .description('make a wide sheet of records: a line for each indicator, a column for each period')
    .argument('<records>', 'records as NDJSON or JSON, or - for standard input')
    .option('--rows <fields>', 'what the lines are', 'indicator')
    .option('--columns <fields>', 'what the columns are', 'period')
    .option('--values <field>', 'what stands in the cells', 'value')
    .addOption(new Option('-f, --format <format>', 'as for records').choices(PIVOT_FORMATS))
    .option('-o, --output <file>', 'write there, whole or not at all')
    .option('--where <condition>', 'keep only these records; may be repeated', append)
    .option('--bom', BOM_HELP)
    .addOption(headerOption())
    .option('-q, --quiet', 'no notes, only errors');
}

const wrong = (error: string): Result<never, string> => ({ ok: false, error });

function formatFor(given: { format?: Format; output?: string }): Result<Format | null, string> {
  if (given.format) return { ok: true, value: given.format };
  const ending = given.output === undefined ? '' : extname(given.output);
  if (ending === '') return { ok: true, value: null };
  const format = formatOfEnding(ending);
  if (format) return { ok: true, value: format };
  return wrong(`the ending of "${given.output}" tells no format (${KNOWN_ENDINGS.join(' ')}): give --format`);
}

/** Files that are streams of documents whatever stands in them. */
const LINES_ENDING = /\.(ndjson|jsonl)$/i;

function planOf(paths: string[], given: Given): Result<Plan, string> {
  if (paths.length === 0)
    return wrong('no article given: name files, folders, or - for standard input (extract --help)');
  if (paths.includes('')) return wrong('an empty path was given');
  const format = formatFor(given);
  if (!format.ok) return format;
  const fields = parseFields(given.fields ?? RECORD_FIELDS.map((field) => field.name).join(','));
  if (!fields.ok) return wrong(`--fields: ${fields.error}`);
  const conditions = given.where ?? [];
  const keep = parseWheres(conditions);
  if (!keep.ok) return wrong(`--where: ${keep.error}`);
  const quiet = given.quiet ?? false;
  const lines = given.from === 'ndjson' || (given.from === 'auto' && paths.every((path) => LINES_ENDING.test(path)));
  if (given.errors === '-' && !lines) return wrong('--errors - is for --from ndjson; else name a file');
  const resume = given.resume ?? false;
  if (resume && given.output === undefined) return wrong('--resume needs --output, which it goes on with');
  if (resume && paths.includes('-')) return wrong('--resume cannot read standard input again');
  if (resume && lines) return wrong('--resume is not for streams of documents');
  return {
    ok: true,
    value: {
      paths,
      format: format.value,
      output: given.output ?? null,
      form: given.from === 'ndjson' ? 'auto' : given.from,
      lines,
      rules: given.rules ?? [],
      fields: fields.value,
      chosen: given.fields !== undefined,
      keep: keep.value,
      filtered: conditions.length > 0,
      conditions,
      jobs: given.jobs ?? null,
      timeout: given.timeout ?? null,
      maxBytes: given.maxBytes,
      resume,
      errors: given.errors ?? null,
      bom: given.bom ?? false,
      header: given.header,
      datapackage: given.datapackage ?? false,
      quiet,
      progress: given.progress && !quiet,
    },
  };
}

function pivotPlanOf(path: string, given: PivotGiven): Result<PivotPlan, string> {
  const rows = parseFields(given.rows);
  if (!rows.ok) return wrong(`--rows: ${rows.error}`);
  const columns = parseFields(given.columns);
  if (!columns.ok) return wrong(`--columns: ${columns.error}`);
  const values = parseFields(given.values);
  if (!values.ok) return wrong(`--values: ${values.error}`);
  const [value] = values.value;
  if (value === undefined || values.value.length > 1) return wrong('--values: one field is needed');
  const twice = [...rows.value, ...columns.value, value].find((name, i, all) => all.indexOf(name) < i);
  if (twice !== undefined) return wrong(`field "${twice}" can stand in one place only: rows, columns or values`);
  const format = formatFor(given);
  if (!format.ok) return format;
  const allowed = PIVOT_FORMATS.find((each) => each === format.value) ?? null;
  if (format.value !== null && allowed === null)
    return wrong(`a wide sheet is written as ${PIVOT_FORMATS.join(', ')}, not as ${format.value}`);
  const keep = parseWheres(given.where ?? []);
  if (!keep.ok) return wrong(`--where: ${keep.error}`);
  return {
    ok: true,
    value: {
      path,
      rows: rows.value,
      columns: columns.value,
      values: value,
      format: allowed,
      output: given.output ?? null,
      keep: keep.value,
      bom: given.bom ?? false,
      header: given.header,
      quiet: given.quiet ?? false,
    },
  };
}

/**
 * Reads the command line (without the names of Node and of the program). The error is what is wrong with it, for standard
 * error; the exit status is then 2.
 */
export function parseCommandLine(words: readonly string[]): Result<Request, string> {
  const said: string[] = [];
  let request: Result<Request, string> = wrong('nothing to do');
  const collect = (text: string) => void said.push(text);
  const output = { writeOut: collect, writeErr: collect };
  // Options before a command are the program's, those after it the command's: `schema --rules` is not `--rules DIR`.
  const program = declare().enablePositionalOptions().exitOverride().configureOutput(output);
  declarePivot(program)
    .action((path: string, given: PivotGiven) => {
      const plan = pivotPlanOf(path, given);
      request = plan.ok ? { ok: true, value: { kind: 'pivot', plan: plan.value } } : plan;
    })
    .exitOverride()
    .configureOutput(output);
  program
    .command('schema')
    .description('print the JSON Schema (draft 2020-12) of the record, or of rule files')
    .addOption(new Option('--rules', 'of rule files').conflicts('spark'))
    .option('--spark', "of the record as Apache Spark's StructType, in JSON")
    .action((given: { rules?: boolean; spark?: boolean }) => {
      const of = given.rules ? 'rules' : given.spark ? 'spark' : 'record';
      request = { ok: true, value: { kind: 'schema', of } };
    })
    .exitOverride()
    .configureOutput(output);
  program
    .command('rules')
    .description('list, check, test, explain and begin rules (extract rules --help)')
    .argument('[words...]')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action((rest: string[]) => {
      request = { ok: true, value: { kind: 'rules', words: rest } };
    });
  program.action((paths: string[], given: Given) => {
    if (given.version) {
      request = { ok: true, value: { kind: 'version' } };
      return;
    }
    const plan = planOf(paths, given);
    request = plan.ok ? { ok: true, value: { kind: 'extract', plan: plan.value } } : plan;
  });
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { ok: true, value: { kind: 'help', text: said.join('') } };
    return wrong(error.message.replace(/^error: /, '').replaceAll('\n', ' '));
  }
  return request;
}
