import { describe, expect, test } from 'vitest';
import { cancelAllTasks, waitForCancellation } from '../../../src/globus/tasks/cancellation.js';
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
      task_ids: ['a', 'b'],
      results: [{ message: 'canceled a' }, { message: 'canceled b' }],
    });
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
      message: 'Not all tasks were canceled within 2 seconds. Their cancellation goes on.',
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
