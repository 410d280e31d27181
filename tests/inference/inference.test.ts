import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { measure } from '../../scripts/inference/measured.ts';
import { DESCRIPTIONS, readingsOf } from '../../scripts/inference/readings.ts';
import { report, totals } from '../../scripts/inference/report.ts';
import { corpusAvailable, corpusFile, corpusMissing } from '../support/corpus.ts';

/** What the program and a careful reader must agree on, of all operations that were read. */
const AGREEMENT = 0.95;

/** What may be served as something else than a reader sees in it. */
const WRONG_AND_SERVED = 0.01;

test('every list belongs to a description', () => {
  const lists = readdirSync(new URL('lists/', import.meta.url));
  expect(lists.toSorted()).toEqual(
    Object.keys(DESCRIPTIONS)
      .map((name) => `${name}.txt`)
      .toSorted(),
  );
});

test('no operation is read twice', () => {
  for (const name of Object.keys(DESCRIPTIONS)) {
    const operations = readingsOf(name).map(({ operation }) => operation);
    expect(operations, name).toHaveLength(new Set(operations).size);
  }
});

const where = corpusAvailable ? '' : ` (${corpusMissing})`;

describe.skipIf(!corpusAvailable)(`real descriptions${where}`, () => {
  test('are inferred as a careful reader reads them', async () => {
    const all = await Promise.all(
      Object.entries(DESCRIPTIONS).map(([name, file]) =>
        measure(name, corpusFile('train/real'), file, readingsOf(name)),
      ),
    );
    const table = report(all);
    console.log(table);
    const { operations, agreed, confident } = totals(all);
    expect(agreed / operations, table).toBeGreaterThanOrEqual(AGREEMENT);
    expect(confident / operations, table).toBeLessThanOrEqual(WRONG_AND_SERVED);
  });
});
