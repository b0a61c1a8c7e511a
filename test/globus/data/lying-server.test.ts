/** Servers that answer otherwise than they were asked, or say what is not so: nothing wrong ever has a file's name. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { largeFile } from '../../../src/globus/data/download.js';
import { globus, temporaryFolder } from '../../support/globus.js';

const content = Buffer.alloc(largeFile + 70_000);
for (let i = 0; i < content.length; i += 4) content.writeUInt32LE(i, i);
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Asked {
  readonly first: number;
  readonly last: number;
  readonly isRange: boolean;
}
type Answer = (asked: Asked, response: ServerResponse) => void;
const closing: (() => void)[] = [];
const servers: Server[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Serves `content`: heads as they are, and bytes as `answer` says. */
async function serving(
  answer: Answer,
  head: Readonly<Record<string, string>> = { etag: '"one"' },
  length = content.length,
): Promise<string> {
  const server = createServer((request: IncomingMessage, response) => {
    response.setHeader('accept-ranges', 'bytes');
    for (const [name, value] of Object.entries(head)) response.setHeader(name, value);
    if (request.method === 'HEAD') return void response.setHeader('content-length', length).end();
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    answer({ first: Number(first ?? 0), last: Number(last || length - 1), isRange: first !== undefined }, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/big.bin`;
}
const part = (response: ServerResponse, range: string | undefined, bytes: Buffer) =>
  void response.writeHead(206, { ...(range && { 'content-range': range }), 'content-length': bytes.length }).end(bytes);
const whole = (response: ServerResponse, bytes = content) =>
  void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);

async function got(url: string, ...more: readonly string[]) {
  const folder = temporaryFolder();
  const { code, stderr } = await globus(['get', url, 'big.bin', ...more], { logins: {}, network: true, cwd: folder });
  return { code, stderr, folder, names: readdirSync(folder).filter((name) => !name.startsWith('.')) };
}

test.each([largeFile + 70_000, 5_000])(
  'a file that the server calls zipped comes as it is kept: %i bytes',
  async (length) => {
    const kept = content.subarray(0, length);
    // as web servers send what ends in .gz, whatever was asked for
    const url = await serving(
      ({ first, last, isRange }, to) =>
        isRange ? part(to, `bytes ${first}-${last}/${length}`, kept.subarray(first, last + 1)) : whole(to, kept),
      { etag: '"one"', 'content-encoding': 'gzip' },
      length,
    );
    const { code, stderr, folder } = await got(url);
    expect([code, stderr]).toEqual([0, '']);
    expect(digest(readFileSync(join(folder, 'big.bin')))).toBe(digest(kept));
  },
);

test.each<[string, Answer]>([
  [
    'a part that begins later',
    ({ first, last }, to) =>
      part(to, `bytes ${first + 9}-${last}/${content.length}`, content.subarray(first + 9, last + 1)),
  ],
  [
    'a part that begins sooner',
    ({ last }, to) => part(to, `bytes 0-${last - 1}/${content.length}`, content.subarray(1, last + 1)),
  ],
  ['a part that does not say which', ({ last }, to) => part(to, undefined, content.subarray(0, last + 1))],
  [
    'a part of another length than it says',
    ({ first, last }, to) => part(to, `bytes ${first}-${last}/${content.length}`, content.subarray(first, last - 9)),
  ],
  [
    'a part of a longer whole',
    ({ first, last }, to) =>
      part(to, `bytes ${first}-${last}/${content.length + 5}`, content.subarray(first, last + 1)),
  ],
  ['a whole of another length', (_, to) => whole(to, content.subarray(0, -5))],
  [
    'a shorter part each time',
    ({ first }, to) => part(to, `bytes ${first}-${first}/${content.length}`, content.subarray(first, first + 1)),
  ],
])('%s is not taken for what was asked for', async (_, answer) => {
  const { code, stderr, names } = await got(await serving(answer));
  expect([code, names]).toEqual([1, []]);
  expect(stderr).not.toContain('bug');
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['the whole instead of a part', { etag: '"one"' }],
  ['no version', {}],
  ['a weak version', { etag: 'W/"one"' }],
])('a server with %s is believed as far as that goes', async (_, head) => {
  const { code, folder, names } = await got(await serving((_asked, to) => whole(to), head));
  expect([code, names]).toEqual([0, ['big.bin']]);
  expect(digest(readFileSync(join(folder, 'big.bin')))).toBe(digest(content));
});

test('a connection is kept from the question what it is to the question whether it still is that', async () => {
  let connections = 0;
  const answer: Answer = ({ first, last }, response) =>
    part(response, `bytes ${first}-${last}/${largeFile}`, content.subarray(first, last + 1));
  const url = await serving(answer, { etag: '"one"' }, largeFile);
  servers.at(-1)?.on('connection', () => (connections += 1));
  // so slow that the connection has to wait
  const { code, folder } = await got(url, '--limit-rate', '8M');
  expect(code).toBe(0);
  expect(digest(readFileSync(join(folder, 'big.bin')))).toBe(digest(content.subarray(0, largeFile)));
  expect(connections).toBe(1);
});

/** Files that come at once, since they are small: of which HEAD says so many bytes, and GET what `answer` sends. */
const small = content.subarray(0, 70_000);
const smallest = content.subarray(0, 7000);
type Sends = (response: ServerResponse, file: Buffer) => void;
const wrongs: readonly [string, number, Sends][] = [
  ['ends too early, and did not say its length', 200, (to, file) => (to.write(file.subarray(0, -5)), void to.end())],
  ['goes on for too long, and did not say its length', 200, (to, file) => (to.write(file), void to.end('more'))],
  [
    'has another length than its file',
    200,
    (to, file) => void to.setHeader('content-length', file.length - 5).end(file.subarray(0, -5)),
  ],
  ['has no file (204)', 204, (to) => void to.end()],
  ['only confirms something (205)', 205, (to) => void to.end()],
];
test.each(
  [small, smallest].flatMap((file) => wrongs.map(([what, ...wrong]) => [file.length, what, file, ...wrong] as const)),
)('of a file of %i bytes, an answer that %s replaces nothing', async (_, __, file, status, answer) => {
  const server = createServer((request, response) => {
    response.setHeader('etag', '"one"');
    if (request.method === 'HEAD') return void response.setHeader('content-length', file.length).end();
    response.statusCode = status;
    answer(response, file);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => server.close());
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'small.bin'), 'before');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/small.bin`;
  const { code, stderr } = await globus(['get', url, 'small.bin'], { logins: {}, network: true, cwd: folder });
  expect([code, readdirSync(folder)]).toEqual([1, ['small.bin']]);
  expect(readFileSync(join(folder, 'small.bin'), 'utf8')).toBe('before');
  expect(stderr).not.toContain('bug');
});

test('an answer that only leaves its length out is believed where the file has as many bytes', async () => {
  const server = createServer((request, response) => {
    if (request.method === 'HEAD') return void response.setHeader('content-length', small.length).end();
    response.write(small);
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => server.close());
  const { code, folder } = await got(`http://127.0.0.1:${(server.address() as AddressInfo).port}/small.bin`);
  expect(code).toBe(0);
  expect(digest(readFileSync(join(folder, 'big.bin')))).toBe(digest(small));
});
