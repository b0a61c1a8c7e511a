import { beforeAll, describe, expect, test } from 'vitest';
import { everything, flowScope, person, transferAll, wholeWorld, type WholeWorld } from './whole-world.js';

let world: WholeWorld;
beforeAll(async () => {
  world = await wholeWorld();
});

/** Runs one action as Ada, who consents to what the flow needs and to `below` it, and returns the run when it is over. */
async function runOf(url: string, parameters: object, below = ''): Promise<any> {
  const { sandbox, ada } = world;
  const definition = {
    StartAt: 'Only',
    States: { Only: { Type: 'Action', ActionUrl: url, Parameters: parameters, ResultPath: '$.result', End: true } },
  };
  const flow = (await ada.get('flows', 'POST', '/flows', { title: 'One action', definition, input_schema: {} })).id;
  const { tokens } = await person(sandbox, 'ada@globusid.org', `${everything(sandbox.env)} ${flowScope(flow)}${below}`);
  const { run_id } = await ada.get('flows', 'POST', `/flows/${flow}/run`, { body: {}, label: 'action' }, tokens[flow]);
  for (;;) {
    const run = await ada.get('flows', 'GET', `/runs/${run_id}`);
    if (run.status !== 'ACTIVE') return run;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
/** What the action said when it was over; the run must have succeeded. */
async function detailsOf(...run: Parameters<typeof runOf>): Promise<any> {
  const { status, details } = await runOf(...run);
  expect(status, JSON.stringify(details)).toBe('SUCCEEDED');
  return details.output.result.details;
}

describe('actions of Transfer', () => {
  test.each([
    'https://transfer.actions.globus.org/manage_permission',
    'https://actions.automate.globus.org/transfer/set_permission',
  ])('%s makes, changes and deletes an access rule', async (url) => {
    const { ada, env } = world;
    const endpoint_id = env['GLOBUS_SANDBOX_GUEST_COLLECTION'];
    const principal = env['GLOBUS_SANDBOX_ADMIN_IDENTITY'];
    const made = await detailsOf(url, {
      endpoint_id,
      operation: 'CREATE',
      principal_type: 'identity',
      principal,
      path: '/shared/',
      permissions: 'r',
    });
    expect(made).toMatchObject({ DATA_TYPE: 'access_create_result', code: 'Created' });
    const rule = `/v0.10/endpoint/${endpoint_id}/access/${made.access_id}`;
    expect(await ada.get('transfer', 'GET', rule)).toMatchObject({ principal, path: '/shared/', permissions: 'r' });
    expect(
      await detailsOf(url, { endpoint_id, operation: 'UPDATE', rule_id: made.access_id, permissions: 'rw' }),
    ).toMatchObject({ code: 'Updated' });
    expect(await ada.get('transfer', 'GET', rule)).toMatchObject({ permissions: 'rw' });
    expect(await detailsOf(url, { endpoint_id, operation: 'DELETE', rule_id: made.access_id })).toMatchObject({
      code: 'Deleted',
    });
    expect((await ada.ask('transfer', 'GET', rule)).json.code).toBe('AccessRuleNotFound');
    expect((await runOf(url, { endpoint_id, operation: 'GRANT' })).details.details.exception).toBe('ActionUnableToRun');
  });

  test('a guest collection on Globus Connect Personal', async () => {
    const { ada, env } = world;
    const mapped_collection_id = env['GLOBUS_SANDBOX_PERSONAL_COLLECTION'];
    const made = await detailsOf('https://transfer.actions.globus.org/gcp/create_guest_collection', {
      mapped_collection_id,
      collection_base_path: '/',
      display_name: 'By a flow',
    });
    expect(await ada.get('transfer', 'GET', `/v0.10/endpoint/${made.collection_id}`)).toMatchObject({
      entity_type: 'GCP_guest_collection',
      display_name: 'By a flow',
      mapped_collection_id,
    });
  });

  test('a guest collection on Globus Connect Server waits for the consent to the data', async () => {
    const { ada, env } = world;
    const mapped_collection_id = env['GLOBUS_SANDBOX_MAPPED_COLLECTION'];
    const url = 'https://transfer.actions.globus.org/gcsv5/create_guest_collection';
    const parameters = { mapped_collection_id, collection_base_path: '/~/', display_name: 'By a flow' };
    expect(await runOf(url, parameters)).toMatchObject({
      status: 'INACTIVE',
      details: {
        code: 'ConsentRequired',
        required_scope: expect.stringContaining(`${mapped_collection_id}/data_access`),
      },
    });
    const made = await detailsOf(
      url,
      parameters,
      `[${transferAll}[*https://auth.globus.org/scopes/${mapped_collection_id}/data_access]]`,
    );
    expect(await ada.get('transfer', 'GET', `/v0.10/endpoint/${made.collection_id}`)).toMatchObject({
      entity_type: 'GCSv5_guest_collection',
      display_name: 'By a flow',
      mapped_collection_id,
    });
  });
});

test('actions of Search put metadata into an index and take it out', async () => {
  const { ada, env } = world;
  const search_index = env['GLOBUS_SANDBOX_INDEX'];
  const subjectOf = () => ada.ask('search', 'GET', `/v1/index/${search_index}/subject?subject=by-a-flow`);
  const details = await detailsOf('https://actions.globus.org/search/ingest', {
    search_index,
    subject: 'by-a-flow',
    visible_to: ['public'],
    content: { colour: 'red' },
  });
  expect(details).toMatchObject({ task_type: 'ingest', state: 'SUCCESS', index_id: search_index });
  expect((await subjectOf()).json.entries).toMatchObject([{ content: { colour: 'red' } }]);
  const list = {
    search_index,
    ingest_type: 'GMetaList',
    ingest_data: { gmeta: [{ subject: 'by-a-flow', id: 'second', visible_to: ['public'], content: {} }] },
  };
  await detailsOf('https://actions.globus.org/search/ingest', list);
  expect((await subjectOf()).json.entries).toHaveLength(2);
  await detailsOf('https://actions.globus.org/search/delete', {
    search_index,
    subject: 'by-a-flow',
    entry_id: 'second',
  });
  expect((await subjectOf()).json.entries).toHaveLength(1);
  await detailsOf('https://actions.globus.org/search/delete', { search_index, subject: 'by-a-flow' });
  expect((await subjectOf()).status).toBe(404);
  expect(
    (await runOf('https://actions.globus.org/search/ingest', { search_index, subject: 'x' })).details.details.exception,
  ).toBe('ActionUnableToRun');
});

test.each(['fxap', 'v3'])(
  'the action %s of Compute runs functions',
  async (name) => {
    const { ada, env, pack, func } = world;
    const source = 'st\nplus:def plus(a, b=0):\n    return {"sum": a + b, "text": "é🎉"}\n';
    const { function_uuid } = await ada.get('compute', 'POST', '/v3/functions', {
      function_name: 'plus',
      function_code: pack(source),
    });
    const endpoint = env['GLOBUS_SANDBOX_COMPUTE_ENDPOINT'];
    const tasks = [{ function: function_uuid, args: [1], kwargs: { b: 2 } }, { function_id: await func() }];
    const details = await detailsOf(`https://compute.actions.globus.org/${name}`, { endpoint, tasks });
    expect(details.result).toEqual([{ sum: 3, text: 'é🎉' }, 1]);
    expect(details.results).toMatchObject([
      { task_id: expect.any(String), status: 'success', function_id: function_uuid },
      { status: 'success' },
    ]);
    const failing = await runOf(`https://compute.actions.globus.org/${name}`, {
      endpoint_id: endpoint,
      function_id: function_uuid,
    });
    expect(failing.details.details).toMatchObject({
      exception: 'ActionFailedException',
      cause: expect.stringContaining('TypeError'),
    });
  },
  30_000,
);

test('every address and form in which published flows call functions', async () => {
  const { ada, env, pack } = world;
  const source = 'st\ntell:def tell(*args, **kwargs):\n    return [list(args), kwargs]\n';
  const { function_uuid: fn } = await ada.get('compute', 'POST', '/v3/functions', {
    function_name: 'tell',
    function_code: pack(source),
  });
  const endpoint = env['GLOBUS_SANDBOX_COMPUTE_ENDPOINT'];
  const base = 'https://compute.actions.globus.org';
  const forms: [string, object, unknown[]][] = [
    [base, { endpoint, function: fn, args: [1, [2]], kwargs: { a: 1 } }, [[[1, [2]], { a: 1 }]]],
    [`${base}/`, { tasks: [{ endpoint, function: fn, payload: { b: 2 } }] }, [[[], { b: 2 }]]],
    [`${base}/v2`, { endpoint, function: fn, args: 'alone', tasks: [] }, [[['alone'], {}]]],
    [`${base}/fxap`, { endpoint, function: fn, args: { one: 'object' } }, [[[{ one: 'object' }], {}]]],
    [
      `${base}/v3`,
      {
        endpoint_id: endpoint,
        tasks: [
          { function_id: fn, args: [0] },
          { function_id: fn, kwargs: { c: '3' } },
        ],
        user_endpoint_config: { min_blocks: 0 },
        resource_specification: {},
        create_queue: false,
      },
      [
        [[0], {}],
        [[], { c: '3' }],
      ],
    ],
    [
      `${base}/v3`,
      { endpoint_id: endpoint, tasks: [{ function_id: fn, payload: pack('11\n[4]', '11\n{}') }] },
      [[[4], {}]],
    ],
  ];
  const results = await Promise.all(forms.map(([url, parameters]) => detailsOf(url, parameters)));
  expect(results.map(({ result }) => result)).toEqual(forms.map(([, , result]) => result));
  const refused = await runOf(base, { endpoint, function: fn, kwargs: [1] });
  expect(refused.details.details).toMatchObject({ exception: 'ActionUnableToRun' });
}, 60_000);

test('flows ask by stat whether a path exists, read a folder piece by piece, and list access rules', async () => {
  const { env } = world;
  const url = (name: string) => `https://transfer.actions.globus.org/${name}`;
  const tutorial = { endpoint_id: env['GLOBUS_SANDBOX_TUTORIAL'] };
  const there = await detailsOf(url('stat'), { ...tutorial, path: '/home/share/godata/file1.txt' });
  expect(there).toMatchObject({ type: 'file', name: 'file1.txt' });
  const nothing = await detailsOf(url('stat'), { ...tutorial, path: '/home/share/none' });
  expect(nothing).toEqual({ code: 'NotFound', message: 'Path not found' });
  const page = await detailsOf(url('ls'), { ...tutorial, path: '/home/share/godata/', limit: 1, offset: 1 });
  expect(page).toMatchObject({ total: 3, length: 1, DATA: [{ name: 'file2.txt' }] });
  const rules = await detailsOf(url('manage_permission'), {
    operation: 'LIST',
    endpoint_id: env['GLOBUS_SANDBOX_GUEST_COLLECTION'],
  });
  expect(rules).toMatchObject({ DATA_TYPE: 'access_list', DATA: expect.any(Array) });
  expect(rules.DATA).toHaveLength(rules.length);
});

test('what would leave the machine stays, and says so', async () => {
  const notified = await detailsOf('https://actions.globus.org/notification/notify', {
    destination: 'grace@navy.example',
    subject: 'Done',
    body_template: 'It took $hours hours',
    body_variables: { hours: 2 },
  });
  expect(notified).toMatchObject({
    sent: false,
    notification: { destination: 'grace@navy.example', body: 'It took 2 hours' },
  });
  const minted = await detailsOf('https://actions.globus.org/datacite/mint/basic_auth', {
    as_test: true,
    Doi: { type: 'dois', attributes: { prefix: '10.1234', titles: [{ title: 'Data' }] } },
  });
  expect(minted.data).toMatchObject({
    id: expect.stringMatching(/^10\.1234\/./),
    attributes: { state: 'draft', titles: [{ title: 'Data' }] },
  });
});

test('flows are listed in the order of any documented field, and a body that is no JSON is unprocessable', async () => {
  const { sandbox, ada } = world;
  const ids = async (order: string): Promise<string[]> =>
    (await ada.get('flows', 'GET', `/flows?per_page=100&orderby=${order}`)).flows.map((flow: any) => flow.id);
  for (const field of ['scope_string', 'flow_administrators,scope_string']) {
    const up = await ids(field);
    expect(up).toEqual([...up].sort());
  }
  expect(await ids('scope_string%20DESC')).toEqual((await ids('scope_string')).reverse());
  const answer = await fetch(`${sandbox.url}/flows/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ada.tokens['flows.globus.org']}` },
    body: '{',
  });
  expect([answer.status, ((await answer.json()) as any).error.code]).toEqual([422, 'UNPROCESSABLE_ENTITY']);
});
