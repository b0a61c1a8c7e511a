/** Worlds made of records: what answers told of is there, as far as a world can hold it, and what is not is told. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder } from './signed-in.js';
import { adminOf, transferScope, until } from './transferring.js';

const me = '11111111-0000-4000-8000-000000000001';
const other = '11111111-0000-4000-8000-000000000002';
const guest = '22222222-0000-4000-8000-000000000001';
const laptop = '22222222-0000-4000-8000-000000000002';
const group = '33333333-0000-4000-8000-000000000001';
const index = '44444444-0000-4000-8000-000000000001';
const flow = '55555555-0000-4000-8000-000000000001';
const task = '66666666-0000-4000-8000-000000000001';

const exchange = (service: string, path: string, answer: unknown, status = 200) => ({
  ...{ time: '2026-11-28T12:00:00.000Z', ms: 1, service, method: 'GET' },
  path: path.split('?')[0],
  query: path.split('?')[1] ?? '',
  ...{ headers: {}, body: null },
  answer: { status, headers: {}, body: JSON.stringify(answer) },
});
const entry = (name: string, type: string, size = 0) => ({ DATA_TYPE: 'file', name, type, size });
const listing = [entry('raw', 'dir'), entry('a.txt', 'file', 12), entry('b.bin', 'file', 5_000_000_000)];
const ofFlow = (id: string, definition: object) => ({
  ...{ id, title: 'A flow', flow_owner: `urn:globus:auth:identity:${other}`, definition, input_schema: {} },
});
const cluster = '88888888-0000-4000-8000-000000000001';
const squared = '99999999-0000-4000-8000-000000000001';
const unknown = '11111111-0000-4000-8000-000000000009';
const pack = (buffer: string) => `${buffer.length}\n${buffer}`;
const ruleFor = (id: string, principal_type: string, principal: string, path: string, permissions: string) => ({
  ...{ DATA_TYPE: 'access', id, principal_type, principal, path, permissions, role_id: null },
});
const timerOf = (job_id: string, name: string) => ({
  ...{ job_id, name, interval: 86_400, start: '2022-04-01T19:30:00+00:00', stop_after: null },
  callback_url: 'https://actions.automate.globus.org/transfer/transfer/run',
  callback_body: {
    body: {
      ...{ source_endpoint_id: guest, destination_endpoint_id: laptop },
      transfer_items: [{ source_path: '/runs/', destination_path: '/~/runs/', recursive: true }],
    },
  },
});
const exchanges = [
  exchange('auth', '/v2/oauth2/userinfo', { sub: me, preferred_username: 'me@lab.example', name: 'Me' }),
  exchange('auth', '/v2/api/identities?ids=x', {
    identities: [{ id: other, username: 'other@lab.example', name: 'Other' }],
  }),
  exchange('transfer', `/v0.10/endpoint/${guest}`, {
    ...{ DATA_TYPE: 'endpoint', id: guest, display_name: 'Results', owner_id: other },
    entity_type: 'GCSv5_guest_collection',
  }),
  exchange('transfer', '/v0.10/endpoint_search', {
    DATA_TYPE: 'endpoint_list',
    DATA: [
      { DATA_TYPE: 'endpoint', id: laptop, display_name: 'Laptop', owner_id: me, entity_type: 'GCP_mapped_collection' },
      { DATA_TYPE: 'endpoint', id: 'no-uuid', display_name: 'Odd', owner_id: me, entity_type: 'GCP_mapped_collection' },
    ],
  }),
  exchange('transfer', `/v0.10/operation/endpoint/${guest}/ls?path=%2Fruns`, {
    DATA_TYPE: 'file_list',
    path: '/runs/',
    DATA: [...listing, entry('link', 'invalid_symlink')],
  }),
  exchange('transfer', `/v0.10/operation/endpoint/${laptop}/ls?path=%2F~%2F`, {
    path: '/~/',
    DATA: [entry('me.txt', 'file', 3)],
  }),
  exchange('transfer', `/v0.10/operation/endpoint/${guest}/ls?path=%2Fnone`, { code: 'ClientError.NotFound' }, 404),
  exchange('groups', '/v2/groups/my_groups', [{ id: group, name: 'Lab', description: 'All of us', policies: null }]),
  exchange('groups', `/v2/groups/${group}?include=memberships`, {
    id: group,
    name: 'Lab',
    memberships: [
      { identity_id: me, username: 'me@lab.example', role: 'admin', status: 'active' },
      { identity_id: other, username: 'other@lab.example', role: 'member', status: 'active' },
    ],
  }),
  exchange('search', `/v1/index/${index}`, { id: index, display_name: 'Runs', description: 'All runs' }),
  exchange('search', `/v1/index/${index}/search?q=run`, {
    gmeta: [{ subject: 'run-1', entries: [{ entry_id: null, content: { energy: 12 } }] }],
  }),
  exchange('flows', '/flows', {
    flows: [
      ofFlow(flow, { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }),
      ofFlow('55555555-0000-4000-8000-000000000002', { StartAt: 'Nowhere', States: {} }),
    ],
  }),
  exchange('transfer', '/v0.10/task_list', {
    DATA: [
      {
        ...{ DATA_TYPE: 'task', task_id: task, type: 'TRANSFER', status: 'SUCCEEDED', label: 'nightly', files: 3 },
        ...{ source_endpoint_id: guest, destination_endpoint_id: laptop, bytes_transferred: 77, faults: 0 },
        ...{ request_time: '2026-11-27T01:00:00+00:00', completion_time: '2026-11-27T01:02:00+00:00' },
      },
      { DATA_TYPE: 'task', task_id: 'open', type: 'TRANSFER', status: 'ACTIVE', source_endpoint_id: guest },
    ],
  }),
  exchange('transfer', `/v0.10/endpoint/${guest}/access_list`, {
    DATA: [
      ruleFor('1', 'identity', other, '/', 'rw'),
      ruleFor('2', 'group', group, '/runs/', 'r'),
      ruleFor('3', 'all_authenticated_users', '', '/open/', 'r'),
      ruleFor('4', 'identity', unknown, '/', 'r'),
    ],
  }),
  exchange('transfer', `/v0.10/endpoint/${guest}/role_list`, {
    DATA: [
      { DATA_TYPE: 'role', id: 'a', principal_type: 'identity', principal: other, role: 'owner' },
      { DATA_TYPE: 'role', id: 'b', principal_type: 'identity', principal: me, role: 'access_manager' },
    ],
  }),
  exchange('timer', '/jobs/', {
    jobs: [
      { ...timerOf('77777777-0000-4000-8000-000000000001', 'nightly'), status: 'loaded' },
      { ...timerOf('77777777-0000-4000-8000-000000000002', 'over'), status: 'ended' },
      { ...timerOf('77777777-0000-4000-8000-000000000003', 'once'), interval: null, status: 'loaded' },
      {
        ...timerOf('77777777-0000-4000-8000-000000000004', 'a flow'),
        ...{ status: 'active', timer_type: 'flow', callback_url: 'https://flows.automate.globus.org/flows/x/run' },
      },
    ],
  }),
  exchange('compute', `/v2/endpoints/${cluster}`, { uuid: cluster, name: 'cluster', display_name: 'Cluster' }),
  exchange('compute', `/v2/functions/${squared}`, {
    ...{ function_uuid: squared, function_name: 'squared', description: 'Squares' },
    function_code: pack('st\nsquared:def squared(x):\n    return x * x\n'),
  }),
  {
    ...exchange('compute', '/v3/functions', { function_uuid: '99999999-0000-4000-8000-000000000002' }),
    ...{
      method: 'POST',
      body: JSON.stringify({ function_name: 'one', function_code: pack('st\none:def one():\n    return 1') }),
    },
  },
  exchange('compute', '/v2/tasks/x', { task_id: 'x', status: 'success' }),
];

function recordOf(...lines: object[]): string {
  const file = join(temporaryFolder(), 'record.jsonl');
  const head = { globus_record: 1, time: '2026-11-28T12:00:00.000Z', servers: {}, login: null, variables: {} };
  writeFileSync(file, [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}
const importing = (sandbox: RunningSandbox, file: string) => adminOf(sandbox)('POST', '/import-record', { file });

test('what a record tells of is there: the same listings, groups, indexes, flows and ended tasks', async () => {
  const sandbox = await openSandbox();
  const { status, json } = await importing(sandbox, recordOf(...exchanges));
  expect(status).toBe(200);
  expect(json.made).toMatchObject({ people: 2, groups: 1, indexes: 1, flows: 1, tasks: 1, computers: 1, endpoints: 1 });
  expect(json.made).toMatchObject({ timers: 1, compute_endpoints: 1, functions: 2 });
  expect(json.left_out).toEqual(
    expect.arrayContaining([
      'Compute tasks: told of by 1 of the answers',
      `an access rule for ${unknown}: nothing else says who that is`,
      'timer over: it was not active',
      'timer once: it runs once, and would be late in a world that is made again',
      'timer a flow: it starts a flow, and world files have no such timers',
      'task open: it was not over',
      'links, devices and names with braces in folders: 1',
      expect.stringMatching(/^Odd: /),
      expect.stringMatching(/^A flow: /),
      expect.stringMatching(/^contents, times and permissions of files/),
    ]),
  );
  expect(json.left_out).toHaveLength(10);

  const scope = `${transferScope} urn:globus:auth:scope:groups.api.globus.org:all urn:globus:auth:scope:search.api.globus.org:all`;
  const flowsScope = 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/view_flows';
  const tokens = await logIn(sandbox, 'me@lab.example', `${scope} ${flowsScope}`);
  const transfer = clientOf(sandbox, 'transfer', tokens['transfer.api.globus.org']);
  const ls = async (id: string, path: string) =>
    (await transfer('GET', `/v0.10/operation/endpoint/${id}/ls?path=${path}`)).json.DATA.map(
      ({ name, type, size }: any) => [name, type, type === 'dir' ? 0 : size],
    );
  expect(await ls(guest, '/runs')).toEqual(
    listing.map(({ name, type, size }) => [name, type, size]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
  expect(await ls(laptop, '/~/')).toEqual([['me.txt', 'file', 3]]);
  expect((await transfer('GET', `/v0.10/endpoint/${guest}`)).json).toMatchObject({
    display_name: 'Results',
    entity_type: 'GCSv5_guest_collection',
  });
  expect((await transfer('GET', `/v0.10/task/${task}`)).json).toMatchObject({
    ...{ status: 'SUCCEEDED', label: 'nightly', files: 3, bytes_transferred: 77 },
    ...{ request_time: '2026-11-27T01:00:00+00:00', source_endpoint_display_name: 'Results' },
  });
  const groups = clientOf(sandbox, 'groups', tokens['groups.api.globus.org']);
  const found = await groups('GET', `/v2/groups/${group}?include=memberships`);
  expect(found.json.memberships.map(({ username, role }: any) => [username, role]).sort()).toEqual([
    ['me@lab.example', 'admin'],
    ['other@lab.example', 'member'],
  ]);
  const search = clientOf(sandbox, 'search', tokens['search.api.globus.org']);
  expect((await search('GET', `/v1/index/${index}/search?q=*`)).json.gmeta).toMatchObject([
    { subject: 'run-1', entries: [{ content: { energy: 12 } }] },
  ]);
  const rules = (await transfer('GET', `/v0.10/endpoint/${guest}/access_list`)).json.DATA;
  const own = rules.filter((each: any) => each.role_id === null);
  expect(own.map((each: any) => [each.principal_type, each.principal, each.path, each.permissions])).toEqual(
    expect.arrayContaining([
      ['identity', other, '/', 'rw'],
      ['group', group, '/runs/', 'r'],
      ['all_authenticated_users', '', '/open/', 'r'],
    ]),
  );
  const computeScope = 'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all';
  const timersScope = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';
  const more = await logIn(sandbox, 'me@lab.example', `${computeScope} ${timersScope}`);
  const timers = clientOf(sandbox, 'timer', more['524230d7-ea86-4a52-8312-86065a9e0417']);
  expect((await timers('GET', '/jobs/')).json.jobs).toMatchObject([
    { name: 'nightly', status: 'active', interval: 86_400, next_run: expect.stringMatching(/T19:30:00/) },
  ]);
  const compute = clientOf(sandbox, 'compute', more['funcx_service']);
  expect((await compute('GET', `/v2/functions/${squared}`)).json.function_name).toBe('squared');
  const sent = await compute('POST', '/v2/submit', { tasks: [[squared, cluster, pack('11\n[7]') + pack('11\n{}')]] });
  const { task_uuid: ran } = sent.json.results[0];
  const { result } = await until(async () =>
    (await compute('GET', `/v2/tasks/${ran}`)).json.completion_t === undefined
      ? undefined
      : (await compute('GET', `/v2/tasks/${ran}`)).json,
  );
  expect(result).toBe('11\n49');
  // a reset makes the same world anew
  await sandbox.reset();
  expect(Object.keys(await logIn(sandbox, 'me@lab.example', transferScope))).toContain('transfer.api.globus.org');
});

test('a record that cannot be read leaves the world as it was', async () => {
  const sandbox = await openSandbox();
  const before = await logIn(sandbox, 'ada@globusid.org', transferScope);
  for (const file of ['relative', '/nowhere/record.jsonl', join(temporaryFolder(), '.')])
    expect((await importing(sandbox, file)).status).toBe(400);
  const file = recordOf();
  writeFileSync(file, 'no record\n');
  expect((await importing(sandbox, file)).json.message).toContain('line 1 is not a JSON document');
  const transfer = clientOf(sandbox, 'transfer', before['transfer.api.globus.org']);
  expect((await transfer('GET', '/v0.10/task_list')).status).toBe(200);
});

test('a record of a sandbox adds to what every sandbox has', async () => {
  const sandbox = await openSandbox();
  const ada = sandbox.env['GLOBUS_SANDBOX_IDENTITY'] ?? '';
  const { status, json } = await importing(
    sandbox,
    recordOf(
      exchange('auth', '/v2/oauth2/userinfo', { sub: ada, preferred_username: 'ada@globusid.org', name: 'Ada' }),
    ),
  );
  expect([status, json.left_out]).toEqual([200, ['ada@globusid.org: there is somebody of this name or id already']]);
});
