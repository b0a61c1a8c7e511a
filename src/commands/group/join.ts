import { command, param } from '#command';
import { identityOrMine } from '#globus/people/identity';
import { actOnMembers } from '#globus/groups/membership';
import { actingIdentity, outcomeView } from './_membership.js';
import { groupId } from './_views.js';

const labels = { id: 'User ID', username: 'Username' };

export default command({
  summary: 'Join a group, or ask to be let in.',
  description:
    'You join as your primary identity, unless --identity names another. If a manager has to agree, use --request.',
  examples: [
    { title: 'Join a group that anyone may join', line: 'globus group join GROUP_ID' },
    { title: 'Ask to be let in', line: 'globus group join GROUP_ID --request' },
  ],
  needs: ['groups', 'auth'],
  args: { groupId },
  flags: {
    identity: actingIdentity,
    request: param.switch({ summary: 'Ask to join; a manager decides' }),
  },
  output: ({ flags }) => outcomeView(flags.request ? 'request_join' : 'join', labels),
  run: async ({ args, flags, groups, auth }) => {
    const me = await identityOrMine(flags.identity, auth);
    const [action, what] = flags.request
      ? (['request_join', 'ask to join the group'] as const)
      : (['join', 'join the group'] as const);
    return actOnMembers(groups, args.groupId, action, [{ identity_id: me }], what);
  },
  next: (_answer, { args }) => `See it:  globus group show ${args.groupId}`,
});
