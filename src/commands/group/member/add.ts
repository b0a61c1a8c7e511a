import { command, param, requires, shellLine } from '#command';
import { actOnFile } from '#globus/groups/batch';
import { actOnMembers } from '#globus/groups/membership';
import { groupRoles } from '#globus/groups/people-file';
import { identityId } from '#globus/people/identity';
import { managedGroupId } from '../_views.js';
import { addGuide } from './_add-guide.js';
import { bulk, bulkDescription, completeOrNot, memberOutcome, oneOf, oneOrMany, user } from './_action.js';

export default command({
  summary: 'Add people to a group, without asking them.',
  description: `${bulkDescription} With --all-or-nothing, nothing is sent if somebody is unknown, is a member or is invited already, or has asked to join. If the service refuses somebody later, those who were added are removed again.`,
  examples: [
    { title: 'Add somebody', line: "globus group member add 'Genome lab' someone@example.org --role manager" },
    {
      title: 'See what a list would do, then do it',
      line: "globus group member add 'Genome lab' --from people.csv --dry-run",
    },
    {
      title: 'Add everybody of a list, or nobody',
      line: "globus group member add 'Genome lab' --from people.csv --all-or-nothing",
    },
  ],
  needs: ['groups', 'auth', 'files', 'progress'],
  args: { groupId: managedGroupId, user },
  flags: {
    role: param.choice(groupRoles, { summary: 'What they may do in the group', default: 'member' }),
    ...bulk,
    allOrNothing: param.switch({ summary: 'With --from: add everybody, or nobody if one cannot be added' }),
  },
  rules: [requires('allOrNothing', 'from')],
  check: oneOrMany,
  guide: addGuide,
  output: memberOutcome('add', 'Added'),
  run: async ({ args, flags, groups, auth, ...tools }) => {
    if (flags.from !== undefined) {
      const document = await actOnFile(
        {
          groupId: args.groupId,
          action: 'add',
          file: flags.from,
          role: (person) => person.role ?? flags.role,
          dryRun: flags.dryRun,
          isAllOrNothing: flags.allOrNothing,
        },
        { groups, auth, ...tools },
      );
      return completeOrNot(document, flags);
    }
    const id = await identityId(oneOf(args), auth);
    return actOnMembers(
      groups,
      args.groupId,
      'add',
      [{ identity_id: id, role: flags.role }],
      'add the user to the group',
      args.user,
    );
  },
  next: (_outcome, { args }) =>
    args.user === undefined
      ? undefined
      : `Take it back:  ${shellLine(['group', 'member', 'remove', args.groupId, args.user])}`,
});
