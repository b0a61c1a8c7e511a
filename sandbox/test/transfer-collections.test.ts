import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { harvest, plant, transferClient, transferScope, twoCollections, type TwoCollections } from './transferring.js';
import type { Client } from './signed-in.js';

let world: TwoCollections, ada: Client, grace: Client, administrator: Client;
let ids: Record<
  'gcs' | 'mapped' | 'guest' | 'personal' | 'open' | 'tutorial' | 'ada' | 'grace' | 'subscription',
  string
>;
beforeAll(async () => {
  world = await twoCollections();
  ({ ada } = world);
  [grace, administrator] = [
    await transferClient(world.sandbox, 'grace@globusid.org'),
    await transferClient(world.sandbox, 'admin@globusid.org'),
  ];
  const name = (variable: string) => world.sandbox.env[`GLOBUS_SANDBOX_${variable}`]!;
  ids = {
    gcs: name('ENDPOINT'),
    mapped: name('MAPPED_COLLECTION'),
    guest: name('GUEST_COLLECTION'),
    personal: name('PERSONAL_COLLECTION'),
    open: name('COLLECTION'),
    tutorial: name('TUTORIAL'),
    ada: name('IDENTITY'),
    grace: name('IDENTITY_2'),
    subscription: name('SUBSCRIPTION'),
  };
});
const code = ({ status, json }: { status: number; json: any }) => [status, json.code];

describe('collections', () => {
  test('a guest collection names its GCS endpoint as owner and its host', async () => {
    const { json } = await ada('GET', `/endpoint/${ids.guest}`);
    expect(json).toMatchObject({
      DATA_TYPE: 'endpoint',
      entity_type: 'GCSv5_guest_collection',
      display_name: "Ada's Results",
      owner_id: ids.gcs,
      owner_string: `${ids.gcs}@clients.auth.globus.org`,
      host_endpoint_id: ids.mapped,
      mapped_collection_id: ids.mapped,
      mapped_collection_display_name: 'Sandbox Storage',
      host_path: '/home/ada/results',
      acl_available: true,
      acl_editable: true,
      non_functional: false,
      non_functional_endpoint_id: ids.gcs,
      my_effective_roles: ['administrator', 'access_manager', 'activity_manager', 'activity_monitor'],
      in_use: false,
      activated: false,
      expires_in: -1,
    });
    expect(json.username).toMatch(/^u_[a-z2-7]{26}$/);
    expect(json.canonical_name).toBe(`${json.username}#${ids.guest}`);
    expect((await grace('GET', `/endpoint/${ids.guest}`)).json).toMatchObject({
      acl_editable: false,
      my_effective_roles: [],
    });
    const { DATA } = (await ada('GET', `/endpoint/${ids.guest}/server_list`)).json;
    expect((await ada('GET', `/endpoint/${ids.guest}/server/${DATA[0].id}`)).json).toEqual(DATA[0]);
    expect((await ada('GET', `/endpoint/${ids.gcs}`)).json).toMatchObject({
      entity_type: 'GCSv5_endpoint',
      non_functional: true,
      owner_id: ids.gcs,
      subscription_id: ids.subscription,
    });
  });

  test('a document read again tells what changed meanwhile, by whatever way, and each reader their own', async () => {
    const read = async (client: Client) => (await client('GET', `/endpoint/${ids.guest}`)).json;
    const before = await read(ada);
    expect(await read(ada)).toEqual(before);
    const role = (
      await ada('POST', `/endpoint/${ids.guest}/role`, {
        DATA_TYPE: 'role',
        principal_type: 'identity',
        principal: ids.grace,
        role: 'activity_monitor',
      })
    ).json;
    expect([(await read(grace)).my_effective_roles, (await read(ada)).my_effective_roles]).toEqual([
      ['activity_monitor'],
      before.my_effective_roles,
    ]);
    await ada('DELETE', `/endpoint/${ids.guest}/role/${role.id}`);
    expect((await read(grace)).my_effective_roles).toEqual([]);
    await world.admin('POST', '/clock', { advance_seconds: 90 });
    await ada('GET', `/operation/endpoint/${ids.guest}/ls`);
    expect((await read(ada)).last_accessed_time).not.toBe(before.last_accessed_time);
  });

  test('only administrators change and delete; a deleted one is remembered as such', async () => {
    const key = (
      await ada('POST', '/endpoint', {
        DATA_TYPE: 'endpoint',
        display_name: 'Second laptop',
        is_globus_connect: true,
        public: false,
      })
    ).json;
    expect(key).toMatchObject({
      DATA_TYPE: 'endpoint_create_result',
      code: 'Created',
      globus_connect_setup_key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(code(await ada('GET', `/operation/endpoint/${key.id}/ls`))).toEqual([
      502,
      'ExternalError.DirListingFailed.GCDisconnected',
    ]);
    await world.admin('PATCH', `/collections/${key.id}`, { connected: true });
    expect((await ada('GET', `/operation/endpoint/${key.id}/ls`)).json.DATA).toEqual([]);
    expect(code(await grace('GET', `/endpoint/${key.id}`))).toEqual([403, 'PermissionDenied']);
    expect(code(await grace('PUT', `/endpoint/${key.id}`, { description: 'mine' }))).toEqual([403, 'PermissionDenied']);
    expect(code(await ada('PUT', `/endpoint/${key.id}`, { public: 'yes' }))).toEqual([400, 'BadRequest']);
    expect(
      (
        await ada('PUT', `/endpoint/${key.id}`, {
          display_name: 'Renamed',
          description: 'On the desk',
          keywords: 'a,b',
          public: true,
          unknown_field: 1,
        })
      ).json,
    ).toMatchObject({ DATA_TYPE: 'result', code: 'Updated' });
    expect((await grace('GET', `/endpoint/${key.id}`)).json).toMatchObject({
      display_name: 'Renamed',
      description: 'On the desk',
      keywords: 'a,b',
      entity_type: 'GCP_mapped_collection',
      gcp_connected: true,
    });

    const shared = (
      await ada('POST', '/shared_endpoint', {
        DATA_TYPE: 'shared_endpoint',
        host_endpoint: key.id,
        host_path: '/',
        display_name: 'From the desk',
      })
    ).json;
    expect(
      code(await grace('POST', '/shared_endpoint', { host_endpoint: key.id, host_path: '/', display_name: 'x' })),
    ).toEqual([403, 'PermissionDenied']);
    expect(
      code(await ada('POST', '/shared_endpoint', { host_endpoint: key.id, host_path: '/nowhere', display_name: 'x' })),
    ).toEqual([404, 'ClientError.NotFound']);
    expect(
      (await ada('GET', `/endpoint/${key.id}/my_shared_endpoint_list`)).json.DATA.map((row: any) => row.id),
    ).toEqual([shared.id]);
    expect((await ada('GET', `/endpoint/${key.id}/shared_endpoint_list`)).json).toEqual({
      DATA_TYPE: 'shared_endpoint_list',
      shared_endpoints: [{ id: shared.id }],
      next_token: null,
    });

    expect((await ada('DELETE', `/endpoint/${key.id}`)).json.code).toBe('Deleted');
    for (const id of [key.id, shared.id])
      expect(code(await ada('GET', `/endpoint/${id}`))).toEqual([404, 'EndpointDeleted']);
    expect(code(await ada('GET', '/endpoint/00000000-0000-4000-8000-000000000000'))).toEqual([404, 'EndpointNotFound']);
  });

  test("a guest of Connect Personal keeps whom to notify, in Transfer's capitals; nothing else has that", async () => {
    const personal = world.sandbox.env['GLOBUS_SANDBOX_PERSONAL_COLLECTION']!;
    const shared = (
      await ada('POST', '/shared_endpoint', {
        DATA_TYPE: 'shared_endpoint',
        host_endpoint: personal,
        host_path: '/',
        display_name: 'With a policy',
        guest_collection_activity_notification_policy: { status: ['FAILED'], transfer_use: ['source'] },
      })
    ).json;
    const policyOf = async (id: string) =>
      (await ada('GET', `/endpoint/${id}`)).json.guest_collection_activity_notification_policy;
    const setPolicy = (id: string, policy: unknown) =>
      ada('PUT', `/endpoint/${id}`, { guest_collection_activity_notification_policy: policy });
    expect(await policyOf(shared.id)).toEqual({ status: ['FAILED'], transfer_use: ['source'] });
    for (const wrong of [{ status: ['failed'], transfer_use: [] }, { status: ['FAILED'] }, ['FAILED'], 'all'])
      expect(code(await setPolicy(shared.id, wrong))).toEqual([400, 'BadRequest']);
    const both = { status: ['SUCCEEDED', 'FAILED'], transfer_use: ['source', 'destination'] };
    expect((await setPolicy(shared.id, both)).status).toBe(200);
    expect(await policyOf(shared.id)).toEqual(both);
    expect((await setPolicy(shared.id, null)).status).toBe(200);
    expect(await policyOf(shared.id)).toBeNull();
    expect((await setPolicy(personal, both)).status).toBe(200);
    expect(await policyOf(personal)).toBeNull();
    await ada('DELETE', `/endpoint/${shared.id}`);
  });

  test('a new endpoint can name its subscription, or mean the only one; a text that is neither is refused', async () => {
    const made = (subscription_id: unknown) =>
      ada('POST', '/endpoint', {
        DATA_TYPE: 'endpoint',
        display_name: 'Subscribed',
        is_globus_connect: true,
        subscription_id,
      });
    for (const subscription of ['DEFAULT', ids.subscription]) {
      const { id } = (await made(subscription)).json;
      expect((await ada('GET', `/endpoint/${id}`)).json.subscription_id).toBe(ids.subscription);
      await ada('DELETE', `/endpoint/${id}`);
    }
    expect(code(await made('mine'))).toEqual([400, 'BadRequest']);
    expect(code(await ada('PUT', `/endpoint/${ids.personal}`, { authentication_policy_id: 'x' }))).toEqual([
      400,
      'BadRequest',
    ]);
  });

  test('subscriptions are set by administrators and verified by those of the subscription', async () => {
    expect(
      code(
        await ada('PUT', `/endpoint/${ids.personal}/subscription_admin_verified`, {
          subscription_admin_verified: true,
        }),
      ),
    ).toEqual([400, 'BadRequest']);
    expect(code(await ada('PUT', `/endpoint/${ids.personal}/subscription`, { subscription_id: 'DEFAULT' }))).toEqual([
      200,
      'Updated',
    ]);
    expect((await ada('GET', `/endpoint/${ids.personal}`)).json.subscription_id).toBe(ids.subscription);
    expect(
      code(
        await ada('PUT', `/endpoint/${ids.personal}/subscription_admin_verified`, {
          subscription_admin_verified: true,
        }),
      ),
    ).toEqual([403, 'PermissionDenied']);
    expect(
      code(
        await administrator('PUT', `/endpoint/${ids.personal}/subscription_admin_verified`, {
          subscription_admin_verified: true,
        }),
      ),
    ).toEqual([200, 'Updated']);
    expect((await ada('GET', `/endpoint/${ids.personal}`)).json.subscription_admin_verified).toBe(true);
    expect(code(await ada('PUT', `/endpoint/${ids.personal}/subscription`, { subscription_id: null }))).toEqual([
      200,
      'Updated',
    ]);
  });

  test('search finds by the beginnings of words, within a scope, page by page', async () => {
    const names = async (user: Client, query: string) =>
      (await user('GET', `/endpoint_search?${query}`)).json.DATA.map((row: any) => row.display_name);
    expect(await names(ada, 'filter_scope=all&filter_fulltext=tutorial%20coll&limit=100')).toEqual([
      'Globus Tutorial Collection 1',
      'Globus Tutorial Collection 2',
    ]);
    const page = (await ada('GET', '/endpoint_search?filter_fulltext=tutorial&limit=1&offset=1')).json;
    expect(page).toMatchObject({
      DATA_TYPE: 'endpoint_list',
      limit: 1,
      offset: 1,
      has_next_page: false,
      DATA: [{ display_name: 'Globus Tutorial Collection 2', _rank: expect.any(Number) }],
    });
    expect((await ada('GET', '/endpoint_search?filter_fulltext=tutorial&limit=1')).json.has_next_page).toBe(true);
    expect(await names(ada, 'filter_scope=my-gcp-endpoints')).toEqual(["Ada's Laptop"]);
    expect(await names(grace, 'filter_scope=shared-with-me&filter_fulltext=results')).toEqual(["Ada's Results"]);
    expect(await names(ada, 'filter_scope=shared-with-me&filter_fulltext=results')).toEqual([]);
    expect(await names(ada, 'filter_fulltext=sandbox&filter_entity_type=GCSv5_mapped_collection')).toEqual([
      'Sandbox Storage',
    ]);
    expect(await names(ada, `filter_fulltext=sandbox&filter_non_functional=True`)).toEqual(['Sandbox Endpoint']);
    expect(await names(administrator, 'filter_scope=administered-by-me&filter_fulltext=endpoint')).toContain(
      'Sandbox Endpoint',
    );
    expect(code(await ada('GET', '/endpoint_search?filter_scope=all'))).toEqual([400, 'BadRequest']);
    expect(code(await ada('GET', '/endpoint_search?filter_scope=mine'))).toEqual([400, 'BadRequest']);
  });
});

describe('files', () => {
  test('ls shows, filters, orders and pages a directory', async () => {
    plant(world.from, { 'ls/b.txt': '22', 'ls/a.csv': '1', 'ls/.hidden': '', 'ls/sub/x': '' });
    symlinkSync('sub', join(world.from, 'ls/link'));
    symlinkSync('/etc/passwd', join(world.from, 'ls/escape'));
    const ls = async (query: string) =>
      (await ada('GET', `/operation/endpoint/${world.source}/ls?path=/ls&${query}`)).json;
    const all = await ls('');
    expect(all).toMatchObject({
      DATA_TYPE: 'file_list',
      endpoint: world.source,
      path: '/ls/',
      absolute_path: '/ls/',
      length: 6,
      total: 6,
      rename_supported: true,
    });
    expect(all.DATA.map(({ name, type }: any) => [name, type])).toEqual([
      ['.hidden', 'file'],
      ['a.csv', 'file'],
      ['b.txt', 'file'],
      ['escape', 'invalid_symlink'],
      ['link', 'dir'],
      ['sub', 'dir'],
    ]);
    expect(all.DATA[2]).toMatchObject({
      DATA_TYPE: 'file',
      size: 2,
      permissions: '0644',
      link_target: null,
      last_modified: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00$/),
    });
    expect(all.DATA[4]).toMatchObject({ link_target: 'sub' });
    const names = async (query: string) => (await ls(query)).DATA.map((row: any) => row.name);
    expect(await names('show_hidden=0&filter=type:file')).toEqual(['a.csv', 'b.txt']);
    expect(await names('filter=name:~*.txt&filter=type:dir')).toEqual(['b.txt', 'link', 'sub']);
    expect(await names('filter=name:!~*.txt,!link/type:file,dir')).toEqual(['.hidden', 'a.csv', 'sub']);
    expect(await names('filter=size:>1/type:file')).toEqual(['b.txt']);
    expect(await names('filter=type:file&orderby=size%20DESC,name')).toEqual(['b.txt', 'a.csv', '.hidden']);
    expect(await ls('limit=2&offset=1')).toMatchObject({
      length: 2,
      total: 6,
      DATA: [{ name: 'a.csv' }, { name: 'b.txt' }],
    });
    expect(code(await ada('GET', `/operation/endpoint/${world.source}/ls?filter=color:red`))).toEqual([
      400,
      'BadRequest',
    ]);
  });

  test('what is not there, no directory, forbidden or outside answers as the service does', async () => {
    plant(world.from, { 'errors/file': 'x' });
    symlinkSync('/etc', join(world.from, 'errors/outside'));
    const at = (path: string, operation = 'ls') =>
      ada('GET', `/operation/endpoint/${world.source}/${operation}?path=${encodeURIComponent(path)}`);
    expect(code(await at('/nowhere'))).toEqual([404, 'ClientError.NotFound']);
    expect(code(await at('/errors/file'))).toEqual([502, 'ExternalError.DirListingFailed.NotDirectory']);
    expect(code(await at('/errors/outside'))).toEqual([403, 'EndpointPermissionDenied']);
    expect((await at('/errors/../../../../errors')).json.absolute_path).toBe('/errors/');
    expect(code(await at('/nowhere', 'stat'))).toEqual([404, 'NotFound']);
    expect((await at('/errors/file', 'stat')).json).toMatchObject({
      DATA_TYPE: 'file',
      name: 'file',
      type: 'file',
      size: 1,
    });
    expect(code(await ada('GET', `/operation/endpoint/${ids.gcs}/ls`))).toEqual([409, 'NotSupported']);
    expect(code(await grace('GET', `/operation/endpoint/${ids.personal}/ls`))).toEqual([
      403,
      'EndpointPermissionDenied',
    ]);
    expect(code(await grace('GET', `/operation/endpoint/${ids.guest}/ls?path=/private/`))).toEqual([
      403,
      'EndpointPermissionDenied',
    ]);
    expect(
      (await grace('GET', `/operation/endpoint/${ids.guest}/ls?path=/shared/&show_hidden=0`)).json.DATA.map(
        (row: any) => row.name,
      ),
    ).toEqual(['inbox', 'report.txt']);
  });

  test('a mapped collection demands data_access, and gives everyone a home', async () => {
    const refused = await ada('GET', `/operation/endpoint/${ids.mapped}/ls`);
    expect(refused).toMatchObject({
      status: 403,
      json: {
        code: 'ConsentRequired',
        required_scopes: [`${transferScope}[*https://auth.globus.org/scopes/${ids.mapped}/data_access]`],
      },
    });
    const consenting = await transferClient(world.sandbox, 'grace@globusid.org', refused.json.required_scopes[0]);
    expect((await consenting('GET', `/operation/endpoint/${ids.mapped}/ls`)).json).toMatchObject({
      path: '/~/',
      absolute_path: '/home/grace/',
      DATA: [],
    });
  });

  test('mkdir, rename and symlink change the real folder, once', async () => {
    const act = (operation: string, body: object) =>
      ada('POST', `/operation/endpoint/${world.source}/${operation}`, { DATA_TYPE: operation, ...body });
    expect((await act('mkdir', { path: '/made' })).json).toMatchObject({
      DATA_TYPE: 'mkdir_result',
      code: 'DirectoryCreated',
    });
    expect(code(await act('mkdir', { path: '/made' }))).toEqual([502, 'ExternalError.MkdirFailed.Exists']);
    expect(code(await act('mkdir', { path: '/no/parent' }))).toEqual([404, 'ClientError.NotFound']);
    expect(code(await act('mkdir', {}))).toEqual([400, 'BadRequest']);
    plant(world.from, { 'made/a': '1', 'made/b': '2' });
    expect((await act('rename', { old_path: '/made/a', new_path: '/made/c' })).json.code).toBe('FileRenamed');
    expect(code(await act('rename', { old_path: '/made/b', new_path: '/made/c' }))).toEqual([
      502,
      'ExternalError.RenameFailed.Exists',
    ]);
    expect(code(await act('rename', { old_path: '/made/a', new_path: '/made/d' }))).toEqual([
      404,
      'ClientError.NotFound',
    ]);
    expect((await act('symlink', { path: '/made/link', symlink_target: 'c' })).json.code).toBe('SymlinkCreated');
    expect(harvest(join(world.from, 'made'))).toEqual({ b: '2', c: '1', link: '-> something' });
    const read = await world.admin('POST', '/collections', {
      display_name: 'Read only',
      path: world.from,
      permissions: 'r',
    });
    expect(code(await grace('POST', `/operation/endpoint/${read.json.id}/mkdir`, { path: '/x' }))).toEqual([
      403,
      'EndpointPermissionDenied',
    ]);
  });
});

describe('access rules and roles', () => {
  test('rules are made, changed, listed and enforced', async () => {
    plant(world.sandbox.dir, { 'collections/storage/home/ada/results/lab/data.txt': 'x' });
    const look = () => grace('GET', `/operation/endpoint/${ids.guest}/ls?path=/lab/`);
    expect(code(await look())).toEqual([403, 'EndpointPermissionDenied']);
    const rule = {
      DATA_TYPE: 'access',
      principal_type: 'identity',
      principal: ids.grace,
      path: '/lab/',
      permissions: 'r',
    };
    const created = await ada('POST', `/endpoint/${ids.guest}/access`, rule);
    expect(created).toMatchObject({ status: 201, json: { DATA_TYPE: 'access_create_result', code: 'Created' } });
    const id = created.json.access_id;
    expect((await look()).json.DATA.map((row: any) => row.name)).toEqual(['data.txt']);
    expect(code(await grace('POST', `/operation/endpoint/${ids.guest}/mkdir`, { path: '/lab/new' }))).toEqual([
      403,
      'EndpointPermissionDenied',
    ]);
    expect((await ada('PUT', `/endpoint/${ids.guest}/access/${id}`, { permissions: 'rw' })).json.code).toBe('Updated');
    expect((await grace('POST', `/operation/endpoint/${ids.guest}/mkdir`, { path: '/lab/new' })).status).toBe(202);
    expect((await ada('GET', `/endpoint/${ids.guest}/access/${id}`)).json).toMatchObject({
      ...rule,
      id,
      permissions: 'rw',
      expiration_date: null,
      role_id: null,
    });
    expect((await ada('GET', `/endpoint/${ids.guest}/access_list`)).json).toMatchObject({
      DATA_TYPE: 'access_list',
      endpoint: ids.guest,
      length: 4,
    });
    expect(code(await ada('POST', `/endpoint/${ids.guest}/access`, rule))).toEqual([409, 'Exists']);
    expect((await ada('DELETE', `/endpoint/${ids.guest}/access/${id}`)).json.code).toBe('Deleted');
    expect(code(await look())).toEqual([403, 'EndpointPermissionDenied']);
    expect(code(await ada('GET', `/endpoint/${ids.guest}/access/${id}`))).toEqual([404, 'AccessRuleNotFound']);
  });

  test.each([
    ['a path without its last slash', { path: '/lab' }, 'InvalidPath'],
    ['a path that climbs', { path: '/../' }, 'InvalidPath'],
    ['write-only permissions', { permissions: 'w' }, 'BadRequest'],
    ['a username for an id', { principal: 'grace@globusid.org' }, 'BadRequest'],
    ['an unknown kind of principal', { principal_type: 'everyone' }, 'BadRequest'],
    ['a date that has passed', { expiration_date: '2001-01-01' }, 'BadRequest'],
  ])('%s is refused', async (_name, wrong, expected) => {
    const answer = await ada('POST', `/endpoint/${ids.guest}/access`, {
      principal_type: 'identity',
      principal: ids.grace,
      path: '/lab/',
      permissions: 'r',
      ...wrong,
    });
    expect(code(answer)).toEqual([400, expected]);
  });

  test('a rule ends when it expires; mapped collections take none', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    await ada('POST', `/endpoint/${ids.guest}/access`, {
      principal_type: 'all_authenticated_users',
      principal: '',
      path: '/private/',
      permissions: 'r',
      expiration_date: soon,
    });
    const look = () => grace('GET', `/operation/endpoint/${ids.guest}/ls?path=/private/`);
    expect((await look()).status).toBe(200);
    await world.admin('POST', '/clock', { advance_seconds: 3601 });
    expect((await look()).status).toBe(403);
    expect(code(await administrator('GET', `/endpoint/${ids.mapped}/access_list`))).toEqual([409, 'NotSupported']);
  });

  test('an access manager may give access, not roles', async () => {
    expect(code(await grace('GET', `/endpoint/${ids.guest}/access_list`))).toEqual([403, 'PermissionDenied']);
    const role = await ada('POST', `/endpoint/${ids.guest}/role`, {
      DATA_TYPE: 'role',
      principal_type: 'identity',
      principal: ids.grace,
      role: 'access_manager',
    });
    expect(role).toMatchObject({
      status: 201,
      json: { DATA_TYPE: 'role', principal: ids.grace, role: 'access_manager' },
    });
    expect((await grace('GET', `/endpoint/${ids.guest}/access_list`)).status).toBe(200);
    expect((await grace('GET', `/endpoint/${ids.guest}`)).json).toMatchObject({
      my_effective_roles: ['access_manager'],
      acl_editable: true,
    });
    expect(code(await grace('GET', `/endpoint/${ids.guest}/role_list`))).toEqual([403, 'PermissionDenied']);
    expect((await ada('GET', `/endpoint/${ids.guest}/role_list`)).json.DATA).toEqual([role.json]);
    expect((await ada('GET', `/endpoint/${ids.guest}/role/${role.json.id}`)).json).toEqual(role.json);
    expect(
      code(
        await ada('POST', `/endpoint/${ids.guest}/role`, {
          principal_type: 'identity',
          principal: ids.grace,
          role: 'king',
        }),
      ),
    ).toEqual([400, 'BadRequest']);
    expect((await ada('DELETE', `/endpoint/${ids.guest}/role/${role.json.id}`)).json.code).toBe('Deleted');
    expect((await grace('GET', `/endpoint/${ids.guest}/access_list`)).status).toBe(403);
  });

  test('managers see the collections they watch over', async () => {
    const { DATA } = (await administrator('GET', '/endpoint_manager/monitored_endpoints')).json;
    expect(DATA.map((row: any) => row.id)).toEqual(expect.arrayContaining([ids.gcs, ids.mapped, ids.guest]));
    expect(
      (await administrator('GET', `/endpoint_manager/endpoint/${ids.mapped}/hosted_endpoint_list`)).json.DATA.map(
        (row: any) => row.id,
      ),
    ).toContain(ids.guest);
    expect(code(await administrator('GET', `/endpoint_manager/endpoint/${ids.guest}/hosted_endpoint_list`))).toEqual([
      409,
      'Conflict',
    ]);
    expect(
      (await administrator('GET', `/endpoint_manager/endpoint/${ids.guest}/access_list`)).json.DATA.length,
    ).toBeGreaterThan(2);
    expect(code(await grace('GET', `/endpoint_manager/endpoint/${ids.guest}`))).toEqual([403, 'PermissionDenied']);
  });
});

describe('bookmarks', () => {
  test('of both versions are the same ones', async () => {
    const made = await ada('POST', '/bookmark', {
      DATA_TYPE: 'bookmark',
      name: 'data',
      endpoint_id: ids.open,
      path: '/data/',
    });
    expect(made).toMatchObject({
      status: 201,
      json: { DATA_TYPE: 'bookmark', name: 'data', endpoint_id: ids.open, path: '/data/', pinned: false },
    });
    const { id } = made.json;
    expect(code(await ada('POST', '/bookmark', { name: 'data', endpoint_id: ids.open, path: '/' }))).toEqual([
      409,
      'Exists',
    ]);
    expect(code(await ada('POST', '/bookmark', { name: 'x', endpoint_id: ids.grace, path: '/' }))).toEqual([
      404,
      'EndpointNotFound',
    ]);
    expect((await ada('PUT', `/bookmark/${id}`, { DATA_TYPE: 'bookmark', name: 'renamed' })).json).toMatchObject({
      id,
      name: 'renamed',
    });
    expect((await ada('GET', '/bookmark_list')).json).toEqual({
      DATA_TYPE: 'bookmark_list',
      length: 1,
      DATA: [{ ...made.json, name: 'renamed' }],
    });
    expect(code(await grace('GET', `/bookmark/${id}`))).toEqual([404, 'BookmarkNotFound']);

    const resource = {
      type: 'Bookmark',
      id,
      attributes: { name: 'renamed', path: '/data/' },
      relationships: { collection: { data: { type: 'Collection', id: ids.open } } },
    };
    expect((await ada('GET', `/v2/bookmarks/${id}?include=collection`)).json).toEqual({
      data: resource,
      included: [
        { type: 'Collection', id: ids.open, attributes: { display_name: 'Sandbox Source', high_assurance: false } },
      ],
      meta: { request_id: expect.any(String) },
    });
    const second = await ada('POST', '/v2/bookmarks', {
      data: { ...resource, id: undefined, attributes: { name: 'second', path: '/' } },
    });
    expect(second.status).toBe(201);
    expect(
      (
        await ada('PATCH', `/v2/bookmarks/${second.json.data.id}`, {
          data: { type: 'Bookmark', id: second.json.data.id, attributes: { name: 'two' } },
        })
      ).json.data.attributes.name,
    ).toBe('two');
    const page = (await ada('GET', '/v2/bookmarks?page[limit]=1')).json;
    expect([page.data.length, page.data[0].attributes.name]).toEqual([1, 'renamed']);
    const next = new URL(page.links.next);
    expect((await ada('GET', `${next.pathname.replace('/transfer', '')}${next.search}`)).json).toMatchObject({
      data: [{ attributes: { name: 'two' } }],
      links: null,
    });
    expect(await ada('POST', '/v2/bookmarks', { data: { type: 'Bookmark', attributes: {} } })).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'data', 'attributes', 'name'], type: 'missing' }] },
    });
    expect((await ada('DELETE', `/v2/bookmarks/${id}`)).json).toEqual({ meta: { request_id: expect.any(String) } });
    expect((await ada('DELETE', `/bookmark/${second.json.data.id}`)).json.code).toBe('Deleted');
  });
});

describe('tunnels', () => {
  test('go from waiting to active to stopped, and tell so', async () => {
    const points = (await ada('GET', '/v2/stream_access_points')).json.data;
    expect(points.map((point: any) => point.attributes.display_name)).toEqual([
      'Sandbox Instrument',
      'Sandbox Analysis',
    ]);
    expect((await ada('GET', `/v2/stream_access_points/${points[0].id}`)).json.data).toEqual(points[0]);
    const relationships = {
      listener: { data: { type: 'StreamAccessPoint', id: points[0].id } },
      initiator: { data: { type: 'StreamAccessPoint', id: points[1].id } },
    };
    const submission_id = '6ab42cda-d7a4-11f0-ad34-0affc202d2e9';
    const create = () =>
      ada('POST', '/v2/tunnels', {
        data: { type: 'Tunnel', attributes: { label: 'Beam', submission_id, lifetime_mins: 10 }, relationships },
      });
    const { data } = (await create()).json;
    expect(data.attributes).toMatchObject({
      label: 'Beam',
      lifetime_mins: 10,
      restartable: false,
      state: 'AWAITING_LISTENER',
      initiator_port: null,
      created_time: expect.stringMatching(/^[\d-]+T[\d:]+\.\d{6}$/),
    });
    expect(data.relationships.owner).toEqual({ data: { type: 'Identity', id: ids.ada } });
    expect((await create()).json.data.id).toBe(data.id);
    const patch = (attributes: object) =>
      ada('PATCH', `/v2/tunnels/${data.id}`, { data: { type: 'Tunnel', attributes } });
    expect((await patch({ listener_ip_address: '127.0.0.1', listener_port: 5000 })).json.data.attributes).toMatchObject(
      { state: 'ACTIVE', initiator_ip_address: '127.0.0.1' },
    );
    expect(await ada('DELETE', `/v2/tunnels/${data.id}`)).toMatchObject({ status: 409, json: { code: 'Conflict' } });
    expect((await patch({ state: 'STOPPING' })).json.data.attributes.state).toBe('STOPPING');
    expect((await ada('GET', '/v2/tunnels')).json.data.map((tunnel: any) => tunnel.attributes.state)).toEqual([
      'STOPPED',
    ]);
    expect(
      (await ada('GET', `/v2/tunnels/${data.id}/events`)).json.data.map((event: any) => event.attributes.code),
    ).toEqual(['STARTED', 'TUNNEL_ACTIVE', 'TUNNEL_STOPPED']);
    expect((await grace('GET', `/v2/tunnels/${data.id}`)).status).toBe(404);
    expect((await ada('DELETE', `/v2/tunnels/${data.id}`)).json.data).toBeNull();
    expect((await ada('DELETE', `/v2/tunnels/${data.id}`)).status).toBe(404);
    // one that still waits for its listener is not stopped either
    const waiting = (await create()).json.data;
    expect(waiting.attributes.state).toBe('AWAITING_LISTENER');
    expect((await ada('DELETE', `/v2/tunnels/${waiting.id}`)).status).toBe(409);
    expect((await ada('POST', '/v2/tunnels', { data: { type: 'Tunnel', attributes: {}, relationships } })).status).toBe(
      422,
    );
  });
});

test('the task list filters, orders, pages and counts', async () => {
  plant(world.from, { 'list/a': '1' });
  const done: string[] = [];
  for (const label of ['alpha', 'beta', 'Gamma'])
    done.push(
      (await world.transfer([{ source_path: '/list/a', destination_path: `/list/${label}` }], { label })).task_id,
    );
  await world.ended((await world.remove(['/list/beta'], { label: 'delta' })).json.task_id);
  const list = async (query: string) => (await ada('GET', `/task_list?${query}`)).json;
  const labels = async (filter: string) =>
    (await list(`limit=1000&orderby=label&filter=${encodeURIComponent(filter)}`)).DATA.map((task: any) => task.label);
  expect(await labels('type:TRANSFER,DELETE/status:SUCCEEDED')).toEqual(['Gamma', 'alpha', 'beta', 'delta']);
  expect(await labels('type:DELETE')).toEqual(['delta']);
  expect(await labels('label:~*ETA,!~gam*')).toEqual(['beta']);
  expect(await labels(`task_id:${done[0]},${done[2]}`)).toEqual(['Gamma', 'alpha']);
  expect(await labels('request_time:2001-01-01,2001-01-02')).toEqual([]);
  expect(await labels('completion_time:2001-01-01,')).toHaveLength(4);
  expect(await list('limit=1&offset=1')).toMatchObject({
    DATA_TYPE: 'task_list',
    length: 1,
    limit: 1,
    offset: 1,
    total: 4,
  });
  expect((await list('limit=1&fields=task_id,label')).DATA[0]).toEqual({
    task_id: expect.any(String),
    label: expect.any(String),
  });
  expect((await (await transferClient(world.sandbox, 'grace@globusid.org'))('GET', '/task_list')).json.total).toBe(0);
  expect(code(await ada('GET', '/task_list?filter=color:red'))).toEqual([400, 'BadRequest']);
});
