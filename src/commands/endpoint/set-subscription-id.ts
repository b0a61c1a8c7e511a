import { command, message } from '#command';
import type { Result } from '#services/transfer';
import { subscriptionOrNull } from '../_subscription.js';
import { endpointId } from './_params.js';

export default command({
  summary: 'Put a collection under a subscription.',
  description:
    'Kept for existing scripts. New scripts should use `globus gcp set-subscription-id` or `globus gcs endpoint set-subscription-id`, which also take DEFAULT for your only subscription.',
  examples: [{ title: 'Take it out of its subscription', line: "globus endpoint set-subscription-id 'Lab data' null" }],
  needs: ['transfer'],
  args: { endpointId, subscriptionId: subscriptionOrNull({ summary: 'The subscription' }) },
  output: message((result: Result) => result.message),
  run: ({ args, transfer }) => transfer.setSubscriptionId(args.endpointId, { subscription_id: args.subscriptionId }),
});
