// The period stage's one way in. The YAML loader is src/periods/rules.ts, kept apart so that a run never loads it.
export { periodBounds } from './dates.js';
export type {
  Calendar,
  FoundTime,
  TimeMention,
  TimeScanner,
} from './model.js';
export { createTimeScanner } from './scan.js';
