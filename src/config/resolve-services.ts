import { basename, dirname, extname, join, resolve } from 'node:path';
import { isPath } from '../scaffold/pack/is-path.ts';
import type { SandboxChoice } from '../sandbox/provider.ts';
import { type Lock, readLock } from '../workspace/lockfile.ts';
import { WorkspaceError } from '../workspace/workspace-error.ts';
import { configError } from './config-error.ts';
import { findConfig, loadConfig, type LoadedProject } from './load-config.ts';
import { packOfLock } from './pack-of-lock.ts';
import { defaults, type Project, type ServiceConfig, type ServiceProject } from './project.ts';

/** Where a service comes from and how its description is read; see `specwright generate --help`. */
export interface ServiceOptions {
  /** The service's folder; with several descriptions, the folder of their folders. */
  readonly out?: string | undefined;
  /** The configuration file; `specwright.config.ts` when nothing is said and it is there. */
  readonly config?: string | undefined;
  readonly overlays?: readonly string[] | undefined;
  /** Arazzo files whose workflows become tests, besides those beside the description. */
  readonly arazzo?: readonly string[] | undefined;
  /** The template pack: a name, a folder, an npm package. */
  readonly pack?: string | undefined;
  readonly allowRemote?: readonly string[] | undefined;
  /** The folder that `$ref`s may reach. */
  readonly root?: string | undefined;
  readonly strict?: boolean | undefined;
}

/** What only a request that runs tests says besides. */
export interface TestOptions {
  /** Run the services' tests before anything is written. */
  readonly test?: boolean | undefined;
  /** Where they run. */
  readonly sandbox?: SandboxChoice | undefined;
}

/** What the command line says. It is stronger than the configuration. */
export interface ServiceArguments extends ServiceOptions, TestOptions {
  readonly cwd: string;
  /** Descriptions; none: the services of the configuration. */
  readonly specs: readonly string[];
}

/**
 * The services that a command is about, with every option decided: by the command line, else by
 * the configuration, else by default.
 *
 * @throws ConfigError
 */
export async function resolveServices(given: ServiceArguments): Promise<ServiceProject[]> {
  const file = given.config ?? findConfig(given.cwd);
  const loaded = file === undefined ? undefined : await loadConfig(given.cwd, file);
  const services = given.specs.length === 0 ? configured(given, loaded) : named(given, loaded);
  const byOut = new Map<string, ServiceProject>();
  for (const service of services) {
    const other = byOut.get(service.out);
    if (other !== undefined)
      throw configError(
        'SW7006',
        `${other.spec} and ${service.spec} would be generated into the same folder, ${service.out}. Give each its own.`,
      );
    byOut.set(service.out, service);
  }
  return services;
}

function configured(given: ServiceArguments, loaded: LoadedProject | undefined): ServiceProject[] {
  const services = loaded?.project.services ?? [];
  if (loaded === undefined || services.length === 0) {
    throw configError(
      'SW7005',
      'Nothing to generate: name a description (specwright generate openapi.yaml --out service), or list services in specwright.config.ts (specwright init writes one).',
    );
  }
  const root = dirname(loaded.file);
  return servicesIn(loaded, given).map((service) =>
    decide(given, loaded, fromConfig(service, root)),
  );
}

function named(given: ServiceArguments, loaded: LoadedProject | undefined): ServiceProject[] {
  const root = loaded === undefined ? given.cwd : dirname(loaded.file);
  const several = given.specs.length > 1;
  return given.specs.map((name) => {
    const spec = resolve(given.cwd, name);
    const known = (loaded?.project.services ?? [])
      .map((service) => fromConfig(service, root))
      .find((service) => service.spec === spec);
    if (given.out === undefined) {
      if (known !== undefined) return decide(given, loaded, known);
      throw configError(
        'SW7001',
        `Where to? Name the folder of the service: specwright generate ${name} --out service.`,
      );
    }
    const folder = resolve(given.cwd, given.out);
    const out = several ? join(folder, folderName(spec)) : folder;
    return decide(given, loaded, { ...known, spec, out });
  });
}

const folderName = (spec: string): string =>
  basename(spec, extname(spec))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'service';

const fromConfig = (service: ServiceConfig, root: string): ServiceConfig => ({
  ...service,
  spec: resolve(root, service.spec),
  out: resolve(root, service.out),
  overlays: (service.overlays ?? []).map((overlay) => resolve(root, overlay)),
  arazzo: (service.arazzo ?? []).map((file) => resolve(root, file)),
});

function decide(
  given: ServiceArguments,
  loaded: LoadedProject | undefined,
  service: ServiceConfig,
): ServiceProject {
  const project: Project = loaded?.project ?? {};
  const overlays = (given.overlays ?? []).map((overlay) => resolve(given.cwd, overlay));
  const arazzo = (given.arazzo ?? []).map((file) => resolve(given.cwd, file));
  return {
    cwd: given.cwd,
    spec: service.spec,
    out: service.out,
    overlays: [...(service.overlays ?? []), ...overlays],
    arazzo: [...new Set([...(service.arazzo ?? []), ...arazzo])],
    name: service.name,
    hooks: service.hooks ?? [],
    config: loaded?.file,
    ...packFor(service, given, loaded),
    templates: templatesOf(loaded, service),
    allowRemote: [...(project.allowRemote ?? defaults.allowRemote), ...(given.allowRemote ?? [])],
    root: rootOf(given, loaded),
    maxBytes: project.maxBytes ?? defaults.maxBytes,
    maxOperations: project.maxOperations ?? defaults.maxOperations,
    strict: given.strict ?? project.strict ?? defaults.strict,
    formatter: project.formatter ?? defaults.formatter,
    unknownQuery: project.unknownQuery ?? defaults.unknownQuery,
    readOnlyInput: project.readOnlyInput ?? defaults.readOnlyInput,
    test: given.test ?? project.test ?? defaults.test,
    sandbox: given.sandbox ?? project.sandbox ?? defaults.sandbox,
    fill: project.fill ?? {},
    check: project.check ?? {},
  };
}

/** A service keeps the pack that it was generated with, where nobody asks for one. */
function packFor(
  service: ServiceConfig,
  given: ServiceArguments,
  loaded: LoadedProject | undefined,
): Pick<ServiceProject, 'pack' | 'packsFrom'> {
  const asked = packOf(given, loaded, service);
  if ((given.pack ?? service.pack ?? loaded?.project.pack) !== undefined) return asked;
  const lock = lockOf(service.out);
  return lock === undefined ? asked : { ...asked, ...packOfLock(service.out, lock) };
}

/** One that cannot be used is told by who needs all of it. */
function lockOf(out: string): Lock | undefined {
  try {
    return readLock(out);
  } catch (error) {
    if (error instanceof WorkspaceError) return undefined;
    throw error;
  }
}

/** A path of the command line is relative to where it was typed, one of the configuration to that. */
export function packOf(
  { pack, cwd }: Pick<ServiceArguments, 'pack' | 'cwd'>,
  loaded: LoadedProject | undefined,
  service?: Pick<ServiceConfig, 'pack'>,
): Pick<ServiceProject, 'pack' | 'packsFrom'> {
  const home = loaded === undefined ? cwd : dirname(loaded.file);
  const configured = service?.pack ?? loaded?.project.pack ?? defaults.pack;
  const [reference, from] = pack === undefined ? [configured, home] : [pack, cwd];
  return { pack: isPath(reference) ? resolve(from, reference) : reference, packsFrom: home };
}

/** Without a configuration there is no place that is always the same, and so there are none. */
export const templatesOf = (
  loaded: LoadedProject | undefined,
  service?: Pick<ServiceConfig, 'templates'>,
): string | undefined =>
  loaded &&
  resolve(
    dirname(loaded.file),
    service?.templates ?? loaded.project.templates ?? defaults.templates,
  );

/**
 * The services of a configuration, or the one with a folder.
 *
 * @throws ConfigError when none has that folder
 */
export function servicesIn(
  { project: { services = [] }, file }: LoadedProject,
  { out, cwd }: Pick<ServiceArguments, 'out' | 'cwd'>,
): readonly ServiceConfig[] {
  if (out === undefined) return services;
  const wanted = resolve(cwd, out);
  const chosen = services.filter((service) => resolve(dirname(file), service.out) === wanted);
  if (chosen.length > 0) return chosen;
  throw configError(
    'SW7005',
    `The configuration names no service with the folder ${out}. It has ${services.map((service) => service.out).join(', ')}.`,
  );
}

/** A folder of the command line is relative to where it was typed, one of the configuration to that. */
function rootOf(given: ServiceArguments, loaded: LoadedProject | undefined): string | undefined {
  if (given.root !== undefined) return resolve(given.cwd, given.root);
  const own = loaded?.project.root;
  return loaded === undefined || own === undefined ? undefined : resolve(dirname(loaded.file), own);
}
