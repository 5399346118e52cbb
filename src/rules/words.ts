// Words of rules that the segmenter must not cut, with the part of speech that their class tells.
import type { LexemeRule, OwnWord, RuleSet } from './model.js';

const CLASS_TAGS: Record<string, string> = {
  'growth-noun': 'n',
  'share-noun': 'n',
  compound: 'n',
  noun: 'n',
  verb: 'v',
  'region-noun': 'n',
  landmark: 'n',
  agency: 'nt',
  'named-after-place': 'n',
  organisation: 'n',
  'kind-noun': 'n',
  'measure-noun': 'n',
  attributive: 'd',
  per: 'r',
  'needs-growth': 'n',
  base: 'd',
  drop: 'd',
  distributive: 'd',
  part: 'r',
  adjunct: 'p',
  than: 'p',
  from: 'p',
  'adjunct-end': 'f',
  dependent: 'n',
  copula: 'v',
};

/** What part of speech a rule's word most likely is, by its class; for words that the dictionary lacks. */
export const tagOfClass = (name: string): string => CLASS_TAGS[name] ?? 'v';

const HAN = /^\p{Script=Han}{2,}$/u;

/** The lexemes whose words the segmenter must know: not plain ones and endings. */
export const cutWhole = (lexemes: readonly LexemeRule[]): LexemeRule[] =>
  lexemes.filter((rule) => rule.as === undefined);

/** The words of these rules that the segmenter must know whole, in a fixed order. */
export function ownWords(rules: Pick<RuleSet, 'lexemes' | 'frames' | 'vocabulary'>, fromLayer: number): OwnWord[] {
  const found = new Map<string, string>();
  const isOwn = (rule: { layer?: number | undefined }): boolean => (rule.layer ?? 0) >= fromLayer;
  for (const rule of cutWhole(rules.lexemes).filter(isOwn))
    for (const word of rule.words) if (HAN.test(word)) found.set(word, tagOfClass(rule.class));
  // Words that a frame asks for as written.
  for (const rule of rules.frames.filter(isOwn))
    for (const pattern of rule.when)
      for (const element of pattern.split(/\s+/))
        for (const word of element.replace(/[?*]$/, '').split('|'))
          if (HAN.test(word) && !found.has(word)) found.set(word, 'n');
  for (const rule of rules.vocabulary.filter(isOwn)) for (const word of rule.words) found.set(word, rule.tag);
  return [...found].map(([word, tag]) => ({ word, tag }));
}
