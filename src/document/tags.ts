// What the elements of HTML mean for the text of an article.
import type { BlockKind } from './model.js';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements that begin and end a block. */
export const BLOCK = set(
  'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul',
);

/** Elements without content. */
export const VOID = set('area base br col embed hr img input link meta param source track wbr');

/** Elements whose content is no markup: it ends only with its own end tag. */
export const RAW = set('script style textarea title xmp iframe noembed noframes');

/** Elements whose text is not the article's. `header` is looked at more closely: an article has one too. */
export const DROPPED = set(
  'nav footer aside header template noscript svg button select datalist object audio video canvas rt rp dialog menu map',
);

/** What an element's own text is; elements that are not here take it from the element around them. */
export const KIND: Readonly<Record<string, BlockKind>> = {
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  li: 'item',
  dd: 'item',
  dt: 'item',
  td: 'cell',
  th: 'cell',
  figcaption: 'caption',
  caption: 'caption',
  legend: 'caption',
  table: 'paragraph',
  ul: 'paragraph',
  ol: 'paragraph',
  dl: 'paragraph',
  body: 'paragraph',
  main: 'paragraph',
  article: 'paragraph',
};

const items = set('li p');
const terms = set('dt dd p');
const cells = set('td th p');
const rows = set('td th p tr');
const sections = set('td th p tr thead tbody tfoot caption colgroup');
// A heading that was left open ends where a paragraph or another heading begins.
const paragraphs = set('p h1 h2 h3 h4 h5 h6');
const none = set('');
const onlyParagraph = set('p');

/** The open elements that a start tag closes: end tags that HTML lets writers leave out, and forgotten ones. */
export const closedBy = (name: string): ReadonlySet<string> => {
  switch (name) {
    case 'li':
      return items;
    case 'dt':
    case 'dd':
      return terms;
    case 'td':
    case 'th':
      return cells;
    case 'tr':
      return rows;
    case 'thead':
    case 'tbody':
    case 'tfoot':
      return sections;
    case 'p':
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
    case 'ul':
    case 'ol':
    case 'table':
      return paragraphs;
    case 'body':
      return set('head p');
    case 'option':
    case 'optgroup':
      return none;
    default:
      return onlyParagraph;
  }
};

// Words in class, id or role that say navigation. `comment`, `content` and the like are used for articles too.
const FURNITURE =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|sidebar|share|copyright|toolbar|pagination|pager|banner|contentinfo)(?:$|[\s_-])/i;

/** Whether an element's attributes say that it is hidden or navigation. `attributes` is the tag's source after its name. */
export function isFurniture(attributes: string): boolean {
  if (attributes.length < 3 || attributes.length > 2000) return false;
  for (const match of attributes.matchAll(
    /(?:^|\s)(class|id|role|style|hidden)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi,
  )) {
    const name = (match[1] as string).toLowerCase();
    const value = match[2] ?? match[3] ?? match[4];
    if (name === 'hidden') return true;
    if (value === undefined) continue;
    if (name === 'style' ? /display\s*:\s*none/i.test(value) : FURNITURE.test(value)) return true;
  }
  return false;
}

/** The value of an attribute, as written; null where the tag has none. */
export function attribute(attributes: string, name: string): string | null {
  if (attributes.length > 4000) return null;
  for (const match of attributes.matchAll(/([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g))
    if ((match[1] as string).toLowerCase() === name) return match[2] ?? match[3] ?? match[4] ?? null;
  return null;
}
