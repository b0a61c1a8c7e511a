import { command } from '#command';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionRoleLoss } from '#globus/losing/collections';
import { collectionId, collectionRoleId } from '../../_params.js';
import { code } from '../../_views.js';

export default command({
  summary: 'Remove a role from a collection.',
  examples: [{ title: 'Take it away', line: "globus gcs collection role delete 'Lab data' ROLE_ID" }],
  needs: ['transfer', 'gcs', 'publicAuth'],
  args: { collectionId, roleId: collectionRoleId },
  losing: { what: ({ args, ...tools }) => collectionRoleLoss(args.collectionId, args.roleId, tools) },
  output: code,
  run: async ({ args, gcs }) => (await collectionManager(gcs, args.collectionId, looking)).deleteRole(args.roleId),
});
