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

test.each([' ', '\t', ' cat '])('a pager called %j is none', async (GLOBUS_PAGER) => {
  const runtime = { env: { GLOBUS_PAGER }, stdout: { isTTY: true, rows: 1 } } as unknown as Runtime;
  const plain = { write: () => Promise.resolve(), end: () => Promise.resolve() };
  expect(pager(runtime, plain)).toBe(plain);
});

test.skipIf(process.platform === 'win32')('several blanks between the words of a pager are one', async () => {
  const env = { GLOBUS_PAGER: '  true   --color  ' };
  const shown = pager({ env, stdout: { isTTY: true, rows: 1 } } as unknown as Runtime, {
    write: () => Promise.reject(new Error('it is paged')),
    end: () => Promise.resolve(),
  });
  await shown.write('1\n2\n3\n').catch((error: unknown) => expect(error).toMatchObject({ code: 'EPIPE' }));
  await shown.end();
});
