import { command, param } from '#command';
import { act, userIdOf } from '../_membership.js';
import { groupId } from '../_views.js';
import { bulk, bulkDescription, memberOutcome, oneOf, oneOrMany, user } from './_action.js';
import { actOnFile } from './_batch.js';
import { groupRoles } from './_people.js';

export default command({
  summary: 'Add people to a group, without asking them.',
  description: bulkDescription,
  examples: [
    { title: 'Add somebody', line: 'globus group member add GROUP_ID someone@example.org --role manager' },
    {
      title: 'See what a list would do, then do it',
      line: 'globus group member add GROUP_ID --from people.csv --dry-run',
    },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId, user },
  flags: {
    role: param.choice(groupRoles, { summary: 'What they may do in the group', default: 'member' }),
    ...bulk,
  },
  check: oneOrMany,
  output: memberOutcome('add', 'Added'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      return actOnFile(
        {
          groupId: args.groupId,
          action: 'add',
          file: flags.from,
          role: (person) => person.role ?? flags.role,
          dryRun: flags.dryRun,
        },
        { groups, auth, ...tools },
      );
    }
    const id = await userIdOf(oneOf(args), auth);
    return act(groups, args.groupId, 'add', [{ identity_id: id, role: flags.role }], 'add the user to the group');
  },
});
