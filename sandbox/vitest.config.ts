import { defineConfig } from 'vitest/config';
import house from '../vitest.config.js';

/** The sandbox's tests alone, as the house's `npm test` runs them; the manifest of the client's commands is not for them. */
export default defineConfig({ test: { ...house.test, globalSetup: [], include: ['test/**/*.test.ts'] } });
