import { dirname, resolve } from 'node:path';
import type { Environment } from '../asked-provider.ts';
import { findConfig, loadConfig } from '../config/load-config.ts';
import { defaults, type Project } from '../config/project.ts';
import type { Check } from './check.ts';
import { checkDatabase } from './database.ts';
import { checkGit, checkNode } from './machine.ts';
import { checkModel } from './model.ts';
import { checkPackages } from './packages.ts';
import { checkSandboxes } from './sandbox.ts';

export interface DoctorRequest {
  readonly cwd: string;
  /** A service's folder; those of the configuration when nothing is said. */
  readonly out?: string | undefined;
  readonly config?: string | undefined;
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at everything that Specwright needs on a machine. Changes nothing.
 *
 * @throws ConfigError when there is a configuration that cannot be understood
 */
export async function examineMachine(request: DoctorRequest): Promise<readonly Check[]> {
  const { cwd, out, env, signal } = request;
  const file = request.config ?? findConfig(cwd);
  const loaded = file === undefined ? undefined : await loadConfig(cwd, file);
  const project: Project = loaded?.project ?? {};
  const root = loaded === undefined ? cwd : dirname(loaded.file);
  const folders =
    out === undefined
      ? (project.services ?? []).map((service) => resolve(root, service.out))
      : [resolve(cwd, out)];
  const [sandboxes, database, model] = await Promise.all([
    checkSandboxes(project.sandbox ?? defaults.sandbox),
    checkDatabase(env['DATABASE_URL'], cwd),
    checkModel(env, project.fill ?? {}, signal),
  ]);
  return [
    checkNode(process.version),
    checkGit(cwd),
    ...sandboxes,
    database,
    model,
    ...folders.map((folder) => checkPackages(folder, cwd)),
  ];
}
