import { relative, resolve, sep } from 'node:path';
import type { ServiceProject } from '../config/project.ts';
import { serviceOfLock } from '../config/service-of-lock.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { type Lock, readLock } from '../workspace/lockfile.ts';
import { WorkspaceError } from '../workspace/workspace-error.ts';
import type { Terminal } from './terminal.ts';

/** Arguments of commands that work on a generated service. */
export interface ServiceArguments {
  /** The service's folder; the current one by default. */
  readonly out?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * The generated service that a command is about.
 *
 * @throws WorkspaceError when the folder holds none
 * @throws ConfigError
 */
export async function generatedService(
  { out = '.', config }: ServiceArguments,
  { cwd }: Terminal,
): Promise<{ readonly project: ServiceProject; readonly lock: Lock }> {
  const service = resolve(cwd, out);
  const lock = readLock(service);
  if (lock === undefined) {
    const shown = relative(cwd, service).split(sep).join('/') || '.';
    throw new WorkspaceError([
      diagnostic(
        'SW6016',
        'error',
        `${shown} holds no service that Specwright generated. Name its folder with --out.`,
      ),
    ]);
  }
  return { project: await serviceOfLock(cwd, service, lock, config), lock };
}
