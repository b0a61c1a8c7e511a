import { canonicalUuid, CliError, isUuid, type NeedTypes, param, record } from '#command';
import type { Membership, MembershipAction, MembershipActionItem, MembershipOutcome } from '#services/groups';
import { identityId } from '../_principal.js';

/** Which of the caller's identities to act as. */
export const actingIdentity = param.text({
  summary: 'Which of your identities, by id or username',
  metavar: 'IDENTITY',
});

/** The id of somebody given by id or username; an id is never looked up. */
export const userIdOf = async (idOrUsername: string, auth: NeedTypes['auth'], provision = false): Promise<string> =>
  isUuid(idOrUsername) ? canonicalUuid(idOrUsername) : identityId(idOrUsername, auth, provision);

/** What became of one action: who it was done for, and who not, with the reason. */
export const doneIn = (outcome: MembershipOutcome, action: MembershipAction): readonly Membership[] =>
  outcome[action] ?? [];
export const refusedIn = (outcome: MembershipOutcome, action: MembershipAction) => outcome.errors?.[action] ?? [];

/**
 * Asks for one action on some members, in one request. CliError with the service's reason where it was done for none of them:
 * the service answers 200 then, too. `what` completes 'Could not ...'.
 */
export async function act(
  groups: NeedTypes['groups'],
  groupId: string,
  action: MembershipAction,
  items: readonly MembershipActionItem[],
  what: string,
): Promise<MembershipOutcome> {
  const outcome = await groups.batchMembershipAction(groupId, { [action]: items });
  if (doneIn(outcome, action).length) return outcome;
  const refusals = refusedIn(outcome, action);
  const reasons = refusals.map(({ identity_id: id, code, detail }) => `${detail ?? code} (${id})`);
  throw new CliError(`Could not ${what}: ${reasons.join('; ') || 'the service did not say why'}`, {
    data: { service: 'groups', code: refusals[0]?.code, refused: refusals },
  });
}

/** Who it was done for, as a record; `label` stands before 'User ID' and 'User Username'. */
export const outcomeView = (action: MembershipAction, labels: { readonly id: string; readonly username: string }) => {
  const first = (outcome: MembershipOutcome) => doneIn(outcome, action)[0];
  return record<MembershipOutcome>({
    'Group ID': (outcome) => first(outcome)?.group_id,
    [labels.id]: (outcome) => first(outcome)?.identity_id,
    [labels.username]: (outcome) => first(outcome)?.username,
  });
};

/** `${said} as ID (USERNAME)` for each; what was refused comes first, as long as some of it was done. */
export const eachOutcome =
  (action: MembershipAction, said: string, doing: string) =>
  (outcome: MembershipOutcome): string => {
    const refused = refusedIn(outcome, action).map(
      ({ detail, identity_id: id }) => `  error: ${detail ? `${detail} (${id})` : '<<no detail>>'}`,
    );
    return [
      ...(refused.length ? [`Encountered errors ${doing}, partial success`, ...refused, ''] : []),
      ...doneIn(outcome, action).map(({ identity_id: id, username }) => `${said} as ${id} (${username})`),
    ].join('\n');
  };

/** The identities of the caller whose membership of a group has this status, or the one named. CliError where there is none. */
export async function myIdentities(
  groupId: string,
  identity: string | undefined,
  status: Membership['status'],
  { groups, auth }: Pick<NeedTypes, 'groups' | 'auth'>,
  none: string,
): Promise<readonly MembershipActionItem[]> {
  if (identity !== undefined) return [{ identity_id: await userIdOf(identity, auth) }];
  const { my_memberships: mine = [] } = await groups.getGroup(groupId, { include: 'my_memberships' });
  const found = mine.filter((each) => each.status === status).map(({ identity_id }) => ({ identity_id }));
  if (!found.length) throw new CliError(none);
  return found;
}
