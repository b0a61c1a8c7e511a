import { Hono } from 'hono';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { pageApp } from '../page/routes.js';
import type { Wing } from '../wing.js';
import type { World } from '../world.js';
import { adminApp } from './admin.js';
import { misbehave } from './fault-effects.js';
import { pathMapper } from './paths.js';
import { redactQuery } from './request-log.js';

/**
 * The whole sandbox as one app: every request is checked for its Host, logged, put through the fault rules and handed to its
 * service; what it changed is in the journal before its answer leaves.
 */
export function sandboxApp(world: World, hosts: ReadonlySet<string>): Hono<SandboxEnv> {
  const mapPath = pathMapper(world.wings);
  const app = new Hono<SandboxEnv>({ getPath: (request) => mapPath(request.url) });
  const wingsByName = new Map<string, Wing>(world.wings.map((wing) => [wing.name, wing]));

  app.use('*', async (c, next) => {
    if (!hosts.has(c.env.incoming.headers.host ?? '')) {
      return c.text('The sandbox answers to its own loopback address only', 421);
    }
    const started = performance.now();
    const path = c.req.path;
    const service = path.slice(1, path.indexOf('/', 1));
    const wing = wingsByName.get(service);
    const resource = wing ? path.slice(service.length + 1) : path;
    const rules = wing ? world.faults.take(service, c.req.method, resource) : [];
    let answer: Response | undefined;
    if (wing && rules.length > 0) answer = await misbehave(c as SandboxContext, wing, rules, next);
    else await next();
    world.store.flush();
    if (path !== '/' && !path.startsWith('/_sandbox')) {
      const url = c.req.url;
      const question = url.indexOf('?');
      world.log.add({
        time: new Date(world.clock.now()).toISOString(),
        method: c.req.method,
        path,
        query: question < 0 ? '' : redactQuery(url.slice(question + 1)),
        service: wing ? service : '',
        status: (answer ?? c.res).status,
        ms: Math.round((performance.now() - started) * 100) / 100,
        ...(rules[0] ? { fault: rules[0].id } : {}),
      });
    }
    return answer;
  });

  app.route('/', pageApp());
  app.route('/_sandbox', adminApp(world));
  for (const wing of world.wings) app.route(`/${wing.name}`, wing.app(world));
  app.notFound((c) => {
    const key = `${c.req.method} ${c.req.path}`;
    world.missing.set(key, (world.missing.get(key) ?? 0) + 1);
    return c.json({ code: 'NotImplemented', message: `No service of the sandbox has ${key}` }, 501);
  });
  return app;
}
