// What the program says on standard error, one line each and never a stack trace.
import { oneLine } from '../errors.js';

export interface Place {
  path?: string;
  line?: number | undefined;
  column?: number | undefined;
}

/** `extract: PATH:LINE:COLUMN: what is wrong`, without the parts that are not known. */
export function message(what: string, place: Place = {}): string {
  const where = [place.path, place.line, place.column].filter((part) => part !== undefined).join(':');
  return `${oneLine(`extract: ${where ? `${where}: ` : ''}${what}`)}\n`;
}
