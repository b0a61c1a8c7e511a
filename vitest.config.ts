import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/manifest.ts', 'test/support/watchdog.ts'],
    setupFiles: [
      'test/support/at-work.ts',
      ...(process.env['GLOBUS_RECORD_ANSWERS'] ? ['test/support/record.ts'] : []),
    ],
    env: { TZ: 'UTC' },
    include: ['test/**/*.test.ts', 'sandbox/test/**/*.test.ts'],
    disableConsoleIntercept: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
