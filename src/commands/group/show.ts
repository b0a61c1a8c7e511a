import { command } from '#command';
import { groupDetail, groupId } from './_views.js';

export default command({
  summary: 'Show a group and your roles in it.',
  examples: [{ title: 'Show a group', line: "globus group show 'Genome lab'" }],
  needs: ['groups'],
  args: { groupId },
  output: groupDetail,
  run: ({ args, groups }) => groups.getGroup(args.groupId, { include: 'my_memberships' }),
});
