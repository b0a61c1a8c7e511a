import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/manifest.ts'],
    setupFiles: process.env['GLOBUS_RECORD_ANSWERS'] ? ['test/support/record.ts'] : [],
    env: { TZ: 'UTC' },
    include: ['test/**/*.test.ts', 'sandbox/test/**/*.test.ts'],
    disableConsoleIntercept: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
