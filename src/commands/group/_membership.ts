import { param, record, sentence } from '#command';
import { doneIn, refusedIn } from '#globus/groups/membership';
import type { MembershipAction, MembershipOutcome } from '#services/groups';

/** Which of the caller's identities to act as. */
export const actingIdentity = param.text({
  summary: 'Which of your identities, by id or username',
  metavar: 'IDENTITY',
});

/** Who it was done for, as a record; `label` stands before 'User ID' and 'User Username'. */
export const outcomeView = (action: MembershipAction, labels: { readonly id: string; readonly username: string }) => {
  const first = (outcome: MembershipOutcome) => doneIn(outcome, action)[0];
  return record<MembershipOutcome>({
    'Group ID': (outcome) => first(outcome)?.group_id,
    [labels.id]: (outcome) => first(outcome)?.identity_id,
    [labels.username]: (outcome) => first(outcome)?.username,
  });
};

/** `${done} as ID (USERNAME)` for each; what was refused comes first, as long as some of it was done. */
export const eachOutcome =
  (action: MembershipAction, done: string, doing: string) =>
  (outcome: MembershipOutcome): string => {
    const refused = refusedIn(outcome, action).map(
      ({ detail, identity_id: id }) => `  error: ${detail ? sentence`${detail} (${id})` : '<<no detail>>'}`,
    );
    return [
      ...(refused.length ? [`Encountered errors ${doing}, partial success`, ...refused, ''] : []),
      ...doneIn(outcome, action).map(({ identity_id: id, username }) => sentence`${done} as ${id} (${username})`),
    ].join('\n');
  };
