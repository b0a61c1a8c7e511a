import { command, message, things } from '#command';
import type { Result } from '#services/transfer';
import { subscription } from '../_subscription.js';

export default command({
  summary: 'Put a collection of yours under a subscription.',
  examples: [
    { title: 'Use your only subscription', line: "globus gcp set-subscription-id 'Lab workstation' DEFAULT" },
    { title: 'Take it from its subscription', line: "globus gcp set-subscription-id 'Lab workstation' null" },
  ],
  needs: ['transfer'],
  args: {
    endpointId: things.collection({ summary: 'The mapped collection', only: 'mapped-personal' }),
    subscriptionId: subscription({ summary: 'The subscription' }),
  },
  output: message((result: Result) => result.message),
  run: ({ args, transfer }) => transfer.setSubscriptionId(args.endpointId, { subscription_id: args.subscriptionId }),
});
