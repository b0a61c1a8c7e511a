import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Before each test file, in its own process: a note of which process works on it, for the watchdog. */
const folder = process.env['GLOBUS_TESTS_AT_WORK'];
if (folder) writeFileSync(join(folder, String(process.pid)), expect.getState().testPath ?? '');
