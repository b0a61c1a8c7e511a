import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { describeFlowsProblem } from './errors.js';
import { flowRoutes } from './flow-routes.js';
import { registeredApiRoutes } from './registered-api-routes.js';
import { batchRoute } from './runs/batch-route.js';
import { runRoutes } from './runs/run-routes.js';
import { webInputRoutes } from './web-input-routes.js';

/** The routes of Globus Flows. */
export function flowsApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(world, 'flows', describeFlowsProblem, 'NOT_FOUND');
  flowRoutes(app, world);
  runRoutes(app, world);
  batchRoute(app, world);
  webInputRoutes(app, world);
  registeredApiRoutes(app, world);
  return finish();
}
