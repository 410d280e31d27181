import { dirname, resolve } from 'node:path';
import type { Lock } from '../workspace/lockfile.ts';
import { findConfig, loadConfig } from './load-config.ts';
import { packOfLock } from './pack-of-lock.ts';
import { defaults, type ServiceProject } from './project.ts';
import { resolveServices, templatesOf } from './resolve-services.ts';

/**
 * The options of a service that was generated before: those of the configuration that names it,
 * else those that its lock tells. A command that works on a service needs no configuration.
 *
 * @param out absolute path of the service's folder
 * @throws ConfigError
 */
export async function serviceOfLock(
  cwd: string,
  out: string,
  lock: Lock,
  config: string | undefined,
): Promise<ServiceProject> {
  const file = config ?? findConfig(cwd);
  const loaded = file === undefined ? undefined : await loadConfig(cwd, file);
  if (loaded) {
    const services = await resolveServices({ cwd, specs: [], config: loaded.file }).catch(
      (error: unknown) => {
        if ((loaded.project.services ?? []).length === 0) return [];
        throw error;
      },
    );
    const own = services.find((service) => service.out === out);
    if (own) return own;
  }
  const told = new Map(
    lock.options.split(' ').map((pair) => pair.split('=', 2) as [string, string | undefined]),
  );
  const project = loaded?.project ?? {};
  return {
    cwd,
    spec: resolve(out, lock.spec),
    out,
    overlays: lock.overlays.map((overlay) => resolve(out, overlay)),
    arazzo: lock.arazzo.map((file) => resolve(out, file)),
    name: told.get('name'),
    hooks: told.get('hooks')?.split(',') ?? [],
    config: loaded?.file,
    ...packOfLock(out, lock),
    templates: templatesOf(loaded),
    packsFrom: loaded === undefined ? cwd : dirname(loaded.file),
    allowRemote: project.allowRemote ?? defaults.allowRemote,
    maxBytes: project.maxBytes ?? defaults.maxBytes,
    maxOperations: project.maxOperations ?? defaults.maxOperations,
    strict: project.strict ?? defaults.strict,
    formatter: defaults.formatter,
    unknownQuery: told.get('unknownQuery') === 'ignore' ? 'ignore' : 'refuse',
    readOnlyInput: told.get('readOnlyInput') === 'refuse' ? 'refuse' : 'ignore',
    test: project.test ?? defaults.test,
    root:
      loaded?.project.root === undefined
        ? undefined
        : resolve(dirname(loaded.file), loaded.project.root),
    sandbox: project.sandbox ?? defaults.sandbox,
    fill: project.fill ?? {},
    check: project.check ?? {},
  };
}
