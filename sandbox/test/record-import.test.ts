/** Worlds made of records: what answers told of is there, as far as a world can hold it, and what is not is told. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder } from './signed-in.js';
import { adminOf, transferScope } from './transferring.js';

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
  exchange('timer', '/jobs/', { jobs: [] }),
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
  expect(json.left_out).toEqual(
    expect.arrayContaining([
      'timers: told of by 1 of the answers',
      'task open: it was not over',
      'links, devices and names with braces in folders: 1',
      expect.stringMatching(/^Odd: /),
      expect.stringMatching(/^A flow: /),
      expect.stringMatching(/^contents, times and permissions of files/),
    ]),
  );
  expect(json.left_out).toHaveLength(6);

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
  expect((await importing(sandbox, file)).json.message).toContain('line 1 is no JSON document');
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
