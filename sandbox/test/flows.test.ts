import { afterEach, describe, expect, test, vi } from 'vitest';
import { flows as sdkServices } from '@globus/sdk';
import { startSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder, withKey, type Client } from './signed-in.js';
import {
  ada,
  adaName,
  create,
  ended,
  flows,
  flowsScope,
  grace,
  graceName,
  identity,
  nobody,
  pass,
  sandbox,
  scopeOf,
  starter,
  states,
} from './support/flows-world.js';
import { transferScope } from './transferring.js';

const { flows: sdk, runs: sdkRuns } = sdkServices;

describe('flows', () => {
  test('a flow is made, shown, changed, found and deleted', async () => {
    const created = await ada('POST', '/flows', {
      title: 'Weekly report',
      definition: pass(),
      input_schema: { type: 'object' },
      keywords: ['weekly'],
      flow_viewers: [identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY_2'])],
    });
    const { id } = created.json;
    expect(created).toMatchObject({
      status: 201,
      json: {
        globus_auth_scope: scopeOf(id),
        globus_auth_username: `${id}@clients.auth.globus.org`,
        flow_owner: identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY']),
        user_role: 'flow_owner',
        subtitle: '',
        flow_starters: [],
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/),
      },
    });
    expect((await grace('GET', `/flows/${id}`)).json).toMatchObject({ id, user_role: 'flow_viewer' });
    expect(await grace('PUT', `/flows/${id}`, { title: 'Mine' })).toMatchObject({
      status: 403,
      json: { error: { code: 'FORBIDDEN', detail: expect.stringContaining('Missing permissions: UPDATE.') } },
    });
    expect((await ada('PUT', `/flows/${id}`, { subtitle: 'for the team', flow_viewers: [] })).json).toMatchObject({
      title: 'Weekly report',
      subtitle: 'for the team',
      flow_viewers: [],
    });
    expect(await grace('GET', `/flows/${id}`)).toMatchObject({
      status: 404,
      json: {
        error: { code: 'NOT_FOUND', detail: `No Flow exists with id value ${id}` },
        debug_id: expect.any(String),
      },
    });
    expect(
      (await ada('GET', '/flows?filter_fulltext=TEAM%20weekly&filter_roles=flow_owner')).json.flows.map(
        (flow: any) => flow.id,
      ),
    ).toEqual([id]);
    expect((await ada('DELETE', `/flows/${id}`)).json).toMatchObject({ id, DELETED: true });
    expect((await ada('GET', `/flows/${id}`)).status).toBe(404);
    expect(
      (
        await fetch(
          `${sandbox.url}/auth/v2/oauth2/authorize?${new URLSearchParams({ client_id: nobody, redirect_uri: 'http://localhost:1/', scope: scopeOf(id), sandbox_user: adaName }).toString()}`,
          { redirect: 'manual' },
        )
      ).headers.get('location'),
    ).toContain('error=invalid_scope');
  });

  test('lists are ordered and paged', async () => {
    for (const title of ['Paged C', 'Paged A', 'Paged B']) await create(ada, pass(), { title });
    const query = '/flows?filter_fulltext=paged&orderby=title%20DESC&per_page=2';
    const first = (await ada('GET', query)).json;
    expect(first).toMatchObject({ limit: 2, has_next_page: true, marker: expect.any(String) });
    const second = (await ada('GET', `${query}&marker=${first.marker}`)).json;
    expect(second).toMatchObject({ has_next_page: false, marker: null });
    expect([...first.flows, ...second.flows].map((flow: any) => flow.title)).toEqual(['Paged C', 'Paged B', 'Paged A']);
    expect(await ada('GET', '/flows?orderby=size')).toMatchObject({
      status: 422,
      json: { error: { code: 'UNPROCESSABLE_ENTITY' } },
    });
    expect((await ada('GET', '/flows?filter_role=flow_administrator&filter_fulltext=paged')).json.flows).toHaveLength(
      3,
    );
    expect((await grace('GET', '/flows')).json.flows.map((flow: any) => flow.id)).toEqual([
      sandbox.env['GLOBUS_SANDBOX_FLOW'],
    ]);
  });

  test('what is wrong is said by place', async () => {
    const bad = await ada('POST', '/flows', {
      title: 7,
      definition: pass(),
      flow_administrators: ['ae341a98-d274-11e5-b888-dbae3a8ba545'],
      flow_viewers: ['public', 'all_authenticated_users'],
    });
    expect(bad).toMatchObject({ status: 422, json: { error: { code: 'UNPROCESSABLE_ENTITY' } } });
    expect(bad.json.error.detail.map((issue: any) => issue.loc)).toEqual([
      ['input_schema'],
      ['title'],
      ['flow_viewers', 1],
      ['flow_administrators', 0],
    ]);
    expect(bad.json.error.detail[3].msg).toBe(
      'Unrecognized principal string: "ae341a98-d274-11e5-b888-dbae3a8ba545". Allowed principal types in role "FlowAdministrator": [<AuthGroupUrn>, <AuthIdentityUrn>]',
    );
  });

  test.each<[string, object, (string | number)[]]>([
    ['no way on', states(['A', { Type: 'Pass' }]), ['definition', 'States', 'A']],
    ['two ways on', states(['A', { Type: 'Pass', End: true, Next: 'A' }]), ['definition', 'States', 'A']],
    ['a way to nowhere', states(['A', { Type: 'Pass', Next: 'B' }]), ['definition', 'States', 'A', 'Next']],
    ['no start', { States: pass().States }, ['definition', 'StartAt']],
    ['an unknown type', states(['A', { Type: 'Parallel', End: true }]), ['definition', 'States', 'A', 'Type']],
    [
      'OutputPath',
      states(['A', { Type: 'Pass', OutputPath: '$', End: true }]),
      ['definition', 'States', 'A', 'OutputPath'],
    ],
    [
      'a path that is none',
      states(['A', { Type: 'Pass', InputPath: 'x', End: true }]),
      ['definition', 'States', 'A', 'InputPath'],
    ],
    [
      'an expression that is none',
      states(['A', { Type: 'ExpressionEval', Parameters: { deep: [{ 'x.=': '1 +' }] }, ResultPath: '$.x', End: true }]),
      ['definition', 'States', 'A', 'Parameters', 'deep', 0, 'x.='],
    ],
    ['no url', states(['A', { Type: 'Action', End: true }]), ['definition', 'States', 'A', 'ActionUrl']],
    [
      'a url of nobody',
      states(['A', { Type: 'Action', ActionUrl: 'https://example.org/x', End: true }]),
      ['definition', 'States', 'A', 'ActionUrl'],
    ],
    [
      'parameters and a path',
      states([
        'A',
        {
          Type: 'Action',
          ActionUrl: 'https://actions.globus.org/hello_world',
          Parameters: {},
          InputPath: '$',
          End: true,
        },
      ]),
      ['definition', 'States', 'A'],
    ],
    [
      'a choice without rules',
      states(['A', { Type: 'Choice', Choices: [] }]),
      ['definition', 'States', 'A', 'Choices'],
    ],
    [
      'a rule that compares nothing',
      states(['A', { Type: 'Choice', Choices: [{ Variable: '$.x', Next: 'A' }] }]),
      ['definition', 'States', 'A', 'Choices', 0],
    ],
    [
      'a wait for two things',
      states(['A', { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true }]),
      ['definition', 'States', 'A'],
    ],
    [
      'an error that has no name',
      states([
        'A',
        {
          Type: 'Action',
          ActionUrl: 'https://actions.globus.org/hello_world',
          Catch: [{ ErrorEquals: [7], Next: 'A' }],
          End: true,
        },
      ]),
      ['definition', 'States', 'A', 'Catch', 0, 'ErrorEquals', 0],
    ],
  ])('a definition with %s', async (_, definition, loc) => {
    const { status, json } = await ada('POST', '/flows/validate', { definition });
    expect(status).toBe(422);
    expect(json.error.detail.map((issue: any) => issue.loc)).toEqual([loc]);
  });

  test('validation names the scopes that the actions need', async () => {
    const url = 'https://transfer.actions.globus.org/transfer';
    const definition = states(
      ['A', { Type: 'Action', ActionUrl: url, Parameters: {}, Next: 'B' }],
      ['B', { Type: 'Action', ActionUrl: url, RunAs: 'Flow', Parameters: {}, Next: 'C' }],
      ['C', { Type: 'Action', ActionUrl: 'https://actions.globus.org/hello_world/', End: true }],
    );
    expect(await ada('POST', '/flows/validate', { definition })).toEqual({
      status: 200,
      json: {
        scopes: {
          User: [transferScope, 'https://auth.globus.org/scopes/actions.globus.org/hello_world'],
          Flow: [transferScope],
        },
      },
    });
    expect(
      (await ada('POST', '/flows/validate', { definition: pass(), input_schema: { type: 'nonsense' } })).json.error
        .detail[0].loc,
    ).toEqual(['input_schema']);
  });
});

describe('who may run', () => {
  test('a run needs the scope of its flow, and a right to run it', async () => {
    const id = await create(ada, pass(), { flow_viewers: ['public'] });
    expect(await clientOf(sandbox, 'flows')('POST', `/flows/${id}/run`, { body: {} })).toMatchObject({
      status: 401,
      json: { error: { code: 'AUTHENTICATION_ERROR' } },
    });
    expect(await ada('POST', `/flows/${id}/run`, { body: {} })).toMatchObject({
      status: 403,
      json: { error: { code: 'MISSING_SCOPE', detail: `This action requires the following scope: ${scopeOf(id)}` } },
    });
    const visitor = await starter(sandbox, graceName, id);
    expect(await visitor('POST', `/flows/${id}/validate_run`, { body: {} })).toMatchObject({
      status: 403,
      json: { error: { code: 'FORBIDDEN', detail: expect.stringContaining('Missing permissions: RUN.') } },
    });
    expect((await visitor('GET', `/flows/${id}`)).status).toBe(403);
  });

  test('input is held against the schema', async () => {
    const input_schema = {
      type: 'object',
      required: ['bool'],
      properties: { bool: { type: 'boolean' }, list: { type: 'array', items: { type: 'integer' } } },
      additionalProperties: false,
    };
    const id = await create(ada, pass(), { input_schema });
    const mine = await starter(sandbox, adaName, id);
    expect(await mine('POST', `/flows/${id}/validate_run`, { body: { bool: true } })).toEqual({
      status: 200,
      json: { message: 'validation successful' },
    });
    const refused = await mine('POST', `/flows/${id}/run`, {
      body: { bool: 'not-a-boolean', list: [1, 'x'], more: 1 },
      label: 'x',
    });
    expect(refused).toMatchObject({
      status: 400,
      json: { error: { code: 'FLOW_INPUT_ERROR', message: 'Input failed schema validation with 3 errors.' } },
    });
    expect(refused.json.error.detail).toEqual(
      expect.arrayContaining([
        { loc: ['$.bool'], type: 'InvalidActionInput', msg: "'not-a-boolean' is not of type 'boolean'" },
        { loc: ['$.list[1]'], type: 'InvalidActionInput', msg: "'x' is not of type 'integer'" },
        {
          loc: ['$'],
          type: 'InvalidActionInput',
          msg: "Additional properties are not allowed ('more' was unexpected)",
        },
      ]),
    );
    expect((await mine('POST', `/flows/${id}/run`, { body: {} })).json.error.detail).toEqual([
      { loc: ['$.bool'], type: 'InvalidActionInput', msg: "'bool' is a required property" },
    ]);
    expect((await mine('POST', `/flows/${id}/run`, {})).status).toBe(422);
    expect(
      (
        await mine('POST', `/flows/${id}/run`, {
          body: { bool: true },
          label: 'x'.repeat(65),
          tags: [1],
          run_managers: ['ada'],
        })
      ).json.error.detail.map((issue: any) => issue.loc),
    ).toEqual([['label'], ['tags', 0], ['run_managers', 0]]);
  });
});

describe('runs as things', () => {
  test('labels, tags and people are changed; managers manage and monitors look', async () => {
    const wait = await create(ada, states(['Wait', { Type: 'Wait', Seconds: 86_400, End: true }]), {
      run_monitors: [identity(sandbox.env['GLOBUS_SANDBOX_ADMIN_IDENTITY'])],
    });
    const { json } = await (
      await starter(sandbox, adaName, wait)
    )('POST', `/flows/${wait}/run`, { body: {}, label: 'waiting' });
    const at = `/runs/${json.run_id}`;
    const watcher = await flows(sandbox, 'admin@globusid.org');
    expect((await watcher('GET', at)).json).toMatchObject({ user_role: 'flow_run_monitor', status: 'ACTIVE' });
    expect((await watcher('POST', `${at}/cancel`)).status).toBe(403);
    expect((await grace('GET', at)).status).toBe(404);
    expect(
      (
        await ada('PUT', at, {
          label: 'renamed',
          tags: ['x'],
          run_managers: [identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY_2'])],
        })
      ).json,
    ).toMatchObject({ label: 'renamed', tags: ['x'], run_monitors: [] });
    expect((await grace('GET', `${at}?include_flow_description=True`)).json).toMatchObject({
      user_role: 'run_manager',
      flow_description: { title: 'Test' },
    });
    expect(
      (
        await grace(
          'GET',
          `/runs?filter_flow_id=${wait}&filter_roles=run_manager&filter_status=ACTIVE&filter_label=RENAME`,
        )
      ).json.runs,
    ).toHaveLength(1);
    expect((await grace('GET', `/runs?filter_flow_id=${wait}&filter_roles=run_owner`)).json.runs).toEqual([]);
    expect((await grace('GET', `/flows/${wait}/runs`)).json.runs).toHaveLength(1);

    expect(await grace('POST', `${at}/release`)).toMatchObject({
      status: 409,
      json: {
        error: {
          code: 'STATE_CONFLICT',
          detail: `Run ${json.run_id} has status 'ACTIVE' but must have status in {'ENDED', 'SUCCEEDED', 'FAILED'} for requested operation`,
        },
      },
    });
    expect(await grace('POST', `${at}/cancel`)).toMatchObject({
      status: 202,
      json: { status: 'FAILED', details: { code: 'FlowCanceled' } },
    });
    expect((await grace('POST', `${at}/cancel`)).status).toBe(409);
    expect((await grace('POST', `${at}/release`)).json.run_id).toBe(json.run_id);
    expect((await grace('GET', at)).status).toBe(404);
  });

  test('canceling a run cancels its transfer', async () => {
    const slow = await openSandbox({ speed: { bytesPerSecond: 1 } });
    const client = await flows(slow, adaName);
    const id = slow.env['GLOBUS_SANDBOX_FLOW'] as string;
    const body = {
      source: { id: slow.env['GLOBUS_SANDBOX_COLLECTION'], path: '/readme.txt' },
      destination: { id: slow.env['GLOBUS_SANDBOX_COLLECTION_2'], path: '/x.txt' },
    };
    const { json } = await (await starter(slow, adaName, id))('POST', `/flows/${id}/run`, { body, label: 'slow' });
    const transfer = clientOf(slow, 'transfer', (await logIn(slow, adaName, transferScope))['transfer.api.globus.org']);
    let task: any;
    while (!task) [task] = (await transfer('GET', '/v0.10/task_list')).json.DATA;
    expect((await client('POST', `/runs/${json.run_id}/cancel`)).status).toBe(202);
    expect((await transfer('GET', `/v0.10/task/${task.task_id}`)).json).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'CANCELED' },
    });
  });

  test('waits go by the clock of the sandbox, and survive a restart', async () => {
    const dir = temporaryFolder();
    const clock = { frozen: true, startAt: Date.parse('2027-01-01T00:00:00Z') };
    const first = await startSandbox({ dir, clock });
    const before = await flows(first, adaName);
    const definition = states(
      [
        'Nap',
        {
          Type: 'Action',
          ActionUrl: 'https://actions.globus.org/hello_world',
          Parameters: { sleep_time: 200 },
          ResultPath: '$.hello',
          Next: 'Wait',
        },
      ],
      ['Wait', { Type: 'Wait', TimestampPath: '$.until', End: true }],
    );
    const id = await create(before, definition);
    const { json } = await (
      await starter(first, adaName, id)
    )('POST', `/flows/${id}/run`, { body: { until: '2027-01-01T01:00:00Z' }, label: 'long' });
    const late = await create(
      before,
      states([
        'Nap',
        {
          Type: 'Action',
          ActionUrl: 'https://actions.globus.org/hello_world',
          WaitTime: 100,
          Parameters: { sleep_time: 200 },
          End: true,
        },
      ]),
    );
    const { json: tired } = await (
      await starter(first, adaName, late)
    )('POST', `/flows/${late}/run`, { body: {}, label: 'too long' });
    const codes = async (client: Client) =>
      (await client('GET', `/runs/${json.run_id}/log`)).json.entries.map((entry: any) => entry.code);
    while ((await codes(before)).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.close();

    const again = await openSandbox({ dir, clock });
    const after = await flows(again, adaName);
    const advance = (seconds: number) =>
      fetch(`${again.url}/_sandbox/clock`, {
        method: 'POST',
        headers: withKey(again),
        body: JSON.stringify({ advance_seconds: seconds }),
      });
    expect(await codes(after)).toEqual(['FlowStarted', 'ActionStarted']);
    await advance(199);
    expect(await ended(after, tired.run_id)).toMatchObject({
      status: 'FAILED',
      details: { details: { exception: 'ActionTimeout' } },
    });
    expect(await codes(after)).toEqual(['FlowStarted', 'ActionStarted']);
    await advance(1);
    while ((await codes(after)).length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await codes(after)).toEqual(['FlowStarted', 'ActionStarted', 'ActionCompleted', 'WaitStarted']);
    await advance(3400);
    expect(await ended(after, json.run_id)).toMatchObject({
      status: 'SUCCEEDED',
      completion_time: '2027-01-01T01:00:00.000000+00:00',
      details: { output: { hello: { details: { Hello: 'World' } } } },
    });
  });
});

test('a timer runs a flow, with the consents given to the timer', async () => {
  const frozen = await openSandbox({ clock: { frozen: true, startAt: Date.parse('2027-01-01T00:00:00Z') } });
  const client = await flows(frozen, adaName);
  const id = await create(
    client,
    states([
      'Hello',
      {
        Type: 'Action',
        ActionUrl: 'https://actions.globus.org/hello_world',
        Parameters: { 'echo_string.$': '$.text' },
        End: true,
      },
    ]),
  );
  const timerScope = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';
  const timers = clientOf(
    frozen,
    'timer',
    (await logIn(frozen, adaName, `${timerScope}[${scopeOf(id)}]`))['524230d7-ea86-4a52-8312-86065a9e0417'],
  );
  const timer = {
    timer_type: 'flow',
    flow_id: id,
    name: 'hourly',
    schedule: { type: 'recurring', interval_seconds: 3600, start: '2027-01-01T01:00:00Z' },
    body: { body: { text: 'tick' }, label: 'by timer' },
  };
  expect(await timers('POST', '/v2/timer', { timer })).toMatchObject({ status: 201 });
  await fetch(`${frozen.url}/_sandbox/clock`, {
    method: 'POST',
    headers: withKey(frozen),
    body: '{"advance_seconds": 3600}',
  });
  let run: any;
  while (!run) [run] = (await client('GET', `/runs?filter_flow_id=${id}`)).json.runs;
  expect(await ended(client, run.run_id)).toMatchObject({
    status: 'SUCCEEDED',
    label: 'by timer',
    run_owner: identity(frozen.env['GLOBUS_SANDBOX_IDENTITY']),
    details: { output: { details: { hello: 'tick' } } },
  });
});

describe('registered APIs', () => {
  test('those one has a role on', async () => {
    const { json } = await grace('GET', '/registered_apis');
    expect(json).toMatchObject({
      registered_apis: [{ name: 'hello-api' }],
      limit: 20,
      has_next_page: false,
      marker: null,
    });
    const [{ id }] = json.registered_apis;
    expect((await grace('GET', `/registered_apis/${id}`)).json).toMatchObject({
      id,
      name: 'hello-api',
      status: 'ACTIVE',
      target: { type: 'openapi' },
      roles: { owners: [identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY'])] },
    });
    expect((await grace('GET', '/registered_apis?filter_roles=owner')).json.registered_apis).toEqual([]);
    expect((await (await flows(sandbox, 'admin@globusid.org'))('GET', `/registered_apis/${id}`)).status).toBe(404);
  });
});

describe('the official JavaScript SDK', () => {
  afterEach(() => void vi.unstubAllEnvs());

  test('makes, runs, lists and deletes', async () => {
    // It drops the path of a base URL, so this also shows that paths without a service's prefix find their way.
    vi.stubEnv('GLOBUS_SDK_SERVICE_URL_FLOWS', sandbox.env['GLOBUS_SDK_SERVICE_URL_FLOWS']);
    const headers = { Authorization: `Bearer ${(await logIn(sandbox, adaName, flowsScope))['flows.globus.org']}` };
    const definition = pass({ Result: { done: true } });
    const created: any = await (
      await sdk.create({ payload: { title: 'From the SDK', definition, input_schema: {} }, headers })
    ).json();
    expect(created).toMatchObject({ title: 'From the SDK', user_role: 'flow_owner' });
    const own = { Authorization: `Bearer ${(await logIn(sandbox, adaName, scopeOf(created.id)))[created.id]}` };
    const started: any = await (
      await sdk.run(created.id, { payload: { body: {}, label: 'sdk' }, headers: own })
    ).json();
    expect(started).toMatchObject({ status: 'ACTIVE', label: 'sdk' });
    const { run_id } = started;
    expect(await ended(ada, run_id)).toMatchObject({
      status: 'SUCCEEDED',
      label: 'sdk',
      details: { output: { done: true } },
    });
    const listed: any = await (await sdkRuns.getAll({ query: { filter_flow_id: created.id }, headers })).json();
    expect(listed.runs.map((run: any) => run.run_id)).toEqual([run_id]);
    expect(await (await sdk.remove(created.id, { headers })).json()).toMatchObject({ DELETED: true });
  });
});
