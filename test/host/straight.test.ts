/** Large answers whose bodies the HTTP parser does not read, from a server that writes what it is told, byte by byte. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { networkFetch } from '../../src/host/network/network.js';
import type { LeanResponse } from '../../src/host/network/response.js';
import { selfSigned } from '../support/certificate.js';

const certificate = selfSigned();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Answer = (socket: TLSSocket, request: string, nth: number) => void;
/** A server, and how many connections it has had. */
async function serve(answer: Answer) {
  const counts = { connections: 0, requests: 0 };
  const sockets = new Set<TLSSocket>();
  const server = createServer(certificate, (socket) => {
    counts.connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        const request = text.slice(0, end);
        text = text.slice(end + 4);
        answer(socket, request, ++counts.requests);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const ending = new AbortController();
  closing.push(() => ending.abort());
  const network = networkFetch({ env: { GLOBUS_SDK_VERIFY_SSL: 'false' } }, ending.signal);
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
  const get = async (init: RequestInit = {}) =>
    (await network(url, { ...init, lends: true } as RequestInit)) as unknown as LeanResponse;
  return { get, counts };
}

async function bytesOf(response: LeanResponse, pause = 0): Promise<Buffer> {
  const pieces = response.takePieces();
  const all: Buffer[] = [];
  for (;;) {
    const { done, value } = (await pieces?.read()) ?? { done: true };
    if (done) return Buffer.concat(all);
    // it is good until the next is asked for, and not longer
    all.push(Buffer.from(value));
    if (pause) await new Promise((wait) => setTimeout(wait, pause));
  }
}

const ok = (length: number, more = '') => `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n${more}\r\n`;
const large = randomBytes(3_000_001);

describe('a body with a plain length', () => {
  test.each([1, 100, 262_143, 262_144, 262_145, 3_000_001])('of %i bytes comes as it was sent', async (length) => {
    const body = large.subarray(0, length);
    const { get } = await serve((socket) => socket.write(Buffer.concat([Buffer.from(ok(length)), body])));
    expect(Buffer.compare(await bytesOf(await get()), body)).toBe(0);
  });

  test('comes whole however it is cut, with heads of information before it', async () => {
    const body = Buffer.from('as\r\n\r\nit is');
    const text = `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok(body.length, 'ETag: "a"\r\n')}`;
    const { get } = await serve((socket) => {
      void (async () => {
        for (const byte of Buffer.concat([Buffer.from(text), body])) {
          socket.write(Buffer.of(byte));
          await new Promise(setImmediate);
        }
      })();
    });
    const answer = await get();
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"a"']);
    expect((await bytesOf(answer)).toString()).toBe(body.toString());
  });

  test('waits for a reader that is slow, and does not hold all of it', async () => {
    let sent = 0;
    const { get } = await serve((socket) => {
      socket.write(ok(64 * large.length));
      const more = () => {
        for (; sent < 64; sent++)
          if (!socket.write(large)) {
            sent++;
            socket.once('drain', more);
            return;
          }
      };
      more();
    });
    const answer = await get();
    const pieces = answer.takePieces();
    await pieces?.read();
    await new Promise((wait) => setTimeout(wait, 500));
    expect(sent).toBeLessThan(16);
    let length = 262_144;
    for (let piece = await pieces?.read(); piece && !piece.done; piece = await pieces?.read())
      length += piece.value.length;
    expect(length).toBe(64 * large.length);
  });

  test('gives what is there to a reader that waits', async () => {
    let finish = () => undefined as void;
    const { get } = await serve((socket) => {
      socket.write(`${ok(6)}one`);
      finish = () => void socket.write('two');
    });
    const pieces = (await get()).takePieces();
    const first = await pieces?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe('one');
    finish();
    const second = await pieces?.read();
    expect(Buffer.from(second?.value ?? []).toString()).toBe('two');
    expect((await pieces?.read())?.done).toBe(true);
  });

  test('leaves its connection to the next request', async () => {
    const { get, counts } = await serve((socket, _, nth) => socket.write(`${ok(3)}${nth}${nth}${nth}`));
    for (const text of ['111', '222', '333']) expect((await bytesOf(await get())).toString()).toBe(text);
    expect(counts).toEqual({ connections: 1, requests: 3 });
  });

  test('leaves a connection that reads on, also where it was held up when the body ended', async () => {
    const sizes = [530_000, 560_000, 600_000, 786_432, 1_100_000];
    const { get, counts } = await serve((socket, _, nth) => {
      const length = sizes[nth - 1] ?? 3;
      socket.write(Buffer.concat([Buffer.from(ok(length)), large.subarray(0, length)]));
    });
    for (const size of [...sizes, 3]) {
      const answer = await get({ signal: AbortSignal.timeout(5_000) });
      // nobody reads yet, so that what comes has no room
      await new Promise((wait) => setTimeout(wait, 200));
      expect((await bytesOf(answer)).length).toBe(size);
    }
    expect(counts).toEqual({ connections: 1, requests: 6 });
  });

  test.each([
    ['that the server closes', 'Connection: close\r\n', ''],
    ['with more behind the answer', '', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil'],
  ])('leaves no connection %s', async (_, head, behind) => {
    const { get, counts } = await serve((socket) => socket.write(`${ok(3, head)}one${behind}`));
    for (let n = 0; n < 2; n++) expect((await bytesOf(await get())).toString()).toBe('one');
    expect(counts.connections).toBe(2);
  });

  test('a connection that was closed meanwhile is not used again', async () => {
    const { get, counts } = await serve((socket, _, nth) => {
      if (nth === 2) socket.destroy();
      else socket.write(`${ok(3)}one`);
    });
    for (let n = 0; n < 2; n++) expect((await bytesOf(await get())).toString()).toBe('one');
    expect(counts).toEqual({ connections: 2, requests: 3 });
  });

  test.each([
    ['ends', (socket: TLSSocket) => socket.end()],
    ['breaks', (socket: TLSSocket) => socket.destroy()],
  ])('that %s too early is an error', async (_, cut) => {
    const { get } = await serve((socket) => {
      socket.write(`${ok(10)}four`);
      setTimeout(() => cut(socket), 50);
    });
    await expect(bytesOf(await get())).rejects.toMatchObject({ message: 'terminated', cause: { code: 'ERR_CLOSED' } });
  });

  test('ends with the signal, and a reader that leaves ends the connection', async () => {
    const ended: Promise<void>[] = [];
    const { get } = await serve((socket) => {
      ended.push(new Promise((done) => socket.once('close', done)));
      socket.write(`${ok(10)}four`);
    });
    const ending = new AbortController();
    const read = bytesOf(await get({ signal: ending.signal }));
    ending.abort(new Error('enough'));
    await expect(read).rejects.toThrow('enough');
    (await get()).takePieces()?.cancel();
    await Promise.all(ended);
    expect(ended).toHaveLength(2);
  });
});

describe('what the parser reads', () => {
  test.each([
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n', 200, 'one'],
    ['a refusal', 'HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nnot', 404, 'not'],
    ['nothing', ok(0), 200, ''],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\none', 200, undefined],
  ])('%s', async (_, text, status, body) => {
    const { get, counts } = await serve((socket) => socket.write(text));
    if (body === undefined) {
      await expect(get()).rejects.toMatchObject({ message: 'fetch failed' });
      return;
    }
    for (let n = 0; n < 2; n++) {
      const answer = await get();
      expect([answer.status, (await bytesOf(answer)).toString()]).toEqual([status, body]);
    }
    expect(counts).toEqual({ connections: 1, requests: 2 });
  });

  test('a body that ends with the connection', async () => {
    const { get } = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall'));
    expect((await bytesOf(await get())).toString()).toBe('all');
  });

  test.each([
    ['no HTTP', 'SSH-2.0-server\r\n\r\n'],
    ['nothing at all', ''],
  ])('%s is a failure', async (_, text) => {
    const { get } = await serve((socket) => socket.end(text));
    await expect(get()).rejects.toMatchObject({ message: 'fetch failed' });
  });
});
