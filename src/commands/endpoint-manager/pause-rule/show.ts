import { command, record } from '#command';
import type { PauseRule } from '#services/transfer';
import { pauseRuleId, ruleDetail } from './_rule.js';

export default command({
  summary: 'Show a pause rule.',
  examples: [{ title: 'Show a rule', line: 'globus endpoint-manager pause-rule show PAUSE_RULE_ID' }],
  needs: ['transfer'],
  args: { pauseRuleId },
  output: record<PauseRule>(ruleDetail),
  run: ({ args, transfer }) => transfer.getPauseRule(args.pauseRuleId),
});
