import { resolve } from 'node:path';
import { isPath } from '../scaffold/pack/is-path.ts';
import type { Lock } from '../workspace/lockfile.ts';
import { defaults, type ServiceProject } from './project.ts';

/** The pack of the last generation: one of Specwright's own is told with its version. */
export function packOfLock(
  out: string,
  { pack, generator }: Pick<Lock, 'pack' | 'generator'>,
): Pick<ServiceProject, 'pack'> {
  const reference = pack ?? generator.split('@')[0] ?? defaults.pack;
  return { pack: isPath(reference) ? resolve(out, reference) : reference };
}
