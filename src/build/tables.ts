// Makes the tables of dist/data: what a run loads instead of packages, YAML and schemas.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtData } from '../assets.js';
import { readRuleFolder } from '../rules/folder.js';
import { digestRules, rulesFolder } from '../rules/load.js';
import { parseRules } from '../rules/parse.js';
import { cutWhole } from '../rules/words.js';
import { buildAreas } from './areas.js';
import { buildCalendar } from './calendar.js';
import { buildCharacters } from './characters.js';
import { buildDictionary } from './dictionary.js';

mkdirSync(builtData(''), { recursive: true });
const write = (name: string, data: unknown): void => writeFileSync(builtData(name), JSON.stringify(data));

write('calendar.json', buildCalendar());
const folder = readRuleFolder(rulesFolder);
const parsed = folder.ok ? parseRules([folder.value]) : folder;
if (parsed.ok) {
  const { rules, entries } = parsed.value;
  write('areas.json', buildAreas(rules.areas));
  buildDictionary(builtData(''), cutWhole(rules.lexemes), rules.vocabulary);
  const dictionary = readFileSync(builtData('jieba.dict.utf8'), 'utf8');
  writeFileSync(
    builtData('characters.txt'),
    buildCharacters(dictionary.split('\n').map((line) => line.split(' ', 1)[0] ?? '')),
  );
  // The dictionary has the vocabulary's words.
  const vocabulary = rules.vocabulary.map((rule) => ({ ...rule, words: [] }));
  const bare = Object.fromEntries(
    Object.entries({ ...rules, vocabulary }).map(([kind, list]) => [
      kind,
      Array.isArray(list) ? list.map(withoutExamples) : list,
    ]),
  );
  write('reasons.json', Object.fromEntries(entries.map(({ id, reason }) => [id, reason])));
  write('rules.json', { digest: digestRules(rulesFolder), rules: bare });
} else {
  for (const { file, line, column, message } of parsed.error)
    console.error([file, line, column, ` ${message}`].filter((part) => part !== undefined).join(':'));
  process.exitCode = 1;
}

/** A run needs neither reasons nor examples. */
function withoutExamples(rule: object): object {
  const { examples: _examples, reason: _reason, ...rest } = rule as Record<string, unknown>;
  return 'id' in rest ? { ...rest, reason: '', examples: [] } : rest;
}
