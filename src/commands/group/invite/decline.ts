import { command, message } from '#command';
import { actOnMembers, actingIdentities } from '#globus/groups/membership';
import { actingIdentity, eachOutcome } from '../_membership.js';
import { invitedGroupId } from '../_views.js';

export default command({
  summary: 'Decline an invitation to a group.',
  description: 'This declines for all of your identities that are invited, unless --identity names one.',
  examples: [{ title: 'Decline an invitation', line: "globus group invite decline 'Genome lab'" }],
  needs: ['groups', 'auth'],
  args: { groupId: invitedGroupId },
  flags: { identity: actingIdentity },
  output: message(eachOutcome('decline', 'Declined invitation', 'declining invitation')),
  run: async ({ args, flags, groups, auth }) => {
    const mine = await actingIdentities(
      {
        groupId: args.groupId,
        identity: flags.identity,
        status: 'invited',
        none: `None of your identities is invited to the group ${args.groupId}.`,
      },
      { groups, auth },
    );
    return actOnMembers(groups, args.groupId, 'decline', mine, 'decline the invitation');
  },
});
