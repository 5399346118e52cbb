// Adverbials: who reports, and how and where it was done. None of it is what was measured.
import { has, isVerb, type Token } from '../tokens.js';

/** The index after the last report word in the range, or `from`: what comes before it says who reports. */
export function afterReport(tokens: readonly Token[], from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) {
    const t = tokens[i];
    if (has(t, 'report') && !has(t, 'adjunct')) return i + 1;
    if (t?.text === '报告' && has(tokens[i + 1], 'act', 'forecast')) return i + 1;
  }
  return from;
}

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
      if (has(u, 'adjunct-end')) {
        close = j;
        break;
      }
      if (verb < 0 && j > i + 1 && isVerb(u) && !has(u, 'copula')) verb = j;
    }
    if (close >= 0) i = close;
    else if (verb >= 0) i = verb - 1;
    else if (tokens[i + 1]?.kind === 'place' || tokens[i + 1]?.kind === 'time') i += 1;
  }
  return kept;
}
