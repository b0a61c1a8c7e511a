/** Servers that speak TLS or HTTP in a way that is not understood, through real sockets: what happened, why, and what to do next. */
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import type { CliError } from '../../src/errors.js';
import { networkFetch } from '../../src/host/network/network.js';
import { createHttp } from '../../src/services/http.js';
import { isUntrusted } from '../../src/services/network-error.js';
import { protocolTrouble } from '../../src/services/protocol-error.js';
import { selfSigned } from '../support/certificate.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
let connections = 0;

async function failure(server: Server, scheme: 'http' | 'https', method: 'get' | 'post' = 'get'): Promise<CliError> {
  connections = 0;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket.on('error', () => undefined));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const ending = new AbortController();
  closing.push(() => {
    ending.abort();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const http = createHttp({
    service: 'transfer',
    baseUrl: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    transport: {
      fetch: networkFetch({ env: {} }, ending.signal),
      userAgent: 'globus/1 node/20',
      timeout: 5000,
      retries: 5,
      retryDelay: () => 1,
    },
  });
  return http[method]('task_list').then(
    () => expect.unreachable('it has to fail'),
    (error: unknown) => error as CliError,
  );
}

const saying = (bytes: string | Buffer): Server =>
  createServer((socket) => socket.once('data', () => socket.end(bytes)));
const secure = (options: TlsOptions): Server => {
  const server = createTlsServer({ ...selfSigned(), ...options }, (_request, response) => response.end('{}'));
  return server.on('tlsClientError', () => undefined);
};
const alert = (number: number) => saying(Buffer.from([0x15, 3, 3, 0, 2, 2, number]));

const answers: Readonly<Record<string, readonly [() => Server, 'http' | 'https', RegExp, RegExp]>> = {
  'no TLS': [
    () => saying('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'https',
    /^What answers at H does not speak TLS/,
    /address/,
  ],
  'an old TLS': [
    () => secure({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    'https',
    /no version of TLS in common/,
    /TLS 1\.2/,
  ],
  'no cipher in common': [
    () => secure({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' }),
    'https',
    /no ciphers in common/,
    /address/,
  ],
  'a name that it does not have': [() => alert(112), 'https', /^H does not serve that name/, /another machine/],
  'an alert of another kind': [
    () => alert(80),
    'https',
    /^The TLS connection to H failed: internal error\.$/,
    /address/,
  ],
  'another protocol': [() => saying('SSH-2.0-OpenSSH_9\r\n'), 'http', /^What answers at H does not speak HTTP/, /port/],
  'a head without end': [
    () => saying(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`),
    'http',
    /^The answer of H is not valid HTTP \(Header overflow\)\.$/,
    /ask the people who run/,
  ],
  'two lengths': [
    () => saying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x'),
    'http',
    /^The answer of H is not valid HTTP/,
    /ask the people who run/,
  ],
  'gzip that is none': [
    () => saying('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}'),
    'http',
    /^The answer of H is not compressed as it says/,
    /ask the people who run/,
  ],
};

test.each(Object.entries(answers))('%s', async (_name, [server, scheme, says, hints]) => {
  const { exitCode, message, hint } = await failure(server(), scheme);
  expect({ exitCode, message: message.replace(/127\.0\.0\.1:\d+/g, 'H'), hint }).toEqual({
    exitCode: 1,
    message: expect.stringMatching(says),
    hint: expect.stringMatching(hints),
  });
  expect(`${message}${hint}`).not.toMatch(/EPROTO|SSL routines|\n/);
  // it is asked again for a moment only, where that can help
  if (!/compressed/.test(message)) expect(connections).toBeLessThanOrEqual(3);
});

test('a connection that was never made took nothing along', async () => {
  const early = await failure(
    createServer((socket) => socket.destroy()),
    'https',
    'post',
  );
  expect(early.data).toMatchObject({ delivery: 'not_sent' });
  const late = await failure(saying('HTTP/1.1 x\r\n\r\n'), 'http', 'post');
  expect(late.data).toMatchObject({ delivery: 'unknown' });
});

test('whose certificate is wanted, and whose is not trusted', () => {
  expect(isUntrusted('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')).toBe(false);
  expect(protocolTrouble('H', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'x')?.[0]).toContain(
    'asks for a client certificate',
  );
  const ofTheirs = ['CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'INVALID_CA'];
  expect(ofTheirs.filter((code) => !isUntrusted(code))).toEqual([]);
});
