import { command, param, sentence } from '#command';
import { identityIds } from '#globus/people/identity';
import { admin, adminGroup, projectView } from './_project.js';

export default command({
  summary: 'Make a project.',
  description: 'Without --admin and --admin-group, you administer it.',
  examples: [
    { title: 'Make a project', line: "globus project create 'Beamline portal' --contact-email portal@example.org" },
  ],
  needs: ['auth'],
  args: { displayName: param.text({ summary: 'The name of the new project' }) },
  flags: {
    contactEmail: param.text({
      summary: 'The email address that people can write to',
      metavar: 'EMAIL_ADDRESS',
      required: true,
    }),
    admin,
    adminGroup,
  },
  output: projectView,
  run: async ({ args, flags, auth }) => {
    const mine = !flags.admin.length && !flags.adminGroup.length;
    const admins = mine ? [(await auth.getUserinfo()).sub] : await identityIds(flags.admin, auth);
    return auth.createProject({
      project: {
        display_name: args.displayName,
        contact_email: flags.contactEmail,
        ...(admins.length && { admin_ids: admins }),
        ...(flags.adminGroup.length && { admin_group_ids: flags.adminGroup }),
      },
    });
  },
  made: ({ project }, { args }) => ({ id: project.id, name: args.displayName }),
  next: ({ project }) => sentence`See it:  globus project show ${project.id}`,
});
