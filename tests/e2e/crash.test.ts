import { expect, test } from 'vitest';
import { crashRounds } from './support/crash-rounds.ts';

const SEED = 20_260_101;

test(
  `generate, killed at 20 random moments of its writing (seed ${SEED}), leaves the old tree or the new one`,
  { timeout: 600_000 },
  async () => {
    const seen = await crashRounds(20, SEED);
    expect(seen.broken).toEqual([]);
    expect(seen.old + seen.new).toBe(20);
    // Moments before and after the write counts were both met.
    expect(Math.min(seen.old, seen.new)).toBeGreaterThan(0);
  },
);
