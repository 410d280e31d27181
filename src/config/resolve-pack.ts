import { configError } from './config-error.ts';
import { findConfig, loadConfig } from './load-config.ts';
import type { ServiceProject } from './project.ts';
import { packOf, servicesIn, templatesOf } from './resolve-services.ts';

/** The pack of a project, and the project's own templates. */
export interface ProjectPack extends Pick<ServiceProject, 'pack' | 'packsFrom'> {
  readonly templates: string;
}

/**
 * The pack that a configuration names, or the command line: that of the project, or of one service
 * where its folder is said, or where it is the only one.
 *
 * @throws ConfigError
 */
export async function resolvePack(
  cwd: string,
  given: {
    readonly config?: string | undefined;
    readonly pack?: string | undefined;
    readonly out?: string | undefined;
  },
): Promise<ProjectPack> {
  const file = given.config ?? findConfig(cwd);
  const loaded = file === undefined ? undefined : await loadConfig(cwd, file);
  const [service, ...others] = loaded === undefined ? [] : servicesIn(loaded, { ...given, cwd });
  const own = others.length === 0 ? service : undefined;
  const templates = templatesOf(loaded, own);
  if (templates === undefined)
    throw configError(
      'SW7017',
      'Templates of a project lie beside its configuration, and there is none here. Run specwright init, which writes one.',
    );
  return { ...packOf({ cwd, pack: given.pack }, loaded, own), templates };
}
