import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { homedir, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder, type Client, withKey } from './signed-in.js';
import { adminOf, plant, transferScope } from './transferring.js';

let sandbox: RunningSandbox, admin: Client, ada: Client, token: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  admin = adminOf(sandbox);
  token = (await logIn(sandbox, 'ada@globusid.org', transferScope))['transfer.api.globus.org']!;
  ada = clientOf(sandbox, 'transfer', token);
});
afterEach(() => admin('DELETE', '/faults'));

const rawGet = (headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    request(`${sandbox.url}/_sandbox/health`, { headers: { ...withKey(sandbox), ...headers } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('the door', () => {
  test('is on the loopback address only, and answers to its own names only', async () => {
    expect(await rawGet({ host: `localhost:${sandbox.port}` })).toBe(200);
    expect(await rawGet({ host: 'evil.example' })).toBe(421);
    expect(await rawGet({ host: `127.0.0.1:${sandbox.port + 1}` })).toBe(421);
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((address) => !address.internal && address.family === 'IPv4');
    for (const { address } of others) {
      const refused = await new Promise((resolve) => {
        connect(sandbox.port, address)
          .on('connect', () => resolve(false))
          .on('error', () => resolve(true));
      });
      expect(refused).toBe(true);
    }
  });

  test('the own API changes nothing without its header', async () => {
    const answer = await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' });
    expect([answer.status, (await ada('GET', '/v0.10/task_list')).status]).toEqual([403, 200]);
  });

  test('a path without a prefix goes to the service that owns it, and repeated slashes are one', async () => {
    const authorization = `Bearer ${token}`;
    const status = async (path: string) =>
      (await fetch(`${sandbox.url}${path}`, { headers: { authorization } })).status;
    expect([
      await status('/v0.10/task_list'),
      await status('/transfer//v0.10/task_list'),
      await status('/.well-known/openid-configuration'),
    ]).toEqual([200, 200, 200]);
  });

  test('an unknown route answers 404 in the shape of its service, is counted, and marked in the log', async () => {
    expect(await ada('GET', '/v0.10/no_such_thing')).toMatchObject({
      status: 404,
      json: {
        code: 'ClientError.NotFound',
        resource: '/v0.10/no_such_thing',
        message: expect.stringContaining('GET /v0.10/no_such_thing'),
      },
    });
    await ada('GET', '/v0.10/no_such_thing');
    expect((await fetch(`${sandbox.url}/nowhere`)).status).toBe(404);
    expect((await admin('GET', '/state')).json.missing).toMatchObject({
      'GET /transfer/v0.10/no_such_thing': 2,
      'GET /nowhere': 1,
    });
    const marked = (await admin('GET', '/log')).json.requests.filter((entry: any) => entry.unknown_route);
    expect(marked.map(({ path, status }: any) => [path, status])).toEqual([
      ['/transfer/v0.10/no_such_thing', 404],
      ['/transfer/v0.10/no_such_thing', 404],
      ['/nowhere', 404],
    ]);
  });

  test('a needless escape in a path is none; in the name of a file every escape is read once', async () => {
    const authorization = `Bearer ${token}`;
    const status = async (path: string) =>
      (await fetch(`${sandbox.url}${path}`, { headers: { authorization } })).status;
    expect([
      await status('/transfer/v0.10/task%5Flist'),
      await status('/tr%61nsfer/v0.1%30/task_list'),
      await status('/transfer/v0.10%2ftask_list'),
      await status('/transfer/v0.10/task%255Flist'),
    ]).toEqual([200, 200, 404, 404]);
    expect((await fetch(`${sandbox.url}/%5Fsandbox/state`)).status).toBe(
      (await fetch(`${sandbox.url}/_sandbox/state`)).status,
    );
  });

  test('tokens of other services, of other worlds and made-up ones are refused', async () => {
    const other = await openSandbox();
    const stray = (await logIn(other, 'ada@globusid.org', transferScope))['transfer.api.globus.org'];
    const auth = (await logIn(sandbox, 'ada@globusid.org', 'openid'))['auth.globus.org'];
    for (const wrong of [undefined, 'abc', stray, auth]) {
      expect(await clientOf(sandbox, 'transfer', wrong)('GET', '/v0.10/task_list')).toMatchObject({
        status: 401,
        json: { code: 'ClientError.AuthenticationFailed' },
      });
    }
    const install = (
      await logIn(sandbox, 'ada@globusid.org', 'urn:globus:auth:scope:transfer.api.globus.org:gcp_install')
    )['transfer.api.globus.org'];
    expect(await clientOf(sandbox, 'transfer', install)('GET', '/v0.10/task_list')).toMatchObject({
      status: 403,
      json: { code: 'PermissionDenied' },
    });
  });
});

describe('the own API', () => {
  test('tells its health, its environment and its state, without secrets', async () => {
    expect((await admin('GET', '/health')).json).toMatchObject({
      status: 'ok',
      services: expect.arrayContaining(['auth', 'transfer']),
    });
    expect((await admin('GET', '/env')).json).toEqual(sandbox.env);
    expect(sandbox.env).toMatchObject({
      GLOBUS_SDK_SERVICE_URL_AUTH: `${sandbox.url}/auth/`,
      GLOBUS_SDK_SERVICE_URL_TRANSFER: `${sandbox.url}/transfer`,
      GLOBUS_SDK_SERVICE_URL_TIMER: `${sandbox.url}/timer`,
      GLOBUS_SDK_SERVICE_URL_TIMERS: `${sandbox.url}/timer`,
    });
    const { tables } = (await admin('GET', '/state')).json;
    expect(Object.keys(tables)).toEqual(expect.arrayContaining(['auth.identities', 'transfer.endpoints']));
    expect(JSON.stringify(tables)).not.toMatch(/PRIVATE KEY|secret_digest/);
  });

  test('the log has every request but no secret, and can be followed', async () => {
    const answer = await fetch(`${sandbox.url}/_sandbox/log?follow=1`, { headers: withKey(sandbox) });
    const reader = answer.body!.getReader();
    const next = reader.read();
    await fetch(`${sandbox.url}/auth/v2/oauth2/authorize?client_id=x&state=hush&scope=openid&code_challenge=hush`);
    expect(JSON.parse(new TextDecoder().decode((await next).value))).toMatchObject({
      method: 'GET',
      path: '/auth/v2/oauth2/authorize',
      service: 'auth',
      status: 400,
      query: 'client_id=x&state=REDACTED&scope=openid&code_challenge=REDACTED',
    });
    await reader.cancel();
    await clientOf(sandbox, 'transfer', 'very-secret-token')('GET', '/v0.10/task_list');
    expect((await admin('GET', '/log')).json.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: '/transfer/v0.10/task_list',
      status: 401,
      ms: expect.any(Number),
    });
    await new Promise((done) => setTimeout(done, 300));
    const file = readFileSync(join(sandbox.dir, 'requests.jsonl'), 'utf8');
    expect(file).toContain('/transfer/v0.10/task_list');
    expect(file).not.toMatch(/hush|very-secret-token|sandbox-secret/);
  });

  test('serves folders for a user without a home, too', async () => {
    vi.stubEnv('HOME', join(temporaryFolder(), 'gone'));
    const made = await admin('POST', '/collections', { display_name: 'Homeless', path: temporaryFolder() });
    vi.unstubAllEnvs();
    expect(made).toMatchObject({ status: 201 });
    await admin('DELETE', `/collections/${made.json.id}`);
  });

  test('serves folders as collections, but not everything there is', async () => {
    const folder = temporaryFolder();
    plant(folder, { 'a.txt': 'x' });
    const id = '00000000-1111-4222-8333-444444444444';
    const made = await admin('POST', '/collections', { display_name: 'Mine', path: folder, id });
    expect(made).toMatchObject({
      status: 201,
      json: { id, display_name: 'Mine', entity_type: 'GCSv5_guest_collection' },
    });
    expect((await ada('GET', `/v0.10/operation/endpoint/${id}/ls`)).json.DATA.map((row: any) => row.name)).toEqual([
      'a.txt',
    ]);
    const wrong = async (body: object) =>
      (({ status, json }) => [status, json.code])(await admin('POST', '/collections', { display_name: 'x', ...body }));
    expect(await wrong({ path: '/' })).toEqual([403, 'Forbidden']);
    expect(await wrong({ path: homedir() })).toEqual([403, 'Forbidden']);
    expect(await wrong({ path: join(folder, 'a.txt') })).toEqual([400, 'BadRequest']);
    expect(await wrong({ path: 'relative' })).toEqual([400, 'BadRequest']);
    expect(await wrong({ path: folder, id })).toEqual([409, 'Conflict']);
    const link = join(temporaryFolder(), 'link');
    symlinkSync(homedir(), link);
    expect(await wrong({ path: link })).toEqual([403, 'Forbidden']);
    const personal = (
      await admin('POST', '/collections', {
        display_name: 'P',
        path: folder,
        kind: 'personal',
        owner: 'grace@globusid.org',
      })
    ).json.id;
    expect((await ada('GET', `/v0.10/operation/endpoint/${personal}/ls`)).status).toBe(403);
    const mapped = (await admin('POST', '/collections', { display_name: 'M', path: folder, kind: 'mapped' })).json.id;
    expect((await ada('GET', `/v0.10/operation/endpoint/${mapped}/ls`)).json.code).toBe('ConsentRequired');
    expect((await admin('GET', '/collections')).json.collections.map((row: any) => row.id)).toEqual(
      expect.arrayContaining([id, personal, mapped]),
    );
    await admin('DELETE', `/collections/${id}`);
    expect((await ada('GET', `/v0.10/endpoint/${id}`)).json.code).toBe('EndpointDeleted');
    expect(existsSync(join(folder, 'a.txt'))).toBe(true);
  });

  test('a reset seeds the world anew and ends every token; an import brings back what was exported, tokens too', async () => {
    const world = await openSandbox();
    const own = adminOf(world);
    const login = await logIn(world, 'ada@globusid.org', transferScope);
    const call = clientOf(world, 'transfer', login['transfer.api.globus.org']);
    const tutorial = world.env['GLOBUS_SANDBOX_TUTORIAL'];
    const list = () => call('GET', `/v0.10/operation/endpoint/${tutorial}/ls?path=/`);
    await call('POST', `/v0.10/operation/endpoint/${tutorial}/mkdir`, { path: '/mine' });
    const folder = join(temporaryFolder(), 'export');
    mkdirSync(folder);
    expect((await own('POST', '/export', { folder })).status).toBe(200);
    expect((await own('POST', '/export', { folder })).status).toBe(409);
    const others = temporaryFolder();
    mkdirSync(join(others, 'collections'));
    const taken = await own('POST', '/export', { folder: others });
    expect([taken.status, taken.json.message]).toEqual([409, expect.stringContaining('is not empty')]);
    expect([readdirSync(others), readdirSync(join(others, 'collections'))]).toEqual([['collections'], []]);
    await world.reset();
    expect((await list()).status).toBe(401);
    const again = clientOf(
      world,
      'transfer',
      (await logIn(world, 'ada@globusid.org', transferScope))['transfer.api.globus.org'],
    );
    expect(
      (await again('GET', `/v0.10/operation/endpoint/${tutorial}/ls?path=/`)).json.DATA.map((row: any) => row.name),
    ).toEqual(['home', 'share']);
    expect((await own('POST', '/import', { folder })).status).toBe(200);
    expect((await list()).json.DATA.map((row: any) => row.name)).toEqual(['home', 'mine', 'share']);
    expect((await again('GET', '/v0.10/task_list')).status).toBe(401);
    expect((await own('POST', '/import', { folder: '/nowhere' })).status).toBe(400);
    // what cannot be copied whole changes nothing, and leaves nothing half
    execFileSync('mkfifo', [join(folder, 'tasks/pipe')]);
    const refused = await own('POST', '/import', { folder });
    expect([refused.status, refused.json.message]).toEqual([400, expect.stringContaining('cannot import')]);
    expect((await list()).json.DATA.map((row: any) => row.name)).toEqual(['home', 'mine', 'share']);
  });
});

describe('faults on demand', () => {
  const fault = (effect: object, more: object = {}) =>
    admin('POST', '/faults', { effect, service: 'transfer', ...more });
  const get = (path = '/v0.10/task_list') => ada('GET', path);
  const fetched = () =>
    fetch(`${sandbox.url}/transfer/v0.10/task_list`, { headers: { authorization: `Bearer ${token}` } });

  test('a status with a code, as often as asked for, on the method and path asked for', async () => {
    const made = await fault(
      { type: 'status', status: 503, code: 'ServiceUnavailable', message: 'Gone fishing' },
      { method: 'get', path: '/v0.10/task_*', count: 2 },
    );
    expect(made).toMatchObject({ status: 201, json: { method: 'GET', probability: 1, count: 2 } });
    expect((await get('/v0.10/bookmark_list')).status).toBe(200);
    expect(await get()).toMatchObject({
      status: 503,
      json: {
        code: 'ServiceUnavailable',
        message: 'Gone fishing',
        request_id: expect.any(String),
        resource: '/v0.10/task_list',
      },
    });
    expect((await admin('GET', '/log')).json.requests.at(-1)).toMatchObject({ status: 503, fault: made.json.id });
    expect([(await get()).status, (await get()).status]).toEqual([503, 200]);
    expect((await admin('GET', '/faults')).json.faults).toMatchObject([{ id: made.json.id, count: 0 }]);
    expect((await admin('DELETE', `/faults/${made.json.id}`)).status).toBe(200);
    expect((await admin('DELETE', `/faults/${made.json.id}`)).status).toBe(404);
  });

  test('too many requests, with the time to wait', async () => {
    await fault({ type: 'rate_limit', retry_after: 7 });
    const answer = await fetched();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('latency', async () => {
    await fault({ type: 'latency', ms: 150 });
    const started = performance.now();
    expect((await get()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  test('a dropped connection, and a body cut short', async () => {
    await fault({ type: 'drop' }, { count: 1 });
    await expect(get()).rejects.toThrow('fetch failed');
    await fault({ type: 'cut' }, { count: 1 });
    const answer = await fetched();
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect((await get()).status).toBe(200);
  });

  test('an expired token, a missing consent, a session requirement, each in the shape of its service', async () => {
    await fault({ type: 'expired_token' }, { count: 1 });
    expect(await get()).toMatchObject({ status: 401, json: { code: 'ClientError.AuthenticationFailed' } });
    await fault({ type: 'consent_required', required_scopes: ['a[b]'] }, { count: 1 });
    expect(await get()).toMatchObject({ status: 403, json: { code: 'ConsentRequired', required_scopes: ['a[b]'] } });
    await fault(
      { type: 'authorization_required', authorization_parameters: { session_required_mfa: true } },
      { count: 1 },
    );
    expect(await get()).toMatchObject({
      status: 403,
      json: { authorization_parameters: { session_required_mfa: true } },
    });
    await admin('POST', '/faults', { service: 'auth', effect: { type: 'expired_token' }, count: 1 });
    expect(await clientOf(sandbox, 'auth', 'x')('GET', '/v2/api/projects')).toMatchObject({
      status: 401,
      json: { errors: [{ code: 'UNAUTHORIZED', status: '401' }] },
    });
  });

  test('what a login has to mend has its code at the top, in every service', async () => {
    for (const service of ['auth', 'transfer', 'groups', 'search', 'flows', 'timer', 'compute', 'gcs']) {
      const path = service === 'gcs' ? `/${sandbox.env['GLOBUS_SANDBOX_ENDPOINT']}/api/info` : '/';
      const parameters = { session_required_mfa: true };
      await admin('POST', '/faults', {
        service,
        effect: { type: 'authorization_required', authorization_parameters: parameters },
        count: 1,
      });
      expect(await clientOf(sandbox, service)('GET', path), service).toMatchObject({
        status: 403,
        json: { code: 'AuthorizationRequired', authorization_parameters: parameters },
      });
      await admin('POST', '/faults', {
        service,
        effect: { type: 'consent_required', required_scopes: ['a'] },
        count: 1,
      });
      expect(await clientOf(sandbox, service)('GET', path), service).toMatchObject({
        status: 403,
        json: { code: 'ConsentRequired', required_scopes: ['a'] },
      });
    }
  });

  test('Transfer breaks down with its own codes, which are in a header as well', async () => {
    for (const [status, code] of [
      [500, 'InternalError'],
      [503, 'ServiceUnavailable'],
      [418, 'FaultInjected'],
    ] as const) {
      await fault({ type: 'status', status }, { count: 1 });
      const answer = await fetched();
      expect([answer.status, answer.headers.get('x-transfer-api-error')]).toEqual([status, code]);
      expect(await answer.json()).toMatchObject({ code });
    }
    await fault({ type: 'expired_token' }, { count: 1 });
    expect((await fetched()).headers.get('x-transfer-api-error')).toBe('ClientError.AuthenticationFailed');
    const unknown = await fetch(`${sandbox.url}/transfer/v0.10/nothing`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([unknown.status, unknown.headers.get('x-transfer-api-error')]).toEqual([404, 'ClientError.NotFound']);
  });

  test('only with some probability', async () => {
    await fault({ type: 'status', status: 500 }, { probability: 0.5 });
    const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await get()).status));
    const failed = statuses.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(85);
  });

  test.each([
    [{}],
    [{ effect: { type: 'earthquake' } }],
    [{ effect: { type: 'status' } }],
    [{ effect: { type: 'status', status: 99 } }],
    [{ effect: { type: 'latency', ms: 'long' } }],
    [{ effect: { type: 'consent_required', required_scopes: null } }],
    [{ effect: { type: 'consent_required', required_scopes: { a: 'b' } } }],
    [{ effect: { type: 'consent_required', required_scopes: [7] } }],
    [{ effect: { type: 'authorization_required', authorization_parameters: null } }],
    [{ effect: { type: 'authorization_required', authorization_parameters: ['a'] } }],
    [{ effect: { type: 'status', status: 500, code: 7 } }],
    [{ effect: { type: 'status', status: 500, extra: 'text' } }],
    [{ effect: { type: 'drop' }, probability: 2 }],
    [{ effect: { type: 'drop' }, count: 0 }],
    [{ effect: { type: 'drop' }, service: 7 }],
  ])('%j is no rule', async (document) => {
    expect(await admin('POST', '/faults', document)).toMatchObject({ status: 400, json: { code: 'BadRequest' } });
  });
});

test('the same seed gives the same ids', async () => {
  const ids = async () => {
    const world = await openSandbox({ seed: 'four' });
    const call = clientOf(
      world,
      'transfer',
      (await logIn(world, 'ada@globusid.org', transferScope))['transfer.api.globus.org'],
    );
    return [
      (await call('GET', '/v0.10/submission_id')).json.value,
      (await call('GET', '/v0.10/submission_id')).json.value,
    ];
  };
  const first = await ids();
  expect(await ids()).toEqual(first);
  expect(first[0]).not.toBe(first[1]);
});

test('a frozen clock moves only when it is told to', async () => {
  const world = await openSandbox({ clock: { frozen: true, startAt: Date.UTC(2030, 0, 1) } });
  const time = async () => (await adminOf(world)('GET', '/health')).json.time;
  expect([await time(), await time()]).toEqual(['2030-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z']);
  await adminOf(world)('POST', '/clock', { advance_seconds: 60 });
  expect(await time()).toBe('2030-01-01T00:01:00.000Z');
  expect((await adminOf(world)('POST', '/clock', { advance_seconds: -1 })).status).toBe(400);
});

test('an id_token is dated by the machine that reads it, whatever time it is in the world', async () => {
  const world = await openSandbox({ clock: { startAt: Date.UTC(2040, 0, 1) } });
  const redirect_uri = 'http://localhost:1/code';
  const client_id = '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d';
  const query = new URLSearchParams({
    client_id,
    redirect_uri,
    scope: 'openid',
    response_type: 'code',
    sandbox_user: 'ada@globusid.org',
  });
  const { headers } = await fetch(`${world.url}/auth/v2/oauth2/authorize?${query.toString()}`, { redirect: 'manual' });
  const code = new URL(headers.get('location')!).searchParams.get('code')!;
  const answer = await fetch(`${world.url}/auth/v2/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', client_id, redirect_uri, code }),
  });
  const { id_token: token } = (await answer.json()) as { id_token: string };
  const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
    iat: number;
    exp: number;
  };
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60);
  expect(exp).toBeGreaterThan(iat);
});
