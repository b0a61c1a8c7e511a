import { byFlag, command, exclusive, type Listing, listing, onScreen, optionalLimit, param, rowsTable } from '#command';
import { toldTask } from '#globus/tasks/pausing';
import type { SkippedError, SuccessfulTransfer, Task } from '#services/transfer';
import { watchedSummary } from '../../_task-screen.js';
import { taskId } from '../_params.js';
import { taskView } from './_task.js';

const successful = rowsTable<SuccessfulTransfer>({
  'Source Path': 'source_path',
  'Destination Path': 'destination_path',
});
const skipped = rowsTable<SkippedError>({
  'Source Path': 'source_path',
  'Destination Path': 'destination_path',
  'Error Code': 'error_code',
});

export default command({
  summary: "Show somebody's task, its files, or those it skipped.",
  examples: [
    { title: 'Show a task', line: 'globus endpoint-manager task show nightly' },
    { title: 'List the paths that were skipped', line: 'globus endpoint-manager task show nightly --skipped-errors' },
  ],
  needs: ['transfer'],
  args: { taskId },
  flags: {
    successfulTransfers: param.switch({
      summary: 'List the files that were transferred',
      names: ['--successful-transfers', '-t'],
    }),
    skippedErrors: param.switch({ summary: 'List the paths that were skipped because of errors' }),
    limit: optionalLimit,
  },
  rules: [exclusive('successfulTransfers', 'skippedErrors')],
  check: ({ flags }) =>
    flags.limit !== undefined && !flags.successfulTransfers && !flags.skippedErrors
      ? '--limit is for --successful-transfers and --skipped-errors.'
      : undefined,
  nothing: ({ flags }) => (flags.skippedErrors ? 'Nothing was skipped.' : 'No file was moved.'),
  output: byFlag(onScreen(watchedSummary, taskView), { successfulTransfers: successful, skippedErrors: skipped }),
  run: async ({
    args,
    flags,
    transfer,
    isOnScreen,
  }): Promise<Task | Listing<SuccessfulTransfer> | Listing<SkippedError>> => {
    if (flags.successfulTransfers)
      return listing(transfer.listManagedSuccessfulTransfers(args.taskId, flags.limit), (rows) => ({ DATA: rows }));
    if (flags.skippedErrors)
      return listing(transfer.listManagedSkippedErrors(args.taskId, flags.limit), (rows) => ({ DATA: rows }));
    const task = await transfer.getManagedTask(args.taskId);
    return isOnScreen ? toldTask(task, transfer.getManagedTaskPauseInfo) : task;
  },
});
