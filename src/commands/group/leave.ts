import { command, message } from '#command';
import { actOnMembers, actingIdentities } from '#globus/groups/membership';
import { actingIdentity, eachOutcome } from './_membership.js';
import { joinedGroupId } from './_views.js';

export default command({
  summary: 'Leave a group.',
  description: 'All of your identities in the group leave it, unless --identity names one.',
  examples: [{ title: 'Leave a group', line: "globus group leave 'Genome lab'" }],
  needs: ['groups', 'auth'],
  args: { groupId: joinedGroupId },
  flags: { identity: actingIdentity },
  output: message(eachOutcome('leave', 'Left group', 'leaving group')),
  run: async ({ args, flags, groups, auth }) => {
    const mine = await actingIdentities(
      {
        groupId: args.groupId,
        identity: flags.identity,
        status: 'active',
        none: `None of your identities is in the group ${args.groupId}.`,
      },
      { groups, auth },
    );
    return actOnMembers(groups, args.groupId, 'leave', mine, 'leave the group');
  },
});
