// How much a rule folder may hold: enough for any field of knowledge, and little enough that a hostile file is refused within
// a second. A run takes time in proportion to words × rules, so these numbers bound that too.

/** Characters in one rule file, and in all of a folder. */
export const MAX_FILE = 128 * 1024;
export const MAX_FOLDER = 256 * 1024;
/** Characters of YAML's own (brackets, commas, quotation marks, line ends …) in one file: what parsing takes time for. */
export const MAX_MARKS = 40_000;
/** Rule files in a folder. */
export const MAX_FILES = 64;
/** Values of one YAML file, those that aliases stand for counted each time. */
export const MAX_VALUES = 40_000;
/** Lists and mappings within each other. The deepest rule has 8. */
export const MAX_DEPTH = 16;
/** Words in one list of a rule, and rules in a file. */
export const MAX_WORDS = 4000;
export const MAX_RULES = 1000;
/** Characters of a word, of a pattern, and of a line of prose (a reason, an example). */
export const MAX_WORD = 40;
export const MAX_PATTERN = 1000;
export const MAX_PROSE = 2000;
/** Errors that are told of one folder: who has more has a systematic one. */
export const MAX_ERRORS = 100;
