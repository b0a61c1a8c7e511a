import { command } from '#command';
import { groupId } from '../_views.js';
import { fieldsView } from './_fields.js';

export default command({
  summary: 'Show what you told a group about yourself.',
  examples: [{ title: 'Show it', line: "globus group membership-fields show 'Genome lab'" }],
  needs: ['groups', 'auth'],
  args: { groupId },
  nothing: 'No membership fields are filled in.',
  output: fieldsView,
  run: ({ args, groups }) => groups.getMembershipFields(args.groupId),
});
