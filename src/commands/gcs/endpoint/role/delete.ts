import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId, roleId } from '../../_params.js';
import { serviceMessage } from '../../_views.js';

export default command({
  summary: 'Take a role on an endpoint away.',
  examples: [{ title: 'Take it away', line: "globus gcs endpoint role delete 'Lab endpoint' ROLE_ID" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, roleId },
  confirm: ({ args }) => `Delete the role ${args.roleId} on the endpoint ${args.endpointId}?`,
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs endpoint role delete')).deleteRole(args.roleId),
});
