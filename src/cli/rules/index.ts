// extract rules …: the commands for people who write rules. Loaded only when asked for.
import { Command, CommanderError, Option } from 'commander';
import type { Result } from '../../document/model.js';
import { RULE_KINDS, type RuleKind } from '../../rules/index.js';
import { message } from '../messages.js';
import { checkCommand, listCommand, newCommand, testCommand } from './rules.js';
import { coverageCommand, explainCommand } from './texts.js';

/** Where a command writes: `print` standard output, `say` standard error. */
export interface Out {
  say(text: string): void;
  print(text: string): Promise<number>;
}

export const STATUS = { ok: 0, failed: 1, wrong: 2 } as const;

const append = (value: string, values: string[] = []): string[] => [...values, value];
const overlays = (): Option =>
  new Option('--rules <dir>', 'lay these rules over the built-in ones; may be repeated').argParser(append);
const json = (): Option => new Option('--json', 'as JSON, for programs');

type Action = () => Promise<number>;

/** Reads the words after `extract rules`. */
function parse(words: readonly string[], out: Out): Result<Action, string> {
  const said: string[] = [];
  let action: Action | null = null;
  const collect = (text: string): void => void said.push(text);
  const output = { writeOut: collect, writeErr: collect };
  const program = new Command('extract rules')
    .description('For people who write rules: docs/rules.md tells how.')
    .helpCommand(false)
    .exitOverride()
    .configureOutput(output);
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).exitOverride().configureOutput(output);

  command('list', 'every rule: id, kind, file, reason')
    .addOption(overlays())
    .addOption(new Option('--kind <kind>', 'only these').choices(RULE_KINDS))
    .addOption(json())
    .action((given: { rules?: string[]; kind?: RuleKind; json?: boolean }) => {
      action = () => listCommand(given.rules ?? [], given.kind ?? null, given.json ?? false, out);
    });
  command('check', 'all errors of rule folders, each with its place; exit status 2 where there are any')
    .argument('<dir...>', 'folders of rules, each laid over the ones before')
    .action((folders: string[]) => {
      action = () => checkCommand(folders, out);
    });
  command('test', 'runs every example; exit status 1 where one fails')
    .argument('[dir...]', 'folders of rules; left out: the built-in ones')
    .action((folders: string[]) => {
      action = () => testCommand(folders, out);
    });
  command('explain', 'how each number became a record, or why not')
    .argument('<text>', 'a sentence, or FILE:LINE, or FILE')
    .addOption(overlays())
    .option('--published <date>', 'when a sentence was published: 2024-06-15')
    .addOption(json())
    .action((text: string, given: { rules?: string[]; published?: string; json?: boolean }) => {
      action = () => explainCommand(text, given.rules ?? [], given.published ?? null, given.json ?? false, out);
    });
  command('coverage', 'how often each rule was of use on articles, and which never was')
    .argument('<path...>', 'files, folders, patterns')
    .addOption(overlays())
    .addOption(json())
    .action((paths: string[], given: { rules?: string[]; json?: boolean }) => {
      action = () => coverageCommand(paths, given.rules ?? [], given.json ?? false, out);
    });
  command('new', 'prints a commented rule file to begin with')
    .addArgument(program.createArgument('<kind>', 'what kind of rules').choices(RULE_KINDS))
    .action((kind: RuleKind) => {
      action = () => newCommand(kind, out);
    });
  try {
    program.parse(words.length > 0 ? words : ['--help'], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { ok: true, value: () => out.print(said.join('')) };
    return { ok: false, error: error.message.replace(/^error: /, '').replaceAll('\n', ' ') };
  }
  return action === null ? { ok: false, error: 'nothing to do' } : { ok: true, value: action };
}

/** Runs `extract rules` with the words after it and returns the exit status. */
export async function runRules(words: readonly string[], out: Out): Promise<number> {
  const action = parse(words, out);
  if (action.ok) return action.value();
  out.say(message(action.error));
  return STATUS.wrong;
}
