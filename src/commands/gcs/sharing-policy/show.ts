import { command } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { policyView, sharingPolicyId } from './_policy.js';

export default command({
  summary: 'Show a sharing policy.',
  examples: [{ title: 'Show it', line: "globus gcs sharing-policy show 'Lab endpoint' POLICY_ID" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, sharingPolicyId },
  output: policyView,
  run: async ({ args, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs sharing-policy show', isOnScreen);
    return itemOf(await manager.getSharingPolicy(args.sharingPolicyId), 'sharing_policy');
  },
});
