import { describe, expect, test } from 'vitest';
import { clientOf, logIn, openSandbox, withKey, type Client } from './signed-in.js';
import {
  ada,
  adaTransfer,
  admin,
  adminId,
  at,
  endpoint,
  gateway,
  grace,
  graceId,
  guestBody,
  identity,
  manage,
  nobody,
  posix,
  sandbox,
  storage,
  subscription,
} from './support/gcs-world.js';
import { transferScope } from './transferring.js';

describe('who is let in', () => {
  test('info is for everyone, and says which endpoint and which connectors there are', async () => {
    const { status, json } = await at()('GET', '/info');
    expect(status).toBe(200);
    expect(json.data[0]).toMatchObject({
      DATA_TYPE: 'info#1.0.0',
      endpoint_id: endpoint,
      client_id: endpoint,
      api_version: expect.any(String),
      manager_version: '5.4.90',
    });
    expect(json.data.slice(1)).toContainEqual({
      DATA_TYPE: 'connector#1.1.0',
      display_name: 'POSIX',
      id: posix,
      is_baa: false,
      is_ha: false,
    });
  });

  test('without a token, with a made-up one or one of another service, everything else is 401 in the envelope', async () => {
    const stray = (await logIn(sandbox, 'ada@globusid.org', transferScope))['transfer.api.globus.org'];
    for (const token of [undefined, 'made-up', stray]) {
      expect(await at(token)('GET', '/collections')).toMatchObject({
        status: 401,
        json: {
          DATA_TYPE: 'result#1.1.0',
          code: 'not_authorized',
          http_response_code: 401,
          detail: 'not_authorized',
          has_next_page: false,
          message: expect.stringContaining('token'),
        },
      });
    }
  });

  test('another endpoint, and an id that is a collection, have no manager here', async () => {
    for (const id of [nobody, storage])
      expect(await clientOf(sandbox, `gcs/${id}/api`)('GET', '/info')).toMatchObject({
        status: 404,
        json: { code: 'not_found' },
      });
  });

  test('the address is in the documents of Transfer, for the endpoint and its collections alike', async () => {
    for (const id of [endpoint, storage, sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION']!]) {
      expect((await adaTransfer('GET', `/endpoint/${id}`)).json.gcs_manager_url).toBe(
        `${sandbox.tlsUrl}/gcs/${endpoint}`,
      );
    }
    expect(
      (await adaTransfer('GET', `/endpoint/${sandbox.env['GLOBUS_SANDBOX_PERSONAL_COLLECTION']!}`)).json
        .gcs_manager_url,
    ).toBeNull();
  });

  test('of a private endpoint, those without role or account see nothing', async () => {
    const world = await openSandbox();
    const on = (token?: string) => clientOf(world, `gcs/${endpoint}/api`, token);
    const [boss, visitor] = [
      on((await logIn(world, 'admin@globusid.org', manage()))[endpoint]),
      on((await logIn(world, 'grace@globusid.org', manage()))[endpoint]),
    ];
    expect((await boss('PATCH', '/endpoint', { public: false })).status).toBe(200);
    expect((await visitor('GET', '/endpoint')).status).toBe(200);
    await boss('PATCH', `/storage_gateways/${gateway}`, { allowed_domains: ['university.example'] });
    expect(await visitor('GET', '/endpoint')).toMatchObject({ status: 403, json: { code: 'permission_denied' } });
    expect((await on((await logIn(world, 'ada@globusid.org', manage()))[endpoint])('GET', '/endpoint')).status).toBe(
      200,
    );
  });
});

describe('the endpoint', () => {
  test('is shown, and changed by its administrators: Transfer tells the same', async () => {
    expect((await grace('GET', '/endpoint')).json.data).toMatchObject([
      {
        DATA_TYPE: 'endpoint#1.2.0',
        id: endpoint,
        display_name: 'Sandbox Endpoint',
        subscription_id: subscription,
        public: true,
        network_use: 'normal',
      },
    ]);
    expect(await grace('PATCH', '/endpoint', { display_name: 'Mine' })).toMatchObject({
      status: 403,
      json: {
        code: 'permission_denied',
        detail: { DATA_TYPE: 'missing_required_role#1.0.0', roles: [{ role: 'owner' }, { role: 'administrator' }] },
      },
    });
    const { json } = await ada('PATCH', '/endpoint?include=endpoint', {
      DATA_TYPE: 'endpoint#1.2.0',
      display_name: 'Renamed',
      keywords: ['brass', 'steam'],
      allow_udt: true,
    });
    expect(json.data).toMatchObject([
      { display_name: 'Renamed', keywords: ['brass', 'steam'], allow_udt: true, organization: 'Globus Sandbox' },
    ]);
    expect((await ada('PATCH', '/endpoint', { department: 'Engines' })).json).toMatchObject({
      data: [],
      message: `Updated endpoint ${endpoint}`,
    });
    expect((await adaTransfer('GET', `/endpoint/${endpoint}`)).json).toMatchObject({
      display_name: 'Renamed',
      keywords: 'brass,steam',
      department: 'Engines',
    });
    await ada('PUT', '/endpoint', { display_name: 'Sandbox Endpoint', organization: 'Globus Sandbox', public: true });
    const [again] = (await ada('GET', '/endpoint')).json.data;
    expect(again).toMatchObject({ display_name: 'Sandbox Endpoint', allow_udt: false, subscription_id: subscription });
    expect(again).not.toHaveProperty('keywords');
  });

  test('documents are checked: types, kinds, what custom network use needs, and the medium', async () => {
    const { status, json } = await ada('PATCH', '/endpoint', { display_name: 7, public: 'yes', network_use: 'custom' });
    expect(status).toBe(422);
    expect(json).toMatchObject({ code: 'unprocessable_entity', detail: { DATA_TYPE: 'invalid_input#1.0.0' } });
    expect(json.detail.errors.map(({ property }: any) => property)).toEqual(
      expect.arrayContaining(['display_name', 'public', 'max_concurrency', 'preferred_parallelism']),
    );
    expect((await ada('PATCH', '/endpoint', { DATA_TYPE: 'collection#1.0.0' })).json.detail.errors).toMatchObject([
      { property: 'DATA_TYPE' },
    ]);
    expect((await ada('PUT', '/endpoint', {})).json.detail.errors).toMatchObject([{ property: 'display_name' }]);
    const token = (await logIn(sandbox, 'ada@globusid.org', manage()))[endpoint];
    const send = (headers: Record<string, string>, body: string) =>
      fetch(`${sandbox.url}/gcs/${endpoint}/api/endpoint`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${token}`, ...headers },
        body,
      });
    expect((await send({ 'content-type': 'text/plain' }, '{}')).status).toBe(415);
    expect(await (await send({ 'content-type': 'application/json' }, '{')).json()).toMatchObject({
      code: 'bad_request',
      http_response_code: 400,
    });
  });

  test('its subscription is for those who manage both; DEFAULT is the only one somebody manages', async () => {
    const set = (by: Client, subscription_id: unknown) =>
      by('PUT', '/endpoint/subscription_id', { DATA_TYPE: 'endpoint_subscription#1.0.0', subscription_id });
    expect((await set(grace, null)).status).toBe(403);
    expect((await set(ada, null)).status).toBe(200);
    expect((await ada('GET', '/endpoint')).json.data[0].subscription_id).toBeNull();
    expect(await set(ada, 'DEFAULT')).toMatchObject({
      status: 400,
      json: { code: 'bad_request', message: expect.stringContaining('does not manage any subscriptions') },
    });
    expect(await ada('POST', '/collections', guestBody(storage))).toMatchObject({
      status: 403,
      json: { code: 'subscription_required', detail: { DATA_TYPE: 'subscription_required#1.0.0' } },
    });
    expect((await set(ada, subscription)).status).toBe(403);
    expect((await set(admin, 'DEFAULT')).status).toBe(200);
    expect((await adaTransfer('GET', `/endpoint/${endpoint}`)).json.subscription_id).toBe(subscription);
    expect((await set(admin, 'none')).status).toBe(422);
    expect((await admin('PUT', '/endpoint/subscription_id', {})).status).toBe(422);
  });

  test('it can be given away, and say it is of one of its administrators', async () => {
    const owner = (by: Client, identity_id: string) =>
      by('PUT', '/endpoint/owner', { DATA_TYPE: 'endpoint_owner#1.0.0', identity_id });
    expect((await owner(grace, graceId)).status).toBe(403);
    expect((await owner(ada, nobody)).status).toBe(422);
    expect((await owner(ada, graceId)).status).toBe(200);
    expect((await grace('GET', '/roles')).json.data).toMatchObject([
      { role: 'owner', principal: `${identity}${graceId}`, collection: null },
    ]);
    expect((await owner(grace, adminId)).status).toBe(200);
    expect(
      await ada('PUT', '/endpoint/owner_string', { DATA_TYPE: 'owner_string#1.0.0', identity_id: graceId }),
    ).toMatchObject({ status: 403, json: { detail: { DATA_TYPE: 'id_not_in_identity_set#1.0.0', id: graceId } } });
    expect((await ada('PUT', '/endpoint/owner_string', {})).status).toBe(200);
    expect((await adaTransfer('GET', `/endpoint/${endpoint}`)).json.owner_string).toBe('ada@globusid.org');
    expect((await ada('DELETE', '/endpoint/owner_string')).status).toBe(200);
    expect((await adaTransfer('GET', `/endpoint/${endpoint}`)).json.owner_string).toBe(
      `${endpoint}@clients.auth.globus.org`,
    );
  });

  test('a wildcard domain is passed on to what has no name of its own; private keys do not come back', async () => {
    expect(await ada('GET', '/endpoint/domain')).toMatchObject({ status: 404, json: { code: 'not_found' } });
    const domain = {
      DATA_TYPE: 'domain#1.0.0',
      domain_name: 'data.example.org',
      wildcard: true,
      certificate_path: '/etc/cert.pem',
      private_key: 'hidden',
    };
    expect((await grace('PUT', '/endpoint/domain', domain)).status).toBe(403);
    expect((await ada('PUT', '/endpoint/domain', domain)).status).toBe(200);
    const [shown] = (await ada('GET', '/endpoint/domain')).json.data;
    expect(shown).toMatchObject({ domain_name: 'data.example.org', wildcard: true, certificate_path: '/etc/cert.pem' });
    expect(JSON.stringify(shown)).not.toContain('hidden');
    expect((await ada('GET', '/info')).json.data[0].domain_name).toBe('data.example.org');
    const [collection] = (await ada('GET', `/collections/${storage}`)).json.data;
    expect(collection.domain_name).toBe(`m-${storage.slice(0, 6)}.data.example.org`);
    expect((await adaTransfer('GET', `/endpoint/${storage}`)).json.tlsftp_server).toBe(collection.tlsftp_url);
    expect(
      (await ada('PUT', '/endpoint/domain', { domain_name: 'no dots', wildcard: 'x' })).json.detail.errors.map(
        ({ property }: any) => property,
      ),
    ).toEqual(['wildcard', 'domain_name']);
    const own = { domain_name: 'own.example.org', wildcard: false };
    expect((await ada('PUT', `/collections/${storage}/domain`, own)).status).toBe(200);
    expect((await ada('GET', `/collections/${storage}`)).json.data[0].domain_name).toBe('own.example.org');
    expect(await ada('PUT', '/endpoint/domain', own)).toMatchObject({
      status: 409,
      json: { code: 'conflict', detail: { resources: [storage] } },
    });
    for (const path of ['/endpoint/domain', `/collections/${storage}/domain`])
      expect((await ada('DELETE', path)).status).toBe(200);
    expect((await ada('GET', `/collections/${storage}`)).json.data[0].domain_name).toBe(
      `m-${storage.slice(0, 6)}.sandbox.data.globus.org`,
    );
  });
});

test('nothing of this made the sandbox itself fail', async () => {
  const state: any = await (await fetch(`${sandbox.url}/_sandbox/state`, { headers: withKey(sandbox) })).json();
  expect(state.breakdowns).toEqual([]);
  expect(Object.keys(state.tables)).not.toEqual(expect.arrayContaining(['gcs.user_credentials']));
});
