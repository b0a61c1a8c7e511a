import { command, firstRows, optionalLimit, table } from '#command';
import type { IndexRoleList } from '#services/search';
import { indexId } from '../../_params.js';
import { roleColumns } from '../_views.js';

export default command({
  summary: 'List who has which role on an index.',
  examples: [{ title: 'List the roles', line: 'globus search index role list recipes' }],
  needs: ['search', 'auth'],
  args: { indexId },
  flags: { limit: optionalLimit },
  nothing: 'Nobody has a role on this index.',
  output: table((list: IndexRoleList) => list.role_list, roleColumns),
  run: async ({ args, flags, search }) => firstRows(await search.getRoleList(args.indexId), 'role_list', flags.limit),
});
