import { byFlag, command, message, param, sentence, things, UsageError } from '#command';
import { cancelAllTasks, type Canceled } from '#globus/tasks/cancellation';
import type { Result } from '#services/transfer';

const each = message((document: Canceled) =>
  document.results
    .map((result, i) => sentence`${document.task_ids[i]} (${i + 1} of ${document.results.length}): ${result.message}`)
    .join('\n'),
);

export default command({
  summary: 'Cancel a task, or all tasks that have not ended.',
  examples: [
    { title: 'Cancel a task', line: 'globus task cancel @last' },
    { title: 'Cancel everything that is running', line: 'globus task cancel --all' },
  ],
  needs: ['transfer'],
  args: { taskId: things.task({ summary: 'The task', optional: true }) },
  flags: { all: param.switch({ summary: 'Cancel every task that has not ended', names: ['--all', '-a'] }) },
  check: ({ args, flags }) => {
    if (flags.all && args.taskId) return 'Give either a TASK_ID or --all, not both.';
    return flags.all || args.taskId ? undefined : 'Give a TASK_ID, or --all.';
  },
  output: byFlag(
    message((result: Result) => result.message),
    { all: each },
  ),
  run: ({ args, flags, transfer }) => {
    if (flags.all) return cancelAllTasks(transfer);
    if (!args.taskId) throw new UsageError('Give a TASK_ID, or --all.');
    return transfer.cancelTask(args.taskId);
  },
});
