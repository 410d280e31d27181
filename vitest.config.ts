import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [
      'tests/golden/**',
      'tests/package/**',
      'tests/sandbox/fixtures/**',
      'generated/**',
      'node_modules/**',
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
