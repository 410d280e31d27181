import { defineConfig } from 'vitest/config';

/** The page in a real browser: Debian's chromium, or the one that CHROMIUM names. */
export default defineConfig({
  test: {
    include: ['tests/view/page/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
