import { command, message, sentence } from '#command';
import { projectLoss } from '#globus/losing/applications';
import type { Project } from '#services/auth';
import { projectId } from './_project.js';

export default command({
  summary: 'Delete a project that has no clients any more.',
  examples: [{ title: 'Delete a project', line: "globus project delete 'Beamline portal'" }],
  needs: ['auth'],
  args: { projectId },
  losing: { what: ({ args, auth }) => projectLoss(args.projectId, auth) },
  output: message(
    ({ project }: { readonly project: Project }) => sentence`Project ${project.id} (${project.display_name}) deleted.`,
  ),
  run: ({ args, auth }) => auth.deleteProject(args.projectId),
});
