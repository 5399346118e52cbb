// What stands around an article and is not of it: source credits, editors, bylines, return links, time stamps; and the
// dateline, which stands in it. Only short blocks are looked at, with patterns that never backtrack far.

export interface Furniture {
  /** Who is credited as the source, where the block says it. */
  credit?: string;
  /** A publication date with what is written around it. */
  date?: string;
}

const LONGEST = 120;
const CREDIT =
  /^[（(【[]?\s?(?:文章来源|信息来源|稿件来源|新闻来源|来源|稿源|转自|转载自)\s?[:：]\s?([^。！？]{1,40}?)\s?[）)】\]]?$/;
const EDITORS =
  /^[（(【[]?\s?(?:责任编辑|责编|编辑|编审|校对|审核|审校|监制|监审|主编|值班主任|终审|初审|复审|一审|二审|三审|作者|记者|通讯员|撰稿|撰文|文字|文|图|图片|图文|摄影|摄|供图|制图|摄像|来源|策划|统筹)(?:[/／、]\S{1,6})?\s?[:：丨|／/][^。！？%％]{1,60}$/;
const BYLINE =
  /^[□■◎●◆○]?\s?(?:本报|本网|本台|本刊|本社|新华社|中新社|新华网|人民网|中新网|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|晨报|商报|都市报|新闻))?\s?(?:全媒体|融媒体|首席|见习|实习|特派|驻[\u4e00-\u9fff]{1,6})?(?:记者|通讯员|特约记者|实习生)\s?[：:]?\s?[\u4e00-\u9fff·]{1,4}(?:[、\s/](?:记者|通讯员|实习生)?\s?[\u4e00-\u9fff·]{1,4}){0,8}$/;
const MARKED_NAME = /^[□■◎]\s?[\u4e00-\u9fff·、\s/]{2,24}$/;
// A sentence that only begins like a byline has a verb.
const SPEECH = /[说道称]|报道|介绍|了解|获悉|采访|发现|看到|走进|来到|表示/;
const RETURN = /返回|首页|查看原文|阅读原文|原文链接|原文地址|查看更多|更多|上一[篇页条]|下一[篇页条]|分享|打印|关闭/;
const STAMP = /^[（(](?:《[^》]{1,20}》\s?\d{8}[\s\d:：]{0,9}|更新时间戳?[:：][\s\d:：/-]{1,30})[）)]$/;
const DATE_ROW =
  /^(?:发布时间|发表时间|发布日期|更新时间|时间|日期)?\s?[:：]?\s?(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{0,2}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?)(?:\s?$|\s?[|｜]|\s{0,2}来源\s?[:：][^。]{0,80}$|\s{1,2}(?:来源|作者|编辑|责任编辑|字体|字号|浏览|阅读|点击|分享|【)[^。]{0,80}$)/;
const CREDIT_IN_ROW = /来源\s?[:：]\s?([^\s|｜]{2,30})/;
const TRAILING =
  /\s?[（(【[](?:文章来源|信息来源|稿件来源|来源|责任编辑|责编|编辑|作者|(?:本报|本网|[\u4e00-\u9fff]{2,6}报)?(?:全媒体)?记者)\s?[:：\s]\s?([^（）()【】[\]。]{1,40})[）)】\]]$/;
const LINE_START =
  /^[（(【[]?(?:文章来源|信息来源|来源|稿源|责任编辑|责编|更新时间)\s?[:：]|^[（(](?:《[^》]{1,20}》\s?\d{8}|更新时间)/;

/** Whether a line of Markdown begins furniture, so that it is not joined to the paragraph before it. */
export const beginsFurniture = (head: string): boolean => LINE_START.test(head);

/**
 * Whether a block is furniture and is to be left out.
 * @param linked every character of it but separators is in a link.
 * @returns null for a block of the article; else what the block tells.
 */
export function readFurniture(text: string, linked: boolean): Furniture | null {
  if (text.length > LONGEST) return null;
  if (linked) return RETURN.test(text) ? {} : null;
  const credit = CREDIT.exec(text)?.[1];
  if (credit !== undefined) return { credit: credit.trim() };
  const date = DATE_ROW.exec(text)?.[1];
  if (date !== undefined) {
    const source = CREDIT_IN_ROW.exec(text)?.[1];
    return source === undefined ? { date } : { date, credit: source };
  }
  if (STAMP.test(text) || EDITORS.test(text)) return {};
  if ((BYLINE.test(text) || MARKED_NAME.test(text)) && !SPEECH.test(text)) return {};
  return null;
}

/** A credit in brackets at a paragraph's end: where it starts, and the source that it names. */
export function trailingCredit(text: string): { start: number; credit: string | null } | null {
  const from = Math.max(0, text.length - 60);
  const match = TRAILING.exec(text.slice(from));
  if (match === null || from + match.index === 0) return null;
  return { start: from + match.index, credit: /来源/.test(match[0]) ? (match[1] as string).trim() : null };
}

const BROADCASTER = /^[\u4e00-\u9fff]{2,5}消息\s?(?:[（(][^（）()]{1,20}[）)]\s?)?[:：]\s?/;
const AGENCY =
  /^[（(【]?(?:本报|本网|本台|本刊|[\u4e00-\u9fff]{0,6}(?:日报|晚报|时报|晨报|商报|都市报)|新华社|中新社|新华网|人民网|中新网|中国网|央广网|央视网|光明网|中国经济网|国际在线)\s?([\u4e00-\u9fff]{0,12}?)\s?(?:\d{1,2}月\d{1,2}日)?\s?(?<![通快简喜捷])(?:讯|电|消息)(?:[】]|(?=\s|[（(：:]|记者|通讯员|$))\s?(?:[（(][^（）()]{1,60}[）)]\s?)?(?:(?:全媒体|首席|见习)?(?:记者|通讯员)[^，。：:]{2,30}报道)?[：:，,]?\s?/;

/**
 * The dateline at the start of a paragraph: 央视网消息（新闻联播）：, 本报南昌讯, 新华社北京1月3日电（记者…）.
 * @returns its length in the text and the place that it names; null where there is none.
 */
export function readDateline(text: string): { length: number; place: string | null } | null {
  const head = text.slice(0, LONGEST);
  const broadcaster = BROADCASTER.exec(head);
  if (broadcaster !== null) return { length: broadcaster[0].length, place: null };
  const agency = AGENCY.exec(head);
  if (agency === null) return null;
  const place = (agency[1] ?? '').trim();
  return { length: agency[0].length, place: place === '' ? null : place };
}
