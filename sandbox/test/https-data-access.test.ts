import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import type {} from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type {} from '../src/index.js';
import { logIn, openSandbox, temporaryFolder } from './signed-in.js';
import { harvest, plant, transferClient, transferScope, until } from './transferring.js';
import {
  scopeOf,
  tokenOf,
  ask,
  get,
  put,
  remove,
  codeOf,
  sentTo,
  sandbox,
  admin,
  folder,
  shared,
  ada,
} from './support/https-world.js';

describe('a browser', () => {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const asked = (path: string, cookie?: string) =>
    ask('GET', path, { headers: { accept, ...(cookie === undefined ? {} : { cookie }) } });
  const page = () => `/data/${shared}/a.txt`;
  /** Where the login page sends back whom it is told, with a code. */
  const loggedIn = async (user: string, path = page()) => {
    const login = new URL((await asked(`${path}?download`)).headers.location!);
    login.searchParams.set('sandbox_user', user);
    const back = new URL((await fetch(login, { redirect: 'manual' })).headers.get('location')!);
    return back.pathname + back.search;
  };

  test('is sent to the login, comes back and reads on with a cookie for this collection', async () => {
    const sent = await asked(page());
    expect([sent.status, sent.headers.location]).toEqual([
      302,
      expect.stringContaining(`${sandbox.url}/auth/v2/oauth2/authorize?`),
    ]);
    const back = await loggedIn('ada@globusid.org');
    const arrived = await asked(back);
    expect([arrived.status, arrived.headers.location]).toEqual([302, `${sandbox.tlsUrl}${page()}?download`]);
    const [cookie = ''] = arrived.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(new RegExp(`; Path=/data/${shared}/; Secure; HttpOnly; SameSite=Lax$`));
    expect(await asked(page(), cookie.split(';')[0])).toMatchObject({ status: 200, text: '0123456789' });
    expect((await asked(back)).status).toBe(403);
    // it is for reading only: a page elsewhere must not write by way of it
    expect((await ask('PUT', page(), { headers: { accept, cookie: cookie.split(';')[0]! }, body: 'x' })).status).toBe(
      401,
    );
  });

  test('is told who may not read, and is not sent round in circles', async () => {
    const path = `/data/${sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION']}/private/diary.txt`;
    const [cookie = ''] = (await asked(await loggedIn('grace@globusid.org', path))).headers['set-cookie'] ?? [];
    expect((await asked(path, cookie.split(';')[0])).status).toBe(403);
    expect((await asked(page(), 'globus_data=no.token')).status).toBe(302);
  });

  test('any program without a token is told by the login page whose file it is', async () => {
    for (const [method, headers] of [
      ['GET', { accept: '*/*' }],
      ['GET', {}],
      ['HEAD', {}],
    ] as const) {
      const { status, headers: told } = await ask(method, page(), { headers });
      const login = new URL(told.location ?? 'none:');
      expect([status, login.origin + login.pathname]).toEqual([302, `${sandbox.url}/auth/v2/oauth2/authorize`]);
      expect(Object.fromEntries(login.searchParams)).toEqual({
        client_id: shared,
        redirect_uri: `${sandbox.tlsUrl}/data/${shared}/`,
        response_type: 'code',
        scope: scopeOf(shared),
        state: page(),
      });
    }
  });

  test('a token that is none, and whoever writes without one, get the 401', async () => {
    expect((await ask('PUT', page(), { body: 'x' })).status).toBe(401);
    expect((await ask('DELETE', page(), {})).status).toBe(401);
    expect((await ask('GET', page(), { token: 'no.token', headers: { accept } })).status).toBe(401);
  });
});

describe('where it is', () => {
  test('Transfer names the address of each GCS collection, and of nothing else', async () => {
    const call = await transferClient(sandbox, 'ada@globusid.org');
    const server = async (id: string | undefined) => (await call('GET', `/endpoint/${id}`)).json.https_server;
    expect(await server(shared)).toBe(`${sandbox.tlsUrl}/data/${shared}`);
    expect(await server(sandbox.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'])).toMatch(/^https:.*\/data\//);
    expect(await server(sandbox.env['GLOBUS_SANDBOX_PERSONAL_COLLECTION'])).toBeNull();
    expect(await server(sandbox.env['GLOBUS_SANDBOX_ENDPOINT'])).toBeNull();
    expect(
      codeOf(await ask('GET', `/data/${sandbox.env['GLOBUS_SANDBOX_PERSONAL_COLLECTION']}/notes.txt`, { token: ada })),
    ).toEqual([404, 'NotFound']);
  });

  test('plain http has it, too', async () => {
    const answer = await fetch(`${sandbox.url}/data/${shared}/a.txt`, { headers: { authorization: `Bearer ${ada}` } });
    expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
  });

  test('the log and the fault rules know it as https', async () => {
    await admin('POST', '/faults', {
      service: 'https',
      path: '/data/*/a.txt',
      effect: { type: 'expired_token' },
      count: 1,
    });
    expect(codeOf(await get('/a.txt'))).toEqual([401, 'Unauthorized']);
    await admin('POST', '/faults', { service: 'https', effect: { type: 'cut' }, count: 1 });
    await expect(get('/a.txt')).rejects.toThrow('aborted');
    expect((await get('/a.txt')).status).toBe(200);
    expect((await admin('GET', '/log')).json.requests.at(-1)).toMatchObject({
      service: 'https',
      method: 'GET',
      path: `/https/data/${shared}/a.txt`,
      status: 200,
    });
  });
});

describe('who may', () => {
  const guest = () => sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION'] ?? '';
  const at = (path: string) => `/data/${guest()}${path}`;

  test('nobody without a good token of this very collection', async () => {
    const other = await openSandbox();
    const stray = await tokenOf(guest(), 'ada@globusid.org', scopeOf(guest()), other);
    const transfer = (await logIn(sandbox, 'ada@globusid.org', transferScope))['transfer.api.globus.org'];
    expect(stray).not.toBe('');
    expect(sentTo(await ask('GET', at('/shared/report.txt')))).toBe(guest());
    for (const token of ['made-up', ada, stray, transfer]) {
      const got = await ask('GET', at('/shared/report.txt'), { token });
      expect([...codeOf(got), got.headers['www-authenticate']]).toEqual([
        401,
        'Unauthorized',
        expect.stringMatching(/^Bearer/),
      ]);
    }
    // A token of the right collection with another of its scopes.
    const wrong = await tokenOf(guest(), 'ada@globusid.org', `https://auth.globus.org/scopes/${guest()}/data_access`);
    expect(codeOf(await ask('GET', at('/shared/report.txt'), { token: wrong }))).toEqual([403, 'PermissionDenied']);
  });

  test('a guest collection lets in whom its access rules name, where they say', async () => {
    const [owner, friend, stranger] = [
      await tokenOf(guest()),
      await tokenOf(guest(), 'grace@globusid.org'),
      await tokenOf(guest(), sandbox.env['GLOBUS_SANDBOX_ADMIN']),
    ];
    expect((await ask('GET', at('/private/notes.txt'), { token: owner })).text).toBe('Only Ada may read this.\n');
    expect((await ask('GET', at('/shared/report.txt'), { token: friend })).text).toBe('Results for Grace.\n');
    for (const [method, path, token] of [
      ['GET', '/private/notes.txt', friend],
      ['PUT', '/shared/report.txt', friend],
      ['DELETE', '/shared/report.txt', friend],
      ['GET', '/shared/report.txt', stranger],
      ['GET', '/shared/../private/notes.txt', friend],
      ['GET', '/shared/%2e%2e/private/notes.txt', friend],
      ['GET', '/shared/..%2Fprivate%2Fnotes.txt', friend],
    ] as const) {
      expect([
        path,
        ...codeOf(await ask(method, at(path), { token, ...(method === 'PUT' ? { body: 'x' } : {}) })),
      ]).toEqual([path, 403, 'EndpointPermissionDenied']);
    }
    expect((await ask('PUT', at('/shared/inbox/hello.txt'), { token: friend, body: 'hello' })).status).toBe(201);
    expect((await ask('DELETE', at('/shared/inbox/hello.txt'), { token: friend })).status).toBe(204);
  });

  test('anyone reads what is open to anyone, and writes only where that is said', async () => {
    expect(await ask('GET', at('/public/notice.txt'))).toMatchObject({ status: 200, text: 'Anyone may read this.\n' });
    expect(codeOf(await ask('GET', at('/public/notice.txt'), { token: 'made-up' }))).toEqual([401, 'Unauthorized']);
    for (const path of ['/public/../private/notes.txt', '/public/..%2fprivate/notes.txt', '/publicity'])
      expect([path, sentTo(await ask('GET', at(path)))]).toEqual([path, guest()]);
    for (const method of ['PUT', 'DELETE'])
      expect(codeOf(await ask(method, at('/public/notice.txt')))).toEqual([401, 'Unauthorized']);
    // Everyone who is logged in is not anyone.
    expect(sentTo(await ask('GET', `/data/${shared}/a.txt`))).toBe(shared);
    const call = await transferClient(sandbox, 'ada@globusid.org');
    const rule = await call('POST', `/endpoint/${guest()}/access`, {
      DATA_TYPE: 'access',
      principal_type: 'anonymous',
      principal: '',
      path: '/shared/inbox/',
      permissions: 'rw',
    });
    expect(rule.status).toBe(201);
    expect((await ask('PUT', at('/shared/inbox/mine.txt'), { body: 'x' })).status).toBe(201);
    expect((await ask('DELETE', at('/shared/inbox/mine.txt'))).status).toBe(204);
    await call('DELETE', `/endpoint/${guest()}/access/${rule.json.access_id}`);
    expect((await ask('PUT', at('/shared/inbox/mine.txt'), { body: 'x' })).status).toBe(401);
  });

  test('a mapped collection wants a data_access consent below its https scope', async () => {
    const mapped = sandbox.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'] ?? '';
    const path = `/data/${mapped}/home/ada/results/shared/report.txt`;
    const below = `${scopeOf(mapped)}[*https://auth.globus.org/scopes/${mapped}/data_access]`;
    const refused = await ask('GET', path, { token: await tokenOf(mapped) });
    expect(codeOf(refused)).toEqual([403, 'ConsentRequired']);
    expect(JSON.parse(refused.text).required_scopes).toEqual([below]);
    expect(await ask('GET', path, { token: await tokenOf(mapped, 'ada@globusid.org', below) })).toMatchObject({
      status: 200,
      text: 'Results for Grace.\n',
    });
    expect(sentTo(await ask('GET', path))).toBe(mapped);
  });

  test('pause rules, switched-off collections and what cannot be reached refuse', async () => {
    const id = (await admin('POST', '/collections', { display_name: 'Off and on', path: folder })).json.id;
    const token = await tokenOf(id);
    const read = () => ask('GET', `/data/${id}/a.txt`, { token });
    const call = await transferClient(sandbox, 'ada@globusid.org');
    const rule = await call('POST', '/endpoint_manager/pause_rule', {
      DATA_TYPE: 'pause_rule',
      message: 'Closed',
      endpoint_id: id,
      pause_task_transfer_read: true,
    });
    expect(rule.status).toBeLessThan(300);
    expect(codeOf(await read())).toEqual([409, 'OperationPaused']);
    expect((await ask('PUT', `/data/${id}/paused.txt`, { token, body: 'x' })).status).toBe(201);
    await call('DELETE', `/endpoint_manager/pause_rule/${rule.json.id ?? rule.json.rule_id}`);
    await admin('PATCH', `/collections/${id}`, { connected: false });
    expect(codeOf(await read())).toEqual([503, 'ServiceUnavailable']);
    await admin('PATCH', `/collections/${id}`, { connected: true });
    expect((await read()).status).toBe(200);
    await admin('DELETE', `/collections/${id}`);
    expect(codeOf(await read())).toEqual([404, 'EndpointDeleted']);
  });
});

describe('the jail', () => {
  test('no spelling of a path leads out', async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'secret.txt'), 'secret');
    const up = '../'.repeat(20);
    const spellings = [
      `/${up}${outside.slice(1)}/secret.txt`,
      `/${'%2e%2e/'.repeat(20)}${outside.slice(1)}/secret.txt`,
      `/${'..%2f'.repeat(20)}${outside.slice(1)}/secret.txt`,
      `/${'%2e%2e%2f'.repeat(20)}${encodeURIComponent(outside.slice(1))}%2fsecret.txt`,
      `/deep/${up}${outside.slice(1)}/secret.txt`,
      `/${outside}/secret.txt`,
      `//${outside}/secret.txt`,
      `/proc/self/root${outside}/secret.txt`,
    ];
    for (const path of spellings) {
      const read = await get(path);
      expect([path, [401, 404].includes(read.status), read.text === 'secret']).toEqual([path, true, false]);
      expect([path, [401, 404].includes((await put(path, 'overwritten')).status)]).toEqual([path, true]);
      expect([path, [401, 404].includes((await remove(path)).status)]).toEqual([path, true]);
    }
    for (const path of ['/a.txt%00.png', '/a%00', '/x%0d%0ay', '/%00']) {
      for (const method of ['GET', 'PUT', 'DELETE'])
        expect([path, (await ask(method, `/data/${shared}${path}`, { token: ada })).status]).toEqual([path, 400]);
    }
    expect((await get('/%ff%fe')).status).toBe(400);
    // Decoded once these are the names of files, and odd ones.
    for (const [spelled, name] of [
      ['%252e%252e%252fodd', '%2e%2e%2fodd'],
      ['..%5codd', '..\\odd'],
      ['...', '...'],
      ['%2E%2E%2E', '...'],
    ] as const) {
      expect([spelled, (await put(`/${spelled}`, spelled)).status]).toEqual([
        spelled,
        spelled === '%2E%2E%2E' ? 204 : 201,
      ]);
      expect(readFileSync(join(folder, name), 'utf8')).toBe(spelled);
    }
    expect(harvest(outside)).toEqual({ 'secret.txt': 'secret' });
  });

  test('symlinks are followed inside and never outside', async () => {
    const outside = temporaryFolder();
    plant(outside, { 'secret.txt': 'secret', 'dir/x': 'x' });
    symlinkSync(join(outside, 'secret.txt'), join(folder, 'out-file'));
    symlinkSync(join(outside, 'dir'), join(folder, 'out-dir'));
    symlinkSync('deep/b.json', join(folder, 'in-file'));
    symlinkSync('deep', join(folder, 'in-dir'));
    symlinkSync('nowhere', join(folder, 'broken'));
    symlinkSync('loop', join(folder, 'loop'));
    symlinkSync(folder, join(folder, 'self'));
    expect([(await get('/in-file')).text, (await get('/in-dir/b.json')).text]).toEqual(['{}', '{}']);
    for (const path of ['/out-file', '/out-dir/x', '/broken', '/loop'])
      expect([path, (await get(path)).status]).toEqual([path, 403]);
    expect((await get('/self')).status).toBe(403);
    expect((await put('/out-dir/new', 'x')).status).toBe(403);
    expect((await remove('/out-dir/x')).status).toBe(403);
    // What is written goes through a link as on a disk, if it stays inside; else it takes the place of the link.
    expect((await put('/in-file', 'through')).status).toBe(204);
    expect(readlinkSync(join(folder, 'in-file'))).toBe('deep/b.json');
    expect(readFileSync(join(folder, 'deep/b.json'), 'utf8')).toBe('through');
    expect((await put('/in-dir', 'x')).status).toBe(403);
    expect((await put('/out-file', 'mine')).status).toBe(204);
    // What is deleted is the link itself.
    expect((await remove('/in-dir')).status).toBe(204);
    expect(harvest(outside)).toEqual({ 'secret.txt': 'secret', 'dir/x': 'x' });
    expect([readFileSync(join(folder, 'out-file'), 'utf8'), existsSync(join(folder, 'deep/b.json'))]).toEqual([
      'mine',
      true,
    ]);
  });

  test('pipes and devices are no files', async () => {
    spawn('mkfifo', [join(folder, 'pipe')]);
    await until(async () => (existsSync(join(folder, 'pipe')) ? true : undefined));
    expect(codeOf(await get('/pipe'))).toEqual([403, 'PermissionDenied']);
  });

  test('a path that changes between the check and the use leads nowhere else', async () => {
    const outside = temporaryFolder();
    const inside = temporaryFolder();
    plant(outside, { 'f.txt': 'secret' });
    plant(inside, { 'real/f.txt': 'mine' });
    symlinkSync(outside, join(inside, 'trap'));
    const id = (await admin('POST', '/collections', { display_name: 'Race', path: inside })).json.id;
    const token = await tokenOf(id);
    // Swaps a directory and a symlink that leads outside, as fast as another process can.
    const swapper = spawn(process.execPath, [
      '-e',
      `
      const { renameSync } = require('node:fs'); process.chdir(process.argv[1]);
      for (;;) { try { renameSync('real', 'way'); renameSync('way', 'real'); renameSync('trap', 'way'); renameSync('way', 'trap'); } catch {} }`,
      inside,
    ]);
    try {
      const seen = new Set<number>();
      const end = Date.now() + 4000;
      for (let i = 0; Date.now() < end; i += 1) {
        const [read, written] = await Promise.all([
          ask('GET', `/data/${id}/way/f.txt`, { token }),
          ask('PUT', `/data/${id}/way/new-${i % 5}`, { token, body: 'x' }),
          ask('DELETE', `/data/${id}/way/f-${i % 5}`, { token }),
        ]);
        expect(read.text).not.toBe('secret');
        seen.add(read.status).add(written.status);
      }
      expect([...seen].every((status) => [200, 201, 204, 403, 404].includes(status))).toBe(true);
      expect(seen.size).toBeGreaterThan(1);
    } finally {
      swapper.kill('SIGKILL');
    }
    expect(harvest(outside)).toEqual({ 'f.txt': 'secret' });
  });
});
