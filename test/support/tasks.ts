/** Tasks and their events, as Globus Transfer describes them. */
export const taskId = '1bc8e2f4-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
export const sourceId = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
export const destinationId = '9c3f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
export const submissionId = 'abcdef00-6a3c-4a6e-9d3e-5b7a1c2d3e4f';

/** A transfer that runs; with `over`, whatever else it is. */
export const task = (over: Readonly<Record<string, unknown>> = {}) => ({
  DATA_TYPE: 'task',
  task_id: taskId,
  type: 'TRANSFER',
  status: 'ACTIVE',
  is_ok: true,
  is_paused: false,
  label: 'nightly',
  nice_status: null,
  nice_status_details: null,
  nice_status_expires_in: -1,
  request_time: '2026-03-01T10:00:00+00:00',
  completion_time: null,
  deadline: '2026-03-02T10:00:00+00:00',
  source_endpoint_id: sourceId,
  source_endpoint_display_name: 'Lab storage',
  destination_endpoint_id: destinationId,
  destination_endpoint_display_name: 'Archive',
  source_local_user: 'ada',
  destination_local_user: null,
  directories: 2,
  files: 10,
  files_transferred: 4,
  files_skipped: 0,
  bytes_transferred: 4096,
  bytes_checksummed: 0,
  effective_bytes_per_second: 1024,
  faults: 0,
  subtasks_total: 12,
  subtasks_succeeded: 6,
  subtasks_pending: 6,
  subtasks_retrying: 0,
  subtasks_failed: 0,
  subtasks_canceled: 0,
  subtasks_expired: 0,
  subtasks_skipped_errors: 0,
  filter_rules: null,
  fatal_error: null,
  ...over,
});
export const succeeded = (over: Readonly<Record<string, unknown>> = {}) =>
  task({
    status: 'SUCCEEDED',
    completion_time: '2026-03-01T10:05:00+00:00',
    files_transferred: 10,
    bytes_transferred: 10_240,
    subtasks_succeeded: 12,
    subtasks_pending: 0,
    ...over,
  });

export const event = (code: string, description: string, details: string, time = '2026-03-01T10:01:00+00:00') => ({
  DATA_TYPE: 'event',
  code,
  description,
  details,
  time,
  is_error: true,
});
export const offsetPage = (rows: readonly unknown[], total = rows.length, offset = 0) => ({
  DATA: rows,
  total,
  offset,
  limit: 1000,
  length: rows.length,
});
