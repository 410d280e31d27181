import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; `CHROMIUM` names another one. */
export const executable = [process.env['CHROMIUM'] ?? '', ...PLACES].find(
  (path) => path !== '' && existsSync(path),
);

export const SKIPPED =
  'skipped without a browser: apt-get install chromium, or name one by CHROMIUM';

export function startBrowser(): Promise<Browser> {
  if (executable === undefined) throw new Error('There is no browser.');
  // Its own sandbox does not work for root, as in most containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: executable, args });
}

/** Takes a picture for a person to look at, into the folder that `SHOTS` names. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A page that must say nothing on its console, and load nothing but what it is. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, ...options });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(url.replace(/#.*/, '')) && !asked.startsWith('data:'))
      said.push(`asked for ${asked}`);
  });
  await page.goto(url);
  return {
    page,
    close: async () => {
      await context.close();
      expect(said).toEqual([]);
    },
  };
}
