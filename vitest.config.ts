import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Stories run real processes; a busy machine must not fail them.
    testTimeout: 60_000,
    exclude: ['test/e2e/**'],
  },
});
