// Makes dist/data/characters.txt: pairs of a character and the simplified one that it is read as. The traditional ones are
// OpenCC's (Apache-2.0, through opencc-js), with the variants of Taiwan and Hong Kong; Unicode itself tells which are only
// another form of a character (NFKC): full-width letters and digits, radicals and compatibility ideographs.
import { Converter } from 'opencc-js/t2cn';

/** Ranges whose characters are read as what NFKC makes of them. Full-width punctuation stays: it is the norm. */
const FORMS: readonly (readonly [from: number, to: number])[] = [
  [0x2e80, 0x2fd5], // radicals: what a PDF's text often has for ideographs
  [0xf900, 0xfaff], // compatibility ideographs
  [0xfe69, 0xfe6a], // small $ and %
  [0xff04, 0xff05], // ＄ ％
  [0xff10, 0xff19],
  [0xff21, 0xff3a],
  [0xff41, 0xff5a],
];

/** Signs that a reader takes for the character, though Unicode spells them out in another script. */
const SIGNS: readonly (readonly [string, string])[] = [
  ['㍐', '元'],
  ['㌫', '%'],
  ['٪', '%'],
];

/** The ideographs of the basic plane. */
const IDEOGRAPHS = [0x3400, 0x9fff] as const;

/**
 * @param known words in simplified characters: a character that stands in one (乾 in 乾隆, 瞭 in 瞭望) is left as it is
 * @returns pairs without a mark between
 */
export function buildCharacters(known: Iterable<string>): string {
  const simplified = new Set<string>();
  // The dictionary lists some traditional characters on their own.
  for (const word of known) if (word.length > 1) for (const character of word) simplified.add(character);
  const converters = (['t', 'tw', 'hk'] as const).map((from) => Converter({ from, to: 'cn' }));
  const plain = (character: string): string =>
    converters.map((convert) => convert(character)).find((other) => other !== character) ?? character;
  const read = new Map<string, string>(SIGNS);
  for (const [from, to] of FORMS)
    for (let code = from; code <= to; code++) {
      const character = String.fromCharCode(code);
      read.set(character, plain(character.normalize('NFKC')));
    }
  for (let code = IDEOGRAPHS[0]; code <= IDEOGRAPHS[1]; code++) {
    const character = String.fromCharCode(code);
    if (!simplified.has(character)) read.set(character, plain(character));
  }
  // Offsets must hold: one code unit for one.
  return [...read]
    .filter(([from, to]) => from !== to && from.length === 1 && to.length === 1)
    .flat()
    .join('');
}
