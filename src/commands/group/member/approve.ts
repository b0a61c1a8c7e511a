import { command } from '#command';
import { actOnFile } from '#globus/groups/batch';
import { actOnMembers } from '#globus/groups/membership';
import { identityId } from '#globus/people/identity';
import { managedGroupId } from '../_views.js';
import { bulk, bulkDescription, completeOrNot, memberOutcome, oneOf, oneOrMany, user } from './_action.js';

export default command({
  summary: 'Let in people who asked to join a group.',
  description: bulkDescription,
  examples: [
    { title: 'Let somebody in', line: "globus group member approve 'Genome lab' someone@example.org" },
    { title: 'Let in everybody in a list', line: "globus group member approve 'Genome lab' --from let-in.csv" },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId: managedGroupId, user },
  flags: {
    ...bulk,
  },
  check: oneOrMany,
  output: memberOutcome('approve', 'Approved'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      const document = await actOnFile(
        { groupId: args.groupId, action: 'approve', file: flags.from, dryRun: flags.dryRun },
        { groups, auth, ...tools },
      );
      return completeOrNot(document, flags);
    }
    const id = await identityId(oneOf(args), auth);
    return actOnMembers(groups, args.groupId, 'approve', [{ identity_id: id }], 'approve the user');
  },
});
