import { defineConfig } from 'vitest/config';

// Run by scripts/test-webkit.mjs, which starts the driver and serves the site. One window, so one test at a time.
export default defineConfig({
  test: {
    include: ['tests/webkit/*.webkit.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
