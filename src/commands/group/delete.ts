import { command, message } from '#command';
import { groupId } from './_views.js';

export default command({
  summary: 'Delete a group, with all its memberships.',
  examples: [{ title: 'Delete a group', line: "globus group delete 'Genome lab'" }],
  needs: ['groups'],
  args: { groupId },
  confirm: ({ args }) => `Delete the group ${args.groupId}, with all its memberships?`,
  output: message('Group deleted successfully'),
  run: ({ args, groups }) => groups.deleteGroup(args.groupId),
});
