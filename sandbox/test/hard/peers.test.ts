/** Whose a connection is, is told on a machine that has many, and no connection of the owner's is refused. */
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { isOwn, tellsPeers } from '../../src/edge/peers.js';
import { openSandbox, withKey } from '../signed-in.js';
import { figure, median, milliseconds, rounds } from '../support/hard.js';

const isTold = await tellsPeers();
if (!isTold) console.log('figure: connections looked up | skipped, this machine does not tell who connects');

/** A server that hangs up first, so that its ends of the connections stay in the kernel's table for a minute. */
async function hangingUp() {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  let at = 0;
  return {
    /** Opens and closes so many connections, each from an address that has not used up its ports. */
    churn: async (count: number) => {
      let left = count;
      const one = () =>
        new Promise<void>((resolve) => {
          const localAddress = `127.0.${1 + (Math.floor(at / 5000) % 250)}.1`;
          at += 1;
          const socket = connect({ port, host: '127.0.0.1', localAddress });
          socket.once('error', () => resolve()).once('close', () => resolve());
          socket.resume();
        });
      await Promise.all(
        Array.from({ length: 50 }, async () => {
          while (left-- > 0) await one();
        }),
      );
    },
    close: () => server.close(),
  };
}

const waiting = () =>
  readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .filter((line) => / 06 /.test(line)).length;

test.runIf(isTold)(
  'of thousands of connections that linger',
  async () => {
    const count = rounds(2000, 20_000);
    const others = await hangingUp();
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    /** How long one look takes, for a connection of its own each time. */
    const look = async (family: 4 | 6) => {
      const host = family === 4 ? '127.0.0.1' : '::ffff:127.0.0.1';
      const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
      const client = connect({ port, host });
      const socket = await accepted;
      const start = performance.now();
      expect(await isOwn(socket)).toBe(true);
      const took = performance.now() - start;
      client.destroy();
      socket.destroy();
      return took;
    };
    const looks = async (family: 4 | 6) => {
      const times: number[] = [];
      for (let i = 0; i < 25; i += 1) times.push(await look(family));
      return median(times).toFixed(1);
    };
    const before = [waiting(), await looks(4)];
    await others.churn(count);
    const after = [waiting(), await looks(4), await looks(6)];
    figure(
      'a look at whose a connection is',
      `${before[1]} ms with ${before[0]} lingering connections on the machine, ${after[1]} ms with ${after[0]}, ${after[2]} ms for IPv4 through an IPv6 socket`,
    );

    // While the table changes all the time, everybody of the owner's is let in.
    const end = performance.now() + milliseconds;
    const over = new AbortController();
    const churning = (async () => {
      while (!over.signal.aborted) await others.churn(500);
    })();
    const asked = rounds(300, 5000);
    let found = 0;
    let refused = 0;
    while (found + refused < asked && performance.now() < end) {
      const coming: Promise<boolean>[] = [];
      const listener = (socket: Socket) => coming.push(isOwn(socket));
      server.on('connection', listener);
      const clients = Array.from({ length: 20 }, () => connect({ port, host: '127.0.0.1' }));
      await Promise.all(clients.map((client) => new Promise((resolve) => client.once('connect', resolve))));
      while (coming.length < clients.length) await new Promise((resolve) => setImmediate(resolve));
      for (const own of await Promise.all(coming))
        if (own) found += 1;
        else refused += 1;
      server.off('connection', listener);
      for (const client of clients) client.destroy();
    }
    over.abort();
    await churning;
    others.close();
    server.close();
    figure('connections of the owner’s while others come and go', `${found} let in, ${refused} refused`);
    expect([found > 0, refused]).toEqual([true, 0]);
  },
  milliseconds + 120_000,
);

test.runIf(isTold)('of 200 clients at once, and of one that goes while it is looked up', async () => {
  const sandbox = await openSandbox();
  const ask = async () => (await fetch(`${sandbox.url}/_sandbox/health`, { headers: withKey(sandbox) })).status;
  const gone = Array.from({ length: 50 }, () => {
    const socket = connect(sandbox.port, '127.0.0.1', () => socket.resetAndDestroy());
    socket.on('error', () => socket.destroy());
    return socket;
  });
  const statuses = await Promise.all(Array.from({ length: 200 }, ask));
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  for (const socket of gone) socket.destroy();
  // One that is being looked up as the sandbox closes does not hold it up.
  const late = connect(sandbox.port, '127.0.0.1');
  late.on('error', () => late.destroy());
  await new Promise((resolve) => late.once('connect', resolve));
  await sandbox.close();
  late.destroy();
});
