import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pagesWithPlaceholder, unsaid } from '../../scripts/release-ready.ts';

const textOf = (file: string): string =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const manifest = JSON.parse(textOf('package.json')) as {
  readonly repository?: unknown;
  readonly scripts: Readonly<Record<string, string>>;
};

test('a release waits for a repository, and for the account in the pages that name it', () => {
  expect(unsaid(undefined, ['docs/ci.md'])).toEqual([
    expect.stringContaining('"repository"'),
    expect.stringContaining('docs/ci.md'),
  ]);
  expect(unsaid('github:someone/specwright', [])).toEqual([]);
  expect(manifest.scripts['prepublishOnly']).toBe('node scripts/release-ready.ts');
});

test('pages name the account where package.json does, and CONTRIBUTING lists those that do not', () => {
  const pages = pagesWithPlaceholder();
  if (manifest.repository !== undefined) expect(pages).toEqual([]);
  const listed = /stands for it in (.+?), and package\.json/.exec(textOf('CONTRIBUTING.md'))?.[1];
  const names = [...(listed ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(names.sort()).toEqual(pages);
});
