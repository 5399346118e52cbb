// Which form a file is in: by its ending, and by what it begins with.
import type { InputForm } from './model.js';

const PAGE = /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype|html|head|body)\b/i;
const MARKUP = /<(?:p|div|br|span|table|article|section|h[1-6]|ul|li|td)\b[^<>]{0,500}>/i;
const MARKDOWN = /^#{1,6}[ \t]+\S|\]\([^)\s]{1,500}\)|^```|^\|?[ \t]*:?-{3,}:?[ \t]*\||\*\*[^*\s][^*]{0,200}\*\*/m;

/**
 * The form of an input of which nothing was said.
 * @param source its path or id (only the ending counts); `body` its text without front matter.
 * @param fronted it has front matter, which only Markdown does.
 */
export function guessForm(source: string, body: string, fronted: boolean): InputForm {
  const head = body.slice(0, 4000).replace(/^\ufeff/, '');
  const ending = /\.([a-z]+)$/i.exec(source)?.[1]?.toLowerCase();
  if (PAGE.test(head)) return 'html';
  if (ending === 'html' || ending === 'htm' || ending === 'xhtml') return 'html';
  if (ending === 'md' || ending === 'markdown') return 'markdown';
  if (ending === 'txt' || ending === 'text') return 'text';
  if (fronted || MARKDOWN.test(head) || MARKUP.test(head)) return 'markdown';
  return 'text';
}
