import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import { jsonBody } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { keptJson } from '../../http/kept-json.js';
import { integerOf, parameter } from '../../http/query.js';
import { roleIn } from '../../groups/membership.js';
import { groupsState } from '../../groups/state.js';
import { isUuid } from '../../ids.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { documentOf } from '../document.js';
import { endpointDocument, serverDocuments } from '../endpoint-document.js';
import { findEndpoint, isGuest } from '../endpoints.js';
import { badRequest, permissionDenied } from '../errors.js';
import { limitedPauseRule } from '../manager/pause-info.js';
import { pauseRulesFor } from '../manager/pauses.js';
import { effectiveRoles, mayAccess, requireRole, type Requester } from '../permissions.js';
import { resultDocument } from '../result.js';
import { transferState, type Endpoint } from '../state.js';
import { deleteEndpoint } from './delete.js';
import { editableFields, subscriptionMeant } from './fields.js';

/** `/endpoint/{id}`: what endpoints and collections are, and what can be changed about them. */
export function endpointRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { endpoints } = transferState(world);
  const given = (c: SandboxContext): Endpoint => findEndpoint(world, parameter(c, 'id'));
  const administered = (c: SandboxContext): Endpoint => {
    const endpoint = given(c);
    requireRole(world, endpoint, requester(world, c), 'administrator');
    return endpoint;
  };
  /** Who verifies is an administrator of the subscription that the collection is under. */
  const demandVerifier = (c: SandboxContext, endpoint: Endpoint): void => {
    const subscription = subscriptionOf(world, endpoint);
    if (subscription === undefined)
      throw badRequest('The collection must be associated with a subscription to set subscription_admin_verified');
    const group = groupsState(world).groupBySubscription.first(subscription);
    if (!group || roleIn(world, group, requester(world, c).identityIds) !== 'admin')
      throw permissionDenied(
        "User does not have an admin role on the collection's subscription to set subscription_admin_verified",
      );
  };
  const updated = (c: SandboxContext, endpoint: Endpoint): Response => {
    endpoints.put(endpoint.id, endpoint);
    return c.json(resultDocument(c, 'Updated', 'Endpoint updated successfully'));
  };

  app.get('/v0.10/endpoint/:id', (c) => {
    const who = requester(world, c);
    const endpoint = given(c);
    if (!isVisible(world, endpoint, who)) throw permissionDenied();
    return keptJson(world, c, c.get('caller'), () => endpointDocument(world, endpoint, who));
  });
  app.put('/v0.10/endpoint/:id', async (c) => {
    const body = await documentOf(c, 'endpoint');
    const endpoint = administered(c);
    const { display_name: name } = body;
    if (name !== undefined && (typeof name !== 'string' || name === ''))
      throw badRequest("'display_name' must be a text");
    const fields = editableFields(body, isGuest(endpoint) ? 'guest' : 'other');
    const { subscription_admin_verified: verified } = body;
    if (typeof verified === 'boolean' && verified !== endpoint.fields['subscription_admin_verified']) {
      demandVerifier(c, endpoint);
      fields['subscription_admin_verified'] = verified;
    }
    if (name !== undefined) endpoint.display_name = name;
    Object.assign(endpoint.fields, fields);
    return updated(c, endpoint);
  });
  app.delete('/v0.10/endpoint/:id', (c) => {
    deleteEndpoint(world, administered(c));
    return c.json(resultDocument(c, 'Deleted', 'Endpoint deleted successfully'));
  });

  app.put('/v0.10/endpoint/:id/subscription', async (c) => {
    const { subscription_id: id } = await jsonBody(c);
    const endpoint = administered(c);
    if (id !== null && id !== 'DEFAULT' && !isUuid(id))
      throw badRequest('\'subscription_id\' must be a UUID, "DEFAULT" or null');
    endpoint.fields['subscription_id'] = subscriptionMeant(id);
    if (id === null) endpoint.fields['subscription_admin_verified'] = null;
    return updated(c, endpoint);
  });
  app.put('/v0.10/endpoint/:id/subscription_admin_verified', async (c) => {
    const { subscription_admin_verified: verified } = await jsonBody(c);
    const endpoint = given(c);
    if (typeof verified !== 'boolean') throw badRequest("'subscription_admin_verified' must be true or false");
    demandVerifier(c, endpoint);
    endpoint.fields['subscription_admin_verified'] = verified;
    return updated(c, endpoint);
  });

  app.get('/v0.10/endpoint/:id/my_effective_pause_rule_list', (c) => {
    const rules = pauseRulesFor(world, given(c), requester(world, c).identityIds).map((rule) =>
      limitedPauseRule(world, rule),
    );
    return c.json({ DATA_TYPE: 'pause_rule_limited_list', length: rules.length, DATA: rules });
  });
  app.get('/v0.10/endpoint/:id/my_shared_endpoint_list', (c) => {
    const who = requester(world, c);
    const host = given(c);
    const rows = guestsOf(world, host).filter(({ owner_identity: owner }) => who.identityIds.includes(owner));
    return c.json({
      DATA_TYPE: 'endpoint_list',
      length: rows.length,
      DATA: rows.map((row) => endpointDocument(world, row, who)),
    });
  });
  app.get('/v0.10/endpoint/:id/shared_endpoint_list', (c) => {
    const host = administered(c);
    if (isGuest(host)) throw new ApiError(409, 'Conflict', 'A guest collection hosts no others');
    const size = integerOf('max_results', c.req.query('max_results'), 1000, 1000) || 1000;
    const start = integerOf('next_token', c.req.query('next_token'), 0, Number.MAX_SAFE_INTEGER);
    const rows = guestsOf(world, host);
    const next = start + size < rows.length ? String(start + size) : null;
    return c.json({
      DATA_TYPE: 'shared_endpoint_list',
      shared_endpoints: rows.slice(start, start + size).map(({ id }) => ({ id })),
      next_token: next,
    });
  });

  app.get('/v0.10/endpoint/:id/server_list', (c) => {
    const endpoint = given(c);
    return c.json({ DATA_TYPE: 'endpoint_server_list', endpoint: endpoint.id, DATA: serverDocuments(world, endpoint) });
  });
  app.get('/v0.10/endpoint/:id/server/:server', (c) => {
    const server = serverDocuments(world, given(c)).find(({ id }) => String(id) === parameter(c, 'server'));
    if (!server) throw new ApiError(404, 'ServerNotFound', `No such server '${parameter(c, 'server')}'`);
    return c.json(server);
  });
}

/** Whether someone may know of an endpoint: it is public, they have a role on it, or it is shared with them. */
export function isVisible(world: World, endpoint: Endpoint, who: Requester): boolean {
  if (endpoint.fields['public'] !== false || effectiveRoles(world, endpoint, who).length > 0) return true;
  if (!isGuest(endpoint)) return false;
  return transferState(world)
    .rulesByEndpoint.all(endpoint.id)
    .some((rule) => mayAccess(world, endpoint, who, rule.path === '/' ? '/' : rule.path.replace(/\/$/, ''), 'r'));
}

/** The guest collections on a mapped collection. */
export function guestsOf(world: World, host: Endpoint): Endpoint[] {
  return transferState(world).endpoints.filter(
    (endpoint) => !endpoint.deleted && isGuest(endpoint) && endpoint.mapped_collection === host.id,
  );
}

/** The subscription an endpoint has, itself or by the collection or GCS endpoint below it. */
function subscriptionOf(world: World, endpoint: Endpoint): string | undefined {
  for (const id of [endpoint.id, endpoint.mapped_collection, endpoint.gcs_endpoint]) {
    const subscription = id === null ? undefined : transferState(world).endpoints.get(id)?.fields['subscription_id'];
    if (typeof subscription === 'string') return subscription;
  }
  return undefined;
}
