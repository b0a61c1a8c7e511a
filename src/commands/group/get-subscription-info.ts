import { command, listed, param } from '#command';
import { subscriptionDetail } from './_views.js';

export default command({
  summary: 'Show a subscription and the group it belongs to.',
  examples: [{ title: 'Show a subscription', line: 'globus group get-subscription-info SUBSCRIPTION_ID' }],
  needs: ['groups'],
  args: { subscriptionId: listed(param.uuid({ summary: 'The subscription' }), 'subscription') },
  output: subscriptionDetail,
  run: ({ args, groups }) => groups.getGroupBySubscriptionId(args.subscriptionId),
});
