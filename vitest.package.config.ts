import { defineConfig } from 'vitest/config';

/** The package as npm installs it: slow, and in need of the registry. */
export default defineConfig({
  test: {
    include: ['tests/package/**/*.test.ts'],
    globalSetup: ['tests/package/pack-once.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
