/** Refuses a release while nobody has said where the project lives: run by `npm publish`. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Stands in pages for the account on GitHub that has the repository, as long as nobody knows it. */
const PLACEHOLDER = /\bOWNER\/specwright\b/;

/** The pages that name the repository. */
export const pagesWithPlaceholder = (folder = root): string[] =>
  ['README.md', ...globSync('docs/*.md', { cwd: folder })]
    .filter((page) => PLACEHOLDER.test(readFileSync(join(folder, page), 'utf8')))
    .map((page) => page.replaceAll('\\', '/'))
    .sort();

/** What is to be said before a release, as sentences; nothing when all is. */
export function unsaid(repository: unknown, pages: readonly string[]): string[] {
  return [
    ...(repository === undefined
      ? [
          'package.json has no "repository". npm refuses provenance without it: name the repository that publishes.',
        ]
      : []),
    ...pages.map((page) => `${page} says OWNER/specwright. Put the account in its place.`),
  ];
}

if (import.meta.main) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly repository?: unknown;
  };
  const found = unsaid(manifest.repository, pagesWithPlaceholder());
  for (const sentence of found) process.stderr.write(`${sentence}\n`);
  if (found.length > 0) process.exitCode = 1;
}
