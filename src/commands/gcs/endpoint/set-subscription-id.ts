import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { subscription } from '../../_subscription.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Put an endpoint under a subscription, or under none.',
  description:
    'You must manage the subscription and be an administrator of the endpoint. DEFAULT stands for your only subscription, null for none.',
  examples: [
    { title: 'Use your only subscription', line: "globus gcs endpoint set-subscription-id 'Lab endpoint' DEFAULT" },
    { title: 'Take it out of its subscription', line: "globus gcs endpoint set-subscription-id 'Lab endpoint' null" },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId, subscriptionId: subscription({ summary: 'The subscription' }) },
  output: serviceMessage,
  run: async ({ args, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs endpoint set-subscription-id');
    return manager.setSubscriptionId({
      DATA_TYPE: 'endpoint_subscription#1.0.0',
      subscription_id: args.subscriptionId,
    });
  },
});
