import { command, dateTime, param, record, sentence } from '#command';
import type { PauseRule } from '#services/transfer';
import { identityId } from '#globus/people/identity';
import { pausedTasksLoss } from '#globus/losing/tasks';
import { endpointId } from '../_params.js';
import { operation, ruleDetail, switches } from './_rule.js';

export default command({
  summary: 'Pause activity on a collection.',
  description:
    'Without --operation, everything is paused; without --identity, for everyone. Once the rule is deleted, tasks continue where they stopped.',
  examples: [
    {
      title: 'Pause everything for a repair',
      line: "globus endpoint-manager pause-rule create 'Lab data' --message 'Disks are being replaced until Friday'",
    },
    {
      title: 'Stop one person from writing',
      line: "globus endpoint-manager pause-rule create 'Lab data' --operation write --identity ada@example.org --message 'Please call us'",
    },
  ],
  needs: ['transfer', 'auth'],
  args: { endpointId },
  flags: {
    message: param.text({ summary: 'The message that people see', required: true }),
    operation,
    identity: param.text({ summary: 'Only for this identity', metavar: 'IDENTITY_ID_OR_NAME' }),
    startTime: dateTime({ summary: 'Only tasks requested after this' }),
  },
  losing: { what: ({ args, transfer }) => pausedTasksLoss(args.endpointId, transfer) },
  output: record<PauseRule>(ruleDetail),
  run: async ({ args, flags, given, transfer, auth }) =>
    transfer.createPauseRule({
      DATA_TYPE: 'pause_rule',
      endpoint_id: args.endpointId,
      message: flags.message,
      identity_id: flags.identity === undefined ? null : await identityId(flags.identity, auth),
      ...(flags.startTime !== undefined && { start_time: flags.startTime.toISOString() }),
      ...switches(given('operation') ? flags.operation : (operation.choices ?? [])),
    }),
  next: ({ id }) => sentence`Let tasks go on:  globus endpoint-manager pause-rule delete ${id}`,
});
