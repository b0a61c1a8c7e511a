/** A disk that lets nobody change what may be done with a file, as some that are shared over a network. */
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { takeRights } from '../../../src/globus/data/rights.js';

vi.mock('node:fs', async (importOriginal) => ({
  ...(await importOriginal<typeof import('node:fs')>()),
  fchmodSync: () => {
    throw Object.assign(new Error('EPERM: operation not permitted, fchmod'), { code: 'EPERM' });
  },
}));

const folder = mkdtempSync(join(tmpdir(), 'globus-rights-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const taken = (own: number, mode: number) => {
  const path = join(folder, `${own}-${mode}`);
  const draft = openSync(path, 'w');
  try {
    chmodSync(path, own);
    const { uid, gid } = statSync(path);
    takeRights(draft, { mode, uid, gid });
  } finally {
    closeSync(draft);
  }
};

test.skipIf(process.platform === 'win32')('a file is written there, unless it would be open to more people', () => {
  expect(() => taken(0o644, 0o644)).not.toThrow();
  expect(() => taken(0o600, 0o644)).not.toThrow();
  expect(() => taken(0o644, 0o600)).toThrow('EPERM');
});
