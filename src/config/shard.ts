import { relative, sep } from 'node:path';
import { configError } from './config-error.ts';
import type { ServiceProject } from './project.ts';

/**
 * The part of the services that one of several machines generates: `2/5` is the second of five. Every
 * service is in exactly one part, and the parts differ in length by one at most.
 *
 * @throws ConfigError for what is no shard
 */
export function shardOf(
  services: readonly ServiceProject[],
  shard: string | undefined,
): readonly ServiceProject[] {
  if (shard === undefined) return services;
  const [index, count] = parsed(shard);
  // By folder, so that every machine sees them in one order, wherever the checkout is.
  const inOrder = services
    .map((service) => ({
      service,
      folder: relative(service.cwd, service.out).split(sep).join('/'),
    }))
    .sort((one, other) => (one.folder < other.folder ? -1 : 1));
  return inOrder.filter((_, at) => at % count === index - 1).map(({ service }) => service);
}

function parsed(shard: string): [index: number, count: number] {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(shard) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw configError(
      'SW7001',
      `--shard ${shard} is not understood: write --shard 2/5 for the second of five parts.`,
    );
  return [index, count];
}
