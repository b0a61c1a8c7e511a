import { choice, date, record } from '#command';
import type { Task } from '#services/transfer';

/** How tasks are listed to those who watch over a collection. */
export const taskColumns = {
  'Task ID': 'task_id',
  Status: 'status',
  Type: 'type',
  Owner: 'owner_string',
  'Source Display Name': 'source_endpoint_display_name',
  'Dest Display Name': 'destination_endpoint_display_name',
  Label: 'label',
} as const;

const common = {
  Label: 'label',
  'Task ID': 'task_id',
  Owner: 'owner_string',
  Type: 'type',
  Status: 'status',
  'Is Paused': 'is_paused',
  'Request Time': date<Task>('request_time'),
} as const;
const running = { Deadline: date<Task>('deadline'), Details: 'nice_status_details' } as const;
const ended = { 'Completion Time': date<Task>('completion_time') } as const;
const counts = {
  Faults: 'faults',
  Directories: 'directories',
  Files: 'files',
  'Files Transferred': 'files_transferred',
  'Files Skipped': 'files_skipped',
  'Total Subtasks': 'subtasks_total',
  'Subtasks Succeeded': 'subtasks_succeeded',
  'Subtasks Pending': 'subtasks_pending',
  'Subtasks Retrying': 'subtasks_retrying',
  'Subtasks Failed': 'subtasks_failed',
  'Subtasks with Skipped Errors': 'subtasks_skipped_errors',
  'Bytes Transferred': 'bytes_transferred',
  'Bytes Per Second': 'effective_bytes_per_second',
} as const;
const source = {
  'Source Endpoint': 'source_endpoint_display_name',
  'Source Endpoint ID': 'source_endpoint_id',
  'Source Host Endpoint': 'source_host_endpoint_display_name',
  'Source Base Path': 'source_base_path',
  'Source Local User': 'source_local_user',
} as const;
const destination = {
  'Destination Endpoint': 'destination_endpoint_display_name',
  'Destination Endpoint ID': 'destination_endpoint_id',
  'Destination Host Endpoint': 'destination_host_endpoint_display_name',
  'Destination Base Path': 'destination_base_path',
  'Destination Local User': 'destination_local_user',
} as const;
const canceled = {
  'Canceled By Administrator': 'canceled_by_admin',
  'Words of the Administrator': 'canceled_by_admin_message',
} as const;

/** Somebody's task; what is private to them is None. */
export const taskView = choice((task: Task) =>
  record<Task>({
    ...common,
    ...(task.completion_time ? ended : running),
    ...counts,
    ...source,
    ...(task.type === 'TRANSFER' && destination),
    ...(task.canceled_by_admin && canceled),
  }),
);
