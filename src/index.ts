// The library: the same engine that the command line uses.
//
//   import { extract, extractAll } from 'zhibiao';
//   const records = await extract(text);
//   for await (const { source, ...rest } of extractAll('articles/')) …
export type { DocumentWarning, InputForm } from './document/index.js';
export { InstallationError } from './installation.js';
export {
  type ExtractAllOptions,
  ExtractError,
  type Extracted,
  type ExtractOptions,
  extract,
  extractAll,
  RulesError,
} from './library.js';
export type { IndicatorRecord } from './records/index.js';
export type { RuleError } from './rules/model.js';
