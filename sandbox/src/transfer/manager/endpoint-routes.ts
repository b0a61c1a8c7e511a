import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { accessDocument } from '../access/routes.js';
import { guestsOf } from '../collections/routes.js';
import { requester } from '../context.js';
import { endpointDocument } from '../endpoint-document.js';
import { findEndpoint, isGuest } from '../endpoints.js';
import { transferState, type Endpoint } from '../state.js';
import { manages, requireManager } from './activity-roles.js';

/** `/endpoint_manager/endpoint/...`: endpoints as those see them who watch over what is done with them. */
export function managedEndpointRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { endpoints, rulesByEndpoint } = transferState(world);
  const monitored = (c: SandboxContext): Endpoint => {
    const endpoint = findEndpoint(world, parameter(c, 'id'));
    requireManager(world, endpoint, requester(world, c), 'activity_monitor');
    return endpoint;
  };

  app.get('/v0.10/endpoint_manager/monitored_endpoints', (c) => {
    const who = requester(world, c);
    const rows = endpoints.filter((endpoint) => !endpoint.deleted && manages(world, endpoint, who, 'activity_monitor'));
    return c.json({
      DATA_TYPE: 'monitored_endpoints',
      length: rows.length,
      DATA: rows.map((row) => endpointDocument(world, row, who)),
    });
  });
  app.get('/v0.10/endpoint_manager/endpoint/:id', (c) =>
    c.json(endpointDocument(world, monitored(c), requester(world, c))),
  );
  app.get('/v0.10/endpoint_manager/endpoint/:id/hosted_endpoint_list', (c) => {
    const host = monitored(c);
    if (isGuest(host)) throw new ApiError(409, 'Conflict', 'A guest collection hosts no others');
    const rows = guestsOf(world, host);
    return c.json({
      DATA_TYPE: 'endpoint_list',
      length: rows.length,
      DATA: rows.map((row) => endpointDocument(world, row, requester(world, c))),
    });
  });
  app.get('/v0.10/endpoint_manager/endpoint/:id/access_list', (c) => {
    const endpoint = monitored(c);
    if (!isGuest(endpoint)) throw new ApiError(409, 'NotSupported', `A ${endpoint.entity_type} has no access rules`);
    const rows = rulesByEndpoint.all(endpoint.id).map(accessDocument);
    return c.json({ DATA_TYPE: 'access_list', endpoint: endpoint.id, length: rows.length, DATA: rows });
  });
}
