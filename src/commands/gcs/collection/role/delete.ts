import { command } from '#command';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId, collectionRoleId } from '../../_params.js';
import { code } from '../../_views.js';

export default command({
  summary: 'Take a role on a collection away.',
  examples: [{ title: 'Take it away', line: "globus gcs collection role delete 'Lab data' ROLE_ID" }],
  needs: ['transfer', 'gcs'],
  args: { collectionId, roleId: collectionRoleId },
  confirm: ({ args }) => `Delete the role ${args.roleId} on the collection ${args.collectionId}?`,
  output: code,
  run: async ({ args, gcs }) => (await collectionManager(gcs, args.collectionId, looking)).deleteRole(args.roleId),
});
