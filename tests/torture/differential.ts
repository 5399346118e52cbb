// The same article in other hands: in traditional characters, in full-width digits and letters, spaced out.
import { Converter } from 'opencc-js/cn2t';

/** Part of a document, and whether it is text that a reader sees: front matter and tags are not. */
const parts = (document: string): { text: string; visible: boolean }[] => {
  const front = /^---\n[\s\S]*?\n---\n/.exec(document)?.[0] ?? '';
  const body = document.slice(front.length);
  const seen = body.split(/(<[^<>]*>|&[#\w]+;|\[[^\]]*\]\([^)]*\)|https?:\S+)/);
  return [{ text: front, visible: false }, ...seen.map((text, i) => ({ text, visible: i % 2 === 0 }))];
};
const inText = (document: string, change: (text: string) => string): string =>
  parts(document)
    .map(({ text, visible }) => (visible ? change(text) : text))
    .join('');

const convert = Converter({ from: 'cn', to: 't' });
const HAN = '\\p{Script=Han}';
const NUMBER = '[0-9０-９]';

const spacedNumbers = (space: string) => (document: string) =>
  inText(document, (text) =>
    text
      .replace(new RegExp(`(${NUMBER})(?=[${HAN}%％℃])`, 'gu'), `$1${space}`)
      .replace(new RegExp(`([${HAN}%％℃])(?=${NUMBER})`, 'gu'), `$1${space}`),
  );
const spacedOut = (space: string) => (document: string) =>
  inText(spacedNumbers(space)(document), (text) => text.replace(new RegExp(`(${HAN})(?=${HAN})`, 'gu'), `$1${space}`));

const wide = (text: string): string =>
  inText(text, (part) =>
    part.replace(/(?<![*\w])[0-9A-Za-z%]+(?!\*)/g, (run) =>
      run.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ),
  );

// 傢俱 is another word for 家具, not the same in other characters. Numbers that stand beside Markdown's own marks are left.
/** Each turns an article into one that says the same. */
export const VARIANTS: readonly (readonly [name: string, write: (document: string) => string])[] = [
  ['traditional characters', (document) => convert(document).replaceAll('傢俱', '家具')],
  ['full-width digits, letters and signs', wide],
  ['spaces around numbers', spacedNumbers(' ')],
  ['thin spaces around numbers', spacedNumbers('\u2009')],
  ['no-break spaces around numbers', spacedNumbers('\u00a0')],
  ['a space after each character', spacedOut(' ')],
  ['an ideographic space after each character', spacedOut('\u3000')],
];
