import { describe, expect, test } from 'vitest';
import { BOMBS, LARGE_BOMBS } from './bombs.ts';
import { generateBounded, LIMITS } from './run-bounded.ts';

/** `npm run hostile` sets it. */
const isWhole = process.env.SPECWRIGHT_HOSTILE === 'all';

describe(`in ${LIMITS.seconds} s and ${LIMITS.megabytes} MB`, { concurrent: false }, () => {
  test.each([...BOMBS, ...(isWhole ? LARGE_BOMBS : [])])(
    '$name: refused with $codes, or served',
    async ({ file, text, codes }) => {
      const result = await generateBounded(file, text());
      expect(result).toMatchObject({ signal: null, codes });
      if (result.codes.length === 0) expect(result.stderr).toBe('');
      expect(result.code).toBe(codes.some((code) => ERRORS.has(code)) ? 3 : 0);
      expect(result.written).toEqual(result.code === 0 ? ['out'] : []);
    },
  );
});

const ERRORS: ReadonlySet<string> = new Set(['SW1006', 'SW1009', 'SW1105']);
