import { command } from '#command';
import { projectId, projectView } from './_project.js';

export default command({
  summary: 'Show a project.',
  examples: [{ title: 'Show a project', line: "globus project show 'Beamline portal'" }],
  needs: ['auth'],
  args: { projectId },
  output: projectView,
  run: ({ args, auth }) => auth.getProject(args.projectId),
});
