import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [
      'tests/golden/**',
      'tests/package/**',
      'tests/view/page/**',
      'tests/sandbox/fixtures/**',
      'generated/**',
      'node_modules/**',
    ],
    // What a test says of a run must not come from another run; tests of the cache name a folder.
    env: { SPECWRIGHT_CACHE: 'off' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine may take its time: what is waited for comes, or the test ends.
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
  },
});
