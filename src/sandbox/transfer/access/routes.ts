import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import { isUuid } from '../../ids.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { documentOf } from '../document.js';
import { findEndpoint, isGuest } from '../endpoints.js';
import { badRequest } from '../errors.js';
import { timeOf } from '../filter.js';
import { requireRole } from '../permissions.js';
import { resultDocument } from '../result.js';
import { transferState, type AccessRule, type Endpoint } from '../state.js';
import { requiredText, textOf } from '../tasks/options.js';
import { taskTime } from '../tasks/task-time.js';
import { addAccessRule } from './rules.js';

const MOST_RULES = 1000;

/** `/endpoint/{id}/access`: who may read and write which folder of a guest collection. */
export function accessRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { rules, rulesByEndpoint } = transferState(world);
  const managed = (c: SandboxContext): Endpoint => {
    const endpoint = findEndpoint(world, parameter(c, 'id'));
    if (!isGuest(endpoint)) throw new ApiError(409, 'NotSupported', `A ${endpoint.entity_type} has no access rules`);
    requireRole(world, endpoint, requester(world, c), 'administrator', 'access_manager');
    return endpoint;
  };
  const ruleOf = (c: SandboxContext): AccessRule => {
    const endpoint = managed(c);
    const rule = rules.get(parameter(c, 'rule'));
    if (rule?.endpoint !== endpoint.id) throw new ApiError(404, 'AccessRuleNotFound', `No such access rule '${parameter(c, 'rule')}'`);
    return rule;
  };

  app.get('/v0.10/endpoint/:id/access_list', (c) => {
    const endpoint = managed(c);
    const rows = rulesByEndpoint.all(endpoint.id).map(accessDocument);
    return c.json({ DATA_TYPE: 'access_list', endpoint: endpoint.id, length: rows.length, DATA: rows });
  });
  app.get('/v0.10/endpoint/:id/access/:rule', (c) => c.json(accessDocument(ruleOf(c))));
  app.post('/v0.10/endpoint/:id/access', async (c) => {
    const body = await documentOf(c, 'access');
    const endpoint = managed(c);
    const present = rulesByEndpoint.all(endpoint.id);
    if (present.length >= MOST_RULES) throw new ApiError(409, 'LimitExceeded', `A collection has at most ${MOST_RULES} access rules`);
    const fields = { ...principalOf(body), path: folderOf(body), permissions: permissionsOf(body), expiration_date: expirationOf(world, body) };
    if (fields.principal_type === 'anonymous' && fields.permissions === 'rw' && endpoint.fields['disable_anonymous_writes'] === true) {
      throw badRequest('Anonymous writes are disabled on this collection');
    }
    if (present.some((rule) => rule.principal_type === fields.principal_type && rule.principal === fields.principal && rule.path === fields.path)) {
      throw new ApiError(409, 'Exists', 'There is a rule for this principal and path already');
    }
    const rule = addAccessRule(world, endpoint, fields);
    return c.json(resultDocument(c, 'Created', 'Access rule created successfully.', { DATA_TYPE: 'access_create_result', access_id: rule.id }), 201);
  });
  app.put('/v0.10/endpoint/:id/access/:rule', async (c) => {
    const body = await documentOf(c, 'access');
    const rule = ruleOf(c);
    if (textOf(body, 'path') !== undefined && body['path'] !== rule.path) throw badRequest("The 'path' of a rule cannot be changed");
    if ('permissions' in body) rule.permissions = permissionsOf(body);
    if ('expiration_date' in body) rule.expiration_date = expirationOf(world, body);
    rules.put(rule.id, rule);
    return c.json(resultDocument(c, 'Updated', `Access rule '${rule.id}' permissions updated successfully`));
  });
  app.delete('/v0.10/endpoint/:id/access/:rule', (c) => {
    const rule = ruleOf(c);
    rules.delete(rule.id);
    return c.json(resultDocument(c, 'Deleted', `Access rule '${rule.id}' deleted successfully`));
  });
}

/** The document of an access rule. */
export function accessDocument({ endpoint: _endpoint, ...rule }: AccessRule): Record<string, unknown> {
  return { DATA_TYPE: 'access', ...rule };
}

function principalOf(body: Json): Pick<AccessRule, 'principal_type' | 'principal'> {
  const type = requiredText(body, 'principal_type');
  const principal = textOf(body, 'principal') ?? '';
  switch (type) {
    case 'identity':
    case 'group':
      if (!isUuid(principal)) throw badRequest(`'principal' must be the id of the ${type}`);
      return { principal_type: type, principal: principal.toLowerCase() };
    case 'all_authenticated_users':
    case 'anonymous':
      if (principal !== '') throw badRequest(`'principal' must be empty for ${type}`);
      return { principal_type: type, principal };
    default:
      throw badRequest("'principal_type' must be identity, group, all_authenticated_users or anonymous");
  }
}

function folderOf(body: Json): string {
  const path = requiredText(body, 'path');
  const wrong = /[\0\r\n]/.test(path) || path.split('/').some((part) => part === '..' || part === '.');
  if (!path.startsWith('/') || !path.endsWith('/') || wrong) throw new ApiError(400, 'InvalidPath', "'path' must be an absolute path that ends in a slash");
  return path.replace(/\/{2,}/g, '/');
}

function permissionsOf(body: Json): 'r' | 'rw' {
  const permissions = body['permissions'];
  if (permissions !== 'r' && permissions !== 'rw') throw badRequest("'permissions' must be r or rw");
  return permissions;
}

function expirationOf(world: World, body: Json): string | null {
  const text = textOf(body, 'expiration_date');
  if (text === undefined || text === '') return null;
  const time = timeOf(text, 'expiration_date');
  if (time <= world.clock.now()) throw badRequest("'expiration_date' has passed");
  return taskTime(time);
}
