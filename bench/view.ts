/**
 * The page of `specwright view` with 300 entities and 450 relations, in Chromium: how soon the diagram
 * is there, and what one frame of moving it costs. CPU times, so that a busy machine counts less.
 *
 *     npm run bench:view
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { generate } from '../src/index.ts';
import { startBrowser } from '../tests/view/page/browser.ts';
import { startView } from '../tests/view/page/view-process.ts';
import { relatedDescription } from './synthetic.ts';

const ENTITIES = 300;

interface Spent {
  readonly milliseconds: number;
  readonly scripts: number;
  readonly layout: number;
  readonly all: number;
}

async function metrics(session: CDPSession): Promise<Spent> {
  const { metrics: found } = await session.send('Performance.getMetrics');
  const of = (name: string): number =>
    (found.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  return {
    milliseconds: of('Timestamp'),
    scripts: of('ScriptDuration'),
    layout: of('LayoutDuration') + of('RecalcStyleDuration'),
    all: of('TaskDuration'),
  };
}

/** What the page's main thread spends on each step of something. */
async function measured(
  session: CDPSession,
  what: string,
  steps: number,
  step: (index: number) => Promise<void>,
): Promise<void> {
  const before = await metrics(session);
  for (let index = 0; index < steps; index++) await step(index);
  const after = await metrics(session);
  const each = (name: keyof Spent): string => ((after[name] - before[name]) / steps).toFixed(1);
  process.stdout.write(
    `${what.padEnd(34)} ${each('all').padStart(6)} ms a step, ${each('scripts').padStart(5)} of it scripts, ${each('layout').padStart(5)} layout\n`,
  );
}

async function moving(page: Page, session: CDPSession): Promise<void> {
  const wheel = (x: number, y: number) => async (): Promise<void> => {
    await page.mouse.wheel(x, y);
    await page.waitForTimeout(20);
  };
  await page.mouse.move(700, 430);
  await measured(session, 'moving all of it', 40, wheel(6, 4));
  await page.keyboard.down('Control');
  await measured(session, 'zooming in until fields are read', 30, wheel(0, -16));
  await page.keyboard.up('Control');
  await measured(session, 'moving among fields', 60, wheel(30, 20));
  await page.getByRole('application').focus();
  await measured(session, 'from entity to entity by arrow', 15, async () => {
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(50);
  });
  await measured(session, 'opening 1,500 operations', 1, async () => {
    await page.keyboard.press('2');
    await page.locator('.master .item').last().waitFor();
  });
  await page.keyboard.press('/');
  await measured(session, 'finding among them, a letter', 6, async (index) => {
    await page.keyboard.type('item25'.charAt(index));
    await page.waitForTimeout(50);
  });
}

const cwd = mkdtempSync(join(tmpdir(), 'specwright-bench-view-'));
writeFileSync(join(cwd, 'many.json'), relatedDescription(ENTITIES));
await generate({ cwd, specs: ['many.json'], out: 'service', test: false });
const [browser, view] = await Promise.all([startBrowser(), startView(cwd, 'service')]);
const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
const start = performance.now();
await page.goto(view.url);
await page.getByRole('application').waitFor();
const seen = performance.now() - start;
await page.getByRole('button', { name: 'Read again' }).waitFor();
const { all } = await metrics(session);
process.stdout.write(
  `the diagram is there after ${Math.round(seen)} ms, plan and holes after ${Math.round(performance.now() - start)} ms; ${Math.round(all)} ms of it in the page\n`,
);
await moving(page, session);
await browser.close();
await view.stop();
rmSync(cwd, { recursive: true, force: true });
