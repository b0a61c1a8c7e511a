import { command, param, waiting } from '#command';
import { waitForCancellation } from '#globus/tasks/cancellation';
import { managedTasksLoss } from '#globus/losing/tasks';
import { openTaskIds } from '../_params.js';
import { cancelView } from './_cancel.js';

export default command({
  summary: "Cancel somebody's tasks on your collections.",
  description: 'The service cancels the tasks one after another; --wait waits for the last.',
  examples: [
    {
      title: 'Cancel two tasks',
      line: "globus endpoint-manager task cancel TASK1_ID TASK2_ID --message 'The disk is full' --wait",
    },
  ],
  needs: ['transfer', 'progress', 'clock'],
  args: { taskIds: openTaskIds },
  flags: {
    message: param.text({ summary: 'The message that people see', required: true }),
    wait: waiting.wait,
    waitTimeout: waiting.waitTimeout,
  },
  losing: { what: ({ args, transfer }) => managedTasksLoss(args.taskIds, transfer) },
  output: cancelView,
  run: async ({ args, flags, ...tools }) => {
    const started = await tools.transfer.cancelManagedTasks({ task_id_list: args.taskIds, message: flags.message });
    return flags.wait ? waitForCancellation(started, flags.waitTimeout, tools) : started;
  },
});
