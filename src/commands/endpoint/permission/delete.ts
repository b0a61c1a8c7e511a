import { command, message } from '#command';
import { accessRuleLoss } from '#globus/losing/access';
import type { Result } from '#services/transfer';
import { endpointId, ruleId } from './_rule.js';

export default command({
  summary: 'Remove an access rule from a guest collection.',
  examples: [{ title: 'Delete a rule', line: "globus endpoint permission delete 'Lab data' RULE_ID" }],
  needs: ['transfer', 'publicAuth'],
  args: { endpointId, ruleId },
  losing: { what: ({ args, ...tools }) => accessRuleLoss(args.endpointId, args.ruleId, tools) },
  output: message((result: Result) => result.message),
  run: ({ args, transfer }) => transfer.deleteAccessRule(args.endpointId, args.ruleId),
});
