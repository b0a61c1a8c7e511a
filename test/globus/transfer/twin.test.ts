import { describe, expect, test } from 'vitest';
import { type CliError, NetworkError, ServiceError } from '../../../src/errors.js';
import { submit } from '../../../src/globus/transfer/submission.js';
import { namingTwin } from '../../../src/globus/transfer/twin.js';

const said = 'Transfer: A transfer with identical paths has not yet completed';
const refusal = (status = 409, code = 'Conflict') => new ServiceError(said, { service: 'transfer', status, code });
const task = (task_id: string, label: string | null, source_endpoint_id = 'S', destination_endpoint_id = 'D') => ({
  task_id,
  label,
  source_endpoint_id,
  destination_endpoint_id,
});
const asked: unknown[] = [];
const listing = (...tasks: object[]) =>
  ({
    async *listTasks(query: unknown) {
      asked.push(query);
      yield* tasks;
    },
  }) as unknown as Parameters<typeof namingTwin>[1];
const document = { DATA_TYPE: 'transfer', source_endpoint: 'S', destination_endpoint: 'D' } as const;
const errorOf = async (transfer: Parameters<typeof namingTwin>[1], error = refusal()): Promise<CliError> =>
  namingTwin(document, transfer, error);

describe('a refusal because of a transfer that is not over', () => {
  test('names the one transfer between the two collections', async () => {
    const error = await errorOf(listing(task('T1', 'Nightly\n'), task('T2', null, 'D', 'S')));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error.message).toBe(`${said}\nIt is T1 'Nightly\\n'.`);
    expect(error.hint).toBe('Wait for it:  globus task wait T1\nCancel it:    globus task cancel T1');
    expect(error.data).toMatchObject({ code: 'Conflict', task_ids: ['T1'] });
    expect(asked).toEqual([{ filter: 'type:TRANSFER/status:ACTIVE,INACTIVE' }]);
  });
  test('names all that it can be', async () => {
    const error = await errorOf(listing(task('T1', null), task('T2', 'b')));
    expect(error.message).toBe(`${said}\nIt is one of T1, T2 'b'.`);
  });
  test('says where it ended meanwhile', async () => {
    expect((await errorOf(listing())).hint).toMatch(/^No transfer .* run the command again\.$/);
  });
  test('stays the refusal where the tasks cannot be listed', async () => {
    const transfer = {
      async *listTasks() {
        throw new NetworkError('no route');
      },
    } as unknown as Parameters<typeof namingTwin>[1];
    const error = await errorOf(transfer);
    expect([error.message, error.hint]).toEqual([said, expect.stringContaining('no route')]);
  });
});

const noRecords = { sentUnder: () => Promise.resolve([]), keepSent: () => Promise.resolve() };

test('other refusals stay as they are, and nothing is asked', async () => {
  asked.length = 0;
  for (const error of [refusal(409, 'TooManyPendingJobs'), refusal(403, 'Conflict')])
    expect(await errorOf(listing(task('T1', null)), error)).toBe(error);
  const deletion = refusal();
  expect(await namingTwin({ DATA_TYPE: 'delete' }, listing(task('T1', null)), deletion)).toBe(deletion);
  expect(asked).toEqual([]);
});

test('a submission that is refused so throws it', async () => {
  const transfer = {
    ...listing(task('T1', null)),
    submitTransfer: () => Promise.reject(refusal()),
  } as unknown as Parameters<typeof submit>[1];
  await expect(
    submit(document, transfer, { submissionId: 'OWN', notices: { warn: () => undefined }, records: noRecords }),
  ).rejects.toThrow(`${said}\nIt is T1.`);
});
