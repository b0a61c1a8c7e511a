import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { event, offsetPage, succeeded, task, taskId } from '../support/tasks.js';
import { refusal, transferUrl } from '../support/transfer.js';

describe('task watch', () => {
  const at = `${transferUrl}/task/${taskId}`;
  const answer = (document: object) => ({ method: 'GET', url: at, response: document });
  const events = (...rows: readonly object[]) => ({
    method: 'GET',
    url: `${at}/event_list?limit=1000&filter=is_error:1`,
    response: offsetPage(rows),
  });
  const denied = event('PERMISSION_DENIED', 'permission denied', 'on /x');
  test('says faults as they come, once each, and shows how it ended', async () => {
    const api = fakeApi([
      answer(task()),
      answer(task({ faults: 1 })),
      answer(task({ faults: 1 })),
      answer(succeeded({ faults: 1 })),
      events(denied),
    ]);
    const { code, stdout, stderr } = await globus(['task', 'watch', taskId], { api });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Status: +SUCCEEDED/)]);
    expect(stderr.split('! PERMISSION_DENIED: permission was denied (on /x)').length).toBe(2);
    expect(
      (
        await globus(['task', 'watch', taskId, '--jmespath', 'files_transferred'], {
          api: fakeApi([answer(succeeded())]),
        })
      ).stdout,
    ).toBe('10\n');
  });
  test('fails where the task did, where it is too late, and where there is none', async () => {
    const failed = answer(task({ status: 'FAILED', fatal_error: { code: 'QUOTA', description: 'no room' } }));
    expect(await globus(['task', 'watch', taskId], { api: fakeApi([failed]) })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('QUOTA: no room'),
    });
    expect(await globus(['task', 'watch', taskId, '--timeout', '3'], { api: fakeApi([answer(task())]) })).toMatchObject(
      { code: 1, stderr: expect.stringContaining('has not ended within 3 seconds. It continues.') },
    );
    expect(
      (await globus(['task', 'watch', taskId], { api: fakeApi([{ method: 'GET', url: at, ...refusal }]) })).code,
    ).toBe(1);
  });
  test('--fail-fast cancels on what cannot go away', async () => {
    const canceled = { method: 'POST', url: `${at}/cancel`, response: { code: 'Canceled', message: 'm' } };
    const { code, stderr } = await globus(['task', 'watch', taskId, '--fail-fast'], {
      api: fakeApi([answer(task({ faults: 1 })), events(denied), canceled]),
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('was canceled because of PERMISSION_DENIED')]);
  });
});
