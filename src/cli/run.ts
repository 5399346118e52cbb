// One run of the program, free of the process around it: the world comes in as arguments, the exit status goes out.
import { packageVersion } from '../assets.js';
import { describeError, errorCode } from '../errors.js';
import { InstallationError } from '../installation.js';
import { discardUnfinished, openStream } from '../sinks/index.js';
import { extractArticles } from './articles.js';
import { message } from './messages.js';
import { parseCommandLine } from './options.js';
import { STATUS, type World } from './world.js';

/** Writes a short text to standard output; a reader that has gone away is no error. */
async function print(world: World, text: string): Promise<number> {
  try {
    await openStream(world.stdout).write(text);
  } catch (error) {
    if (errorCode(error) !== 'EPIPE') throw error;
  }
  return STATUS.ok;
}

async function schemaOf(what: 'record' | 'rules' | 'spark'): Promise<string> {
  switch (what) {
    case 'record':
      return (await import('../records/json-schema.js')).recordJsonSchema();
    case 'rules':
      return (await import('../rules/schema.js')).rulesJsonSchema();
    case 'spark':
      return (await import('../records/spark-schema.js')).recordSparkSchema();
  }
}

/**
 * Runs the program with the words of its command line and returns its exit status: 0 all documents read, 1 some failed, 2
 * wrong usage, invalid rules or an output that cannot be written (cli.md). Records go to standard output or the output
 * file; everything else is said on standard error.
 */
export async function run(words: readonly string[], world: World): Promise<number> {
  const request = parseCommandLine(words);
  if (!request.ok) {
    world.say(message(request.error));
    return STATUS.wrong;
  }
  try {
    switch (request.value.kind) {
      case 'help':
        return await print(world, request.value.text);
      case 'version':
        return await print(world, `extract ${packageVersion()}\n`);
      case 'schema':
        return await print(world, await schemaOf(request.value.of));
      case 'rules':
        return await (await import('./rules/index.js')).runRules(request.value.words, {
          say: world.say,
          print: (text) => print(world, text),
        });
      case 'pivot':
        return await (await import('./pivot.js')).pivot(request.value.plan, world);
      case 'extract': {
        const { plan } = request.value;
        return plan.lines
          ? await (await import('./stream.js')).extractStreams(plan, world)
          : await extractArticles(plan, world);
      }
    }
  } catch (error) {
    discardUnfinished();
    const ours = error instanceof InstallationError ? '' : 'internal error: ';
    world.say(message(ours + describeError(error)));
    return STATUS.wrong;
  }
}
