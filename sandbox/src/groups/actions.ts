import type { Caller } from '../auth/caller.js';
import { authState } from '../auth/state.js';
import type { World } from '../world.js';
import { adminCount, membershipsIn, reaches, roleIn } from './membership.js';
import { groupsState, pairKey, type Group, type GroupRole, type Membership, type MembershipStatus } from './state.js';

/** One identity an action is about. */
export interface ActionItem {
  readonly identity_id: string;
  readonly role: GroupRole;
  readonly status_reason: string | null;
  readonly invite_email_address: string | null;
}

/** Why an action is refused for one identity. */
export class ActionRefusal {
  constructor(
    readonly code: string,
    readonly detail: string,
  ) {}
}

/** Everything an action is decided by. */
interface Situation {
  readonly world: World;
  readonly group: Group;
  readonly caller: Caller;
  readonly item: ActionItem;
  readonly present: Membership | undefined;
  readonly actorRole: GroupRole | undefined;
}

interface Action {
  /** The role the caller needs for any such action; null for what one does with one's own identities. */
  readonly least: GroupRole | null;
  /** The statuses it applies to; null when each case is judged by `refuse`. */
  readonly from: MembershipStatus[] | null;
  readonly to: MembershipStatus;
  /** Whether the membership gets the role the item names. */
  readonly setsRole?: boolean;
  /** Whether the group's policies let outsiders do this. */
  readonly joins?: boolean;
  readonly refuse?: (situation: Situation) => ActionRefusal | undefined;
}

const no = (code: string, detail: string): ActionRefusal => new ActionRefusal(code, detail);

/** What can be done to memberships, by the service's name for it. */
export const actions: Record<string, Action> = {
  accept: { least: null, from: ['invited'], to: 'active', refuse: unanswered },
  add: {
    least: 'manager',
    from: null,
    to: 'active',
    setsRole: true,
    refuse: (situation) => higherRole(situation) ?? unwilling(situation),
  },
  approve: { least: 'manager', from: ['pending'], to: 'active' },
  change_role: {
    least: 'admin',
    from: ['active'],
    to: 'active',
    setsRole: true,
    refuse: (situation) => (situation.item.role === 'admin' ? undefined : lastAdmin(situation)),
  },
  decline: { least: null, from: ['invited'], to: 'declined' },
  invite: {
    least: 'manager',
    from: null,
    to: 'invited',
    setsRole: true,
    refuse: (situation) => higherRole(situation) ?? alreadyIn(situation, 'active', 'invited'),
  },
  join: {
    least: null,
    from: null,
    to: 'active',
    joins: true,
    refuse: (situation) => alreadyIn(situation, 'active') ?? unanswered(situation),
  },
  leave: { least: null, from: ['active'], to: 'left', refuse: lastAdmin },
  reject: { least: 'manager', from: ['pending'], to: 'rejected' },
  remove: {
    least: 'manager',
    from: ['active', 'invited'],
    to: 'removed',
    refuse: (situation) => oneself(situation) ?? higherRole(situation),
  },
  request_join: {
    least: null,
    from: null,
    to: 'pending',
    joins: true,
    refuse: (situation) => alreadyIn(situation, 'active', 'pending') ?? unanswered(situation),
  },
};

/** Does the action to one identity and returns the membership as it then is, or why it is refused. */
export function act(
  world: World,
  group: Group,
  caller: Caller,
  name: string,
  item: ActionItem,
): Membership | ActionRefusal {
  const action = actions[name];
  if (!action) return no('UNKNOWN_ACTION', `There is no action ${name}`);
  const { identities } = authState(world);
  const { memberships } = groupsState(world);
  const key = pairKey(group.id, item.identity_id);
  const present = memberships.get(key);
  if (!identities.has(item.identity_id)) return no('IDENTITY_NOT_FOUND', 'There is no such identity');
  if (action.least === null && !caller.identityIds.includes(item.identity_id))
    return no('NOT_IN_IDENTITY_SET', 'The identity is not one of your own');
  if (action.from !== null) {
    if (!present) return no('NO_MEMBERSHIP', 'Identity has no membership in group.');
    if (!action.from.includes(present.status))
      return no('INVALID_STATUS', `The membership is ${present.status}, not ${action.from.join(' or ')}`);
  }
  const refusal = action.refuse?.({
    world,
    group,
    caller,
    item,
    present,
    actorRole: roleIn(world, group, caller.identityIds),
  });
  if (refusal) return refusal;
  const now = new Date(world.clock.now()).toISOString().replace('Z', '+00:00');
  const invited = action.to === 'invited';
  return memberships.put(key, {
    group_id: group.id,
    identity_id: item.identity_id,
    role: action.setsRole ? item.role : action.joins ? 'member' : (present?.role ?? 'member'),
    status: action.to,
    status_reason: item.status_reason,
    invite_email_address: invited ? item.invite_email_address : (present?.invite_email_address ?? null),
    invite_time: invited ? now : (present?.invite_time ?? null),
    updated: now,
  });
}

/** For each action the caller's identities that may in principle do it. */
export function allowedActions(world: World, group: Group, { identityIds }: Caller): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [
      name,
      identityIds.filter((id) => {
        const [membership] = membershipsIn(world, group, [id]);
        const { least } = action;
        if (least !== null) return reaches(roleIn(world, group, [id]), least);
        if (action.joins) return joinable(group, name) && membership?.status !== 'active';
        return membership !== undefined && (action.from?.includes(membership.status) ?? false);
      }),
    ]),
  );
}

/** Whether the group's policies let people come in by themselves (`join`) or ask to (`request_join`). */
export function joinable(group: Group, name: string): boolean {
  return group.policies.join_requests && !(name === 'join' && group.policies.is_high_assurance);
}

function alreadyIn({ present }: Situation, ...statuses: MembershipStatus[]): ActionRefusal | undefined {
  if (!present || !statuses.includes(present.status)) return undefined;
  return no(
    `ALREADY_${present.status.toUpperCase()}`,
    `Identity already has ${present.status === 'active' ? 'an active' : `a membership that is ${present.status}; no new`} membership in group.`,
  );
}

// Managers hand out and take away what they have themselves, never more.
function higherRole({ item, present, actorRole }: Situation): ActionRefusal | undefined {
  if (actorRole === 'admin') return undefined;
  if (present?.status === 'active' && present.role === 'admin')
    return no('FORBIDDEN', 'Only admins can do this to an admin');
  return item.role === 'member' ? undefined : no('FORBIDDEN', `Only admins can make someone ${item.role}`);
}

function unwilling(situation: Situation): ActionRefusal | undefined {
  const { world, item, present } = situation;
  if (present?.status === 'left')
    return no('LEFT_GROUP', 'Identity left the group and cannot be added; invite it instead.');
  const preference = groupsState(world).preferences.get(item.identity_id);
  return (
    alreadyIn(situation, 'active') ??
    (preference?.allow_add === false
      ? no('ADD_NOT_ALLOWED', 'Identity does not allow being added to groups.')
      : undefined)
  );
}

function unanswered({ world, group, item }: Situation): ActionRefusal | undefined {
  const answers = groupsState(world).answers.get(pairKey(group.id, item.identity_id))?.fields ?? {};
  const missing = group.policies.signup_fields.filter((field) => !answers[field]);
  return missing.length > 0
    ? no('MISSING_MEMBERSHIP_FIELDS', `The group asks for ${missing.join(', ')}; set the membership fields first.`)
    : undefined;
}

function lastAdmin({ world, group, present }: Situation): ActionRefusal | undefined {
  return present?.role === 'admin' && adminCount(world, group) === 1
    ? no('LAST_ADMIN', 'The group would be left without an admin.')
    : undefined;
}

function oneself({ caller, item }: Situation): ActionRefusal | undefined {
  return caller.identityIds.includes(item.identity_id)
    ? no('OWN_MEMBERSHIP', 'You cannot remove yourself; leave instead.')
    : undefined;
}
