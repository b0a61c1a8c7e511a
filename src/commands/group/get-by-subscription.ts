import { choice, command, listed, param, record, ServiceError } from '#command';
import type { Group, GroupSubscription } from '#services/groups';
import { groupColumns, subscriptionColumns, subscriptionDetail } from './_views.js';

type Found = GroupSubscription & Partial<Group>;
const detail = record<Found>({ ...subscriptionColumns, ...groupColumns });

export default command({
  summary: 'Show the group that a subscription belongs to.',
  description:
    'Shows the subscription, and its group if you may see it. JSON output is the document of the subscription ' +
    'alone, as `globus group get-subscription-info` prints it.',
  examples: [{ title: 'Show the group of a subscription', line: 'globus group get-by-subscription SUBSCRIPTION_ID' }],
  needs: ['groups', 'notices'],
  args: { subscriptionId: listed(param.uuid({ summary: 'The subscription' }), 'subscription') },
  output: choice((found: Found) => (found.name === undefined ? subscriptionDetail : detail)),
  run: async ({ args, groups, notices, drawn }): Promise<Found> => {
    const subscription = await groups.getGroupBySubscriptionId(args.subscriptionId);
    if (!drawn) return subscription;
    try {
      return { ...(await groups.getGroup(subscription.group_id, { include: 'my_memberships' })), ...subscription };
    } catch (error) {
      // the subscription may be seen by everybody, its group by members only
      if (!(error instanceof ServiceError && [403, 404].includes(error.response.status))) throw error;
      notices.warn(`You may not see the group ${subscription.group_id} itself.`);
      return subscription;
    }
  },
});
