import { command, param } from '#command';
import { act, userIdOf } from '../_membership.js';
import { groupId } from '../_views.js';
import { bulk, bulkDescription, memberOutcome, oneOf, oneOrMany, user } from './_action.js';
import { actOnFile } from './_batch.js';
import { groupRoles } from './_people.js';

export default command({
  summary: 'Invite people to a group.',
  description: bulkDescription,
  examples: [
    { title: 'Invite somebody', line: 'globus group member invite GROUP_ID someone@example.org' },
    {
      title: 'Invite a whole course',
      line: 'globus group member invite GROUP_ID --from course.csv --provision-identity',
    },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId, user },
  flags: {
    provisionIdentity: param.switch({ summary: 'Make an identity for a username that nobody has yet' }),
    role: param.choice(groupRoles, { summary: 'What they may do in the group', default: 'member' }),
    ...bulk,
  },
  check: oneOrMany,
  output: memberOutcome('invite', 'Invited'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      return actOnFile(
        {
          groupId: args.groupId,
          action: 'invite',
          file: flags.from,
          role: (person) => person.role ?? flags.role,
          provision: flags.provisionIdentity,
          dryRun: flags.dryRun,
        },
        { groups, auth, ...tools },
      );
    }
    const id = await userIdOf(oneOf(args), auth, flags.provisionIdentity);
    return act(groups, args.groupId, 'invite', [{ identity_id: id, role: flags.role }], 'invite the user to the group');
  },
});
