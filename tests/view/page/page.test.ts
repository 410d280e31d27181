import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { petsYaml } from '../../cli/run-cli.ts';
import { lastingFolder } from '../../workspace/temporary-folder.ts';
import { executable, SKIPPED } from './browser.ts';
import { petsOnPage } from './pets-on-page.ts';

const BODY = 'await context.records.pets.get(input.petId);\nreturn { status: 204 };';
const cwd = lastingFolder();
const inService = (path: string): string => join(cwd, 'service', path);

describe.skipIf(executable === undefined)(`the page (${SKIPPED})`, () => {
  const openPets = petsOnPage(cwd);

  const onPage = async (
    work: (page: Page) => Promise<void>,
    options: Parameters<typeof openPets>[1] = {},
  ): Promise<void> => {
    const { page, close } = await openPets('', options);
    await page.getByRole('application').waitFor();
    await work(page);
    await close();
  };

  test('shows entities, and leads from one to the line that it comes from', () =>
    onPage(async (page) => {
      await page.locator('.node[data-name=Pet]').click();
      const panel = page.getByRole('complementary', { name: 'Pet' });
      await panel.locator('summary', { hasText: 'name' }).click();
      await panel.locator('details[open] .place').first().click();
      const here = page.locator('.source-line.here .text');
      expect(await here.textContent()).toBe('        name: { type: string }');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
    }));

  test('is used by the keyboard alone', () =>
    onPage(async (page) => {
      await page.keyboard.press('2');
      await page.getByRole('main', { name: 'Operations' }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.getByRole('heading', { name: 'POST /pets' }).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('feed');
      expect(await page.locator('.master .item').count()).toBe(1);
      await page.keyboard.press('Tab');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('1');
      await page.getByRole('application').focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('complementary', { name: 'Pet' }).waitFor();
    }));

  test.each(['light', 'dark'] as const)('follows the system in %s, until one chooses', (scheme) =>
    onPage(
      async (page) => {
        const ground = () =>
          page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
        const before = await ground();
        expect(before).toBe(scheme === 'dark' ? 'rgb(14, 16, 20)' : 'rgb(244, 245, 248)');
        const button = page.getByRole('button', { name: /Theme/ });
        await button.click();
        expect(await ground()).toBe('rgb(244, 245, 248)');
        await button.click();
        expect(await ground()).toBe('rgb(14, 16, 20)');
        await page.reload();
        await page.getByRole('application').waitFor();
        expect(await ground()).toBe('rgb(14, 16, 20)');
      },
      { colorScheme: scheme },
    ),
  );

  test('shows on a small screen what it shows on a large one', () =>
    onPage(
      async (page) => {
        await page.getByRole('link', { name: 'Operations' }).click();
        await page.getByRole('link', { name: /feed/ }).click();
        await page.getByRole('link', { name: /Back/ }).click();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      },
      { viewport: { width: 390, height: 800 } },
    ));

  test('compares the files that a changed description would change', async () => {
    const field = '        name: { type: string }';
    writeFileSync(
      join(cwd, 'pets.yaml'),
      petsYaml.replace(field, `${field}\n        born: { type: string }`),
    );
    await onPage(async (page) => {
      await page.keyboard.press('3');
      await page.getByRole('link', { name: /entities\/pet\.ts/ }).click();
      await page.locator('.diff td.come', { hasText: 'born' }).first().waitFor();
    });
    writeFileSync(join(cwd, 'pets.yaml'), petsYaml);
  });

  test('keeps a body that one has written, and says why it does not keep another', () =>
    onPage(async (page) => {
      await page.keyboard.press('4');
      await page.getByRole('link', { name: /feedPet/ }).click();
      await page.getByRole('button', { name: 'Write it', exact: true }).click();
      const area = page.getByRole('textbox', { name: 'Body of feedPet' });
      await area.fill('process.exit(1);');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Nothing was written.').waitFor();
      await page.getByText(/line 1: The name process is not allowed/).waitFor();
      await area.fill(BODY);
      await page.keyboard.press('Control+Enter');
      await page.getByText('It passes, and is kept.').waitFor();
      await page.locator('.master .state', { hasText: 'own' }).waitFor();
      expect(readFileSync(inService('src/resources/pets/logic.ts'), 'utf8')).toContain('pets.get');
      await page.keyboard.press('5');
      await page.getByText('2 runs').waitFor();
    }));

  test('decides a conflict', async () => {
    const file = inService('src/environment.ts');
    const clean = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      `${clean}<<<<<<< yours\nexport const answer = 1;\n=======\nexport const answer = 2;\n>>>>>>> generated now\n`,
    );
    await onPage(async (page) => {
      await page.keyboard.press('6');
      await page.getByRole('link', { name: /environment\.ts/ }).click();
      await page.getByRole('button', { name: 'Take the new one' }).click();
      await page.getByRole('button', { name: 'Check and write' }).click();
      await page.getByText('No conflict is open.').waitFor();
    });
    expect(readFileSync(file, 'utf8')).toBe(`${clean}export const answer = 2;\n`);
  });
});
