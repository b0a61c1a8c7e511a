import { command, oneOf, param, reading } from '#command';
import { identityIds } from '#globus/people/identity';
import { admin, adminGroup, projectId, projectView } from './_project.js';

export default command({
  summary: 'Change the name or the administrators of a project.',
  description: 'With --admin or --admin-group, only those named administer it from now on: name yourself, too.',
  examples: [
    {
      title: 'Give a project a new name',
      line: "globus project update 'Beamline portal' --display-name 'Beamline portal 2'",
    },
  ],
  needs: ['auth'],
  args: { projectId },
  flags: {
    displayName: param.text({ summary: 'Its name', bare: 'Rename it' }),
    contactEmail: param.text({ summary: 'The email address that people can write to', metavar: 'EMAIL_ADDRESS' }),
    admin,
    adminGroup,
  },
  rules: [oneOf('displayName', 'contactEmail', 'admin', 'adminGroup')],
  changes: {
    now: reading(
      ({ projectId: id }, { auth }) => auth.getProject(id),
      ({ project }) => ({
        document: { ...project, admin: project.admins?.identities.map(({ username }) => username) },
      }),
    ),
  },
  output: projectView,
  run: async ({ args, flags, auth }) => {
    const admins = await identityIds(flags.admin, auth);
    return auth.updateProject(args.projectId, {
      project: {
        ...(flags.displayName !== undefined && { display_name: flags.displayName }),
        ...(flags.contactEmail !== undefined && { contact_email: flags.contactEmail }),
        ...(admins.length && { admin_ids: admins }),
        ...(flags.adminGroup.length && { admin_group_ids: flags.adminGroup }),
      },
    });
  },
});
