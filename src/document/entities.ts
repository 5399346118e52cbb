// Character references: `&nbsp;`, `&#20013;`, `&#x4e2d;`. The names are those of HTML 4 and the ASCII and typographic ones
// that HTML 5 added; the other two thousand (mathematical letters) do not occur in news and stay as they are written.

// Name and code point in hexadecimal, by turns: parsed only when the first named reference is met.
const NAMES = `
Tab 9 NewLine a excl 21 QUOT 22 quot 22 num 23 dollar 24 percnt 25 AMP 26 amp 26 apos 27 lpar 28 rpar 29 ast
2a plus 2b comma 2c period 2e sol 2f colon 3a semi 3b LT 3c lt 3c equals 3d GT 3e gt 3e quest 3f commat 40
lbrack 5b lsqb 5b bsol 5c rbrack 5d rsqb 5d Hat 5e lowbar 5f grave 60 lbrace 7b lcub 7b verbar 7c vert 7c
rbrace 7d rcub 7d nbsp a0 iexcl a1 cent a2 pound a3 curren a4 yen a5 brvbar a6 sect a7 uml a8 COPY a9 copy
a9 ordf aa laquo ab not ac shy ad REG ae reg ae macr af deg b0 plusmn b1 sup2 b2 sup3 b3 acute b4 micro b5
para b6 centerdot b7 middot b7 cedil b8 sup1 b9 ordm ba raquo bb frac14 bc frac12 bd half bd frac34 be
iquest bf Agrave c0 Aacute c1 Acirc c2 Atilde c3 Auml c4 Aring c5 AElig c6 Ccedil c7 Egrave c8 Eacute c9
Ecirc ca Euml cb Igrave cc Iacute cd Icirc ce Iuml cf ETH d0 Ntilde d1 Ograve d2 Oacute d3 Ocirc d4 Otilde
d5 Ouml d6 times d7 Oslash d8 Ugrave d9 Uacute da Ucirc db Uuml dc Yacute dd THORN de szlig df agrave e0
aacute e1 acirc e2 atilde e3 auml e4 aring e5 aelig e6 ccedil e7 egrave e8 eacute e9 ecirc ea euml eb igrave
ec iacute ed icirc ee iuml ef eth f0 ntilde f1 ograve f2 oacute f3 ocirc f4 otilde f5 ouml f6 divide f7
oslash f8 ugrave f9 uacute fa ucirc fb uuml fc yacute fd thorn fe yuml ff OElig 152 oelig 153 Scaron 160
scaron 161 Yuml 178 fnof 192 circ 2c6 tilde 2dc Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396
Eta 397 Theta 398 Iota 399 Kappa 39a Lambda 39b Mu 39c Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1 Sigma 3a3
Tau 3a4 Upsilon 3a5 Phi 3a6 Chi 3a7 Psi 3a8 Omega 3a9 alpha 3b1 beta 3b2 gamma 3b3 delta 3b4 epsilon 3b5
zeta 3b6 eta 3b7 theta 3b8 iota 3b9 kappa 3ba lambda 3bb mu 3bc nu 3bd xi 3be omicron 3bf pi 3c0 rho 3c1
sigmaf 3c2 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 chi 3c7 psi 3c8 omega 3c9 thetasym 3d1 upsih 3d2 piv 3d6
ensp 2002 emsp 2003 numsp 2007 puncsp 2008 thinsp 2009 hairsp 200a ZeroWidthSpace 200b zwnj 200c zwj 200d
lrm 200e rlm 200f dash 2010 hyphen 2010 ndash 2013 mdash 2014 horbar 2015 lsquo 2018 rsquo 2019 sbquo 201a
ldquo 201c rdquo 201d bdquo 201e dagger 2020 Dagger 2021 bull 2022 nldr 2025 hellip 2026 mldr 2026 permil
2030 pertenk 2031 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203a oline 203e caret 2041 frasl 2044 euro 20ac
image 2111 numero 2116 copysr 2117 weierp 2118 real 211c trade 2122 alefsym 2135 frac13 2153 frac23 2154
frac15 2155 frac18 215b larr 2190 uarr 2191 rarr 2192 darr 2193 harr 2194 crarr 21b5 lArr 21d0 uArr 21d1
rArr 21d2 dArr 21d3 hArr 21d4 forall 2200 part 2202 exist 2203 empty 2205 nabla 2207 isin 2208 notin 2209 ni
220b prod 220f sum 2211 minus 2212 lowast 2217 radic 221a prop 221d infin 221e ang 2220 and 2227 or 2228 cap
2229 cup 222a int 222b there4 2234 sim 223c cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264 ge 2265 sub 2282
sup 2283 nsub 2284 sube 2286 supe 2287 oplus 2295 otimes 2297 perp 22a5 sdot 22c5 lceil 2308 rceil 2309
lfloor 230a rfloor 230b lang 2329 rang 232a blk14 2591 squ 25a1 utrif 25b4 utri 25b5 rtrif 25b8 dtrif 25be
dtri 25bf ltrif 25c2 loz 25ca cir 25cb starf 2605 star 2606 phone 260e spades 2660 clubs 2663 hearts 2665
diams 2666 check 2713
`;

// What browsers read numbers 128 to 159 as (HTML standard, "numeric character reference end state"): windows-1252.
const WINDOWS_1252 = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
  0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];

// Names that old pages write without their semicolon.
const BARE = /^&(nbsp|amp|lt|gt|quot|copy|reg|middot|times|deg)(?![0-9A-Za-z=])/;
const REFERENCE = /^&(?:#[xX]([0-9A-Fa-f]{1,8})|#([0-9]{1,8})|([A-Za-z][0-9A-Za-z]{1,31}));?/;

let names: Map<string, number> | null = null;

const named = (name: string): number | undefined => {
  if (names === null) {
    const words = NAMES.trim().split(/\s+/);
    names = new Map();
    for (let i = 0; i + 1 < words.length; i += 2)
      names.set(words[i] as string, Number.parseInt(words[i + 1] as string, 16));
  }
  return names.get(name);
};

const numbered = (code: number): string => {
  if (code >= 0x80 && code <= 0x9f) return String.fromCodePoint(WINDOWS_1252[code - 0x80] as number);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
};

/**
 * Reads the character reference that starts at `at` (where `&` stands).
 * @returns its character and its length in the source, UTF-16; null where `&` is only an ampersand.
 */
export function readEntity(source: string, at: number): { text: string; length: number } | null {
  const head = source.slice(at, at + 40);
  const match = REFERENCE.exec(head);
  if (match === null) return null;
  const [whole, hex, decimal, name] = match;
  if (hex !== undefined) return { text: numbered(Number.parseInt(hex, 16)), length: whole.length };
  if (decimal !== undefined) return { text: numbered(Number.parseInt(decimal, 10)), length: whole.length };
  if (name !== undefined && whole.endsWith(';')) {
    const code = named(name);
    if (code !== undefined) return { text: String.fromCodePoint(code), length: whole.length };
  }
  const bare = BARE.exec(head);
  const code = bare === null ? undefined : named(bare[1] as string);
  return bare === null || code === undefined ? null : { text: String.fromCodePoint(code), length: bare[0].length };
}
