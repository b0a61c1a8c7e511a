/** Bodies that are not documents, through real sockets on loopback. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from 'vitest';
import { AuthRequiredError, CliError, InterruptedError, NetworkError, ServiceError } from '../../src/errors.js';
import { networkFetch } from '../../src/host/network/network.js';
import { createHttp, type HttpConfig, type Transport } from '../../src/services/http.js';
import { ChangedError, type StreamedBody } from '../../src/services/stream.js';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});
async function serve(listener: RequestListener) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    listener(request, response);
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
const streams = (baseUrl: string, over: Partial<Transport> = {}, credentials?: HttpConfig['credentials']) =>
  createHttp({
    service: 'data',
    baseUrl,
    credentials,
    transport: {
      fetch: networkFetch({ env: {} }, new AbortController().signal),
      userAgent: 'globus/1',
      timeout: 5000,
      retries: 2,
      retryDelay: () => 0,
      ...over,
    },
  }).stream;
async function all(body: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
const failure = (promise: Promise<unknown>): Promise<CliError> =>
  promise.then(
    () => {
      throw new Error('this was to fail');
    },
    (error: unknown) => error as CliError,
  );

const content = randomBytes(3_000_000);
interface FileOptions {
  /** After so many bytes of each answer the connection is broken; the list is used up. */
  readonly cuts?: number[];
  readonly etag?: () => string | undefined;
  readonly ranges?: boolean;
}
/** A file as a web server serves it. */
const file =
  ({ cuts = [], etag = () => '"v1"', ranges = true }: FileOptions = {}) =>
  (request: IncomingMessage, response: ServerResponse) => {
    const version = etag();
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const isPart = ranges && request.headers.range !== undefined;
    const from = isPart ? Number(first) : 0;
    const to = isPart && last ? Number(last) : content.length - 1;
    if (request.headers['if-match'] && request.headers['if-match'] !== version) return response.writeHead(412).end();
    if (from >= content.length) return response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    response.writeHead(isPart ? 206 : 200, {
      'content-length': to - from + 1,
      ...(version && { etag: version }),
      ...(isPart && { 'content-range': `bytes ${from}-${to}/${content.length}` }),
    });
    const cut = cuts.shift();
    if (cut === undefined) return response.end(content.subarray(from, to + 1));
    response.write(content.subarray(from, from + cut), () => setTimeout(() => response.destroy(), 20));
    return response;
  };

describe('a body that comes', () => {
  test('comes with its length, version and type, as it is kept', async () => {
    const { url, asked } = await serve(file());
    const answer = await streams(url).get('/a.bin', { query: { download: '' } });
    expect(answer).toMatchObject({ status: 200, length: content.length, etag: '"v1"', range: undefined });
    expect((await all(answer.body)).equals(content)).toBe(true);
    expect(asked[0]?.url).toBe('/a.bin?download=');
    expect(asked[0]?.headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'globus/1' });
  });
  test('comes in part', async () => {
    const { url } = await serve(file());
    const answer = await streams(url).get('a', { range: { first: 10, last: 19 } });
    expect(answer).toMatchObject({ status: 206, length: 10, range: { first: 10, last: 19, total: content.length } });
    expect((await all(answer.body)).equals(content.subarray(10, 20))).toBe(true);
    const rest = await streams(url).get('a', { range: { first: content.length - 5 } });
    expect((await all(rest.body)).equals(content.subarray(-5))).toBe(true);
    const beyond = await failure(streams(url).get('a', { range: { first: content.length } }));
    expect(beyond).toBeInstanceOf(ServiceError);
    expect((beyond as ServiceError).response.status).toBe(416);
  });
  test('its head alone', async () => {
    const { url, asked } = await serve(file());
    expect(await streams(url).head('a')).toMatchObject({ status: 200, length: content.length, etag: '"v1"' });
    expect(asked[0]?.method).toBe('HEAD');
  });
  test('goes on with the next byte after the connection broke, as often as it gets further', async () => {
    const { url, asked } = await serve(file({ cuts: [700_000, 1_100_000, 10] }));
    const { body } = await streams(url).get('a');
    expect((await all(body)).equals(content)).toBe(true);
    expect(asked.map(({ headers }) => [headers.range, headers['if-match']])).toEqual([
      [undefined, undefined],
      [`bytes=700000-2999999`, '"v1"'],
      [`bytes=1800000-2999999`, '"v1"'],
      [`bytes=1800010-2999999`, '"v1"'],
    ]);
  });
  test('a part goes on within the part', async () => {
    const { url, asked } = await serve(file({ cuts: [1000] }));
    const { body } = await streams(url).get('a', { range: { first: 100, last: 9999 } });
    expect((await all(body)).equals(content.subarray(100, 10_000))).toBe(true);
    expect(asked[1]?.headers.range).toBe('bytes=1100-9999');
  });
  test('where the service knows no ranges, what came already is passed over', async () => {
    const { url } = await serve(file({ cuts: [1_000_000], ranges: false }));
    expect((await all((await streams(url).get('a')).body)).equals(content)).toBe(true);
  });
  test('never goes on with another version', async () => {
    for (const ranges of [true, false]) {
      let version = 1;
      const serving = file({ cuts: [1000], etag: () => `"v${version}"`, ranges });
      const { url } = await serve((request, response) => {
        serving(request, response);
        version += 1;
      });
      const error = await failure(
        streams(url)
          .get('a')
          .then(({ body }) => all(body)),
      );
      expect(error).toBeInstanceOf(ChangedError);
      expect(error.message).toBe(`${url}/a has changed since the reading began.`);
    }
  });
  test('nor with one that only says that it is the same, and is not as long', async () => {
    const { url } = await serve((request, response) => {
      const isPart = request.headers.range !== undefined;
      response.writeHead(isPart ? 206 : 200, {
        etag: '"same"',
        'content-length': isPart ? 900 : 1000,
        ...(isPart && { 'content-range': 'bytes 100-999/1001' }),
      });
      response.write(Buffer.alloc(100), () => setTimeout(() => response.destroy(), 20));
    });
    expect(
      await failure(
        streams(url)
          .get('a')
          .then(({ body }) => all(body)),
      ),
    ).toBeInstanceOf(ChangedError);
  });
  test('without a version, or with a weak one, a broken connection is an error that says how far it came', async () => {
    for (const etag of [undefined, 'W/"v1"']) {
      const { url, asked } = await serve(file({ cuts: [1000], etag: () => etag }));
      const error = await failure(
        streams(url)
          .get('a')
          .then(({ body }) => all(body)),
      );
      expect(error).toBeInstanceOf(NetworkError);
      expect(error.message).toMatch(/closed the connection before its answer was complete|cut short/);
      expect(asked).toHaveLength(1);
    }
  });
  test('one that breaks again and again ends in an error', async () => {
    const { url, asked } = await serve(file({ cuts: Array<number>(20).fill(10) }));
    expect(
      await failure(
        streams(url)
          .get('a')
          .then(({ body }) => all(body)),
      ),
    ).toBeInstanceOf(NetworkError);
    expect(asked).toHaveLength(3);
  });
  test('a service that falls silent in the middle is asked to go on', async () => {
    let isSilent = true;
    const serving = file();
    const { url } = await serve((request, response) => {
      if (!isSilent) return serving(request, response);
      isSilent = false;
      response.writeHead(200, { 'content-length': content.length, etag: '"v1"' }).write(content.subarray(0, 500));
    });
    const answer = await streams(url, { timeout: 200 }).get('a');
    expect((await all(answer.body)).equals(content)).toBe(true);
  });
  test('a wanted version that is not there any more is refused before a byte', async () => {
    const { url } = await serve(file());
    expect(await failure(streams(url).get('a', { version: '"v0"' }))).toBeInstanceOf(ChangedError);
    const { url: careless } = await serve((_request, response) => response.writeHead(200, { etag: '"v2"' }).end('x'));
    expect(await failure(streams(careless).get('a', { version: '"v0"' }))).toBeInstanceOf(ChangedError);
  });
  test('leaving early, and cancelling, end the connection', async () => {
    const closed: Promise<void>[] = [];
    const { url } = await serve((_request, response) => {
      closed.push(new Promise((done) => response.once('close', done)));
      response.writeHead(200, { etag: '"v1"' });
      Readable.from(endless()).pipe(response);
    });
    for await (const piece of (await streams(url).get('a')).body) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    (await streams(url).get('a')).cancel();
    await Promise.all(closed);
    expect(closed).toHaveLength(2);
  });
  test('Ctrl-C ends it', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { etag: '"v1"', 'content-length': 1000 }).write('x');
    });
    const control = new AbortController();
    const { body } = await streams(url, { signal: control.signal }).get('a');
    setTimeout(() => control.abort(), 50);
    expect(await failure(all(body))).toBeInstanceOf(InterruptedError);
  });
  test('memory stays flat', { timeout: 60_000 }, async () => {
    const size = 256 * 1024 * 1024;
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': size });
      Readable.from(endless(size)).pipe(response);
    });
    const memory = watchMemory();
    for await (const piece of (await streams(url).get('a')).body) memory.saw(piece);
    expect(memory.size()).toBe(size);
    expect(memory.most()).toBeLessThan(size / 4);
  });
});

describe('the login and the way', () => {
  const credentials = (renewed: string[]): HttpConfig['credentials'] => ({
    token: () => Promise.resolve('old-token'),
    renew: (rejected) => Promise.resolve(renewed.push(rejected) ? 'new-token' : undefined),
    satisfy: () => Promise.resolve(false),
    remedy: () => 'globus login',
  });
  test('a token that is not accepted is renewed, for both ways', async () => {
    const seen: unknown[] = [];
    const { url } = await serve((request, response) => {
      seen.push([request.method, request.headers.authorization]);
      request
        .resume()
        .once('end', () =>
          response.writeHead(request.headers.authorization === 'Bearer new-token' ? 200 : 401).end('fine'),
        );
    });
    const lines: string[] = [];
    const renewed: string[] = [];
    const stream = streams(url, { log: (line) => lines.push(line) }, credentials(renewed));
    expect(String(await all((await stream.get('a', { query: { q: 'hush' } })).body))).toBe('fine');
    expect((await stream.put('a', bytes('abc'))).status).toBe(200);
    expect(renewed).toEqual(['old-token', 'old-token']);
    expect(seen).toEqual([
      ['GET', 'Bearer old-token'],
      ['GET', 'Bearer new-token'],
      ['PUT', 'Bearer old-token'],
      ['PUT', 'Bearer new-token'],
    ]);
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toMatch(/token|Bearer|hush/);
  });
  test('nothing that says who asks goes to another server', async () => {
    const { url: elsewhere, asked } = await serve((_request, response) => response.end('theirs'));
    const { url } = await serve((_request, response) => response.writeHead(307, { location: `${elsewhere}/b` }).end());
    const stream = streams(url, {}, credentials([]));
    const { body } = await stream.get('a', { headers: { 'x-api-key': 'k' }, range: { first: 0 } });
    expect(String(await all(body))).toBe('theirs');
    expect(asked[0]?.headers).toMatchObject({ range: 'bytes=0-' });
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
    expect(asked[0]?.headers).not.toHaveProperty('x-api-key');
    expect((await failure(stream.put('a', bytes('secret')))).message).toContain('a redirect, which is not followed');
    expect(asked).toHaveLength(1);
  });
  test('the login page is no file: being sent there is a missing login', async () => {
    const { url: auth, asked } = await serve((_request, response) => response.end('<html>Log in</html>'));
    const location = `${auth}/v2/oauth2/authorize?client_id=c&redirect_uri=r`;
    const { url } = await serve((_request, response) => response.writeHead(302, { location }).end('moved'));
    for (const asking of [streams(url).get('a'), streams(url).head('a'), streams(url).put('a', bytes('secret'))])
      expect(await failure(asking)).toBeInstanceOf(AuthRequiredError);
    expect(asked).toEqual([]);
  });
  test('a service in trouble is asked again, and a refusal is explained', async () => {
    let calls = 0;
    const { url } = await serve((_request, response) =>
      (calls += 1) < 3
        ? response.writeHead(503, { 'retry-after': '0' }).end()
        : response.writeHead(404).end('{"code": "NotFound", "message": "No such file"}'),
    );
    const error = await failure(streams(url).get('a'));
    expect([error.message, calls]).toEqual(['Globus Data: No such file', 3]);
  });
  test.each([429, 500])('a service that answers %d and asks for a long wait is not asked again', async (status) => {
    let calls = 0;
    const { url } = await serve((_request, response) => {
      calls += 1;
      response.writeHead(status, { 'retry-after': '3600' }).end();
    });
    await failure(streams(url).get('a'));
    expect(calls).toBe(1);
  });
});

describe('a body that goes', () => {
  const taking = async (status = 201) => {
    const taken: { length: string | undefined; coding: string | undefined; hash: string }[] = [];
    const { url } = await serve((request, response) => {
      const hash = createHash('sha256');
      request.on('data', (piece: Buffer) => hash.update(piece));
      request.once('end', () => {
        const { headers } = request;
        taken.push({
          length: headers['content-length'],
          coding: headers['transfer-encoding'],
          hash: hash.digest('hex'),
        });
        response.writeHead(status, { etag: '"new"' }).end();
      });
    });
    return { url, taken };
  };
  const hashOf = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

  test('with a length that is known, and without', async () => {
    const { url, taken } = await taking();
    const answer = await streams(url).put('a', { open: () => pieces(content), length: content.length });
    expect([answer.status, answer.headers.get('etag'), answer.text]).toEqual([201, '"new"', '']);
    await streams(url).put('a', { open: () => pieces(content) });
    await streams(url).put('a', { open: () => pieces(new Uint8Array()), length: 0 });
    expect(taken).toEqual([
      { length: '3000000', coding: undefined, hash: hashOf(content) },
      { length: undefined, coding: 'chunked', hash: hashOf(content) },
      { length: '0', coding: undefined, hash: hashOf(new Uint8Array()) },
    ]);
  });
  test('is sent again from its first byte where a try failed and it can be opened again', async () => {
    let tries = 0;
    const { url } = await serve((request, response) => {
      tries += 1;
      if (tries === 1) return void request.once('data', () => request.destroy());
      request.resume().once('end', () => response.writeHead(tries === 2 ? 503 : 201).end());
    });
    let opened = 0;
    const body = { open: () => ((opened += 1), pieces(content)), length: content.length };
    expect((await streams(url).put('a', body)).status).toBe(201);
    expect([tries, opened]).toEqual([3, 3]);
  });
  test('is not, where it can be read only once', async () => {
    const { url, asked } = await serve((request) => request.once('data', () => request.destroy()));
    let isSpent = false;
    const body: StreamedBody = { open: () => ((isSpent = true), pieces(content)), isSpent: () => isSpent };
    expect(await failure(streams(url).put('a', body))).toBeInstanceOf(NetworkError);
    expect(asked).toHaveLength(1);
  });
  test('a refusal in the middle is what the service said', async () => {
    const { url } = await serve((request, response) => {
      request.once('data', () => response.writeHead(507).end('{"code": "Full", "message": "No space left"}'));
    });
    const error = await failure(streams(url, { retries: 0 }).put('a', { open: endless }));
    expect(error.message).toBe('Globus Data: No space left');
  });
  test('what goes wrong in reading it is the error, and the service never takes half', async () => {
    const { url, taken } = await taking();
    async function* failing() {
      yield Buffer.from('half');
      await delay(10);
      throw new CliError('The disk is gone.');
    }
    expect((await failure(streams(url).put('a', { open: failing }))).message).toBe('The disk is gone.');
    const short = await failure(streams(url).put('a', { ...bytes('abc'), length: 10 }));
    expect(short.message).toContain('10 bytes were announced, 3 came');
    const long = await failure(streams(url).put('a', { ...bytes('abc'), length: 2 }));
    expect(long.message).toContain('2 bytes were announced, more came');
    expect(taken).toEqual([]);
  });
  test('a service that takes nothing is given up on; a source that is slow is not', async () => {
    const { url } = await serve(() => undefined);
    const error = await failure(streams(url, { timeout: 200 }).put('a', { open: endless }));
    expect(error.message).toContain('did not answer within 0.2 s');
    const { url: patient, taken } = await taking();
    async function* slow() {
      yield Buffer.from('a');
      await delay(1500);
      yield Buffer.from('b');
    }
    await streams(patient, { timeout: 1000 }).put('a', { open: slow });
    expect(taken).toHaveLength(1);
  });
  test.each<[string, number, string, boolean]>([
    ['200, before the file was sent', 200, '', false],
    ['201, before the file was sent', 201, '', false],
    ['a web page', 200, '\n<!DOCTYPE html><html>Log in</html>', true],
    ['202', 202, '', true],
    ['203', 203, '', true],
    ['206', 206, '', true],
    ['207', 207, '<multistatus/>', true],
    ['304', 304, '', true],
  ])('%s says nothing of a file in its place', async (_name, status, text, isAfter) => {
    const { url, asked } = await serve((request, response) => {
      const answer = () => response.writeHead(status).end(text);
      if (isAfter) request.resume().once('end', answer);
      else answer();
    });
    // more than lies about on the way of a connection
    const size = (isAfter ? 1 : 64) * 1024 * 1024;
    for (const each of [{ open: () => endless(size), length: size }, { open: () => endless(size) }]) {
      const error = await failure(streams(url).put('a', each));
      expect([error.exitCode, error.message]).toEqual([1, expect.stringMatching(/ answered (with|before) /)]);
    }
    expect(asked).toHaveLength(2);
  });
  test.each<[number, string]>([
    [200, ''],
    [200, '{"fine": true}'],
    [201, '<!DOCTYPE html><html>Created</html>'],
    [204, ''],
  ])('status %i with %j says that it is there', async (status, text) => {
    const { url } = await serve((request, response) => {
      request.resume().once('end', () => response.writeHead(status).end(text));
    });
    expect((await streams(url).put('a', { open: () => pieces(content), length: content.length })).status).toBe(status);
    expect((await streams(url).put('a', { open: () => pieces(content) })).status).toBe(status);
  });
  test('memory stays flat', { timeout: 60_000 }, async () => {
    const size = 256 * 1024 * 1024;
    const { url, taken } = await taking();
    const memory = watchMemory();
    async function* watched() {
      for await (const piece of endless(size)) {
        memory.saw(piece);
        yield piece;
      }
    }
    await streams(url).put('a', { open: watched, length: size });
    expect(taken).toHaveLength(1);
    expect(memory.most()).toBeLessThan(size / 4);
  });
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** Bytes that are still held when the garbage is gone. */
const held = () => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
/** The most that is held beyond the beginning, looked at now and then. */
const watchMemory = () => {
  const before = held();
  let [size, most] = [0, 0];
  return {
    saw: (piece: Uint8Array) => {
      if (Math.floor((size += piece.length) / 16_777_216) !== Math.floor((size - piece.length) / 16_777_216))
        most = Math.max(most, held() - before);
    },
    size: () => size,
    most: () => most,
  };
};
async function* endless(size = Infinity): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < size; sent += 65_536) {
    if (sent % 1_048_576 === 0) await delay(0);
    yield Buffer.alloc(65_536, 1);
  }
}
async function* pieces(data: Uint8Array): AsyncGenerator<Uint8Array> {
  await delay(0);
  for (let at = 0; at < data.length; at += 100_000) yield data.subarray(at, at + 100_000);
}
const bytes = (text: string): StreamedBody => ({ open: () => pieces(Buffer.from(text)) });
