import { describe, expect, test } from 'vitest';
import { lastingFolder, temporaryFolder } from '../../workspace/temporary-folder.ts';
import { pagePaths, samplesOfPage } from './sample.ts';
import { isWhole, prepare, walk } from './walk-page.ts';

const RUN: ReadonlySet<string> = new Set(['hidden', 'sh', 'console']);

/** What a newcomer reads first. They are walked beside the other pages, which take as long. */
export const FIRST_PAGES: ReadonlySet<string> = new Set(['README.md', 'docs/guide.md']);

/** Generations with their tests take a while on a machine that others use too. */
const TIMEOUT_MS = isWhole ? 300_000 : 120_000;

/** Tests that walk pages, each in a folder of its own: those that have a command to run. */
export function testPages(isWanted: (page: string) => boolean): void {
  const pages = pagePaths()
    .filter(isWanted)
    .map((page) => [page, samplesOfPage(page).filter(({ info }) => !info.has('skip'))] as const)
    .filter(([, samples]) => samples.some(({ language }) => RUN.has(language)));
  describe('what the pages show works', () => {
    const cache = lastingFolder();
    test.each(pages)(
      '%s',
      (_, samples) => {
        const folder = temporaryFolder();
        prepare(folder, cache);
        expect(samples.flatMap((sample) => walk(sample, folder))).toEqual([]);
      },
      TIMEOUT_MS,
    );
  });
}
