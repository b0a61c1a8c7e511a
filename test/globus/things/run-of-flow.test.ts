/** A run is named by its label; who gives the title of its flow is told the runs of that. */
import { expect, test } from 'vitest';
import { findByName } from '../../../src/globus/things/find.js';
import type { Thing } from '../../../src/globus/things/thing.js';

const runs: readonly Thing[] = [
  { id: 'R2', name: '', about: 'Say it', state: 'SUCCEEDED' },
  { id: 'R1', name: 'first', about: 'Say it' },
  { id: 'R0', name: 'other', about: 'Move' },
];
const find = (name: string, isAsked: boolean) =>
  findByName(
    { kind: 'run', name, parameter: 'RUN_ID' },
    {
      remembered: () => undefined,
      remember: () => undefined,
      warn: () => undefined,
      choose: isAsked ? (_question, [first]) => Promise.resolve(first as Thing) : undefined,
    },
    () => Promise.resolve({ things: [], newestWins: true, used: () => Promise.resolve(runs) }),
  );

test('on a terminal the runs of that flow are told', async () => {
  await expect(find('say it', true)).rejects.toMatchObject({
    message: "Invalid value for RUN_ID: no run is labelled 'say it': that is the title of a flow.",
    hint: "'@last' is your newest run. These are of that flow:\n  R2   (SUCCEEDED)\n  R1  first",
  });
});
test('elsewhere, and of no flow, nothing else is said than before', async () => {
  const unknown = { message: expect.stringContaining('no run that you can see is named') as string };
  await expect(find('Say it', false)).rejects.toMatchObject(unknown);
  await expect(find('Nothing', true)).rejects.toMatchObject(unknown);
});
