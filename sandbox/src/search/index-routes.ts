import type { Hono } from 'hono';
import { ApiError } from '../http/api-error.js';
import { jsonBody, type Json } from '../http/body.js';
import type { SandboxEnv } from '../http/context.js';
import { listOf } from '../http/query.js';
import type { World } from '../world.js';
import {
  admins,
  identityUrn,
  indexInPath,
  maybeCaller,
  openIndex,
  requireRole,
  requireStatus,
  rolesOn,
  searchCaller,
  isPrincipalUrn,
} from './access.js';
import { indexDocument, roleDocument } from './documents.js';
import { denied, Messages, missing, notFound } from './errors.js';
import { newIndex, putRole } from './new-index.js';
import { roleNames, searchState, type RoleName } from './state.js';

const mostTrials = 3;

/** Indexes, and who may do what with them. */
export function indexRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { indexes, roles, rolesByIndex } = searchState(world);

  app.get('/v1/index_list', (c) => {
    const caller = searchCaller(world, c, 'any');
    const wanted = rolesWanted((c.req.queries('filter_roles') ?? []).flatMap(listOf));
    const mine = [...indexes.values()]
      .map((index) => ({ index, held: rolesOn(world, index, caller) }))
      .filter(({ held }) => held.some((role) => wanted.includes(role)));
    return c.json({ index_list: mine.slice(0, 100).map(({ index, held }) => indexDocument(world, index, held)) });
  });

  app.post('/v1/index', async (c) => {
    const caller = searchCaller(world, c, 'manage');
    const { display_name, description } = texts(
      await jsonBody(c, 'BadRequest.Generic'),
      ['display_name', 'description'],
      true,
    );
    const owned = roles.filter(
      ({ role_name, principal, index_id }) =>
        role_name === 'owner' &&
        caller.identityIds.some((id) => principal === identityUrn + id) &&
        indexes.get(index_id)?.is_trial === true,
    );
    if (owned.length >= mostTrials) {
      throw new ApiError(409, 'Conflict.LimitExceeded', 'Role limit exceeded', {
        error_data: {
          cause:
            "When creating an index, an 'owner' role is created automatically. If this would exceed ownership limits, this error is raised instead.",
          constraint: `Cannot create more ownership roles on trial indices than the limit (${mostTrials})`,
        },
      });
    }
    const index = newIndex(world, { display_name: display_name ?? '', description: description ?? '' });
    putRole(world, index, 'owner', identityUrn + caller.identity.id);
    return c.json(indexDocument(world, index));
  });

  app.get('/v1/index/:index_id', (c) => {
    const caller = maybeCaller(world, c, 'any');
    const index = indexInPath(world, c);
    return c.json(indexDocument(world, index, rolesOn(world, index, caller)));
  });
  app.patch('/v1/index/:index_id', async (c) => {
    const caller = searchCaller(world, c, 'manage');
    const index = indexInPath(world, c);
    requireRole(world, index, caller, 'index_update', ...admins);
    requireStatus(index, 'open');
    const { display_name, description } = texts(
      await jsonBody(c, 'BadRequest.Generic'),
      ['display_name', 'description'],
      false,
    );
    return c.json(
      indexDocument(
        world,
        indexes.put(index.id, {
          ...index,
          display_name: display_name ?? index.display_name,
          description: description ?? index.description,
        }),
      ),
    );
  });
  app.delete('/v1/index/:index_id', (c) => {
    const caller = searchCaller(world, c, 'manage');
    const index = indexInPath(world, c);
    requireRole(world, index, caller, 'index_delete', 'owner');
    requireStatus(index, 'open');
    indexes.put(index.id, { ...index, status: 'delete_pending' });
    return c.json({ index_id: index.id, acknowledged: true });
  });
  app.post('/v1/index/:index_id/reopen', (c) => {
    const caller = searchCaller(world, c, 'manage');
    const index = indexInPath(world, c);
    requireRole(world, index, caller, 'index_reopen', 'owner');
    requireStatus(index, 'delete_pending');
    indexes.put(index.id, { ...index, status: 'open' });
    return c.json({ index_id: index.id, acknowledged: true });
  });

  app.get('/v1/index/:index_id/role_list', (c) => {
    const caller = searchCaller(world, c, 'manage');
    const index = openIndex(world, c);
    requireRole(world, index, caller, 'role_list', ...admins);
    return c.json({ role_list: rolesByIndex.all(index.id).map(roleDocument) });
  });
  app.post('/v1/index/:index_id/role', async (c) => {
    const caller = searchCaller(world, c, 'manage');
    const index = openIndex(world, c);
    requireRole(world, index, caller, 'role_create', ...admins);
    const body = await jsonBody(c, 'BadRequest.Generic');
    const { role_name: name, principal } = texts(body, ['role_name', 'principal'], true);
    const messages = new Messages('json');
    if (!roleNames.includes(name as RoleName)) messages.add(['role_name'], `Must be one of: ${roleNames.join(', ')}.`);
    if (!isPrincipalUrn(principal)) messages.add(['principal'], 'Must be the URN of an identity or a group.');
    messages.refuse();
    if (name === 'owner' && !rolesOn(world, index, caller).includes('owner')) throw denied('role_create');
    const urn = String(principal).toLowerCase();
    if (rolesByIndex.all(index.id).some((role) => role.role_name === name && role.principal === urn))
      throw new ApiError(409, 'Conflict.RoleExists', 'The principal has this role already');
    return c.json(roleDocument(putRole(world, index, name as RoleName, urn)));
  });
  app.delete('/v1/index/:index_id/role/:role_id', (c) => {
    const caller = searchCaller(world, c, 'manage');
    const index = openIndex(world, c);
    requireRole(world, index, caller, 'role_delete', ...admins);
    const role = roles.get(c.req.param('role_id'));
    if (role?.index_id !== index.id)
      throw notFound('NoSuchRole', `There is no role "${c.req.param('role_id')}" on this index`);
    const owners = rolesByIndex.all(index.id).filter(({ role_name }) => role_name === 'owner');
    if (role.role_name === 'owner' && owners.length === 1)
      throw new ApiError(409, 'Conflict.LastOwner', 'The last owner of an index cannot be removed');
    roles.delete(role.id);
    return c.json({ deleted: roleDocument(role), success: true });
  });
}

function texts<N extends string>(body: Json, names: N[], required: boolean): Partial<Record<N, string>> {
  const messages = new Messages('json');
  const read: Partial<Record<N, string>> = {};
  for (const name of names) {
    const value = body[name];
    if (typeof value === 'string') read[name] = value;
    else if (value === undefined || (value === null && !required)) {
      if (required) messages.add([name], missing);
    } else messages.add([name], value === null ? 'Field may not be null.' : 'Not a valid string.');
  }
  messages.refuse();
  return read;
}

function rolesWanted(names: string[]): RoleName[] {
  const unknown = names.filter((name) => !roleNames.includes(name as RoleName));
  if (unknown.length > 0) {
    const messages = new Messages('query');
    messages.add(['filter_roles'], `Must be one of: ${roleNames.join(', ')}.`);
    messages.refuse();
  }
  return names.length > 0 ? (names as RoleName[]) : [...roleNames];
}
