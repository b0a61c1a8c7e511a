import { command } from '#command';
import { policyId, policyView } from './_policy.js';

export default command({
  summary: 'Show a policy.',
  examples: [{ title: 'Show a policy', line: "globus policy show 'Lab only'" }],
  needs: ['auth'],
  args: { policyId },
  output: policyView,
  run: ({ args, auth }) => auth.getPolicy(args.policyId),
});
