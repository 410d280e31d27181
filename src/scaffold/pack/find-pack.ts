import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPath } from './is-path.ts';
import { PackError } from './pack-error.ts';

/** Where a pack comes from. */
export interface PackFolder {
  readonly kind: 'own' | 'folder' | 'package';
  /** Absolute. */
  readonly folder: string;
}

export const MANIFEST = 'pack.json';

/** The folder that holds the packs of this package, beside `src` in a checkout and beside `dist` when installed. */
export function ownPacks(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = import.meta.url.endsWith('.ts') ? join(here, '..', '..', '..') : join(here, '..');
  return join(root, 'templates');
}

/**
 * Finds the pack that a reference means: one of this package's by its name, a folder by its path,
 * an npm package by its name.
 *
 * @param from the folder that paths are relative to and that packages are looked up from
 * @throws PackError when there is none
 */
export function findPack(reference: string, from: string): PackFolder {
  if (isPath(reference)) {
    const folder = resolve(from, reference);
    if (existsSync(join(folder, MANIFEST))) return { kind: 'folder', folder };
    throw new PackError(
      'SW3003',
      `The folder ${reference} holds no ${MANIFEST}, so it is no pack. Name the folder that has one.`,
    );
  }
  const own = join(ownPacks(), reference);
  if (!reference.startsWith('@') && existsSync(join(own, MANIFEST)))
    return { kind: 'own', folder: own };
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', reference);
    if (existsSync(join(found, MANIFEST))) return { kind: 'package', folder: found };
    if (folder === dirname(folder)) break;
  }
  throw new PackError(
    'SW3003',
    `There is no pack ${reference}: Specwright has ${readdirSync(ownPacks()).sort().join(', ')}, and no npm package of that name with a ${MANIFEST} is installed here. Write ./${reference} for a folder.`,
  );
}
