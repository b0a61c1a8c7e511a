import { command, message } from '#command';
import type { Result } from '#services/transfer';
import { pausedTaskIds } from '../_params.js';

export default command({
  summary: 'Resume tasks that were paused one by one.',
  description: 'Tasks that a pause rule holds continue when the rule is deleted.',
  examples: [{ title: 'Resume a task', line: 'globus endpoint-manager task resume nightly' }],
  needs: ['transfer'],
  args: { taskIds: pausedTaskIds },
  output: message((result: Result) => result.message),
  run: ({ args, transfer }) => transfer.resumeManagedTasks({ task_id_list: args.taskIds }),
});
