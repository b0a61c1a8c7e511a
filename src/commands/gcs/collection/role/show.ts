import { command } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId, collectionRoleId } from '../../_params.js';
import { roleView } from '../../_role.js';

export default command({
  summary: 'Show a role on a collection.',
  examples: [{ title: 'Show a role', line: "globus gcs collection role show 'Lab data' ROLE_ID" }],
  needs: ['transfer', 'auth', 'gcs'],
  args: { collectionId, roleId: collectionRoleId },
  output: roleView,
  run: async ({ args, gcs }) =>
    itemOf(await (await collectionManager(gcs, args.collectionId, looking)).getRole(args.roleId), 'role'),
});
