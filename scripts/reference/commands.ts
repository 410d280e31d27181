import type { Command } from 'commander';
import { exitMeaning } from '../../src/cli/exit-code.ts';
import { commandLine } from '../../src/cli/program.ts';
import { code, plain, table } from './markdown.ts';

/** Every command that is no group of others, with the words that lead to it. */
function leaves(command: Command, path: string): readonly (readonly [string, Command])[] {
  const parts = command.createHelp().visibleCommands(command);
  const named = parts.filter((part) => part.name() !== 'help');
  if (named.length === 0) return [[path, command]];
  return named.flatMap((part) => leaves(part, `${path} ${part.name()}`));
}

/** The whole help of a command, as it prints it. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return text;
}

function section([path, command]: readonly [string, Command]): string {
  const help = command.createHelp();
  const options = help.visibleOptions(command).map(({ flags, description, argChoices }) => {
    const choices = argChoices === undefined ? '' : `: ${argChoices.map(code).join(', ')}`;
    return [code(flags), `${plain(description)}${choices}`];
  });
  const operands = command.registeredArguments.map((operand) => {
    const { description, argChoices } = operand;
    const choices = argChoices === undefined ? '' : `: ${argChoices.map(code).join(', ')}`;
    return [code(help.argumentTerm(operand)), `${plain(description)}${choices}`];
  });
  const example = /\n {2}\$ (.+)\n/.exec(helpOf(command))?.[1];
  return [
    `## ${code(path)}`,
    plain(command.description()),
    ...(example === undefined ? [] : [`Example: ${code(example)}`]),
    code(`${path} ${command.usage()}`),
    ...(operands.length === 0 ? [] : [table(['operand', 'what it is'], operands)]),
    table(['option', 'what it does'], options),
  ].join('\n\n');
}

/** The page of all commands, from the grammar that reads them. */
export function commandsPage(): string {
  const silent = {
    cwd: '.',
    isLive: false,
    hasColours: false,
    hasOutColours: false,
    out: () => undefined,
    err: () => undefined,
  };
  const program = commandLine('', silent, new AbortController().signal, () => undefined);
  return [
    '# Commands',
    'Made from the grammar of the command line by `npm run reference`. `specwright COMMAND --help` says the same.',
    '## Exit codes',
    'They mean the same for every command.',
    table(
      ['exit', 'meaning'],
      exitMeaning.map(([number, meaning]) => [String(number), plain(meaning)]),
    ),
    ...leaves(program, program.name()).map(section),
  ].join('\n\n');
}
