// What a name leaves out because it was just said: the total's name, the subject of the clause before, the whole name.
import type { Clause } from '../clauses.js';
import { endingOf, type Lexicon } from '../lexicon.js';
import type { NameEvent, Part } from '../model.js';
import type { Reading } from '../reading.js';
import { has, isVerb } from '../tokens.js';
import { textOf } from './parts.js';

/** The words before the name's own, or ''. */
export const headFor = (reading: Reading, clause: Clause, parts: readonly Part[], unit: string | null): string =>
  totalHead(reading, parts, unit) || subjectHead(reading, parts) || siblingPrefix(reading, clause, parts);

/** Under 其中, a bare 转出 takes the head of its total: 转移业务转出. */
function totalHead({ total }: Reading, parts: readonly Part[], unit: string | null): string {
  if (total === null) return '';
  const text = textOf(parts);
  const head = (total.findLast((t) => t.unit === unit) ?? total[0])?.indicator ?? '';
  if (/^(出口|进口)$/.test(text) && head.endsWith('进出口')) return head.slice(0, -3);
  if (text.length > 4 || head === '' || head.includes(text)) return '';
  return parts.every((p) => isVerb(p.token) || has(p.token, 'qualifier')) ? head.replace(/^(办理|完成|实现)/, '') : '';
}

/** 夏粮已丰收，产量居历史第二: a bare measure takes the subject of the clause before; 平均降价 does too. */
function subjectHead({ events, lexicon }: Reading, parts: readonly Part[]): string {
  const event = events.at(-1);
  const first = parts[0]?.text ?? '';
  const word = parts[0]?.token;
  if (event === undefined || event.name.length > 12) return '';
  const measured = measuredThing(lexicon, event);
  // 项目签约142个，总额超900亿元: an amount of what was just counted. 汽车产量30万辆，产值…: of what was measured.
  if (parts.length === 1 && has(word, 'amount') && event.observation?.dimension === 'count') {
    const head = measured === '' ? event.name : measured;
    return head.length <= 8 && !head.includes(first) ? head : '';
  }
  // 夏粮总产量14613万吨，产量…: another measure of the same thing.
  if (parts.length === 1 && event.observation !== null && has(word, 'bare-measure', 'thing-measure')) return measured;
  if (event.observation !== null) return '';
  const bare = parts.length === 1 && has(word, 'bare-measure');
  if (!bare && first !== '平均') return '';
  const subject = measured === '' ? withoutTending(lexicon, event.name) : measured;
  if (subject.endsWith(first)) return subject.slice(0, -first.length);
  return subject.includes(first) ? '' : subject;
}

/** 小麦种植面积, 夏粮生产: what is done with the thing belongs to that measure only. */
const withoutTending = (lexicon: Lexicon, name: string): string =>
  name.slice(0, name.length - endingOf(lexicon, name, 'tends').length);

/** 汽车 in 汽车产量: what the measure at the end of a name is one of, or ''. */
function measuredThing(lexicon: Lexicon, { parts, name }: NameEvent): string {
  // The measure is the last word, or the end of it where the segmenter knows 汽车产量 as one.
  const word = parts.at(-1);
  const ends = has(word?.token, 'measure-end') && name.endsWith(word?.text ?? '');
  const last = endingOf(lexicon, name, 'common-measure') || (ends ? (word?.text ?? '') : '');
  if (last === '') return '';
  const thing = withoutTending(lexicon, name.slice(0, -last.length));
  return thing.length >= 2 && thing.length <= 8 && !/^(平均|累计|其中|日均|年均)/.test(thing) ? thing : '';
}

/** 保险基金总收入2.29万亿元、总支出1.86万亿元: what the number before it in the list has before its measure. */
function siblingPrefix({ tokens, events, free }: Reading, clause: Clause, parts: readonly Part[]): string {
  const start = tokens[Math.max(clause.first, free)];
  const event = events.at(-1);
  if (start?.text !== '、' || event === undefined || event.observation === null || parts.length > 2) return '';
  const last = parts.at(-1)?.token;
  const before = event.parts.at(-1)?.token;
  if (has(last, 'amount') && event.name.length <= 12) return event.name;
  if (!has(last, 'measure-end') || !has(before, 'measure-end') || event.parts.length <= parts.length) return '';
  return textOf(event.parts.slice(0, event.parts.length - parts.length));
}

/** The last name said, of this sentence or else of the last one with figures. */
export function inherited({ events, state }: Reading): NameEvent | null {
  const event = events.at(-1);
  if (event !== undefined && event.name !== '') return event;
  const before = state.last.at(-1);
  return before === undefined ? null : { parts: [], name: before.indicator, observation: before };
}
