import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sandboxFetch } from './edge/app.js';
import { environmentOf } from './environment.js';
import type { RunningSandbox, SandboxOptions } from './options.js';
import { wings } from './wings.js';
import { World } from './world.js';

const KEEP_ALIVE_MS = 60_000;

/**
 * Opens (or creates) the world in `options.dir` and serves it on the loopback address. Unfinished tasks are taken up again.
 * Rejects when the folder is in use by another sandbox or the port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const world = new World(options, wings);
  const hosts = new Set<string>();
  const server = createAdaptorServer({ fetch: sandboxFetch(world, hosts) as Parameters<typeof createAdaptorServer>[0]['fetch'] }) as Server;
  // Clients that were busy for a while must not find their kept connections closed.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  let port: number;
  try {
    port = await listen(server, options.port ?? 0);
  } catch (error) {
    await world.close();
    throw error;
  }
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) hosts.add(`${name}:${port}`);
  world.url = `http://127.0.0.1:${port}`;
  world.run();
  let closed: Promise<void> | undefined;
  return {
    url: world.url,
    port,
    dir: options.dir,
    env: environmentOf(world),
    close: () => (closed ??= stop(server, world)),
    reset: () => world.reset(),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function stop(server: Server, world: World): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await ended;
  await world.close();
}
