// The library: the same engine that the command line uses.
export type { Extraction, Extractor, ExtractorOptions } from './extract.js';
export { createExtractor } from './extract.js';
export type { IndicatorRecord } from './records/index.js';
