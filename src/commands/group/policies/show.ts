import { command } from '#command';
import { policiesView } from '../_policies.js';
import { groupId } from '../_views.js';

export default command({
  summary: 'Show who may see a group, join it, and how.',
  examples: [{ title: 'Show the rules of a group', line: "globus group policies show 'Genome lab'" }],
  needs: ['groups'],
  args: { groupId },
  output: policiesView,
  run: ({ args, groups }) => groups.getGroupPolicies(args.groupId),
});
