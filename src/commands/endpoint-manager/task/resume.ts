import { command, message, onScreen, sentence } from '#command';
import type { Result } from '#services/transfer';
import { pausedTaskIds } from '../_params.js';

export default command({
  summary: 'Resume tasks that were paused one by one.',
  description: 'Tasks that a pause rule holds continue when the rule is deleted.',
  examples: [{ title: 'Resume a task', line: 'globus endpoint-manager task resume nightly' }],
  needs: ['transfer'],
  args: { taskIds: pausedTaskIds },
  output: ({ args }) =>
    onScreen(
      message((_result: Result) => sentence`Asked to let ${args.taskIds.join(' ')} go on.`),
      message((result: Result) => result.message),
    ),
  run: ({ args, transfer }) => transfer.resumeManagedTasks({ task_id_list: args.taskIds }),
  next: (_result, { args }) => `How it is doing:  globus endpoint-manager task show ${args.taskIds[0] ?? ''}`,
});
