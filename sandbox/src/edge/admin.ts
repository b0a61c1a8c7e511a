import type { IncomingHttpHeaders } from 'node:http';
import { isAbsolute } from 'node:path';
import { Hono } from 'hono';
import { withdrawConsents } from '../auth/consents.js';
import { findLogin } from '../auth/identities.js';
import { isWorldTime, worldTimes } from '../clock.js';
import { environmentOf } from '../environment.js';
import { ApiError } from '../http/api-error.js';
import { jsonBody } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { booleanOf } from '../http/query.js';
import { eventsOf } from '../page/events.js';
import { overviewOf } from '../page/overview.js';
import { addCollection, changeCollection, collectionsOf, removeCollection } from '../transfer/world-operations.js';
import { importRecord } from '../record/import-record.js';
import type { Wing } from '../wing.js';
import type { World } from '../world.js';
import { exportWorld, importWorld } from './export.js';

const needsKey =
  'This needs the key of the sandbox, in the header X-Globus-Sandbox: `globus sandbox env` prints it as GLOBUS_SANDBOX_KEY';

/**
 * The sandbox's own API under `/_sandbox`. Everything needs the key, in the header `X-Globus-Sandbox`, which no page of
 * another site can send, or for events, where a browser sends no headers, in the address; and what a browser asks for in the
 * name of another site is refused altogether.
 */
export function adminApp(world: World, wings: readonly Wing[]): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError((error, c) => {
    if (!(error instanceof ApiError)) return c.json({ code: 'InternalError', message: error.message }, 500);
    return c.json({ code: error.code, message: error.message }, error.status as 400);
  });
  app.use('*', async (c, next) => {
    if (isForeign(c.env.incoming.headers))
      return c.json({ code: 'Forbidden', message: 'Pages of other sites may not ask this' }, 403);
    const given =
      c.req.header('x-globus-sandbox') ?? (c.req.path === '/_sandbox/events' ? c.req.query('key') : undefined);
    if (world.secrets.isKey(given)) return next();
    return c.json({ code: 'Forbidden', message: needsKey }, 403);
  });

  app.get('/health', (c) =>
    c.json({
      status: 'ok',
      world: world.id,
      time: new Date(world.clock.now()).toISOString(),
      services: wings.map(({ name }) => name),
    }),
  );
  app.get('/env', (c) => c.json(environmentOf(world, wings)));
  const missing = () => Object.fromEntries(world.troubles.missing);
  app.get('/state', (c) =>
    c.json({ tables: openTables(world), missing: missing(), breakdowns: world.troubles.breakdowns }),
  );
  app.get('/log', (c) => {
    if (!booleanOf(c.req.query('follow'), false)) return c.json({ requests: world.log.latest(), missing: missing() });
    return c.body(followed(world), 200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
  });
  app.get('/overview', (c) => c.json({ time: new Date(world.clock.now()).toISOString(), ...overviewOf(world) }));
  app.get('/events', (c) =>
    c.body(eventsOf(world), 200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }),
  );
  app.post('/reset', async (c) => {
    await world.reset();
    return c.json({ status: 'ok', world: world.id });
  });

  app.get('/collections', (c) => c.json({ collections: collectionsOf(world) }));
  app.post('/collections', async (c) => c.json(addCollection(world, await jsonBody(c)), 201));
  app.patch('/collections/:id', async (c) => c.json(changeCollection(world, c.req.param('id'), await jsonBody(c))));
  app.delete('/collections/:id', (c) => {
    removeCollection(world, c.req.param('id'));
    return c.json({ status: 'ok' });
  });

  app.get('/faults', (c) => c.json({ faults: world.faults.list(), paused: world.faults.paused }));
  app.patch('/faults', async (c) => {
    const { paused } = await jsonBody(c);
    if (typeof paused !== 'boolean') throw new ApiError(400, 'BadRequest', "'paused' must be true or false");
    world.faults.pause(paused);
    return c.json({ paused });
  });
  app.post('/faults', async (c) => c.json(world.faults.add(await jsonBody(c)), 201));
  app.delete('/faults', (c) => {
    world.faults.clear();
    return c.json({ status: 'ok' });
  });
  app.delete('/faults/:id', (c) => {
    if (!world.faults.remove(c.req.param('id'))) throw new ApiError(404, 'NotFound', 'no such fault rule');
    return c.json({ status: 'ok' });
  });

  app.post('/consents/withdraw', async (c) => {
    const { user, scope } = await jsonBody(c);
    const identity = typeof user === 'string' ? findLogin(world, user) : undefined;
    if (!identity) throw new ApiError(400, 'BadRequest', "'user' must be the username of somebody here");
    return c.json({ withdrawn: withdrawConsents(world, identity.id, typeof scope === 'string' ? scope : undefined) });
  });

  app.post('/clock', async (c) => {
    const { advance_seconds: seconds } = await jsonBody(c);
    if (typeof seconds !== 'number' || !(seconds >= 0))
      throw new ApiError(400, 'BadRequest', "'advance_seconds' must be a number, 0 or more");
    if (!isWorldTime(world.clock.now() + seconds * 1000))
      throw new ApiError(400, 'BadRequest', `'advance_seconds' is too much: the clock shows ${worldTimes}`);
    world.clock.advance(seconds * 1000);
    return c.json({ time: new Date(world.clock.now()).toISOString() });
  });

  app.post('/export', async (c) => {
    const folder = await absoluteIn(c, 'folder');
    await exportWorld(world, folder);
    return c.json({ status: 'ok', folder });
  });
  app.post('/import', async (c) => {
    await importWorld(world, await absoluteIn(c, 'folder'));
    return c.json({ status: 'ok', world: world.id });
  });
  app.post('/import-record', async (c) => c.json(await importRecord(world, await absoluteIn(c, 'file'))));
  return app;
}

/** Whether a browser says that it asks for a page of another origin; programs say nothing of that kind. */
function isForeign({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host);
}

/** All tables but those that hold secrets, or what secrets could be found by. */
function openTables(world: World): Record<string, [string, unknown][]> {
  const secret = [
    'auth.keys',
    'auth.tokens',
    'auth.codes',
    'auth.credentials',
    'gcs.storage_gateways',
    'gcs.user_credentials',
  ];
  return Object.fromEntries(Object.entries(world.store.dump()).filter(([name]) => !secret.includes(name)));
}

/** The requests from now on, one JSON document a line, until the reader goes away. */
function followed(world: World): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = (): unknown => undefined;
  return new ReadableStream({
    start: (stream) => {
      end = world.log.follow((entry) => stream.enqueue(encoder.encode(`${JSON.stringify(entry)}\n`)));
    },
    cancel: () => {
      end();
    },
  });
}

/** A path of this machine that a request names. */
async function absoluteIn(c: SandboxContext, key: string): Promise<string> {
  const { [key]: path } = await jsonBody(c);
  if (typeof path !== 'string' || !isAbsolute(path))
    throw new ApiError(400, 'BadRequest', `'${key}' must be an absolute path`);
  return path;
}
