import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildCalendar } from '../src/build/calendar.js';
import { createTimeScanner, periodBounds } from '../src/periods/index.js';
import { parsePeriodRules } from '../src/periods/rules.js';

const loaded = parsePeriodRules(readFileSync('rules/periods.yaml', 'utf8'), 'rules/periods.yaml');
if (!loaded.ok) throw new Error(loaded.error.map((e) => `${e.file}:${e.line}: ${e.field}: ${e.message}`).join('\n'));
const { compiled, examples } = loaded.value;
// As at run time: through JSON.
const scanner = createTimeScanner(JSON.parse(JSON.stringify(compiled)), JSON.parse(JSON.stringify(buildCalendar())));

const brief = (m: { text: string; kind: string; period: string | null }) =>
  `${m.text} | ${m.kind} | ${m.period ?? '-'}`;

describe('every example of rules/periods.yaml', () => {
  test.each(examples)('$rule: $text', ({ text, published, year, period, times }) => {
    expect(scanner.scan(text, { published, year, period }).map(brief)).toEqual(times);
  });
});
