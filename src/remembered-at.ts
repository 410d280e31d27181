import { configError } from './config/config-error.ts';
import { git } from './git/git.ts';
import { fileAt } from './git/show.ts';
import type { SchemaSnapshot } from './migrate/snapshot.ts';
import { rememberedSchema } from './service-migrations.ts';
import { basePath, decodeBase } from './workspace/base-store.ts';
import { parseLock } from './workspace/lockfile.ts';

const LOCK = '.specwright/lock.json';

/**
 * What a service's generation knew that stands in a commit; nothing where the commit has no service
 * in that folder.
 *
 * @throws ConfigError when there is no such commit here
 * @throws RunStopped when what it knew is lost
 */
export async function rememberedAt(
  service: string,
  ref: string,
): Promise<SchemaSnapshot | undefined> {
  const found = git(service, [
    'rev-parse',
    '--quiet',
    '--verify',
    '--end-of-options',
    `${ref}^{commit}`,
  ]);
  if (found?.ok !== true)
    throw configError(
      'SW7001',
      `--since ${ref} is no commit of this repository. Fetch it first: git fetch origin ${ref}.`,
    );
  const text = fileAt(service, ref, LOCK);
  if (text === undefined) return undefined;
  const { schema } = parseLock(text.toString('utf8'), `${ref}:${LOCK}`);
  if (schema === undefined) return undefined;
  return rememberedSchema(schema, () => {
    const bytes = fileAt(service, ref, basePath(schema));
    return bytes === undefined ? undefined : decodeBase(bytes, schema);
  });
}
