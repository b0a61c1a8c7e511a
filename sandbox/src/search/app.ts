import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { describeSearchProblem } from './errors.js';
import { indexRoutes } from './index-routes.js';
import { readRoutes } from './read-routes.js';
import { writeRoutes } from './write-routes.js';

/** The routes of Globus Search. */
export function searchApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(world, 'search', describeSearchProblem, 'NotFound.Generic');
  indexRoutes(app, world);
  writeRoutes(app, world);
  readRoutes(app, world);
  return finish();
}
