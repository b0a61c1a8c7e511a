import { describe, expect, test } from 'vitest';
import { fakeApi } from '../../support/fake-api.js';
import { globus } from '../../support/globus.js';
import { cells } from '../../support/table.js';
import {
  authUrl,
  collectionId,
  nameOfPerson,
  person,
  personId,
  refusal,
  result,
  transferUrl,
} from '../../support/transfer.js';

const manager = `${transferUrl}/endpoint_manager`;
const ruleId = '20000000-0000-0000-0000-000000000001';
const endpoint = {
  DATA_TYPE: 'endpoint',
  id: collectionId,
  entity_type: 'GCSv5_guest_collection',
  owner_string: 'ada@example.org',
  display_name: 'Lab',
  host_path: '/data/',
  public: false,
};
const page = { DATA_TYPE: 'endpoint_list', DATA: [endpoint, endpoint] };
const heading = ['ID', 'Type', 'Owner', 'Display Name'];
const row = [collectionId, 'GCSv5_guest_collection', 'ada@example.org', 'Lab'];

describe.each([
  ['endpoint list', ['endpoint-manager', 'endpoint', 'list'], `${manager}/monitored_endpoints`],
  [
    'endpoint hosted',
    ['endpoint-manager', 'endpoint', 'hosted', collectionId],
    `${manager}/endpoint/${collectionId}/hosted_endpoint_list`,
  ],
])('endpoint-manager %s', (_, line, url) => {
  test('draws a table', async () => {
    expect(cells((await globus(line, { api: fakeApi([{ method: 'GET', url, response: page }]) })).stdout)).toEqual([
      heading,
      row,
      row,
    ]);
  });
  test('cuts the document at the limit, and fails where the service does', async () => {
    expect(
      JSON.parse(
        (await globus([...line, '--limit', '1', '-Fjson'], { api: fakeApi([{ method: 'GET', url, response: page }]) }))
          .stdout,
      ),
    ).toEqual({ ...page, DATA: [endpoint] });
    expect((await globus(line, { api: fakeApi([{ method: 'GET', url, ...refusal }]) })).code).toBe(1);
  });
});

test('endpoint-manager endpoint show', async () => {
  const url = `${manager}/endpoint/${collectionId}`;
  const line = ['endpoint-manager', 'endpoint', 'show', collectionId];
  const { stdout } = await globus(line, { api: fakeApi([{ method: 'GET', url, response: endpoint }]) });
  expect(stdout).toBe(`ID:               ${collectionId}
Type:             GCSv5_guest_collection
Owner:            ada@example.org
Display Name:     Lab
Description:      None
Host Endpoint ID: None
Host Path:        /data/
Subscription ID:  None
High Assurance:   None
Visibility:       False
Contact E-mail:   None
`);
  expect(
    (await globus([...line, '--jmespath', 'host_path'], { api: fakeApi([{ method: 'GET', url, response: endpoint }]) }))
      .stdout,
  ).toBe('"/data/"\n');
  expect((await globus(line, { api: fakeApi([{ method: 'GET', url, ...refusal }]) })).code).toBe(1);
});

test('endpoint-manager permission list', async () => {
  const url = `${manager}/endpoint/${collectionId}/access_list`;
  const rules = {
    DATA_TYPE: 'access_list',
    DATA: [{ id: '1', principal_type: 'identity', principal: personId, path: '/', permissions: 'rw' }],
  };
  const line = ['endpoint-manager', 'permission', 'list', collectionId];
  const text = await globus(line, { api: fakeApi([{ method: 'GET', url, response: rules }, nameOfPerson]) });
  expect(cells(text.stdout)).toEqual([
    ['Rule ID', 'Permissions', 'Shared With', 'Path', 'Expiration Date'],
    ['1', 'rw', 'ada@example.org', '/', 'None'],
  ]);
  expect(
    JSON.parse((await globus([...line, '-Fjson'], { api: fakeApi([{ method: 'GET', url, response: rules }]) })).stdout),
  ).toEqual(rules);
  expect((await globus(line, { api: fakeApi([{ method: 'GET', url, ...refusal }]) })).code).toBe(1);
});

describe('endpoint-manager pause-rule', () => {
  const url = `${manager}/pause_rule/${ruleId}`;
  const off = {
    pause_task_transfer_read: false,
    pause_task_transfer_write: false,
    pause_task_delete: false,
    pause_ls: false,
    pause_mkdir: false,
    pause_rename: false,
    pause_symlink: false,
  };
  const on = Object.fromEntries(Object.keys(off).map((key) => [key, true]));
  const rule = {
    DATA_TYPE: 'pause_rule',
    id: ruleId,
    endpoint_id: collectionId,
    endpoint_display_name: 'Lab',
    identity_id: null,
    message: 'Repair',
    start_time: null,
    created_by_host_manager: false,
    editable: true,
    modified_by_id: personId,
    ...off,
    pause_ls: true,
  };
  const shown = `ID:                   ${ruleId}
On Endpoint:          Lab
Operations:           ls
For:                  everyone
Message:              Repair
Endpoint ID:          ${collectionId}
Since:                None
Made by Host Manager: False
Editable:             True
Modified By:          ada@example.org
`;
  test('create pauses everything for everyone unless told otherwise', async () => {
    const body = { DATA_TYPE: 'pause_rule', endpoint_id: collectionId, message: 'Repair', identity_id: null, ...on };
    const api = fakeApi([{ method: 'POST', url: `${manager}/pause_rule`, body, response: rule }, nameOfPerson]);
    expect(
      (await globus(['endpoint-manager', 'pause-rule', 'create', collectionId, '--message', 'Repair'], { api })).stdout,
    ).toBe(shown);
  });
  test('create pauses what it is told, for whom, from when', async () => {
    const body = {
      DATA_TYPE: 'pause_rule',
      endpoint_id: collectionId,
      message: 'Call',
      identity_id: personId,
      start_time: '2026-01-01T00:00:00.000Z',
      ...off,
      pause_task_transfer_write: true,
      pause_symlink: true,
    };
    const api = fakeApi([
      { method: 'GET', url: `${authUrl}/identities?usernames=ada%40example.org&provision=false`, response: person },
      { method: 'POST', url: `${manager}/pause_rule`, body, response: rule },
    ]);
    const line = [
      'endpoint-manager',
      'pause-rule',
      'create',
      collectionId,
      '--message',
      'Call',
      '--operation',
      'write',
      '--operation',
      'symlink',
      '--identity',
      'ada@example.org',
      '--start-time',
      '2026-01-01T00:00:00Z',
      '-Fjson',
    ];
    expect(JSON.parse((await globus(line, { api })).stdout)).toEqual(rule);
    expect((await globus(['endpoint-manager', 'pause-rule', 'create', collectionId])).code).toBe(2);
  });
  test('list', async () => {
    const rules = { DATA_TYPE: 'pause_rule_list', DATA: [rule, { ...rule, identity_id: personId }] };
    const listed = {
      method: 'GET',
      url: `${manager}/pause_rule_list?filter_endpoint=${collectionId}`,
      response: rules,
    };
    const line = ['endpoint-manager', 'pause-rule', 'list', '--filter-endpoint', collectionId];
    expect(cells((await globus(line, { api: fakeApi([listed, nameOfPerson]) })).stdout)).toEqual([
      ['ID', 'On Endpoint', 'Operations', 'For', 'Message'],
      [ruleId, 'Lab', 'ls', 'everyone', 'Repair'],
      [ruleId, 'Lab', 'ls', 'ada@example.org', 'Repair'],
    ]);
    expect(JSON.parse((await globus([...line, '-F', 'json'], { api: fakeApi([listed]) })).stdout)).toEqual(rules);
    expect(
      (
        await globus(['endpoint-manager', 'pause-rule', 'list'], {
          api: fakeApi([{ method: 'GET', url: `${manager}/pause_rule_list`, ...refusal }]),
        })
      ).code,
    ).toBe(1);
  });
  test('show', async () => {
    const line = ['endpoint-manager', 'pause-rule', 'show', ruleId];
    expect((await globus(line, { api: fakeApi([{ method: 'GET', url, response: rule }, nameOfPerson]) })).stdout).toBe(
      shown,
    );
    expect(
      (await globus([...line, '--jmespath', 'message'], { api: fakeApi([{ method: 'GET', url, response: rule }]) }))
        .stdout,
    ).toBe('"Repair"\n');
    expect((await globus(line, { api: fakeApi([{ method: 'GET', url, ...refusal }]) })).code).toBe(1);
  });
  test('update', async () => {
    const line = ['endpoint-manager', 'pause-rule', 'update', ruleId];
    const body = { DATA_TYPE: 'pause_rule', ...off, pause_task_delete: true };
    expect(
      (
        await globus([...line, '--operation', 'DELETE'], {
          api: fakeApi([{ method: 'PUT', url, body, response: rule }, nameOfPerson]),
        })
      ).stdout,
    ).toBe(shown);
    const words = { method: 'PUT', url, body: { DATA_TYPE: 'pause_rule', message: 'Repair' }, response: rule };
    expect(
      JSON.parse((await globus([...line, '--message', 'Repair', '-Fjson'], { api: fakeApi([words]) })).stdout),
    ).toEqual(rule);
    expect((await globus(line)).code).toBe(2);
  });
  test('delete', async () => {
    const line = ['endpoint-manager', 'pause-rule', 'delete', ruleId];
    expect(
      (
        await globus(line, {
          api: fakeApi([{ method: 'DELETE', url, response: result('Deleted', 'Pause rule deleted.') }]),
        })
      ).stdout,
    ).toBe('Pause rule deleted.\n');
    expect(
      (
        await globus([...line, '--yes', '--jmespath', 'code'], {
          api: fakeApi([{ method: 'DELETE', url, response: result('Deleted', 'x') }]),
        })
      ).stdout,
    ).toBe('"Deleted"\n');
    expect((await globus(line, { api: fakeApi([{ method: 'DELETE', url, ...refusal }]) })).code).toBe(1);
  });
});
