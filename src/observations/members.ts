// Names on the left of a list of numbers: 城镇、农村居民人均可支配收入分别为… Members are cut at 、 和 及 以及 与; what they
// share stands after the last member (收入) or before the first (长三角地区出口、进口).
import type { Part } from './model.js';
import { textOf } from './naming/index.js';
import { has } from './tokens.js';

const SEPARATORS = new Set(['、', '和', '及', '以及', '与', '，', '并']);
const CLAUSES = new Set(['，']);
export const COMMAS = new Set(['、', '，']);

/** Cuts a name at the separators of its outermost level. */
export function members(parts: readonly Part[], separators: ReadonlySet<string> = SEPARATORS): Part[][] {
  const list: Part[][] = [[]];
  let depth = 0;
  for (const part of parts) {
    if ('（(“《'.includes(part.text)) depth++;
    if ('）)”》'.includes(part.text)) depth--;
    if (depth === 0 && separators.has(part.text)) list.push([]);
    else list[list.length - 1]?.push(part);
  }
  return list.filter((m) => m.length > 0);
}

const endsInMeasure = (m: readonly Part[]): boolean => has(m.at(-1)?.token, 'shared-measure');

/** How many tokens at the end of the last member are the head that all members share. */
function headLength(list: readonly Part[][]): number {
  const last = list[list.length - 1] ?? [];
  const before = list[list.length - 2] ?? [];
  if (last.length < 2 || endsInMeasure(before)) return 0;
  if (!endsInMeasure(last)) return last.length > before.length ? last.length - before.length : 0;
  let n = 1;
  while (n < last.length - 1) {
    const part = last[last.length - n - 1];
    if (part === undefined || !(part.token.tag.startsWith('v') || has(part.token, 'shared-head'))) break;
    n++;
  }
  return Math.min(n, last.length - 1);
}

/**
 * The names that a list of `count` numbers takes from the name before it; null when the counts don't agree.
 */
export function distribute(parts: readonly Part[], count: number): string[] | null {
  const etc = parts.findIndex((p) => p.text === '等');
  if (etc > 0 && etc < parts.length - 1) {
    const list = members(parts.slice(0, etc));
    if (list.length !== count) return null;
    // 拉美、非洲等新兴市场出口: the class word after 等 goes, the measure stays.
    const after = parts.slice(etc + 1);
    const head = after.length >= 3 ? after.slice(2) : after.length === 2 ? after.slice(1) : after;
    const prefix = sharedPrefix(list);
    return list.map((m, i) => (i > 0 ? prefix : '') + textOf(m) + textOf(head));
  }
  // 教育、社会保障和就业支出 has two members though it has two separators: the coarser cut that fits the count holds.
  const cuts = [SEPARATORS, COMMAS, CLAUSES].map((separators) => members(parts, separators));
  const list = cuts.find((cut) => cut.length === count);
  if (list === undefined || count < 2) return null;
  const last = list[list.length - 1] ?? [];
  list[0] = withoutEpithet(list);
  const shared = headLength(list);
  const head = last.slice(last.length - shared);
  const bodies = list.map((m, i) => (i === list.length - 1 && shared > 0 ? m.slice(0, m.length - shared) : m));
  completeBodies(bodies);
  if (shared > 0) {
    const opener = sharedOpener(list);
    return bodies.map((m, i) => (i > 0 ? opener : '') + textOf(m) + textOf(head));
  }
  const prefix = sharedPrefix(list);
  return list.map((m, i) => (i > 0 ? prefix : '') + textOf(m));
}

/** 对前三大贸易伙伴东盟、欧盟出口: what the places are, between the preposition and the first of them. */
function withoutEpithet([first = [], ...rest]: readonly Part[][]): Part[] {
  const [opener] = first;
  const place = first.at(-1);
  const places = place?.token.kind === 'place' && rest.every((m) => m[0]?.token.kind === 'place');
  return opener?.token.tag === 'p' && places && first.length > 2 ? [opener, place] : first;
}

/** 职工、机关事业单位、城乡居民养老保险、工伤保险: members without the class word that the later ones end in take it. */
function completeBodies(bodies: Part[][]): void {
  const tail = bodies[bodies.length - 1]?.at(-1)?.text;
  if (tail === undefined || bodies.length < 3) return;
  const k = bodies.findIndex((m) => m.at(-1)?.text === tail || (m.at(-1)?.text.endsWith(tail.slice(-2)) ?? false));
  const first = bodies[k];
  const before = bodies[k - 1];
  if (k < 1 || first === undefined || before === undefined || k >= bodies.length - 1) return;
  const taken = first.slice(Math.min(before.length, first.length - 1));
  // 汽车、太阳能电池、锂电池: one word more is their own.
  if (textOf(taken).length < 3) return;
  for (let i = 0; i < k; i++) bodies[i] = [...(bodies[i] ?? []), ...taken];
}

/** 长三角地区出口、进口: what the first member has before the part that the others answer to. */
function sharedPrefix(list: readonly Part[][]): string {
  const first = list[0] ?? [];
  const second = list[1] ?? [];
  const opener = sharedOpener(list);
  if (opener !== '') return opener;
  if (endsInMeasure(first) && endsInMeasure(second) && first.length > second.length)
    return textOf(first.slice(0, first.length - second.length));
  return '';
}

/** 对拉美、非洲、中亚…: a preposition governs every member. */
function sharedOpener(list: readonly Part[][]): string {
  const opener = list[0]?.[0];
  return opener !== undefined && opener.token.tag === 'p' && list[1]?.[0]?.token.tag !== 'p' ? opener.text : '';
}
