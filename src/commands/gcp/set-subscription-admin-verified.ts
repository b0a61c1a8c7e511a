import { command, message, param, WrongTypeError, things } from '#command';
import { isOfServer } from '#globus/collections/kinds';
import type { Result } from '#services/transfer';

export default command({
  summary: 'Mark a collection as verified by a subscription.',
  description: 'For administrators of the subscription that the collection is under.',
  examples: [
    {
      title: 'Mark a collection as verified',
      line: "globus gcp set-subscription-admin-verified 'Lab workstation' true",
    },
  ],
  needs: ['transfer'],
  args: {
    endpointId: things.collection({ summary: 'The collection', only: 'personal' }),
    status: param.boolean({ summary: 'Whether it is verified' }),
  },
  output: message((result: Result) => result.message),
  run: async ({ args, transfer }) => {
    const { entity_type: kind } = await transfer.getEndpoint(args.endpointId);
    if (isOfServer(kind)) {
      throw new WrongTypeError(`${args.endpointId} belongs to Globus Connect Server, not to Globus Connect Personal.`, {
        hint: 'On its server, run globus-connect-server collection set-subscription-admin-verified.',
        data: { found: kind },
      });
    }
    return transfer.setSubscriptionAdminVerified(args.endpointId, { subscription_admin_verified: args.status });
  },
});
