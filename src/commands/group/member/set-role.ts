import { command, param } from '#command';
import { actOnMembers } from '#globus/groups/membership';
import { groupRoles } from '#globus/groups/people-file';
import { identityId } from '#globus/people/identity';
import { managedGroupId } from '../_views.js';
import { memberOutcome } from './_action.js';

export default command({
  summary: 'Give a member of a group another role.',
  examples: [
    { title: 'Make a member a manager', line: "globus group member set-role 'Genome lab' someone@example.org manager" },
  ],
  needs: ['groups', 'auth'],
  args: {
    groupId: managedGroupId,
    user: param.text({ summary: 'Who, by username or identity id' }),
    role: param.choice(groupRoles, { summary: 'What they may do in the group' }),
  },
  output: memberOutcome('change_role', 'Changed'),
  run: async ({ args, groups, auth }) => {
    const id = await identityId(args.user, auth);
    return actOnMembers(
      groups,
      args.groupId,
      'change_role',
      [{ identity_id: id, role: args.role }],
      'change the role of the user',
    );
  },
});
