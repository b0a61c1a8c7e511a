import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { sandboxFetch } from './edge/app.js';
import { closeToOthers } from './edge/door.js';
import { tellsPeers } from './edge/peers.js';
import { environmentOf } from './environment.js';
import type { RunningSandbox, SandboxOptions } from './options.js';
import { beginningOf, scenario } from './scenario/seed.js';
import { credentialsIn } from './tls/credentials.js';
import { keepPort, keptPort } from './tls/kept-port.js';
import { wings } from './wings.js';
import { World } from './world.js';

const keepAliveMs = 60_000;

/**
 * Opens (or creates) the world in `options.dir` and serves it on the loopback address, over HTTP and over TLS, to the user of
 * this process alone unless `options.open`. Unfinished tasks are taken up again. Rejects when the folder is in use by another sandbox or a port asked for is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const world = new World(withBeginning(options), [...wings, scenario]);
  const hosts = new Set<string>();
  const fetch = sandboxFetch(world, wings, hosts) as Parameters<typeof createAdaptorServer>[0]['fetch'];
  const servers: Server[] = [];
  const serve = async (server: Server, port: number): Promise<number> => {
    // Clients that were busy for a while must not find their kept connections closed.
    server.keepAliveTimeout = keepAliveMs;
    // An upload takes as long as it takes.
    server.requestTimeout = 0;
    if (isGuarded) closeToOthers(server);
    const taken = await listen(server, port);
    servers.push(server);
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) hosts.add(`${name}:${taken}`);
    return taken;
  };
  let isGuarded = false;
  try {
    isGuarded = !options.open && (options.lookUpPeers ?? true) && (await tellsPeers());
    world.needsKeyToLogIn = !options.open && !isGuarded;
    // Certificates are looked at with the clock of the machine, whatever time it is in the world.
    const { key, certificate: cert } = await credentialsIn(world.tlsFolder, Date.now());
    const port = await serve(createAdaptorServer({ fetch }) as Server, options.port ?? 0);
    const secure = createAdaptorServer({
      fetch,
      createServer: createTlsServer,
      // Node refuses those who speak of the older version, as some proxies and `curl --http1.0` do
      serverOptions: { key, cert, ALPNProtocols: ['http/1.1', 'http/1.0'] },
    }) as unknown as Server;
    const tlsPort = await serveAgain(world, options, (asked) => serve(secure, asked));
    world.url = `http://127.0.0.1:${port}`;
    world.tlsUrl = `https://127.0.0.1:${tlsPort}`;
    world.run();
    let closed: Promise<void> | undefined;
    return {
      url: world.url,
      pageUrl: `${world.url}/#key=${world.secrets.key}`,
      tlsUrl: world.tlsUrl,
      caFile: world.caFile,
      port,
      dir: options.dir,
      env: environmentOf(world, wings),
      close: () => (closed ??= stop(servers, world)),
      reset: () => world.reset(),
    };
  } catch (error) {
    await stop(servers, world);
    throw error;
  }
}

/** The options with the time at which their world file begins; throws what is wrong with the form of that. */
function withBeginning(options: SandboxOptions): SandboxOptions {
  const { world } = options;
  const startAt = world && beginningOf(world);
  return world === undefined || startAt === undefined ? options : { ...options, world: { ...world, startAt } };
}

/** Takes the port asked for, or else the one of last time, or else a free one. */
async function serveAgain(
  { tlsFolder }: World,
  { tlsPort }: SandboxOptions,
  serve: (port: number) => Promise<number>,
): Promise<number> {
  const kept = tlsPort === undefined ? keptPort(tlsFolder) : undefined;
  let port: number;
  try {
    port = await serve(tlsPort ?? kept ?? 0);
  } catch (error) {
    if (kept === undefined) throw error;
    // Somebody else has it by now.
    port = await serve(0);
  }
  keepPort(tlsFolder, port);
  return port;
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

async function stop(servers: Server[], world: World): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const ended = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return ended;
    }),
  );
  await world.close();
}
