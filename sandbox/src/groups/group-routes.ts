import type { Hono } from 'hono';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../http/api-error.js';
import { jsonBody, type Json } from '../http/body.js';
import type { SandboxEnv } from '../http/context.js';
import { Issues, uuidParam, type FieldRule } from '../http/issues.js';
import type { World } from '../world.js';
import { groupInPath, groupsCaller, maySee, requireRole } from './access.js';
import { forbidden, groupNotFound } from './errors.js';
import { childrenOf, groupDocument, includesOf } from './group-document.js';
import { membershipsOf, reaches, roleIn } from './membership.js';
import { newGroup, putMember } from './new-group.js';
import { readPolicies } from './policies.js';
import { groupsState, pairKey, statuses, type Group, type MembershipStatus } from './state.js';

const groupFields: Record<string, FieldRule> = {
  name: { kind: 'string' },
  description: { kind: 'string' },
  terms_and_conditions: { kind: 'string' },
};

/** Groups themselves: what they are called, what they belong to, and which ones there are. */
export function groupRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { groups, memberships, membershipsByGroup, groupBySubscription } = groupsState(world);

  app.get('/v2/groups/my_groups', (c) => {
    const caller = groupsCaller(world, c, 'view');
    const statuses = statusesOf(c.req.queries('statuses') ?? []);
    const ids = new Set(
      membershipsOf(world, caller.identityIds).flatMap(({ group_id, status }) =>
        statuses.has(status) ? [group_id] : [],
      ),
    );
    return c.json(
      [...groups.values()]
        .filter(({ id }) => ids.has(id))
        .map((group) => {
          const document = groupDocument(world, group, caller);
          return {
            ...document,
            my_memberships: (document['my_memberships'] as { status: MembershipStatus }[]).filter(({ status }) =>
              statuses.has(status),
            ),
          };
        }),
    );
  });

  app.get('/v2/groups/statuses', (c) => {
    const caller = groupsCaller(world, c);
    const managed = groups.filter((group) => reaches(roleIn(world, group, caller.identityIds), 'manager'));
    return c.json(
      Object.fromEntries(
        managed.map((group) => {
          const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<MembershipStatus, number>;
          for (const { status } of membershipsByGroup.all(group.id)) counts[status] += 1;
          return [group.id, counts];
        }),
      ),
    );
  });

  app.post('/v2/groups', async (c) => {
    const caller = groupsCaller(world, c);
    const body = await jsonBody(c, 'BAD_REQUEST');
    const issues = new Issues();
    const fields = issues.read<Group>(body, ['body'], {
      ...groupFields,
      name: { kind: 'string', required: true },
      parent_id: { kind: 'uuid' },
    });
    if (fields.name?.trim() === '') issues.add(['body', 'name'], 'a group needs a name');
    const policies = readPolicies(issues, (body['policies'] ?? {}) as Json, ['body', 'policies']);
    issues.refuse();
    if (fields.parent_id) {
      const parent = groups.get(fields.parent_id.toLowerCase());
      if (!parent) throw groupNotFound(fields.parent_id);
      requireRole(world, parent, caller, 'admin');
    }
    const group = newGroup(
      world,
      { ...fields, name: fields.name ?? '', parent_id: fields.parent_id?.toLowerCase() ?? null },
      policies,
    );
    putMember(world, group, caller.identity.id, 'admin');
    return c.json(groupDocument(world, group, caller), 201);
  });

  app.get('/v2/groups/:group_id', (c) => {
    const caller = groupsCaller(world, c, 'view');
    const include = includesOf(c.req.queries('include') ?? []);
    return c.json(groupDocument(world, groupInPath(world, c, caller), caller, include));
  });

  app.put('/v2/groups/:group_id', async (c) => {
    const caller = groupsCaller(world, c);
    const group = groupInPath(world, c, caller);
    const issues = new Issues();
    const { name, ...fields } = issues.read<Group>(await jsonBody(c, 'BAD_REQUEST'), ['body'], {
      ...groupFields,
      subscription_admin_verified_id: { kind: 'uuid' },
    });
    if (name?.trim() === '') issues.add(['body', 'name'], 'a group needs a name');
    issues.refuse();
    requireRole(world, group, caller, 'admin');
    const verified = fields.subscription_admin_verified_id;
    if (verified && verified !== group.subscription_admin_verified_id)
      requireSubscriptionAdmin(world, verified, caller);
    return c.json(
      groupDocument(world, groups.put(group.id, { ...group, ...fields, name: name ?? group.name }), caller),
    );
  });

  app.delete('/v2/groups/:group_id', (c) => {
    const caller = groupsCaller(world, c);
    const group = groupInPath(world, c, caller);
    requireRole(world, group, caller, 'admin');
    if (childrenOf(world, group).length > 0)
      throw new ApiError(400, 'GROUP_HAS_CHILDREN', 'Delete the subgroups first');
    const document = groupDocument(world, group, caller);
    for (const { identity_id } of membershipsByGroup.all(group.id)) memberships.delete(pairKey(group.id, identity_id));
    groups.delete(group.id);
    return c.json(document);
  });

  app.get('/v2/groups/:group_id/children', (c) => {
    const caller = groupsCaller(world, c, 'view');
    const include = includesOf(c.req.queries('include') ?? []);
    const children = childrenOf(world, groupInPath(world, c, caller)).filter((child) => maySee(world, child, caller));
    return c.json({ children: children.map((child) => groupDocument(world, child, caller, include)) });
  });

  app.get('/v2/groups/:group_id/policies', (c) => c.json(groupInPath(world, c, groupsCaller(world, c)).policies));
  app.put('/v2/groups/:group_id/policies', async (c) => {
    const caller = groupsCaller(world, c);
    const group = groupInPath(world, c, caller);
    const issues = new Issues();
    const policies = readPolicies(issues, await jsonBody(c, 'BAD_REQUEST'), ['body'], group.policies);
    issues.refuse();
    requireRole(world, group, caller, 'admin');
    return c.json(groups.put(group.id, { ...group, policies }).policies);
  });

  app.put('/v2/groups/:group_id/subscription_admin_verified', async (c) => {
    const caller = groupsCaller(world, c);
    const group = groupInPath(world, c, caller);
    const issues = new Issues();
    const body = await jsonBody(c, 'BAD_REQUEST');
    const { subscription_admin_verified_id: id = null } = issues.read<Group>(body, ['body'], {
      subscription_admin_verified_id: { kind: 'uuid' },
    });
    if (body['subscription_admin_verified_id'] === undefined)
      issues.add(['body', 'subscription_admin_verified_id'], 'field required', 'value_error.missing');
    issues.refuse();
    if (group.subscription_admin_verified_id !== null)
      requireSubscriptionAdmin(world, group.subscription_admin_verified_id, caller);
    if (id !== null) requireSubscriptionAdmin(world, id, caller);
    groups.put(group.id, { ...group, subscription_admin_verified_id: id });
    return c.json({ group_id: group.id, subscription_admin_verified_id: id });
  });

  app.get('/v2/subscription_info/:subscription_id', (c) => {
    groupsCaller(world, c);
    const id = uuidParam('subscription_id', c.req.param('subscription_id'));
    const group = groupBySubscription.first(id);
    if (!group?.subscription_info) throw new ApiError(404, 'SUBSCRIPTION_NOT_FOUND', `There is no subscription ${id}`);
    const { is_high_assurance, is_baa, connectors } = group.subscription_info;
    return c.json({
      group_id: group.id,
      subscription_id: id,
      subscription_info: { is_high_assurance, is_baa, connectors },
    });
  });
}

function requireSubscriptionAdmin(world: World, subscription: string, caller: Caller): void {
  const group = groupsState(world).groupBySubscription.first(subscription);
  if (!group || !reaches(roleIn(world, group, caller.identityIds), 'admin'))
    throw forbidden(`You are not an admin of the group of subscription ${subscription}`);
}

function statusesOf(parameters: string[]): Set<MembershipStatus> {
  const names = parameters
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const issues = new Issues();
  names.forEach((name, index) => issues.fits(name, statuses, ['query', 'statuses', index]));
  issues.refuse();
  return new Set(names.length > 0 ? (names as MembershipStatus[]) : ['active']);
}
