// Whether what `npm ci` makes is here and fits this machine. A checkout that was copied from another one, or another Node.js,
// is no fault of a document: it is said once, before anything is read or written, with what to do.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { builtData, packageRoot } from './assets.js';
import { errorCode, oneLine } from './errors.js';

/** Thrown where the program cannot work as it is installed: the message says what to do. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
}

/** The compiled part of the word segmenter. The package's own index.js finds it only when the first text is cut. */
const ADDON = 'nodejieba/build/Release/nodejieba.node';

const AGAIN = `run npm ci in ${packageRoot}, on this machine and with this Node.js`;

/** Throws an InstallationError where a part is missing, or cannot be loaded here. */
export function checkInstallation(): void {
  const from = createRequire(import.meta.url);
  if (!existsSync(builtData(''))) throw new InstallationError(`not built: ${AGAIN}`);
  for (const name of ['nodejieba', 'piscina'])
    try {
      from.resolve(name);
    } catch {
      throw new InstallationError(`the package ${name} is not installed: ${AGAIN}`);
    }
  try {
    from(ADDON);
  } catch (error) {
    // What the system's loader says: another Node.js, another libc, another processor, a damaged file.
    const why = errorCode(error) === 'MODULE_NOT_FOUND' ? 'it has not been compiled' : firstLine(error);
    const needs = 'it is compiled there, which needs Python 3, make and a C++ compiler';
    throw new InstallationError(`the word segmenter nodejieba cannot be loaded (${why}): ${AGAIN}; ${needs}`);
  }
}

const firstLine = (error: unknown): string =>
  oneLine((error instanceof Error ? error.message : String(error)).replace(/\n[\s\S]*/, '')).replace(/\.$/, '');
