import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointRoleLoss } from '#globus/losing/collections';
import { endpointId, roleId } from '../../_params.js';
import { serviceMessage } from '../../_views.js';

export default command({
  summary: 'Remove a role from an endpoint.',
  examples: [{ title: 'Take it away', line: "globus gcs endpoint role delete 'Lab endpoint' ROLE_ID" }],
  needs: ['transfer', 'gcs', 'publicAuth'],
  args: { endpointId, roleId },
  losing: { what: ({ args, ...tools }) => endpointRoleLoss(args.endpointId, args.roleId, tools) },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs endpoint role delete')).deleteRole(args.roleId),
});
