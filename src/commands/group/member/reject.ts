import { command } from '#command';
import { act, userIdOf } from '../_membership.js';
import { groupId } from '../_views.js';
import { bulk, bulkDescription, memberOutcome, oneOf, oneOrMany, user } from './_action.js';
import { actOnFile } from './_batch.js';

export default command({
  summary: 'Turn away people who asked to join a group.',
  description: bulkDescription,
  examples: [
    { title: 'Turn somebody away', line: 'globus group member reject GROUP_ID someone@example.org' },
    { title: 'Turn away everybody in a list', line: 'globus group member reject GROUP_ID --from refused.csv' },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId, user },
  flags: {
    ...bulk,
  },
  check: oneOrMany,
  output: memberOutcome('reject', 'Rejected'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      return actOnFile(
        { groupId: args.groupId, action: 'reject', file: flags.from, dryRun: flags.dryRun },
        { groups, auth, ...tools },
      );
    }
    const id = await userIdOf(oneOf(args), auth);
    return act(groups, args.groupId, 'reject', [{ identity_id: id }], 'reject the user');
  },
});
