import { command } from '#command';
import { act, userIdOf } from '../_membership.js';
import { groupId } from '../_views.js';
import { bulk, bulkDescription, memberOutcome, oneOf, oneOrMany, user } from './_action.js';
import { actOnFile } from './_batch.js';

export default command({
  summary: 'Let in people who asked to join a group.',
  description: bulkDescription,
  examples: [
    { title: 'Let somebody in', line: 'globus group member approve GROUP_ID someone@example.org' },
    { title: 'Let in everybody in a list', line: 'globus group member approve GROUP_ID --from let-in.csv' },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId, user },
  flags: {
    ...bulk,
  },
  check: oneOrMany,
  output: memberOutcome('approve', 'Approved'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      return actOnFile(
        { groupId: args.groupId, action: 'approve', file: flags.from, dryRun: flags.dryRun },
        { groups, auth, ...tools },
      );
    }
    const id = await userIdOf(oneOf(args), auth);
    return act(groups, args.groupId, 'approve', [{ identity_id: id }], 'approve the user');
  },
});
