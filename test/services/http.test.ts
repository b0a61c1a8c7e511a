/** The one HTTP layer, through real sockets on loopback wherever the network itself is what goes wrong. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { InterruptedError } from '../../src/errors.js';
import { oauth } from '../../src/services/auth.js';
import { networkFetch } from '../../src/host/network/network.js';
import { createHttp, type HttpConfig, type Transport } from '../../src/services/http.js';
import { selfSigned } from '../support/certificate.js';
import { fakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder } from '../support/globus.js';
import { ensureBuilt, runBuilt } from '../support/built.js';
import { transferUrl } from '../support/transfer.js';

const open: (Server | ReturnType<typeof createTcpServer>)[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of open.splice(0)) server.close();
});
async function listen<S extends Server | ReturnType<typeof createTcpServer>>(
  server: S,
): Promise<{ port: number; server: S }> {
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(server);
  return { port: (server.address() as AddressInfo).port, server };
}
/** A service that answers so; what it was asked. */
async function service(answer: RequestListener | readonly RequestListener[]) {
  const asked: IncomingMessage[] = [];
  const answers = Array.isArray(answer) ? [...(answer as RequestListener[])] : [answer as RequestListener];
  const { port } = await listen(
    createServer((request, response) => {
      asked.push(request);
      request.resume();
      (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
    }),
  );
  return { url: `http://127.0.0.1:${port}`, asked };
}
const json =
  (status: number, document: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(document));
  };
const ok = json(200, { fine: true });
const http = (baseUrl: string, over: Partial<Transport> = {}, credentials?: HttpConfig['credentials']) =>
  createHttp({
    service: 'transfer',
    baseUrl,
    credentials,
    transport: {
      fetch: networkFetch({ env: {} }, new AbortController().signal),
      userAgent: 'globus/1 node/20',
      timeout: 5000,
      retries: 2,
      retryDelay: () => 0,
      ...over,
    },
  });
const failure = async (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('this was to fail');
    },
    (error: unknown) => error as Error & { hint?: string; exitCode: number; data: object },
  );

describe('a network that does not work', () => {
  test('a refused connection is said with the address, and what to look at', async () => {
    const { port, server } = await listen(createTcpServer());
    await new Promise((done) => server.close(done));
    const error = await failure(http(`http://127.0.0.1:${port}`).get('x'));
    expect([error.message, error.exitCode]).toEqual([`127.0.0.1:${port} refused the connection.`, 1]);
    expect(error.hint).toContain('is the service (or proxy) running?');
    expect(error.data).toMatchObject({ network_code: 'ECONNREFUSED' });
  });
  test('every code of the system has words of its own, and what never went out is told from what may have', async () => {
    const own = /^No connection to 127\.0\.0\.1:1 can be made: this (machine|program)/;
    const cases = [
      ['EMFILE', 'connect', own],
      ['ENFILE', 'connect', own],
      ['ENOBUFS', 'connect', own],
      ['EADDRNOTAVAIL', 'connect', own],
      ['EACCES', 'connect', own],
      ['EPERM', 'connect', own],
      ['EHOSTUNREACH', 'connect', /^There is no network route to 127\.0\.0\.1:1\.$/],
      ['ENETUNREACH', 'connect', /^There is no network route to 127\.0\.0\.1:1\.$/],
      ['ENETDOWN', 'connect', /the network is down\.$/],
      ['EPIPE', 'write', /^127\.0\.0\.1:1 broke the connection\.$/],
      ['ECONNABORTED', 'read', /^127\.0\.0\.1:1 broke the connection\.$/],
    ] as const;
    for (const [code, syscall, words] of cases) {
      const cause = Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
      const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
      const error = await failure(http('http://127.0.0.1:1', { fetch }).post('x', { json: {} }));
      expect([code, error.message, error.exitCode]).toEqual([code, expect.stringMatching(words), 1]);
      if (words === own) expect(error.hint).not.toMatch(/network|proxy/i);
      expect([code, /may have done/.test(error.hint ?? '')]).toEqual([code, syscall !== 'connect']);
    }
  });
  test('a redirect to where nobody is blames the server there', async () => {
    const { port, server } = await listen(createTcpServer());
    await new Promise((done) => server.close(done));
    const first = await listen(
      createServer((_request, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/x` }).end()),
    );
    const error = await failure(http(`http://127.0.0.1:${first.port}`).get('x'));
    expect(error.message).toBe(`127.0.0.1:${port} refused the connection.`);
    expect(error.hint).toContain(`127.0.0.1:${first.port} sent the request on to 127.0.0.1:${port}.`);
    expect(error.data).toMatchObject({ host: `127.0.0.1:${port}` });
  });
  test('where nobody listens is asked three times, other broken connections six', async () => {
    const broken = (code: string) =>
      Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
    for (const [code, times] of [
      ['ECONNREFUSED', 3],
      ['ECONNRESET', 6],
    ] as const) {
      let calls = 0;
      const fetch = () => {
        calls += 1;
        return Promise.reject(broken(code));
      };
      await failure(http('http://127.0.0.1:1', { fetch, retries: 5 }).get('x'));
      expect([code, calls]).toEqual([code, times]);
    }
  });
  test('a service that does not answer is given up on after the time that was set', async () => {
    const { port } = await listen(createTcpServer());
    const error = await failure(http(`http://127.0.0.1:${port}`, { timeout: 150 }).get('x'));
    expect(error.message).toBe(`127.0.0.1:${port} did not answer within 0.15 s.`);
    expect(error.hint).toContain('GLOBUS_SDK_HTTP_TIMEOUT');
  });
  test('so is one that begins its answer and then falls silent', async () => {
    const { url } = await service((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"fine":');
    });
    expect((await failure(http(url, { timeout: 150 }).get('x'))).message).toContain('did not answer within 0.15 s.');
  });
  test('one that is slow, but does not fall silent, is heard to the end', async () => {
    const { url } = await service((_request, response) => {
      response.writeHead(200);
      Array.from('{"fine": true}').forEach((char, i, all) =>
        setTimeout(() => (i === all.length - 1 ? response.end(char) : response.write(char)), 30 * i),
      );
    });
    expect(await http(url, { timeout: 250 }).get('x')).toEqual({ fine: true });
  });
  test('a page of HTML is called one', async () => {
    const { url } = await service((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!DOCTYPE html><title>Welcome to the hotel</title>'),
    );
    const error = await failure(http(url).get('x'));
    expect(error.message).toBe(`${url.slice(7)} answered with a web page where Globus Transfer answers JSON.`);
    expect(error.hint).toContain('proxy may be in the way');
  });
  test('so is one with an error status', async () => {
    const { url, asked } = await service((_request, response) =>
      response.writeHead(502).end('<html>Bad gateway</html>'),
    );
    expect((await failure(http(url).get('x'))).message).toBe(
      'Globus Transfer: a web page came with status 502; a proxy may be in the way',
    );
    expect(asked).toHaveLength(3);
  });
  test('an answer that is neither is shown to be no JSON', async () => {
    const { url } = await service((_request, response) => response.end('{"fine": tr'));
    expect((await failure(http(url).get('x'))).message).toContain('is not JSON');
  });
  const half: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"fine":');
    setTimeout(() => response.destroy(), 20);
  };
  test('an answer cut in half is asked for again', async () => {
    const { url, asked } = await service([half, ok]);
    expect(await http(url).get('x')).toEqual({ fine: true });
    expect(asked).toHaveLength(2);
  });
  test('and an error when it is always cut', async () => {
    const { url, asked } = await service(half);
    const error = await failure(http(url).get('x'));
    expect([error.message, error.exitCode]).toEqual([
      `${url.slice(7)} closed the connection before its answer was complete.`,
      1,
    ]);
    expect(asked).toHaveLength(3);
  });
  test('a change whose answer was cut is not made twice', async () => {
    const { url, asked } = await service(half);
    await failure(http(url).post('x', { json: {} }));
    expect(asked).toHaveLength(1);
  });
  test('a body shorter than announced is no answer, whoever took the rest', async () => {
    const fetch = () => Promise.resolve(new Response('{"a":1}', { headers: { 'content-length': '70' } }));
    const error = await failure(http('http://127.0.0.1:9', { fetch, retries: 0 }).get('x'));
    expect(error.message).toBe('The answer of 127.0.0.1:9 was cut short: 7 of 70 bytes came.');
  });
  test('a connection that breaks before an answer is tried again', async () => {
    const { url, asked } = await service([(request) => request.socket.destroy(), ok]);
    expect(await http(url).get('x')).toEqual({ fine: true });
    expect(asked).toHaveLength(2);
  });
  test('Ctrl-C ends a request that is under way, and a pause between two', async () => {
    const { port } = await listen(createTcpServer());
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect(await failure(http(`http://127.0.0.1:${port}`, { signal: stop.signal }).get('x'))).toBeInstanceOf(
      InterruptedError,
    );
    const { url } = await service(json(503, {}));
    const later = new AbortController();
    setTimeout(() => later.abort(), 100);
    expect(await failure(http(url, { signal: later.signal, retryDelay: () => 60_000 }).get('x'))).toBeInstanceOf(
      InterruptedError,
    );
  });
});

describe('retries', () => {
  const busy = json(503, { code: 'ServiceUnavailable', message: 'Busy', request_id: 'r' });
  test.each([408, 429, 500, 502, 503, 504])('a GET that got %i is sent again', async (status) => {
    const { url, asked } = await service([json(status, {}), ok]);
    expect(await http(url).get('x')).toEqual({ fine: true });
    expect(asked).toHaveLength(2);
  });
  test.each([400, 401, 403, 404, 409, 501])('one that got %i is not', async (status) => {
    const { url, asked } = await service(json(status, {}));
    await failure(http(url).get('x'));
    expect(asked).toHaveLength(1);
  });
  test('they end, with what the service said', async () => {
    const { url, asked } = await service(busy);
    const error = await failure(http(url).get('x'));
    expect([error.message, asked.length]).toEqual(['Globus Transfer: Busy', 3]);
    expect(error.hint).toBe('The trouble is on the service side; try again later.');
  });
  test('wait longer each time', async () => {
    const { url } = await service(busy);
    const waits: number[] = [];
    await failure(http(url, { retryDelay: (n) => (waits.push(n), 0) }).get('x'));
    expect(waits).toEqual([1, 2]);
  });
  test.each([
    ['put', 3],
    ['delete', 3],
    ['post', 1],
    ['patch', 1],
  ] as const)('%s is sent %i times', async (method, times) => {
    const { url, asked } = await service(busy);
    await failure(http(url)[method]('x', { json: {} }));
    expect(asked).toHaveLength(times);
  });
  test('a POST that the service recognises is sent again, body and all', async () => {
    const bodies: string[] = [];
    const { url } = await service((request, response) => {
      let text = '';
      request
        .on('data', (chunk: Buffer) => (text += chunk.toString()))
        .on('end', () => {
          bodies.push(text);
          (bodies.length < 3 ? busy : ok)(request, response);
        });
    });
    expect(await http(url).post('transfer', { json: { submission_id: 's' }, repeatable: true })).toEqual({
      fine: true,
    });
    expect(bodies).toEqual(Array.from({ length: 3 }, () => '{"submission_id":"s"}'));
  });
  test('noRetry sends once', async () => {
    const { url, asked } = await service(busy);
    await failure(http(url).get('x', { noRetry: true }));
    expect(asked).toHaveLength(1);
  });
  test('what a collection itself said is not asked again', async () => {
    const { url, asked } = await service(
      json(502, { code: 'ExternalError.DirListingFailed.GCDisconnected', message: 'Not connected' }),
    );
    const error = await failure(http(url).get('x'));
    expect(asked).toHaveLength(1);
    expect(error.hint).toBe('Globus Connect Personal is not running on that computer; start it there, then try again.');
  });
  test('Retry-After is waited for', async () => {
    for (const status of [429, 502]) {
      const { url } = await service([json(status, {}, { 'retry-after': '1' }), ok]);
      const begun = performance.now();
      expect(await http(url).get('x')).toEqual({ fine: true });
      expect(performance.now() - begun).toBeGreaterThan(990);
    }
  });
  test.each(['3600', new Date(Date.now() + 3_600_000).toUTCString()])(
    'Retry-After %s is too long to wait, and said',
    async (after) => {
      for (const status of [429, 500]) {
        const { url, asked } = await service(json(status, { message: 'Not now' }, { 'retry-after': after }));
        const error = await failure(http(url).get('x'));
        expect([error.message, asked.length]).toEqual(['Globus Transfer: Not now', 1]);
        expect(error.hint).toMatch(/^The service asks to wait (3600|359\d) seconds before the next request\.$/);
      }
    },
  );
  test.each(['soon', 'NaN', '1e3', '0x10', '-5', 'Wed, 21 Oct 2015 07:28:00 GMT'])(
    'Retry-After: %s asks for no wait',
    async (after) => {
      for (const status of [429, 503]) {
        const { url, asked } = await service([
          json(status, {}, { 'retry-after': after, 'x-ratelimit-reset': '30' }),
          ok,
        ]);
        expect(await http(url).get('x')).toEqual({ fine: true });
        expect(asked).toHaveLength(2);
      }
    },
    5_000,
  );
  test('submissions are repeated because of their id: the same POST, one id', async () => {
    const [src, dst] = ['1405823f-0597-4a16-b296-46d4f0ae4b15', '2405823f-0597-4a16-b296-46d4f0ae4b15'];
    const body = {
      DATA_TYPE: 'delete',
      endpoint: src,
      DATA: [{ DATA_TYPE: 'delete_item', path: '/a' }],
      ignore_missing: false,
      interpret_globs: false,
      submission_id: 'one',
    };
    const api = fakeApi([
      { method: 'GET', url: `${transferUrl}/submission_id`, response: { value: 'one' } },
      { method: 'POST', url: `${transferUrl}/delete`, body, raises: 'reset' },
      {
        method: 'POST',
        url: `${transferUrl}/delete`,
        body,
        response: { code: 'Duplicate', message: 'ok', task_id: dst },
      },
    ]);
    expect(await globus(['delete', `${src}:/a`, '--jq', 'task_id'], { api })).toMatchObject({
      code: 0,
      stdout: `"${dst}"\n`,
    });
  });
  test('a deletion whose first answer is lost does not say only that there is nothing to delete', async () => {
    const id = '1405823f-0597-4a16-b296-46d4f0ae4b15';
    const url = `https://timer.automate.globus.org/jobs/${id}`;
    const gone = {
      method: 'DELETE',
      url,
      status: 404,
      response: { error: { detail: 'none', status: 404 } },
    };
    const line = ['timer', 'delete', id];
    const said = 'A first try went unanswered, and may have deleted it.';
    const again = await globus(line, { api: fakeApi([{ method: 'DELETE', url, status: 502 }, gone]) });
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining(said)]);
    const first = await globus(line, { api: fakeApi([gone]) });
    expect([first.code, first.stderr]).toEqual([1, expect.not.stringContaining(said)]);
  });
});

describe('what is sent', () => {
  const credentials = (tokens: readonly string[]): NonNullable<HttpConfig['credentials']> => {
    const left = [...tokens];
    return {
      token: () => Promise.resolve(left.shift() ?? 'none'),
      renew: () => Promise.resolve(left.shift()),
      satisfy: () => Promise.resolve(false),
      remedy: () => 'globus login',
    };
  };
  test('says who asks, and for JSON', async () => {
    const { url, asked } = await service(ok);
    await http(url, {}, credentials(['secret'])).get('x', { query: { a: [1, 2], b: undefined, c: 'ü/&' } });
    expect(asked[0]?.headers).toMatchObject({
      'user-agent': 'globus/1 node/20',
      accept: 'application/json',
      authorization: 'Bearer secret',
    });
    expect(asked[0]?.url).toBe('/x?a=1&a=2&c=%C3%BC%2F%26');
  });
  test('the program names itself and its version', async () => {
    let agent: string | null = '';
    const fetch = (input: string | URL | Request, init?: RequestInit) => {
      agent = new Request(input, init).headers.get('user-agent');
      return Promise.resolve(Response.json({ value: 'x' }));
    };
    await globus(['task', 'generate-submission-id'], { api: { fetch, calls: [], verify: () => undefined } });
    expect(agent).toMatch(/^globus\/\d+\.\d+\.\d+ node\/\d+/);
  });
  test('a token that is not accepted is renewed once, and the call made again', async () => {
    const { url, asked } = await service([json(401, { code: 'AuthenticationFailed' }), ok]);
    expect(await http(url, {}, credentials(['old', 'new'])).get('x')).toEqual({ fine: true });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    const again = await service(json(401, { code: 'AuthenticationFailed' }));
    expect((await failure(http(again.url, {}, credentials(['old', 'new'])).get('x'))).exitCode).toBe(4);
    expect(again.asked).toHaveLength(2);
  });
  test('the wire log has no secret: no token, no query, no body', async () => {
    const lines: string[] = [];
    const { url } = await service([json(503, { message: 'Busy' }), ok]);
    await http(url, { log: (line) => lines.push(line) }, credentials(['secret-token'])).post('oauth2/token', {
      form: { refresh_token: 'secret-refresh' },
      query: { code: 'secret-code' },
      repeatable: true,
    });
    expect(lines.join('\n')).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/oauth2\/token -> 200/m);
    expect(lines.join('\n')).not.toContain('secret');
  });
});

describe('the whole program', () => {
  const env = (url: string, more: Record<string, string> = {}) => ({
    GLOBUS_SDK_SERVICE_URL_TRANSFER: url,
    GLOBUS_ACCESS_TOKEN_TRANSFER: 'secret-token-of-a-test',
    ...more,
  });
  const submissionId = (more: Record<string, string>, argv: readonly string[] = []) => {
    ensureBuilt();
    return runBuilt(['task', 'generate-submission-id', ...argv], { env: more });
  };
  test('a proxy that does not answer is given up on', async () => {
    const { port } = await listen(createTcpServer());
    const proxy = `http://127.0.0.1:${port}`;
    for (const url of ['http://transfer.invalid', 'https://transfer.invalid']) {
      const { code, stderr } = await submissionId(
        env(url, { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, GLOBUS_SDK_HTTP_TIMEOUT: '0.5' }),
      );
      expect([code, stderr.split('\n')[0]]).toEqual([1, 'transfer.invalid did not answer within 0.5 s.']);
      expect(stderr).toContain('HTTPS_PROXY');
    }
  });
  test('a proxy that cannot be reached is named, without its credentials, and a service beside it is not blamed on it', async () => {
    const { port, server } = await listen(createTcpServer());
    await new Promise((done) => server.close(done));
    const proxy = `http://somebody:secret-of-a-proxy@127.0.0.1:${port}`;
    const cases = [
      ['http:', 'HTTP_PROXY'],
      ['https:', 'HTTPS_PROXY'],
      ['https:', 'ALL_PROXY'],
      ['http:', 'ALL_PROXY'],
    ] as const;
    for (const [scheme, variable] of cases) {
      const { code, stderr } = await submissionId(env(`${scheme}//transfer.invalid`, { [variable]: proxy }), [
        '--debug',
      ]);
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining(`The proxy at 127.0.0.1:${port} could not be reached: it refused the connection.`),
      ]);
      expect(stderr).toContain(`look at HTTPS_PROXY, HTTP_PROXY and ALL_PROXY`);
      expect(stderr).not.toMatch(/secret-of-a-proxy|somebody|transfer\.invalid refused/);
    }
    const named = await submissionId(env('https://transfer.invalid', { HTTPS_PROXY: 'http://proxy.invalid' }), [
      '-F',
      'json',
    ]);
    expect(named.stderr).toMatch(/The proxy at proxy\.invalid:80 could not be reached: its name cannot be found/);
    expect(JSON.parse(named.stderr)).toMatchObject({ proxy: 'proxy.invalid:80', host: 'transfer.invalid' });
    const short = await submissionId(
      env('https://transfer.invalid', { HTTPS_PROXY: `somebody:secret-of-a-proxy@127.0.0.1:${port}` }),
    );
    expect([short.code, short.stderr]).toEqual([
      1,
      expect.stringContaining(`The proxy at 127.0.0.1:${port} could not be reached`),
    ]);
    for (const noProxy of ['127.0.0.1', `127.0.0.1:${port}`, 'x.example, 127.0.0.1', '*']) {
      const beside = await submissionId(env(`http://127.0.0.1:${port}`, { ALL_PROXY: proxy, NO_PROXY: noProxy }));
      expect(beside.stderr.split('\n')[0]).toBe(`127.0.0.1:${port} refused the connection.`);
    }
  });
  test('a SOCKS proxy that cannot be reached is named, too', async () => {
    const { port, server } = await listen(createTcpServer());
    await new Promise((done) => server.close(done));
    const proxy = `socks5://somebody:secret-of-a-proxy@127.0.0.1:${port}`;
    for (const scheme of ['http:', 'https:']) {
      const { code, stderr } = await submissionId(env(`${scheme}//transfer.invalid`, { ALL_PROXY: proxy }), [
        '--debug',
      ]);
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining(`The proxy at 127.0.0.1:${port} could not be reached: it refused the connection.`),
      ]);
      expect(stderr).not.toMatch(/secret-of-a-proxy|somebody/);
    }
  });
  test('an address of a proxy that is none is a usage error, and its password is not shown', async () => {
    for (const proxy of [
      'somebody:secret-of-a-proxy@bad host:9',
      'http://somebody:secret-of-a-proxy@bad host:1',
      'gopher://secret-of-a-proxy:70',
    ]) {
      const { code, stderr } = await submissionId(env('https://transfer.invalid', { HTTPS_PROXY: proxy }), ['--debug']);
      expect([code, stderr]).toEqual([2, expect.stringContaining('HTTPS_PROXY is not the address of a proxy.')]);
      expect(stderr).not.toContain('secret-of-a-proxy');
    }
  });
  test('a proxy that wants a login, or refuses, is named', async () => {
    for (const [status, said] of [
      [407, 'asks for a login.'],
      [403, 'does not let the connection through (status 403).'],
    ] as const) {
      const { port } = await listen(
        createTcpServer(
          (socket) => void socket.once('data', () => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)),
        ),
      );
      const { code, stderr } = await submissionId(
        env('https://transfer.invalid', { HTTPS_PROXY: `http://127.0.0.1:${port}` }),
      );
      expect([code, stderr.split('\n')[0]]).toEqual([1, `The proxy at 127.0.0.1:${port} ${said}`]);
    }
  });
  test('a proxy is used, and NO_PROXY leaves it out', async () => {
    const asked: string[] = [];
    const { url } = await service((request, response) => {
      asked.push(request.url ?? '');
      json(200, { value: 'from-proxy' })(request, response);
    });
    expect((await submissionId(env('http://transfer.invalid', { HTTP_PROXY: url }))).stdout).toBe('from-proxy\n');
    expect(asked).toEqual(['http://transfer.invalid/v0.10/submission_id']);
    expect((await submissionId(env(url, { HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' }))).stdout).toBe(
      'from-proxy\n',
    );
  });
  test('--debug logs every request, and no token', async () => {
    const { url } = await service(json(200, { value: 'x' }));
    const { code, stdout, stderr } = await submissionId(env(url), ['--debug']);
    expect([code, stdout]).toEqual([0, 'x\n']);
    expect(stderr).toMatch(
      /^\[debug\] GET http:\/\/127\.0\.0\.1:\d+\/v0\.10\/submission_id -> 200, 13 characters \(\d+ ms\)$/m,
    );
    expect(stderr).not.toContain('secret-token');
    const { port, server } = await listen(createTcpServer());
    await new Promise((done) => server.close(done));
    const failed = await submissionId(env(`http://127.0.0.1:${port}`), ['--debug']);
    expect(failed.stderr).toContain('refused the connection');
    expect(failed.stderr).not.toContain('secret-token');
  });
  test('GLOBUS_SDK_VERIFY_SSL: a certificate nobody knows, one that is known, and no check at all', async () => {
    const { cert, key } = selfSigned();
    const { port } = await listen(createTlsServer({ cert, key }, json(200, { value: 'safe' })));
    const file = join(temporaryFolder(), 'ca.pem');
    writeFileSync(file, cert);
    const url = `https://127.0.0.1:${port}`;
    const unknown = await submissionId(env(url));
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain(`The certificate of 127.0.0.1:${port} cannot be trusted`);
    expect(unknown.stderr).toContain('NODE_EXTRA_CA_CERTS');
    expect((await submissionId(env(url, { GLOBUS_SDK_VERIFY_SSL: file }))).stdout).toBe('safe\n');
    expect((await submissionId(env(url, { GLOBUS_SDK_VERIFY_SSL: 'false' }))).stdout).toBe('safe\n');
    const absent = await submissionId(env(url, { GLOBUS_SDK_VERIFY_SSL: '/nonexistent/ca.pem' }));
    expect([absent.code, absent.stderr]).toEqual([
      2,
      "GLOBUS_SDK_VERIFY_SSL names '/nonexistent/ca.pem', which cannot be read as a file of certificates.\n",
    ]);
  });
  test('a time limit that is no number is a usage error', async () => {
    expect(await submissionId(env('http://127.0.0.1:9', { GLOBUS_SDK_HTTP_TIMEOUT: 'soon' }))).toMatchObject({
      code: 2,
      stderr: "GLOBUS_SDK_HTTP_TIMEOUT is 'soon', which is not a number of seconds.\n",
    });
  });
});

describe('redirects', () => {
  const redirect =
    (status: number, location: string): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { location }).end();
    };
  test('on the same server are followed, body and login and all', async () => {
    const { url, asked } = await service([redirect(308, '/new'), ok]);
    expect(await http(url).post('old', { json: { a: 1 }, headers: { authorization: 'Basic x' } })).toEqual({
      fine: true,
    });
    expect(asked.map(({ method, url: at, headers }) => [method, at, headers.authorization])).toEqual([
      ['POST', '/old', 'Basic x'],
      ['POST', '/new', 'Basic x'],
    ]);
    expect(asked[1]?.headers['content-length']).toBe('7');
  });
  test('to another server take no body and no credential along', async () => {
    const { url: other, asked } = await service(ok);
    for (const status of [301, 302, 303, 307, 308]) {
      const { url } = await service(redirect(status, `${other}/there`));
      const error = await failure(http(url).post('x', { form: { code: 'secret' }, repeatable: true }));
      expect(error.message).toBe(
        `${url.slice(7)} sends the request on to another server, ${other.slice(7)}: it was not sent there.`,
      );
      for (const method of ['PUT', 'PATCH', 'DELETE'])
        expect((await failure(http(url).raw(method, 'x'))).message).toContain('to another server');
    }
    expect(asked).toHaveLength(0);
    const { url } = await service(redirect(302, `${other}/there`));
    await http(url).get('x', { headers: { authorization: 'Bearer t', 'x-key': 'k', cookie: 'c' } });
    expect(Object.keys(asked[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['authorization']));
    expect(JSON.stringify(asked[0]?.headers)).not.toMatch(/Bearer|x-key|cookie/);
  });
  test.each(['http://cdn.example/x', 'http://svc.example/x', 'file:///etc/passwd', 'ftp://svc.example/x'])(
    'from https to %s are not followed, not even without a login',
    async (location) => {
      const asked: string[] = [];
      const fetch = (url: string) => {
        asked.push(url);
        return Promise.resolve(new Response(null, { status: 302, headers: { location } }));
      };
      const client = http('https://svc.example', { fetch: fetch as typeof globalThis.fetch });
      for (const read of [() => client.get('x', { anonymous: true }), () => client.stream.get('x')])
        expect((await failure(read())).message).toMatch(/^svc.example sends the request on to .* not by https/);
      expect(asked).toEqual(['https://svc.example/x', 'https://svc.example/x']);
    },
  );
  test('in circles end after ten, and are not tried again', async () => {
    const { url, asked } = await service(redirect(302, '/x'));
    expect((await failure(http(url).get('x'))).message).toContain('10 redirects came one after the other');
    expect(asked).toHaveLength(11);
  });
  test('of the token endpoint are not followed, not even on the same server', async () => {
    const { url, asked } = await service(redirect(307, '/elsewhere'));
    const error = await failure(oauth(http(url)).token({ grant_type: 'refresh_token', refresh_token: 'r' }));
    expect(error.message).toContain('answered with status 307, a redirect that is not followed');
    expect(asked).toHaveLength(1);
  });
});

describe('answers that are no documents', () => {
  test('one that is empty is an error, and after a change it says that the change may be made', async () => {
    const { url } = await service((_request, response) => response.writeHead(204).end());
    expect(await failure(http(url).delete('x'))).toMatchObject({
      message: `${url.slice(7)} answered with status 204, without a document.`,
      hint: expect.stringContaining('may have done what was asked') as string,
      exitCode: 1,
    });
  });
  test('one without end is left after the most that a document may have, also where it was compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    for (const headers of [{ 'content-encoding': 'gzip' }, undefined]) {
      const { url, asked } = await service((_request, response) => {
        response.writeHead(200, headers);
        if (headers) return response.end(bomb);
        const more = (): void => {
          if (response.write(Buffer.alloc(65_536, 32))) setImmediate(more);
          else response.once('drain', more);
        };
        more();
        return response;
      });
      const error = await failure(http(url, { documentLimit: 1024 * 1024 }).get('x'));
      expect(error.message).toBe(`The answer of ${url.slice(7)} is larger than 1 MB; the rest was not read.`);
      expect(asked).toHaveLength(1);
    }
  });
});

test('a certificate that cannot be trusted, and a proxy that wants a login, are not asked again', async () => {
  for (const cause of [
    Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' }),
    Object.assign(new Error('issuer'), { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }),
    new Error('Proxy Authentication Required (407)'),
  ]) {
    let calls = 0;
    const fetch = () => ((calls += 1), Promise.reject(new TypeError('fetch failed', { cause })));
    await failure(http('https://127.0.0.1:1', { fetch, retries: 5 }).get('x'));
    expect([cause.message, calls]).toEqual([cause.message, 1]);
  }
});
test('a connection that breaks is tried for twenty seconds, however many tries are left', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    let calls = 0;
    const fetch = () => {
      calls += 1;
      vi.setSystemTime(Date.now() + 9_000);
      return Promise.reject(
        new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) }),
      );
    };
    await failure(http('http://127.0.0.1:1', { fetch, retries: 50 }).get('x'));
    expect(calls).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});
