// The one description of a record: the TypeScript type, validation and `extract schema` all come from it. At run time
// extraction needs only the type (`import type`), so zod stays off the start-up path.
import { z } from 'zod';
import { BASES, DIMENSIONS, MEASURES, MODIFIERS, STATUSES } from './fields.js';

/** The forms of record.md's `period`: year, half, quarter, month or day, or `start/end` of these. */
const PERIOD = /^\d{4}(-(H[12]|Q[1-4]|\d{2}(-\d{2})?))?(\/\d{4}(-(H[12]|Q[1-4]|\d{2}(-\d{2})?))?)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const textOrNull = (meaning: string) => z.string().nullable().describe(meaning);
const numberOrNull = (meaning: string) => z.number().nullable().describe(meaning);
const dateOrNull = (meaning: string) => z.string().regex(DATE).nullable().describe(meaning);

/** One observation: one number that an article reports about something. Fields in the order of record.md. */
export const indicatorRecord = z
  .strictObject({
    id: z.string().min(1).describe('Stable: the same source text gives the same id on every run and machine.'),
    source: z.string().describe('The file, or the document id, that it came from.'),
    title: textOrNull("The document's title."),
    published: textOrNull('When the document was published: ISO 8601 date, or date-time with its offset.'),
    category: textOrNull("The document's category."),
    url: textOrNull("The document's address."),
    section: textOrNull('The nearest heading above it.'),
    indicator: z.string().describe("What was measured, in the article's words, without quantity, time and area."),
    indicator_name: z
      .string()
      .describe('The canonical name, where a synonym rule gives one for the indicator; else the indicator.'),
    value: numberOrNull(
      'The number in the plain unit: 97.1万个 is 971000. Signed for change and growth: 下降3.2% is -3.2. Null for a range or a vague number.',
    ),
    value_min: numberOrNull('Lower end of a range (10—15℃) or of a vague number (数百: 100); else null.'),
    value_max: numberOrNull('Upper end of a range (10—15℃) or of a vague number (数百: 999); else null.'),
    value_text: z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .nullable()
      .describe(
        'The value digit by digit, where it has more than the 15 significant digits that a double keeps whatever they are; else null.',
      ),
    modifier: z
      .enum(MODIFIERS)
      .nullable()
      .describe(
        'Words that blur or bound the number: approx 约, over 超, under 近 or 不到, at_least 以上, at_most 以内.',
      ),
    unit: textOrNull('As written, without 万 and 亿: 元, 人次, %, 百分点, 平方公里. 三成 and 百分之三十 are %.'),
    unit_code: textOrNull('UCUM or ISO 4217 code where one exists: %, CNY, t, km2, kW.h; else null.'),
    dimension: z.enum(DIMENSIONS).describe('What kind of quantity the unit measures.'),
    measure: z
      .enum(MEASURES)
      .describe(
        'level: amount, stock or flow. change: absolute difference. growth: relative change. share: part of a whole, %. rate: any other % or per-unit rate. ratio: multiple of a base. rank: position.',
      ),
    basis: z
      .enum(BASES)
      .nullable()
      .describe(
        'What change, growth or ratio is against: yoy a year earlier, mom last month, qoq last quarter, ytd the start of the year, avg annual average, other any other stated base.',
      ),
    share_of: textOrNull("For share: the whole, in the article's words."),
    status: z
      .enum(STATUSES)
      .describe('actual: it happened. target: somebody means to reach it. forecast: it is expected.'),
    period: z
      .string()
      .regex(PERIOD)
      .nullable()
      .describe(
        'Reference period, ISO 8601 or SDMX: 2021, 2021-H1, 2021-Q3, 2021-12, 2021-12-31, or start/end of these.',
      ),
    period_start: dateOrNull("The period's first day."),
    period_end: dateOrNull("The period's last day."),
    period_text: textOrNull('The words that said the period; null when it was inherited.'),
    area: textOrNull("Reference area, resolved: 全国 is 中国, 全市 is the article's own city."),
    area_code: textOrNull('GB/T 2260 code for places in China, ISO 3166 alpha-2 for countries.'),
    part_of: textOrNull('The id of the total that 其中 breaks down.'),
    changed_from: textOrNull('For 从A下降到B: on B, the id of A.'),
    quote: z.string().describe('The sentence, plain text.'),
    raw: z.string().min(1).describe('The quantity as written: number, 万 or 亿, 多 or 余, unit.'),
    line: z.int().min(1).describe('The line of the source file on which raw begins, from 1.'),
    start: z.int().min(0).describe('Where raw begins in the source file, in Unicode code points from 0.'),
    end: z.int().min(1).describe('Where raw ends in the source file, in Unicode code points, exclusive.'),
    rule: z.string().min(1).describe('The id of the rule that made the record.'),
  })
  .describe('One observation: one number that a Chinese news article reports about something.');

export type IndicatorRecord = z.infer<typeof indicatorRecord>;
