// Text inside XML of a workbook.

/** What XML 1.0 cannot hold: control characters, lone surrogates, the last two code points of the basic plane. */
const IMPOSSIBLE =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Would be read as an escaped character (ECMA-376, ST_Xstring). */
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/g;
const MARKUP = /[&<>"]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The most characters that a cell of Excel holds. */
const LONGEST = 32_767;

/** Text for an element or an attribute. A CR would be read as a line feed: it is escaped as the format asks. */
export function escapeText(text: string): string {
  const fitting = text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
  return fitting
    .replace(IMPOSSIBLE, '\ufffd')
    .replace(ESCAPE_LIKE, '_x005F_')
    .replace(MARKUP, (mark) => ENTITIES[mark] ?? mark)
    .replaceAll('\r', '_x000D_');
}
