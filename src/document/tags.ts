// What the elements of HTML mean for the text of an article.
import type { BlockKind } from './model.js';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements that begin and end a block. */
export const BLOCK = set(
  'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul',
);

/** Elements whose content is no markup: it ends only with its own end tag. */
export const RAW = set('script style textarea title xmp iframe noembed noframes svg');

/** Elements whose text is not the article's. `header` is looked at more closely: an article has one too. */
export const DROPPED = set(
  'nav footer aside header template noscript button select datalist object audio video canvas rt rp dialog menu map',
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

// Words in class, id or role that say navigation. `comment`, `content` and the like are used for articles too.
const FURNITURE =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|sidebar|share|copyright|toolbar|pagination|pager|banner|contentinfo)(?:$|[\s_-])/i;

/** Whether an element's attributes, as written, say that it is hidden or navigation. */
export function isFurniture({ hidden, style, ...names }: Readonly<Record<string, string>>): boolean {
  if (hidden !== undefined || /display\s*:\s*none/i.test(style ?? '')) return true;
  return [names.class, names.id, names.role].some((value) => value !== undefined && FURNITURE.test(value));
}
