import { command, message } from '#command';
import { groupLoss } from '#globus/losing/groups';
import { administeredGroupId } from './_views.js';

export default command({
  summary: 'Delete a group, with all its memberships.',
  examples: [{ title: 'Delete a group', line: "globus group delete 'Genome lab'" }],
  needs: ['groups'],
  args: { groupId: administeredGroupId },
  losing: { what: ({ args, groups }) => groupLoss(args.groupId, groups) },
  output: message('Group deleted successfully'),
  run: ({ args, groups }) => groups.deleteGroup(args.groupId),
});
