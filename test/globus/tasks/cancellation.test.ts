import { describe, expect, test } from 'vitest';
import { cancelAllTasks, cancelTasks, waitForCancellation } from '../../../src/globus/tasks/cancellation.js';
import { InterruptedError, ServiceError } from '../../../src/errors.js';
import { waitUntilStopped } from '../../../src/globus/transfer/tunnels.js';
import { fakeTools } from '../../support/fake-tools.js';

describe('cancelling everything', () => {
  const transferWith = (...ids: readonly string[]) =>
    ({
      async *listTasks() {
        for (const task_id of ids) yield { task_id };
      },
      cancelTask: async (id: string) => ({ message: `canceled ${id}` }),
    }) as never;
  test('says what became of each', async () => {
    expect(await cancelAllTasks(transferWith('a', 'b'))).toEqual({
      document: { task_ids: ['a', 'b'], results: [{ message: 'canceled a' }, { message: 'canceled b' }] },
    });
  });
  const refusing = (...refused: readonly string[]) => ({
    cancelTask: async (id: string) => {
      if (refused.includes(id)) throw new ServiceError('It ends already.', { service: 'transfer', status: 409 });
      return { message: `canceled ${id}` } as never;
    },
  });
  test('goes on after a refusal, and names what was refused', async () => {
    const { document, failure } = await cancelTasks(['a', 'b', 'c'], refusing('a'));
    expect(document.task_ids).toEqual(['b', 'c']);
    expect(failure).toMatchObject({
      message: 'Task a was not canceled: It ends already.\n2 of 3 tasks were canceled.',
      exitCode: 1,
      data: { http_status: 409, not_canceled: ['a'] },
    });
  });
  test('fails where all are refused, and ends at once with what is no refusal', async () => {
    await expect(cancelTasks(['a', 'b'], refusing('a', 'b'))).rejects.toThrow(/Task b was not.*\n0 of 2 tasks were/);
    const asked: string[] = [];
    const broken = { cancelTask: (id: string) => Promise.reject(new InterruptedError(asked[asked.push(id)] ?? id)) };
    await expect(cancelTasks(['a', 'b'], broken)).rejects.toThrow(InterruptedError);
    expect(asked).toEqual(['a']);
  });
  test('fails where there is nothing', async () => {
    await expect(cancelAllTasks(transferWith())).rejects.toThrow('There is no task to cancel');
  });
});

describe('the cancellation of an administrator', () => {
  const cancel = (done: boolean) => ({ id: 12, done }) as never;
  const asked = (answers: readonly boolean[]) => {
    const left = [...answers];
    return { transfer: { getCancelStatus: async () => cancel(left.shift() ?? false) }, left };
  };
  test('that is done at once is not asked for', async () => {
    const tools = fakeTools();
    expect(await waitForCancellation(cancel(true), 5, { ...tools, ...asked([]) })).toEqual({ id: 12, done: true });
    expect(tools.slept).toEqual([]);
  });
  test('is asked for every second', async () => {
    const tools = fakeTools();
    await waitForCancellation(cancel(false), undefined, { ...tools, ...asked([false, true]) });
    expect(tools.slept).toEqual([1, 1]);
  });
  test('goes on when the time is up, or on Ctrl-C', async () => {
    const hint = 'Look again:  globus endpoint-manager task cancel-status 12';
    await expect(waitForCancellation(cancel(false), 2, { ...fakeTools(), ...asked([]) })).rejects.toMatchObject({
      message: 'Not all tasks were canceled within 2 seconds. The cancellation continues.',
      hint,
      data: { admin_cancel_id: 12 },
    });
    const interrupted = fakeTools({ interruptAfter: 0 });
    await expect(waitForCancellation(cancel(false), 2, { ...interrupted, ...asked([]) })).rejects.toMatchObject({
      message: 'Interrupted. Cancellation 12 goes on.',
      hint,
    });
  });
});

test('a tunnel is waited for until it is whatever it is then', async () => {
  const states = ['STOPPING', 'FAILED'];
  const transfer = { getTunnel: async () => ({ data: { attributes: { state: states.shift() } } }) as never };
  const tools = fakeTools();
  expect(await waitUntilStopped('T', 9, { ...tools, transfer })).toEqual({ data: { attributes: { state: 'FAILED' } } });
  expect(tools.shown).toEqual([{ label: 'Tunnel T', note: 'stopping' }]);
});
