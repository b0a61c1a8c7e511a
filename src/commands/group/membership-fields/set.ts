import { command } from '#command';
import { identityOrMine } from '#globus/people/identity';
import { actingIdentity } from '../_membership.js';
import { groupId } from '../_views.js';
import { field, fieldsView } from './_fields.js';

export default command({
  summary: 'Tell a group about yourself.',
  description:
    'As your primary identity, unless --identity names another. Other fields stay as they are; NAME= clears a field.',
  examples: [
    {
      title: 'Say where you work',
      line: "globus group membership-fields set 'Genome lab' --field institution='University of Chicago' --field department=Physics",
    },
  ],
  needs: ['groups', 'auth'],
  args: { groupId },
  flags: {
    identity: actingIdentity,
    field: field({ summary: 'A field and its value', multiple: true, required: true }),
  },
  output: fieldsView,
  run: async ({ args, flags, groups, auth }) => {
    const me = await identityOrMine(flags.identity, auth);
    const now = (await groups.getMembershipFields(args.groupId))[me] ?? {};
    return groups.setMembershipFields(args.groupId, { [me]: { ...now, ...Object.fromEntries(flags.field) } });
  },
});
