import { CliError, ServiceError } from '../../errors.js';
import type { AdminCancel, Result, TransferOperations } from '../../services/transfer.js';
import { allRows } from '../all-rows.js';
import { type Look, until, type UntilTools } from '../until.js';

/** Ids and, in the same order, what the service said of each. */
export interface Canceled {
  readonly task_ids: readonly string[];
  readonly results: readonly Result[];
}

/** What was canceled, and why the rest was not. */
export interface Cancellation {
  readonly document: Canceled;
  readonly failure?: CliError;
}

/** Cancels all of one's own tasks that have not ended. CliError where there is none. */
export async function cancelAllTasks(
  transfer: Pick<TransferOperations, 'listTasks' | 'cancelTask'>,
): Promise<Cancellation> {
  const query = { filter: 'type:TRANSFER,DELETE/status:ACTIVE,INACTIVE', fields: 'task_id' };
  const ids = (await allRows(transfer.listTasks(query, Infinity))).map((task) => task.task_id);
  if (!ids.length) throw new CliError('There is no task to cancel: all have ended.');
  return cancelTasks(ids, transfer);
}

/** Cancels these tasks, one after the other; one that the service refuses to cancel keeps none of the others. ServiceError where it refuses all. */
export async function cancelTasks(
  ids: readonly string[],
  transfer: Pick<TransferOperations, 'cancelTask'>,
): Promise<Cancellation> {
  const done: (readonly [id: string, result: Result])[] = [];
  const refused: (readonly [id: string, error: ServiceError])[] = [];
  for (const id of ids) {
    try {
      done.push([id, await transfer.cancelTask(id)]);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refused.push([id, error]);
    }
  }
  const document = { results: done.map(([, result]) => result), task_ids: done.map(([id]) => id) };
  const [first] = refused;
  if (!first) return { document };
  const lines = refused.map(([id, { message }]) => `Task ${id} was not canceled: ${message}`);
  const counted = `${done.length} of ${ids.length} tasks ${done.length === 1 ? 'was' : 'were'} canceled.`;
  const failure = first[1].toldWith([...lines, ...(ids.length > 1 ? [counted] : [])].join('\n'), {
    hint: `Look at it:  globus task show ${first[0]}`,
    data: { not_canceled: refused.map(([id]) => id) },
  });
  if (!done.length) throw failure;
  return { document, failure };
}

/** Waits until all tasks of an administrator's cancellation have ended; `timeout` in seconds. Errors are those of `until`. */
export async function waitForCancellation(
  started: AdminCancel,
  timeout: number | undefined,
  { transfer, ...tools }: UntilTools & { readonly transfer: Pick<TransferOperations, 'getCancelStatus'> },
): Promise<AdminCancel> {
  let known: AdminCancel | undefined = started;
  const look = async (): Promise<Look<AdminCancel>> => {
    // the answer to the cancellation itself is the first look
    const cancel: AdminCancel = known ?? (await transfer.getCancelStatus(started.id));
    known = undefined;
    return cancel.done ? { ended: cancel } : { pending: { label: 'Canceling' } };
  };
  return until(look, tools, {
    work: `Cancellation ${started.id}`,
    hint: `Look again:  globus endpoint-manager task cancel-status ${started.id}`,
    data: () => ({ admin_cancel_id: started.id }),
    interval: 1,
    timeout,
    phrases: { notYet: 'Not all tasks were canceled', itGoesOn: 'The cancellation continues.' },
  });
}
