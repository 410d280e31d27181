import { join, posix } from 'node:path';
import type { SourceFile } from '../scaffold/source-file.ts';
import { diskHash } from './content-hash.ts';
import { readOwnFiles, statsAt } from './disk.ts';
import type { Lock } from './lockfile.ts';
import type { PlannedFile } from './plan.ts';

/** Where git says that missing files went, by the place where they were. */
export type FindRenames = (
  service: string,
  missing: readonly string[],
) => ReadonlyMap<string, string>;

/**
 * Where a person moved generated files to, besides what the lock knows of: to a file of theirs with
 * the very text that was generated, or to where git says. Migrations stay where they are applied
 * from.
 *
 * @returns the new place of each by the place that the lock tells
 */
export async function findMoves(
  service: string,
  lock: Lock,
  findRenames: FindRenames,
): Promise<Map<string, string>> {
  const wanted = Object.keys(lock.files).filter(
    (path) => !lock.deleted.includes(path) && !path.startsWith('migrations/'),
  );
  const missing = wanted.filter((path) => statsAt(join(service, path)) === undefined);
  if (missing.length === 0) return new Map();

  const known = new Set([...Object.keys(lock.files), ...Object.keys(lock.orphans)]);
  const own = new Map(
    (await readOwnFiles(service, known)).map(({ path, text }) => [
      path,
      diskHash(Buffer.from(text)),
    ]),
  );
  const found = new Map<string, string>();
  const take = (from: string, to: string) => {
    found.set(from, to);
    own.delete(to);
  };
  for (const path of missing) {
    const same = [...own].filter(([, hash]) => hash === lock.files[path]).map(([to]) => to);
    const named = same.filter((to) => posix.basename(to) === posix.basename(path));
    const [to, another] = named.length > 0 ? named : same;
    if (to !== undefined && another === undefined) take(path, to);
  }
  const open = missing.filter((path) => !found.has(path));
  if (open.length === 0 || own.size === 0) return found;
  for (const [from, to] of findRenames(service, open)) if (own.has(to)) take(from, to);
  return found;
}

/** A lock in whose every part the moved files stand where they are now. */
export function movedLock(lock: Lock, moves: ReadonlyMap<string, string>): Lock {
  if (moves.size === 0) return lock;
  const placed = (path: string) => moves.get(path) ?? path;
  const moved: [string, string][] = Object.entries(lock.moved).map(([from, to]) => [
    from,
    placed(to),
  ]);
  const before = new Set(Object.values(lock.moved));
  const fresh = [...moves].filter(([from]) => !before.has(from));
  return {
    ...lock,
    files: Object.fromEntries(
      Object.entries(lock.files).map(([path, hash]) => [placed(path), hash]),
    ),
    conflicts: lock.conflicts.map(placed),
    moved: Object.fromEntries([...moved, ...fresh].filter(([from, to]) => from !== to)),
  };
}

/** What stands in a generated text for another file of the service. */
const IMPORTS = /((?:\bfrom |\bimport |\bimport\(|\bnew URL\()')(\.{1,2}\/[^'\n]+)(?=')/g;
const SOURCE = /\.[cm]?[jt]sx?$/;

/** Generated files where a person wants them, their imports of each other brought along. */
export function placeFiles(
  pristine: readonly SourceFile[],
  moved: Lock['moved'],
): readonly SourceFile[] {
  if (Object.keys(moved).length === 0) return pristine;
  const known = new Set(pristine.map(({ path }) => path));
  const placed = (path: string) => moved[path] ?? path;
  return pristine.map(({ path, text }) => {
    const to = placed(path);
    if (!SOURCE.test(path)) return { path: to, text };
    const folder = posix.dirname(path);
    const next = text.replace(IMPORTS, (whole, start: string, specifier: string) => {
      const target = posix.join(folder, specifier);
      if (!known.has(target) || (to === path && placed(target) === target)) return whole;
      const relative = posix.relative(posix.dirname(to), placed(target));
      return `${start}${relative.startsWith('.') ? relative : `./${relative}`}`;
    });
    return { path: to, text: next };
  });
}

/** The tree as the generator names its files, whatever a person has moved. */
export function unmoved<File extends { readonly path: string }>(
  files: readonly File[],
  moved: Lock['moved'],
): File[] {
  const original = new Map(Object.entries(moved).map(([from, to]) => [to, from]));
  return files.map((file) => ({ ...file, path: original.get(file.path) ?? file.path }));
}

/** What of the moves is still true after a plan. */
export const stillMoved = (moved: Lock['moved'], files: readonly PlannedFile[]): Lock['moved'] => {
  const known = new Set(files.filter(({ base }) => base !== undefined).map(({ path }) => path));
  return Object.fromEntries(Object.entries(moved).filter(([, to]) => known.has(to)));
};
