/** `globus api` where an answer ends half way: exit 1, whatever was cut. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { globus } from '../support/globus.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function api(method: string, listener: RequestListener, more: readonly string[] = []) {
  const server = createServer(listener);
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return globus(['api', 'transfer', method, '/task_list', ...more], {
    network: true,
    env: { GLOBUS_SDK_SERVICE_URL_TRANSFER: `http://127.0.0.1:${port}/`, GLOBUS_ACCESS_TOKEN_TRANSFER: 'a-token' },
  });
}

const json = { 'content-type': 'application/json' };
const document = JSON.stringify({ DATA: Array.from({ length: 50 }, (_, n) => ({ n, text: `row ${n * 7919}` })) });
const half = document.slice(0, document.length / 2);
const zipped = gzipSync(document);
const halfZipped = zipped.subarray(0, zipped.length / 2);
const encoded = { ...json, 'content-encoding': 'gzip' };

test.each<[string, RequestListener]>([
  [
    'less than its content-length',
    (_request, response) => {
      response.writeHead(200, { ...json, 'content-length': document.length });
      response.write(half, () => response.destroy());
    },
  ],
  [
    'chunks without the last',
    (_request, response) => {
      response.writeHead(200, json);
      response.write(half, () => response.destroy());
    },
  ],
  [
    'gzip less than its content-length',
    (_request, response) => {
      response.writeHead(200, { ...encoded, 'content-length': zipped.length });
      response.write(halfZipped, () => response.destroy());
    },
  ],
  [
    'half of a gzip that is sent as if it were whole',
    (_request, response) => {
      response.writeHead(200, { ...encoded, 'content-length': halfZipped.length });
      response.end(halfZipped);
    },
  ],
  [
    'a refusal that ends half way',
    (_request, response) => {
      response.writeHead(400, { ...json, 'content-length': document.length });
      response.write(half, () => response.destroy());
    },
  ],
])('%s', async (_what, listener) => {
  for (const more of [[], ['--no-retry'], ['--allow-errors', '--no-retry'], ['-F', 'json', '--no-retry']]) {
    const { code, stdout, stderr } = await api('GET', listener, more);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/cut short|before its answer was complete|400/);
  }
});

test('a HEAD has the length of what a GET would bring, and is whole', async () => {
  const head = await api('HEAD', (_request, response) => response.writeHead(200, { 'content-length': 70 }).end());
  expect(head).toMatchObject({ code: 0, stdout: '' });
});

test('an answer that is whole is printed, zipped or not, JSON or not', async () => {
  const whole = await api('GET', (_request, response) => response.writeHead(200, encoded).end(zipped));
  expect(whole).toMatchObject({ code: 0, stdout: `${document}\n` });
  const text = await api('GET', (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(gzipSync('{"a"')),
  );
  expect(text).toMatchObject({ code: 0, stdout: '{"a"\n' });
});
