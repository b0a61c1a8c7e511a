import { command, message } from '#command';
import { verifier } from './_verifier.js';
import { administeredGroupId } from './_views.js';

export default command({
  summary: 'Mark a group as verified by a subscription.',
  description: 'For administrators of the subscription. null removes the mark.',
  examples: [
    {
      title: 'Mark a group as verified',
      line: "globus group set-subscription-admin-verified 'Genome lab' SUBSCRIPTION_ID",
    },
    { title: 'Take it back', line: "globus group set-subscription-admin-verified 'Genome lab' null" },
  ],
  needs: ['groups'],
  args: {
    groupId: administeredGroupId,
    subscriptionId: verifier({ summary: 'The subscription, or null for none', names: ['SUBSCRIPTION_ID|null'] }),
  },
  output: message('Group subscription verification updated successfully'),
  run: ({ args, groups }) => groups.setSubscriptionAdminVerified(args.groupId, args.subscriptionId),
});
