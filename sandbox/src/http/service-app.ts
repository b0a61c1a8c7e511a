import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem, ServiceName } from '../wing.js';
import type { World } from '../world.js';
import { ApiError } from './api-error.js';
import { mappedPath, type SandboxEnv } from './context.js';

/**
 * A Hono app that answers refusals, breakdowns and unknown routes in the service's own shape. Unknown routes answer 404 with
 * the code `unknownRoute`, name the method and path, and are counted in `world.troubles`; call `finish` after the last route.
 */
export function serviceApp(
  world: World,
  service: ServiceName,
  describe: (problem: Problem) => Record<string, unknown>,
  unknownRoute: string,
  errorHeaders?: (code: string) => Record<string, string>,
) {
  const app = new Hono<SandboxEnv>({ getPath: mappedPath }).basePath(`/${service}`);
  app.onError((error, c) => {
    const resource = withoutPrefix(c.req.path, service);
    if (error instanceof ApiError) {
      const { status, code, message, extra, headers } = error;
      return c.json(describe({ status, code, message, resource, extra }), status as ContentfulStatusCode, {
        ...headers,
        ...errorHeaders?.(code),
      });
    }
    world.troubles.add(c.req.method, c.req.path, error);
    return c.json(
      describe({ status: 500, code: 'InternalError', message: 'the sandbox failed; see its state', resource }),
      500,
      errorHeaders?.('InternalError'),
    );
  });
  const finish = (): Hono<SandboxEnv> => {
    app.all('*', (c) => {
      const path = withoutPrefix(c.req.path, service);
      world.troubles.count(`${c.req.method} /${service}${path}`);
      c.env.isUnknownRoute = true;
      const message = `There is no route ${c.req.method} ${path} in the ${service} service of the sandbox`;
      return c.json(
        describe({ status: 404, code: unknownRoute, message, resource: path }),
        404,
        errorHeaders?.(unknownRoute),
      );
    });
    return app;
  };
  return { app, finish };
}

/** The path a client of the service sees. */
export function withoutPrefix(path: string, service: ServiceName): string {
  return path.startsWith(`/${service}/`) ? path.slice(service.length + 1) : path;
}
