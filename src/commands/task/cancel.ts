import { command, message, param, sentence, shownThenFailed, things } from '#command';
import { cancelAllTasks, type Canceled, cancelTasks } from '#globus/tasks/cancellation';
import { allTasksLoss } from '#globus/losing/tasks';
import type { Result } from '#services/transfer';
import { cancelGuide } from './_cancel-guide.js';

const each = message((document: Canceled) =>
  document.results
    .map((result, i) => sentence`${document.task_ids[i]} (${i + 1} of ${document.results.length}): ${result.message}`)
    .join('\n'),
);

const one = message((result: Result) => result.message);

export default command({
  summary: 'Cancel tasks, or all tasks that have not ended.',
  description: 'On a terminal, without a task, you choose among those that have not ended.',
  examples: [
    { title: 'Cancel a task', line: 'globus task cancel @last' },
    { title: 'Cancel everything that is running', line: 'globus task cancel --all' },
  ],
  needs: ['transfer'],
  args: {
    taskIds: things.task({ summary: 'The tasks', names: ['TASK_ID...'], optional: true, multiple: true }),
  },
  flags: { all: param.switch({ summary: 'Cancel every task that has not ended', names: ['--all', '-a'] }) },
  check: ({ args, flags }) => {
    if (flags.all && args.taskIds.length) return 'Give either a TASK_ID or --all, not both.';
    return flags.all || args.taskIds.length ? undefined : 'Give a TASK_ID, or --all.';
  },
  losing: { only: ['all'], what: ({ transfer }) => allTasksLoss(transfer) },
  guide: cancelGuide,
  output: ({ args, flags }) => (flags.all || args.taskIds.length > 1 ? each : one),
  run: async ({ args, flags, transfer }) => {
    if (flags.all) return shownThenFailed(await cancelAllTasks(transfer));
    const [only = '', ...more] = args.taskIds;
    return more.length ? shownThenFailed(await cancelTasks(args.taskIds, transfer)) : transfer.cancelTask(only);
  },
});
