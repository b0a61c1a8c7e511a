import { command, message } from '#command';
import { act, actingIdentity, eachOutcome, myIdentities } from '../_membership.js';
import { groupId } from '../_views.js';

export default command({
  summary: 'Accept an invitation to a group.',
  description: 'For all of your identities that are invited, unless --identity names one.',
  examples: [{ title: 'Accept an invitation', line: 'globus group invite accept GROUP_ID' }],
  needs: ['groups', 'auth'],
  args: { groupId },
  flags: { identity: actingIdentity },
  output: message(eachOutcome('accept', 'Accepted invitation', 'accepting invitation')),
  run: async ({ args, flags, groups, auth }) => {
    const mine = await myIdentities(
      args.groupId,
      flags.identity,
      'invited',
      { groups, auth },
      `None of your identities is invited to the group ${args.groupId}.`,
    );
    return act(groups, args.groupId, 'accept', mine, 'accept the invitation');
  },
});
