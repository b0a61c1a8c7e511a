/** What lies on this machine, found by its path; test/commands/data-blind-disk.test.ts has a disk that tells capitals not apart. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knownOf } from '../../../src/globus/data/blind-disk.js';
import { localEntries } from '../../../src/globus/data/entries.js';
import { scratch } from '../../support/sandbox-user.js';

test('a disk that tells names apart is believed, and nothing is written to find out', async () => {
  const path = scratch();
  const names = ['File', 'file', 'FILE2', '\u00e9', 'e\u0301'];
  for (const name of names) writeFileSync(join(path, name), name);
  const told = readdirSync(path).length === names.length;
  const { known, lookUp } = await knownOf(
    { at: 'local', path },
    localEntries(path, (_, error) => expect.unreachable(error.message)),
  );
  expect(readdirSync(path)).toHaveLength(told ? names.length : 3);
  for (const name of names) expect((await lookUp(name))?.relative).toBe(name);
  expect((await lookUp('file2'))?.relative).toBe(told ? undefined : 'file2');
  expect(known.size).toBe(told ? names.length : 3);
});
