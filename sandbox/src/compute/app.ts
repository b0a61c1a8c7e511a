import type { Hono } from 'hono';
import { ApiError } from '../http/api-error.js';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { computeCaller } from './access.js';
import { endpointRoutes } from './endpoints.js';
import { describeComputeProblem, malformed } from './errors.js';
import { functionRoutes } from './functions.js';
import { submitRoutes } from './submit.js';
import { taskRoutes } from './tasks.js';

const versions = {
  api: '1.23.0',
  min_sdk_version: '1.0.0a6',
  min_ep_version: '1.0.0a0',
  min_endpoint_version: '1.0.0a0',
  git_sha: '0'.repeat(40),
};

/** The routes of Globus Compute. */
export function computeApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(world, 'compute', describeComputeProblem, 'UNKNOWN_ERROR');
  app.get('/v2/version', (c) => {
    const service = c.req.query('service');
    if (service !== undefined && service !== 'all') throw malformed(`'service' must be all, not '${service}'`);
    return service === 'all' ? c.json(versions) : c.json(versions.api);
  });
  app.get('/v2/get_amqp_result_connection_url', (c) => {
    computeCaller(world, c);
    throw new ApiError(
      400,
      'UNKNOWN_ERROR',
      'The sandbox has no message queue: ask for results by task id instead of using an Executor',
    );
  });
  endpointRoutes(app, world);
  functionRoutes(app, world);
  submitRoutes(app, world);
  taskRoutes(app, world);
  return finish();
}
