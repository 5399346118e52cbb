// What one rule says of others: classes, ids and names that must exist, and chains that must end.
import { compilePattern } from '../observations/pattern.js';
import { canonicalNames, circleOf } from '../records/names.js';
import { hint } from './issues.js';
import { MAX_ERRORS } from './limits.js';
import type {
  ExclusionRule,
  FrameRule,
  LexemeRule,
  ModifierRule,
  RuleError,
  RuleSet,
  SynonymRule,
  VocabularyRule,
} from './model.js';
import type { PlacedRule } from './parse.js';
import type { Path } from './yaml.js';

/** What Q(…) may ask for beside units. */
const QUANTITY_WORDS = [
  ...['count', 'money', 'percent', 'percentage_point', 'ratio', 'rank', 'duration', 'length', 'area', 'volume', 'mass'],
  ...['energy', 'power', 'temperature', 'speed', 'index', 'other'],
  ...['plain', 'range', 'vague', 'fraction', 'half', 'double', 'relative', 'unitless'],
];

/**
 * Checks the rules that were just read against all that hold.
 * @param classes lexeme classes of the rules under them, those of switched-off rules among them: the engine asks for them
 * @param errors what is wrong is added here
 */
export function checkReferences(
  rules: RuleSet,
  placed: readonly PlacedRule[],
  classes: ReadonlySet<string>,
  errors: RuleError[],
): void {
  // Who has this many errors needs no more hints, and they take time.
  const near = (word: string, names: readonly string[]): string =>
    errors.length < MAX_ERRORS ? hint(word, names) : '';
  const asked = new Set(rules.frames.flatMap((rule) => rule.when.flatMap(classesIn)));
  const builtIn = placed.filter((p) => p.kind === 'lexemes' && p.layer === 0).map((p) => (p.rule as LexemeRule).class);
  const known = new Set([...classes, ...builtIn]);
  const given = new Set([...known, ...rules.lexemes.map((rule) => rule.class)]);
  const units = new Set(rules.units.flatMap((rule) => [rule.id, rule.unit ?? '', ...rule.forms]));
  const unitIds = rules.units.map((rule) => rule.id);
  for (const { kind, rule, layer, yaml, path } of placed) {
    const fail = (field: Path, message: string): void => {
      errors.push({ file: yaml.file, ...yaml.place([...path, ...field]), message: `${rule.id}: ${message}` });
    };
    if (kind === 'frames')
      for (const [i, source] of (rule as FrameRule).when.entries()) {
        for (const name of classesIn(source))
          if (!given.has(name)) fail(['when', i], `no lexeme has the class "${name}"${near(name, [...given])}`);
        for (const name of quantityWords(source))
          if (!QUANTITY_WORDS.includes(name) && !units.has(name) && !name.startsWith('numeral.'))
            fail(['when', i], `Q(${name}): no unit and no kind of quantity is called so${near(name, QUANTITY_WORDS)}`);
      }
    else if (kind === 'lexemes' && layer > 0) {
      const { class: name } = rule as LexemeRule;
      if (!known.has(name) && !asked.has(name))
        fail(['class'], `nothing asks for the class "${name}"${near(name, [...known, ...asked])}`);
    } else if (kind === 'modifiers' && layer > 0) {
      if ((rule as ModifierRule).side === 'inside')
        fail(['side'], 'what stands inside a number (多 余 来) is read by the program; use before or after');
    } else if (kind === 'exclusions')
      for (const [i, id] of ((rule as ExclusionRule).unlessRule ?? []).entries())
        if (!unitIds.includes(id) && !id.startsWith('numeral.'))
          fail(['unlessRule', i], `no unit rule is called "${id}"${near(id, unitIds)}`);
  }
  checkSynonyms(rules.synonyms, placed, errors);
  checkVocabulary(placed, errors);
}

/** A word has one part of speech: within a layer it stands in one rule, and not where a lexeme's class says it already. */
function checkVocabulary(placed: readonly PlacedRule[], errors: RuleError[]): void {
  const said = new Map<string, string>();
  for (const { kind, rule, layer } of placed)
    if (kind === 'lexemes' && (rule as LexemeRule).as === undefined)
      for (const word of (rule as LexemeRule).words) said.set(`${layer} ${word}`, rule.id);
  for (const { kind, rule, layer, yaml, path } of placed) {
    if (kind !== 'vocabulary') continue;
    for (const [i, word] of (rule as VocabularyRule).words.entries()) {
      const other = said.get(`${layer} ${word}`);
      if (other !== undefined)
        errors.push({
          file: yaml.file,
          ...yaml.place([...path, 'words', i]),
          message: `${rule.id}: ${word} is in ${other} already`,
        });
      said.set(`${layer} ${word}`, rule.id);
    }
  }
}

/** The lexeme classes that a pattern asks for. */
function classesIn(source: string): string[] {
  const { left, right } = compilePattern(source);
  return [...left, ...right].flatMap((element) =>
    element.source
      .split('|')
      .filter((part) => part.startsWith('@'))
      .map((part) => part.slice(1)),
  );
}

const quantityWords = (source: string): string[] =>
  /(?:^|\s)Q\(([^)]*)\)/
    .exec(source)?.[1]
    ?.split(',')
    .map((part) => part.replace(/^!/, '')) ?? [];

function checkSynonyms(synonyms: readonly SynonymRule[], placed: readonly PlacedRule[], errors: RuleError[]): void {
  const place = new Map(placed.filter(({ kind }) => kind === 'synonyms').map((p) => [p.rule.id, p]));
  const fail = (rule: SynonymRule, field: Path, message: string): void => {
    const at = place.get(rule.id);
    if (at !== undefined)
      errors.push({ file: at.yaml.file, ...at.yaml.place([...at.path, ...field]), message: `${rule.id}: ${message}` });
  };
  const named = new Map<string, SynonymRule>();
  for (const rule of synonyms)
    for (const [i, word] of rule.words.entries()) {
      const other = named.get(word);
      if (other !== undefined && other.name !== rule.name && other.layer === rule.layer)
        fail(rule, ['words', i], `${word} is already another name of ${other.name} (${other.id})`);
      named.set(word, rule);
    }
  const circle = circleOf(canonicalNames(synonyms));
  if (circle === null) return;
  const onIt = synonyms.filter((rule) => circle.includes(rule.name));
  const shown = circle.length > 6 ? [...circle.slice(0, 5), '…'] : [...circle, circle[0]];
  // The rule read last closed the circle.
  const last = onIt.filter((rule) => place.has(rule.id)).at(-1);
  if (last !== undefined) fail(last, ['name'], `these names go in a circle: ${shown.join(' → ')}`);
}
