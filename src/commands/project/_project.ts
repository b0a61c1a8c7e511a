import { list, listOf, param, plain, recordOf, things } from '#command';
import type { Identity, Project } from '#services/auth';

export const projectId = things.project({ summary: 'The project' });
export const admin = param.text({
  summary: 'Who administers it, by id or username',
  metavar: 'IDENTITY_ID_OR_NAME',
  multiple: true,
});
export const adminGroup = things.group({
  summary: 'A group whose members administer it',
  metavar: 'GROUP_ID',
  multiple: true,
});

/** Usernames where the service says them, else ids. */
export const admins = listOf(
  (project: Project) => project.admins?.identities ?? project.admin_ids,
  ({ username }: Identity) => plain(username),
);

/** One project, out of its envelope. */
export const projectView = recordOf((document: { readonly project: Project }) => document.project, {
  'Project ID': 'id',
  Name: 'display_name',
  'Contact E-mail': 'contact_email',
  Administrators: admins,
  'Administrator Groups': list('admin_group_ids'),
});
