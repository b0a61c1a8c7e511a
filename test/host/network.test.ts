/** The fetch of our own, through real sockets and real proxies. */
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { networkFetch } from '../../src/host/network/network.js';
import { nameOfProxy, proxiesOf } from '../../src/host/network/proxies.js';
import { selfSigned } from '../support/certificate.js';
import { httpProxy, isInstalled, mitmproxy, socksProxy, squid } from '../support/proxies.js';
import { temporaryFolder } from '../support/globus.js';
import { ensureBuilt, runBuilt } from '../support/built.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
const closed = <P extends { readonly close: () => void }>(proxy: P): P => {
  closing.push(proxy.close);
  return proxy;
};

async function serve(server: Server, scheme = 'http') {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${scheme}://127.0.0.1:${port}/a?b=c`, port, sockets };
}
const network = (env: Record<string, string> = {}) => {
  const ending = new AbortController();
  closing.push(() => ending.abort());
  return networkFetch({ env }, ending.signal);
};
const echo: RequestListener = (request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () =>
    response.end(
      JSON.stringify({
        at: request.url,
        method: request.method,
        headers: request.headers,
        body: Buffer.concat(pieces).toString(),
      }),
    ),
  );
};
interface Echo {
  readonly at: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
const asked = async (fetch: typeof globalThis.fetch, url: string, init?: RequestInit) =>
  (await (await fetch(url, init)).json()) as Echo;
const tls = selfSigned();
const authority = () => {
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, tls.cert);
  return file;
};
/** What went wrong, however deep. */
const causeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('this was to fail');
    },
    (error: unknown) => {
      const { name, cause, proxy } = error as Error & { cause?: NodeJS.ErrnoException; proxy?: string };
      return { name, code: cause?.code, message: cause?.message, proxy };
    },
  );

test('an upgrade that nobody asked for is no answer, and nothing waits for it', async () => {
  const server = createServer().on('connection', (socket: Socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')),
  );
  const { url } = await serve(server);
  const { name, code } = await causeOf(network()(url));
  expect([name, code]).toEqual(['TypeError', 'ERR_CLOSED']);
});

describe('the way', () => {
  const way = (env: Record<string, string>, address: string) => {
    const proxy = proxiesOf(env)(new URL(address));
    return proxy && nameOfProxy(proxy);
  };
  test('NO_PROXY names hosts, all that end in them, and ports', () => {
    const env = { ALL_PROXY: 'http://p:1', NO_PROXY: 'one.org, .two.org,*.three.org four.org:8443' };
    const left = (address: string) => way(env, address) === undefined;
    for (const address of [
      'http://one.org',
      'https://a.one.org',
      'http://two.org:99',
      'https://a.two.org',
      'https://a.three.org',
      'https://four.org:8443',
    ])
      expect([address, left(address)]).toEqual([address, true]);
    for (const address of ['http://none.org', 'https://four.org', 'http://org'])
      expect([address, left(address)]).toEqual([address, false]);
    expect(way({ ALL_PROXY: 'http://p:1', no_proxy: '*' }, 'http://one.org')).toBeUndefined();
  });
  test('each scheme has its variable, ALL_PROXY is for the rest, and HTTPS falls back on HTTP', () => {
    expect(way({ HTTPS_PROXY: 'p:2', ALL_PROXY: 'p:1' }, 'https://x.org')).toBe('p:2');
    expect(way({ HTTPS_PROXY: 'p:2', ALL_PROXY: 'p:1' }, 'http://x.org')).toBe('p:1');
    expect(way({ http_proxy: 'http://u:w@p' }, 'https://x.org')).toBe('p:80');
    expect(way({ HTTPS_PROXY: 'p:2' }, 'http://x.org')).toBeUndefined();
    expect(way({ ALL_PROXY: 'socks5://p' }, 'http://x.org')).toBe('p:1080');
  });

  test('through a proxy: in the clear it is asked for the address, TLS goes through a tunnel', async () => {
    const proxy = closed(await httpProxy('ann:p@ss:word%'));
    const env = { ALL_PROXY: `http://ann:p%40ss:word%25@127.0.0.1:${proxy.port}`, GLOBUS_SDK_VERIFY_SSL: authority() };
    const fetch = network(env);
    const plain = await serve(createServer(echo));
    const secure = await serve(createTlsServer(tls, echo), 'https');
    const answer = await asked(fetch, plain.url, { method: 'POST', body: 'x', headers: { authorization: 'Bearer t' } });
    expect(answer).toMatchObject({ at: '/a?b=c', method: 'POST', body: 'x' });
    expect(answer.headers).toMatchObject({ host: `127.0.0.1:${plain.port}`, authorization: 'Bearer t' });
    expect(await asked(fetch, secure.url)).toMatchObject({
      at: '/a?b=c',
      headers: { host: `127.0.0.1:${secure.port}` },
    });
    await asked(fetch, secure.url);
    // one tunnel for both
    expect(proxy.asked).toEqual([`POST ${plain.url}`, `CONNECT 127.0.0.1:${secure.port}`]);
    const wrong = network({ ...env, ALL_PROXY: `http://ann:no@127.0.0.1:${proxy.port}` });
    expect(await causeOf(wrong(secure.url))).toMatchObject({
      name: 'TypeError',
      message: expect.stringContaining('(407)') as string,
      proxy: `127.0.0.1:${proxy.port}`,
    });
  });

  test('through a SOCKS proxy, in the clear and over TLS', async () => {
    const proxy = closed(await socksProxy('ann', 'secret'));
    const fetch = network({
      ALL_PROXY: `socks5://ann:secret@127.0.0.1:${proxy.port}`,
      GLOBUS_SDK_VERIFY_SSL: authority(),
    });
    const plain = await serve(createServer(echo));
    const secure = await serve(createTlsServer(tls, echo), 'https');
    expect(await asked(fetch, plain.url)).toMatchObject({ at: '/a?b=c' });
    expect(await asked(fetch, secure.url)).toMatchObject({ at: '/a?b=c' });
    expect(proxy.asked).toEqual([`SOCKS 127.0.0.1:${plain.port}`, `SOCKS 127.0.0.1:${secure.port}`]);
  });

  const absent = ['squid', 'mitmdump'].filter((program) => !isInstalled(program));
  if (absent.length)
    console.info(`skipped: tests through ${absent.join(' and ')} (Debian: apt-get install squid mitmproxy)`);
  test.skipIf(absent.includes('squid'))('through squid, with its login', { timeout: 60_000 }, async () => {
    const { port } = closed(await squid(temporaryFolder(), 'ann', 'secret'));
    const fetch = network({ ALL_PROXY: `http://ann:secret@127.0.0.1:${port}`, GLOBUS_SDK_VERIFY_SSL: authority() });
    const plain = await serve(createServer(echo));
    expect((await asked(fetch, plain.url, { method: 'PUT', body: 'x' })).headers['via']).toContain('squid');
    const wrong = network({ ALL_PROXY: `http://ann:no@127.0.0.1:${port}` });
    expect((await causeOf(wrong(plain.url))).message).toContain('(407)');
    expect((await causeOf(wrong('https://127.0.0.1:9/'))).message).toContain('(407)');
    const secure = await serve(createTlsServer(tls, echo), 'https');
    expect((await asked(fetch, secure.url)).at).toBe('/a?b=c');
  });
  test.skipIf(absent.includes('mitmdump'))(
    'through mitmproxy, whose authority is to be trusted',
    { timeout: 60_000 },
    async () => {
      ensureBuilt();
      const folder = temporaryFolder();
      const { port } = closed(await mitmproxy(folder));
      const secure = await serve(
        createTlsServer(tls, (_request, response) => response.end('{"value":"safe"}')),
        'https',
      );
      const env = {
        HTTPS_PROXY: `http://127.0.0.1:${port}`,
        GLOBUS_SDK_SERVICE_URL_TRANSFER: `https://127.0.0.1:${secure.port}`,
        GLOBUS_ACCESS_TOKEN_TRANSFER: 'token-of-a-test',
      };
      const line = ['task', 'generate-submission-id'];
      expect((await runBuilt(line, { env })).stderr).toContain('cannot be trusted');
      const ca = join(folder, 'mitmproxy-ca-cert.pem');
      for (const variable of ['NODE_EXTRA_CA_CERTS', 'GLOBUS_SDK_VERIFY_SSL'])
        expect((await runBuilt(line, { env: { ...env, [variable]: ca } })).stdout).toBe('safe\n');
    },
  );
});

test('NODE_EXTRA_CA_CERTS names an authority for the whole process', async () => {
  ensureBuilt();
  const { port } = await serve(createTlsServer(tls, (_request, response) => response.end('{"value":"safe"}')));
  const env = {
    GLOBUS_SDK_SERVICE_URL_TRANSFER: `https://127.0.0.1:${port}`,
    GLOBUS_ACCESS_TOKEN_TRANSFER: 'token-of-a-test',
  };
  const { stdout } = await runBuilt(['task', 'generate-submission-id'], {
    env: { ...env, NODE_EXTRA_CA_CERTS: authority() },
  });
  expect(stdout).toBe('safe\n');
});

describe('bodies', () => {
  test('that were compressed come out of it, one coding after the other; one that is unknown is left', async () => {
    const text = 'a text '.repeat(1000);
    const codings = {
      gzip: gzipSync(text),
      'x-gzip': gzipSync(text),
      deflate: deflateSync(text),
      'DEFLATE ': deflateRawSync(text),
      br: brotliCompressSync(text),
      'gzip, br': brotliCompressSync(gzipSync(text)),
      identity: Buffer.from(text),
      unheard: Buffer.from(text),
    };
    for (const [coding, bytes] of Object.entries(codings)) {
      const { url } = await serve(
        createServer((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(bytes)),
      );
      expect([coding, await (await network()(url)).text()]).toEqual([coding, text]);
    }
  });
  test('that were asked for as they are kept stay so; a refusal is unpacked to be read', async () => {
    for (const status of [200, 206, 404]) {
      const zipped = gzipSync('a text');
      const { url } = await serve(
        createServer((_request, response) => response.writeHead(status, { 'content-encoding': 'gzip' }).end(zipped)),
      );
      const { body } = await network()(url, { headers: { 'accept-encoding': 'identity' } });
      const pieces: Uint8Array[] = [];
      for await (const piece of body as unknown as AsyncIterable<Uint8Array>) pieces.push(piece);
      expect(Buffer.concat(pieces)).toEqual(status < 400 ? zipped : Buffer.from('a text'));
    }
  });
  test('that are damaged are an error for whoever reads them', async () => {
    const { url } = await serve(
      createServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip')),
    );
    expect(await causeOf(network()(url).then((answer) => answer.text()))).toMatchObject({
      name: 'TypeError',
      code: 'Z_DATA_ERROR',
    });
  });
  test('can be read twice where the answer was cloned', async () => {
    const { url } = await serve(createServer((_request, response) => response.end('{"a":1}')));
    const answer = await network()(url);
    const other = answer.clone();
    expect([await other.json(), await answer.text()]).toEqual([{ a: 1 }, '{"a":1}']);
  });
});

describe('a connection', () => {
  test('is kept for the next request, and not once the command has ended', async () => {
    const { url, sockets } = await serve(createServer(echo));
    const ending = new AbortController();
    const fetch = networkFetch({ env: {} }, ending.signal);
    await asked(fetch, url);
    await asked(fetch, url);
    expect(sockets.size).toBe(1);
    const gone = new Promise((done) => [...sockets][0]?.once('close', done));
    ending.abort();
    await gone;
  });
  test('that the server closed meanwhile is made anew for what only reads', async () => {
    const server = createServer((request, response) => {
      response.end('{}');
      response.once('finish', () => request.socket.destroy());
    });
    const { url } = await serve(server);
    const fetch = network();
    for (let i = 0; i < 20; i++) expect(await (await fetch(url)).text()).toBe('{}');
  });
  test('that is aborted rejects with the reason, before the answer and within it', async () => {
    const { url } = await serve(
      createServer((request, response) => {
        if (request.method === 'POST') response.writeHead(200).write('a');
      }),
    );
    const reason = new DOMException('enough', 'TimeoutError');
    const ending = new AbortController();
    const waiting = network()(url, { signal: ending.signal });
    setTimeout(() => ending.abort(reason), 50);
    await expect(waiting).rejects.toBe(reason);
    await expect(network()(url, { signal: ending.signal })).rejects.toBe(reason);
    const within = new AbortController();
    const answer = await network()(url, { method: 'POST', signal: within.signal });
    const reading = answer.text();
    setTimeout(() => within.abort(reason), 50);
    await expect(reading).rejects.toBe(reason);
  });
  test('redirects are answers, or refused', async () => {
    const { url } = await serve(
      createServer((_request, response) => response.writeHead(302, { location: '/x' }).end()),
    );
    expect((await network()(url)).status).toBe(302);
    expect(await causeOf(network()(url, { redirect: 'error' }))).toMatchObject({ message: 'unexpected redirect' });
  });
  test('a header that cannot be sent is an error of the one request', async () => {
    const { url } = await serve(createServer(echo));
    await expect(network()(url, { headers: { 'x-a': 'a\nb' } })).rejects.toThrow('Invalid character');
  });
});
