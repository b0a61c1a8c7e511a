import { describe, expect, test } from 'vitest';
import { fakeApi } from '../../support/fake-api.js';
import { globus, usualLogins } from '../../support/globus.js';
import {
  asked,
  covers,
  endpointId,
  guestId,
  known,
  mappedId,
  nodeId,
  policyId,
  posixId,
  result,
  run,
} from './server.js';

const done = (message: string) => {
  const { data: _data, ...rest } = result([]);
  return { ...rest, message };
};

describe('info', () => {
  const info = {
    DATA_TYPE: 'info#1.0.0',
    api_version: '1.29.0',
    client_id: endpointId,
    domain_name: 'abc.xyz.data.globus.org',
    endpoint_id: endpointId,
    manager_version: '5.4.76',
  };
  const posix = { DATA_TYPE: 'connector#1.1.0', id: posixId, display_name: 'POSIX', is_baa: false, is_ha: true };
  const exchanges = [asked('GET', 'info', result([info, posix]))];
  const text = `Endpoint ID:     ${endpointId}
Client ID:       ${endpointId}
Domain Name:     abc.xyz.data.globus.org
Manager Version: 5.4.76
API Version:     1.29.0

Connector ID                         | Connector | High Assurance | BAA  
-------------------------------------+-----------+----------------+------
145812c8-decc-41f1-83cf-bb2a85a2a70b | POSIX     | True           | False
`;
  covers('shows versions and connectors', {
    argv: ['gcs', 'info', endpointId],
    exchanges,
    text,
    json: result([info, posix]),
  });
  test('needs no login to the endpoint, and takes a collection', async () => {
    const api = fakeApi([...known, ...exchanges], { lenientReads: true });
    const { stdout } = await globus(['gcs', 'info', mappedId, '--jmespath', 'data[0].manager_version'], {
      api,
      logins: usualLogins,
    });
    expect(stdout).toBe('"5.4.76"\n');
  });
});

describe('node', () => {
  const node = {
    DATA_TYPE: 'node#1.0.0',
    id: nodeId,
    ip_addresses: ['192.0.2.7', '2001:db8::7'],
    incoming_port_range: [50000, 51000],
    status: 'active',
  };
  covers('lists them', {
    argv: ['gcs', 'node', 'list', endpointId],
    exchanges: [asked('GET', 'nodes', result([node]))],
    text: [
      ['ID', 'IP Addresses', 'Status'],
      [nodeId, '192.0.2.7, 2001:db8::7', 'active'],
    ],
    json: { DATA: [node] },
  });
  covers('shows one', {
    argv: ['gcs', 'node', 'show', endpointId, nodeId],
    exchanges: [asked('GET', `nodes/${nodeId}`, result([node]))],
    text: `ID:                    ${nodeId}
IP Addresses:          192.0.2.7, 2001:db8::7
Status:                active
Incoming Ports:        50000-51000
Outgoing Ports:        None
Data Interface:        None
Data Interface (IPv6): None
`,
    json: node,
  });
  covers('rests it', {
    argv: [
      'gcs',
      'node',
      'update',
      endpointId,
      nodeId,
      '--status',
      'inactive',
      '--incoming-port-range',
      '50000-51000',
      '--ip-address',
      '192.0.2.7',
    ],
    exchanges: [
      asked('PATCH', `nodes/${nodeId}`, result([node], { message: 'Updated' }), {
        DATA_TYPE: 'node#1.0.0',
        status: 'inactive',
        incoming_port_range: [50000, 51000],
        ip_addresses: ['192.0.2.7'],
      }),
    ],
    text: 'Updated\n',
    json: node,
  });
  covers('takes it off', {
    argv: ['gcs', 'node', 'delete', endpointId, nodeId],
    exchanges: [asked('DELETE', `nodes/${nodeId}`, done('Deleted'))],
    text: 'Deleted\n',
    json: done('Deleted'),
  });
  test.each([
    [['--data-interface', 'null'], { DATA_TYPE: 'node#1.1.0', data_interface: null }],
    [
      ['--data-interface6', '2001:db8::7', '--outgoing-port-range', '1-2'],
      { DATA_TYPE: 'node#1.2.0', data_interface6: '2001:db8::7', outgoing_port_range: [1, 2] },
    ],
  ])('%j has the version that knows it', async (flags, body) => {
    const sent = asked('PATCH', `nodes/${nodeId}`, result([node], { message: 'Updated' }), body);
    expect((await run(['gcs', 'node', 'update', endpointId, nodeId, ...flags], [sent])).stdout).toBe('Updated\n');
  });
  test.each(['51000-50000', '0-5', '1-70000', '80'])('%s is no range of ports', async (range) => {
    const { code, stderr } = await run(['gcs', 'node', 'update', endpointId, nodeId, '--incoming-port-range', range]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `Invalid value for --incoming-port-range: '${range}' is not a range of ports such as 50000-51000.`,
    );
  });
});

describe('sharing-policy', () => {
  const policy = {
    DATA_TYPE: 'sharing_policy#1.0.0',
    id: policyId,
    collection_id: mappedId,
    users: ['ada', 'bob'],
    sharing_restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', none: ['/'], read: ['/public'] },
  };
  const restrictions = '{"DATA_TYPE": "path_restrictions#1.0.0", "none": ["/"], "read": ["/public"]}';
  const text = `ID:                ${policyId}
Collection ID:     ${mappedId}
Users:             ada, bob
Path Restrictions: ${restrictions}
`;
  covers('lists those of an account', {
    argv: ['gcs', 'sharing-policy', 'list', mappedId, '--username', 'ada'],
    exchanges: [asked('GET', `sharing_policies?collection_id=${mappedId}&username=ada`, result([policy]))],
    text: [
      ['ID', 'Collection ID', 'Users', 'Path Restrictions'],
      [policyId, mappedId, 'ada, bob', restrictions],
    ],
    json: { DATA: [policy] },
  });
  covers('limits accounts', {
    argv: [
      'gcs',
      'sharing-policy',
      'create',
      mappedId,
      '--restrict',
      '{"read": ["/public"], "none": ["/"]}',
      '--for-user',
      'ada',
      '--for-user',
      'bob',
    ],
    exchanges: [
      asked('POST', 'sharing_policies', result([policy]), {
        DATA_TYPE: 'sharing_policy#1.0.0',
        collection_id: mappedId,
        users: ['ada', 'bob'],
        sharing_restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', none: ['/'], read: ['/public'] },
      }),
    ],
    text,
    json: policy,
  });
  covers('shows one', {
    argv: ['gcs', 'sharing-policy', 'show', endpointId, policyId],
    exchanges: [asked('GET', `sharing_policies/${policyId}`, result([policy]))],
    text,
    json: policy,
  });
  covers('deletes one', {
    argv: ['gcs', 'sharing-policy', 'delete', endpointId, policyId],
    exchanges: [asked('DELETE', `sharing_policies/${policyId}`, done('Deleted'))],
    text: 'Deleted\n',
    json: done('Deleted'),
  });
  test('without accounts it is for all', async () => {
    const body = {
      DATA_TYPE: 'sharing_policy#1.0.0',
      collection_id: mappedId,
      sharing_restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', none: ['/'] },
    };
    expect(
      (
        await run(
          ['gcs', 'sharing-policy', 'create', mappedId, '--restrict', '{"none": ["/"]}'],
          [asked('POST', 'sharing_policies', result([policy]), body)],
        )
      ).code,
    ).toBe(0);
  });
  test('guest collections have none', async () => {
    expect((await run(['gcs', 'sharing-policy', 'list', guestId])).code).toBe(3);
  });
});

describe('help', () => {
  test.each([
    ['collection', 'globus collection COMMAND', 'batch-delete'],
    ['endpoint storage-gateway', 'globus endpoint storage-gateway COMMAND', 'create'],
    ['endpoint user-credential', 'globus endpoint user-credential COMMAND', 'update'],
  ])('%s lists the commands of the tree it stands for', async (words, usage, child) => {
    const { code, stdout } = await globus([...words.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`  ${usage} [ARGUMENTS] [FLAGS]\n`);
    expect(stdout).toMatch(new RegExp(`^  ${child} `, 'm'));
  });
  test('a command under its other name has its page', async () => {
    const ours = await globus(['gcs', 'collection', 'update', '--help']);
    expect(await globus(['collection', 'update', '--help'])).toEqual(ours);
    expect(ours.stdout).toContain('--sharing-restrict-paths JSON|null');
  });
});
