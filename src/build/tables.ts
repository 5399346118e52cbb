// Makes the tables of dist/data: what a run loads instead of packages, YAML and schemas.
import { mkdirSync, writeFileSync } from 'node:fs';
import { builtData } from '../assets.js';
import { digestRules, rulesFolder } from '../rules/load.js';
import { parseRules, readRuleFolder } from '../rules/parse.js';
import { buildAreas } from './areas.js';
import { buildCalendar } from './calendar.js';
import { buildDictionary } from './dictionary.js';

mkdirSync(builtData(''), { recursive: true });
const write = (name: string, data: unknown): void => writeFileSync(builtData(name), JSON.stringify(data));

write('areas.json', buildAreas());
write('calendar.json', buildCalendar());
const rules = parseRules(readRuleFolder(rulesFolder));
if (rules.ok) {
  buildDictionary(builtData(''), rules.value.lexemes);
  const bare = Object.fromEntries(
    Object.entries(rules.value).map(([kind, list]) => [kind, Array.isArray(list) ? list.map(withoutExamples) : list]),
  );
  write('rules.json', { digest: digestRules(rulesFolder), rules: bare });
} else {
  for (const e of rules.error) console.error(`${e.file}:${e.line}:${e.column}: ${e.message}`);
  process.exitCode = 1;
}

/** A run needs neither reasons nor examples. */
function withoutExamples(rule: object): object {
  const { examples: _examples, reason: _reason, ...rest } = rule as Record<string, unknown>;
  return 'id' in rest ? { ...rest, reason: '', examples: [] } : rest;
}
