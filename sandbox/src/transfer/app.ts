import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { roleRoutes } from './access/role-routes.js';
import { accessRoutes } from './access/routes.js';
import { bookmarkRoutes } from './bookmarks/routes.js';
import { bookmarkV2Routes } from './bookmarks/v2-routes.js';
import { createEndpointRoutes } from './collections/create.js';
import { endpointRoutes } from './collections/routes.js';
import { searchRoute } from './collections/search.js';
import { transferGate } from './context.js';
import { describeTransferProblem, transferErrorHeaders } from './errors.js';
import { adminRoutes } from './manager/admin-routes.js';
import { managedEndpointRoutes } from './manager/endpoint-routes.js';
import { pauseRuleRoutes } from './manager/pause-rule-routes.js';
import { managedTaskRoutes } from './manager/task-routes.js';
import { operationRoutes } from './operations/routes.js';
import { taskRoutes } from './tasks/routes.js';
import { tunnelRoutes } from './tunnels/routes.js';

/** The routes of Globus Transfer. */
export function transferApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(
    world,
    'transfer',
    describeTransferProblem,
    'ClientError.NotFound',
    transferErrorHeaders,
  );
  app.use('*', transferGate(world));
  endpointRoutes(app, world);
  createEndpointRoutes(app, world);
  searchRoute(app, world);
  roleRoutes(app, world);
  accessRoutes(app, world);
  bookmarkRoutes(app, world);
  operationRoutes(app, world);
  taskRoutes(app, world);
  managedEndpointRoutes(app, world);
  managedTaskRoutes(app, world);
  adminRoutes(app, world);
  pauseRuleRoutes(app, world);
  tunnelRoutes(app, world);
  bookmarkV2Routes(app, world);
  return finish();
}
