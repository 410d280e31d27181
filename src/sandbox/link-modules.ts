import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, realpath, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';

export interface LinkedModules {
  /** Where the code of the packages, and of what they need, really lies. */
  readonly roots: readonly string[];
  /** Packages that are installed nowhere that was looked at. */
  readonly missing: readonly string[];
}

const require = createRequire(import.meta.url);

/**
 * Gives a staged service a `node_modules` of links, one for each package, so that it sees what it
 * names and nothing else. It has one copy of each package, as once it is installed: one that would
 * bring a copy of another by itself is copied without that. Looks in `folders` first (each a `node_modules`), then where Specwright's
 * own dependencies are: its checkout, or wherever a package manager has hoisted them to.
 */
export async function linkModules(
  target: string,
  packages: readonly string[],
  folders: readonly string[] = [],
): Promise<LinkedModules> {
  const roots = new Set<string>();
  const missing: string[] = [];
  const names = new Set(packages);
  for (const name of names) {
    // The tests must meet the very vitest that runs them.
    const found = findPackage(name, name === 'vitest' ? [] : folders);
    if (found === undefined) {
      missing.push(name);
      continue;
    }
    const real = await realpath(found);
    const link = join(target, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    roots.add(installationOf(real));
    const bringsOwn = packages.some((other) => existsSync(join(real, 'node_modules', other)));
    // A copy of vitest would not be the one that runs the tests.
    if (bringsOwn && name !== 'vitest') {
      await cp(real, link, {
        recursive: true,
        filter: (path) => basename(path) !== 'node_modules',
      });
      // What it needs is looked for from where the copy is.
      for (const needed of await dependenciesOf(real)) names.add(needed);
      continue;
    }
    // A junction needs no privilege on Windows; elsewhere the kind is ignored.
    await symlink(real, link, 'junction');
  }
  return { roots: [...roots].sort(), missing };
}

async function dependenciesOf(folder: string): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(manifest.dependencies ?? {});
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
