import { command, record } from '#command';
import type { AccessRule } from '#services/transfer';
import { endpointId, ruleColumns, ruleId } from './_rule.js';

export default command({
  summary: 'Show one access rule of a guest collection.',
  examples: [{ title: 'Show a rule', line: "globus endpoint permission show 'Lab data' RULE_ID" }],
  needs: ['transfer'],
  args: { endpointId, ruleId },
  output: record<AccessRule>({ ...ruleColumns, 'Expiration Date': 'expiration_date' }),
  run: ({ args, transfer }) => transfer.getAccessRule(args.endpointId, args.ruleId),
});
