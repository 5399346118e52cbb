// The program: connects a run to this process. bin/extract loads it as dist/cli.cjs.

import { writeSync } from 'node:fs';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { discardUnfinished } from '../sinks/index.js';
import { interrupt } from './interrupt.js';
import { run } from './run.js';
import type { World } from './world.js';

// Shells report a program that a signal stopped as 128 + the signal's number: 130 for Ctrl-C.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    discardUnfinished();
    interrupt();
    process.exit(128 + constants.signals[signal]);
  });
}

/** COLUMNS, where the user or a script sets it; null for anything that is not a whole number. */
function columnsAsked(): number | null {
  const columns = Number(process.env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? columns : null;
}

function say(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody reads standard error any more: there is no one to tell.
  }
}

const world: World = {
  stdout: process.stdout,
  terminal: process.stdout.isTTY ? process.stdout.columns : null,
  columns: columnsAsked(),
  stderrIsTerminal: isatty(2),
  stderr: () => process.stderr,
  say,
  stdin: () => process.stdin,
  async createEngine(rules) {
    const { createExtractor } = await import('../extract.js');
    return createExtractor({ rules });
  },
};

void run(process.argv.slice(2), world).then((status) => {
  process.exitCode = status;
});
