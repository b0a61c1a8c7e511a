import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { sharingPolicyLoss } from '#globus/losing/collections';
import { endpointId } from '../_params.js';
import { serviceMessage } from '../_views.js';
import { sharingPolicyId } from './_policy.js';

export default command({
  summary: 'Delete a sharing policy.',
  examples: [{ title: 'Delete it', line: "globus gcs sharing-policy delete 'Lab endpoint' POLICY_ID" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, sharingPolicyId },
  losing: { what: ({ args, ...tools }) => sharingPolicyLoss(args.endpointId, args.sharingPolicyId, tools) },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs sharing-policy delete')).deleteSharingPolicy(
      args.sharingPolicyId,
    ),
});
