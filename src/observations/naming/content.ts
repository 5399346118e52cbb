// Whether words can stand as a name alone, and what is left of those that cannot.
import type { Part } from '../model.js';
import { has, isNoun, isVerb, type Token } from '../tokens.js';
import { textOf } from './parts.js';

/** Words that are no name without what they belong to: 占比24% is the share of what was named before. */
const GHOST = /(占比|比重|增速|增幅|涨幅|降幅|跌幅|增长率|总计|合计|同比增速)$/;

export function hasContent(parts: readonly Part[]): boolean {
  const text = textOf(parts).replace(GHOST, '');
  return (
    text.replace(/[“”‘’《》（）、的]/g, '').length >= 2 &&
    parts.some((p) => (isNoun(p.token) || isVerb(p.token)) && !has(p.token, 'dependent', 'exists'))
  );
}

/** 出口额占比: the name without the word that only says how it is measured. */
export function stripGhost(parts: Part[]): Part[] {
  let end = parts.length;
  while (end > 0 && GHOST.test(parts[end - 1]?.text ?? '')) end--;
  while (end > 0 && /^(的|、|和)$/.test(parts[end - 1]?.text ?? '')) end--;
  const kept = parts.slice(0, end);
  // 局地降幅, 出口增速: too little is left to stand alone.
  if (end < parts.length && textOf(kept).length <= 2 && end > 0) return parts;
  return kept;
}

/** 涉及[制造业]、, 完成[巡逻]、, 办理[转移登记]、, 智能[设备制造]、: index of the first part of the first example. */
function examplesFrom(parts: readonly Part[], comma: number): number {
  const verbAt = (i: number): boolean => i >= 0 && isVerb(parts[i]?.token as Token);
  let start = comma;
  // Of verbs in a row the first governs the list.
  if (verbAt(start - 1)) start--;
  if (start < comma && verbAt(start - 1)) {
    while (verbAt(start - 2)) start--;
    return start;
  }
  while (start > 0 && !/^(p|c)/.test(parts[start - 1]?.token.tag ?? '') && !verbAt(start - 1)) start--;
  return start;
}

/** 涉及制造业、服务业等行业: the examples before 等 go, the class stays. */
export function withoutExamples(parts: Part[]): Part[] {
  const etc = parts.findIndex((p) => p.text === '等');
  const comma = parts.findIndex((p) => p.text === '、');
  if (etc < 1 || etc >= parts.length - 1 || comma < 0 || comma > etc) return parts;
  const start = examplesFrom(parts, comma);
  // 航空制造、专用设备等领域: without the examples nothing says which.
  if (start === 0 && isVerb(parts[comma - 1]?.token as Token)) return parts;
  const after = parts.slice(etc + 1);
  // 芯片、软件等投资: the class word is missing, the examples are all that says which.
  if (has(after[0]?.token, 'kind-noun') || (after.length === 1 && has(after[0]?.token, 'measure-noun'))) return parts;
  const rest = after.length > 1 && has(after[0]?.token, 'area-class') ? after.slice(1) : after;
  return [...parts.slice(0, start), ...rest];
}

/** 议程包括审议报告、选举等9项: what is counted, without its members. */
export function withoutMembers(parts: Part[]): Part[] {
  const at = parts.findIndex((p) => has(p.token, 'includes'));
  return at > 0 && /^n/.test(parts[at - 1]?.token.tag ?? '') ? parts.slice(0, at) : parts;
}
