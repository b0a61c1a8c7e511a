import { command } from '#command';
import { actOnFile } from '#globus/groups/batch';
import { actOnMembers } from '#globus/groups/membership';
import { identityId } from '#globus/people/identity';
import { membersLoss } from '#globus/losing/groups';
import { managedGroupId } from '../_views.js';
import { bulk, bulkDescription, completeOrNot, memberOutcome, oneOf, oneOrMany, user } from './_action.js';

export default command({
  summary: 'Remove people from a group.',
  description: bulkDescription,
  examples: [
    { title: 'Remove somebody', line: "globus group member remove 'Genome lab' someone@example.org" },
    { title: 'Remove everybody in a list', line: "globus group member remove 'Genome lab' --from left.csv" },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId: managedGroupId, user },
  flags: {
    ...bulk,
  },
  check: oneOrMany,
  losing: {
    unless: ['dryRun'],
    what: ({ args, flags, ...tools }) => membersLoss(args.groupId, { user: args.user, file: flags.from }, tools),
  },
  output: memberOutcome('remove', 'Removed'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      const document = await actOnFile(
        { groupId: args.groupId, action: 'remove', file: flags.from, dryRun: flags.dryRun },
        { groups, auth, ...tools },
      );
      return completeOrNot(document, flags);
    }
    const id = await identityId(oneOf(args), auth);
    return actOnMembers(groups, args.groupId, 'remove', [{ identity_id: id }], 'remove the user from the group');
  },
});
