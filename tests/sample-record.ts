import type { IndicatorRecord } from '../src/records/schema.js';
import type { RunReport } from '../src/sinks/index.js';

/** A whole record with invented figures, changed as a test needs it. */
export function sampleRecord(change: Partial<IndicatorRecord> = {}): IndicatorRecord {
  return {
    id: 'a1b2c3',
    source: 'news/a.md',
    title: '稳岗工作见成效',
    published: '2022-01-18',
    category: null,
    url: null,
    section: null,
    indicator: '新增就业',
    indicator_name: '新增就业',
    value: 125_000,
    value_min: null,
    value_max: null,
    value_text: null,
    modifier: null,
    unit: '人',
    unit_code: null,
    dimension: 'count',
    measure: 'level',
    basis: null,
    share_of: null,
    status: 'actual',
    period: '2021',
    period_start: '2021-01-01',
    period_end: '2021-12-31',
    period_text: '去年',
    area: '南昌市',
    area_code: '360100',
    part_of: null,
    changed_from: null,
    quote: '去年全市新增就业12.5万人。',
    raw: '12.5万人',
    line: 7,
    start: 120,
    end: 126,
    rule: 'frame.act',
    ...change,
  };
}

/** What a run without failures did, changed as a test needs it. */
export const sampleReport = (change: Partial<RunReport> = {}): RunReport => ({
  version: '1.2.3',
  paths: ['news/'],
  documents: 1,
  failures: [],
  failed: 0,
  ...change,
});
