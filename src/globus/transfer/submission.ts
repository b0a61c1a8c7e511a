import type { ServiceError } from '../../errors.js';
import type { Submission, Task, TransferOperations } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
import { beforeSubmitting, submitting } from '../submitting.js';
import { demandSuccess, type TaskTools, type TaskWait, waitForTask } from '../tasks/waiting.js';
import type { TaskDocument } from './task-options.js';

export interface SubmissionTools extends TaskTools {
  readonly transfer: TaskTools['transfer'] &
    Pick<TransferOperations, 'getSubmissionId' | 'submitTransfer' | 'submitDelete' | 'listTasks'>;
  readonly notices: Pick<Notices, 'info'>;
}

/**
 * Submits with a submission id, the one given or else a new one, so that a POST sent again makes no second task. An error that
 * leaves open whether there is a task says so, with that id; one because of a task under way names that.
 */
export async function submit(
  document: TaskDocument,
  transfer: SubmissionTools['transfer'],
  submissionId?: string,
): Promise<Submission> {
  const isTransfer = document.DATA_TYPE === 'transfer';
  const what = isTransfer ? 'The transfer' : 'The deletion';
  const id = submissionId ?? (await beforeSubmitting({ what }, transfer.getSubmissionId)).value;
  const whole = { ...document, submission_id: id };
  const about = {
    what,
    id,
    again: ['--submission-id', id],
    see: 'globus task list --limit 5',
    cancel: 'globus task cancel TASK_ID',
    refused: async (refusal: ServiceError) => (await import('./twin.js')).namingTwin(document, transfer, refusal),
  };
  return submitting(about, () => (isTransfer ? transfer.submitTransfer(whole) : transfer.submitDelete(whole)));
}

/** What waiting for a submission takes: its id, and how to say that the task was accepted. */
export interface SubmissionWait extends TaskWait {
  readonly submissionId?: string | undefined;
  readonly accepted?: (taskId: string) => string;
}

/** Submits, says the task's id by `accepted`, and waits for the task's end, whatever it is. Errors are those of `waitForTask`. */
export async function submitToEnd(
  document: TaskDocument,
  tools: SubmissionTools,
  options: SubmissionWait,
): Promise<Task> {
  const { task_id: id } = await submit(document, tools.transfer, options.submissionId);
  tools.notices.info(options.accepted?.(id) ?? `Task ${id} was accepted.`);
  return waitForTask(id, tools, { ...options, hasBegun: true });
}

/** The same, and demands that the task succeeds. Errors are those of `submitToEnd` and `demandSuccess`. */
export const submitAndWait = async (
  document: TaskDocument,
  tools: SubmissionTools,
  options: SubmissionWait,
): Promise<Task> => demandSuccess(await submitToEnd(document, tools, options));
