import type { Submission, Task, TransferOperations } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
import { demandSuccess, type TaskTools, type TaskWait, waitForTask } from '../tasks/waiting.js';
import type { TaskDocument } from './task-options.js';

export interface SubmissionTools extends TaskTools {
  readonly transfer: TaskTools['transfer'] &
    Pick<TransferOperations, 'getSubmissionId' | 'submitTransfer' | 'submitDelete'>;
  readonly notices: Pick<Notices, 'info'>;
}

/** Submits with a submission id, the one given or else a new one, so that a POST sent again makes no second task. */
export async function submit(
  document: TaskDocument,
  transfer: SubmissionTools['transfer'],
  submissionId?: string,
): Promise<Submission> {
  const whole = { ...document, submission_id: submissionId ?? (await transfer.getSubmissionId()).value };
  return document.DATA_TYPE === 'transfer' ? transfer.submitTransfer(whole) : transfer.submitDelete(whole);
}

/** Submits, says the task's id by `accepted`, and waits for the task's success. Errors are those of `waitForTask` and `demandSuccess`. */
export async function submitAndWait(
  document: TaskDocument,
  tools: SubmissionTools,
  options: TaskWait & { readonly submissionId?: string | undefined; readonly accepted?: (taskId: string) => string },
): Promise<Task> {
  const { task_id: id } = await submit(document, tools.transfer, options.submissionId);
  tools.notices.info(options.accepted?.(id) ?? `Task ${id} was accepted.`);
  return demandSuccess(await waitForTask(id, tools, { ...options, hasBegun: true }));
}
