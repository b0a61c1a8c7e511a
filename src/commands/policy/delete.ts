import { command, message, sentence } from '#command';
import { policyLoss } from '#globus/losing/applications';
import type { AuthPolicy } from '#services/auth';
import { policyId } from './_policy.js';

export default command({
  summary: 'Delete a policy for logins.',
  examples: [{ title: 'Delete a policy', line: "globus policy delete 'Lab only'" }],
  needs: ['auth'],
  args: { policyId },
  losing: { what: ({ args, auth }) => policyLoss(args.policyId, auth) },
  output: message(
    ({ policy }: { readonly policy: AuthPolicy }) => sentence`Policy ${policy.id} (${policy.display_name}) deleted.`,
  ),
  run: ({ args, auth }) => auth.deletePolicy(args.policyId),
});
