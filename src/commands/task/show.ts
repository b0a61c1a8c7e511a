import {
  byFlag,
  choice,
  command,
  listOf,
  type Listing,
  listing,
  onScreen,
  param,
  plain,
  record,
  rowsTable,
  sentence,
} from '#command';
import { toldTask } from '#globus/tasks/pausing';
import type { FilterRule, SkippedError, SuccessfulTransfer, Task } from '#services/transfer';
import { taskSummary } from '../_task-screen.js';
import { taskId } from './_params.js';

// Times are shown as the service wrote them, with their offset: what is read here can be given to `task update`.
const common = {
  Label: 'label',
  'Task ID': 'task_id',
  'Is Paused': 'is_paused',
  Type: 'type',
  Directories: 'directories',
  Files: 'files',
  Status: 'status',
  'Request Time': 'request_time',
  Faults: 'faults',
  'Total Subtasks': 'subtasks_total',
  'Subtasks Succeeded': 'subtasks_succeeded',
  'Subtasks Pending': 'subtasks_pending',
  'Subtasks Retrying': 'subtasks_retrying',
  'Subtasks Failed': 'subtasks_failed',
  'Subtasks Canceled': 'subtasks_canceled',
  'Subtasks Expired': 'subtasks_expired',
  'Subtasks with Skipped Errors': 'subtasks_skipped_errors',
} as const;
const completed = { 'Completion Time': 'completion_time' } as const;
const unfinished = { Deadline: 'deadline', Details: 'nice_status' } as const;
const rules = listOf(
  ({ filter_rules: all }: Task) => (all?.length ? all : plain(all)),
  ({ method, name }: FilterRule) => sentence`${method} ${name}`,
);
const moved = {
  'Source Endpoint': 'source_endpoint_display_name',
  'Source Endpoint ID': 'source_endpoint_id',
  'Destination Endpoint': 'destination_endpoint_display_name',
  'Destination Endpoint ID': 'destination_endpoint_id',
  'Bytes Transferred': 'bytes_transferred',
  'Bytes Per Second': 'effective_bytes_per_second',
  'Files Transferred': 'files_transferred',
  'Files Skipped': 'files_skipped',
  'Source Local User': 'source_local_user',
  'Destination Local User': 'destination_local_user',
  'Filter Rules': rules,
} as const;
const isOver = (task: Task) => task.completion_time !== null;

const detail = choice((task: Task) =>
  record<Task>({
    ...common,
    ...(isOver(task) ? completed : unfinished),
    ...(task.type === 'TRANSFER'
      ? moved
      : { Endpoint: 'source_endpoint_display_name', 'Endpoint ID': 'source_endpoint_id' }),
  }),
);

const successful = rowsTable<SuccessfulTransfer>({
  'Source Path': 'source_path',
  'Destination Path': 'destination_path',
  Size: 'size',
  'Checksum Algorithm': 'checksum_algorithm',
  Checksum: 'checksum',
});
const skipped = rowsTable<SkippedError>({
  'Source Path': 'source_path',
  'Destination Path': 'destination_path',
  'Error Code': 'error_code',
});

export default command({
  summary: 'Show a task, the files it moved, or those it skipped.',
  examples: [
    { title: 'Show a task', line: 'globus task show @last' },
    { title: 'List the files that were skipped', line: 'globus task show @last --skipped-errors' },
  ],
  needs: ['transfer'],
  args: { taskId },
  flags: {
    successfulTransfers: param.switch({
      summary: 'List the files that were transferred',
      names: ['--successful-transfers', '-t'],
    }),
    skippedErrors: param.switch({ summary: 'List the paths that were skipped because of errors' }),
  },
  rules: [{ type: 'exclusive', keys: ['successfulTransfers', 'skippedErrors'] }],
  nothing: ({ flags }) => (flags.skippedErrors ? 'Nothing was skipped.' : 'No file was moved.'),
  output: byFlag(onScreen(taskSummary, detail), { successfulTransfers: successful, skippedErrors: skipped }),
  run: async ({
    args,
    flags,
    transfer,
    isOnScreen,
  }): Promise<Task | Listing<SuccessfulTransfer> | Listing<SkippedError>> => {
    if (flags.successfulTransfers) {
      return listing(transfer.listSuccessfulTransfers(args.taskId), (rows) => ({ DATA: rows }));
    }
    if (flags.skippedErrors) return listing(transfer.listSkippedErrors(args.taskId), (rows) => ({ DATA: rows }));
    const task = await transfer.getTask(args.taskId);
    return isOnScreen ? toldTask(task, transfer.getTaskPauseInfo) : task;
  },
});
