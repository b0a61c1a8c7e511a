import { command, message } from '#command';
import { act, actingIdentity, eachOutcome, myIdentities } from './_membership.js';
import { groupId } from './_views.js';

export default command({
  summary: 'Leave a group.',
  description: 'With all of your identities that are in it, unless --identity names one.',
  examples: [{ title: 'Leave a group', line: 'globus group leave GROUP_ID' }],
  needs: ['groups', 'auth'],
  args: { groupId },
  flags: { identity: actingIdentity },
  output: message(eachOutcome('leave', 'Left group', 'leaving group')),
  run: async ({ args, flags, groups, auth }) => {
    const mine = await myIdentities(
      args.groupId,
      flags.identity,
      'active',
      { groups, auth },
      `None of your identities is in the group ${args.groupId}.`,
    );
    return act(groups, args.groupId, 'leave', mine, 'leave the group');
  },
});
