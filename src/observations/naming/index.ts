// What a number measures, in the article's words. The one way in.
export { leftOf } from './before.js';
export { type Named, nameOf } from './choose.js';
export { hasContent, stripGhost } from './content.js';
export { inherited } from './heads.js';
export { shorten, textOf } from './parts.js';
export { comparedFrom, subjectOf } from './subject.js';
