import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../../support/fake-api.js';
import { globus, temporaryFolder } from '../../support/globus.js';
import { logIn, openSandbox } from '../../../sandbox/test/signed-in.js';

const endpoint = 'f81622ae-e76d-11f1-9ff5-02fc00000001';
const other = 'f8162312-e76d-11f1-9ff5-02fc00000001';
const fn = 'f8162416-e76d-11f1-9ff5-02fc00000001';
const fn2 = 'f816247a-e76d-11f1-9ff5-02fc00000001';
const group = 'f81624de-e76d-11f1-9ff5-02fc00000001';
const id = (n: number) => `f8162538-e76d-11f1-9ff5-${String(n).padStart(12, '0')}`;
const base = 'https://compute.api.globus.org';
const serializers = { result_serializers: ['globus_compute_sdk.serialize.JSONData'] };
const pack = (...buffers: string[]) => buffers.map((buffer) => `${Array.from(buffer).length}\n${buffer}`).join('');
const call = (args: string, kwargs = '{}') => pack(`11\n${args}`, `11\n${kwargs}`);
const file = (text: string) => {
  const path = join(temporaryFolder(), 'demo.py');
  writeFileSync(path, text);
  return path;
};
const submitted = (to: string, body: object, tasks: object): Exchange => ({
  method: 'POST',
  url: `${base}/v3/endpoints/${to}/submit`,
  body,
  response: { request_id: id(9), task_group_id: group, endpoint_id: to, tasks },
});
const ended = (task: string, more: object): Exchange => ({
  method: 'GET',
  url: `${base}/v2/tasks/${task}`,
  response: { task_id: task, status: 'success', ...more },
});

describe('run', () => {
  const text = 'def greet(name, *more, times=1):\n    return "é🎉" + name\n';
  const registration = { function_name: 'greet', function_code: pack(`st\ngreet:${text}`) };
  const body = {
    tasks: { [fn]: [call('["ñ🚀", 12345678901234567890, 1.0, "3", {"a": null}, ""]', '{"times":2, "to":"x=y"}')] },
    ...serializers,
  };
  const argv = () => [
    'compute',
    'run',
    endpoint,
    file(text),
    '--function',
    'greet',
    '--arg',
    'ñ🚀',
    '--arg',
    '12345678901234567890',
    '--arg',
    '1.0',
    '--arg',
    '"3"',
    '--arg',
    '{"a": null}',
    '--arg',
    '',
    '--kwarg',
    'times=2',
    '-k',
    'to=x=y',
  ];
  const exchanges = (result: object) => [
    { method: 'POST', url: `${base}/v3/functions`, body: registration, response: { function_uuid: fn } },
    submitted(endpoint, body, { [fn]: [id(1)] }),
    { method: 'GET', url: `${base}/v2/tasks/${id(1)}`, response: { task_id: id(1), status: 'waiting-for-ep' } },
    ended(id(1), result),
  ];

  test('registers, submits, waits, and prints the JSON exactly', async () => {
    const { stdout } = await globus(argv(), {
      api: fakeApi(exchanges({ result: '11\n{"n": 12345678901234567890, "x": 1.0}' })),
    });
    expect(stdout).toBe('{"n": 12345678901234567890, "x": 1.0}\n');
  });
  test('JSON names everything that was made', async () => {
    const { stdout } = await globus([...argv(), '-F', 'json'], { api: fakeApi(exchanges({ result: '11\n[1, 2]' })) });
    expect(JSON.parse(stdout)).toEqual({
      result: [1, 2],
      task_id: id(1),
      function_id: fn,
      endpoint_id: endpoint,
      task_group_id: group,
    });
  });
  test('a dry run sends nothing', async () => {
    const { stdout } = await globus([...argv(), '--user-endpoint-config', '{"nodes": 2}', '--dry-run']);
    expect(JSON.parse(stdout)).toEqual({
      register: registration,
      submit: { tasks: { FUNCTION_ID: body.tasks[fn] }, ...serializers, user_endpoint_config: { nodes: 2 } },
    });
  });
  test('a registered function needs no file', async () => {
    const api = fakeApi([
      submitted(
        endpoint,
        { tasks: { [fn]: [call('[]')] }, ...serializers, resource_specification: { num_nodes: 2 } },
        { [fn]: [id(1)] },
      ),
      ended(id(1), { result: '11\nnull' }),
    ]);
    expect(
      (
        await globus(
          ['compute', 'run', endpoint, '--function-id', fn, '--resource-specification', '{"num_nodes": 2}'],
          { api },
        )
      ).stdout,
    ).toBe('null\n');
  });
  test('calls the one function of a file with what stands after it', async () => {
    const one = 'def add(a, b):\n    return a + b\n';
    const plain = await globus(['compute', 'run', endpoint, file(one), '2', 'cat', '--arg', '3', '--dry-run']);
    expect(plain.code).toBe(0);
    expect(JSON.parse(plain.stdout)).toEqual({
      register: { function_name: 'add', function_code: pack(`st\nadd:${one}`) },
      submit: { tasks: { FUNCTION_ID: [call('[2, "cat", 3]')] }, ...serializers },
    });
  });
  test('an exception there is an error here', async () => {
    const { code, stdout, stderr } = await globus(argv(), {
      api: fakeApi(exchanges({ status: 'failed', exception: 'Traceback (most recent call last):\nKeyError: 1\n' })),
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The function failed: KeyError: 1\n\nTraceback (most recent call last):\nKeyError: 1');
  });
  test('says what is missing, before anything is sent', async () => {
    expect(await globus(['compute', 'run', endpoint])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Give a file and --function NAME, or --function-id.'),
    });
    expect(await globus(['compute', 'run', endpoint, '--function-id', fn, '--kwarg', 'novalue'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("'novalue' is not NAME=VALUE"),
    });
    expect((await globus(['compute', 'run', endpoint, file(text), '--function-id', fn])).code).toBe(2);
    const large = await globus([
      'compute',
      'run',
      endpoint,
      '--function-id',
      fn,
      '--arg',
      'x'.repeat(10 * 1024 * 1024),
    ]);
    expect(large).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('too large: Globus Compute takes 10 MB a task.'),
    });
  });
  test('stops waiting when told to', async () => {
    const api = fakeApi([
      submitted(endpoint, { tasks: { [fn]: [call('[]')] }, ...serializers }, { [fn]: [id(1)] }),
      ended(id(1), { status: 'running' }),
    ]);
    const { code, stderr } = await globus(['compute', 'run', endpoint, '--function-id', fn, '--wait-timeout', '3s'], {
      api,
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`Wait again:  globus compute task result ${id(1)} --wait`),
    ]);
  });
});

describe('submit', () => {
  const lines = `{"args": [1.0]}\n\n[12345678901234567890]\n{"function": "${fn2}", "kwargs": {"é": "🎉"}}\n{"endpoint": "${other}", "args": []}\n`;
  const defaults = ['--function-id', fn, '--endpoint-id', endpoint];
  const first = {
    tasks: { [fn]: [call('[1.0]'), call('[12345678901234567890]')], [fn2]: [call('[]', '{"é":"🎉"}')] },
    ...serializers,
  };
  const second = { tasks: { [fn]: [call('[]')] }, ...serializers };
  const exchanges = [
    submitted(endpoint, first, { [fn]: [id(1), id(2)], [fn2]: [id(3)] }),
    submitted(other, { ...second, task_group_id: group }, { [fn]: [id(4)] }),
  ];
  const rows = [
    [1, 1, fn, endpoint],
    [3, 2, fn, endpoint],
    [4, 3, fn2, endpoint],
    [5, 4, fn, other],
  ] as const;

  test('one task group, a request per endpoint, every line with its task', async () => {
    const { stdout } = await globus(['compute', 'submit', '-', ...defaults], { api: fakeApi(exchanges), stdin: lines });
    const [heading, , ...body] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(heading).toEqual(['Line', 'Task ID', 'Function ID', 'Endpoint ID']);
    expect(body).toEqual(rows.map(([line, task, f, e]) => [String(line), id(task), f, e]));
  });
  test('JSON', async () => {
    const { stdout } = await globus(['compute', 'submit', '-', ...defaults, '-F', 'json'], {
      api: fakeApi(exchanges),
      stdin: lines,
    });
    expect(JSON.parse(stdout)).toEqual({
      task_group_id: group,
      tasks: rows.map(([line, task, function_id, endpoint_id]) => ({
        line,
        task_id: id(task),
        function_id,
        endpoint_id,
      })),
    });
  });
  test('a dry run sends nothing', async () => {
    const { stdout } = await globus(['compute', 'submit', '-', ...defaults, '--dry-run'], { stdin: lines });
    expect(JSON.parse(stdout)).toEqual([
      { endpoint_id: endpoint, ...first },
      { endpoint_id: other, ...second },
    ]);
  });
  test('waits and shows how they ended', async () => {
    const results = {
      [id(1)]: { task_id: id(1), status: 'success', result: '11\n1' },
      [id(2)]: { task_id: id(2), status: 'failed', exception: 'E: no' },
    };
    const two = [
      submitted(
        endpoint,
        { tasks: { [fn]: [call('[1]'), call('[2]')] }, ...serializers, task_group_id: group },
        { [fn]: [id(1), id(2)] },
      ),
    ];
    const argv = ['compute', 'submit', '-', ...defaults, '--task-group-id', group, '--wait'];
    const statuses = (second: object) => ({
      method: 'POST',
      url: `${base}/v2/batch_status`,
      body: { task_ids: [id(1), id(2)] },
      response: { response: 'batch', results: { ...results, ...second } },
    });
    const good = { [id(2)]: { task_id: id(2), status: 'success', result: '11\n2' } };
    expect(
      (
        await globus([...argv, '--jmespath', '[].result'], {
          api: fakeApi([...two, statuses(good)]),
          stdin: '[1]\n[2]\n',
        })
      ).stdout,
    ).toBe('[\n  "11\\n1",\n  "11\\n2"\n]\n');
    const { code, stderr } = await globus(argv, { api: fakeApi([...two, statuses({})]), stdin: '[1]\n[2]\n' });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`All results:  globus compute task-group result ${group}`),
    ]);
  });
  test('v2 takes what it can and names the lines it refused', async () => {
    const results = [
      { status: 'success', task_uuid: id(1), http_status_code: 200, reason: null },
      { status: 'failed', task_uuid: null, http_status_code: 404, reason: 'no such function' },
    ];
    const body = {
      tasks: [
        [fn, endpoint, call('[1]')],
        [fn2, endpoint, call('[2]')],
      ],
    };
    const api = fakeApi([
      {
        method: 'POST',
        url: `${base}/v2/submit`,
        body,
        response: { response: 'failed', task_group_id: group, results },
      },
    ]);
    const { code, stderr } = await globus(['compute', 'submit', '-', ...defaults, '--api-version', 'v2'], {
      api,
      stdin: `[1]\n{"function": "${fn2}", "args": [2]}\n`,
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/Line 2 was refused: no such function[^]*1 of 2 calls were refused/),
    ]);
  });
  test('more than 10 MB go in several requests, and a refusal says what was accepted', async () => {
    const big = `["${'x'.repeat(6 * 1024 * 1024)}"]`;
    const one = { tasks: { [fn]: [call(big)] }, ...serializers };
    const refusal = { status: 'Failed', code: 0, reason: 'busy', error_args: [], http_status_code: 400 };
    const api = fakeApi([
      submitted(endpoint, one, { [fn]: [id(1)] }),
      { ...submitted(endpoint, { ...one, task_group_id: group }, {}), status: 400, response: refusal },
    ]);
    const { code, stderr } = await globus(['compute', 'submit', '-', ...defaults], { api, stdin: `${big}\n${big}\n` });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`1 calls were accepted before this, in task group ${group}`),
    ]);
  });
  test.each([
    ['{"args": 1}', "line 1: 'args' must be a list."],
    ['[1]\n{"kwargs": []}', "line 2: 'kwargs' must be an object."],
    ['{"arguments": []}', "line 1: 'arguments' is not args, kwargs, function or endpoint."],
    ['{"function": "f"}', "line 1: 'function' must be a UUID."],
    ['7', 'line 1: expected an object'],
    ['', 'Standard input has no calls.'],
  ])('%j is refused with its line', async (stdin, message) => {
    expect(await globus(['compute', 'submit', '-', ...defaults], { stdin })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });
  test('a line without a function needs the flag', async () => {
    expect(await globus(['compute', 'submit', '-'], { stdin: '[1]' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("line 1: 'function' is missing, and --function-id was not given."),
    });
  });
});

describe('version and result-queue', () => {
  test('version', async () => {
    expect(
      (
        await globus(['compute', 'version'], {
          api: fakeApi([{ method: 'GET', url: `${base}/v2/version`, response: JSON.stringify('1.23.0') }]),
        })
      ).stdout,
    ).toBe('1.23.0\n');
    const all = { api: '1.23.0', min_sdk_version: '1.0.0a6', min_endpoint_version: '1.0.0a0', git_sha: '80b2' };
    const exchange = { method: 'GET', url: `${base}/v2/version?service=all`, response: all };
    expect((await globus(['compute', 'version', '--all'], { api: fakeApi([exchange]) })).stdout).toBe(
      'API:             1.23.0\nOldest SDK:      1.0.0a6\nOldest Endpoint: 1.0.0a0\nCommit:          80b2\n',
    );
    expect(
      JSON.parse((await globus(['compute', 'version', '--all', '-F', 'json'], { api: fakeApi([exchange]) })).stdout),
    ).toEqual(all);
    expect(
      (
        await globus(['compute', 'version'], {
          api: fakeApi([{ method: 'GET', url: `${base}/v2/version`, status: 500, response: {} }]),
        })
      ).code,
    ).toBe(1);
  });
  test('result-queue', async () => {
    const queue = { queue_prefix: 'some_prefix', connection_url: 'amqps://user:password@amqp.fqdn' };
    const exchange = { method: 'GET', url: `${base}/v2/get_amqp_result_connection_url`, response: queue };
    expect((await globus(['compute', 'result-queue'], { api: fakeApi([exchange]) })).stdout).toBe(
      'Queue Prefix:   some_prefix\nConnection URL: amqps://user:password@amqp.fqdn\n',
    );
    expect(
      (
        await globus(['compute', 'result-queue', '--jmespath', 'queue_prefix', '-F', 'unix'], {
          api: fakeApi([exchange]),
        })
      ).stdout,
    ).toBe('some_prefix\n');
    expect((await globus(['compute', 'result-queue'], { logins: {} })).code).toBe(4);
  });
});

describe('against an embedded Globus, with Python', () => {
  let env: Record<string, string>;
  const tutorial = '4b116d3c-1703-4f8f-9f6f-39921e5864df';
  const network = { fetch: globalThis.fetch, calls: [], verify: () => undefined };
  const run = (argv: string[], stdin?: string) =>
    globus(['compute', ...argv], { api: network, env, ...(stdin !== undefined && { stdin }) });
  beforeAll(async () => {
    const sandbox = await openSandbox();
    const tokens = await logIn(
      sandbox,
      'ada@globusid.org',
      'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all',
    );
    env = { ...sandbox.env, GLOBUS_ACCESS_TOKEN_COMPUTE: tokens['funcx_service'] ?? '' };
  });

  test('a function runs there: é, an emoji, long numbers, an import', async () => {
    const text = 'import json\n\ndef echo(*args, **kwargs):\n    # é🎉\n    return [json.dumps(args), kwargs]\n';
    const { code, stdout, stderr } = await run([
      'run',
      tutorial,
      file(text),
      '--function',
      'echo',
      '--arg',
      'é🎉',
      '--arg',
      '12345678901234567890',
      '--arg',
      '1.0',
      '--kwarg',
      'ñ=🚀',
    ]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('was accepted')]);
    expect(JSON.parse(stdout)).toEqual(['["\\u00e9\\ud83c\\udf89", 12345678901234567890, 1.0]', { ñ: '🚀' }]);
  });
  test('its exception comes back', async () => {
    const { code, stderr } = await run([
      'run',
      tutorial,
      file('def f(x):\n    return 1 / x\n'),
      '--function',
      'f',
      '--arg',
      '0',
    ]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/ZeroDivisionError: division by zero[^]*line 2, in f/)]);
  });
  test('a batch, its group, and the function read back', async () => {
    const { stdout } = await run([
      'function',
      'register',
      file('def double(x): return 2 * x\n'),
      '--function',
      'double',
      '-F',
      'json',
    ]);
    const { function_uuid: double } = JSON.parse(stdout) as { function_uuid: string };
    expect((await run(['function', 'show', double, '--source'])).stdout).toBe('def double(x): return 2 * x\n');
    const batch = await run(
      ['submit', '-', '--function-id', double, '--endpoint-id', tutorial, '-F', 'json'],
      '[1]\n["é"]\n',
    );
    const { task_group_id: groupId } = JSON.parse(batch.stdout) as { task_group_id: string };
    expect((await run(['task-group', 'wait', groupId])).code).toBe(0);
    expect(JSON.parse((await run(['task-group', 'result', groupId, '--jmespath', '[].result'])).stdout)).toEqual([
      '11\n2',
      '11\n"\\u00e9\\u00e9"',
    ]);
  });
});
