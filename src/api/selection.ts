import type { ServiceProject } from '../config/project.ts';
import type { SandboxChoice } from '../sandbox/provider.ts';

/** Which services are meant, and how their descriptions are read; see `specwright generate --help`. */
export interface Selection {
  /** The working directory; that of the process when nothing is said. */
  readonly cwd?: string | undefined;
  /** Descriptions; none: the services of the configuration. */
  readonly specs?: readonly string[] | undefined;
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
  /** `2/5`: only the second of five parts of the services. */
  readonly shard?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What only a request that runs tests says besides. */
export interface TestSelection {
  /** Run the services' tests before anything is written. */
  readonly test?: boolean | undefined;
  /** Where they run. */
  readonly sandbox?: SandboxChoice | undefined;
}

/**
 * The services that a request is about, with every option decided.
 *
 * @throws ConfigError
 */
export async function select({
  cwd = process.cwd(),
  specs = [],
  shard,
  signal,
  ...given
}: Selection & TestSelection): Promise<readonly ServiceProject[]> {
  signal?.throwIfAborted();
  const [{ resolveServices }, { shardOf }] = await Promise.all([
    import('../config/resolve-services.ts'),
    import('../config/shard.ts'),
  ]);
  return shardOf(await resolveServices({ ...given, cwd, specs }), shard);
}
