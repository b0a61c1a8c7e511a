import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import { isUuid } from '../../ids.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { documentOf } from '../document.js';
import { findEndpoint } from '../endpoints.js';
import { badRequest } from '../errors.js';
import { requireRole } from '../permissions.js';
import { resultDocument } from '../result.js';
import { transferState, type Endpoint, type Role, type RoleName } from '../state.js';

const knownRoles: RoleName[] = [
  'administrator',
  'access_manager',
  'access_monitor',
  'activity_manager',
  'activity_monitor',
  'restricted_administrator',
];

/** `/endpoint/{id}/role`: who administers and watches an endpoint beside its owner. */
export function roleRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { roles, rolesByEndpoint } = transferState(world);
  const administered = (c: SandboxContext): Endpoint => {
    const endpoint = findEndpoint(world, parameter(c, 'id'));
    requireRole(world, endpoint, requester(world, c), 'administrator');
    return endpoint;
  };
  const roleOf = (c: SandboxContext): Role => {
    const endpoint = administered(c);
    const role = roles.get(parameter(c, 'role'));
    if (role?.endpoint !== endpoint.id)
      throw new ApiError(404, 'RoleNotFound', `No such role '${parameter(c, 'role')}'`);
    return role;
  };

  app.get('/v0.10/endpoint/:id/role_list', (c) => {
    const rows = rolesByEndpoint.all(administered(c).id).map(roleDocument);
    return c.json({ DATA_TYPE: 'role_list', length: rows.length, DATA: rows });
  });
  app.post('/v0.10/endpoint/:id/role', async (c) => {
    const { principal_type: type, principal, role } = await documentOf(c, 'role');
    const endpoint = administered(c);
    if (type !== 'identity' && type !== 'group') throw badRequest("'principal_type' must be identity or group");
    if (!isUuid(principal)) throw badRequest("'principal' must be a UUID");
    const name = knownRoles.find((known) => known === role);
    if (name === undefined) throw badRequest(`'role' must be one of ${knownRoles.join(', ')}`);
    if (rolesByEndpoint.all(endpoint.id).some((row) => row.principal === principal && row.role === name))
      throw new ApiError(409, 'Exists', 'The principal has this role already');
    const id = world.ids.uuid('role');
    return c.json(
      roleDocument(
        roles.put(id, {
          id,
          endpoint: endpoint.id,
          principal_type: type,
          principal: principal.toLowerCase(),
          role: name,
        }),
      ),
      201,
    );
  });
  app.get('/v0.10/endpoint/:id/role/:role', (c) => c.json(roleDocument(roleOf(c))));
  app.delete('/v0.10/endpoint/:id/role/:role', (c) => {
    const role = roleOf(c);
    roles.delete(role.id);
    return c.json(resultDocument(c, 'Deleted', `Role '${role.id}' deleted successfully`));
  });
}

function roleDocument({ endpoint: _endpoint, ...role }: Role): Record<string, unknown> {
  return { DATA_TYPE: 'role', ...role };
}
