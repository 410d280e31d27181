import { relative, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { ServicePlan } from './plan-service.ts';
import { lockService, type RunLockOptions } from './run-lock.ts';
import { recover, writeTree } from './write-tree.ts';

/** A service's folder while one run has it to itself. */
export interface Workspace {
  /** What an earlier run left undone and this one has completed. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Writes a plan: all of it or nothing.
   *
   * @throws WorkspaceError when the folder cannot be written
   */
  write(plan: ServicePlan): Promise<void>;
}

/**
 * Takes a service's folder for one run: waits for another run, completes what a run that died has
 * begun, and gives the folder back when `work` ends.
 */
export async function withWorkspace<Result>(
  service: string,
  options: RunLockOptions & { readonly cwd: string },
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const lock = await lockService(service, options);
  try {
    const left = await recover(service);
    return await work({
      diagnostics:
        left === undefined
          ? []
          : [completed(relative(options.cwd, service).split(sep).join('/') || '.', left)],
      write: async ({ changes }) => {
        if (changes.length === 0) return;
        const beforeCommit = () => {
          options.signal?.throwIfAborted();
          lock.assertHeld();
        };
        await writeTree(service, changes, { beforeCommit });
      },
    });
  } finally {
    lock.release();
  }
}

function completed(shown: string, left: readonly string[]): Diagnostic {
  const rest =
    left.length === 0
      ? ''
      : ` Left as they are, because they have changed since: ${left.join(', ')}.`;
  return diagnostic(
    'SW6011',
    left.length === 0 ? 'info' : 'warning',
    `An earlier run on ${shown} was cut short while it wrote; what it had begun is complete now.${rest}`,
  );
}
