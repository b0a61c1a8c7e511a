import { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { collectionRoutes } from './collections/routes.js';
import { domainRoutes } from './domain-routes.js';
import { endpointRoutes } from './endpoint-routes.js';
import { describeGcsProblem } from './errors.js';
import { nodeRoutes } from './node-routes.js';
import { ownershipRoutes } from './ownership.js';
import { roleRoutes } from './role-routes.js';
import { sharingPolicyRoutes } from './sharing-policy-routes.js';
import { storageGatewayRoutes } from './storage-gateways.js';
import { streamGatewayRoutes } from './stream-gateway-routes.js';
import { subscriptionRoutes } from './subscriptions.js';
import { userCredentialRoutes } from './user-credential-routes.js';

/** The GCS managers of all endpoints, each below its endpoint's id; below no id is the one that the token is for. */
export function gcsApp(world: World): Hono<SandboxEnv> {
  const { app, finish } = serviceApp(world, 'gcs', describeGcsProblem, 'not_found');
  const api = new Hono<SandboxEnv>();
  for (const routes of [
    endpointRoutes,
    ownershipRoutes,
    subscriptionRoutes,
    domainRoutes,
    collectionRoutes,
    storageGatewayRoutes,
    roleRoutes,
    userCredentialRoutes,
    nodeRoutes,
    sharingPolicyRoutes,
    streamGatewayRoutes,
  ])
    routes(api, world);
  app.route('/api', api);
  app.route('/:endpoint/api', api);
  return finish();
}
