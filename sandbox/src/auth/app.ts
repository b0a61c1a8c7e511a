import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { clientRoutes } from './api/clients.js';
import { identityRoutes } from './api/identities.js';
import { policyRoutes } from './api/policies.js';
import { projectRoutes } from './api/projects.js';
import { scopeRoutes } from './api/scopes.js';
import { authorizeRoutes } from './authorize.js';
import { describeAuthProblem } from './errors.js';
import { tokenRoute } from './grants/token-route.js';
import { introspectionRoutes } from './introspection.js';

/** The routes of Globus Auth. */
export function authApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(world, 'auth', describeAuthProblem, 'NOT_FOUND');
  authorizeRoutes(app, world);
  tokenRoute(app, world);
  introspectionRoutes(app, world);
  identityRoutes(app, world);
  projectRoutes(app, world);
  clientRoutes(app, world);
  scopeRoutes(app, world);
  policyRoutes(app, world);
  return finish();
}
