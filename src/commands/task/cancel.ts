import { byFlag, CliError, command, message, param, UsageError } from '#command';
import type { Result } from '#services/transfer';

interface Canceled {
  readonly task_ids: readonly string[];
  readonly results: readonly Result[];
}
const each = message((document: Canceled) =>
  document.results
    .map((result, i) => `${document.task_ids[i]} (${i + 1} of ${document.results.length}): ${result.message}`)
    .join('\n'),
);

export default command({
  summary: 'Cancel a task, or all tasks that have not ended.',
  examples: [
    { title: 'Cancel a task', line: 'globus task cancel TASK_ID' },
    { title: 'Cancel everything that is running', line: 'globus task cancel --all' },
  ],
  needs: ['transfer'],
  args: { taskId: param.uuid({ summary: 'The task', optional: true }) },
  flags: { all: param.switch({ summary: 'Cancel every task that has not ended', names: ['--all', '-a'] }) },
  check: ({ args, flags }) => {
    if (flags.all && args.taskId) return 'Give either a TASK_ID or --all, not both.';
    return flags.all || args.taskId ? undefined : 'Give a TASK_ID, or --all.';
  },
  output: byFlag(
    message((result: Result) => result.message),
    { all: each },
  ),
  run: async ({ args, flags, transfer }): Promise<Result | Canceled> => {
    if (!flags.all) {
      if (!args.taskId) throw new UsageError('Give a TASK_ID, or --all.');
      return transfer.cancelTask(args.taskId);
    }
    const ids: string[] = [];
    const query = { filter: 'type:TRANSFER,DELETE/status:ACTIVE,INACTIVE', fields: 'task_id' };
    for await (const task of transfer.listTasks(query, Infinity)) ids.push(task.task_id);
    if (!ids.length) throw new CliError('There is no task to cancel: all have ended.');
    const results: Result[] = [];
    for (const id of ids) results.push(await transfer.cancelTask(id));
    return { results, task_ids: ids };
  },
});
