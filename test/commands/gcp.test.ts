import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { collectionId, refusal, result, transferUrl } from '../support/transfer.js';

const endpoint = `${transferUrl}/endpoint/${collectionId}`;
const created = {
  DATA_TYPE: 'endpoint_create_result',
  code: 'Created',
  message: 'Endpoint created successfully',
  id: collectionId,
  globus_connect_setup_key: 'key-1',
};
const updated = result('Updated', 'Endpoint updated successfully');

describe('gcp create mapped', () => {
  const url = `${transferUrl}/endpoint`;
  const body = { DATA_TYPE: 'endpoint', is_globus_connect: true, display_name: 'Laptop' };
  test('prints the setup key', async () => {
    const api = fakeApi([{ method: 'POST', url, body, response: created }]);
    expect((await globus(['gcp', 'create', 'mapped', 'Laptop'], { api })).stdout).toBe(
      `Message:       Endpoint created successfully\nCollection ID: ${collectionId}\nSetup Key:     key-1\n`,
    );
  });
  test.each([
    ['force', { force_verify: true, disable_verify: false }],
    ['disable', { force_verify: false, disable_verify: true }],
    ['default', { force_verify: false, disable_verify: false }],
  ])('--verify %s sets both fields', async (word, fields) => {
    const sent = { ...body, ...fields, subscription_id: 'DEFAULT', public: true, user_message: null };
    const api = fakeApi([{ method: 'POST', url, body: sent, response: created }]);
    const run = await globus(
      [
        'gcp',
        'create',
        'mapped',
        'Laptop',
        '--verify',
        word,
        '--subscription-id',
        'DEFAULT',
        '--public',
        '--user-message',
        'null',
        '-Fjson',
      ],
      { api },
    );
    expect(JSON.parse(run.stdout)).toEqual(created);
  });
  test('refuses what contradicts itself, and fails where the service does', async () => {
    expect((await globus(['gcp', 'create', 'mapped', 'Laptop', '--verify', 'force', '--disable-verify'])).code).toBe(2);
    expect((await globus(['gcp', 'create', 'mapped', 'Laptop', '--subscription-id', 'mine'])).code).toBe(2);
    expect(
      (
        await globus(['gcp', 'create', 'mapped', 'Laptop'], {
          api: fakeApi([{ method: 'POST', url, body, ...refusal }]),
        })
      ).code,
    ).toBe(1);
  });
});

describe('gcp create guest', () => {
  const url = `${transferUrl}/shared_endpoint`;
  const body = {
    DATA_TYPE: 'shared_endpoint',
    host_endpoint: collectionId,
    host_path: '/data/',
    display_name: 'Results',
  };
  const line = ['gcp', 'create', 'guest', 'Results', `${collectionId}:/data/`];
  test('prints the id', async () => {
    const api = fakeApi([{ method: 'POST', url, body, response: created }]);
    expect((await globus(line, { api })).stdout).toBe(
      `Message:       Endpoint created successfully\nCollection ID: ${collectionId}\n`,
    );
  });
  test.each([
    ['all', { status: ['SUCCEEDED', 'FAILED'], transfer_use: ['source', 'destination'] }],
    ['none', null],
    ['failed', { status: ['FAILED'], transfer_use: ['source', 'destination'] }],
    ['Destination,succeeded', { status: ['SUCCEEDED'], transfer_use: ['destination'] }],
  ])('--activity-notifications %s', async (word, policy) => {
    const sent = { ...body, guest_collection_activity_notification_policy: policy };
    const api = fakeApi([{ method: 'POST', url, body: sent, response: created }]);
    expect((await globus([...line, '--activity-notifications', word, '--jmespath', 'code'], { api })).stdout).toBe(
      '"Created"\n',
    );
  });
  test('refuses other words, and a collection without a path', async () => {
    expect((await globus([...line, '--activity-notifications', 'sometimes'])).code).toBe(2);
    expect((await globus(['gcp', 'create', 'guest', 'Results', collectionId])).code).toBe(2);
  });
});

describe('gcp update', () => {
  test('mapped sends what is given, null and DEFAULT among it', async () => {
    const body = {
      DATA_TYPE: 'endpoint',
      is_globus_connect: true,
      subscription_id: null,
      description: null,
      force_encryption: false,
      subscription_admin_verified: false,
    };
    const api = fakeApi([{ method: 'PUT', url: endpoint, body, response: updated }]);
    const run = await globus(
      [
        'gcp',
        'update',
        'mapped',
        collectionId,
        '--subscription-id',
        'null',
        '--description',
        'null',
        '--no-force-encryption',
        '--subscription-admin-verified',
        'false',
        '-F',
        'json',
      ],
      { api },
    );
    expect(JSON.parse(run.stdout)).toEqual(updated);
  });
  test('guest sends an endpoint, too: a shared endpoint is only for making one', async () => {
    const body = { DATA_TYPE: 'endpoint', display_name: 'New', force_verify: true, disable_verify: false };
    const api = fakeApi([{ method: 'PUT', url: endpoint, body, response: updated }]);
    expect(
      (await globus(['gcp', 'update', 'guest', collectionId, '--display-name', 'New', '--verify', 'FORCE'], { api }))
        .stdout,
    ).toBe('Endpoint updated successfully\n');
    expect(
      (
        await globus(['gcp', 'update', 'guest', collectionId, '--jmespath', 'code', '--keywords', 'a'], {
          api: fakeApi([
            { method: 'PUT', url: endpoint, body: { DATA_TYPE: 'endpoint', keywords: 'a' }, response: updated },
          ]),
        })
      ).stdout,
    ).toBe('"Updated"\n');
  });
  test('wants something to change', async () => {
    expect((await globus(['gcp', 'update', 'mapped', collectionId])).code).toBe(2);
    expect((await globus(['gcp', 'update', 'guest', collectionId])).code).toBe(2);
  });
});

describe('gcp set-subscription', () => {
  const look = (entity_type: string) => ({
    method: 'GET',
    url: endpoint,
    response: { id: collectionId, display_name: 'Lab', entity_type },
  });
  test.each([
    ['DEFAULT', 'DEFAULT'],
    ['null', null],
    ['00000000-0000-0000-0000-000000000065', '00000000-0000-0000-0000-000000000065'],
  ])('set-subscription-id %s', async (typed, subscription_id) => {
    const api = fakeApi([
      { method: 'PUT', url: `${endpoint}/subscription`, body: { subscription_id }, response: updated },
    ]);
    expect((await globus(['gcp', 'set-subscription-id', collectionId, typed], { api })).stdout).toBe(
      'Endpoint updated successfully\n',
    );
  });
  test('set-subscription-id prints JSON, and refuses other words', async () => {
    const api = fakeApi([
      { method: 'PUT', url: `${endpoint}/subscription`, body: { subscription_id: null }, response: updated },
    ]);
    expect(
      JSON.parse((await globus(['gcp', 'set-subscription-id', collectionId, 'null', '-Fjson'], { api })).stdout),
    ).toEqual(updated);
    expect((await globus(['gcp', 'set-subscription-id', collectionId, 'mine'])).code).toBe(2);
  });
  test('set-subscription-admin-verified takes words for yes and no', async () => {
    const api = fakeApi([
      look('GCP_guest_collection'),
      {
        method: 'PUT',
        url: `${endpoint}/subscription_admin_verified`,
        body: { subscription_admin_verified: true },
        response: updated,
      },
    ]);
    expect(
      JSON.parse(
        (await globus(['gcp', 'set-subscription-admin-verified', collectionId, 'yes', '-Fjson'], { api })).stdout,
      ),
    ).toEqual(updated);
    expect((await globus(['gcp', 'set-subscription-admin-verified', collectionId, 'maybe'])).code).toBe(2);
    expect(
      (
        await globus(['gcp', 'set-subscription-admin-verified', collectionId, 'no'], {
          api: fakeApi([look('GCSv5_guest_collection')]),
        })
      ).code,
    ).toBe(3);
  });
});
