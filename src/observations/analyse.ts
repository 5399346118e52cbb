// One sentence: its quantities become observations by frame, name and scope.
import type { OwnPlace, Place, PlaceMention, PlaceScanner } from '../areas/index.js';
import { periodBounds, type TimeMention } from '../periods/index.js';
import type { Modifier, Quantity } from '../quantities/index.js';
import type { Sentence } from '../sentences/model.js';
import { basisIn, basisOfBase } from './basis.js';
import { chooseFrame, type Frame, type FrameMatch } from './frames.js';
import { COMMAS, distribute, members } from './lists.js';
import type { Basis, Observation, Status } from './model.js';
import {
  isNoun,
  isVerb,
  type NounPhrase,
  nameBefore,
  nounAfter,
  type Part,
  subjectOf,
  textOf,
  verbAfter,
  verbBefore,
  withoutExamples,
} from './naming.js';
import { has, isClauseMark, type Token } from './tokens.js';

/** What holds from one sentence to the next. */
export interface Discourse {
  published: string | null;
  own: OwnPlace;
  /** The time that governs, and whether a vague one (近日) has stopped it. */
  period: string | null;
  year: number | undefined;
  area: Place | null;
  /** Observations of the last sentence that had any, for 其中 and for ellipsis. */
  last: Observation[];
  basis: Basis | null;
  status: Status;
}

interface Clause {
  first: number;
  last: number;
}

/** A name that a later clause may leave out. */
interface NameEvent {
  parts: Part[];
  name: string;
  observation: Observation | null;
}

interface Named {
  name: string;
  parts: Part[];
  /** Index after the last token that the name used up. */
  end: number;
  /** The observation that the name was inherited from. */
  from?: Observation | null;
}

/** Named areas stand as the article names them: 积石山县, not 积石山保安族东乡族撒拉族自治县. */
function asWritten(place: Place | null, mention: PlaceMention): Place | null {
  if (place === null || place.level === 'province' || !place.name.includes('族') || mention.text.includes('族'))
    return place;
  const name = /[^省市州]*[州县区旗市]?$/.exec(mention.text)?.[0] ?? '';
  return name.length >= 2 ? { ...place, name } : place;
}

/** Words that are no name without what they belong to: 占比24% is the share of what was named before. */
const GHOST = /(占比|比重|增速|增幅|涨幅|降幅|跌幅|增长率|总计|合计|同比增速)$/;

/** Whether a time can be the period of a figure. */
export const governing = (t: TimeMention): boolean =>
  !t.named &&
  (t.kind === 'period' || t.kind === 'asof' || t.kind === 'vague' || (t.kind === 'duration' && t.period !== null));

export function clausesOf(tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  let first = 0;
  let depth = 0;
  tokens.forEach((t, i) => {
    if (t.kind === 'mark') {
      if ('（('.includes(t.text)) depth++;
      else if ('）)'.includes(t.text) && depth > 0) depth--;
    }
    if (depth === 0 && isClauseMark(t)) {
      if (i > first) clauses.push({ first, last: i - 1 });
      first = i + 1;
    }
  });
  if (first < tokens.length) clauses.push({ first, last: tokens.length - 1 });
  return clauses;
}

export class SentenceAnalysis {
  private readonly out: Observation[] = [];
  private readonly events: NameEvent[] = [];
  private status: Status = 'actual';
  private basis: Basis | null;
  private readonly clauses: Clause[];
  /** Where the words that no number has used yet begin. */
  private free = 0;
  private total: Observation[] | null = null;
  /** 与去年相比，…: a comparison in a clause of its own holds for the next. */
  private clauseBasis: Basis | null = null;
  private readonly buried = new Set<number>();
  /** Names of the last list of numbers: 2群、10只，增长到6群、37只. */
  private lastGroup: string[] = [];

  constructor(
    private readonly sentence: Sentence,
    private readonly tokens: readonly Token[],
    private readonly frames: readonly Frame[],
    private readonly places: PlaceScanner,
    private readonly state: Discourse,
    /** Index that the first observation will have in the article's list. */
    private readonly offset: number,
    private readonly earlier: readonly Observation[],
  ) {
    this.clauses = clausesOf(tokens);
    const opener = tokens.find((t) => t.kind !== 'mark');
    this.basis = has(opener, 'part') ? state.basis : null;
    if (has(opener, 'part')) this.status = state.status;
  }

  run(): Observation[] {
    for (const clause of this.clauses) this.clause(clause);
    return this.out;
  }

  /** The basis that a 其中 sentence after this one goes on with. */
  /** The period that goes on to the next sentence; undefined: none. */
  get lastPeriod(): string | null | undefined {
    const last = this.clauses.at(-1);
    if (last === undefined) return undefined;
    const part = this.tokens.findIndex((t) => has(t, 'part'));
    const from =
      part > 0 && this.tokens.slice(0, part).some((t) => t.time !== undefined && governing(t.time))
        ? part
        : this.tokens.length;
    const time = this.timeFor(last, from);
    return time === undefined ? undefined : (time?.period ?? null);
  }

  get lastStatus(): Status {
    return this.status;
  }

  get lastBasis(): Basis | null {
    return this.basis;
  }

  private clause(c: Clause): void {
    this.free = c.first;
    const quantities: number[] = [];
    for (let i = c.first; i <= c.last; i++) if (this.tokens[i]?.kind === 'quantity') quantities.push(i);
    const made = this.out.length;
    let next = 0;
    for (let i = c.first; i <= c.last; i++) {
      const t = this.tokens[i];
      if (t === undefined) continue;
      this.readStatus(t, i);
      if (has(t, 'part')) this.openTotal();
      else if (
        t.text === '中' &&
        this.out.length > 0 &&
        this.tokens[i - 1] !== undefined &&
        isNoun(this.tokens[i - 1] as Token)
      )
        this.openInside(i);
      if (i === quantities[next]) {
        const group = this.listFrom(quantities, next);
        if (group.length > 1) this.list(c, group);
        else this.single(c, i, null, 0);
        next += group.length;
        i = group[group.length - 1] ?? i;
      }
    }
    this.clauseBasis =
      quantities.length > 0 ? null : basisIn(this.tokens, c.first, c.last + 1, this.state.period, this.state.published);
    if (this.clauseBasis !== null && this.clauseBasis !== 'other') this.basis = this.clauseBasis;
    if (quantities.length === 0 || this.out.length === made) {
      const parts = subjectOf(this.tokens, c.first, c.last);
      if (parts.length > 0 && textOf(parts).length >= 2 && this.clauseBasis === null)
        this.events.push({ parts, name: textOf(parts), observation: null });
    }
  }

  private readStatus(t: Token, i: number): void {
    if (t.kind === 'time' && t.time?.target === true && this.status === 'actual') this.status = 'target';
    if (t.time?.kind === 'asof' && this.status === 'target') this.status = 'actual';
    if (t.kind !== 'word') return;
    if (has(t, 'forecast')) {
      // 预期指数, 市场预期: a noun, not somebody's forecast.
      const next = this.tokens[i + 1];
      if (
        (/^(预期|展望)$/.test(t.text) && (next === undefined || isNoun(next) || isNoun(this.tokens[i - 1] ?? t))) ||
        (/^(预测|预报)$/.test(t.text) &&
          (next === undefined || has(next, 'arrive', 'rise', 'fall', 'copula') || /^(值|数据|指数)$/.test(next.text)))
      )
        return;
      this.status = 'forecast';
    } else if (has(t, 'target') && (this.status === 'actual' || /^(计划|力争|目标是|拟)$/.test(t.text))) {
      // 将 before a noun only moves the object forward.
      const next = this.tokens[i + 1];
      if (
        (t.text === '将' || t.text === '要') &&
        !(
          next !== undefined &&
          next.kind !== 'quoted' &&
          (/^[vdp]/.test(next.tag) ||
            has(next, 'copula', 'forecast', 'drop', 'adjunct') ||
            // 将重点推进: a noun that stands as an adverb.
            (isNoun(next) &&
              next.text.length === 2 &&
              this.tokens[i + 2] !== undefined &&
              has(this.tokens[i + 2], 'act')))
        )
      )
        return;
      if ((t.text === '规划' || t.text === '目标' || t.text === '要求' || t.text === '计划') && !this.governs(i))
        return;
      this.status = 'target';
    } else if ((t.text === '已' || t.text === '已经') && this.status === 'target') this.status = 'actual';
  }

  /** Whether a noun-like plan word is a verb here: a verb, number or adverb follows it. */
  private governs(i: number): boolean {
    // 计划日均减产: a word that depends on the verb stands between.
    const next = this.tokens[has(this.tokens[i + 1], 'dependent') ? i + 2 : i + 1];
    if (next === undefined) return false;
    if (this.tokens[i]?.text === '计划' && (next.kind === 'time' || isVerb(next))) return true;
    return next.kind === 'quantity' || /^[vd]/.test(next.tag) || has(next, 'copula', 'act');
  }

  /** Numbers joined by nothing but 、 和 及: a list that shares its words. */
  private listFrom(quantities: readonly number[], k: number): number[] {
    const group = [quantities[k] ?? 0];
    for (let j = k + 1; j < quantities.length; j++) {
      const from = quantities[j - 1] ?? 0;
      const to = quantities[j] ?? 0;
      const between = this.tokens.slice(from + 1, to).filter((t) => !has(t, 'copula', 'drop', 'rise', 'fall'));
      if (between.length !== 1 || !/^(、|和|及|以及|与|或|:|：|∶)$/.test(between[0]?.text ?? '')) break;
      group.push(to);
    }
    return group;
  }

  private list(c: Clause, group: readonly number[]): void {
    const first = group[0] ?? 0;
    const frame = this.frameOf(first, c);
    const limit = frame?.from ?? first;
    const parts = this.leftOf(c, limit);
    let names = parts.length > 0 ? distribute(parts, group.length) : null;
    // 同比、环比分别增长5%、2.6%: as many bases as numbers.
    const bases = this.tokens.slice(Math.max(c.first, this.free), limit).filter((t) => t.lexeme?.basis != null);
    const against = this.tokens
      .slice(Math.max(c.first, this.free), limit)
      .filter((t) => t.time !== undefined && t.time.kind === 'base');
    if (parts.length === 0 && against.length === group.length) {
      // 比上半年和上年同期分别回落0.2和0.4个百分点: one name, as many bases.
      const name = this.inherited()?.name ?? '';
      group.forEach((at, k) => {
        this.single(c, at, name, k, frame ?? undefined);
        const made = this.out.at(-1);
        const base = against[k];
        if (made !== undefined && base !== undefined)
          made.basis = basisOfBase([base], 0, 1, made.period, this.state.published);
      });
      return;
    }
    if (bases.length === group.length) {
      const name = this.hasContent(stripGhost(parts.filter((p) => p.text !== '、')))
        ? null
        : (this.inherited()?.name ?? null);
      group.forEach((at, k) => {
        this.single(c, at, name, k, frame ?? undefined);
        const made = this.out.at(-1);
        if (made !== undefined) made.basis = (bases[k]?.lexeme?.basis ?? null) as Basis | null;
      });
      return;
    }
    const areas = this.listedPlaces(c, limit, group.length);
    if (areas !== null) {
      const rest = parts.filter((p) => p.token.kind !== 'place' && !/^(和|、|及|与)$/.test(p.text));
      const name = this.hasContent(rest) ? shorten(rest) : (this.inherited()?.name ?? null);
      group.forEach((at, k) => {
        this.single(c, at, name ?? shorten(rest), k, frame ?? undefined);
        const made = this.out.at(-1);
        if (made !== undefined) made.area = areas[k] ?? null;
      });
      return;
    }
    if (names === null && !this.hasContent(parts))
      names = this.lastGroup.length === group.length ? this.lastGroup : this.recentNames(group.length);
    if (names === null && this.isAnaphor(parts)) names = this.recentNames(group.length, textOf(parts));
    names ??= this.subjectMembers(parts, group.length) ?? this.clauseMembers(parts, group.length);
    const start = this.out.length;
    this.shareModifier(group);
    group.forEach((at, k) => {
      this.single(c, at, names?.[k] ?? null, k, frame ?? undefined);
    });
    this.lastGroup = this.out.slice(start).map((o) => o.indicator);
    this.spreadQuarters(this.out.slice(start));
  }

  /** 四个季度分别为…: as many quarters as numbers. */
  private spreadQuarters(made: readonly Observation[]): void {
    const year = /^(\d{4})$/.exec(made[0]?.period ?? '')?.[1];
    if (year === undefined || made.length !== 4 || !/四个季度|各季度|各个季度/.test(this.sentence.text)) return;
    made.forEach((o, k) => {
      o.period = `${year}-Q${k + 1}`;
    });
  }

  /** 分别超过60和42平方公里: what stands before the first bounds all. */
  private shareModifier(group: readonly number[]): void {
    const first = this.tokens[group[0] ?? 0]?.quantity;
    if (first === undefined || first.modifier === null || first.outerStart === first.start) return;
    const before = this.tokens.slice(Math.max(0, (group[0] ?? 0) - 3), group[0]);
    if (!before.some((t) => has(t, 'distributive')) && first.end !== first.numberEnd) return;
    for (const at of group.slice(1)) {
      const q = this.tokens[at]?.quantity;
      if (q !== undefined) q.modifier ??= first.modifier;
    }
  }

  /** 东部地区和西部地区分别提高2.2和0.8个百分点: as many places as numbers. */
  private listedPlaces(c: Clause, limit: number, count: number): (Place | null)[] | null {
    const found = this.tokens
      .slice(Math.max(c.first, this.free), limit)
      .filter((t) => t.kind === 'place' && t.place?.own === null);
    if (found.length !== count) return null;
    const lead = this.tokens[this.tokens.indexOf(found[0] as Token) - 1];
    if (lead !== undefined && /^(对|与|向|从|自|往|和|同)$/.test(lead.text)) return null;
    return found.map((t) =>
      t.place === undefined ? null : this.places.resolve(t.place, this.state.own, this.state.area),
    );
  }

  /** 葡萄酒、预制菜等品类热销，销售额分别增长…: members listed in the clause before, the measure in this one. */
  private subjectMembers(parts: readonly Part[], count: number): string[] | null {
    const event = this.events.at(-1);
    if (event === undefined || event.observation !== null || parts.length > 2) return null;
    const etc = event.parts.findIndex((p) => p.text === '等');
    const named = etc > 0 ? event.parts.slice(0, etc) : event.parts;
    const list = [members(named), members(named, COMMAS)].find((m) => m.length === count) ?? [];
    return list.length === count ? list.map((m) => textOf(m) + textOf(parts)) : null;
  }

  /** 住宿业，批发业，软件业生产指数分别…: members in clauses of their own before this one. */
  private clauseMembers(parts: readonly Part[], count: number): string[] | null {
    const before = this.events.slice(1 - count);
    const comma = parts[0];
    if (comma === undefined || before.length !== count - 1 || before.some((e) => e.observation !== null)) return null;
    const mark: Part = { text: '，', token: { ...comma.token, kind: 'mark', text: '，', tag: 'w', lexeme: null } };
    return distribute([...before.flatMap((e) => [...e.parts, mark]), ...parts], count);
  }

  /** 三大指标, 两者: words that stand for what was named before. */
  private isAnaphor(parts: readonly Part[]): boolean {
    return /^(指标|者|项|类|者分别|项指标|个指标|大指标|二者|三者|两者|后者|前者)$/.test(textOf(parts));
  }

  /** The last `count` different names, if the article has that many near. */
  private recentNames(count: number, except = ''): string[] | null {
    const names: string[] = [];
    const pool = [...this.state.last, ...this.out].filter((o) => o.indicator !== except);
    for (let i = pool.length - 1; i >= 0 && names.length < count; i--) {
      const name = pool[i]?.indicator ?? '';
      if (name !== '' && !names.includes(name)) names.unshift(name);
    }
    // A clause before that lists its subjects: 货物吞吐量、集装箱吞吐量稳步增长，分别达…
    const subject = this.events.at(-1);
    if (subject !== undefined && subject.observation === null) {
      const cut = distribute(subject.parts, count);
      if (cut !== null) return cut;
    }
    if (subject === undefined && this.out.length === 0 && this.state.last.length === 0) return null;
    if (subject?.observation === null && this.out.length === 0) return null;
    return names.length === count ? names : null;
  }

  private frameOf(at: number, c: Clause): FrameMatch | null {
    const frame = chooseFrame(this.frames, this.tokens, at, c.first, c.last);
    if (frame?.frame.id !== 'share.part') return frame;
    // 位于60%以上的高位区间: a level that the noun only describes.
    let end = at + 1;
    while (end < c.last && this.tokens[end + 1]?.kind !== 'mark' && this.tokens[end + 1]?.kind !== 'quantity') end++;
    return has(this.tokens[end], 'landmark')
      ? chooseFrame(
          this.frames.filter((f) => f.rule.whole !== 'noun'),
          this.tokens,
          at,
          c.first,
          c.last,
        )
      : frame;
  }

  private leftOf(c: Clause, limit: number): Part[] {
    return nameBefore(this.tokens, Math.max(c.first, this.free), limit, this.out.length > 0);
  }

  private hasContent(parts: readonly Part[]): boolean {
    const text = textOf(parts).replace(GHOST, '');
    return (
      text.replace(/[“”‘’《》（）、的]/g, '').length >= 2 &&
      parts.some((p) => (isNoun(p.token) || isVerb(p.token)) && !has(p.token, 'dependent', 'exists'))
    );
  }

  private single(c: Clause, at: number, given: string | null, place: number, listFrame?: FrameMatch): void {
    const token = this.tokens[at];
    const q = token?.quantity;
    if (q === undefined) return;
    const own = place > 0 && has(this.tokens[at - 1], 'rise', 'fall');
    const frame =
      listFrame !== undefined && place > 0 && !own ? { ...listFrame, from: at, to: at } : this.frameOf(at, c);
    if (frame === null) {
      this.free = at + 1;
      return;
    }
    const rule = frame.frame;
    const from = listFrame !== undefined && place > 0 && !own ? listFrame.from : frame.from;
    const named: Named = given !== null ? { name: given, parts: [], end: at + 1 } : this.name(c, at, frame, q, place);
    if (rule.basis === 'other' || rule.whole === 'gap' || rule.id === 'rate.of-base') this.buryTimes(frame.from, at);
    const mention =
      rule.like === true
        ? (this.tokens.slice(frame.from, at).find((t) => t.kind === 'time')?.time ?? this.timeFor(c, at))
        : this.timeFor(c, at);
    const time = this.widen(mention, at);
    if (rule.like === true) this.buryTimes(frame.from, at);
    const period = time === undefined ? this.state.period : (time?.period ?? null);
    let basis: Basis | null = rule.basis ?? null;
    if (rule.measure === 'growth' || rule.measure === 'change') {
      const said = basisIn(this.tokens, Math.max(c.first, this.basisStart(c, at)), at, period, this.state.published);
      if (rule.basis === undefined || said !== null)
        basis = said ?? this.clauseBasis ?? (rule.measure === 'growth' ? this.runBasis() : null);
      if (rule.basis === 'other') basis = 'other';
      if (place > 0 && said === null) basis = this.out.at(-1)?.basis ?? basis;
      if (basis === 'mom' && period !== null && /-Q\d$/.test(period)) basis = 'qoq';
      if (said === 'yoy' || said === 'mom' || said === 'qoq' || said === 'avg') this.basis = said;
    }
    if (rule.measure === 'ratio') basis = basisOfBase(this.tokens, from, at, period, this.state.published) ?? basis;
    if (q.modifier === null && (rule.measure === 'share' || rule.measure === 'rate') && from < at - 1)
      q.modifier = this.farModifier(from);
    if (q.modifier === null && has(this.tokens[at - 1], 'per')) q.modifier = this.farModifier(at - 2);
    let { value, min, max } = q;
    if (rule.sign === 'direction' && this.direction(from, at) < 0) {
      value = value === null ? null : value === 0 ? 0 : -Math.abs(value);
      if (min !== null && max !== null) [min, max] = [-max, -min];
    }
    // 美国经济增长1.4%，欧元区0.7%: a clause with nothing but a place and a number says the same of another place.
    const like = named.from;
    const parallel =
      like != null &&
      like.dimension === q.dimension &&
      ((rule.priority ?? 0) < 0 || rule.like === true) &&
      like.measure !== 'change'
        ? like
        : null;
    if (parallel !== null) basis ??= parallel.basis;
    const observation: Observation = {
      sentence: this.sentence,
      quantity: q,
      indicator: named.name,
      value,
      min,
      max,
      unit: q.unit,
      unitCode: q.unitCode,
      dimension: q.dimension,
      measure: parallel?.measure ?? this.measureOf(frame, q, c),
      basis,
      shareOf: this.wholeOf(frame, from, at, named.parts),
      status: this.statusOf(c, at, time === undefined ? null : period),
      period,
      periodText: time?.text ?? null,
      area: this.areaFor(at),
      partOf: null,
      changedFrom: null,
      rule: rule.id,
    };
    this.link(observation, c, at);
    this.out.push(observation);
    this.events.push({ parts: named.parts, name: named.name, observation });
    this.free = Math.max(named.end, at + 1);
  }

  /** 利率升至5.25%, 占比升至60%, 增速回升至5%: a percentage that was arrived at is what its noun says. */
  private measureOf(frame: FrameMatch, q: Quantity, c: Clause): Observation['measure'] {
    const { measure } = frame.frame;
    if (measure !== 'level' || q.dimension !== 'percent') return measure;
    for (let i = frame.from; i >= Math.max(c.first, frame.from - 3); i--) {
      if (has(this.tokens[i], 'share-noun', 'share')) return 'share';
      if (has(this.tokens[i], 'growth-noun')) return 'growth';
    }
    return this.nounBefore(frame.from, c) ?? 'rate';
  }

  /** 占比较上年提高1.4个百分点，达到65.6%: what the subject of the clause before says, where this one has none. */
  private nounBefore(from: number, c: Clause): 'share' | 'growth' | null {
    for (let i = c.first; i < from; i++) if (isNoun(this.tokens[i] as Token)) return null;
    let found: 'share' | 'growth' | null = null;
    for (let i = c.first - 2; i >= 0 && this.tokens[i]?.kind !== 'mark'; i--) {
      if (this.tokens[i]?.kind === 'quantity') found = null;
      if (has(this.tokens[i], 'share-noun')) found = 'share';
      else if (has(this.tokens[i], 'growth-noun')) found = 'growth';
    }
    return found;
  }

  /** What the words after the number (将用于…) and a time still ahead say of its status. */
  private statusOf(c: Clause, at: number, period: string | null): Status {
    if (this.status !== 'actual') return this.status;
    for (let i = at + 1; i <= c.last; i++) {
      const t = this.tokens[i];
      if (t === undefined || t.kind === 'quantity') break;
      if (i <= at + 2 && /^(目标|任务)$/.test(t.text) && this.tokens[at + 1]?.text === '的') return 'target';
      if (/^(将|即将|拟|将于|将在|还将|也将)$/.test(t.text) && /^[vdp]/.test(this.tokens[i + 1]?.tag ?? ''))
        return 'target';
    }
    const { published } = this.state;
    return published !== null && period !== null && periodBounds(period).start > published ? 'target' : 'actual';
  }

  /** 约占…的三分之一, 超过…的一半: the modifier stands before the whole. */
  private farModifier(from: number): Modifier | null {
    for (const t of [this.tokens[from], this.tokens[from - 1]]) {
      const word = t?.text ?? '';
      if (/^(约占?|约为|约合|大约|大约占)$/.test(word)) return 'approx';
      if (/^(超过|超|突破|逾|高于)$/.test(word)) return 'over';
      if (/^(近|接近|不足|不到|低于|跌破)$/.test(word)) return 'under';
      if (/^(不超过|不高于|不多于)$/.test(word)) return 'at_most';
      if (/^(不低于|不少于)$/.test(word)) return 'at_least';
    }
    return null;
  }

  private basisStart(c: Clause, at: number): number {
    for (let i = at - 1; i >= c.first; i--) if (this.tokens[i]?.kind === 'quantity') return i + 1;
    return c.first;
  }

  private runBasis(): Basis | null {
    return this.basis === 'yoy' ? 'yoy' : null;
  }

  private direction(from: number, at: number): number {
    for (let i = at - 1; i >= from; i--) {
      const sign = this.tokens[i]?.lexeme?.sign ?? 0;
      if (sign !== 0 && has(this.tokens[i], 'rise', 'fall', 'growth-noun', 'exceeds')) return sign;
    }
    // 3℃～6℃降温
    for (let i = at + 1; i <= at + 2; i++) {
      const sign = this.tokens[i]?.lexeme?.sign ?? 0;
      if (sign !== 0) return sign;
    }
    return 0;
  }

  private wholeOf(frame: FrameMatch, from: number, at: number, parts: readonly Part[]): string | null {
    if (frame.frame.whole === 'noun') return textOf(parts) || null;
    if (frame.frame.whole === 'subject')
      return (
        this.tokens
          .slice(this.clauseStart(at), from)
          .map((t) => (t.kind === 'time' ? '' : t.text))
          .join('') || null
      );
    if (frame.frame.whole !== 'gap') return null;
    const gap = this.tokens
      .slice(from + 1, at)
      .filter((t) => t.kind !== 'time' && !has(t, 'copula', 'share-noun', 'drop'));
    while (gap.length > 0 && /^(的|总)$/.test(gap[gap.length - 1]?.text ?? '')) gap.pop();
    return gap.map((t) => t.text).join('') || null;
  }

  /** 合作范围拓展至21个国家: what reached the number belongs to the name. */
  private withScope(c: Clause, frame: FrameMatch, right: Named): Named {
    if (frame.frame.id !== 'move.arrive') return right;
    const left = textOf(stripGhost(this.leftOf(c, frame.from)));
    return left.length < 2 || left.length + right.name.length > LONG ? right : { ...right, name: left + right.name };
  }

  private clauseStart(at: number): number {
    return this.clauses.find((c) => at >= c.first && at <= c.last)?.first ?? 0;
  }

  /** The name of the number at `at`. */
  private name(c: Clause, at: number, frame: FrameMatch, q: Quantity, place: number): Named {
    const rule = frame.frame;
    const limit = rule.keeps === true ? at : has(this.tokens[frame.from], 'keeps') ? frame.from + 1 : frame.from;
    const after = this.tokens[frame.to + 1];
    const counts = q.dimension === 'count' && q.unit !== null ? true : q.unit === null && q.form !== 'half';
    const bareVerb = rule.name === undefined && place === 0 && this.endsInVerb(c, limit);
    const wantsAfter =
      rule.name === 'after' ||
      bareVerb ||
      (rule.name === undefined && this.tokens[at - 1]?.text === '的') ||
      PAID.test(this.tokens[at - 1]?.text ?? '') ||
      /^(投资|投入|安排|拨付|筹资|出资)$/.test(this.tokens[at - 1]?.text ?? '') ||
      (has(this.tokens[at - 1], 'there-are') && q.dimension !== 'money' && q.dimension !== 'percent') ||
      (rule.name === undefined && place === 0 && this.attributes(c, at, limit)) ||
      (rule.name !== 'before' && counts) ||
      (rule.id === 'move.change' && q.dimension === 'count');
    if (wantsAfter && after !== undefined && frame.to < c.last + 1 && at < c.last) {
      const right = this.nameAfter(c, at, rule.whole === 'subject' ? frame.to : at, q, rule.name === 'after');
      if (right !== null) return this.withScope(c, frame, right);
    }
    const left = place === 0 ? this.leftOf(c, limit) : [];
    const cut = stripGhost(withoutExamples(left));
    const whole = this.total?.[0]?.indicator ?? '';
    if (
      this.total !== null &&
      textOf(cut).length >= 2 &&
      textOf(cut).length <= 4 &&
      whole !== textOf(cut) &&
      whole.startsWith(textOf(cut))
    )
      return { name: whole, parts: cut, end: at + 1 };
    if (this.hasContent(cut) && rule.id !== 'move.change-after') {
      const head = this.totalHead(cut) || this.subjectHead(cut) || this.siblingPrefix(cut, c);
      if (rule.id === 'rate.complete') {
        const goal = this.tokens
          .slice(frame.from, at)
          .filter((t) => t.kind !== 'time' && !has(t, 'drop') && t.text !== '的' && t.text !== '了');
        return { name: shorten(cut) + goal.map((t) => t.text).join(''), parts: cut, end: at + 1 };
      }
      const moved = this.tokens[frame.from];
      const needsGrowth =
        cut.length === 1 && has(cut[0]?.token, 'needs-growth') && rule.measure === 'growth' && !rule.keeps
          ? has(moved, 'growth-noun')
            ? (moved?.text ?? '')
            : '增长'
          : '';
      return { name: head + shorten(cut) + needsGrowth, parts: cut, end: at + 1 };
    }
    // 先后有3℃～6℃降温: the word after the number is all there is.
    if (frame.to > at && rule.measure === 'change') {
      const name = this.tokens
        .slice(at + 1, frame.to + 1)
        .map((t) => t.text)
        .join('')
        .replace(/^的/, '');
      return { name: (this.hasContent(cut) ? textOf(cut) : '') + name, parts: [], end: frame.to + 1 };
    }
    const inherited = this.inherited();
    if (inherited !== null)
      return { name: inherited.name, parts: inherited.parts, end: at + 1, from: inherited.observation };
    return { name: textOf(left), parts: left, end: at + 1 };
  }

  private nameAfter(c: Clause, at: number, to: number, q: Quantity, share: boolean): Named | null {
    let from = Math.max(at, to) + 1;
    let next = this.tokens[from];
    if (next === undefined || from > c.last) return null;
    while (
      next !== undefined &&
      from <= c.last &&
      (next.text === '的' ||
        next.kind === 'time' ||
        (next.kind === 'word' &&
          /^(d|uz|ul|ug|p)$/.test(next.tag) &&
          has(next, 'copula', 'drop', 'target') &&
          next.text !== '为' &&
          next.text !== '在'))
    )
      next = this.tokens[++from];
    if (next === undefined || from > c.last) return null;
    // 35批次537件流失文物, 66条共658公里河道: two numbers of one thing.
    if (/^(共|计|共计|合计)$/.test(next.text) && this.tokens[from + 1]?.kind === 'quantity')
      next = this.tokens[++from] as Token;
    if (next.kind === 'quantity')
      return next.quantity !== undefined && next.quantity.dimension !== 'percent' && from <= at + 2
        ? this.nameAfter(c, from, from, next.quantity, share)
        : null;
    if (next.kind === 'mark' && !'“《'.includes(next.text)) return null;
    if (has(next, 'base', 'than', 'rise', 'fall', 'arrive', 'share') && next.tag !== 'n') return null;
    if (
      has(next, 'landmark') &&
      !(/^(目标|任务)$/.test(next.text) && q.dimension === 'count') &&
      !(
        from < c.last &&
        this.tokens[from + 1] !== undefined &&
        (isNoun(this.tokens[from + 1] as Token) || this.tokens[from + 1]?.kind === 'quantity')
      )
    )
      return null;
    const passive = this.tokens.slice(at + 1, from).some((t) => t.text.endsWith('被'));
    // 56个场馆中，有44个是改建或临建: what the counted are.
    if (next.text === '是' || next.text === '为') {
      const what = nounAfter(this.tokens, from + 1, c.last);
      const head = this.events.at(-1);
      if (what.parts.length > 0)
        return {
          name: textOf(what.parts) + (head !== undefined && head.name.length <= 8 ? head.name : ''),
          parts: what.parts,
          end: what.end,
        };
      return null;
    }
    const people = q.unit !== null && /^(人|人次|户次|员)$/.test(q.unit);
    const use = /^(用于|用来|投向)$/.test(next.text);
    const paid = PAID.test(this.tokens[at - 1]?.text ?? '');
    // 投资2.5亿元建设智慧路网
    const spent = this.tokens[at - 1];
    if (
      spent !== undefined &&
      /^(投资|投入|安排|拨付|筹资|出资)$/.test(spent.text) &&
      next.tag.startsWith('v') &&
      !share
    ) {
      const vp = verbAfter(this.tokens, from, c.last);
      if (vp.parts.length > 0 && textOf(vp.parts).length <= 16)
        return { name: spent.text + textOf(vp.parts), parts: vp.parts, end: vp.end };
    }
    const there = has(this.tokens[at - 1], 'there-are');
    const owned = this.tokens[from - 1]?.text === '的';
    const adjective =
      /^(a|d|ad)$/.test(next.tag) &&
      from < c.last &&
      isNoun(this.tokens[from + 1] as Token) &&
      this.tokens[from + 1]?.tag !== 'vn';
    const acts = passive || isVerb(next) || (/^(d|p|ad|a)$/.test(next.tag) && !adjective) || has(next, 'predicate');
    if ((use || (paid && acts)) && !share) {
      const vp = verbAfter(this.tokens, from, c.last);
      if (vp.parts.length > 0) return { name: textOf(vp.parts), parts: vp.parts, end: vp.end };
    }
    if (there && acts && !owned && !share && !has(next, 'act') && q.dimension !== 'money') {
      const left = this.leftOf(c, at);
      const vp = verbAfter(this.tokens, from, c.last);
      if (this.hasContent(left) && vp.parts.length > 0 && !people)
        return { name: textOf(left) + textOf(vp.parts), parts: left, end: vp.end };
    }
    if ((people || (has(next, 'predicate') && q.dimension === 'count' && !this.relative(from, c))) && acts && !share) {
      const vp = verbAfter(this.tokens, from, c.last);
      if (vp.parts.length === 0) return null;
      const lead = this.peopleLead(c, at);
      return { name: lead + textOf(vp.parts), parts: vp.parts, end: vp.end };
    }
    if (
      acts &&
      !owned &&
      q.dimension !== 'count' &&
      !share &&
      !has(next, 'act') &&
      next.tag !== 'vn' &&
      !this.relative(from, c)
    )
      return null;
    const verbs = verbBefore(this.tokens, Math.max(c.first, this.free), at);
    if (share && acts && !owned) {
      const vp = verbAfter(this.tokens, from, c.last);
      const head = this.total?.[0]?.indicator ?? '';
      if (vp.parts.length > 0)
        return { name: textOf(vp.parts) + (head.length <= 8 ? head : ''), parts: vp.parts, end: vp.end };
    }
    const np = nounAfter(
      this.tokens,
      from,
      c.last,
      /^(次|届|场|轮|个|家|名|种|所|只|户|位|人|座|条|年)$/.test(q.unit ?? ''),
    );
    // 两条设计时速350公里的高速铁路: a measured attribute stands before the noun.
    const inner = this.tokens[np.end];
    const bounded = inner?.quantity !== undefined && inner.quantity.outerEnd > inner.quantity.end;
    const linked = this.tokens[np.end + 1]?.text === '的';
    if (inner?.kind === 'quantity' && inner.quantity?.dimension !== 'count' && (linked || bounded)) {
      const beyond = nounAfter(this.tokens, np.end + (linked ? 2 : 1), c.last);
      const lead = textOf(verbBefore(this.tokens, Math.max(c.first, this.free), at));
      if (beyond.parts.length > 0) return { name: lead + textOf(beyond.parts), parts: beyond.parts, end: at + 1 };
    }
    if (np.parts.length === 0) return null;
    const onward = this.keepsFor(np.end, c);
    const counted = onward ? withoutMeasure(np.parts) : np.parts;
    let name = textOf(counted);
    if (next.tag === 'x' && /[到至]$/.test(next.text)) return null;
    if (/^(到|至)$/.test(this.tokens[from + 1]?.text ?? '') && from < c.last) return null;
    // 提交了25万个签名: a lone verb at the end of the clause is the object of the verb before.
    if (np.parts.every((p) => isVerb(p.token)) && !(np.end > c.last && verbs.length > 0 && q.dimension === 'count'))
      return null;
    if (name.length < 2 && !np.parts.some((p) => isNoun(p.token))) return null;
    const caused = this.causes(at);
    const tail = caused
      ? textOf(verbAfter(this.tokens, np.end, c.last).parts).slice(0, 8)
      : this.shortPredicate(np, c, share);
    if (share) {
      const left = this.leftOf(c, at);
      const led = left.length > 0 && isVerb(left[left.length - 1]?.token as Token);
      return { name: led ? textOf(left) + name : name + tail, parts: np.parts, end: np.end };
    }
    const measured = owned ? this.measureBefore(c, at) : '';
    if (measured !== '') name += measured;
    else if (verbs.length > 0) name = textOf(verbs) + name;
    else name += tail;
    return { name, parts: np.parts, end: onward ? at + 1 : np.end };
  }

  /** 吸纳5.1万人次就业, 企业代表160多人参加: a verb that governs the number, or the noun that it counts. */
  private peopleLead(c: Clause, at: number): string {
    const from = Math.max(c.first, this.free);
    const verbs = verbBefore(this.tokens, from, at);
    if (verbs.length > 0) return textOf(verbs);
    const before = this.tokens[at - 1];
    if (
      before === undefined ||
      at - 1 < from ||
      before.kind !== 'word' ||
      !/^n/.test(before.tag) ||
      before.lexeme !== null
    )
      return '';
    const left = this.leftOf(c, at);
    let start = left.length;
    while (start > 0 && isNoun(left[start - 1]?.token as Token) && left[start - 1]?.token.kind !== 'place') start--;
    const lead = textOf(left.slice(start));
    return lead.length <= 10 ? lead : '';
  }

  /** 造成上万户居民停电: what was caused is noun and verb together. */
  private causes(at: number): boolean {
    for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
      const t = this.tokens[i];
      if (has(t, 'cause')) return true;
      if (t === undefined || !has(t, 'copula', 'drop')) return false;
    }
    return false;
  }

  /** 1591栋房屋、60所学校等建筑损毁: the short predicate that closes a list of counted things belongs to each. */
  private shortPredicate(np: NounPhrase, c: Clause, share: boolean): string {
    let i = np.end;
    let t = this.tokens[i];
    // Over the rest of the list to its end.
    let steps = 0;
    while (
      t !== undefined &&
      i <= c.last &&
      steps++ < 24 &&
      (t.text === '、' ||
        t.text === '和' ||
        t.kind === 'quantity' ||
        t.text === '等' ||
        (steps > 1 && isNoun(t) && !has(t, 'predicate')))
    )
      t = this.tokens[++i];
    if (t === undefined || i > c.last) return '';
    while (t !== undefined && i < c.last && (/^(d|ad)$/.test(t.tag) || has(t, 'drop', 'copula') || t.text === '全部'))
      t = this.tokens[++i];
    const brief = textOf(np.parts).length <= 3;
    if (t === undefined || !(has(t, 'predicate', 'act') || ((share || brief) && isVerb(t)))) return '';
    const rest = verbAfter(this.tokens, i, c.last);
    if (rest.end <= c.last) return '';
    const text = textOf(rest.parts);
    if (
      rest.parts.some((p) => p.token.kind === 'place') ||
      /^(进行|作出|开展|做出|予以|给予)/.test(text) ||
      /^(进行|作出|开展|做出|予以|给予)$/.test(t.text)
    )
      return '';
    return text.length <= (share || brief ? 12 : TAIL) && !text.includes('的') ? text : '';
  }

  /** 批准总额350亿元的预算案: a measured amount before 的 belongs to the noun after it, unless a subject stands before. */
  private attributes(c: Clause, at: number, limit: number): boolean {
    const next = this.tokens[this.tokens[at + 2]?.kind === 'time' ? at + 3 : at + 2];
    if (this.tokens[at + 1]?.text !== '的' || next === undefined || at + 2 > c.last || has(next, 'landmark'))
      return false;
    const left = this.leftOf(c, limit);
    const last = left[left.length - 1];
    return (
      last === undefined ||
      isVerb(last.token) ||
      (left.length === 1 && last.token.tag === 'x') ||
      (/^(总额|总价值|总投资|投资|金额|总规模|面积|总面积|价值|全长|总长|长|全长约)$/.test(last.text) &&
        (left.length === 1 || isVerb(left[left.length - 2]?.token as Token)))
    );
  }

  /** 总投资135亿元的工厂 → 工厂总投资: the noun before the number says what of it was measured. */
  private measureBefore(c: Clause, at: number): string {
    const left = this.leftOf(c, at);
    return /(?:^|.)(总投资|投资|总面积|面积|全长|总长)$/.exec(textOf(left))?.[1] !== undefined &&
      textOf(left).length <= 4
      ? textOf(left)
      : '';
  }

  /** Whether a relative clause with 的 begins at the token. */
  private relative(from: number, c: Clause): boolean {
    return this.tokens.slice(from, c.last).some((t) => t.text === '的');
  }

  /** Whether the words before a number end in a verb that waits for its object: 完成6.1公里河道修复. */
  private endsInVerb(c: Clause, limit: number): boolean {
    const parts = this.leftOf(c, limit);
    if (!this.hasContent(parts)) return true;
    // 展示了中国5635万公顷湿地: a place between the verb and the number.
    let last = parts.length - 1;
    while (last > 0 && parts[last]?.token.kind === 'place') last--;
    const end = parts[last]?.token;
    if (end === undefined) return true;
    return (isVerb(end) || has(end, 'act', 'predicate')) && (end.tag !== 'vn' || parts.length === 1);
  }

  /** The noun after a number is also the subject of a later number of the clause: 4款疫苗新增产能20亿剂. */
  private keepsFor(end: number, c: Clause): boolean {
    for (let i = end; i <= c.last; i++) {
      const t = this.tokens[i];
      if (t?.kind === 'quantity') return true;
      if (t === undefined || t.kind === 'mark' || /^(和|及|以及|与)$/.test(t.text)) return false;
    }
    return false;
  }

  /** Under 其中, a bare 转出 takes the head of its total: 转移业务转出. */
  private totalHead(parts: readonly Part[]): string {
    if (this.total === null) return '';
    const text = textOf(parts);
    const head = this.total[0]?.indicator ?? '';
    if (/^(出口|进口)$/.test(text) && head.endsWith('进出口')) return head.slice(0, -3);
    if (text.length > 3 || head === '' || head.includes(text)) return '';
    if (parts.every((p) => isVerb(p.token) && p.token.tag !== 'vn')) return head.replace(/^(办理|完成|实现)/, '');
    return '';
  }

  /** 保险基金总收入2.29万亿元、总支出1.86万亿元: what the number before it in the list has before its measure. */
  private siblingPrefix(parts: readonly Part[], c: Clause): string {
    const start = this.tokens[Math.max(c.first, this.free)];
    const event = this.events.at(-1);
    if (start?.text !== '、' || event === undefined || event.observation === null || parts.length > 2) return '';
    const last = parts[parts.length - 1]?.text ?? '';
    const before = event.parts[event.parts.length - 1]?.text ?? '';
    if (AMOUNT.test(last) && event.name.length <= 12) return event.name;
    if (!MEASURE_END.test(last) || !MEASURE_END.test(before) || event.parts.length <= parts.length) return '';
    return textOf(event.parts.slice(0, event.parts.length - parts.length));
  }

  /** 夏粮已丰收，产量居历史第二: a bare measure takes the subject of the clause before; 平均降价 does too. */
  private subjectHead(parts: readonly Part[]): string {
    const event = this.events.at(-1);
    const first = parts[0]?.text ?? '';
    if (event === undefined || event.name.length > 12) return '';
    // 项目签约142个，总额超900亿元: an amount of what was just counted.
    if (
      parts.length === 1 &&
      AMOUNT.test(first) &&
      event.observation !== null &&
      event.observation.dimension === 'count'
    )
      return event.name.length <= 8 && !event.name.includes(first) ? event.name : '';
    if (event.observation !== null) return '';
    const bare = parts.length === 1 && BARE_MEASURE.test(first);
    if (!bare && first !== '平均') return '';
    if (event.name.endsWith(first)) return event.name.slice(0, -first.length);
    return event.name.includes(first) ? '' : event.name;
  }

  private inherited(): NameEvent | null {
    const event = this.events.at(-1);
    if (event !== undefined && event.name !== '') return event;
    const before = this.state.last.at(-1);
    return before === undefined ? null : { parts: [], name: before.indicator, observation: before };
  }

  /** 自1992年加入公约以来: 以来 at the end of the clause makes it a span up to publication. */
  private widen(time: TimeMention | null | undefined, at: number): TimeMention | null | undefined {
    if (time == null || time.period === null || time.period.includes('/') || this.state.published === null) return time;
    const i = this.tokens.findIndex((t) => t.time === time);
    if (i < 0 || i > at || !/^[自从]$/.test(this.tokens[i - 1]?.text ?? '')) return time;
    const clause = this.clauses.find((k) => i >= k.first && i <= k.last);
    if (clause === undefined || !this.tokens.slice(i, clause.last + 1).some((t) => t.text === '以来')) return time;
    return { ...time, period: `${time.period}/${this.state.published}` };
  }

  /** Times of what a figure is compared with govern nothing. */
  private buryTimes(from: number, to: number): void {
    for (let i = from; i < to; i++) if (this.tokens[i]?.kind === 'time') this.buried.add(i);
  }

  /** The time that governs the number; undefined: none in the sentence; null: a vague one, so none at all. */
  private timeFor(c: Clause, at: number): TimeMention | null | undefined {
    let embedded: TimeMention | undefined;
    let passed = false;
    for (let i = at - 1; i >= 0; i--) {
      const t = this.tokens[i];
      if (t?.kind === 'quantity') passed = true;
      const time = t?.time;
      if (time === undefined || this.buried.has(i) || this.tokens[i - 1]?.lexeme?.basis != null) continue;
      const source = this.isSource(i);
      // 由上月上涨0.9%转为下降1.3%: where something comes from is the time of the first number alone.
      if (source && (passed || at >= this.tokens.length)) continue;
      if (!governing(time) && !(source && time.kind === 'base' && time.period !== null)) continue;
      if (time.kind === 'vague') {
        if (this.opensClause(i)) return null;
        continue;
      }
      if (this.isEmbedded(i, c)) {
        embedded = time;
        continue;
      }
      // 2012年至2022年十年间: the span before says when, the duration only how long.
      const before = this.tokens[i - 1]?.time;
      if (time.kind === 'duration' && before !== undefined && governing(before) && before.period !== null)
        return before;
      return time;
    }
    for (let i = at + 1; i <= c.last; i++) {
      const t = this.tokens[i];
      if (t?.kind === 'quantity') break;
      if (t?.time !== undefined && governing(t.time) && t.time.kind !== 'vague' && !this.isEmbedded(i, c))
        return t.time;
    }
    return embedded;
  }

  private isSource(i: number): boolean {
    return has(this.tokens[i - 1], 'from') && !/以来|起|开始|至|到|—|-/.test(this.tokens[i]?.text ?? '');
  }

  private opensClause(i: number): boolean {
    const before = this.tokens[i - 1];
    return (
      before === undefined ||
      before.kind === 'mark' ||
      before.kind === 'time' ||
      before.kind === 'place' ||
      /^(记者|其中|但|而|并)$/.test(before.text)
    );
  }

  /** Whether a time only belongs to a noun: 6日发生的强震, 昨晚获得的金牌, 实施第三季度运行图. */
  private isEmbedded(i: number, c: Clause): boolean {
    const next = this.tokens[i + 1];
    const before = this.tokens[i - 1];
    if (next !== undefined && isVerb(next) && !has(next, 'copula'))
      for (let k = i + 2; k <= i + 3 && k < this.tokens.length; k++) if (this.tokens[k]?.text === '的') return true;
    const transitive =
      before !== undefined &&
      isVerb(before) &&
      !has(before, 'copula', 'report', 'arrive', 'adjunct', 'from', 'than', 'forecast', 'to', 'target') &&
      !/[到至于在为]$/.test(before.text);
    void c;
    return transitive && next !== undefined && next.kind === 'word' && isNoun(next);
  }

  private areaFor(at: number): Place | null {
    for (let i = at - 1; i >= 0; i--) {
      const mention = this.tokens[i]?.place;
      if (mention === undefined || this.isElsewhere(i)) continue;
      if (mention.list > 0) return null;
      return asWritten(this.places.resolve(mention, this.state.own, this.placeBefore(i)), mention);
    }
    return this.state.area ?? this.state.own.home;
  }

  /** 对美国, 距离兰州市, 高于全国: a place that something is set against, not where it is. */
  private isElsewhere(i: number): boolean {
    const before = this.tokens[i - 1];
    // 占同期全国外贸的12%: words may stand between 占 and the place of the whole.
    for (let k = i - 1; k >= Math.max(0, i - 3); k--) {
      const t = this.tokens[k];
      if (t === undefined || t.kind === 'mark' || t.kind === 'quantity') break;
      if (has(t, 'share')) return true;
    }
    return (
      has(before, 'from', 'than', 'exceeds', 'share') ||
      /^(对|向|与|赴|往|到|至|占|距离|距|前往|运往|飞往|通往)$/.test(before?.text ?? '')
    );
  }

  /** The place that 全市 and 当地 mean: the nearest one named before, in the sentence or before it. */
  private placeBefore(i: number): Place | null {
    for (let k = i - 1; k >= 0; k--) {
      const mention = this.tokens[k]?.place;
      if (mention !== undefined && mention.own === null && mention.list === 0) return mention.place;
    }
    return this.state.area;
  }

  /** 56个场馆中，有44个…: what a counted noun with 中 introduces are its parts. */
  private openInside(i: number): void {
    for (let k = i - 1; k >= Math.max(0, i - 8); k--) {
      const q = this.tokens[k]?.quantity;
      if (q === undefined) continue;
      const whole = this.out.find((o) => o.quantity === q);
      if (whole !== undefined && whole.measure === 'level') this.total = [whole];
      return;
    }
  }

  private openTotal(): void {
    const pool = this.out.length > 0 ? this.out : this.state.last;
    const levels = pool.filter((o) => o.measure === 'level' && o.partOf === null);
    this.total = levels.length > 0 ? levels : null;
  }

  private link(o: Observation, c: Clause, at: number): void {
    if (this.total !== null && o.measure === 'level') {
      const same = this.total.find((t) => t.indicator.length >= 2 && o.indicator.endsWith(t.indicator));
      const unit = this.total.filter((t) => t.unit === o.unit);
      const total = same ?? (unit.length > 0 ? unit[unit.length - 1] : this.total[this.total.length - 1]);
      if (total !== undefined) o.partOf = this.indexOf(total);
    }
    // 从A下降到B, 由A增加到B
    const arrives =
      o.rule === 'move.arrive' ||
      this.tokens.slice(Math.max(c.first, at - 6), at).some((t) => t.text === '转为' || has(t, 'arrive'));
    if (!arrives) return;
    const previous = this.out.filter(
      (p) =>
        (p.unit === o.unit || (p.dimension === 'count' && o.dimension === 'count' && p === this.out.at(-1))) &&
        this.startsSpan(p),
    );
    const source = previous[previous.length - 1];
    if (source === undefined) return;
    o.changedFrom = this.indexOf(source);
    // 十年来…从A延长到B: A is of the start of the span, B of its end.
    if (
      o.period !== null &&
      o.period === source.period &&
      o.periodText !== null &&
      /来$|从.*[到至]|年间/.test(o.periodText)
    ) {
      const [start, end] = o.period.split('/');
      if (start !== undefined && end !== undefined) {
        source.period = start;
        o.period = end;
      }
    }
    // 占比由43%提高到75%: both ends measure the same.
    if (o.dimension === 'percent' && source.dimension === 'percent') o.measure = source.measure;
  }

  /** Whether 从 or 由 stands before the number in its clause. */
  private startsSpan(p: Observation): boolean {
    const at = this.tokens.findIndex((t) => t.quantity === p.quantity);
    const clause = this.clauses.find((c) => at >= c.first && at <= c.last);
    if (clause === undefined) return false;
    for (let i = at - 1; i >= clause.first; i--) if (has(this.tokens[i], 'from')) return true;
    return false;
  }

  private indexOf(o: Observation): number | null {
    const here = this.out.indexOf(o);
    if (here >= 0) return this.offset + here;
    const before = this.earlier.lastIndexOf(o);
    return before >= 0 ? before : null;
  }
}

function stripGhost(parts: Part[]): Part[] {
  let end = parts.length;
  while (end > 0 && GHOST.test(parts[end - 1]?.text ?? '')) end--;
  while (end > 0 && /^(的|、|和)$/.test(parts[end - 1]?.text ?? '')) end--;
  const kept = parts.slice(0, end);
  // 局地降幅, 出口增速: too little is left to stand alone.
  if (end < parts.length && textOf(kept).length <= 2 && end > 0) return parts;
  return kept;
}

/** Words before an amount that something is done with: 以30亿元收购. */
const PAID = /^(以|用|花|花费|斥资|耗资)$/;
const AMOUNT = /^(总额|金额|货值|产值|价值|投资|投资额)$/;
/** Measures that say nothing without a subject. */
const BARE_MEASURE = /^(产量|销量|产值|面积|价格|收入|库存|客流|单产|总产|均价|产能|里程|总量|均值)$/;
const MEASURE_END = /(量|额|率|值|价|面积|收入|支出|结余|投资|产能|里程|规模|人数|单产|数量|库容|余额|增速|增加值)$/;

/** 9677座重点水库蓄水量达…: what is counted is the noun before the measure that the next number has. */
function withoutMeasure(parts: readonly Part[]): Part[] {
  const comma = parts.findIndex((p) => p.text === '、');
  let kept = comma > 0 ? parts.slice(0, comma) : [...parts];
  const measured = kept.findIndex((p, i) => i > 0 && MEASURE_END.test(p.text));
  if (measured > 0) kept = kept.slice(0, measured);
  while (kept.length > 1 && isVerb(kept[kept.length - 1]?.token as Token)) kept = kept.slice(0, -1);
  return kept;
}

/** Longest predicate that a counted noun takes into its name. */
const TAIL = 8;
/** A row of a table needs no more than this many characters; what stands before the last 的 goes first. */
const LONG = 24;

function shorten(parts: readonly Part[]): string {
  const text = textOf(parts);
  if (text.length <= LONG) return text;
  for (let i = parts.length - 2; i >= 0; i--) if (has(parts[i]?.token, 'causative')) return shorten(parts.slice(i + 1));
  for (let i = 0; i < parts.length - 1; i++) {
    if (parts[i]?.text !== '的') continue;
    const rest = textOf(parts.slice(i + 1));
    if (rest.length >= 2 && rest.length <= LONG) return rest;
  }
  return text;
}
