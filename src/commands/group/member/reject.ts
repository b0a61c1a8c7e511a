import { command } from '#command';
import { actOnFile } from '#globus/groups/batch';
import { actOnMembers } from '#globus/groups/membership';
import { identityId } from '#globus/people/identity';
import { managedGroupId } from '../_views.js';
import { bulk, bulkDescription, completeOrNot, memberOutcome, oneOf, oneOrMany, user } from './_action.js';

export default command({
  summary: 'Turn away people who asked to join a group.',
  description: bulkDescription,
  examples: [
    { title: 'Turn somebody away', line: "globus group member reject 'Genome lab' someone@example.org" },
    { title: 'Turn away everybody in a list', line: "globus group member reject 'Genome lab' --from refused.csv" },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId: managedGroupId, user },
  flags: {
    ...bulk,
  },
  check: oneOrMany,
  output: memberOutcome('reject', 'Rejected'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      const document = await actOnFile(
        { groupId: args.groupId, action: 'reject', file: flags.from, dryRun: flags.dryRun },
        { groups, auth, ...tools },
      );
      return completeOrNot(document, flags);
    }
    const id = await identityId(oneOf(args), auth);
    return actOnMembers(groups, args.groupId, 'reject', [{ identity_id: id }], 'reject the user');
  },
});
