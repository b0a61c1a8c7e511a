import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import { isUuid } from '../../ids.js';
import type { World } from '../../world.js';
import { findEndpoint, isGuest } from '../endpoints.js';
import { badRequest } from '../errors.js';
import { timeOf } from '../filter.js';
import { requireRole, type Requester } from '../permissions.js';
import { transferState, type AccessRule, type Endpoint } from '../state.js';
import { requiredText, textOf } from '../tasks/options.js';
import { taskTime } from '../tasks/task-time.js';
import { addAccessRule } from './rules.js';

const mostRules = 1000;

/** The guest collection whose access rules the requester may manage; 404, 409 or 403 otherwise. */
export function managedCollection(world: World, who: Requester, id: string): Endpoint {
  const endpoint = findEndpoint(world, id);
  if (!isGuest(endpoint)) throw new ApiError(409, 'NotSupported', `A ${endpoint.entity_type} has no access rules`);
  requireRole(world, endpoint, who, 'administrator', 'access_manager');
  return endpoint;
}

/** The access rule of this id; 404 when the collection has none such. */
export function ruleOn(world: World, endpoint: Endpoint, id: string): AccessRule {
  const rule = transferState(world).rules.get(id);
  if (rule?.endpoint !== endpoint.id) throw new ApiError(404, 'AccessRuleNotFound', `No such access rule '${id}'`);
  return rule;
}

/** Adds the rule that a request asks for; 400 for what is wrong with it, 409 for one that is there already. */
export function createRule(world: World, endpoint: Endpoint, body: Json): AccessRule {
  const present = transferState(world).rulesByEndpoint.all(endpoint.id);
  if (present.length >= mostRules)
    throw new ApiError(409, 'LimitExceeded', `A collection has at most ${mostRules} access rules`);
  const fields = {
    ...principalOf(body),
    path: folderOf(body),
    permissions: permissionsOf(body),
    expiration_date: expirationOf(world, body),
  };
  if (
    fields.principal_type === 'anonymous' &&
    fields.permissions === 'rw' &&
    endpoint.fields['disable_anonymous_writes'] === true
  ) {
    throw badRequest('Anonymous writes are disabled on this collection');
  }
  if (
    present.some(
      (rule) =>
        rule.principal_type === fields.principal_type &&
        rule.principal === fields.principal &&
        rule.path === fields.path,
    )
  ) {
    throw new ApiError(409, 'Exists', 'There is a rule for this principal and path already');
  }
  return addAccessRule(world, endpoint, fields);
}

/** Changes a rule as a request asks; its path stays. */
export function changeRule(world: World, rule: AccessRule, body: Json): void {
  if (textOf(body, 'path') !== undefined && body['path'] !== rule.path)
    throw badRequest("The 'path' of a rule cannot be changed");
  if ('permissions' in body) rule.permissions = permissionsOf(body);
  if ('expiration_date' in body) rule.expiration_date = expirationOf(world, body);
  transferState(world).rules.put(rule.id, rule);
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
  if (!path.startsWith('/') || !path.endsWith('/') || wrong)
    throw new ApiError(400, 'InvalidPath', "'path' must be an absolute path that ends in a slash");
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
