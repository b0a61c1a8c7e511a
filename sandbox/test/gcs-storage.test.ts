import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientOf, logIn, openSandbox, withKey, type Client } from './signed-in.js';
import {
  ada,
  adaId,
  adaTransfer,
  adminId,
  dir,
  endpoint,
  gateway,
  grace,
  graceId,
  group,
  guestBody,
  identity,
  ids,
  lab,
  manage,
  newMapped,
  nobody,
  posix,
  s3,
  sandbox,
  storage,
  withConsent,
} from './support/gcs-world.js';
import { transferScope } from './transferring.js';

describe('storage gateways', () => {
  const gatewayBody = {
    DATA_TYPE: 'storage_gateway#1.0.0',
    display_name: 'Buckets',
    connector_id: s3,
    allowed_domains: ['globusid.org'],
    policies: { DATA_TYPE: 's3_storage_policies#1.0.0', s3_endpoint: 'https://s3.example.org' },
  };

  test('are made, changed and deleted by administrators; collections on them have a folder of their own', async () => {
    expect((await grace('POST', '/storage_gateways', gatewayBody)).status).toBe(403);
    const { status, json } = await ada('POST', '/storage_gateways', gatewayBody);
    expect(status).toBe(201);
    const [{ id }] = json.data;
    expect(json.data).toMatchObject([
      {
        DATA_TYPE: 'storage_gateway#1.3.0',
        connector_id: s3,
        high_assurance: false,
        authentication_timeout_mins: 15840,
        policies: gatewayBody.policies,
      },
    ]);
    expect((await grace('GET', `/storage_gateways/${id}`)).json.data[0]).not.toHaveProperty('policies');
    expect((await grace('GET', `/storage_gateways/${id}?include=accounts`)).json.data[1]).toEqual({
      DATA_TYPE: 'account#1.0.0',
      identity_id: graceId,
      storage_gateway_id: id,
      username: 'grace',
    });
    const collection = await newMapped({ storage_gateway_id: id, delete_protected: false });
    expect(readdirSync(join(dir, `collections/gateway-${id}`))).toEqual([]);
    expect((await adaTransfer('GET', `/endpoint/${collection}`)).json.storage_type).toBe('S3');
    expect(
      (await ada('PATCH', `/storage_gateways/${id}`, { display_name: 'Pails', users_deny: ['mallory'] })).json.data,
    ).toMatchObject([{ display_name: 'Pails', users_deny: ['mallory'], allowed_domains: ['globusid.org'] }]);
    const [whole] = (await ada('PUT', `/storage_gateways/${id}`, { display_name: 'Whole', connector_id: s3 })).json
      .data;
    expect([whole.allowed_domains, whole.users_deny]).toEqual([[], []]);
    expect(
      (await ada('PATCH', `/storage_gateways/${id}`, { authentication_timeout_mins: 60 })).json.data[0]
        .authentication_timeout_mins,
    ).toBe(60);
    expect((await ada('GET', `/collections/${collection}`)).json.data[0].authentication_timeout_mins).toBe(60);
    for (const wrong of [
      { connector_id: posix },
      { high_assurance: true },
      { policies: { DATA_TYPE: 'box_storage_policies#1.0.0' } },
      { network_use: 'custom' },
    ]) {
      expect((await ada('PATCH', `/storage_gateways/${id}`, wrong)).status).toBe(422);
    }
    expect(await ada('DELETE', `/storage_gateways/${id}`)).toMatchObject({
      status: 409,
      json: { code: 'conflict', detail: { DATA_TYPE: 'resource_conflict#1.0.0', resources: [collection] } },
    });
    await ada('DELETE', `/collections/${collection}`);
    expect((await ada('DELETE', `/storage_gateways/${id}`)).status).toBe(200);
    expect((await ada('GET', `/storage_gateways/${id}`)).status).toBe(404);
  });

  test('need a name and a connector that exists, and a subscription for high assurance', async () => {
    expect(
      (await ada('POST', '/storage_gateways', { connector_id: nobody })).json.detail.errors.map(
        ({ property }: any) => property,
      ),
    ).toEqual(['display_name', 'connector_id']);
    expect((await ada('POST', '/storage_gateways', { ...gatewayBody, high_assurance: true })).json).toMatchObject({
      code: 'subscription_required',
      detail: { add_ons: ['high_assurance'] },
    });
  });

  test('of high assurance want a recent authentication in this session, with a second factor where they say so', async () => {
    const world = await openSandbox({ clock: {} });
    const on = async (user: string) =>
      clientOf(world, `gcs/${endpoint}/api`, (await logIn(world, user, manage()))[endpoint]);
    const boss = await on('ada@globusid.org');
    const [{ id }] = (
      await boss('POST', '/storage_gateways', {
        display_name: 'Vault',
        connector_id: posix,
        high_assurance: true,
        authentication_timeout_mins: 30,
        allowed_domains: ['globusid.org'],
      })
    ).json.data;
    const body = { DATA_TYPE: 'user_credential#1.0.0', storage_gateway_id: id, username: 'ada' };
    expect((await boss('POST', '/user_credentials', body)).status).toBe(201);
    await fetch(`${world.url}/_sandbox/clock`, {
      method: 'POST',
      headers: withKey(world),
      body: JSON.stringify({ advance_seconds: 31 * 60 }),
    });
    expect(await boss('POST', '/user_credentials', { ...body, username: 'ada2' })).toMatchObject({
      status: 403,
      json: {
        code: 'permission_denied',
        detail: {
          DATA_TYPE: 'authentication_timeout#1.1.0',
          high_assurance: true,
          identities: [adaId],
          require_mfa: false,
        },
        authorization_parameters: { session_required_identities: [adaId], prompt: 'login' },
      },
    });
    // Elsewhere does not count for this application's session, as it would without high assurance.
    await logIn(world, 'ada@globusid.org', manage(), nobody);
    expect((await boss('POST', '/user_credentials', { ...body, username: 'ada2' })).status).toBe(403);
    const plain = (
      await boss('POST', '/storage_gateways', {
        display_name: 'Plain',
        connector_id: posix,
        authentication_timeout_mins: 30,
      })
    ).json.data[0].id;
    expect((await boss('POST', '/user_credentials', { ...body, storage_gateway_id: plain })).status).toBe(201);
    const again = await on('ada@globusid.org');
    expect((await again('POST', '/user_credentials', { ...body, username: 'ada2' })).status).toBe(201);
    await again('PATCH', `/storage_gateways/${id}`, { require_mfa: true });
    expect((await again('POST', '/user_credentials', { ...body, username: 'ada3' })).json).toMatchObject({
      detail: { require_mfa: true },
      authorization_parameters: { session_required_mfa: true },
    });
    const mapped = (
      await again('POST', '/collections', {
        collection_type: 'mapped',
        display_name: 'HA',
        collection_base_path: '/',
        public: true,
        storage_gateway_id: id,
        acl_expiration_mins: 60,
      })
    ).json.data[0];
    expect(mapped).toMatchObject({
      high_assurance: true,
      require_mfa: true,
      authentication_timeout_mins: 30,
      acl_expiration_mins: 60,
    });
    expect(
      (
        await clientOf(
          world,
          'transfer/v0.10',
          (await logIn(world, 'ada@globusid.org', transferScope))['transfer.api.globus.org'],
        )('GET', `/endpoint/${mapped.id}`)
      ).json,
    ).toMatchObject({ high_assurance: true, mfa_required: true, acl_max_expiration_period_mins: 60 });
  });
});

describe('user credentials', () => {
  test('are seeded; everyone sees and changes their own', async () => {
    const [own, ...others] = (await grace('GET', '/user_credentials')).json.data;
    expect(others).toEqual([]);
    expect(own).toMatchObject({
      DATA_TYPE: 'user_credential#1.0.0',
      identity_id: graceId,
      storage_gateway_id: gateway,
      connector_id: posix,
      username: 'grace',
      invalid: false,
      provisioned: true,
      home_directory: '/home/grace',
    });
    expect(await ada('GET', `/user_credentials/${own.id}`)).toMatchObject({
      status: 403,
      json: { detail: { DATA_TYPE: 'not_resource_owner#1.0.0', id: graceId } },
    });
    expect((await grace('PATCH', `/user_credentials/${own.id}`, { display_name: 'Navy' })).json.data).toMatchObject([
      { display_name: 'Navy', username: 'grace' },
    ]);
    expect((await grace('PUT', `/user_credentials/${own.id}`, {})).json.data).toMatchObject([
      { display_name: null, username: 'grace' },
    ]);
    expect((await grace('PATCH', `/user_credentials/${own.id}`, { identity_id: adaId })).status).toBe(422);
  });

  test('are made for oneself where the domain is allowed, and for others where administrators look after them', async () => {
    const [{ id: other }] = (
      await ada('POST', '/storage_gateways', {
        display_name: 'Managed',
        connector_id: posix,
        allowed_domains: ['university.example'],
        users_deny: ['root'],
      })
    ).json.data;
    const post = (by: Client, fields: object) =>
      by('POST', '/user_credentials', { DATA_TYPE: 'user_credential#1.0.0', storage_gateway_id: other, ...fields });
    expect(await post(grace, {})).toMatchObject({
      status: 403,
      json: { detail: { DATA_TYPE: 'not_from_allowed_domain#1.0.0', allowed_domains: ['university.example'] } },
    });
    await ada('PATCH', `/storage_gateways/${other}`, { allowed_domains: ['globusid.org'] });
    const { status, json } = await post(grace, {
      username: 'hopper',
      policies: { DATA_TYPE: 'posix_user_credential_policies#1.0.0' },
    });
    expect([status, json.data[0].username]).toEqual([201, 'hopper']);
    expect(await post(grace, { username: 'hopper' })).toMatchObject({ status: 409, json: { code: 'exists' } });
    expect((await post(grace, { username: 'root' })).json.detail).toEqual({
      DATA_TYPE: 'invalid_user#1.0.0',
      usernames: ['root'],
    });
    expect((await post(grace, { storage_gateway_id: nobody })).status).toBe(404);
    expect((await grace('POST', '/user_credentials', {})).status).toBe(422);
    expect((await post(ada, { identity_id: graceId, username: 'g2' })).json.detail.DATA_TYPE).toBe(
      'id_not_in_identity_set#1.0.0',
    );
    expect(ids((await ada('GET', `/user_credentials?storage_gateway=${other}&include=all`)).json)).toEqual([]);
    await ada('PATCH', `/storage_gateways/${other}`, { admin_managed_credentials: true });
    expect((await post(ada, { identity_id: graceId, username: 'g2' })).status).toBe(201);
    const all = ids((await ada('GET', `/user_credentials?storage_gateway=${other}&include=all`)).json);
    expect(all).toHaveLength(2);
    for (const id of all)
      expect((await grace('DELETE', `/user_credentials/${id}`)).json.message).toBe(`Deleted User Credential ${id}`);
    expect((await grace('GET', `/user_credentials/${all[0]}`)).status).toBe(404);
    await ada('DELETE', `/storage_gateways/${other}`);
  });
});

describe('roles', () => {
  test("of the endpoint: one sees one's own, administrators all, and give and take them", async () => {
    expect((await grace('GET', '/roles')).json.data).toEqual([]);
    expect((await grace('GET', '/roles?include=all_roles')).status).toBe(403);
    const { json } = await ada('GET', '/roles?include=all_roles');
    expect(json.data.map(({ role, principal }: any) => [role, principal])).toEqual(
      expect.arrayContaining([
        ['owner', `${identity}${adminId}`],
        ['administrator', `${identity}${adaId}`],
      ]),
    );
    const body = { DATA_TYPE: 'role#1.0.0', principal: `${group}${lab}`, role: 'activity_manager' };
    expect((await grace('POST', '/roles', body)).status).toBe(403);
    const made = await ada('POST', '/roles', body);
    const [role] = made.json.data;
    expect([made.status, role]).toEqual([200, { ...body, id: role.id, collection: null }]);
    expect(await ada('POST', '/roles', body)).toMatchObject({ status: 409, json: { code: 'exists' } });
    expect((await grace('GET', '/roles')).json.data).toEqual([role]);
    expect((await adaTransfer('GET', `/endpoint/${endpoint}/role_list`)).json.DATA.map(({ id }: any) => id)).toContain(
      role.id,
    );
    expect((await grace('GET', `/roles/${role.id}`)).json.data).toEqual([role]);
    expect((await grace('DELETE', `/roles/${role.id}`)).status).toBe(403);
    expect((await ada('DELETE', `/roles/${role.id}`)).json.message).toBe(`Deleted role ${role.id}`);
    expect((await ada('GET', `/roles/${role.id}`)).status).toBe(404);
    const owner = json.data.find(({ role: name }: any) => name === 'owner');
    expect(await ada('DELETE', `/roles/${owner.id}`)).toMatchObject({ status: 409, json: { code: 'conflict' } });
  });

  test('of collections: the ones of guest collections are for their own administrators to give', async () => {
    const guest = (await (await withConsent('grace@globusid.org', storage))('POST', '/collections', guestBody(storage)))
      .json.data[0].id;
    const body = { principal: `${identity}${adminId}`, role: 'access_manager', collection: guest };
    expect(await ada('POST', '/roles', body)).toMatchObject({
      status: 403,
      json: { detail: { roles: [{ role: 'administrator', collection: guest }] } },
    });
    expect((await grace('POST', '/roles', body)).status).toBe(200);
    const { json } = await grace('GET', `/roles?collection_id=${guest}&include=all_roles`);
    expect(json.data.map(({ role, collection }: any) => [role, collection])).toEqual([
      ['administrator', guest],
      ['access_manager', guest],
    ]);
    expect((await ada('DELETE', `/roles/${json.data[1].id}`)).status).toBe(200);
    expect(
      (
        await grace('POST', '/roles', {
          principal: `${identity}${adminId}`,
          role: 'activity_manager',
          collection: storage,
        })
      ).status,
    ).toBe(403);
  });

  test('are checked: whose they are, and which there are', async () => {
    const errors = async (body: object) =>
      (await ada('POST', '/roles', body)).json.detail.errors.map(({ property }: any) => property);
    expect(await errors({})).toEqual(['principal', 'role']);
    expect(await errors({ principal: 'ada', role: 'administrator' })).toEqual(['principal']);
    expect(await errors({ principal: `${identity}${nobody}`, role: 'administrator' })).toEqual(['principal']);
    expect(await errors({ principal: `${identity}${graceId}`, role: 'access_manager' })).toEqual(['role']);
    expect((await ada('GET', `/roles?collection_id=${nobody}`)).status).toBe(404);
  });
});

test("stream gateways come and go, and are Transfer's stream access points", async () => {
  const listed = (await grace('GET', '/stream_gateways')).json;
  expect(listed.data).toMatchObject([
    { DATA_TYPE: 'stream_gateway#1.0.0', display_name: 'Sandbox Instrument', keywords: [], endpoint_id: endpoint },
    { display_name: 'Sandbox Analysis' },
  ]);
  expect((await grace('POST', '/stream_gateways', { display_name: 'Mine' })).status).toBe(403);
  expect(
    (await ada('POST', '/stream_gateways', { keywords: 'a' })).json.detail.errors.map(({ property }: any) => property),
  ).toEqual(['display_name', 'keywords']);
  const { status, json } = await ada('POST', '/stream_gateways', {
    DATA_TYPE: 'stream_gateway#1.0.0',
    display_name: 'Microscope',
    keywords: ['cells', 'live'],
  });
  const [{ id }] = json.data;
  expect([status, json.http_response_code, json.data[0].keywords]).toEqual([201, 201, ['cells', 'live']]);
  const transfer = clientOf(
    sandbox,
    'transfer',
    (await logIn(sandbox, 'ada@globusid.org', transferScope))['transfer.api.globus.org'],
  );
  const inTransfer = () => transfer('GET', `/v2/stream_access_points/${id}`);
  expect((await inTransfer()).json.data).toMatchObject({
    attributes: { display_name: 'Microscope', keywords: 'cells,live', advertised_owner: 'ada@globusid.org' },
    relationships: { host_endpoint: { data: { id: endpoint } } },
  });
  expect((await ada('PATCH', `/stream_gateways/${id}`, { description: 'In the cellar' })).json.data).toEqual([]);
  expect((await grace('GET', `/stream_gateways/${id}`)).json.data).toMatchObject([
    { display_name: 'Microscope', description: 'In the cellar' },
  ]);
  expect(
    (await ada('PUT', `/stream_gateways/${id}?include=stream_gateway`, { display_name: 'Telescope' })).json.data,
  ).toMatchObject([{ display_name: 'Telescope', description: null, keywords: [] }]);
  expect((await ada('DELETE', `/stream_gateways/${id}`)).json).toMatchObject({ http_response_code: 200, data: [] });
  expect([(await ada('GET', `/stream_gateways/${id}`)).status, (await inTransfer()).status]).toEqual([404, 404]);
});

test('documents have the keys that are documented, set or not', async () => {
  const [shown] = (await ada('GET', '/endpoint')).json.data;
  expect(Object.keys(shown)).toEqual(
    expect.arrayContaining([
      'max_concurrency',
      'preferred_concurrency',
      'max_parallelism',
      'preferred_parallelism',
      'organization',
      'contact_email',
    ]),
  );
  expect((await ada('GET', '/user_credentials')).json.data[0]).toMatchObject({
    deleted: false,
    invalid: false,
    provisioned: true,
  });
});

describe('nodes and sharing policies', () => {
  test('a node is seeded; more come and go', async () => {
    expect((await grace('GET', '/nodes')).json.data).toMatchObject([
      { DATA_TYPE: 'node#1.2.0', ip_addresses: ['127.0.0.1'], status: 'active', incoming_port_range: [50000, 51000] },
    ]);
    expect((await grace('POST', '/nodes', { ip_addresses: ['127.0.0.2'] })).status).toBe(403);
    expect(
      (
        await ada('POST', '/nodes', { ip_addresses: ['nowhere'], incoming_port_range: [2, 1], status: 'asleep' })
      ).json.detail.errors.map(({ property }: any) => property),
    ).toEqual(['status', 'ip_addresses', 'incoming_port_range']);
    const { status, json } = await ada('POST', '/nodes', {
      DATA_TYPE: 'node#1.2.0',
      ip_addresses: ['127.0.0.2', '::1'],
      data_interface6: '::1',
    });
    const [{ id }] = json.data;
    expect([status, json.data[0].data_interface6]).toEqual([200, '::1']);
    expect((await ada('PATCH', `/nodes/${id}`, { status: 'inactive' })).json.data).toEqual([]);
    expect(
      (await ada('PATCH', `/nodes/${id}?include=node`, { incoming_port_range: [1000, 2000] })).json.data,
    ).toMatchObject([{ status: 'inactive', incoming_port_range: [1000, 2000] }]);
    await ada('PUT', `/nodes/${id}`, { ip_addresses: ['127.0.0.3'] });
    expect((await grace('GET', `/nodes/${id}`)).json.data).toMatchObject([
      { status: 'active', ip_addresses: ['127.0.0.3'], data_interface6: null },
    ]);
    expect((await ada('DELETE', `/nodes/${id}`)).status).toBe(200);
    expect((await ada('DELETE', `/nodes/${id}`)).status).toBe(404);
  });

  test('sharing policies are for administrators of the mapped collection, and listed by account', async () => {
    expect((await ada('GET', '/sharing_policies')).status).toBe(400);
    const body = {
      DATA_TYPE: 'sharing_policy#1.0.0',
      collection_id: storage,
      sharing_restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', read: ['/public'] },
      users: ['hopper'],
    };
    expect((await grace('POST', '/sharing_policies', body)).status).toBe(403);
    expect((await ada('POST', '/sharing_policies', { collection_id: storage })).status).toBe(422);
    expect(
      (
        await ada('POST', '/sharing_policies', {
          ...body,
          collection_id: sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION'],
        })
      ).status,
    ).toBe(422);
    const { status, json } = await ada('POST', '/sharing_policies', body);
    const [{ id }] = json.data;
    expect([status, json.data[0]]).toEqual([201, { ...body, id }]);
    const list = async (query: string) =>
      ids((await ada('GET', `/sharing_policies?collection_id=${storage}${query}`)).json);
    expect([await list(''), await list('&username=hopper'), await list('&username=ada')]).toEqual([[id], [id], []]);
    expect((await ada('GET', `/sharing_policies/${id}`)).json.data).toEqual([{ ...body, id }]);
    expect((await grace('GET', `/sharing_policies/${id}`)).status).toBe(403);
    expect((await ada('DELETE', `/sharing_policies/${id}`)).status).toBe(200);
    expect((await ada('GET', `/sharing_policies/${id}`)).status).toBe(404);
  });
});

test('nothing of this made the sandbox itself fail', async () => {
  const state: any = await (await fetch(`${sandbox.url}/_sandbox/state`, { headers: withKey(sandbox) })).json();
  expect(state.breakdowns).toEqual([]);
  expect(Object.keys(state.tables)).not.toEqual(expect.arrayContaining(['gcs.user_credentials']));
});
