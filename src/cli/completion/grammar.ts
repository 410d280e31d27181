import type { Argument, Command, Option } from 'commander';

/** What may stand in a place of the command line. */
export type Value =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'directory' }
  /** Nothing that can be known beforehand: a number, a name. */
  | { readonly kind: 'any' };

export interface OptionGrammar {
  readonly name: string;
  readonly about: string;
  /** Absent for a flag. */
  readonly value?: Value;
}

/** A command with what may follow it. */
export interface CommandGrammar {
  /** The words that lead to it, without the program's: `runs show`; empty for the program. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly OptionGrammar[];
  readonly operands: readonly Value[];
}

/** Every command of a program, the program itself first. Nothing is said twice: this is what parses. */
export function grammarOf(program: Command, path = ''): readonly CommandGrammar[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const own: CommandGrammar = {
    path,
    commands: commands.map((one) => ({ name: one.name(), about: one.description() })),
    options: help.visibleOptions(program).flatMap((option) => {
      const value = valueOf(option);
      const { long, description: about } = option;
      return long === undefined ? [] : [{ name: long, about, ...(value && { value }) }];
    }),
    operands: program.registeredArguments.map(operandOf),
  };
  return [
    own,
    ...commands.flatMap((one) =>
      grammarOf(one, path === '' ? one.name() : `${path} ${one.name()}`),
    ),
  ];
}

function valueOf({ argChoices, flags, required, optional }: Option): Value | undefined {
  if (!required && !optional) return undefined;
  if (argChoices) return { kind: 'words', words: argChoices };
  if (/<dir(?:\.\.\.)?>/.test(flags)) return { kind: 'directory' };
  return /<file(?:\.\.\.)?>/.test(flags) ? { kind: 'file' } : { kind: 'any' };
}

function operandOf(argument: Argument): Value {
  if (argument.argChoices) return { kind: 'words', words: argument.argChoices };
  return argument.name() === 'spec' ? { kind: 'file' } : { kind: 'any' };
}
