import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../../src/index.ts';
import { petsYaml, runCli } from '../../cli/run-cli.ts';
import { lastingFolder, writeFiles } from '../../workspace/temporary-folder.ts';
import { executable, openPage, SKIPPED, startBrowser } from './browser.ts';

const HOSTILE = `</script><img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;
const cwd = lastingFolder();

describe.skipIf(executable === undefined)(`the report (${SKIPPED})`, () => {
  let browser: Browser;

  beforeAll(async () => {
    const title = JSON.stringify(`Pets ${HOSTILE}\u2028`);
    writeFiles(cwd, {
      'pets.yaml': petsYaml
        .replace('title: Pets', `title: ${title}`)
        .replace('The pets.', JSON.stringify(HOSTILE)),
    });
    await generate({ cwd, specs: ['pets.yaml'], out: 'service', test: false });
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test('is one file that shows everything, asks for nothing, and runs nothing of a description', async () => {
    const argv = ['view', '--out', 'service', '--export', 'report.html'];
    const { code, stderr } = await runCli(argv, { cwd });
    expect(code, stderr).toBe(0);
    const url = pathToFileURL(join(cwd, 'report.html')).href;
    const { page, close } = await openPage(browser, url, { offline: true });
    await page.locator('.node[data-name=Pet]').waitFor();
    expect(await page.title()).toContain('Pets </script>');
    await page.keyboard.press('4');
    await page.getByRole('link', { name: /feedPet/ }).click();
    expect(await page.getByRole('button', { name: 'Write it' }).count()).toBe(0);
    await page.keyboard.press('2');
    await page
      .getByRole('link', { name: /listPets|GET \/pets list/ })
      .first()
      .click();
    await page.locator('.detail .place').first().click();
    await page.locator('.source-line.here').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    await close();
  });
});
