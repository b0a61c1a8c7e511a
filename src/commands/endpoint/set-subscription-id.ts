import { command, message } from '#command';
import type { Result } from '#services/transfer';
import { subscription } from '../_subscription.js';
import { endpointId } from './_params.js';

export default command({
  summary: 'Put a collection under a subscription.',
  description:
    'Kept for scripts. New ones say it by kind: `globus gcp set-subscription-id`, `globus gcs endpoint set-subscription-id`.',
  examples: [
    { title: 'Use your only subscription', line: 'globus endpoint set-subscription-id COLLECTION_ID DEFAULT' },
  ],
  needs: ['transfer'],
  args: { endpointId, subscriptionId: subscription({ summary: 'The subscription' }) },
  output: message((result: Result) => result.message),
  run: ({ args, transfer }) => transfer.setSubscriptionId(args.endpointId, { subscription_id: args.subscriptionId }),
});
