import type { Hono } from 'hono';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../http/api-error.js';
import { isObject, jsonBody, type Json } from '../http/body.js';
import type { SandboxEnv } from '../http/context.js';
import { Issues } from '../http/issues.js';
import type { World } from '../world.js';
import { groupInPath, groupsCaller, requireRole } from './access.js';
import { act, ActionRefusal, actions, joinable, type ActionItem } from './actions.js';
import { forbidden } from './errors.js';
import { membershipDocument } from './group-document.js';
import { groupsState, membershipFields, pairKey, roles, type Group } from './state.js';

/** Memberships: the actions, what members fill in, and what identities prefer. */
export function membershipRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.post('/v2/groups/:group_id', async (c) => {
    const caller = groupsCaller(world, c);
    const requested = readActions(await jsonBody(c, 'BAD_REQUEST'));
    const group = groupInPath(world, c, caller);
    refuseRepeats(requested);
    for (const name of requested.keys()) requirePermission(world, group, caller, name);
    const answer: Record<string, unknown> = {};
    const errors: Record<string, unknown> = {};
    for (const [name, items] of requested) {
      const outcomes = items.map((item) => ({ item, outcome: act(world, group, caller, name, item) }));
      answer[name] = outcomes.flatMap(({ outcome }) =>
        outcome instanceof ActionRefusal ? [] : [membershipDocument(world, outcome)],
      );
      const refused = outcomes.flatMap(({ item, outcome }) =>
        outcome instanceof ActionRefusal
          ? [{ identity_id: item.identity_id, code: outcome.code, detail: outcome.detail }]
          : [],
      );
      if (refused.length > 0) errors[name] = refused;
    }
    return c.json(Object.keys(errors).length > 0 ? { ...answer, errors } : answer);
  });

  const answersOf = (group: Group, caller: Caller) =>
    Object.fromEntries(
      caller.identityIds.flatMap((id) => {
        const answers = groupsState(world).answers.get(pairKey(group.id, id));
        return answers ? [[id, answers.fields]] : [];
      }),
    );
  app.get('/v2/groups/:group_id/membership_fields', (c) => {
    const caller = groupsCaller(world, c);
    return c.json(answersOf(groupInPath(world, c, caller), caller));
  });
  app.put('/v2/groups/:group_id/membership_fields', async (c) => {
    const caller = groupsCaller(world, c);
    const group = groupInPath(world, c, caller);
    const given = readPerIdentity<string | null>(
      await jsonBody(c, 'BAD_REQUEST'),
      caller,
      Object.fromEntries(membershipFields.map((field) => [field, { kind: 'string' }])),
    );
    for (const [id, fields] of given)
      groupsState(world).answers.put(pairKey(group.id, id), { group_id: group.id, identity_id: id, fields });
    return c.json(answersOf(group, caller));
  });

  const preferencesOf = (caller: Caller) =>
    Object.fromEntries(
      caller.identityIds.map((id) => [id, groupsState(world).preferences.get(id) ?? { allow_add: true }]),
    );
  app.get('/v2/preferences', (c) => c.json(preferencesOf(groupsCaller(world, c))));
  app.put('/v2/preferences', async (c) => {
    const caller = groupsCaller(world, c);
    const given = readPerIdentity<boolean | null>(await jsonBody(c, 'BAD_REQUEST'), caller, {
      allow_add: { kind: 'boolean' },
    });
    for (const [id, { allow_add: allow }] of given)
      if (allow !== undefined && allow !== null) groupsState(world).preferences.put(id, { allow_add: allow });
    return c.json(preferencesOf(caller));
  });
}

/** The actions a body asks for, in its order. */
function readActions(body: Json): Map<string, ActionItem[]> {
  const issues = new Issues();
  const requested = new Map<string, ActionItem[]>();
  for (const name of Object.keys(actions)) {
    const items = body[name];
    if (items === undefined || items === null || !issues.fits(items, 'list', ['body', name])) continue;
    requested.set(
      name,
      (items as unknown[]).flatMap((item, index) =>
        readItem(issues, item, ['body', name, index], actions[name]?.setsRole === true),
      ),
    );
  }
  if (requested.size === 0)
    issues.add(['body'], `one of ${Object.keys(actions).join(', ')} is required`, 'value_error.missing');
  issues.refuse();
  return requested;
}

function readItem(issues: Issues, item: unknown, loc: (string | number)[], withRole: boolean): ActionItem[] {
  if (!issues.fits(item, 'object', loc)) return [];
  const fields = issues.read<ActionItem>(item as Json, loc, {
    identity_id: { kind: 'uuid', required: true },
    status_reason: { kind: 'string' },
    ...(withRole ? { role: { kind: roles }, invite_email_address: { kind: 'string' } } : {}),
  });
  const { identity_id = '', role, status_reason = null, invite_email_address = null } = fields;
  return [{ identity_id: identity_id.toLowerCase(), role: role ?? 'member', status_reason, invite_email_address }];
}

function refuseRepeats(requested: Map<string, ActionItem[]>): void {
  const ids = [...requested.values()].flat().map(({ identity_id }) => identity_id);
  const repeated = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (repeated.length > 0)
    throw new ApiError(400, 'AMBIGUOUS_IDENTITIES', 'An identity may be named once only', {
      ambiguous_identities: repeated,
    });
}

/** An action that none of the caller's identities could do for anyone refuses the whole request. */
function requirePermission(world: World, group: Group, caller: Caller, name: string): void {
  const action = actions[name];
  if (action?.least) requireRole(world, group, caller, action.least);
  else if (action?.joins && !joinable(group, name)) throw forbidden(`The group's policies do not allow ${name}`);
}

function readPerIdentity<V>(
  body: Json,
  caller: Caller,
  rules: Parameters<Issues['read']>[2],
): [string, Record<string, V>][] {
  const issues = new Issues();
  const read = Object.entries(body).map(([id, fields]): [string, Record<string, V>] => [
    id.toLowerCase(),
    isObject(fields)
      ? (issues.read(fields, ['body', id], rules) as Record<string, V>)
      : (issues.fits(fields, 'object', ['body', id]), {}),
  ]);
  issues.refuse();
  const foreign = read.filter(([id]) => !caller.identityIds.includes(id));
  if (foreign.length > 0) throw forbidden(`not among your identities: ${foreign.map(([id]) => id).join(', ')}`);
  return read;
}
