import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { uuidParam } from '../http/issues.js';
import type { World } from '../world.js';
import { flowsCaller, type FlowsCaller } from './access.js';
import { notFound, unprocessable } from './errors.js';
import { filterOf, ordered, pageOf } from './paging.js';
import { flowsState, type RegisteredApi } from './state.js';

const roles = ['owner', 'administrator', 'viewer'];

/** `/registered_apis`, for reading; the service has no other public operations on them. */
export function registeredApiRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { registeredApis } = flowsState(world);

  app.get('/registered_apis', (c) => {
    const caller = flowsCaller(world, c, 'view_flows', 'manage_flows');
    const wanted = filterOf(c, 'filter_roles');
    const unknown = wanted.find((role) => !roles.includes(role));
    if (unknown !== undefined)
      throw unprocessable([
        {
          loc: ['query', 'filter_roles'],
          msg: `'${unknown}' is not a role; permitted: ${roles.join(', ')}`,
          type: 'type_error.enum',
        },
      ]);
    const rows = registeredApis
      .filter((api) => rolesOn(caller, api).some((role) => wanted.length === 0 || wanted.includes(role)))
      .map(({ id, name, description, created, updated }) => ({
        id,
        name,
        description,
        created_timestamp: created,
        updated_timestamp: updated,
      }));
    const page = pageOf(
      c,
      ordered(c, rows, ['id', 'name', 'created_timestamp', 'updated_timestamp'], 'created_timestamp DESC'),
      'per_page',
      20,
    );
    return c.json({
      registered_apis: page.rows,
      limit: page.limit,
      has_next_page: page.has_next_page,
      marker: page.marker,
    });
  });

  app.get('/registered_apis/:id', (c) => {
    const caller = flowsCaller(world, c, 'view_flows', 'manage_flows');
    const id = uuidParam('registered_api_id', c.req.param('id'));
    const api = registeredApis.get(id);
    if (!api || rolesOn(caller, api).length === 0) throw notFound('Registered API', id);
    const { name, description, roles, document, created, updated } = api;
    return c.json({
      id,
      name,
      description,
      roles,
      ...document,
      created_timestamp: created,
      edited_timestamp: null,
      updated_timestamp: updated,
      scheduled_deletion_timestamp: null,
    });
  });
}

function rolesOn({ person }: FlowsCaller, { roles }: RegisteredApi): string[] {
  const lists = { owner: roles.owners, administrator: roles.administrators, viewer: roles.viewers };
  return Object.entries(lists)
    .filter(([, principals]) => person.isIn(principals))
    .map(([role]) => role);
}
