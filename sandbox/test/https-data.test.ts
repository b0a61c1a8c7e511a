import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { request, type RequestOptions } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { logIn, openSandbox, temporaryFolder, type Client, withKey } from './signed-in.js';
import { adminOf, harvest, plant, transferClient, transferScope, until } from './transferring.js';

/** The header with the key of a sandbox that serve-child.ts serves. */
const keyIn = (dir: string) => withKey({ env: { GLOBUS_SANDBOX_KEY: readFileSync(join(dir, 'key'), 'utf8') } });

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}
interface Asked {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

const scopeOf = (id: string) => `https://auth.globus.org/scopes/${id}/https`;
let sandbox: RunningSandbox, admin: Client, ca: Buffer, folder: string, shared: string, ada: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  ca = readFileSync(sandbox.caFile);
  admin = adminOf(sandbox);
  folder = temporaryFolder();
  plant(folder, { 'a.txt': '0123456789', 'deep/b.json': '{}', empty: '' });
  shared = (await admin('POST', '/collections', { display_name: 'Web', path: folder })).json.id;
  ada = await tokenOf(shared);
});

/** A token for the files of one collection. */
async function tokenOf(id: string, user = 'ada@globusid.org', scope = scopeOf(id), world = sandbox): Promise<string> {
  return (await logIn(world, user, scope))[id] ?? '';
}

/** Asks over TLS, the path exactly as it is given. */
function ask(method: string, path: string, { token, headers = {}, body }: Asked = {}): Promise<Got> {
  const { hostname, port } = new URL(sandbox.tlsUrl);
  const options: RequestOptions = {
    hostname,
    port,
    ca,
    method,
    path,
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const get = (path: string, asked: Asked = {}) => ask('GET', `/data/${shared}${path}`, { token: ada, ...asked });
const put = (path: string, body: string | Buffer, asked: Asked = {}) =>
  ask('PUT', `/data/${shared}${path}`, { token: ada, body, ...asked });
const remove = (path: string, asked: Asked = {}) => ask('DELETE', `/data/${shared}${path}`, { token: ada, ...asked });
const codeOf = ({ status, text }: Got) => [status, JSON.parse(text).code as string];

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

  test('other programs get the 401', async () => {
    expect((await ask('GET', page(), { headers: { accept: '*/*' } })).status).toBe(401);
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

describe('reading', () => {
  test('a file, with what caches and browsers ask about', async () => {
    const whole = await get('/a.txt');
    expect(whole).toMatchObject({
      status: 200,
      text: '0123456789',
      headers: {
        'content-length': '10',
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
        'content-security-policy': 'sandbox',
      },
    });
    expect(whole.headers['content-type']).toMatch(/^text\/plain/);
    expect(Date.parse(whole.headers['last-modified'] ?? '')).toBe(
      Math.floor(statSync(join(folder, 'a.txt')).mtimeMs / 1000) * 1000,
    );
    expect((await get('/deep/b.json')).headers['content-type']).toMatch(/^application\/json/);
    expect(await get('/empty')).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-length': '0', 'content-type': 'application/octet-stream' },
    });
  });

  test('HEAD tells the same without the bytes', async () => {
    const [head, whole] = [await ask('HEAD', `/data/${shared}/a.txt`, { token: ada }), await get('/a.txt')];
    expect(head).toMatchObject({ status: 200, text: '' });
    for (const name of ['content-length', 'content-type', 'etag', 'last-modified'])
      expect(head.headers[name]).toBe(whole.headers[name]);
    expect((await ask('HEAD', `/data/${shared}/none`, { token: ada })).status).toBe(404);
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=0-1,5-6', 200, '0123456789', undefined],
    ['bytes=4-2', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
    ['bytes=x', 200, '0123456789', undefined],
  ])('Range: %s', async (range, status, text, shown) => {
    const got = await get('/a.txt', { headers: { range } });
    expect([got.status, got.text, got.headers['content-range'], got.headers['content-length']]).toEqual([
      status,
      text,
      shown,
      String(text.length),
    ]);
  });

  test.each(['bytes=10-', 'bytes=-0', 'bytes=99-100'])('Range: %s is beyond the end', async (range) => {
    const got = await get('/a.txt', { headers: { range } });
    expect([...codeOf(got), got.headers['content-range']]).toEqual([416, 'RangeNotSatisfiable', 'bytes */10']);
  });

  test('conditions: what is known is not sent again, and a range of another version is the whole', async () => {
    const { headers } = await get('/a.txt');
    const [etag, modified] = [headers.etag ?? '', headers['last-modified'] ?? ''];
    const earlier = new Date(Date.parse(modified) - 60_000).toUTCString();
    const status = async (more: Record<string, string>) => (await get('/a.txt', { headers: more })).status;
    expect(etag).toMatch(/^"[^"]+"$/);
    expect([
      await status({ 'if-none-match': etag }),
      await status({ 'if-none-match': `"x", W/${etag}` }),
      await status({ 'if-none-match': '*' }),
      await status({ 'if-none-match': '"x"' }),
    ]).toEqual([304, 304, 304, 200]);
    expect([
      await status({ 'if-modified-since': modified }),
      await status({ 'if-modified-since': earlier }),
      await status({ 'if-modified-since': modified, 'if-none-match': '"x"' }),
    ]).toEqual([304, 200, 200]);
    expect([
      await status({ 'if-match': etag }),
      await status({ 'if-match': '"x"' }),
      await status({ 'if-match': `W/${etag}` }),
    ]).toEqual([200, 412, 412]);
    expect([
      await status({ 'if-unmodified-since': modified }),
      await status({ 'if-unmodified-since': earlier }),
    ]).toEqual([200, 412]);
    const range = 'bytes=0-1';
    expect([
      await status({ range, 'if-range': etag }),
      await status({ range, 'if-range': modified }),
      await status({ range, 'if-range': '"x"' }),
      await status({ range, 'if-range': earlier }),
    ]).toEqual([206, 206, 200, 200]);
    expect((await get('/a.txt', { headers: { 'if-none-match': etag } })).text).toBe('');
  });

  test('?download makes browsers save it, whatever its name', async () => {
    writeFileSync(join(folder, 'it\'s "naïve".txt'), 'x');
    const path = `/${encodeURIComponent('it\'s "naïve".txt')}`;
    expect((await get(`${path}?download`)).headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''it%27s%20%22na%C3%AFve%22.txt",
    );
    expect((await get(path)).headers['content-disposition']).toBeUndefined();
  });

  test('directories are not listed, and what is not there is not found', async () => {
    for (const path of ['', '/', '/deep', '/deep/', '/a.txt/', '/deep/..', '/deep/.'])
      expect([path, ...codeOf(await get(path))]).toEqual([path, 403, 'IsADirectory']);
    for (const path of ['/none', '/a.txt/b', '/deep/none/x'])
      expect([path, ...codeOf(await get(path))]).toEqual([path, 404, 'NotFound']);
    expect(codeOf(await ask('GET', '/data/00000000-1111-4222-8333-444444444444/x', { token: ada }))).toEqual([
      404,
      'EndpointNotFound',
    ]);
    expect(codeOf(await ask('GET', '/data/nonsense/x', { token: ada }))).toEqual([404, 'NotFound']);
    expect(codeOf(await get('/%zz'))).toEqual([400, 'InvalidPath']);
    const odd = await ask('POST', `/data/${shared}/a.txt`, { token: ada, body: 'x' });
    expect([...codeOf(odd), odd.headers.allow]).toEqual([405, 'MethodNotAllowed', 'GET, HEAD, PUT, DELETE']);
  });

  test('an answer is the file as it was when it began', async () => {
    const large = randomBytes(8 * 1024 * 1024);
    writeFileSync(join(folder, 'large'), large);
    const answer = await fetch(`${sandbox.url}/data/${shared}/large`, { headers: { authorization: `Bearer ${ada}` } });
    const reader = answer.body!.getReader();
    const parts = [(await reader.read()).value!];
    expect((await put('/large', 'another')).status).toBe(204);
    for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
    expect(Buffer.concat(parts).equals(large)).toBe(true);
    expect((await get('/large')).text).toBe('another');
  });

  test('a file that shrinks while it is sent ends the answer, and the sandbox lives', async () => {
    writeFileSync(join(folder, 'shrinks'), randomBytes(32 * 1024 * 1024));
    const answer = await fetch(`${sandbox.url}/data/${shared}/shrinks`, {
      headers: { authorization: `Bearer ${ada}` },
    });
    const reader = answer.body!.getReader();
    await reader.read();
    truncateSync(join(folder, 'shrinks'), 1000);
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow();
    expect((await get('/a.txt')).status).toBe(200);
  });

  test('readers who go away leave no open files behind', async () => {
    writeFileSync(join(folder, 'left'), randomBytes(16 * 1024 * 1024));
    const open = () => readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).endsWith('/left')).length;
    for (let i = 0; i < 10; i += 1) {
      const leave = new AbortController();
      const answer = await fetch(`${sandbox.url}/data/${shared}/left`, {
        headers: { authorization: `Bearer ${ada}` },
        signal: leave.signal,
      });
      if (i % 2 === 0) await answer.body!.getReader().read();
      leave.abort();
    }
    for (let i = 0; i < 5; i += 1) await ask('HEAD', `/data/${shared}/left`, { token: ada });
    await until(async () => (open() === 0 ? true : undefined));
  });
});

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    // The one the list was read by.
    return '';
  }
}

describe('writing', () => {
  test('a new file, and the next version of it', async () => {
    const made = await put('/new.txt', 'first');
    expect([made.status, made.text, readFileSync(join(folder, 'new.txt'), 'utf8')]).toEqual([201, '', 'first']);
    chmodSync(join(folder, 'new.txt'), 0o640);
    const again = await put('/new.txt', 'second');
    expect([
      again.status,
      readFileSync(join(folder, 'new.txt'), 'utf8'),
      statSync(join(folder, 'new.txt')).mode & 0o777,
    ]).toEqual([204, 'second', 0o640]);
    const read = await get('/new.txt');
    expect([read.headers.etag, read.headers['last-modified'], read.text]).toEqual([
      again.headers.etag,
      again.headers['last-modified'],
      'second',
    ]);
    expect(again.headers.etag).not.toBe(made.headers.etag);
    expect((await put('/nothing', '')).status).toBe(201);
    expect(readFileSync(join(folder, 'nothing'), 'utf8')).toBe('');
  });

  test('only where a directory is, and never in the place of one', async () => {
    expect(codeOf(await put('/no/such/folder.txt', 'x'))).toEqual([404, 'NotFound']);
    expect(codeOf(await put('/a.txt/b', 'x'))).toEqual([404, 'NotFound']);
    for (const path of ['/deep', '/', '/new/']) expect(codeOf(await put(path, 'x'))).toEqual([403, 'IsADirectory']);
    expect(codeOf(await put('/a.txt', 'x', { headers: { 'content-range': 'bytes 0-0/10' } }))).toEqual([
      400,
      'BadRequest',
    ]);
    expect(codeOf(await put(`/${'n'.repeat(256)}`, 'x'))).toEqual([400, 'InvalidPath']);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('0123456789');
  });

  test('with conditions, so that nobody overwrites what he has not seen', async () => {
    const { etag = '' } = (await put('/shared.txt', 'one')).headers;
    expect(codeOf(await put('/shared.txt', 'two', { headers: { 'if-none-match': '*' } }))).toEqual([
      412,
      'PreconditionFailed',
    ]);
    const next = await put('/shared.txt', 'two', { headers: { 'if-match': etag } });
    expect(next.status).toBe(204);
    expect(codeOf(await put('/shared.txt', 'three', { headers: { 'if-match': etag } }))).toEqual([
      412,
      'PreconditionFailed',
    ]);
    expect(codeOf(await put('/absent.txt', 'x', { headers: { 'if-match': '*' } }))).toEqual([
      412,
      'PreconditionFailed',
    ]);
    expect(codeOf(await remove('/shared.txt', { headers: { 'if-match': etag } }))).toEqual([412, 'PreconditionFailed']);
    expect((await get('/shared.txt')).text).toBe('two');
    expect((await remove('/shared.txt', { headers: { 'if-match': next.headers.etag ?? '' } })).status).toBe(204);
    expect((await put('/absent.txt', 'x', { headers: { 'if-none-match': '*' } })).status).toBe(201);
  });

  test('of several at once, each version is whole and one is last', async () => {
    const bodies = Array.from({ length: 8 }, (_, i) => String(i).repeat(300_000));
    const answers = await Promise.all(bodies.map((body) => put('/race.txt', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 204)]);
    expect(bodies).toContain(readFileSync(join(folder, 'race.txt'), 'utf8'));
    expect(readdirSync(folder).filter((name) => name.includes('globus-part'))).toEqual([]);
  });

  test('a body that breaks off leaves nothing behind, and the file before it as it was', async () => {
    await put('/kept.txt', 'whole');
    const before = readdirSync(folder).sort();
    for (const path of ['/kept.txt', '/broken.txt']) {
      const { hostname, port } = new URL(sandbox.tlsUrl);
      await new Promise<void>((done) => {
        const sent = request({
          hostname,
          port,
          ca,
          method: 'PUT',
          path: `/data/${shared}${path}`,
          headers: { authorization: `Bearer ${ada}`, 'content-length': '1000000' },
        });
        sent.on('error', () => done());
        sent.write('x'.repeat(500_000), () => {
          void until(async () =>
            readdirSync(folder).some((name) => name.includes('globus-part')) ? true : undefined,
          ).then(() => sent.destroy());
        });
      });
      await until(async () => (readdirSync(folder).some((name) => name.includes('globus-part')) ? undefined : true));
    }
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('whole');
    expect((await admin('GET', '/state')).json.breakdowns).toEqual([]);
  });

  test('files are deleted, directories are not', async () => {
    await put('/gone.txt', 'x');
    expect([(await remove('/gone.txt')).status, existsSync(join(folder, 'gone.txt'))]).toEqual([204, false]);
    expect(codeOf(await remove('/gone.txt'))).toEqual([404, 'NotFound']);
    for (const path of ['/deep', '/deep/', '/']) expect(codeOf(await remove(path))).toEqual([403, 'IsADirectory']);
    expect(existsSync(join(folder, 'deep/b.json'))).toBe(true);
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
    for (const token of [undefined, 'made-up', ada, stray, transfer]) {
      const got = await ask('GET', at('/shared/report.txt'), token === undefined ? {} : { token });
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
    for (const [method, path] of [
      ['GET', '/public/../private/notes.txt'],
      ['GET', '/public/..%2fprivate/notes.txt'],
      ['GET', '/publicity'],
      ['PUT', '/public/notice.txt'],
      ['DELETE', '/public/notice.txt'],
    ] as const) {
      expect([path, ...codeOf(await ask(method, at(path)))]).toEqual([path, 401, 'Unauthorized']);
    }
    // Everyone who is logged in is not anyone.
    expect(codeOf(await ask('GET', `/data/${shared}/a.txt`))).toEqual([401, 'Unauthorized']);
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
    expect(codeOf(await ask('GET', path))).toEqual([401, 'Unauthorized']);
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
      expect([path, [401, 404, 501].includes(read.status), read.text === 'secret']).toEqual([path, true, false]);
      expect([path, [401, 404, 501].includes((await put(path, 'overwritten')).status)]).toEqual([path, true]);
      expect([path, [401, 404, 501].includes((await remove(path)).status)]).toEqual([path, true]);
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
    // Of a link itself, what is written takes its place, and what is deleted is the link.
    expect((await put('/out-file', 'mine')).status).toBe(204);
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

test('a sandbox that is killed during an upload tidies up when it is started again', async () => {
  const dir = temporaryFolder();
  const serve = async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'serve-child.ts'), dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return { child, url: String(await new Promise((resolve) => child.stdout.once('data', resolve))).trim() };
  };
  const first = await serve();
  const env = (await (await fetch(`${first.url}/_sandbox/env`, { headers: keyIn(dir) })).json()) as Record<
    string,
    string
  >;
  const id = env['GLOBUS_SANDBOX_COLLECTION_2'] ?? '';
  const token = await tokenOf(id, 'ada@globusid.org', scopeOf(id), { url: first.url } as RunningSandbox);
  const place = join(dir, 'collections/storage/open/destination');
  async function* endless() {
    for (;;) {
      yield Buffer.alloc(1000);
      await new Promise((done) => setTimeout(done, 5));
    }
  }
  const upload = fetch(`${first.url}/data/${id}/half`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body: endless(),
    duplex: 'half',
  } as unknown as RequestInit);
  upload.catch(() => undefined);
  await until(async () => (readdirSync(place).some((name) => name.includes('globus-part')) ? true : undefined));
  first.child.kill('SIGKILL');
  await expect(upload).rejects.toThrow();
  expect(readdirSync(place)).toHaveLength(2);
  const second = await serve();
  second.child.kill('SIGKILL');
  expect(readdirSync(place)).toEqual(['.keep']);
}, 60_000);

test('a body of a gigabyte moves without being held in memory', async () => {
  const dir = temporaryFolder();
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'serve-child.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = String(await new Promise((resolve) => child.stdout.once('data', resolve))).trim();
    const env = (await (await fetch(`${url}/_sandbox/env`, { headers: keyIn(dir) })).json()) as Record<string, string>;
    const id = env['GLOBUS_SANDBOX_COLLECTION'] ?? '';
    const token = await tokenOf(id, 'ada@globusid.org', scopeOf(id), { url } as RunningSandbox);
    const headers = { authorization: `Bearer ${token}` };
    const address = `${url}/data/${id}/big`;
    const small = await fetch(address, { method: 'PUT', headers, body: Buffer.alloc(8 * 1024 * 1024) });
    expect(small.status).toBe(201);
    await (await fetch(address, { headers })).arrayBuffer();
    const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
    const before = peak();
    const [piece, pieces] = [Buffer.alloc(1024 * 1024, 7), 1024];
    async function* body() {
      for (let i = 0; i < pieces; i += 1) yield piece;
    }
    const sent = await fetch(address, {
      method: 'PUT',
      headers,
      body: body(),
      duplex: 'half',
    } as unknown as RequestInit);
    expect(sent.status).toBe(204);
    let size = 0;
    for await (const part of (await fetch(address, { headers })).body as AsyncIterable<Uint8Array>) size += part.length;
    expect(size).toBe(1024 * 1024 * 1024);
    expect(peak() - before).toBeLessThan(64);
  } finally {
    child.kill('SIGKILL');
  }
}, 120_000);
