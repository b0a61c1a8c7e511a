import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder, type Client } from './signed-in.js';
import { harvest, plant, transferScope } from './transferring.js';

const posix = '145812c8-decc-41f1-83cf-bb2a85a2a70b';
const files = {
  'data/a.txt': 'a',
  'data/keep/b.txt': 'b',
  'data/secret/s.txt': 'secret',
  'pub/p.txt': 'p',
  'out/.keep': '',
  'home/ada/h.txt': 'h',
  'home/grace/g.txt': 'g',
};

let sandbox: RunningSandbox, dir: string, endpoint: string, adaId: string;
let boss: Client;
/** A gateway, its folder, a mapped collection over all of it, and clients with consent for it. */
let gateway: string, folder: string, mapped: string, guest: string;
let ada: Client, grace: Client, manager: Client;
let https: (method: string, path: string, body?: string) => Promise<{ status: number; text: string }>;

const manage = () => `urn:globus:auth:scope:${endpoint}:manage_collections`;
const gatewayWith = (fields: object) => boss('PATCH', `/storage_gateways/${gateway}`, fields);
const expressions = (...mappings: object[]) => ({
  identity_mappings: [{ DATA_TYPE: 'expression_identity_mapping#1.0.0', mappings }],
});
const look = (name: 'ls' | 'stat', path: string, id = mapped, who = ada) =>
  who('GET', `/operation/endpoint/${id}/${name}?path=${encodeURIComponent(path)}`);
const names = async (path: string, id = mapped, who = ada): Promise<string[]> =>
  (await look('ls', path, id, who)).json.DATA.map(({ name }: any) => name);
const operate = (name: string, body: object, id = mapped) =>
  ada('POST', `/operation/endpoint/${id}/${name}`, { DATA_TYPE: name, ...body });
/** Submits, waits until it has ended or met a fault, and ends it. */
async function submitted(path: string, document: object): Promise<any> {
  const { json } = await ada('POST', path, { submission_id: randomUUID(), ...document });
  for (let i = 0; i < 200; i += 1) {
    const task = (await ada('GET', `/task/${json.task_id}`)).json;
    if (task.status !== 'ACTIVE' || task.faults > 0) break;
    await new Promise((done) => setTimeout(done, 10));
  }
  await ada('POST', `/task/${json.task_id}/cancel`);
  const task = (await ada('GET', `/task/${json.task_id}`)).json;
  const events = (await ada('GET', `/task/${json.task_id}/event_list`)).json.DATA;
  return {
    status: task.status,
    faults: events.map(({ code }: any) => code).filter((code: string) => code === 'PERMISSION_DENIED'),
  };
}
const transfer = (source_path: string, destination_path: string, more: object = {}, id = mapped) =>
  submitted('/transfer', {
    DATA_TYPE: 'transfer',
    source_endpoint: id,
    destination_endpoint: id,
    DATA: [{ DATA_TYPE: 'transfer_item', source_path, destination_path }],
    ...more,
  });
const remove = (path: string, more: object = {}) =>
  submitted('/delete', { DATA_TYPE: 'delete', endpoint: mapped, DATA: [{ DATA_TYPE: 'delete_item', path }], ...more });
const refused = { status: 'FAILED', faults: ['PERMISSION_DENIED'] };
const denied = { status: 403, json: { code: 'EndpointPermissionDenied' } };

beforeAll(async () => {
  dir = temporaryFolder();
  sandbox = await openSandbox({ dir, retryMilliseconds: 1000 });
  endpoint = sandbox.env['GLOBUS_SANDBOX_ENDPOINT']!;
  adaId = sandbox.env['GLOBUS_SANDBOX_IDENTITY']!;
  boss = clientOf(sandbox, `gcs/${endpoint}/api`, (await logIn(sandbox, 'ada@globusid.org', manage()))[endpoint]);
});
beforeEach(async () => {
  gateway = (
    await boss('POST', '/storage_gateways', {
      display_name: 'Ruled',
      connector_id: posix,
      allowed_domains: ['globusid.org'],
    })
  ).json.data[0].id;
  folder = join(dir, `collections/gateway-${gateway}`);
  plant(folder, files);
  mapped = (
    await boss('POST', '/collections', {
      collection_type: 'mapped',
      display_name: 'Ruled',
      collection_base_path: '/',
      public: true,
      allow_guest_collections: true,
      storage_gateway_id: gateway,
    })
  ).json.data[0].id;
  const data = `https://auth.globus.org/scopes/${mapped}/data_access`;
  const asUser = async (user: string) => {
    const tokens = await logIn(
      sandbox,
      user,
      `${transferScope}[*${data}] ${manage()}[${data}] https://auth.globus.org/scopes/${mapped}/https[*${data}]`,
    );
    return {
      transfer: clientOf(sandbox, 'transfer/v0.10', tokens['transfer.api.globus.org']),
      manager: clientOf(sandbox, `gcs/${endpoint}/api`, tokens[endpoint]),
      https: tokens[mapped],
    };
  };
  const [one, two] = [await asUser('ada@globusid.org'), await asUser('grace@globusid.org')];
  [ada, grace, manager] = [one.transfer, two.transfer, one.manager];
  https = async (method, path, body) => {
    const answer = await fetch(`${sandbox.url}/data/${mapped}${path}`, {
      method,
      headers: { authorization: `Bearer ${one.https}` },
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  await manager('POST', '/user_credentials', { storage_gateway_id: gateway });
});
const share = (path: string) =>
  manager('POST', '/collections', {
    collection_type: 'guest',
    display_name: 'Guest',
    collection_base_path: path,
    public: true,
    mapped_collection_id: mapped,
  });

describe('restrictions of a storage gateway', () => {
  beforeEach(async () => {
    guest = (await share('/data')).json.data[0].id;
    expect(
      (
        await gatewayWith({
          restrict_paths: {
            DATA_TYPE: 'path_restrictions#1.0.0',
            none: ['/data/secret', '/home'],
            read: ['/pub'],
            read_write: ['~'],
          },
        })
      ).status,
    ).toBe(200);
  });

  test('hold for lists and documents: what is closed is not even shown', async () => {
    expect(await names('/')).toEqual(['data', 'out', 'pub']);
    expect(await names('/data')).toEqual(['a.txt', 'keep']);
    expect(await names('/pub')).toEqual(['p.txt']);
    expect(await names('/~/')).toEqual(['h.txt']);
    for (const path of ['/data/secret', '/home', '/home/grace', '/data/keep/../secret'])
      expect([path, await look('ls', path)]).toMatchObject([path, denied]);
    for (const path of ['/data/secret', '/data/secret/s.txt', '/home/grace/g.txt', '/data/secret/none'])
      expect([path, await look('stat', path)]).toMatchObject([path, denied]);
    expect((await look('stat', '/home/ada/h.txt')).status).toBe(200);
  });

  test('hold below a guest collection, as the account of its owner', async () => {
    expect(await names('/', guest)).toEqual(['a.txt', 'keep']);
    expect(await look('ls', '/secret', guest)).toMatchObject(denied);
    expect(await look('stat', '/secret/s.txt', guest)).toMatchObject(denied);
    expect(await operate('mkdir', { path: '/secret/new' }, guest)).toMatchObject(denied);
    expect(await transfer('/secret/s.txt', '/got.txt', {}, guest)).toEqual(refused);
    await ada('POST', `/endpoint/${guest}/access`, {
      DATA_TYPE: 'access',
      principal_type: 'anonymous',
      principal: '',
      path: '/',
      permissions: 'r',
    });
    const [open, closed] = await Promise.all(
      ['a.txt', 'secret/s.txt'].map((name) => fetch(`${sandbox.url}/data/${guest}/${name}`, { redirect: 'manual' })),
    );
    // what is not open to everybody leads to the login of its collection
    expect([open?.status, closed?.status]).toEqual([200, 302]);
  });

  test('hold for operations', async () => {
    for (const path of ['/data/secret/new', '/pub/new', '/home/new'])
      expect([path, await operate('mkdir', { path })]).toMatchObject([path, denied]);
    for (const path of ['/data/secret/link', '/pub/link'])
      expect(await operate('symlink', { path, symlink_target: 'x' })).toMatchObject(denied);
    for (const [old_path, new_path] of [
      ['/pub/p.txt', '/out/p.txt'],
      ['/data/a.txt', '/pub/a.txt'],
      ['/data/secret/s.txt', '/out/s.txt'],
      ['/data/secret', '/out/x'],
    ]) {
      expect([old_path, await operate('rename', { old_path, new_path })]).toMatchObject([old_path, denied]);
    }
    expect((await operate('mkdir', { path: '/~/new' })).status).toBe(202);
    expect((await operate('rename', { old_path: '/data/keep', new_path: '/out/keep' })).status).toBe(200);
  });

  test('are not escaped by moving the folder above, nor by a symlink to it', async () => {
    expect(await operate('rename', { old_path: '/data', new_path: '/out/moved' })).toMatchObject(denied);
    symlinkSync('data', join(folder, 'link'));
    symlinkSync('data/secret', join(folder, 'deeper'));
    symlinkSync('../data/secret/s.txt', join(folder, 'out/file'));
    expect(await names('/link')).toEqual(['a.txt', 'keep']);
    for (const path of ['/link/secret', '/deeper'])
      expect([path, await look('ls', path)]).toMatchObject([path, denied]);
    for (const path of ['/link/secret', '/link/secret/s.txt', '/deeper/s.txt'])
      expect([path, await look('stat', path)]).toMatchObject([path, denied]);
    expect((await look('stat', '/out/file')).json).toMatchObject({ type: 'invalid_symlink' });
    expect((await https('GET', '/out/file')).status).toBe(403);
    expect((await transfer('/link/secret/s.txt', '/out/got.txt')).status).toBe('FAILED');
    expect((await transfer('/link', '/out/all', { recursive_symlinks: 'copy' })).status).toBe('FAILED');
    expect(await remove('/link/secret', { recursive: true })).toEqual(refused);
    expect(JSON.stringify(harvest(join(folder, 'out')))).not.toContain('secret"');
    expect(readFileSync(join(folder, 'data/secret/s.txt'), 'utf8')).toBe('secret');
  });

  test('hold for transfers: sources must be readable, destinations writable', async () => {
    expect(await transfer('/data/secret/s.txt', '/out/s.txt')).toEqual(refused);
    expect(await transfer('/data/a.txt', '/pub/a.txt')).toEqual(refused);
    expect(await transfer('/pub/p.txt', '/out/p.txt')).toEqual({ status: 'SUCCEEDED', faults: [] });
    expect(await transfer('/data', '/out/tree')).toEqual(refused);
    expect(await transfer('/data', '/out/skipped', { skip_source_errors: true })).toEqual({
      status: 'SUCCEEDED',
      faults: [],
    });
    expect(harvest(join(folder, 'out/skipped'))).toEqual({ 'a.txt': 'a', 'keep/b.txt': 'b' });
    plant(folder, { 'in/secret/new.txt': 'new', 'in/x.txt': 'x' });
    expect(await transfer('/in', '/data', { delete_destination_extra: true })).toEqual(refused);
    expect(harvest(join(folder, 'data/secret'))).toEqual({ 's.txt': 'secret' });
    expect(existsSync(join(folder, 'pub/a.txt'))).toBe(false);
  });

  test('hold for files by a pattern, wherever a tree brings them', async () => {
    await gatewayWith({ restrict_paths: { none: ['*.key'], read: ['*.ro'] } });
    plant(folder, { 'tree/a.key': 'k', 'tree/a.ro': 'r', 'tree/a.txt': 't' });
    expect(await names('/tree')).toEqual(['a.ro', 'a.txt']);
    expect(await transfer('/tree', '/out/tree', { skip_source_errors: true })).toEqual(refused);
    expect(harvest(join(folder, 'out/tree'))).toEqual({ 'a.txt': 't' });
    expect(await remove('/tree', { recursive: true })).toEqual(refused);
    expect(await remove('/tree/*', { interpret_globs: true })).toEqual(refused);
    expect(Object.keys(harvest(join(folder, 'tree')))).toEqual(expect.arrayContaining(['a.key', 'a.ro']));
  });

  test('hold for deletes and for HTTPS', async () => {
    for (const path of ['/pub/p.txt', '/data/secret/s.txt']) expect(await remove(path)).toEqual(refused);
    expect(await remove('/data', { recursive: true })).toEqual(refused);
    expect(harvest(join(folder, 'data/secret'))).toEqual({ 's.txt': 'secret' });
    expect(await https('GET', '/pub/p.txt')).toEqual({ status: 200, text: 'p' });
    for (const [method, path] of [
      ['GET', '/data/secret/s.txt'],
      ['HEAD', '/data/secret/s.txt'],
      ['PUT', '/data/secret/x'],
      ['PUT', '/pub/p.txt'],
      ['DELETE', '/pub/p.txt'],
      ['GET', '/home/grace/g.txt'],
    ] as const) {
      expect([method, path, (await https(method, path, method === 'PUT' ? 'x' : undefined)).status]).toEqual([
        method,
        path,
        403,
      ]);
    }
    expect((await https('PUT', '/out/new.txt', 'new')).status).toBe(201);
  });
});

describe('what may be shared of a mapped collection', () => {
  test('holds when a guest collection is made, and when it is used', async () => {
    guest = (await share('/data')).json.data[0].id;
    await boss('PATCH', `/collections/${mapped}`, {
      sharing_restrict_paths: { none: ['/data/secret'], read: ['/data/keep'] },
    });
    expect((await share('/data/secret')).status).toBe(403);
    expect(await names('/', guest)).toEqual(['a.txt', 'keep']);
    expect(await look('ls', '/secret', guest)).toMatchObject(denied);
    expect(await operate('mkdir', { path: '/keep/new' }, guest)).toMatchObject(denied);
    expect((await operate('mkdir', { path: '/new' }, guest)).status).toBe(202);
    expect(await names('/data')).toContain('secret');
    const [policy] = (
      await boss('POST', '/sharing_policies', {
        collection_id: mapped,
        sharing_restrict_paths: { none: ['/data/a*'] },
        users: ['ada'],
      })
    ).json.data;
    expect(await names('/', guest)).toEqual(['keep', 'new']);
    await boss('DELETE', `/sharing_policies/${policy.id}`);
  });

  test('and by whom', async () => {
    guest = (await share('/data')).json.data[0].id;
    for (const fields of [
      { sharing_users_deny: ['ada'] },
      { sharing_users_deny: null, sharing_users_allow: ['grace'] },
    ]) {
      await boss('PATCH', `/collections/${mapped}`, fields);
      expect((await share('/data')).json.detail).toEqual({ DATA_TYPE: 'invalid_user#1.0.0', usernames: ['ada'] });
      expect(await look('ls', '/', guest)).toMatchObject({
        ...denied,
        json: { message: expect.stringContaining('may not share') },
      });
      expect((await look('ls', '/')).status).toBe(200);
    }
    await boss('PATCH', `/collections/${mapped}`, { sharing_users_allow: ['ada'] });
    expect((await look('ls', '/', guest)).status).toBe(200);
  });
});

describe('who has an account', () => {
  test('users and domains that the gateway does not allow use none of its data', async () => {
    for (const fields of [
      { users_deny: ['grace'] },
      { users_deny: null, users_allow: ['ada'] },
      { users_allow: null, allowed_domains: ['university.example'] },
    ]) {
      await gatewayWith(fields);
      expect(await look('ls', '/', mapped, grace)).toMatchObject(denied);
      expect(
        await grace('POST', '/delete', {
          DATA_TYPE: 'delete',
          submission_id: randomUUID(),
          endpoint: mapped,
          DATA: [{ DATA_TYPE: 'delete_item', path: '/out/.keep' }],
        }),
      ).toMatchObject(denied);
      expect((await look('ls', '/', mapped, ada)).status).toBe(200);
    }
    // Her identity there is ada.lovelace: that is the account, and its home.
    expect((await look('ls', '/~/')).json.absolute_path).toBe('/home/ada.lovelace/');
    await gatewayWith({ users_deny: ['ada.lovelace'] });
    expect(await look('ls', '/')).toMatchObject(denied);
    expect((await https('GET', '/pub/p.txt')).status).toBe(403);
    expect(existsSync(join(folder, 'out/.keep'))).toBe(true);
  });

  test('expressions say it: the first that fits the whole source', async () => {
    const home = async () => (await look('ls', '/~/')).json.absolute_path ?? 'nobody';
    const cases: [string, ...object[]][] = [
      ['/home/ada/', { source: '{username}', match: '(.*)@globusid\\.org', output: '{0}' }],
      [
        '/home/adalovelace/',
        { source: '{name}', match: '(?P<first>[a-z]+) ([a-z]+)', output: '{0}{1}', ignore_case: true },
      ],
      [
        '/home/late/',
        { source: '{username}', match: 'ada', output: 'early' },
        { source: '{username}', match: '.*', output: 'late' },
      ],
      ['/home/x/', { source: '{username}', match: 'ADA@GLOBUSID.ORG', output: 'x', literal: true, ignore_case: true }],
      ['nobody', { source: '{username}', match: 'ADA@GLOBUSID.ORG', output: 'x', literal: true }],
      ['nobody', { source: '{username}', match: 'ada@globusid.', output: 'x', literal: true }],
      ['/home/sandbox-ada/', { source: 'sandbox-{username}', match: '(sandbox-[a-z]+)@.*', output: '{0}' }],
      ['nobody', { source: '{username}', match: '(.*)@globusid.org', output: '../../{0}' }],
      ['nobody', { source: '{username}', match: '.*', output: '*' }],
    ];
    for (const [expected, ...mappings] of cases) {
      expect((await gatewayWith(expressions(...mappings))).status).toBe(200);
      expect([mappings, (await home()).toLowerCase()]).toEqual([mappings, expected]);
    }
    expect(await look('ls', '/')).toMatchObject({
      ...denied,
      json: { message: expect.stringContaining('ada@globusid.org') },
    });
  });

  test('user credentials are for the account that the identity is mapped to', async () => {
    const post = (fields: object) => manager('POST', '/user_credentials', { storage_gateway_id: gateway, ...fields });
    await gatewayWith(expressions({ source: '{username}', match: '(.*)@globusid\\.org', output: 'u-{0}' }));
    expect((await post({ username: 'grace' })).json.detail).toEqual({
      DATA_TYPE: 'invalid_user#1.0.0',
      usernames: ['grace'],
    });
    const made = await post({});
    expect(made).toMatchObject({ status: 201, json: { data: [{ username: 'u-ada' }] } });
    expect((await manager('PATCH', `/user_credentials/${made.json.data[0].id}`, { username: 'grace' })).status).toBe(
      403,
    );
    expect((await boss('GET', `/storage_gateways/${gateway}?include=accounts`)).json.data[1]).toMatchObject({
      identity_id: adaId,
      username: 'u-ada',
    });
    // The one made before, as ada, is no account of hers any more.
    const [old] = (await manager('GET', `/user_credentials?storage_gateway=${gateway}`)).json.data;
    expect(
      (
        await manager('POST', '/collections', {
          collection_type: 'guest',
          display_name: 'G',
          collection_base_path: '/data',
          public: true,
          mapped_collection_id: mapped,
          user_credential_id: old.id,
        })
      ).status,
    ).toBe(403);
    await gatewayWith(expressions({ source: '{username}', match: 'nobody', output: 'x' }));
    expect(await post({})).toMatchObject({
      status: 403,
      json: { code: 'permission_denied', message: expect.stringContaining('to no account') },
    });
    expect(await share('/data')).toMatchObject({ status: 403, json: { code: 'permission_denied' } });
  });

  test('an account cannot be called what stands for others in a pattern', async () => {
    for (const username of ['*', 'a/b', '..', '', 'a\0b'])
      expect([
        username,
        (await manager('POST', '/user_credentials', { storage_gateway_id: gateway, username })).status,
      ]).toEqual([username, 422]);
  });

  test('mappings that were emptied are none: accounts have the names of their people', async () => {
    await gatewayWith(expressions({ source: '{username}', match: 'nobody', output: 'x' }));
    expect(await look('ls', '/')).toMatchObject(denied);
    for (const identity_mappings of [null, []]) {
      expect((await gatewayWith({ identity_mappings })).status).toBe(200);
      expect((await look('ls', '/')).status).toBe(200);
      expect((await look('stat', '/~/')).status).toBe(200);
    }
  });

  test('a program that maps identities is not run, and says so', async () => {
    expect(
      (
        await gatewayWith({
          identity_mappings: [{ DATA_TYPE: 'external_identity_mapping#1.0.0', command: ['/bin/map', '-a'] }],
        })
      ).status,
    ).toBe(200);
    expect(await look('ls', '/')).toMatchObject({
      ...denied,
      json: { message: expect.stringContaining('external program') },
    });
    expect((await manager('POST', '/user_credentials', { storage_gateway_id: gateway })).json.message).toContain(
      'external program',
    );
  });

  test('a match that takes for ever is given up', async () => {
    await gatewayWith(expressions({ source: `{username}${'a'.repeat(40)}!`, match: '.*(a+)+$', output: 'x' }));
    const started = performance.now();
    expect(await look('ls', '/')).toMatchObject({ ...denied, json: { message: expect.stringContaining('too long') } });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('mappings that are none are refused at once', async () => {
    const good = { source: '{username}', match: '(.*)', output: '{0}' };
    const wrong: [string, unknown][] = [
      ['0', 'text'],
      ['0.DATA_TYPE', { mappings: [good] }],
      ['0.DATA_TYPE', { DATA_TYPE: 'expression_identity_mapping#9.0.0', mappings: [good] }],
      ['0.command', { DATA_TYPE: 'external_identity_mapping#1.0.0', command: [] }],
      ['0.mappings', { DATA_TYPE: 'expression_identity_mapping#1.0.0' }],
      ...[
        ['', 7],
        ['.match', { ...good, match: '(' }],
        ['.output', { ...good, output: '{1}' }],
        ['.source', { ...good, source: '{shoe_size}' }],
        ['.source', { ...good, source: '{__proto__}' }],
        ['.output', { source: 'x', match: 'x' }],
        ['.literal', { ...good, literal: 'yes' }],
        ['.output', { ...good, literal: true }],
      ].map(([property, expression]): [string, unknown] => [
        `0.mappings.0${property as string}`,
        { DATA_TYPE: 'expression_identity_mapping#1.0.0', mappings: [expression] },
      ]),
    ];
    for (const [property, mapping] of wrong) {
      const { status, json } = await gatewayWith({ identity_mappings: [mapping] });
      expect([mapping, status, json.detail.errors.map((each: any) => each.property)]).toEqual([
        mapping,
        422,
        [`identity_mappings.${property}`],
      ]);
    }
    expect(
      (
        await boss('POST', '/storage_gateways', {
          display_name: 'X',
          connector_id: posix,
          identity_mappings: [7],
          users_allow: [7],
        })
      ).status,
    ).toBe(422);
  });
});
