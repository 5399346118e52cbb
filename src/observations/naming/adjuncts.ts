// Adverbials: who reports, and how and where it was done. None of it is what was measured.
import { has, isNoun, isVerb, type Token } from '../tokens.js';

/** The index after the last report word in the range, or `from`: what comes before it says who reports. */
export function afterReport(tokens: readonly Token[], from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) {
    const t = tokens[i];
    if (has(t, 'report') && !has(t, 'adjunct')) return i + 1;
    if (t?.text === '报告' && reportsDeed(tokens, i, from)) return i + 1;
  }
  return from;
}

/** 该国报告一周内新增病例: a verb where a deed follows, at once or after its time. */
function reportsDeed(tokens: readonly Token[], i: number, from: number): boolean {
  const next = tokens[i + 1]?.kind === 'time' ? tokens[i + 2] : tokens[i + 1];
  const before = tokens[i - 1];
  const led = i === from || before?.kind === 'place' || before?.kind === 'time' || has(before, 'agency');
  return has(next, 'act', 'forecast') || (led && next !== undefined && isVerb(next));
}

/** 以云计算为代表, 以学院为主体: whether what 以 opens ends at `j`. */
const closesExample = (tokens: readonly Token[], i: number, j: number): boolean =>
  tokens[i]?.text === '以' && tokens[j - 1]?.text === '为' && isNoun(tokens[j] as Token);

/** Takes out 在…中, 通过…, 按照…: adverbials that say how and where, not what. */
export function withoutAdjuncts(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i];
    if (t === undefined) continue;
    // 参议院通过1.7万亿美元的法案: before the number itself it is a verb.
    if (!has(t, 'adjunct') || t.kind !== 'word' || (t.text === '通过' && i === tokens.length - 1)) {
      kept.push(t);
      continue;
    }
    let close = -1;
    let verb = -1;
    for (let j = i + 1; j < tokens.length; j++) {
      const u = tokens[j];
      if (u === undefined) break;
      if (has(u, 'adjunct-end') || (t.text === '按' && has(u, 'reckons')) || closesExample(tokens, i, j)) {
        close = j;
        break;
      }
      // 在沿线国家承包工程…: where, before what was done.
      if (t.text === '在' && has(u, 'region-noun') && /^vn?$/.test(tokens[j + 1]?.tag ?? '')) {
        close = j;
        break;
      }
      if (verb < 0 && j > i + 1 && isVerb(u) && !has(u, 'copula') && (!has(u, 'drop') || has(u, 'predicate'))) verb = j;
    }
    // 企业在光伏建设上的投资: where it says which, it stays if it is short.
    if (close >= 0 && t.text === '在' && kept.length > 0 && close - i <= 4 && attributeOf(tokens, close))
      kept.push(...tokens.slice(i, close + 1));
    if (close >= 0) i = close;
    else if (verb >= 0) i = verb - 1;
    else if (tokens[i + 1]?.kind === 'place' || tokens[i + 1]?.kind === 'time') i += 1;
  }
  return kept;
}

/** Whether 的 and a noun follow the adverbial that ends at `close`. */
const attributeOf = (tokens: readonly Token[], close: number): boolean =>
  tokens[close + 1]?.text === '的' &&
  tokens[close + 2] !== undefined &&
  isNoun(tokens[close + 2] as Token) &&
  !has(tokens[close + 2], 'share-noun', 'dependent');
