import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { petsYaml } from '../../cli/run-cli.ts';
import { lastingFolder } from '../../workspace/temporary-folder.ts';
import { executable, shoot, SKIPPED } from './browser.ts';
import { petsOnPage } from './pets-on-page.ts';

const cwd = lastingFolder();
const inService = (path: string): string => join(cwd, 'service', path);
const NAME = '        name: { type: string }';
/** Saves the description with other fields than the name alone. */
const describeAs = (fields: string): void =>
  writeFileSync(join(cwd, 'pets.yaml'), petsYaml.replace(NAME, fields));

describe.skipIf(executable === undefined)(`generation from the page (${SKIPPED})`, () => {
  const openPets = petsOnPage(cwd);

  const entity = inService('src/entities/pet.ts');
  const text = (): string => readFileSync(entity, 'utf8');

  test('shows the plan first, and writes that one or none, by the keyboard alone', async () => {
    describeAs(`${NAME}\n        born: { type: string }`);
    const { page, close } = await openPets('#/plan', { colorScheme: 'light' });
    const dialog = page.getByRole('dialog', { name: 'Generate' });
    await page.getByRole('button', { name: 'Generate …' }).waitFor();
    await page.keyboard.press('g');
    await dialog.getByRole('list', { name: 'What is written' }).waitFor();
    await shoot(page, 'generate-plan');
    const before = text();
    // Another description than the one whose plan is shown.
    describeAs(`${NAME}\n        born: { type: string }\n        colour: { type: string }`);
    await page.keyboard.press('Enter');
    await dialog.getByText(/The plan is another one than it was/).waitFor();
    expect(text()).toBe(before);
    await dialog.getByRole('button', { name: 'Try again' }).waitFor();
    await shoot(page, 'generate-changed');
    await page.keyboard.press('Enter');
    await dialog.getByText(/The plan is written: \d+ files\. \d+ of \d+ tests passed/).waitFor();
    await shoot(page, 'generate-done');
    expect(text()).toContain('colour');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Nothing would change').waitFor();
    await close();
  });

  test('lists what is in conflict, in dark colours too', async () => {
    writeFileSync(entity, text().replaceAll('  name: string;', '  name: `${string}`;'));
    describeAs(
      "        name: { type: [string, 'null'] }\n        born: { type: string }\n        colour: { type: string }",
    );
    const { page, close } = await openPets('#/plan', { colorScheme: 'dark' });
    const dialog = page.getByRole('dialog', { name: 'Generate' });
    await page.getByRole('button', { name: 'Generate …' }).click();
    await dialog.getByRole('checkbox').uncheck();
    await shoot(page, 'generate-plan-dark');
    await dialog.getByRole('button', { name: 'Write it' }).click();
    await dialog.getByText('The plan is written, but for what needs your decision.').waitFor();
    const toDecide = dialog.getByRole('list', { name: 'To decide' });
    await toDecide.waitFor();
    await shoot(page, 'generate-conflict-dark');
    await toDecide.getByRole('link', { name: /pet\.ts/ }).click();
    await page.getByRole('main', { name: 'Conflicts' }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await close();
  });
});
