/** The sandbox is as private as its owner's home: to other users of the machine, and to whoever lacks its key. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { tellsPeers } from '../src/edge/peers.js';
import { logIn, openSandbox, temporaryFolder, withKey } from './signed-in.js';
import { adminOf, transferScope } from './transferring.js';

const nobody = 65534;
const canBecomeAnother = process.getuid?.() === 0 && (await tellsPeers());
if (!canBecomeAnother) console.warn('Skipped, for want of root or of /proc/net/tcp: what another user gets.');

const authorizePath = (more: Record<string, string> = {}) =>
  `/auth/v2/oauth2/authorize?${new URLSearchParams({
    client_id: '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d',
    redirect_uri: 'http://localhost:1/code',
    scope: transferScope,
    ...more,
  }).toString()}`;

/**
 * What somebody gets who speaks plain HTTP: the status, or the code of the failure; by a program of its own, so that it
 * can be run as another user.
 */
const asking = `
const [, url, method, headers, body] = process.argv;
const { request } = await import(url.startsWith('https') ? 'node:https' : 'node:http');
const sent = request(url, { method, headers: JSON.parse(headers), rejectUnauthorized: false, family: url.includes('[') ? 6 : 4 }, (answer) => {
  answer.resume();
  answer.on('end', () => console.log(answer.statusCode));
});
sent.on('error', (error) => console.log(error.code));
sent.end(body);`;

function ask(uid: number, url: string, method = 'GET', headers: object = {}, body = ''): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', asking, url, method, JSON.stringify(headers), body],
    { cwd: '/', env: {}, uid, gid: uid, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(told.trim()));
  });
}

describe.skipIf(!canBecomeAnother)('another user of the machine', () => {
  let sandbox: RunningSandbox;
  let key: object;
  beforeAll(async () => {
    sandbox = await openSandbox();
    key = withKey(sandbox);
  });

  test('gets no byte of anything, with the key and a token or without, by any name of the address', async () => {
    const { 'transfer.api.globus.org': token } = await logIn(sandbox, 'ada@globusid.org', transferScope);
    const all = { ...key, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const folder = temporaryFolder();
    const tries: [method: string, path: string, body?: string][] = [
      ['GET', '/'],
      ['GET', '/_sandbox/health'],
      ['GET', '/_sandbox/env'],
      ['GET', '/_sandbox/events'],
      ['POST', '/_sandbox/collections', JSON.stringify({ display_name: 'Theirs', path: folder })],
      ['POST', '/_sandbox/export', JSON.stringify({ folder: join(folder, 'export') })],
      ['POST', '/_sandbox/import', JSON.stringify({ folder })],
      ['POST', '/_sandbox/reset'],
      ['GET', authorizePath()],
      ['GET', authorizePath({ sandbox_user: 'ada@globusid.org' })],
      ['POST', '/auth/v2/oauth2/token', 'grant_type=client_credentials'],
      ['POST', '/auth/v2/api/clients', '{}'],
      ['GET', '/transfer/v0.10/task_list'],
      ['POST', '/compute/v2/functions', '{}'],
      ['POST', '/compute/v3/endpoints/4b116d3c-1703-4f8f-9f6f-39921e5864df/submit', '{}'],
      ['GET', `/data/${sandbox.env['GLOBUS_SANDBOX_COLLECTION']}/`],
    ];
    for (const [method, path, body] of tries)
      expect([path, await ask(nobody, `${sandbox.url}${path}`, method, all, body)]).toEqual([path, 'ECONNRESET']);
    expect(existsSync(join(folder, 'export'))).toBe(false);
    expect((await adminOf(sandbox)('GET', '/collections')).json.collections).not.toContainEqual(
      expect.objectContaining({ display_name: 'Theirs' }),
    );
    for (const base of [
      sandbox.tlsUrl,
      `http://localhost:${sandbox.port}`,
      // an IPv6 socket is in another table of the kernel's
      `http://[::ffff:127.0.0.1]:${sandbox.port}`,
    ])
      expect([base, await ask(nobody, `${base}/_sandbox/health`, 'GET', all)]).toEqual([
        base,
        expect.stringMatching(/^(ECONNRESET|EPIPE)$/),
      ]);
  });

  test('has no more of a connection that was left at once, when the kernel lists it as nobody’s', async () => {
    const leaving = `
const socket = (await import('node:net')).connect(${sandbox.port}, '127.0.0.1', () => {
  socket.write('POST /_sandbox/reset HTTP/1.1\\r\\nHost: 127.0.0.1:${sandbox.port}\\r\\nX-Globus-Sandbox: ${sandbox.env['GLOBUS_SANDBOX_KEY']}\\r\\nContent-Length: 0\\r\\n\\r\\n', () => process.kill(process.pid, 'SIGKILL'));
});
socket.on('error', () => undefined);`;
    const world = async () => (await adminOf(sandbox)('GET', '/health')).json.world;
    const before = await world();
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', leaving], { cwd: '/', env: {}, uid: nobody, gid: nobody }),
    );
    // While this thread is busy, the others connect, write and are gone; only then are they looked at.
    await Promise.all(children.map((child) => new Promise((resolve) => child.once('spawn', resolve))));
    for (const end = Date.now() + 3000; Date.now() < end;);
    for (const child of children)
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await world()).toBe(before);
  });

  test('the owner is let in, by every name and over TLS', async () => {
    for (const base of [sandbox.url, sandbox.tlsUrl, `http://localhost:${sandbox.port}`])
      expect([base, await ask(0, `${base}/_sandbox/health`, 'GET', key)]).toEqual([base, '200']);
    const throughV6 = { ...key, host: `127.0.0.1:${sandbox.port}` };
    expect(await ask(0, `http://[::ffff:127.0.0.1]:${sandbox.port}/_sandbox/health`, 'GET', throughV6)).toBe('200');
  });

  test('is let in to an open sandbox: to services, but not to its own API', async () => {
    const open = await openSandbox({ open: true });
    expect(await ask(nobody, `${open.url}/transfer/v0.10/task_list`)).toBe('401');
    expect(await ask(nobody, `${open.url}${authorizePath({ sandbox_user: 'ada@globusid.org' })}`)).toBe('302');
    expect(await ask(nobody, `${open.url}/_sandbox/env`)).toBe('403');
    expect(await ask(nobody, `${open.url}/_sandbox/health`, 'GET', withKey(open))).toBe('200');
  });
});

describe('without the key', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox({ lookUpPeers: false });
  });
  const get = (path: string, more: RequestInit = {}) => fetch(`${sandbox.url}${path}`, { redirect: 'manual', ...more });

  test('nothing of the own API answers, nor with a wrong one', async () => {
    const tries = [
      ['GET', 'health'],
      ['GET', 'env'],
      ['GET', 'state'],
      ['GET', 'log'],
      ['GET', 'overview'],
      ['GET', 'events'],
      ['GET', 'events?key=wrong'],
      ['GET', `env?key=${sandbox.env['GLOBUS_SANDBOX_KEY']}`],
      ['GET', 'collections'],
      ['POST', 'collections'],
      ['POST', 'export'],
      ['POST', 'import'],
      ['POST', 'reset'],
      ['POST', 'clock'],
      ['POST', 'faults'],
    ] as const;
    const wrong: Record<string, string>[] = [{}, { 'x-globus-sandbox': '1' }, { 'x-globus-sandbox': '' }];
    for (const [method, path] of tries)
      for (const headers of wrong)
        expect([path, (await get(`/_sandbox/${path}`, { method, headers })).status]).toEqual([path, 403]);
    expect((await get('/_sandbox/env', { headers: withKey(sandbox) })).status).toBe(200);
    const events = await get(`/_sandbox/events?key=${sandbox.env['GLOBUS_SANDBOX_KEY']}`);
    expect(events.status).toBe(200);
    await events.body?.cancel();
  });

  test('a login is not approved where the machine does not tell who asks', async () => {
    const shown = await get(authorizePath({ sandbox_user: 'ada@globusid.org' }));
    const page = await shown.text();
    expect([shown.status, page.includes('name="key"')]).toEqual([200, true]);
    const ticket = /name="ticket" value="(\w+)"/.exec(page)?.[1] ?? '';
    const answer = (key: string) =>
      get('/auth/v2/oauth2/authorize', {
        method: 'POST',
        body: new URLSearchParams({ ticket, action: 'approve', user: 'ada@globusid.org', key }),
      });
    expect([(await answer('')).status, (await answer('wrong')).status]).toEqual([400, 400]);
    const approved = await answer(sandbox.env['GLOBUS_SANDBOX_KEY'] ?? '');
    expect([approved.status, approved.headers.get('location')]).toEqual([302, expect.stringContaining('code=')]);
    const direct = await get(authorizePath({ sandbox_user: 'ada@globusid.org' }), { headers: withKey(sandbox) });
    expect(direct.headers.get('location')).toContain('code=');
  });

  test('nor does a client get tokens there that anybody could have made', async () => {
    const made: any = await (
      await get('/auth/v2/api/clients', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          client: { template_id: '95fdeba8-fac2-42bd-a357-e068d82ff78e', name: 'Somebody’s CLI' },
        }),
      })
    ).json();
    const tokens = (id: string, secret: string) =>
      get('/auth/v2/oauth2/token', {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: transferScope }),
      });
    expect((await tokens(made.client.id, made.included.client_credential.secret)).status).toBe(400);
    await get(authorizePath({ client_id: '11111111-2222-4333-8444-555555555555' }));
    expect((await tokens('11111111-2222-4333-8444-555555555555', 'anything')).status).toBe(400);
    const { GLOBUS_SANDBOX_CLIENT_ID: id = '', GLOBUS_SANDBOX_CLIENT_SECRET: secret = '' } = sandbox.env;
    expect((await tokens(id, secret)).status).toBe(200);
  });
});

describe('secrets', () => {
  const service = async (sandbox: RunningSandbox, secret = sandbox.env['GLOBUS_SANDBOX_CLIENT_SECRET'] ?? '') => {
    const id = sandbox.env['GLOBUS_SANDBOX_CLIENT_ID'] ?? '';
    const answer = await fetch(`${sandbox.url}/auth/v2/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: transferScope }),
    });
    return answer.status;
  };
  const secretsOf = ({ env }: RunningSandbox) => [env['GLOBUS_SANDBOX_CLIENT_SECRET'], env['GLOBUS_SANDBOX_KEY']];

  test('differ from sandbox to sandbox, of the same seed too; the service account keeps its own', async () => {
    const one = await openSandbox({ seed: 'lesson' });
    const two = await openSandbox({ seed: 'lesson' });
    for (const [i, secret] of secretsOf(one).entries()) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(secret).not.toBe(secretsOf(two)[i]);
    }
    expect([await service(one), await service(one, secretsOf(two)[0])]).toEqual([200, 401]);

    await one.reset();
    expect(await service(one)).toBe(200);
    await one.close();
    const again = await openSandbox({ dir: one.dir });
    expect(secretsOf(again)[0]).toBe(secretsOf(one)[0]);
    expect(secretsOf(again)[1]).not.toBe(secretsOf(one)[1]);
    expect(await service(again)).toBe(200);

    // What was exported elsewhere comes without the secret of that place.
    const folder = join(temporaryFolder(), 'export');
    expect((await adminOf(two)('POST', '/export', { folder })).status).toBe(200);
    expect((await adminOf(again)('POST', '/import', { folder })).status).toBe(200);
    expect([await service(again), await service(again, secretsOf(two)[0])]).toEqual([200, 401]);
    expect(readFileSync(join(folder, 'world.json'), 'utf8')).not.toContain(secretsOf(two)[0]);
  });

  test('lie in files of the owner’s alone, and a folder that others may write to is refused', async () => {
    const sandbox = await openSandbox({ dir: join(temporaryFolder(), 'new') });
    const modeOf = (...path: string[]) => (statSync(join(sandbox.dir, ...path)).mode & 0o777).toString(8);
    expect([modeOf(), modeOf('secret'), modeOf('state'), modeOf('collections'), modeOf('tasks')]).toEqual([
      '700',
      '600',
      '700',
      '700',
      '700',
    ]);
    const shared = temporaryFolder();
    chmodSync(shared, 0o777);
    await expect(openSandbox({ dir: shared })).rejects.toThrow(`chmod go-w '${shared}'`);
  });
});

describe('what a login must not do', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });

  test('PKCE is S256: plain is refused, named or as what is meant without a name', async () => {
    const challenge = 'a'.repeat(43);
    const errorOf = async (more: Record<string, string>) => {
      const answer = await fetch(
        `${sandbox.url}${authorizePath({ sandbox_user: 'ada@globusid.org', code_challenge: challenge, ...more })}`,
        { redirect: 'manual' },
      );
      const at = new URL(answer.headers.get('location') ?? 'http://none/').searchParams;
      return at.get('error') ?? (at.has('code') ? 'a code' : 'nothing');
    };
    expect(await errorOf({ code_challenge_method: 'plain' })).toBe('invalid_request');
    expect(await errorOf({})).toBe('invalid_request');
    expect(await errorOf({ code_challenge_method: 'S256' })).toBe('a code');
  });

  test('an empty Host is none of the sandbox’s names', async () => {
    const raw = (head: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let told = '';
        const socket = connect(sandbox.port, '127.0.0.1', () => socket.write(`${head}Connection: close\r\n\r\n`));
        socket.on('data', (chunk: Buffer) => (told += chunk.toString()));
        socket.on('error', reject);
        socket.on('close', () => resolve(told.split('\r\n')[0] ?? ''));
      });
    const health = `X-Globus-Sandbox: ${sandbox.env['GLOBUS_SANDBOX_KEY']}\r\n`;
    for (const path of ['/_sandbox/health', '/auth/jwk.json']) {
      for (const head of [
        `GET ${path} HTTP/1.1\r\nHost:\r\n`,
        `GET ${path} HTTP/1.1\r\nHost: \r\n`,
        `GET ${path} HTTP/1.0\r\n`,
        `GET ${path} HTTP/1.1\r\n`,
        `GET http://127.0.0.1:${sandbox.port}${path} HTTP/1.1\r\nHost:\r\n`,
      ])
        expect([head, await raw(head + health)]).toEqual([head, expect.stringMatching(/^HTTP\/1\.1 (400|421) /)]);
    }
    expect(await raw(`GET /auth/jwk.json HTTP/1.1\r\nHost: 127.0.0.1:${sandbox.port}\r\n`)).toBe('HTTP/1.1 200 OK');
  });
});
