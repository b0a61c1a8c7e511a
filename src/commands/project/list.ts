import { command, firstRows, optionalLimit, table } from '#command';
import type { Project } from '#services/auth';
import { admins } from './_project.js';

export default command({
  summary: 'List the projects you administer.',
  examples: [{ title: 'List them', line: 'globus project list' }],
  needs: ['auth'],
  flags: { limit: optionalLimit },
  nothing: 'You have no projects. Make one:  globus project create',
  output: table((document: { readonly projects: readonly Project[] }) => document.projects, {
    'Project ID': 'id',
    Name: 'display_name',
    'Contact E-mail': 'contact_email',
    Administrators: admins,
  }),
  run: async ({ flags, auth }) => firstRows(await auth.getProjects(), 'projects', flags.limit),
});
