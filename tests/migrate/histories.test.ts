import { describe, expect, test } from 'vitest';
import { openSqlite } from './databases.ts';
import { HISTORIES, modelsOf, STATE, takeStep } from './histories.ts';

/** Small ones, that the whole takes seconds; `npm run evolution` takes every step of every history. */
const SAMPLE = ['gotify', 'semaphore', 'memos', 'traccar'];

describe.skipIf(HISTORIES.length === 0)(`real histories (${STATE})`, { timeout: 60_000 }, () => {
  test.each(SAMPLE)(
    '%s: every step keeps the rows and ends in what a fresh install has, or changes nothing',
    async (name) => {
      const models = await modelsOf(name);
      for (const [place, after] of models.entries()) {
        const before = models[place - 1];
        if (!before) continue;
        const { outcome, rowsBefore, rowsAfter } = await takeStep(before, after, async () =>
          openSqlite(),
        );
        expect(outcome, `step ${place}`).not.toBe('different');
        expect(rowsAfter, `step ${place}`).toBe(rowsBefore);
      }
    },
  );
});
