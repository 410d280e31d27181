import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { IndexedService, Repository } from './repository.ts';

/** What a description may refer to, and what a configuration may import. */
const READABLE = /\.(?:ya?ml|json|[cm]?[jt]s|hbs)$/;

/**
 * Calls `work` with a folder that holds what is staged: the services, everything that descriptions
 * and configurations may read. The folder is inside git's own, so that packages are found as from
 * the repository and nobody sees it; it is gone afterwards.
 */
export async function withStagedTree<Result>(
  repository: Repository,
  services: readonly IndexedService[],
  work: (tree: string) => Promise<Result>,
): Promise<Result> {
  const tree = realpathSync(mkdtempSync(join(repository.gitFolder, 'specwright-hook-')));
  try {
    const inputs = new Set(
      services.flatMap(({ folder, lock }) =>
        Object.keys(lock.inputs).map((input) => posix.join(folder, input)),
      ),
    );
    const isIn = (path: string) =>
      services.some(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
    const wanted = [...repository.indexed].filter(
      (path) => inputs.has(path) || READABLE.test(path) || isIn(path),
    );
    repository.ask(
      ['checkout-index', '-q', '-z', '--stdin', `--prefix=${tree}/`],
      wanted.join('\0'),
    );
    for (const service of services) copyUnindexed(repository, service, tree);
    return await work(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Generated files that git does not have, as where it ignores them: missing they are not. */
function copyUnindexed(
  { top, indexed }: Repository,
  { folder, lock }: IndexedService,
  tree: string,
): void {
  for (const file of Object.keys(lock.files)) {
    const path = posix.join(folder, file);
    if (indexed.has(path) || !existsSync(join(top, path))) continue;
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    copyFileSync(join(top, path), join(tree, path));
  }
}
