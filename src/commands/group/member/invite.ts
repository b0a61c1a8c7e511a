import { command, param, shellLine } from '#command';
import { actOnFile } from '#globus/groups/batch';
import { actOnMembers } from '#globus/groups/membership';
import { groupRoles } from '#globus/groups/people-file';
import { identityId } from '#globus/people/identity';
import { managedGroupId } from '../_views.js';
import { bulk, bulkDescription, completeOrNot, memberOutcome, oneOf, oneOrMany, user } from './_action.js';

export default command({
  summary: 'Invite people to a group.',
  description: bulkDescription,
  examples: [
    { title: 'Invite somebody', line: "globus group member invite 'Genome lab' someone@example.org" },
    {
      title: 'Invite a whole course',
      line: "globus group member invite 'Genome lab' --from course.csv --provision-identity",
    },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId: managedGroupId, user },
  flags: {
    provisionIdentity: param.switch({ summary: 'Make an identity for a username that nobody has yet' }),
    role: param.choice(groupRoles, { summary: 'What they may do in the group', default: 'member' }),
    ...bulk,
  },
  check: oneOrMany,
  output: memberOutcome('invite', 'Invited'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      const document = await actOnFile(
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
      return completeOrNot(document, flags);
    }
    const id = await identityId(oneOf(args), auth, { provision: flags.provisionIdentity });
    return actOnMembers(
      groups,
      args.groupId,
      'invite',
      [{ identity_id: id, role: flags.role }],
      'invite the user to the group',
    );
  },
  next: (_outcome, { args }) =>
    args.user === undefined
      ? undefined
      : `Take it back:  ${shellLine(['group', 'member', 'remove', args.groupId, args.user])}`,
});
