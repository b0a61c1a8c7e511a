import { command } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId, roleId } from '../../_params.js';
import { roleView } from '../../_role.js';

export default command({
  summary: 'Show a role on an endpoint.',
  examples: [{ title: 'Show a role', line: "globus gcs endpoint role show 'Lab endpoint' ROLE_ID" }],
  needs: ['transfer', 'auth', 'gcs'],
  args: { endpointId, roleId },
  output: roleView,
  run: async ({ args, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs endpoint role show', isOnScreen);
    return itemOf(await manager.getRole(args.roleId), 'role');
  },
});
