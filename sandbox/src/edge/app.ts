import type { IncomingHttpHeaders } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { mostBytes } from '../http/body.js';
import { mappedPath, type Bindings, type SandboxEnv } from '../http/context.js';
import { pageApp } from '../page/routes.js';
import type { Wing } from '../wing.js';
import type { World } from '../world.js';
import { adminApp } from './admin.js';
import { misbehave } from './fault-effects.js';
import { pathMapper } from './paths.js';
import { redactQuery } from '../request-log.js';

type Fetch = (request: Request, env: Bindings) => Response | Promise<Response>;

/**
 * The whole sandbox: every request is checked for its Host, logged, put through the fault rules and handed to its service;
 * what it changed is in the journal before its answer leaves. The services are apps side by side, not one in another: each
 * looks among its own routes only, which is what makes small reads quick.
 */
export function sandboxFetch(
  world: World,
  wings: readonly Wing[],
  hosts: ReadonlySet<string>,
): (request: Request, env: HttpBindings) => Promise<Response> {
  const mapPath = pathMapper(wings);
  const own = ownApp(world, wings).fetch;
  const services = new Map<string, { wing: Wing; fetch: Fetch }>(
    wings.map((wing) => [wing.name, { wing, fetch: wing.app(world).fetch }]),
  );

  return async (request, { incoming, outgoing }) => {
    if (!hosts.has(incoming.headers.host ?? ''))
      return new Response('The sandbox answers to its own loopback address only', { status: 421 });
    const started = performance.now();
    const path = mapPath(request.url);
    const env: Bindings = { incoming, outgoing, path };
    const name = path.slice(1, path.indexOf('/', 1));
    const service = services.get(name);
    const resource = path.slice(name.length + 1);
    const asked: Asked = {
      wing: service?.wing,
      resource,
      reads: onlyReads(request.method, service?.wing, resource),
      bytes: documentBytes(incoming.headers),
    };
    const rules = service ? world.faults.take(name, request.method, resource) : [];
    const answer = await kept(world, asked, () =>
      service && rules.length > 0
        ? misbehave({ wing: service.wing, resource, env, answer: () => service.fetch(request, env) }, rules)
        : (service?.fetch ?? own)(request, env),
    );
    if (path !== '/' && !path.startsWith('/_sandbox')) {
      const url = request.url;
      const question = url.indexOf('?');
      world.log.add({
        time: timeText(world.clock.now()),
        method: request.method,
        path,
        query: question < 0 ? '' : redactQuery(url.slice(question + 1)),
        service: service ? name : '',
        status: answer.status,
        ms: Math.round((performance.now() - started) * 100) / 100,
        fault: rules[0]?.id,
        unknown_route: env.isUnknownRoute,
      });
    }
    return answer;
  };
}

/** The time as ISO 8601 has it, made once a millisecond: under load many requests share one. */
let lastTime = { at: NaN, text: '' };
function timeText(at: number): string {
  if (at !== lastTime.at) lastTime = { at, text: new Date(at).toISOString() };
  return lastTime.text;
}

/** What is the sandbox's own: its page, its API, and the answer to paths that nobody has. */
function ownApp(world: World, wings: readonly Wing[]): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>({ getPath: mappedPath });
  app.route('/', pageApp());
  app.route('/_sandbox', adminApp(world, wings));
  app.notFound((c) => {
    const route = `${c.req.method} ${c.req.path}`;
    world.troubles.count(route);
    c.env.isUnknownRoute = true;
    return c.json({ code: 'NotFound', message: `No service of the sandbox has a route ${route}` }, 404);
  });
  return app;
}

/** What is asked for, as far as it matters where nothing can be kept. */
interface Asked {
  readonly wing: Wing | undefined;
  readonly resource: string;
  /** Whether it changes nothing that its sender would rely on. */
  readonly reads: boolean;
  /** How long the document is that it brings, as far as its sender says. */
  readonly bytes: number;
}

/** The length of a document, some of which the world will keep: not that of a file's content, nor of what is refused for its length. */
function documentBytes({ 'content-length': length = '0', 'content-type': type = '' }: IncomingHttpHeaders): number {
  return /json|x-www-form-urlencoded/.test(type) && Number(length) <= mostBytes ? Number(length) : 0;
}

const readingMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const onlyReads = (method: string, wing: Wing | undefined, resource: string): boolean =>
  readingMethods.includes(method) || wing?.onlyRead?.test(resource) === true;

/**
 * The answer, once what it rests on is in the journal. Where that cannot be written, as on a full disk, what only reads is
 * answered all the same, and everything else is told what keeps from it, in the service's form: before it has done anything,
 * once it is known.
 */
async function kept(world: World, asked: Asked, answer: () => Response | Promise<Response>): Promise<Response> {
  if (asked.reads) {
    const read = await answer();
    world.store.flushWhenPossible();
    return read;
  }
  try {
    world.store.requireRoom(asked.bytes);
  } catch (error) {
    return notKept(world, asked, error);
  }
  const changed = await answer();
  try {
    world.store.flush();
    return changed;
  } catch (error) {
    void changed.body?.cancel();
    return notKept(world, asked, error);
  }
}

function notKept(world: World, { wing, resource }: Asked, error: unknown): Response {
  const problem = {
    status: 500,
    code: wing?.failureCodes?.[500] ?? 'InternalError',
    message: `The sandbox cannot keep its state in ${world.options.dir}: ${(error as Error).message}`,
    resource,
  };
  return Response.json(wing?.describe(problem) ?? problem, { status: 500 });
}
