import { relative, resolve, sep } from 'node:path';
import type { ServiceProject } from './config/project.ts';
import { serviceOfLock } from './config/service-of-lock.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import { type Lock, readLock } from './workspace/lockfile.ts';
import { WorkspaceError } from './workspace/workspace-error.ts';

export interface GeneratedService {
  readonly project: ServiceProject;
  readonly lock: Lock;
}

/**
 * The generated service in a folder, with its options.
 *
 * @throws WorkspaceError when the folder holds none
 * @throws ConfigError
 */
export async function generatedService(
  cwd: string,
  out = '.',
  config?: string,
): Promise<GeneratedService> {
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
