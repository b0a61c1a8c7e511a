import { command, message, momentText, oneOf, param, reading } from '#command';
import type { Result } from '#services/transfer';
import { openTaskId } from './_params.js';

export default command({
  summary: 'Change the label or the deadline of a running task.',
  examples: [{ title: 'Give a task more time', line: 'globus task update @last --deadline 2027-01-31' }],
  needs: ['transfer'],
  args: { taskId: openTaskId },
  flags: {
    label: param.text({ summary: 'The new label', bare: 'Rename it' }),
    deadline: momentText({ summary: 'The new deadline' }),
  },
  rules: [oneOf('label', 'deadline')],
  changes: { now: reading(({ taskId: id }, { transfer }) => transfer.getTask(id)) },
  output: message(() => 'Success'),
  run: ({ args, flags, transfer }): Promise<Result> =>
    transfer.updateTask(args.taskId, {
      DATA_TYPE: 'task',
      ...(flags.label !== undefined && { label: flags.label }),
      ...(flags.deadline !== undefined && { deadline: flags.deadline }),
    }),
});
