// How far records agree with a fixture's expected observations. The criteria are those by which the gold articles are
// scored: records and observations are paired where their code-point ranges overlap, then each field is compared.
import type { IndicatorRecord } from '../src/records/index.js';

/** One observation as a careful reader wrote it down. `raw` is its `nth` occurrence after the front matter. */
export interface ExpectedObservation {
  raw: string;
  nth: number;
  value: number | null;
  value_min: number | null;
  value_max: number | null;
  modifier: IndicatorRecord['modifier'];
  unit: string | null;
  measure: IndicatorRecord['measure'];
  basis: IndicatorRecord['basis'];
  share_of: string | null;
  status: IndicatorRecord['status'];
  /** Names that a reader would accept, best first. */
  indicator: string[];
  /** Null where the text doesn't plainly say: then any answer is accepted. */
  period: string | null;
  area: string | null;
  /** Index of the total's observation, for the parts under 其中. */
  part_of: number | null;
  /** Index of the starting level, for 从A到B. */
  changed_from: number | null;
  /** Neither rewarded nor punished. */
  optional: boolean;
}

/** Counts over the observations that are not optional; `spurious` counts records that no observation explains. */
export interface Agreement {
  observations: number;
  found: number;
  spurious: number;
  quantity: number;
  measure: number;
  name: number;
  period: number;
  status: number;
  area: number;
  links: number;
}

/** Where the body begins, UTF-16: after the front matter, if there is one. */
const bodyStart = (text: string): number => (text.startsWith('---') ? text.indexOf('---', 3) + 3 : 0);

/** UTF-16 offset of the `nth` occurrence of `raw` in the body, or -1. */
export function locate(text: string, raw: string, nth: number): number {
  let at = bodyStart(text) - 1;
  for (let i = 0; i < nth; i++) {
    at = text.indexOf(raw, at + 1);
    if (at < 0) return -1;
  }
  return at;
}

const length = (text: string): number => [...text].length;

const unitName = (unit: string | null): string | null =>
  unit === null
    ? null
    : unit
        .normalize('NFKC')
        .replace(/^个(?=百分点|小时|月|工作日)/, '')
        .replace(/^元人民币$|^人民币元?$/, '元')
        .trim() || null;

const sameUnit = (got: string | null, want: string | null): boolean =>
  want === null ? [null, '个', '人', '名'].includes(unitName(got)) : unitName(got) === unitName(want);

const sameNumber = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** 超 and 以上 bound a number from the same side; so do 近 and 以内. */
const side = (modifier: IndicatorRecord['modifier']): string =>
  modifier === 'at_least' ? 'over' : modifier === 'at_most' ? 'under' : (modifier ?? 'exact');

const sameBasis = (got: IndicatorRecord['basis'], want: IndicatorRecord['basis']): boolean => {
  if (want === null) return got === null || got === 'yoy' || got === 'other';
  if (want === 'other') return got === null || got === 'other';
  return got === want;
};

const placeName = (area: string | null): string =>
  (area ?? '').replace(/(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$/, '');

const coreName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s“”"'《》（）()的了共约]/g, '')
    .replace(/^(全国|我国|全市|全省|全区|我市|我省|中国)/, '');

function bigramLikeness(a: string, b: string): number {
  const left = new Map<string, number>();
  const ends = (s: string): string => `^${s}$`;
  for (let i = 0; i <= a.length; i++) {
    const gram = ends(a).slice(i, i + 2);
    left.set(gram, (left.get(gram) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 0; i <= b.length; i++) {
    const gram = ends(b).slice(i, i + 2);
    const count = left.get(gram) ?? 0;
    if (count > 0) {
      shared++;
      left.set(gram, count - 1);
    }
  }
  return (2 * shared) / (a.length + b.length + 2);
}

/** Is the name one of the variants, or close enough to be recognised as it? */
function closeName(name: string, variants: readonly string[]): boolean {
  const got = coreName(name);
  if (got === '') return false;
  return variants.map(coreName).some((want) => {
    if (want === '') return false;
    if (bigramLikeness(got, want) >= 0.7) return true;
    const nested = got.includes(want) || want.includes(got);
    return nested && Math.min(got.length, want.length) / Math.max(got.length, want.length) >= 0.6;
  });
}

const two = (n: number): string => String(n).padStart(2, '0');

function dayOf(part: string, end: boolean): string {
  const [year = '', rest = ''] = [part.slice(0, 4), part.slice(5)];
  const months = (first: number, last: number): string => {
    const month = end ? last : first;
    const day = end ? new Date(Date.UTC(Number(year), last, 0)).getUTCDate() : 1;
    return `${year}-${two(month)}-${two(day)}`;
  };
  if (rest === '') return months(1, 12);
  if (rest.startsWith('H')) return rest === 'H1' ? months(1, 6) : months(7, 12);
  if (rest.startsWith('Q')) return months(Number(rest[1]) * 3 - 2, Number(rest[1]) * 3);
  return rest.length === 2 ? months(Number(rest), Number(rest)) : part;
}

const days = (period: string | null): string | null => {
  if (period === null) return null;
  const [from = '', to = from] = period.split('/');
  return `${dayOf(from, false)}/${dayOf(to, true)}`;
};

/**
 * Pairs records with expected observations and counts what agrees.
 * @param text the decoded article, for the observations' places
 */
export function agree(
  text: string,
  expected: readonly ExpectedObservation[],
  records: readonly IndicatorRecord[],
): Agreement {
  const pairs = new Map<number, IndicatorRecord>();
  const taken = new Set<IndicatorRecord>();
  expected.forEach((observation, index) => {
    const start = length(text.slice(0, locate(text, observation.raw, observation.nth)));
    const end = start + length(observation.raw);
    let most = 0;
    for (const record of records) {
      const overlap = Math.min(end, record.end) - Math.max(start, record.start);
      if (overlap <= most || taken.has(record)) continue;
      most = overlap;
      pairs.set(index, record);
    }
    const best = pairs.get(index);
    if (best) taken.add(best);
  });

  const counts: Agreement = {
    observations: 0,
    found: 0,
    spurious: records.length - taken.size,
    quantity: 0,
    measure: 0,
    name: 0,
    period: 0,
    status: 0,
    area: 0,
    links: 0,
  };
  expected.forEach((want, index) => {
    if (want.optional) return;
    counts.observations++;
    const got = pairs.get(index);
    if (!got) return;
    counts.found++;
    if (
      sameNumber(got.value, want.value) &&
      sameNumber(got.value_min, want.value_min) &&
      sameNumber(got.value_max, want.value_max) &&
      sameUnit(got.unit, want.unit) &&
      side(got.modifier) === side(want.modifier)
    )
      counts.quantity++;
    if (got.measure === want.measure && sameBasis(got.basis, want.basis)) counts.measure++;
    if (closeName(got.indicator, want.indicator)) counts.name++;
    if (want.period === null || days(got.period) === days(want.period)) counts.period++;
    if (got.status === want.status) counts.status++;
    if (want.area === null || placeName(got.area) === placeName(want.area)) counts.area++;
    // A link that was expected is right when it leads to the right record; one that was not expected is no agreement.
    const linked = (['part_of', 'changed_from'] as const).every((field) => {
      const target = want[field];
      return target === null ? got[field] === null : got[field] !== null && got[field] === pairs.get(target)?.id;
    });
    if (linked) counts.links++;
  });
  return counts;
}
