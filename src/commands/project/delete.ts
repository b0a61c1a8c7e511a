import { command, message, sentence } from '#command';
import type { Project } from '#services/auth';
import { projectId } from './_project.js';

export default command({
  summary: 'Delete a project that has no clients any more.',
  examples: [{ title: 'Delete a project', line: "globus project delete 'Beamline portal'" }],
  needs: ['auth'],
  args: { projectId },
  confirm: ({ args }) => `Delete the project ${args.projectId}?`,
  output: message(
    ({ project }: { readonly project: Project }) => sentence`Project ${project.id} (${project.display_name}) deleted.`,
  ),
  run: ({ args, auth }) => auth.deleteProject(args.projectId),
});
