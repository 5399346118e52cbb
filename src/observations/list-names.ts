// The names of a list of numbers: as many as numbers, in the list's own words or in words before them.
import { COMMAS, distribute, members } from './members.js';
import type { Part } from './model.js';
import { hasContent, textOf } from './naming/index.js';
import type { Reading } from './reading.js';
import type { Token } from './tokens.js';

/** 出口、进口分别为…; 两项指标分别为…; 分别为…: null where no words make as many names as there are numbers. */
export function namesOf(reading: Reading, parts: Part[], count: number, mixed = false): readonly string[] | null {
  const own = parts.length > 0 ? (distribute(parts, count) ?? fused(textOf(parts), count)) : null;
  if (own !== null) return own;
  // 由上篇、下篇、附录组成，共8章、36节、90个条目: of things counted in units of their own each has its noun.
  if (mixed) return null;
  const bare = hasContent(parts)
    ? null
    : reading.lastGroup.length === count
      ? reading.lastGroup
      : recentNames(reading, count);
  return (
    bare ??
    (isAnaphor(parts) ? recentNames(reading, count, textOf(parts)) : null) ??
    subjectMembers(reading, parts, count) ??
    clauseMembers(reading, parts, count)
  );
}

/** 产销, 存贷款: two measures in one word. */
const FUSED: readonly [RegExp, readonly [string, string]][] = [
  [/产销量?(完成)?$/, ['产量', '销量']],
  [/存贷款(余额)?$/, ['存款$1', '贷款$1']],
];

/** 汽车产销分别为…: the two names that one word holds. */
function fused(name: string, count: number): string[] | null {
  if (count !== 2) return null;
  const found = FUSED.find(([pattern]) => pattern.test(name));
  return found === undefined ? null : found[1].map((measure) => name.replace(found[0], measure));
}

/** 三大指标, 两者: words that stand for what was named before. */
const isAnaphor = (parts: readonly Part[]): boolean =>
  /^(指标|者|项|类|者分别|项指标|个指标|大指标|二者|三者|两者|后者|前者)$/.test(textOf(parts));

/** The last `count` different names, if the article has that many near. */
function recentNames({ state, out, events, lexicon }: Reading, count: number, except = ''): string[] | null {
  // A clause before that lists its subjects: 货物吞吐量、集装箱吞吐量稳步增长，分别达…
  const subject = events.at(-1);
  if (subject !== undefined && subject.observation === null) {
    const cut = distribute(subject.parts, count);
    if (cut !== null) return cut;
    if (out.length === 0) return null;
  }
  const names: string[] = [];
  const pool = [...state.last, ...out];
  for (let i = pool.length - 1; i >= 0 && names.length < count; i--) {
    const name = pool[i]?.indicator ?? '';
    // 三大指标 are those named before.
    const sums = lexicon.plain.get(name)?.classes.includes('summary') === true;
    if (name !== '' && name !== except && !sums && !names.includes(name)) names.unshift(name);
  }
  return names.length === count ? names : null;
}

/** 葡萄酒、预制菜等品类热销，销售额分别增长…: members listed in the clause before, the measure in this one. */
function subjectMembers({ events }: Reading, parts: readonly Part[], count: number): string[] | null {
  const event = events.at(-1);
  if (event === undefined || event.observation !== null || parts.length > 2) return null;
  const etc = event.parts.findIndex((p) => p.text === '等');
  const named = etc > 0 ? event.parts.slice(0, etc) : event.parts;
  const list = [members(named), members(named, COMMAS)].find((m) => m.length === count);
  return list?.map((m) => textOf(m) + textOf(parts)) ?? null;
}

/** 住宿业，批发业，软件业生产指数分别…: members in clauses of their own before this one. */
function clauseMembers({ events, tokens }: Reading, parts: readonly Part[], count: number): string[] | null {
  const before = events.slice(1 - count);
  const comma = parts[0];
  if (comma === undefined || before.length !== count - 1 || before.some((e) => e.observation !== null)) return null;
  // 公司发行了债券，票面利率…: a clause that says more is no member.
  const alone = (t: Token | undefined): boolean => t !== undefined && tokens[tokens.indexOf(t) + 1]?.text === '，';
  if (!before.every((e) => alone(e.parts.at(-1)?.token))) return null;
  const mark: Part = { text: '，', token: { ...comma.token, kind: 'mark', text: '，', tag: 'w', lexeme: null } };
  return distribute([...before.flatMap((e) => [...e.parts, mark]), ...parts], count);
}
