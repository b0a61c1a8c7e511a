import { command, message } from '#command';
import { pauseRuleLoss } from '#globus/losing/tasks';
import type { Result } from '#services/transfer';
import { pauseRuleId } from './_rule.js';

export default command({
  summary: 'Delete a pause rule: what it paused continues.',
  examples: [{ title: 'Delete a rule', line: 'globus endpoint-manager pause-rule delete PAUSE_RULE_ID' }],
  needs: ['transfer'],
  args: { pauseRuleId },
  losing: { what: ({ args, transfer }) => pauseRuleLoss(args.pauseRuleId, transfer) },
  output: message((result: Result) => result.message),
  run: ({ args, transfer }) => transfer.deletePauseRule(args.pauseRuleId),
});
