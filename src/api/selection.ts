import type { ServiceProject } from '../config/project.ts';
import type { ServiceOptions, TestOptions } from '../config/resolve-services.ts';

/** Which services are meant, and how their descriptions are read. */
export interface Selection extends ServiceOptions {
  /** The working directory; that of the process when nothing is said. */
  readonly cwd?: string | undefined;
  /** Descriptions; none: the services of the configuration. */
  readonly specs?: readonly string[] | undefined;
  /** `2/5`: only the second of five parts of the services. */
  readonly shard?: string | undefined;
  readonly signal?: AbortSignal | undefined;
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
}: Selection & TestOptions): Promise<readonly ServiceProject[]> {
  signal?.throwIfAborted();
  const [{ resolveServices }, { shardOf }] = await Promise.all([
    import('../config/resolve-services.ts'),
    import('../config/shard.ts'),
  ]);
  return shardOf(await resolveServices({ ...given, cwd, specs }), shard);
}
