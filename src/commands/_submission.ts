import {
  date,
  dateTime,
  incomplete,
  isObject,
  message,
  notify,
  onScreen,
  param,
  record,
  sentence,
  table,
} from '#command';
import { failureOf } from '#globus/tasks/waiting';
import { amountOf } from '#globus/tasks/words';
import type { DeleteItem, Submission, Task, TransferItem } from '#services/transfer';
import { labelled } from './_labelled.js';
import { endedSummary } from './_task-screen.js';

/** Flags of every submission to Transfer. */
export const submissionFlags = {
  deadline: dateTime({ summary: 'Cancel the task if it has not ended by then' }),
  label: param.text({ summary: 'A label to find the task by' }),
  submissionId: param.text({ summary: 'With the same id, what you submit twice is done only once' }),
  notify: notify({ summary: 'When to send email' }),
  dryRun: param.switch({ summary: 'Print what would be submitted, and submit nothing' }),
  skipActivationCheck: param.switch({
    summary: 'Accepted and ignored: endpoints are not activated any more',
    hidden: true,
  }),
};

/** Message and task id of what was submitted. */
export const submitted = onScreen(
  message((document: Submission) => sentence`Task ${document.task_id} was accepted.`),
  record<Submission>({ Message: 'message', 'Task ID': 'task_id' }),
);

/** The task, which is called by its label. A plan makes none. */
export const submittedTask = (
  document: unknown,
  {
    flags: { label, submissionId },
  }: { readonly flags: { readonly label?: string | undefined; readonly submissionId?: string | undefined } },
) =>
  // what was submitted before under this id is not the newest, and may have another label
  isObject(document) && submissionId === undefined ? labelled(document['task_id'], label) : undefined;

/** How to follow a task that goes on: not for a plan, and not for a task that was waited for. */
export const followIt = (document: unknown): string | undefined =>
  isObject(document) && typeof document['task_id'] === 'string' && !('status' in document)
    ? sentence`Follow it:  globus task watch ${document['task_id']}`
    : undefined;

interface Planned<Item> {
  readonly DATA: readonly Item[];
}
export const plannedTransfer = table((document: Planned<TransferItem>) => document.DATA, {
  'Source Path': 'source_path',
  'Dest Path': 'destination_path',
  Recursive: 'recursive',
  'External Checksum': 'external_checksum',
});
export const plannedDelete = table((document: Planned<DeleteItem>) => document.DATA, { Path: 'path' });

/** What remains to be said of a task that was waited for. */
const ended = record<Task>({
  'Task ID': 'task_id',
  Status: 'status',
  Files: 'files',
  'Files Transferred': 'files_transferred',
  'Files Skipped': 'files_skipped',
  'Bytes Transferred': 'bytes_transferred',
  'Request Time': date('request_time'),
  'Completion Time': date('completion_time'),
});
export const summaryView = onScreen(endedSummary, ended);

/** The task as it ended: shown, also where it failed, before the run ends as it did. */
export function outcome(task: Task) {
  const failure = failureOf(task);
  return failure ? incomplete(task, failure) : task;
}
/** How much was deleted, and where. */
function deletedWords(task: Task): string {
  const amount = amountOf(task);
  const where = task.source_endpoint_display_name;
  // of what was not there, nothing is counted
  // a service may send what is no text
  return amount && typeof where === 'string' && where ? `Deleted ${amount} on ${where}.` : 'Deleted.';
}

/** What was deleted is told to a person; on a pipe nothing is said, and the exit code tells. */
export const deleted = onScreen(
  message((task: Task) => (task.status === 'SUCCEEDED' ? deletedWords(task) : '')),
  message((_task: Task) => ''),
);
/** Nothing on a pipe either; a person is told how the task ended. */
export const silentOnPipes = onScreen(
  endedSummary,
  message((_task: Task) => ''),
);

/** `--wait` of what submits, as options of waiting: with progress, and faults as they come. */
export const watched = (flags: {
  readonly submissionId: string | undefined;
  readonly waitTimeout: number | undefined;
  readonly failFast: boolean;
}) => ({
  submissionId: flags.submissionId,
  pollingInterval: 1,
  timeout: flags.waitTimeout,
  failFast: flags.failFast,
  watch: true,
});
