import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientOf, logIn, withKey, type Client } from './signed-in.js';
import {
  ada,
  adaId,
  adaTransfer,
  admin,
  adminId,
  dataAccess,
  dir,
  endpoint,
  gateway,
  grace,
  graceId,
  group,
  guestBody,
  ids,
  lab,
  manage,
  newMapped,
  nobody,
  posix,
  sandbox,
  signedIn,
  storage,
  withConsent,
} from './support/gcs-world.js';
import { transferScope } from './transferring.js';

describe('mapped collections', () => {
  test('are made by administrators, with a folder of the storage, and Transfer has them at once', async () => {
    const body = {
      collection_type: 'mapped',
      display_name: 'Projects',
      collection_base_path: '/projects',
      public: true,
      storage_gateway_id: gateway,
    };
    expect((await grace('POST', '/collections', body)).json.detail.DATA_TYPE).toBe('missing_required_role#1.0.0');
    const { status, json } = await ada('POST', '/collections', {
      ...body,
      DATA_TYPE: 'collection#1.2.0',
      keywords: ['one', 'two'],
      allow_guest_collections: true,
      unheard_of: 1,
    });
    expect(status).toBe(201);
    const [collection] = json.data;
    expect(collection).toMatchObject({
      DATA_TYPE: 'collection#1.16.0',
      collection_type: 'mapped',
      display_name: 'Projects',
      identity_id: adaId,
      storage_gateway_id: gateway,
      connector_id: posix,
      public: true,
      delete_protected: true,
      allow_guest_collections: true,
      high_assurance: false,
      keywords: ['one', 'two'],
      authentication_timeout_mins: 15840,
      https_methods: ['GET', 'PUT', 'DELETE'],
      policies: { DATA_TYPE: 'posix_collection_policies#1.0.0' },
    });
    expect(collection).toMatchObject({ root_path: '/projects', authentication_assurance_timeout: expect.any(Number) });
    expect(collection).not.toHaveProperty('collection_base_path');
    const { id } = collection;
    writeFileSync(join(dir, 'collections/storage/projects/plan.txt'), 'Build it.\n');
    expect((await adaTransfer('GET', `/endpoint/${id}`)).json).toMatchObject({
      entity_type: 'GCSv5_mapped_collection',
      display_name: 'Projects',
      owner_id: endpoint,
      keywords: 'one,two',
      storage_type: 'POSIX',
    });
    const token = (await logIn(sandbox, 'ada@globusid.org', `${transferScope}[*${dataAccess(id)}]`))[
      'transfer.api.globus.org'
    ];
    expect(
      (await clientOf(sandbox, 'transfer/v0.10', token)('GET', `/operation/endpoint/${id}/ls?path=/`)).json.DATA.map(
        ({ name }: any) => name,
      ),
    ).toEqual(['plan.txt']);
    expect((await ada('GET', `/collections/${id}?include=private_policies`)).json.data[0]).toMatchObject({
      root_path: '/projects',
      collection_base_path: '/projects',
    });
    expect((await grace('GET', `/collections/${id}?include=private_policies`)).json.data[0]).not.toHaveProperty(
      'root_path',
    );
  });

  test('every document is checked', async () => {
    const errors = async (body: object) =>
      (await ada('POST', '/collections', body)).json.detail.errors?.map(({ property }: any) => property);
    expect(await errors({})).toEqual(['collection_type']);
    expect(await errors({ collection_type: 'mapped' })).toEqual(
      expect.arrayContaining(['display_name', 'collection_base_path', 'public', 'storage_gateway_id']),
    );
    const good = {
      collection_type: 'mapped',
      display_name: 'M',
      collection_base_path: '/',
      public: true,
      storage_gateway_id: gateway,
    };
    expect(
      await errors({ ...good, display_name: 'x'.repeat(129), user_message: 'y'.repeat(257), https_methods: ['POST'] }),
    ).toEqual(['display_name', 'user_message', 'https_methods']);
    expect(await errors({ ...good, force_verify: true, disable_verify: true })).toEqual(['force_verify']);
    expect(await errors({ ...good, sharing_restrict_paths: { read: 'x' } })).toEqual(['sharing_restrict_paths.read']);
    expect(await errors({ ...good, acl_expiration_mins: 5 })).toEqual(['acl_expiration_mins']);
    expect(await errors({ ...good, domain_name: 'm-mine.sandbox.data.globus.org' })).toEqual(['domain_name']);
    expect(await errors({ ...good, domain_name: 'elsewhere.example.org' })).toEqual(['domain_name']);
    expect(await errors({ ...good, collection_base_path: '/a/../../b' })).toEqual(['collection_base_path']);
    expect(await errors({ ...good, identity_id: nobody })).toEqual(['identity_id']);
    expect((await ada('POST', '/collections', { ...good, storage_gateway_id: nobody })).status).toBe(404);
  });

  test('a link in the storage leads nowhere outside it', async () => {
    symlinkSync('/etc', join(dir, 'collections/storage/outside'));
    for (const base of ['/outside', '/outside/ssl']) {
      const body = {
        collection_type: 'mapped',
        display_name: 'Escape',
        collection_base_path: base,
        public: true,
        storage_gateway_id: gateway,
      };
      expect(await ada('POST', '/collections', body)).toMatchObject({ status: 400, json: { code: 'bad_request' } });
    }
    const id = await newMapped({ display_name: 'Swapped' }, '/swapped');
    renameSync(join(dir, 'collections/storage/swapped'), join(dir, 'collections/storage/kept'));
    symlinkSync('/etc', join(dir, 'collections/storage/swapped'));
    expect((await ada('GET', `/collections/${id}/check`)).json.data).toMatchObject([
      { DATA_TYPE: 'check_result#1.0.0', id, error: { code: 'PERMISSION_DENIED' } },
    ]);
  });

  test('a change shows in Transfer at once, and null takes away; a whole document puts back the defaults', async () => {
    const id = await newMapped(
      { description: 'before', contact_info: 'here', domain_name: 'named.sandbox.data.globus.org' },
      '/changing',
    );
    const { json } = await ada('PATCH', `/collections/${id}`, {
      DATA_TYPE: 'collection#1.2.0',
      collection_type: 'mapped',
      description: 'after',
      contact_info: null,
      keywords: ['k'],
      sharing_users_allow: ['ada'],
    });
    expect(json).toMatchObject({
      code: 'success',
      data: [{ id, description: 'after', keywords: ['k'], domain_name: 'named.sandbox.data.globus.org' }],
    });
    expect(json.data[0]).not.toHaveProperty('contact_info');
    expect((await adaTransfer('GET', `/endpoint/${id}`)).json).toMatchObject({
      description: 'after',
      contact_info: null,
      keywords: 'k',
    });
    expect((await ada('GET', `/collections/${id}?include=private_policies`)).json.data[0].sharing_users_allow).toEqual([
      'ada',
    ]);
    await ada('PUT', `/collections/${id}`, { collection_type: 'mapped', display_name: 'Whole', public: false });
    const [whole] = (await ada('GET', `/collections/${id}?include=private_policies`)).json.data;
    expect(whole).toMatchObject({ display_name: 'Whole', public: false, delete_protected: true, keywords: [] });
    expect(whole).not.toHaveProperty('description');
    expect(whole).not.toHaveProperty('sharing_users_allow');
    for (const wrong of [
      { collection_base_path: '/other' },
      { storage_gateway_id: nobody },
      { collection_type: 'guest' },
      { identity_id: graceId },
    ]) {
      expect(
        (await ada('PATCH', `/collections/${id}`, wrong)).json.detail.errors.map(({ property }: any) => property),
      ).toEqual(Object.keys(wrong));
    }
    expect((await grace('PATCH', `/collections/${id}`, { description: 'mine' })).status).toBe(404);
    expect((await grace('PATCH', `/collections/${storage}`, { description: 'mine' })).status).toBe(403);
    await adaTransfer('PUT', `/endpoint/${id}`, { description: 'by way of Transfer' });
    expect((await ada('GET', `/collections/${id}`)).json.data[0].description).toBe('by way of Transfer');
  });

  test('are protected from deletion until that is turned off; their guests go with them', async () => {
    const id = await newMapped({ allow_guest_collections: true }, '/doomed');
    const by = await withConsent('ada@globusid.org', id);
    const [guest] = (await by('POST', '/collections', guestBody(id, { collection_base_path: '/' }))).json.data;
    expect(await ada('DELETE', `/collections/${id}`)).toMatchObject({
      status: 409,
      json: { code: 'conflict', message: expect.stringContaining('delete_protected') },
    });
    await ada('PATCH', `/collections/${id}`, { delete_protected: false });
    expect(await ada('DELETE', `/collections/${id}`)).toMatchObject({ status: 200, json: { data: [] } });
    for (const gone of [id, guest.id]) {
      expect((await ada('GET', `/collections/${gone}`)).status).toBe(404);
      expect((await adaTransfer('GET', `/endpoint/${gone}`)).json.code).toBe('EndpointDeleted');
    }
    expect(existsSync(join(dir, 'collections/storage/doomed'))).toBe(true);
  });

  test('can be given away and advertised, and be vouched for by the subscription', async () => {
    const id = await newMapped({ identity_id: graceId });
    expect((await ada('GET', `/collections/${id}`)).json.data[0].identity_id).toBe(graceId);
    expect((await grace('PUT', `/collections/${id}/owner`, { identity_id: adaId })).status).toBe(403);
    expect((await ada('PUT', `/collections/${id}/owner`, { identity_id: endpoint })).status).toBe(422);
    expect((await ada('PUT', `/collections/${id}/owner`, { identity_id: adminId })).status).toBe(200);
    expect((await ada('GET', `/collections/${id}`)).json.data[0].identity_id).toBe(adminId);
    expect(
      (
        await ada('PUT', `/collections/${sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION']}/owner`, {
          identity_id: graceId,
        })
      ).status,
    ).toBe(409);
    expect((await admin('PUT', `/collections/${id}/owner_string`, { identity_id: adminId })).status).toBe(200);
    expect((await adaTransfer('GET', `/endpoint/${id}`)).json.owner_string).toBe('admin@globusid.org');
    expect((await grace('DELETE', `/collections/${id}/owner_string`)).status).toBe(403);
    expect((await admin('DELETE', `/collections/${id}/owner_string`)).status).toBe(200);
    const verified = { subscription_admin_verified: true };
    expect((await ada('PUT', `/collections/${id}/subscription_admin_verified`, verified)).status).toBe(403);
    expect((await admin('PUT', `/collections/${id}/subscription_admin_verified`, verified)).status).toBe(200);
    expect((await ada('GET', `/collections/${id}`)).json.data[0].subscription_admin_verified).toBe(true);
    expect((await adaTransfer('GET', `/endpoint/${id}`)).json.subscription_admin_verified).toBe(true);
  });
});

test('what a collection serves over HTTPS is what was set: methods, or nothing at all', async () => {
  const id = await newMapped({ allow_guest_collections: true, https_methods: ['GET', 'PUT'] }, '/served');
  writeFileSync(join(dir, 'collections/storage/served/file.txt'), 'Here.\n');
  const scope = (of: string) => `https://auth.globus.org/scopes/${of}/https`;
  const ask = async (method: string, of = id) => {
    const token = (await logIn(sandbox, 'ada@globusid.org', `${scope(of)}[${dataAccess(id)}]`))[of];
    const answer = await fetch(`${sandbox.url}/https/data/${of}/file.txt`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(method === 'PUT' ? { body: 'There.' } : {}),
    });
    return answer.status;
  };
  const [guest] = (
    await (
      await withConsent('ada@globusid.org', id)
    )('POST', '/collections', guestBody(id, { collection_base_path: '/', https_methods: ['GET', 'DELETE'] }))
  ).json.data;
  expect(guest.https_methods).toEqual(['GET']);
  expect(guest.https_url).toBe(`${sandbox.tlsUrl}/data/${guest.id}`);
  expect([await ask('GET'), await ask('HEAD'), await ask('DELETE')]).toEqual([200, 200, 405]);
  expect([await ask('GET', guest.id), await ask('PUT', guest.id)]).toEqual([200, 405]);
  await ada('PATCH', `/collections/${id}`, { enable_https: false });
  expect((await ada('GET', `/collections/${id}`)).json.data[0].https_url).toBeNull();
  expect([await ask('GET'), await ask('GET', guest.id)]).toEqual([404, 404]);
});

describe('guest collections', () => {
  test('need the consent to reach the data of the mapped collection', async () => {
    const plain = await signedIn('grace@globusid.org');
    const scope = `${manage()}[${dataAccess(storage)}]`;
    expect(await plain('POST', '/collections', guestBody(storage))).toMatchObject({
      status: 401,
      json: {
        code: 'not_authorized',
        detail: { DATA_TYPE: 'missing_required_scopes#1.0.0', required_scopes: [scope] },
        authorization_parameters: { required_scopes: [scope] },
      },
    });
    const [made] = (
      await (
        await withConsent('grace@globusid.org', storage)
      )('POST', '/collections', guestBody(storage))
    ).json.data;
    expect(made).toMatchObject({
      collection_type: 'guest',
      mapped_collection_id: storage,
      identity_id: graceId,
      storage_gateway_id: gateway,
      allow_guest_collections: false,
    });
    expect((await adaTransfer('GET', `/endpoint/${made.id}`)).json).toMatchObject({
      entity_type: 'GCSv5_guest_collection',
      host_endpoint_id: storage,
      host_path: '/home/grace',
      owner_id: endpoint,
    });
  });

  test('share a folder of the mapped one with the account of a credential; access rules make it usable', async () => {
    mkdirSync(join(dir, 'collections/storage/home/ada/to share'), { recursive: true });
    writeFileSync(join(dir, 'collections/storage/home/ada/to share/gift.txt'), 'For you.\n');
    const [credential] = (await ada('GET', `/user_credentials?storage_gateway=${gateway}`)).json.data;
    const body = guestBody(storage, {
      collection_base_path: '/~/to share',
      user_credential_id: credential.id,
      identity_id: adaId,
      activity_notification_policy: { status: ['failed'], transfer_use: ['source'] },
    });
    const [guest] = (await ada('POST', '/collections', body)).json.data;
    expect(guest).toMatchObject({
      user_credential_id: credential.id,
      activity_notification_policy: { status: ['failed'], transfer_use: ['source'] },
    });
    expect((await adaTransfer('GET', `/endpoint/${guest.id}`)).json).toMatchObject({
      guest_collection_activity_notification_policy: { status: ['FAILED'], transfer_use: ['source'] },
    });
    const graceTransfer = clientOf(
      sandbox,
      'transfer/v0.10',
      (await logIn(sandbox, 'grace@globusid.org', transferScope))['transfer.api.globus.org'],
    );
    expect((await graceTransfer('GET', `/operation/endpoint/${guest.id}/ls`)).status).toBe(403);
    await adaTransfer('POST', `/endpoint/${guest.id}/access`, {
      DATA_TYPE: 'access',
      principal_type: 'identity',
      principal: graceId,
      path: '/',
      permissions: 'r',
    });
    expect(
      (await graceTransfer('GET', `/operation/endpoint/${guest.id}/ls`)).json.DATA.map(({ name }: any) => name),
    ).toEqual(['gift.txt']);
    expect((await ada('DELETE', `/collections/${guest.id}`)).status).toBe(200);
    expect((await graceTransfer('GET', `/operation/endpoint/${guest.id}/ls`)).status).toBe(404);
  });

  test('are refused without a folder, a credential of the owner, or leave to share', async () => {
    const post = (fields: object) => ada('POST', '/collections', guestBody(storage, fields));
    expect(await post({ collection_base_path: '/not/there' })).toMatchObject({
      status: 400,
      json: { code: 'bad_request' },
    });
    const [ofGrace] = (await grace('GET', '/user_credentials')).json.data;
    expect((await post({ user_credential_id: ofGrace.id })).json.detail.DATA_TYPE).toBe('credential_not_found#1.0.0');
    expect((await post({ identity_id: graceId })).json.detail).toEqual({
      DATA_TYPE: 'id_not_in_identity_set#1.0.0',
      id: graceId,
    });
    expect((await post({ mapped_collection_id: nobody })).status).toBe(404);
    for (const status of [['maybe'], ['FAILED'], 'failed'])
      expect((await post({ activity_notification_policy: { status, transfer_use: [] } })).status).toBe(422);
    const closed = await newMapped({}, '/closed');
    expect(
      await (
        await withConsent('ada@globusid.org', closed)
      )('POST', '/collections', guestBody(closed, { collection_base_path: '/' })),
    ).toMatchObject({ status: 403, json: { message: expect.stringContaining('does not allow guest collections') } });
  });

  test('follow the rules of the mapped collection on what is shared, and by whom', async () => {
    const id = await newMapped(
      {
        allow_guest_collections: true,
        sharing_restrict_paths: { read: ['/open'], none: ['/open/secret*', '/hidden'] },
      },
      '/ruled',
    );
    for (const folder of ['open/data', 'open/secret-1', 'hidden'])
      mkdirSync(join(dir, 'collections/storage/ruled', folder), { recursive: true });
    const by = await withConsent('ada@globusid.org', id);
    const share = async (path: string) =>
      (await by('POST', '/collections', guestBody(id, { collection_base_path: path }))).status;
    expect([await share('/open/data'), await share('/open/secret-1'), await share('/hidden')]).toEqual([201, 403, 403]);
    const policy = { collection_id: id, sharing_restrict_paths: { none: ['/open'] }, users: ['ada'] };
    const [made] = (await ada('POST', '/sharing_policies', policy)).json.data;
    expect(await share('/open/data')).toBe(403);
    await ada('DELETE', `/sharing_policies/${made.id}`);
    expect(await share('/open/data')).toBe(201);
    await ada('PATCH', `/collections/${id}`, { sharing_users_deny: ['ada'] });
    expect(
      (await by('POST', '/collections', guestBody(id, { collection_base_path: '/open/data' }))).json.detail,
    ).toEqual({ DATA_TYPE: 'invalid_user#1.0.0', usernames: ['ada'] });
  });

  test('have the message, encryption and authentication policy of their mapped collection', async () => {
    const id = await newMapped({ allow_guest_collections: true, user_message: 'Mind the steam' }, '/passing-on');
    const by = await withConsent('ada@globusid.org', id);
    const [guest] = (
      await by(
        'POST',
        '/collections',
        guestBody(id, { collection_base_path: '/', user_message: 'ignored: it is read-only' }),
      )
    ).json.data;
    expect(guest.user_message).toBe('Mind the steam');
    await ada('PATCH', `/collections/${id}`, {
      user_message: null,
      force_encryption: true,
      enable_https: false,
      guest_auth_policy_id: nobody,
    });
    expect((await adaTransfer('GET', `/endpoint/${guest.id}`)).json).toMatchObject({
      user_message: null,
      force_encryption: true,
      authentication_policy_id: nobody,
    });
    expect((await ada('PATCH', `/collections/${guest.id}`, { enable_https: true })).json.detail.errors).toMatchObject([
      { property: 'enable_https' },
    ]);
  });

  test('cannot be used any more once their mapped collection does not allow them', async () => {
    const id = await newMapped({ allow_guest_collections: true }, '/regretted');
    const [guest] = (
      await (
        await withConsent('ada@globusid.org', id)
      )('POST', '/collections', guestBody(id, { collection_base_path: '/' }))
    ).json.data;
    const list = () => adaTransfer('GET', `/operation/endpoint/${guest.id}/ls`);
    expect((await list()).status).toBe(200);
    await ada('PATCH', `/collections/${id}`, { allow_guest_collections: false });
    expect(await list()).toMatchObject({ status: 403, json: { code: 'EndpointPermissionDenied' } });
    expect((await ada('GET', `/collections/${guest.id}/check`)).json.data).toMatchObject([
      { message: expect.stringContaining('does not allow guest collections') },
    ]);
    expect((await adaTransfer('GET', `/endpoint/${id}`)).json).not.toHaveProperty('allow_guest_collections');
  });

  test('many are deleted at once: mapped ones are refused, unknown ones passed over', async () => {
    const made = [
      await ada('POST', '/collections', guestBody(storage)),
      await ada('POST', '/collections', guestBody(storage)),
    ].map(({ json }) => json.data[0].id as string);
    const batch = (by: Client, list: unknown) =>
      by('POST', '/collections/batch_delete', { DATA_TYPE: 'batch#1.0.0', ids: list });
    expect((await batch(ada, [...made, storage])).json).toMatchObject({
      code: 'permission_denied',
      detail: { DATA_TYPE: 'batch#1.0.0', ids: [storage] },
    });
    expect((await batch(grace, made)).status).toBe(403);
    expect((await batch(ada, 'all')).status).toBe(422);
    const { status, json } = await batch(ada, [...made, nobody]);
    expect([status, json.data[0].ids.sort()]).toEqual([202, made.sort()]);
    expect((await adaTransfer('GET', `/endpoint/${made[0]}`)).json.code).toBe('EndpointDeleted');
  });
});

describe('lists of collections', () => {
  test('come in pages, filtered', async () => {
    const all = ids((await ada('GET', '/collections?page_size=1000')).json);
    expect(all).toContain(storage);
    const paged: string[] = [];
    let marker: string | undefined = '';
    for (let turn = 0; marker !== undefined && turn < 100; turn += 1) {
      const { json }: any = await ada('GET', `/collections?page_size=2&marker=${marker}`);
      expect(json.has_next_page).toBe(json.marker !== undefined);
      paged.push(...ids(json));
      marker = json.marker;
    }
    expect(paged).toEqual(all);
    const list = async (query: string, by = ada) => ids((await by('GET', `/collections?page_size=1000&${query}`)).json);
    const mapped = await list('filter=mapped_collections');
    expect(mapped).toContain(storage);
    expect([...mapped, ...(await list('filter=guest_collections'))].sort()).toEqual([...all].sort());
    expect(await list(`mapped_collection_id=${storage}`)).toContain(sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION']);
    expect(await list('filter=created_by_me,guest_collections')).toContain(
      sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION'],
    );
    expect(await list('filter=managed_by_me', grace)).not.toContain(storage);
    expect(await list('filter=created_at%20%3E%202000-01-01')).toEqual(all);
    expect(await list('filter=created_at%20%3C%202000-01-01')).toEqual([]);
    expect(await list(`storage_gateway_id=${nobody}`)).toEqual([]);
    for (const wrong of ['filter=lost', 'page_size=0', 'marker=xyz'])
      expect((await ada('GET', `/collections?${wrong}`)).status).toBe(400);
  });

  test('private ones are shown to those who have to do with them', async () => {
    const id = await newMapped({ public: false });
    expect(ids((await grace('GET', '/collections?page_size=1000')).json)).not.toContain(id);
    expect(ids((await admin('GET', '/collections?page_size=1000')).json)).toContain(id);
    await ada('POST', '/roles', {
      DATA_TYPE: 'role#1.0.0',
      collection: id,
      principal: `${group}${lab}`,
      role: 'activity_monitor',
    });
    expect(ids((await grace('GET', '/collections?page_size=1000')).json)).toContain(id);
  });

  test('a check tells what is wrong: here a storage that is gone', async () => {
    expect((await grace('GET', '/collections/check')).status).toBe(403);
    expect((await ada('GET', `/collections/${storage}/check`)).json.data).toEqual([]);
    const broken = await newMapped({}, '/to-be-removed');
    rmSync(join(dir, 'collections/storage/to-be-removed'), { recursive: true });
    const { json } = await ada('GET', '/collections/check');
    expect(json.data.filter((row: any) => row.id === broken)).toMatchObject([
      { message: expect.stringContaining('folder'), error: { code: 'NOT_FOUND' } },
    ]);
  });
});

test('nothing of this made the sandbox itself fail', async () => {
  const state: any = await (await fetch(`${sandbox.url}/_sandbox/state`, { headers: withKey(sandbox) })).json();
  expect(state.breakdowns).toEqual([]);
  expect(Object.keys(state.tables)).not.toEqual(expect.arrayContaining(['gcs.user_credentials']));
});
