import type { Hono } from 'hono';
import { groupsOf } from '../transfer/permissions.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { isGroup } from '../groups/membership.js';
import { isUuid, uuidOf } from '../ids.js';
import { isGuest } from '../transfer/endpoints.js';
import { transferState, type Endpoint, type Role, type RoleName } from '../transfer/state.js';
import type { World } from '../world.js';
import {
  collectionOf,
  holds,
  isEndpointAdmin,
  isIdentity,
  requireEndpointAdmin,
  viewing,
  visit,
  type Visit,
} from './access.js';
import { mappedOf } from './collections/rows.js';
import { checked, documentOf, includes, page, result } from './envelope.js';
import { conflict, exists, missingRole, notFound, unprocessable } from './errors.js';
import { parameter } from '../http/query.js';

const urns = { identity: 'urn:globus:auth:identity:', group: 'urn:globus:groups:id:' } as const;
const onEndpoint = ['administrator', 'activity_manager', 'activity_monitor'] as const;
const collectionRoles = [
  'administrator',
  'access_manager',
  'access_monitor',
  'activity_manager',
  'activity_monitor',
] as const;

interface RoleDocument {
  readonly DATA_TYPE: 'role#1.0.0';
  readonly id: string;
  readonly collection: string | null;
  readonly principal: string;
  readonly role: string;
}

/** `/roles`: what people and groups may do with the endpoint and its collections. Transfer has the same roles. */
export function roleRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { roles, rolesByEndpoint } = transferState(world);
  /** All roles of an endpoint or collection; its owner's comes first and follows from who owns it. */
  const rolesOf = (on: Endpoint): RoleDocument[] => [
    ownerRole(on),
    ...rolesByEndpoint.all(on.id).map((role) => roleDocument(role, on)),
  ];
  const mine = (by: Visit, { principal }: RoleDocument): boolean => {
    const id = principal.slice(principal.lastIndexOf(':') + 1);
    return principal.startsWith(urns.identity)
      ? by.who.identityIds.includes(id)
      : groupsOf(world, by.who.identityIds).includes(id);
  };
  const found = (c: SandboxContext, by: Visit): { on: Endpoint; role: RoleDocument } => {
    const id = parameter(c, 'id').toLowerCase();
    const places = [
      by.endpoint,
      ...transferState(world).endpoints.filter((other) => other.gcs_endpoint === by.endpoint.id && !other.deleted),
    ];
    for (const on of places) {
      const role = rolesOf(on).find((each) => each.id === id);
      if (role) return { on, role };
    }
    throw notFound('role', id);
  };

  app.get('/roles', (c) => {
    const by = viewing(world, c);
    const id = c.req.query('collection_id');
    const on = id ? collectionOf(world, by, id) : by.endpoint;
    const all = includes(c, 'all_roles');
    if (all) requireAdminOf(world, by, on);
    return page(
      c,
      rolesOf(on).filter((role) => all || mine(by, role)),
      (role) => role,
    );
  });
  app.post('/roles', async (c) => {
    const by = visit(world, c);
    const body = await documentOf(c, 'role');
    const onCollection = (body['collection'] ?? null) !== null;
    const allowed: readonly RoleName[] = onCollection ? collectionRoles : onEndpoint;
    const given = checked<{ principal: string; role: RoleName; collection: string | null }>(body, {
      principal: { kind: 'string', required: true },
      role: { kind: allowed, required: true },
      collection: { kind: 'uuid' },
    });
    const on = given.collection ? collectionOf(world, by, given.collection) : by.endpoint;
    requireMayGrant(world, by, on);
    const { principal_type, principal } = principalOf(world, given.principal ?? '');
    const role = given.role ?? 'administrator';
    if (rolesByEndpoint.all(on.id).some((row) => row.principal === principal && row.role === role))
      throw exists('The principal has this role already');
    const id = world.ids.uuid('role');
    return result(c, [roleDocument(roles.put(id, { id, endpoint: on.id, principal_type, principal, role }), on)], {
      message: `Created role ${id}`,
    });
  });
  app.get('/roles/:id', (c) => {
    const by = viewing(world, c);
    const { on, role } = found(c, by);
    if (!mine(by, role)) requireAdminOf(world, by, on);
    return result(c, [role]);
  });
  app.delete('/roles/:id', (c) => {
    const by = visit(world, c);
    const { on, role } = found(c, by);
    requireAdminOf(world, by, on);
    if (!roles.has(role.id))
      throw conflict(`The role of the owner cannot be deleted; give ${on.id} another owner instead`);
    roles.delete(role.id);
    return result(c, [], { message: `Deleted role ${role.id}` });
  });
}

function roleDocument({ id, principal_type, principal, role }: Role, on: Endpoint): RoleDocument {
  return {
    DATA_TYPE: 'role#1.0.0',
    id,
    collection: on.entity_type === 'GCSv5_endpoint' ? null : on.id,
    principal: `${urns[principal_type]}${principal}`,
    role,
  };
}

function ownerRole(on: Endpoint): RoleDocument {
  const isEndpoint = on.entity_type === 'GCSv5_endpoint';
  const id = uuidOf(`role of the owner ${on.owner_identity} of ${on.id}`);
  return {
    DATA_TYPE: 'role#1.0.0',
    id,
    collection: isEndpoint ? null : on.id,
    principal: `${urns.identity}${on.owner_identity}`,
    role: isEndpoint ? 'owner' : 'administrator',
  };
}

/** Who may see and delete roles: the administrators of the endpoint, of the collection, and of the mapped collection below it. */
function requireAdminOf(world: World, by: Visit, on: Endpoint): void {
  if (
    isEndpointAdmin(world, by) ||
    holds(world, on, by.who, 'administrator') ||
    holds(world, mappedOf(world, on), by.who, 'administrator')
  )
    return;
  throw missingRole([
    { role: 'administrator' },
    ...(on.id === by.endpoint.id ? [] : [{ role: 'administrator', collection: on.id }]),
  ]);
}

/** Roles on a guest collection are for its own administrators to give. */
function requireMayGrant(world: World, by: Visit, on: Endpoint): void {
  if (on.id === by.endpoint.id) requireEndpointAdmin(world, by);
  else if (!isGuest(on)) requireAdminOf(world, by, on);
  else if (!holds(world, on, by.who, 'administrator'))
    throw missingRole([{ role: 'administrator', collection: on.id }]);
}

function principalOf(world: World, urn: string): Pick<Role, 'principal_type' | 'principal'> {
  for (const type of ['identity', 'group'] as const) {
    if (!urn.startsWith(urns[type])) continue;
    const id = urn.slice(urns[type].length).toLowerCase();
    if (isUuid(id) && (type === 'group' ? isGroup(world, id) : isIdentity(world, id)))
      return { principal_type: type, principal: id };
    throw unprocessable([{ loc: ['principal'], msg: `there is no ${type} ${id}`, type: 'value_error' }]);
  }
  throw unprocessable([
    { loc: ['principal'], msg: `must begin with ${urns.identity} or ${urns.group}`, type: 'value_error' },
  ]);
}
