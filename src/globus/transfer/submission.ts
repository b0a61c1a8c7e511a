import type { ServiceError } from '../../errors.js';
import type { Submission, Task, TransferOperations } from '../../services/transfer.js';
import type { Notices, SubmissionRecords } from '../../tools.js';
import { deliveryOf } from '../../services/delivery.js';
import { beforeSubmitting, submitting } from '../submitting.js';
import { demandSuccess, type TaskTools, type TaskWait, waitForTask } from '../tasks/waiting.js';
import type { TaskDocument } from './task-options.js';

export interface SubmissionTools extends TaskTools {
  readonly transfer: TaskTools['transfer'] &
    Pick<TransferOperations, 'getSubmissionId' | 'submitTransfer' | 'submitDelete' | 'listTasks'>;
  readonly notices: Pick<Notices, 'info' | 'warn'>;
  readonly records: Pick<SubmissionRecords, 'sentUnder' | 'keepSent'>;
}

/** A submission id that was chosen before, where there is one; where to tell that it was used, and to keep for what. */
interface GivenId extends Pick<SubmissionTools, 'records'> {
  readonly submissionId: string | undefined;
  readonly notices: Pick<Notices, 'warn'>;
}

/** Whether the answer is of an earlier submission: with an id of our own that is this one, sent again because its answer was lost. */
const isUsed = ({ code }: Submission, { submissionId }: Pick<GivenId, 'submissionId'>): boolean =>
  submissionId !== undefined && code === 'Duplicate';

/**
 * Submits with a submission id, the one given or else a new one, so that a POST sent again makes no second task. An error that
 * leaves open whether there is a task says so, with that id; one because of a task under way names that. A given id that was used
 * already is told of, and is a CliError where it stands for other work.
 */
export async function submit(
  document: TaskDocument,
  transfer: SubmissionTools['transfer'],
  given?: GivenId,
): Promise<Submission> {
  const { submissionId } = given ?? {};
  const isTransfer = document.DATA_TYPE === 'transfer';
  const what = isTransfer ? 'The transfer' : 'The deletion';
  const id = submissionId ?? (await beforeSubmitting({ what }, transfer.getSubmissionId)).value;
  const whole = { ...document, submission_id: id };
  const about = {
    what,
    id,
    // whoever can be given an id has the option
    ...(given && { again: ['--submission-id', id] }),
    see: 'globus task list --limit 5',
    cancel: 'globus task cancel TASK_ID',
    refused: async (refusal: ServiceError) => (await import('./twin.js')).namingTwin(document, transfer, refusal),
  };
  const sent = async () => {
    const { SentBefore } = await import('./used-already.js');
    return given && new SentBefore(document, id, given.records);
  };
  const chosen = submissionId === undefined ? undefined : await sent();
  await chosen?.keep();
  const onSentAgain = () => chosen?.sentAgain();
  const submission = await submitting(about, () =>
    (isTransfer ? transfer.submitTransfer : transfer.submitDelete)(whole, { onSentAgain }),
  ).catch(async (error: unknown) => {
    if (deliveryOf(error) !== 'unknown') await chosen?.refused();
    // the message names the id that was made for it, for a second try
    else if (!chosen) await (await sent())?.keep();
    throw error;
  });
  if (given && isUsed(submission, given)) await chosen?.tellUsed(submission, transfer, given.notices);
  else await chosen?.accepted();
  return submission;
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
  const given = { submissionId: options.submissionId, notices: tools.notices, records: tools.records };
  const submission = await submit(document, tools.transfer, given);
  const { task_id: id } = submission;
  if (!isUsed(submission, given)) tools.notices.info(options.accepted?.(id) ?? `Task ${id} was accepted.`);
  return waitForTask(id, tools, { ...options, hasBegun: true });
}

/** The same, and demands that the task succeeds. Errors are those of `submitToEnd` and `demandSuccess`. */
export const submitAndWait = async (
  document: TaskDocument,
  tools: SubmissionTools,
  options: SubmissionWait,
): Promise<Task> => demandSuccess(await submitToEnd(document, tools, options));
