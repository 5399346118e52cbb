// What people who write rules need: run the examples, explain a sentence, count what each rule does. The one way in.
export { createCoverage, type RuleUse } from './coverage.js';
export { type ExampleResult, runExamples } from './examples.js';
export { type ExplainedNumber, type ExplainedSentence, explainDocument } from './explain.js';
export { paragraphDocument } from './paragraph.js';
