import { existsSync } from 'node:fs';
import { mkdir, realpath, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

export interface LinkedModules {
  /** Where the code of the packages, and of what they need, really lies. */
  readonly roots: readonly string[];
  /** Packages that are installed nowhere that was looked at. */
  readonly missing: readonly string[];
}

const require = createRequire(import.meta.url);

/**
 * Gives a staged service a `node_modules` of links, one for each package, so that it sees what it
 * names and nothing else. Looks in `folders` first (each a `node_modules`), then where Specwright's
 * own dependencies are: its checkout, or wherever a package manager has hoisted them to.
 */
export async function linkModules(
  target: string,
  packages: readonly string[],
  folders: readonly string[] = [],
): Promise<LinkedModules> {
  const roots = new Set<string>();
  const missing: string[] = [];
  for (const name of packages) {
    // The tests must meet the very vitest that runs them.
    const found = findPackage(name, name === 'vitest' ? [] : folders);
    if (found === undefined) {
      missing.push(name);
      continue;
    }
    const real = await realpath(found);
    const link = join(target, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    // A junction needs no privilege on Windows; elsewhere the kind is ignored.
    await symlink(real, link, 'junction');
    roots.add(installationOf(real));
  }
  return { roots: [...roots].sort(), missing };
}

/** The folder of an installed package, found as Node would; `exports` cannot hide it. */
export function findPackage(name: string, folders: readonly string[] = []): string | undefined {
  return [...folders, ...(require.resolve.paths(name) ?? [])]
    .map((folder) => join(folder, name))
    .find((folder) => existsSync(join(folder, 'package.json')));
}

/**
 * The outermost `node_modules` round a package, which holds what it depends on too: npm hoists
 * there, pnpm keeps `.pnpm` there. A package that lies in none (a workspace) stands for itself.
 */
function installationOf(folder: string): string {
  const marker = `${sep}node_modules${sep}`;
  const at = folder.indexOf(marker);
  return at < 0 ? folder : folder.slice(0, at + marker.length - 1);
}
