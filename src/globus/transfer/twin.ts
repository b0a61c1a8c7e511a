import { CliError, type ServiceError } from '../../errors.js';
import type { Task, TransferOperations } from '../../services/transfer.js';
import { shellLine } from '../../shell.js';
import { visible } from '../../visible.js';
import { allRows } from '../all-rows.js';
import type { TaskDocument } from './task-options.js';

type Between = Pick<TaskDocument, 'DATA_TYPE' | 'source_endpoint' | 'destination_endpoint'>;

/**
 * What is to be said of a refused submission. Where it was refused because a transfer of the same paths is not over, the task is
 * named, or the tasks that it can be: those between the same two collections. Anything else comes back as it is.
 */
export async function namingTwin(
  { DATA_TYPE, source_endpoint, destination_endpoint }: Between,
  transfer: Pick<TransferOperations, 'listTasks'>,
  refusal: ServiceError,
): Promise<CliError> {
  const { status, code } = refusal.response;
  if (DATA_TYPE !== 'transfer' || status !== 409 || code !== 'Conflict') return refusal;
  let open: Task[];
  try {
    open = await allRows(transfer.listTasks({ filter: 'type:TRANSFER/status:ACTIVE,INACTIVE' }, Infinity));
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    // The refusal is what happened; that its task cannot be named as well is the lesser trouble.
    return refusal.toldWith(refusal.message, {
      hint: `See which it is: globus task list --filter-status ACTIVE --filter-type TRANSFER\n(Looking for it failed: ${error.message})`,
    });
  }
  const twins = open.filter(
    (task) => task.source_endpoint_id === source_endpoint && task.destination_endpoint_id === destination_endpoint,
  );
  const [first] = twins;
  if (!first)
    return refusal.toldWith(refusal.message, {
      hint: 'No transfer between these collections is under way any more: run the command again.',
    });
  const names = twins.map(({ task_id, label }) => visible(label === null ? task_id : `${task_id} '${label}'`));
  return refusal.toldWith(`${refusal.message}\n${twins.length === 1 ? 'It is' : 'It is one of'} ${names.join(', ')}.`, {
    hint: `Wait for it:  ${shellLine(['task', 'wait', first.task_id])}\nCancel it:    ${shellLine(['task', 'cancel', first.task_id])}`,
    data: { task_ids: twins.map(({ task_id }) => task_id) },
  });
}
