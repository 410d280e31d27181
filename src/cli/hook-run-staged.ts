import { diagnostic } from '../diagnostics/diagnostic.ts';
import { runHook } from '../hook/run-hook.ts';
import { WorkspaceError } from '../workspace/workspace-error.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { count } from './table.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

/** The hook where something is staged that a service may be generated from. */
export async function hookRunStaged(
  candidates: readonly string[] | undefined,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  if (candidates === undefined) {
    printDiagnostics(terminal, [notInGit()]);
    return ExitCode.usage;
  }
  try {
    const { outcome, diagnostics, staged } = await runHook(terminal.cwd, candidates, signal);
    printDiagnostics(terminal, diagnostics);
    for (const { folder, paths } of staged)
      terminal.err(
        `specwright: ${folder || '.'} brought up to date, ${count(paths.length, 'file')} staged.\n`,
      );
    return exitCodeOf[outcome];
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    printDiagnostics(terminal, error.diagnostics);
    return ExitCode.look;
  }
}

/** What is said outside of a repository. */
export const notInGit = () =>
  diagnostic(
    'SW7014',
    'error',
    'This is no git repository, or git is not installed. Run the command inside of one.',
  );
