import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pager } from '../../src/host/pager.js';
import type { Runtime } from '../../src/runtime.js';
import { temporaryFolder } from '../support/globus.js';

test.skipIf(process.platform === 'win32')('a pager that a signal ended is not waited for', async () => {
  const program = join(temporaryFolder(), 'pager');
  writeFileSync(program, '#!/bin/sh\nkill -9 $$\n');
  chmodSync(program, 0o755);
  const runtime = { env: { GLOBUS_PAGER: program }, stdout: { isTTY: true, rows: 1 } } as unknown as Runtime;
  const shown = pager(runtime, { write: () => Promise.reject(new Error('it is paged')), end: () => Promise.resolve() });
  const writeAll = async () => {
    for (;;) await shown.write('a line\nand another\n');
  };
  await expect(writeAll()).rejects.toMatchObject({ code: 'EPIPE' });
  await new Promise((done) => setTimeout(done, 300)); // it is long gone when the end is waited for
  await shown.end();
});
