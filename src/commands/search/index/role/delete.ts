import { command, message, sentence } from '#command';
import { indexRoleLoss } from '#globus/losing/access';
import type { DeletedIndexRole } from '#services/search';
import { indexId } from '../../_params.js';
import { roleId } from '../_views.js';

export default command({
  summary: 'Remove a role from an index.',
  examples: [{ title: 'Take a role away', line: 'globus search index role delete recipes ROLE_ID' }],
  needs: ['search', 'publicAuth'],
  args: { indexId, roleId },
  losing: { what: ({ args, ...tools }) => indexRoleLoss(args.indexId, args.roleId, tools) },
  output: message(
    ({ deleted }: DeletedIndexRole) => sentence`Removed role ${deleted.id} from index ${deleted.index_id}`,
  ),
  run: ({ args, search }) => search.deleteRole(args.indexId, args.roleId),
});
