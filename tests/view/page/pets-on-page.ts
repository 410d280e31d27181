import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { generate } from '../../../src/index.ts';
import { petsYaml } from '../../cli/run-cli.ts';
import { writeFiles } from '../../workspace/temporary-folder.ts';
import { openPage, startBrowser } from './browser.ts';
import { startView } from './view-process.ts';

type Opened = ReturnType<typeof openPage>;

/**
 * For a group of tests: a service of pets in a folder, the process that serves its page, and a
 * browser. Answers what opens the page at a place in it.
 */
export function petsOnPage(
  cwd: string,
): (place?: string, options?: Parameters<typeof openPage>[2]) => Opened {
  let browser: Browser;
  let view: Awaited<ReturnType<typeof startView>>;

  beforeAll(async () => {
    writeFiles(cwd, { 'pets.yaml': petsYaml });
    await generate({ cwd, specs: ['pets.yaml'], out: 'service', test: false });
    [browser, view] = await Promise.all([startBrowser(), startView(cwd, 'service')]);
  });
  afterAll(async () => {
    await browser.close();
    const code = await view.stop();
    if (code !== 0) throw new Error(`It ended with exit code ${String(code)}.`);
  });
  return (place = '', options) => openPage(browser, `${view.url}${place}`, options);
}
