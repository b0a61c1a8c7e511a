import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import type {} from 'node:http';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { temporaryFolder, withKey } from './signed-in.js';
import { until } from './transferring.js';
import {
  scopeOf,
  tokenOf,
  ask,
  get,
  put,
  remove,
  codeOf,
  sandbox,
  admin,
  ca,
  folder,
  shared,
  ada,
} from './support/https-world.js';

/** The header with the key of a sandbox that serve-child.ts serves. */
const keyIn = (dir: string) => withKey({ env: { GLOBUS_SANDBOX_KEY: readFileSync(join(dir, 'key'), 'utf8') } });

describe('reading', () => {
  test.each(['http/1.0', 'http/1.1'])('by a client that offers %s', async (protocol) => {
    const { hostname, port } = new URL(sandbox.tlsUrl);
    const socket = connectTls({ host: hostname, port: Number(port), ca, ALPNProtocols: [protocol] });
    socket.end(`GET / HTTP/${protocol.slice(-3)}\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`);
    let answer = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
    await new Promise((done, fail) => socket.once('close', done).once('error', fail));
    expect(answer).toMatch(/^HTTP\/1\.1 \d{3} /);
  });

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
