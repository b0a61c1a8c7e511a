import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { transferGate } from './context.js';
import { describeTransferProblem } from './errors.js';
import { operationRoutes } from './operations/routes.js';
import { taskRoutes } from './tasks/routes.js';

/** The routes of Globus Transfer. */
export function transferApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(world, 'transfer', describeTransferProblem);
  app.use('*', transferGate(world));
  operationRoutes(app, world);
  taskRoutes(app, world);
  return finish();
}
