/** Every command that asks a service has an example that works on the samples of test/support/answers.json: what the tests of test/hard damage. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { requestsOfAdapters } from '../tools/operations.js';
import { answeredRequests } from './support/answering.js';
import { askingCommands, tryExamples, writeExampleFiles } from './support/lines.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-lines-'));
writeExampleFiles(folder);
afterAll(() => rmSync(folder, { recursive: true }));

/** Commands of which no example works on samples alone, and why. */
const without: Readonly<Record<string, readonly string[]>> = {
  'its example is of a shell that puts what it prints into another line': [
    'bookmark show',
    'task generate-submission-id',
  ],
};

test('every request that an adapter makes has a sample (`npm run samples` adds them)', () => {
  const all = requestsOfAdapters().map(({ service, method, path }) => `${service} ${method} ${path}`);
  expect([...new Set(all)].filter((request) => !answeredRequests.includes(request))).toEqual([]);
});

describe('an example works on the samples', () => {
  const excused = Object.values(without).flat();
  for (const { module, meta } of askingCommands().filter(({ meta }) => !excused.includes(meta.path)))
    test(meta.path, async () => {
      const tried = await tryExamples(module, folder);
      expect(tried).toMatchObject({ argv: expect.anything() });
    });
});
