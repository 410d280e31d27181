import { expect, test } from 'vitest';
import { faults, fillAgainst, good, KEY } from './faults.ts';

test.each(faults)('%s ends in a filled hole once the model is right', async (_name, fault) => {
  const { result, events } = await fillAgainst([fault]);
  expect(result).toMatchObject({ ok: true, body: good });
  expect(JSON.stringify(events)).not.toContain(KEY);
});

test.each(faults)(
  '%s without an end leaves the hole open, in bounded rounds',
  async (name, fault) => {
    const isFine = name === 'an answer without usage';
    const { result, events } = await fillAgainst(Array.from({ length: 60 }, () => fault));
    expect(result.ok).toBe(isFine);
    expect(events.filter(({ type }) => type === 'generation-started').length).toBeLessThanOrEqual(
      5,
    );
  },
);
