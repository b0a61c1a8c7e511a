import { command, oneOf, param, record, reading } from '#command';
import type { PauseRule } from '#services/transfer';
import { operation, pauseRuleId, ruleDetail, switches } from './_rule.js';

export default command({
  summary: 'Change what a pause rule says or pauses.',
  description: 'With --operation, only the operations that you give are paused from now on.',
  examples: [
    {
      title: 'Let people read again',
      line: 'globus endpoint-manager pause-rule update PAUSE_RULE_ID --operation write --operation delete',
    },
  ],
  needs: ['transfer'],
  args: { pauseRuleId },
  flags: { message: param.text({ summary: 'The message that people see' }), operation },
  rules: [oneOf('message', 'operation')],
  changes: {
    now: reading(({ pauseRuleId: id }, { transfer }) => transfer.getPauseRule(id)),
  },
  output: record<PauseRule>(ruleDetail),
  run: ({ args, flags, given, transfer }) =>
    transfer.updatePauseRule(args.pauseRuleId, {
      DATA_TYPE: 'pause_rule',
      ...(flags.message !== undefined && { message: flags.message }),
      ...(given('operation') && switches(flags.operation)),
    }),
});
