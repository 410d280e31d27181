import { stagedCandidates } from '../hook/staged.ts';
import type { Terminal } from './terminal.ts';

/** `specwright hook run`: what git calls before a commit. Loads little where nothing is to be done. */
export async function hookRun(terminal: Terminal, signal: AbortSignal): Promise<number> {
  const candidates = stagedCandidates(terminal.cwd);
  if (candidates?.length === 0) return 0;
  const { hookRunStaged } = await import('./hook-run-staged.ts');
  return hookRunStaged(candidates, terminal, signal);
}
