import { existsSync, readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkProject } from './check-project.ts';
import { ConfigError, configError } from './config-error.ts';
import type { Project } from './project.ts';

/** Names that are looked for, in this order. */
export const CONFIG_NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map(
  (extension) => `specwright.config.${extension}`,
);

export interface LoadedProject {
  readonly project: Project;
  /** The file's absolute path. */
  readonly file: string;
}

/** The configuration file of a folder, if it has one. */
export const findConfig = (cwd: string): string | undefined =>
  CONFIG_NAMES.map((name) => join(cwd, name)).find((path) => existsSync(path));

/**
 * Loads a configuration file; TypeScript through Node's own type stripping.
 *
 * @throws ConfigError when it cannot be read or holds something else
 */
export async function loadConfig(cwd: string, file: string): Promise<LoadedProject> {
  const path = resolve(cwd, file);
  const shown = relative(cwd, path).split(sep).join('/');
  if (!existsSync(path))
    throw configError(
      'SW7002',
      `The configuration ${shown} does not exist. Name another one with --config.`,
    );
  const checked = checkProject(await readConfig(path, shown), shown);
  if (!checked.ok) throw new ConfigError(checked.diagnostics);
  return { project: checked.project, file: path };
}

async function readConfig(path: string, shown: string): Promise<unknown> {
  try {
    if (path.endsWith('.json')) return JSON.parse(readFileSync(path, 'utf8'));
    const loaded: unknown = await withOwnPackage(() => import(freshUrl(path)));
    return typeof loaded === 'object' && loaded !== null && 'default' in loaded
      ? loaded.default
      : undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw configError('SW7002', `The configuration ${shown} cannot be loaded: ${reason}`, {
      cause: error,
    });
  }
}

/** When each file was changed last, as this process imported it first. */
const imported = new Map<string, number>();

/** A file that has changed since it was imported is another module: who watches wants the new one. */
function freshUrl(path: string): string {
  const { href } = pathToFileURL(path);
  const { mtimeMs } = statSync(path);
  const first = imported.get(path) ?? mtimeMs;
  imported.set(path, first);
  return first === mtimeMs ? href : `${href}?${String(mtimeMs)}`;
}

/** What `import … from 'specwright'` means in a configuration: this very program. */
const OWN = new URL(import.meta.url.endsWith('.ts') ? '../index.ts' : './index.js', import.meta.url)
  .href;

/**
 * Lets a configuration import from `specwright` though it is not installed beside it, as where it is
 * run from a checkout or by npx.
 */
async function withOwnPackage<Result>(load: () => Promise<Result>): Promise<Result> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'specwright' ? { url: OWN, shortCircuit: true } : next(specifier, context),
  });
  try {
    return await load();
  } finally {
    hooks.deregister();
  }
}
