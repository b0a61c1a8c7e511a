import { beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder, type Client } from './signed-in.js';

const computeScope = 'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all';
const tutorial = '4b116d3c-1703-4f8f-9f6f-39921e5864df';
const nobody = '00000000-0000-4000-8000-000000000000';

const pack = (...buffers: string[]) => buffers.map((buffer) => `${Array.from(buffer).length}\n${buffer}`).join('');
const source = (name: string, text: string) => pack(`st\n${name}:${text}`);
const call = (args: unknown[] = [], kwargs: object = {}) =>
  pack(`11\n${JSON.stringify(args)}`, `11\n${JSON.stringify(kwargs)}`);

const compute = async (sandbox: RunningSandbox, user: string): Promise<Client> =>
  clientOf(sandbox, 'compute', (await logIn(sandbox, user, computeScope))['funcx_service']);

async function register(client: Client, name: string, text: string, more: object = {}): Promise<string> {
  const { json } = await client('POST', '/v3/functions', {
    function_name: name,
    function_code: source(name, text),
    ...more,
  });
  return json.function_uuid;
}
async function submit(client: Client, fn: string, payload: string, more: object = {}): Promise<string> {
  const { json } = await client('POST', `/v3/endpoints/${tutorial}/submit`, { tasks: { [fn]: [payload] }, ...more });
  return json.tasks[fn][0];
}
async function finished(client: Client, task: string): Promise<any> {
  for (;;) {
    const { json } = await client('GET', `/v2/tasks/${task}`);
    if (json.status === 'success' || json.status === 'failed') return json;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

let sandbox: RunningSandbox;
let ada: Client;
let grace: Client;
beforeAll(async () => {
  sandbox = await openSandbox({ compute: { taskSeconds: 5 } });
  [ada, grace] = [await compute(sandbox, 'ada@globusid.org'), await compute(sandbox, 'grace@globusid.org')];
});

test('nothing runs in a sandbox that is open to every user of the machine', async () => {
  const open = await compute(await openSandbox({ open: true }), 'ada@globusid.org');
  const fn = await register(open, 'answer', 'def answer():\n    return 42\n');
  expect(await finished(open, await submit(open, fn, call()))).toMatchObject({
    status: 'failed',
    exception: expect.stringContaining('open to every user'),
  });
});

describe('who may ask', () => {
  test('the version is for everyone', async () => {
    const anyone = clientOf(sandbox, 'compute');
    expect(await anyone('GET', '/v2/version')).toEqual({ status: 200, json: '1.23.0' });
    expect((await anyone('GET', '/v2/version?service=all')).json).toMatchObject({
      api: '1.23.0',
      min_sdk_version: '1.0.0a6',
      min_ep_version: '1.0.0a0',
    });
  });

  test('everything else needs a token of Compute', async () => {
    const refused = {
      status: 401,
      json: { status: 'Failed', code: 1, http_status_code: 401, error_args: [], reason: expect.any(String) },
    };
    expect(await clientOf(sandbox, 'compute')('GET', '/v2/endpoints')).toEqual(refused);
    const transfer = (await logIn(sandbox, 'ada@globusid.org', 'urn:globus:auth:scope:transfer.api.globus.org:all'))[
      'transfer.api.globus.org'
    ];
    expect(await clientOf(sandbox, 'compute', transfer)('GET', '/v2/endpoints')).toEqual(refused);
  });

  test('a route that does not exist names itself, and the message queue says that there is none', async () => {
    expect(await ada('GET', '/v2/containers')).toMatchObject({
      status: 404,
      json: { status: 'Failed', reason: 'There is no route GET /v2/containers in the compute service of the sandbox' },
    });
    expect(await ada('GET', '/v2/get_amqp_result_connection_url')).toMatchObject({
      status: 400,
      json: { reason: expect.stringContaining('no message queue') },
    });
  });
});

describe('functions that run', () => {
  test('arguments by position and by name, letters beyond ASCII and beyond the basic plane, code around the function', async () => {
    const text =
      'import math\n\ndef greet(name, times=1):\n    """é 🎉"""\n    print("not a result")\n    return {"text": "é🎉" + name * times, "root": math.sqrt(16)}\n';
    const fn = await register(ada, 'greet', text);
    const task = await finished(ada, await submit(ada, fn, call(['ñ🚀'], { times: 2 })));
    expect(task).toMatchObject({
      status: 'success',
      completion_t: expect.stringMatching(/^\d+(\.\d+)?$/),
      details: { python_version: expect.stringMatching(/^3\./) },
    });
    expect(task.result.slice(0, 3)).toBe('11\n');
    expect(JSON.parse(task.result.slice(3))).toEqual({ text: 'é🎉ñ🚀ñ🚀', root: 4 });
  });

  test('an exception is a traceback of the function alone, with its source lines', async () => {
    const fn = await register(ada, 'divide', 'def divide(a, b):\n    return a / b\n');
    const task = await finished(ada, await submit(ada, fn, call([1, 0])));
    expect(task).toMatchObject({ status: 'failed' });
    expect(task).not.toHaveProperty('result');
    expect(task.exception).toContain('File "<divide>", line 2, in divide\n    return a / b');
    expect(task.exception.trim()).toMatch(/ZeroDivisionError: division by zero$/);
    expect(task.exception).not.toContain('<string>');
  });

  test('a function that never ends, one that kills its process, and a result that is no JSON', async () => {
    const forever = await submit(ada, await register(ada, 'forever', 'def forever():\n    while True: pass\n'), call());
    const dying = await submit(ada, await register(ada, 'dying', 'import os\ndef dying():\n    os.abort()\n'), call());
    const odd = await submit(ada, await register(ada, 'odd', 'def odd():\n    return {1, 2}\n'), call());
    expect((await finished(ada, forever)).exception).toBe('TimeoutError: the sandbox ends tasks after 5 seconds');
    expect((await finished(ada, dying)).exception).toContain('The Python process ended without a result: SIGABRT');
    expect((await finished(ada, odd)).exception).toContain('TypeError: Object of type set is not JSON serializable');
  });

  test('what is not source with JSON is refused with advice', async () => {
    const dilled = await ada('POST', '/v2/functions', { function_name: 'f', function_code: pack('04\ngASVQAAAA') });
    expect((await finished(ada, await submit(ada, dilled.json.function_uuid, call()))).exception).toContain(
      "strategy '04'. The sandbox runs functions in source form",
    );
    const fn = await register(ada, 'one', 'def one():\n    return 1\n');
    expect((await finished(ada, await submit(ada, fn, pack('00\ngASV', '11\n{}')))).exception).toContain(
      "strategy '00'",
    );
    expect((await finished(ada, await submit(ada, fn, '3\nab'))).exception).toBe(
      'DeserializationError: a packed buffer is shorter than its header says',
    );
    const onlyDill = { result_serializers: ['globus_compute_sdk.serialize.DillDataBase64'] };
    expect((await finished(ada, await submit(ada, fn, call(), onlyDill))).exception).toContain('SerializationError');
  });

  test('a machine without Python says so', async () => {
    const bare = await openSandbox({ compute: { python: 'no-such-python' } });
    const client = await compute(bare, 'ada@globusid.org');
    const task = await finished(
      client,
      await submit(client, await register(client, 'one', 'def one(): return 1'), call()),
    );
    expect(task.exception).toBe(
      'The sandbox runs functions with no-such-python, and could not start it: there is none on this machine',
    );
  });

  test('a task that was running when the sandbox closed runs again', async () => {
    const dir = temporaryFolder();
    const first = await startSandbox({ dir });
    const before = await compute(first, 'ada@globusid.org');
    const task = await submit(
      before,
      await register(before, 'slow', 'import time\ndef slow():\n    time.sleep(0.4)\n    return "done"\n'),
      call(),
    );
    await first.close();
    const again = await openSandbox({ dir });
    expect(await finished(await compute(again, 'ada@globusid.org'), task)).toMatchObject({
      status: 'success',
      result: '11\n"done"',
    });
  });
});

describe('many tasks', () => {
  test('a submission is one group; a second one can join it; the statuses come in one answer', async () => {
    const fn = await register(ada, 'double', 'def double(x):\n    return x * 2\n');
    const { json: first } = await ada('POST', `/v3/endpoints/${tutorial}/submit`, {
      tasks: { [fn]: [call([1]), call([2])] },
    });
    const { json: second } = await ada('POST', '/v2/submit', {
      task_group_id: first.task_group_id,
      tasks: [
        [fn, tutorial, call([3])],
        [nobody, tutorial, call()],
      ],
    });
    expect(first).toMatchObject({ endpoint_id: tutorial, request_id: expect.any(String) });
    expect(second).toMatchObject({
      response: 'failed',
      task_group_id: first.task_group_id,
      results: [
        { status: 'success', http_status_code: 200, reason: null },
        { status: 'failed', task_uuid: null, http_status_code: 404, reason: expect.stringContaining(nobody) },
      ],
    });
    const ids = [...first.tasks[fn], second.results[0].task_uuid];
    for (const id of ids) await finished(ada, id);
    const { json: group } = await ada('GET', `/v2/taskgroup/${first.task_group_id}`);
    expect(group).toMatchObject({ taskgroup_id: first.task_group_id, create_websockets_queue: false });
    expect(group.tasks.map(({ id }: { id: string }) => id)).toEqual(ids);
    const { json: batch } = await ada('POST', '/v2/batch_status', { task_ids: [...ids, nobody] });
    expect(batch.response).toBe('batch');
    expect(ids.map((id) => batch.results[id].result)).toEqual(['11\n2', '11\n4', '11\n6']);
    expect(batch.results[nobody]).toMatchObject({ status: 'Failed', http_status_code: 404 });
    expect((await grace('GET', `/v2/taskgroup/${first.task_group_id}`)).status).toBe(403);
    expect((await grace('GET', `/v2/tasks/${ids[0]}`)).status).toBe(404);
  });

  test('v3 runs all or nothing, and malformed submissions are refused', async () => {
    const fn = await register(ada, 'double', 'def double(x):\n    return x * 2\n');
    const to = `/v3/endpoints/${tutorial}/submit`;
    expect(await ada('POST', to, { tasks: { [fn]: [call([1])], [nobody]: [call()] } })).toMatchObject({
      status: 404,
      json: { code: 3, error_args: [nobody] },
    });
    expect(await ada('POST', to, {})).toMatchObject({ status: 400, json: { reason: "The request lacks 'tasks'" } });
    expect(await ada('POST', to, { tasks: { [fn]: [{}] } })).toMatchObject({ status: 400, json: { code: 16 } });
    expect(await ada('POST', to, { tasks: { [fn]: ['x'.repeat(10 * 1024 * 1024 + 1)] } })).toMatchObject({
      status: 413,
    });
    expect((await ada('POST', `/v3/endpoints/${nobody}/submit`, { tasks: { [fn]: [call()] } })).status).toBe(404);
  });
});

describe('functions and endpoints as things', () => {
  test('a function is shown, kept from others unless public, and deleted', async () => {
    const mine = await register(ada, 'f', 'def f(): pass', {
      description: 'nothing',
      meta: { python_version: '3.12.6' },
    });
    const shared = await register(ada, 'g', 'def g(): pass', { public: true });
    expect(await ada('GET', `/v2/functions/${mine}`)).toEqual({
      status: 200,
      json: {
        function_uuid: mine,
        function_name: 'f',
        function_code: source('f', 'def f(): pass'),
        description: 'nothing',
        metadata: { python_version: '3.12.6' },
      },
    });
    expect((await grace('GET', `/v2/functions/${mine}`)).status).toBe(403);
    expect((await grace('GET', `/v2/functions/${shared}`)).json.function_name).toBe('g');
    expect((await grace('DELETE', `/v2/functions/${shared}`)).status).toBe(403);
    expect(await ada('DELETE', `/v2/functions/${mine}`)).toEqual({ status: 200, json: { result: 302 } });
    expect((await ada('GET', `/v2/functions/${mine}`)).status).toBe(404);
    expect(await ada('POST', '/v3/functions', { function_name: 'f' })).toMatchObject({
      status: 400,
      json: { reason: "The request lacks 'function_code'" },
    });
    expect(await ada('GET', '/v2/functions/me')).toMatchObject({ status: 400, json: { code: 21 } });
  });

  test('the seeded endpoint is online and public', async () => {
    const row = {
      uuid: tutorial,
      name: 'tutorial-endpoint',
      display_name: 'Tutorial Endpoint',
      owner: sandbox.env['GLOBUS_SANDBOX_IDENTITY'],
    };
    expect((await ada('GET', '/v2/endpoints')).json).toEqual([row]);
    expect((await grace('GET', '/v2/endpoints')).json).toEqual([]);
    expect((await grace('GET', '/v2/endpoints?role=any')).json).toEqual([row]);
    expect((await grace('GET', `/v2/endpoints/${tutorial}`)).json).not.toHaveProperty('owner');
    expect((await grace('GET', `/v2/endpoints/${tutorial}/status`)).json).toEqual({
      status: 'online',
      details: { total_workers: 2, idle_workers: 2, pending_tasks: 0, outstanding_tasks: 0, managers: 1 },
    });
    expect((await grace('DELETE', `/v2/endpoints/${tutorial}`)).status).toBe(403);
  });

  test('an endpoint is registered, updated, locked, restricted and deleted; its tasks wait for it', async () => {
    const fn = await register(ada, 'f', 'def f(): return 1');
    const other = await register(ada, 'g', 'def g(): return 1');
    const { json: registered } = await ada('POST', '/v3/endpoints', {
      endpoint_name: 'mine',
      allowed_functions: [fn],
      metadata: { hostname: 'lab' },
    });
    const id = registered.endpoint_id;
    expect(registered).toMatchObject({
      task_queue_info: { queue: `${id}.tasks` },
      result_queue_info: { queue_publish_kwargs: {} },
    });
    expect((await ada('GET', `/v2/endpoints/${id}/status`)).json.status).toBe('offline');
    expect((await ada('GET', `/v3/endpoints/${id}/allowed_functions`)).json).toEqual({
      endpoint_id: id,
      restricted: true,
      functions: [fn],
    });
    expect(await ada('POST', `/v3/endpoints/${id}/submit`, { tasks: { [other]: [call()] } })).toMatchObject({
      status: 403,
      json: { code: 10 },
    });
    const { json: waiting } = await ada('POST', `/v3/endpoints/${id}/submit`, { tasks: { [fn]: [call()] } });
    expect((await ada('GET', `/v2/tasks/${waiting.tasks[fn][0]}`)).json).toEqual({
      task_id: waiting.tasks[fn][0],
      status: 'waiting-for-ep',
    });

    await ada('PUT', `/v3/endpoints/${id}`, { display_name: 'Mine', allowed_functions: null });
    expect((await ada('GET', `/v3/endpoints/${id}`)).json).toMatchObject({
      uuid: id,
      name: 'mine',
      display_name: 'Mine',
      hostname: 'lab',
      public: false,
    });
    expect((await ada('GET', `/v3/endpoints/${id}/allowed_functions`)).json).toEqual({
      endpoint_id: id,
      restricted: false,
      functions: [],
    });
    expect((await grace('GET', `/v2/endpoints/${id}`)).status).toBe(403);
    expect((await ada('POST', `/v3/endpoints/${id}/lock`)).json).toEqual({
      endpoint_id: id,
      lock_expiration_timestamp: expect.stringMatching(/^\d{4}-.*\.\d{6}$/),
    });
    expect((await ada('PUT', `/v3/endpoints/${id}`, { display_name: 'No' })).status).toBe(423);
    expect((await ada('DELETE', `/v2/endpoints/${id}`)).json).toEqual({ result: 302 });
    expect((await ada('GET', `/v2/endpoints/${id}`)).status).toBe(404);
  });
});
