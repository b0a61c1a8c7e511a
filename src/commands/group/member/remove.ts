import { command } from '#command';
import { act, userIdOf } from '../_membership.js';
import { groupId } from '../_views.js';
import { bulk, bulkDescription, memberOutcome, oneOf, oneOrMany, user } from './_action.js';
import { actOnFile } from './_batch.js';

export default command({
  summary: 'Remove people from a group.',
  description: bulkDescription,
  examples: [
    { title: 'Remove somebody', line: 'globus group member remove GROUP_ID someone@example.org' },
    { title: 'Remove everybody in a list', line: 'globus group member remove GROUP_ID --from left.csv' },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId, user },
  flags: {
    ...bulk,
  },
  check: oneOrMany,
  output: memberOutcome('remove', 'Removed'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      return actOnFile(
        { groupId: args.groupId, action: 'remove', file: flags.from, dryRun: flags.dryRun },
        { groups, auth, ...tools },
      );
    }
    const id = await userIdOf(oneOf(args), auth);
    return act(groups, args.groupId, 'remove', [{ identity_id: id }], 'remove the user from the group');
  },
});
