import { documentsIn } from '../../exact-json.js';
import { CliError } from '../../errors.js';
import type {
  GroupsOperations,
  Membership,
  MembershipAction,
  MembershipActionItem,
  MembershipOutcome,
} from '../../services/groups.js';
import { refusalWords } from './already.js';
import { identityId, type Lookup } from '../people/identity.js';
import { visible } from '../../visible.js';

/** Those that an action was done for. */
export const doneIn = (outcome: MembershipOutcome, action: MembershipAction): readonly Membership[] =>
  outcome[action] ?? [];
/** Those that it was refused for, with the reason. */
export const refusedIn = (outcome: MembershipOutcome, action: MembershipAction) => outcome.errors?.[action] ?? [];

/**
 * Asks for one action on some members, in one request. CliError with the service's reason where it was done for none of them:
 * the service answers 200 then, too. `what` completes 'Could not ...'.
 */
export async function actOnMembers(
  groups: Pick<GroupsOperations, 'batchMembershipAction'>,
  groupId: string,
  action: MembershipAction,
  items: readonly MembershipActionItem[],
  what: string,
  /** What the person is called who was asked for; else refusals are told by id. */
  called?: string,
): Promise<MembershipOutcome> {
  const outcome = await groups.batchMembershipAction(groupId, { [action]: items });
  if (doneIn(outcome, action).length) return outcome;
  const refusals = refusedIn(outcome, action);
  const reasons = refusals.map(({ identity_id: id, code, detail }) => {
    const words = refusalWords(code);
    return visible(words && called !== undefined ? `${called} ${words}` : `${detail ?? code} (${id})`);
  });
  throw new CliError(`Could not ${what}: ${reasons.join('; ') || 'the service did not say why'}`, {
    ...(refusals.some(({ code }) => code === 'LAST_ADMIN') && {
      hint: otherAdmin(groupId),
      forPeople: `Could not ${what}: there would be no admin any more.`,
    }),
    data: { service: 'groups', code: refusals[0]?.code, refused: refusals },
  });
}

/** What to do where the only admin was to go, or to be less. */
const otherAdmin = (group: string) =>
  `Make somebody else an admin first:  globus group member set-role ${group} USERNAME admin\nOr delete the group:  globus group delete ${group}`;

/** Which identities of the caller to act as. */
export interface ActingIdentities {
  readonly groupId: string;
  /** By id or username; where none is named, every identity whose membership has this status. */
  readonly identity: string | undefined;
  readonly status: Membership['status'];
  /** What to say where there is none. */
  readonly none: string;
}

/** The identities of the caller to act as in a group. CliError where there is none, UsageError where nobody has the username. */
export async function actingIdentities(
  { groupId, identity, status, none }: ActingIdentities,
  { groups, auth }: { readonly groups: Pick<GroupsOperations, 'getGroup'>; readonly auth: Lookup },
): Promise<readonly MembershipActionItem[]> {
  if (identity !== undefined) return [{ identity_id: await identityId(identity, auth) }];
  const { my_memberships: mine } = await groups.getGroup(groupId, { include: 'my_memberships' });
  const found = documentsIn(mine)
    .filter((each) => each.status === status)
    .map(({ identity_id }) => ({ identity_id }));
  if (!found.length) throw new CliError(none);
  return found;
}
