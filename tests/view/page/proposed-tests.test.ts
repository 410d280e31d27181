import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lastingFolder, writeFiles } from '../../workspace/temporary-folder.ts';
import { executable, shoot, SKIPPED } from './browser.ts';
import { petsOnPage } from './pets-on-page.ts';

const cwd = lastingFolder();
const out = join(cwd, 'service');
const PROPOSED = 'tests/proposed/feed-pet.test.ts';
const APPROVED = join(out, 'tests/approved/feed-pet.test.ts');

/** As a model would propose them; the second one is wrong. */
const TESTS = `// Proposed by a language model for feedPet (run 0001-c825d850), before it saw any implementation.
// Not approved yet: read it, correct it, and approve it (specwright tests approve feedPet) once it says what you want.
import { describe, expect, test } from 'vitest';

describe('feedPet', () => {
  test('A pet that is there can be fed.', () => {
    expect([204]).toContain(204);
  });

  test('A pet that is gone is answered 404.', () => {
    expect(204).toBe(404);
  });
});
`;

describe.skipIf(executable === undefined)(`proposed tests on the page (${SKIPPED})`, () => {
  const openPets = petsOnPage(cwd);

  test.each(['light', 'dark'] as const)(
    'are corrected and approved by the keyboard, in %s colours',
    async (colorScheme) => {
      rmSync(APPROVED, { force: true });
      writeFiles(out, { [PROPOSED]: TESTS });
      const { page, close } = await openPets('#/holes/feedPet', {
        colorScheme,
      });
      const box = page.getByRole('region', { name: 'Proposed tests' });
      await box.getByRole('button', { name: 'Approve', exact: true }).press('Enter');
      await page.getByText(/The tests of feedPet fail, so they stay proposed/).waitFor();
      await shoot(page, `tests-fail-${colorScheme}`);
      expect(existsSync(APPROVED)).toBe(false);
      await box.getByRole('button', { name: 'Approve though they fail' }).waitFor();
      await box.getByRole('button', { name: 'Correct them' }).press('Enter');
      const area = page.getByRole('textbox', { name: 'Tests of feedPet' });
      await area.fill(TESTS.replace('toBe(404)', 'toBe(204)'));
      await shoot(page, `tests-edit-${colorScheme}`);
      await page.keyboard.press('Control+Enter');
      await page.getByText('tests/approved/feed-pet.test.ts is written. It passes.').waitFor();
      await box.waitFor({ state: 'detached' });
      await shoot(page, `tests-approved-${colorScheme}`);
      expect(readFileSync(APPROVED, 'utf8')).toContain('A person has read and approved it.');
      writeFiles(out, { [PROPOSED]: TESTS });
      await page.keyboard.press('r');
      await box.getByRole('button', { name: 'Reject' }).click();
      await page.getByText(`${PROPOSED} is removed.`).waitFor();
      expect(existsSync(join(out, PROPOSED))).toBe(false);
      await close();
    },
  );
});
