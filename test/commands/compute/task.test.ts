import { describe, expect, test } from 'vitest';
import { fakeApi } from '../../support/fake-api.js';
import { globus } from '../../support/globus.js';

const a = 'f8162538-e76d-11f1-9ff5-02fc00000001';
const b = 'f816259c-e76d-11f1-9ff5-02fc00000001';
const group = 'f81624de-e76d-11f1-9ff5-02fc00000001';
const base = 'https://compute.api.globus.org/v2';
const details = { os: 'Linux', python_version: '3.10.4', task_transitions: { 'execution-start': 1692742841.8 } };
const done = { task_id: a, status: 'success', result: '11\n{"mean": 2.0}', completion_t: '1677183605.212898', details };
const traceback =
  'Traceback (most recent call last):\n  File "<f>", line 2, in f\nZeroDivisionError: division by zero\n';
const failed = { task_id: b, status: 'failed', exception: traceback, completion_t: '1677183606', details };
const pending = (id: string) => ({ task_id: id, status: 'waiting-for-nodes' });
const get = (...responses: object[]) =>
  fakeApi(responses.map((response) => ({ method: 'GET', url: `${base}/tasks/${a}`, response })));
const batch = (ids: string[], results: object) => ({
  method: 'POST',
  url: `${base}/batch_status`,
  body: { task_ids: ids },
  response: { response: 'batch', results },
});
const ofGroup = {
  method: 'GET',
  url: `${base}/taskgroup/${group}`,
  response: {
    taskgroup_id: group,
    create_websockets_queue: false,
    tasks: [
      { id: a, created_at: '2021-05-05T15:00:00.000000' },
      { id: b, created_at: '2021-05-05T15:01:00.000000' },
    ],
  },
};
const unknown = {
  method: 'GET',
  url: `${base}/tasks/${a}`,
  status: 404,
  response: { status: 'Failed', code: 6, reason: 'no such task', error_args: [a], http_status_code: 404 },
};

describe('task show', () => {
  test('one', async () => {
    expect((await globus(['compute', 'task', 'show', a], { api: get(done) })).stdout).toBe(
      `Task ID:          ${a}\nStatus:           success\nCompleted:        2023-02-23 20:20:05\nOperating System: Linux\nPython Version:   3.10.4\nResult:           {"mean": 2.0}\n`,
    );
  });
  test('several, with one request', async () => {
    const { stdout } = await globus(['compute', 'task', 'show', a, b, group], {
      api: fakeApi([
        batch([a, b, group], { [a]: { ...done, result: '00\ngASV' }, [b]: failed, [group]: pending(group) }),
      ]),
    });
    expect(
      stdout
        .split('\n')
        .slice(2)
        .map((line) => line.split('|').map((cell) => cell.trim())),
    ).toEqual([
      [a, 'success', '2023-02-23 20:20:05', 'only Python can read it (DillDataBase64)'],
      [b, 'failed', '2023-02-23 20:20:06', 'ZeroDivisionError: division by zero'],
      [group, 'waiting-for-nodes', 'None', 'None'],
      [''],
    ]);
  });
  test('JSON is the document of the service', async () => {
    expect(JSON.parse((await globus(['compute', 'task', 'show', a, '-F', 'json'], { api: get(done) })).stdout)).toEqual(
      done,
    );
  });
  test('none', async () => {
    expect(await globus(['compute', 'task', 'show', a], { api: fakeApi([unknown]) })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Globus Compute: no such task'),
    });
  });
});

describe('task wait', () => {
  test('looks until it has ended, and is silent', async () => {
    const api = get(pending(a), pending(a), done);
    expect(await globus(['compute', 'task', 'wait', a], { api })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(api.calls).toHaveLength(3);
  });
  test('asks again only about those that go on; one that failed is exit 1', async () => {
    const api = fakeApi([
      batch([a, b], { [a]: done, [b]: pending(b) }),
      { method: 'GET', url: `${base}/tasks/${b}`, response: failed },
    ]);
    const { code, stderr } = await globus(['compute', 'task', 'wait', a, b], { api });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`1 of 2 tasks failed:\n  ${b}  ZeroDivisionError: division by zero`),
    ]);
  });
  test('gives up in time with the code asked for; as JSON', async () => {
    const { code, stderr } = await globus(
      ['compute', 'task', 'wait', a, '--timeout', '5', '--timeout-exit-code', '75', '-F', 'json'],
      { api: get(pending(a)) },
    );
    expect(code).toBe(75);
    expect(JSON.parse(stderr)).toMatchObject({
      message: expect.stringContaining('has not ended within 5 seconds. It continues.'),
    });
  });
});

describe('task result', () => {
  test('is the JSON as Python wrote it', async () => {
    expect((await globus(['compute', 'task', 'result', a], { api: get(done) })).stdout).toBe('{"mean": 2.0}\n');
  });
  test('waits, and gives a part of it', async () => {
    expect(
      (
        await globus(['compute', 'task', 'result', a, '--wait', '--jmespath', 'result.mean'], {
          api: get(pending(a), done),
        })
      ).stdout,
    ).toBe('2.0\n');
  });
  test('JSON says which task it is of', async () => {
    expect(
      JSON.parse((await globus(['compute', 'task', 'result', a, '-F', 'json'], { api: get(done) })).stdout),
    ).toEqual({ task_id: a, result: { mean: 2 } });
  });
  test('an exception is an error with its traceback', async () => {
    const { code, stdout, stderr } = await globus(['compute', 'task', 'result', a], {
      api: get({ ...failed, task_id: a }),
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`The function failed: ZeroDivisionError: division by zero\n\n${traceback.trimEnd()}`);
  });
  test('one that goes on, and one that only Python can read', async () => {
    expect(await globus(['compute', 'task', 'result', a], { api: get(pending(a)) })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has not ended (waiting-for-nodes)'),
    });
    const { code, stderr } = await globus(['compute', 'task', 'result', a], {
      api: get({ ...done, result: '00\ngASVBAAAAAAAAABLKi4=' }),
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('its result is in a form that only Python can read (DillDataBase64)'),
    ]);
  });
});

describe('task groups', () => {
  const results = { [a]: done, [b]: failed };
  test('show lists their tasks', async () => {
    const { stdout } = await globus(['compute', 'task-group', 'show', group], { api: fakeApi([ofGroup]) });
    expect(stdout.split('\n').slice(2)).toEqual([`${a} | 2021-05-05 15:00:00`, `${b} | 2021-05-05 15:01:00`, '']);
  });
  test('show as JSON, and a group that is not there', async () => {
    expect(
      JSON.parse(
        (await globus(['compute', 'task-group', 'show', group, '-F', 'json'], { api: fakeApi([ofGroup]) })).stdout,
      ),
    ).toEqual(ofGroup.response);
    expect(
      (
        await globus(['compute', 'task-group', 'show', group], {
          api: fakeApi([{ ...ofGroup, status: 404, response: unknown.response }]),
        })
      ).code,
    ).toBe(1);
  });

  test('wait succeeds when all did', async () => {
    const api = fakeApi([
      ofGroup,
      batch([a, b], { [a]: pending(a), [b]: pending(b) }),
      batch([a, b], { [a]: done, [b]: { ...done, task_id: b } }),
    ]);
    expect(await globus(['compute', 'task-group', 'wait', group], { api })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });
  test('wait fails when one did, as JSON too', async () => {
    const { code, stderr } = await globus(['compute', 'task-group', 'wait', group, '-F', 'json'], {
      api: fakeApi([ofGroup, batch([a, b], results)]),
    });
    expect([code, JSON.parse(stderr)]).toEqual([1, expect.objectContaining({ failed: [b] })]);
  });
  test('wait has nothing to wait for in an empty group', async () => {
    expect(
      (
        await globus(['compute', 'task-group', 'wait', group], {
          api: fakeApi([{ ...ofGroup, response: { taskgroup_id: group, tasks: [] } }]),
        })
      ).code,
    ).toBe(0);
  });

  test('result shows how each ended', async () => {
    const { stdout } = await globus(['compute', 'task-group', 'result', group], {
      api: fakeApi([ofGroup, batch([a, b], results)]),
    });
    expect(
      stdout
        .split('\n')
        .slice(2)
        .map((line) => line.split('|').map((cell) => cell.trim())),
    ).toEqual([
      [a, 'success', '2023-02-23 20:20:05', '{"mean": 2.0}'],
      [b, 'failed', '2023-02-23 20:20:06', 'ZeroDivisionError: division by zero'],
      [''],
    ]);
  });
  test('result by JMESPath', async () => {
    const argv = ['compute', 'task-group', 'result', group, '--jmespath', "[?status=='failed'].task_id | [0]"];
    expect((await globus(argv, { api: fakeApi([ofGroup, batch([a, b], results)]) })).stdout).toBe(`"${b}"\n`);
  });
  test('result says what the service says', async () => {
    const api = fakeApi([
      ofGroup,
      {
        ...batch([a, b], {}),
        status: 403,
        response: { status: 'Failed', reason: 'no', code: 1, error_args: [], http_status_code: 403 },
      },
    ]);
    expect(await globus(['compute', 'task-group', 'result', group], { api })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Globus Compute: no'),
    });
  });
});
