// The rules, for the commands that show and try them. A run of the engine loads load.ts and model.ts alone.
export { EXAMPLES_PUBLISHED } from './fields.js';
export { loadRuleBook, rulesFolder } from './load.js';
export { RULE_KINDS, type RuleError, type RuleExample, type RuleKind, type RuleSet } from './model.js';
export type { RuleBook, RuleEntry } from './parse.js';
