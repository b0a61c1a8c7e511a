import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { describeGroupsProblem } from './errors.js';
import { groupRoutes } from './group-routes.js';
import { membershipRoutes } from './membership-routes.js';

/** The routes of Globus Groups. */
export function groupsApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(world, 'groups', describeGroupsProblem, 'NOT_FOUND');
  groupRoutes(app, world);
  membershipRoutes(app, world);
  return finish();
}
