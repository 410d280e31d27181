import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { grammarOf } from './grammar.ts';
import type { Shell } from './shells.ts';
import { zshCompletion } from './zsh.ts';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `specwright completion SHELL`: a script that completes what the program's grammar takes. */
export const printCompletion = (shell: Shell, program: Command, terminal: Terminal): void =>
  terminal.out(SCRIPTS[shell](grammarOf(program)));
