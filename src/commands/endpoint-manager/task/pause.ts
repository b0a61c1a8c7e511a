import { command, message, onScreen, param, sentence } from '#command';
import type { Result } from '#services/transfer';
import { goingTaskIds } from '../_params.js';

export default command({
  summary: "Pause somebody's tasks on your collections.",
  examples: [{ title: 'Pause a task', line: "globus endpoint-manager task pause nightly --message 'Please call us'" }],
  needs: ['transfer'],
  args: { taskIds: goingTaskIds },
  flags: { message: param.text({ summary: 'The message that people see', required: true }) },
  output: ({ args }) =>
    onScreen(
      message((_result: Result) => sentence`Asked for a pause of ${args.taskIds.join(' ')}.`),
      message((result: Result) => result.message),
    ),
  run: ({ args, flags, transfer }) =>
    transfer.pauseManagedTasks({ task_id_list: args.taskIds, message: flags.message }),
  next: (_result, { args }) => `Let them go on:  globus endpoint-manager task resume ${args.taskIds.join(' ')}`,
});
