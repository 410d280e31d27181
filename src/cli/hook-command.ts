import { relative } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { git } from '../git/git.ts';
import { installHook, uninstallHook } from '../hook/install/install.ts';
import { ExitCode } from './exit-code.ts';
import { hookRun } from './hook-run.ts';
import { notInGit } from './hook-run-staged.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export type HookAction = 'install' | 'uninstall' | 'run';

/** `specwright hook install|uninstall|run`. */
export async function hookCommand(
  action: HookAction,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  if (action === 'run') return hookRun(terminal, signal);
  const answer = git(terminal.cwd, ['rev-parse', '--show-toplevel']);
  if (answer?.ok !== true) {
    printDiagnostics(terminal, [notInGit()]);
    return ExitCode.usage;
  }
  const top = answer.stdout.trim();
  return action === 'install' ? install(top, terminal) : uninstall(top, terminal);
}

function install(top: string, terminal: Terminal): number {
  const installed = installHook(top);
  const { manager } = installed;
  const file = relative(terminal.cwd, manager.file);
  if (!installed.ok) {
    const message = `${file} is in a form that Specwright does not edit. Have it run this command, and fail with it: ${installed.command}`;
    printDiagnostics(terminal, [
      diagnostic('SW7015', 'error', message, { file, line: 1, column: 1 }),
    ]);
    return ExitCode.look;
  }
  const next = manager.next === undefined ? '' : ` If this clone has not: ${manager.next}`;
  terminal.out(
    installed.isChanged
      ? `Commits bring services up to date from now on, by ${manager.name} (${file}).${next}\n`
      : `The hook is installed already, by ${manager.name} (${file}).\n`,
  );
  return ExitCode.done;
}

function uninstall(top: string, terminal: Terminal): number {
  const { manager, isChanged } = uninstallHook(top);
  const file = relative(terminal.cwd, manager.file);
  terminal.out(
    isChanged ? `The hook is taken out of ${file}.\n` : `${file} has no hook of ours.\n`,
  );
  return ExitCode.done;
}
